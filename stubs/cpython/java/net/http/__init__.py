"""java.net.http: what a request that takes too long raises."""

from java.io import IOException

__all__ = ["HttpConnectTimeoutException", "HttpTimeoutException"]


class HttpTimeoutException(IOException):
    pass


class HttpConnectTimeoutException(HttpTimeoutException):
    pass


for _name in __all__:
    globals()[_name].__module__ = "java.net.http"
