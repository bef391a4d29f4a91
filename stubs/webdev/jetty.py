"""The other front end: a Host behind Jetty 9.4, with Jetty's own servlet objects. Jython only.

It owns sockets and threads. Jetty reads requests and refuses bad ones; what they mean is the Host's business.
"""

import logging
import sys

from java.io import IOException
from java.lang import System

# before Jetty loads: it reads these once
System.setProperty("org.eclipse.jetty.util.log.class", "org.eclipse.jetty.util.log.StdErrLog")
System.setProperty("org.eclipse.jetty.util.log.announce", "false")
System.setProperty("org.eclipse.jetty.LEVEL", "WARN")

from javax.servlet import RequestDispatcher  # noqa: E402
from javax.servlet.http import HttpServlet  # noqa: E402
from org.eclipse.jetty.server import HttpConfiguration, HttpConnectionFactory, ServerConnector  # noqa: E402
from org.eclipse.jetty.server import Server as Jetty  # noqa: E402
from org.eclipse.jetty.server.handler import ErrorHandler  # noqa: E402
from org.eclipse.jetty.servlet import ServletContextHandler, ServletHolder  # noqa: E402
from org.eclipse.jetty.util.thread import QueuedThreadPool  # noqa: E402

LOG = logging.getLogger("webdev.jetty")
THREADS = 200
STOP_MILLIS = 500


class HostServlet(HttpServlet):
    """Hands every request to the Host, whatever its method."""

    def __init__(self, host):
        HttpServlet.__init__(self)
        self._handle = host.handle

    def service(self, servlet_request, servlet_response):
        try:
            self._handle(servlet_request, servlet_response)
        except:  # Java's exceptions are no Exception
            if not servlet_response.isCommitted():
                raise
            channel = servlet_request.getHttpChannel()
            if not channel.isSendError():  # its page is whole, and still to be sent
                LOG.info("connection cut: %r", sys.exc_info()[1])
                channel.abort(IOException("failed after the commit"))


class HtmlErrors(ErrorHandler):
    """Jetty's HTML page for every error, as gateways answer. By itself Jetty would negotiate, and leave it out
    for some methods."""

    def __init__(self):
        ErrorHandler.__init__(self)
        self.setShowServlet(False)

    def errorPageForMethod(self, method):
        return True

    def doError(self, target, jetty_request, servlet_request, servlet_response):
        servlet_response.setHeader("Cache-Control", self.getCacheControl())
        message = servlet_request.getAttribute(RequestDispatcher.ERROR_MESSAGE)
        self.generateAcceptableResponse(jetty_request, servlet_request, servlet_response,
                                        servlet_response.getStatus(), message, "text/html")


class Server(object):
    """A running front end."""

    def __init__(self, host, port, address, threads):
        pool = QueuedThreadPool(threads)
        pool.setName("webdev-jetty")
        pool.setStopTimeout(STOP_MILLIS)
        self._jetty = Jetty(pool)
        self._connector = self._listening_on(port, address)
        # `threads` are for handlers: Jetty's own come on top
        own = self._connector.getAcceptors() + self._connector.getSelectorManager().getSelectorCount()
        pool.setMaxThreads(threads + own)
        self._jetty.setHandler(_context(host))
        self._jetty.setStopTimeout(STOP_MILLIS)
        self.address = address

    @property
    def port(self):
        return self._connector.getLocalPort()

    def start(self):
        """Returns when it listens. Raises java.io.IOException where it cannot."""
        try:
            self._jetty.start()
        except:  # Java's exceptions are no Exception
            self.close()
            raise

    def close(self):
        """Stops listening and cuts what is open; handlers that still run find their client gone."""
        self._jetty.stop()

    def _listening_on(self, port, address):
        configuration = HttpConfiguration()
        configuration.setSendServerVersion(False)
        connector = ServerConnector(self._jetty, [HttpConnectionFactory(configuration)])
        connector.setHost(address)
        connector.setPort(port)
        self._jetty.addConnector(connector)
        return connector


def serve(host, port=8088, address="127.0.0.1", threads=THREADS):
    """Starts serving `host` and returns at once; port 0 takes any free one, `.port` says which."""
    server = Server(host, port, address, threads)
    server.start()
    return server


def _context(host):
    context = ServletContextHandler()
    context.setContextPath("/")
    context.setErrorHandler(HtmlErrors())
    holder = ServletHolder("webdev", HostServlet(host))
    holder.setAsyncSupported(False)  # nobody has seen WebDev allow asynchronous answers
    context.addServlet(holder, "/*")
    return context
