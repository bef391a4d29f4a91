"""javax.net.ssl: what a TLS handshake that fails raises."""

from java.io import IOException

__all__ = ["SSLHandshakeException"]


class SSLHandshakeException(IOException):
    pass


SSLHandshakeException.__module__ = "javax.net.ssl"
