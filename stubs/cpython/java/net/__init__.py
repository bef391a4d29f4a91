"""java.net: what a connection that fails raises."""

from java.io import IOException

__all__ = ["ConnectException", "SocketException"]


class SocketException(IOException):
    pass


class ConnectException(SocketException):
    pass


for _name in __all__:
    globals()[_name].__module__ = "java.net"
