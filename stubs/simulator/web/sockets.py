"""One HTTP exchange on CPython, with the exceptions of java.net.http."""
import http.client
import ssl
import urllib.parse

from java.io import IOException
from java.net import ConnectException
from java.net.http import HttpTimeoutException
from javax.net.ssl import SSLHandshakeException

CONNECTIONS = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}


def exchange(sent, seconds):
    """(status, [(name, value)], body); a redirect is an answer like any other."""
    parts = urllib.parse.urlsplit(sent.url)
    connection = CONNECTIONS[parts.scheme](parts.hostname, parts.port, timeout=seconds)
    target = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
    try:
        connection.request(sent.method, target, sent.body, sent.headers)
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    except TimeoutError:
        raise HttpTimeoutException("request timed out")
    except ssl.SSLError as error:
        raise SSLHandshakeException(str(error))
    except ConnectionRefusedError:
        raise ConnectException("Connection refused")
    except (OSError, http.client.HTTPException) as error:
        raise IOException(str(error))
    finally:
        connection.close()
