"""HttpServletRequest and HttpServletResponse for front ends and tests that have no Java container."""

from webdev.servlet_request import Cookie, Request
from webdev.servlet_response import Response
from webdev.uri import BadUri

__all__ = ["BadUri", "Cookie", "Request", "Response", "exchange"]


def exchange(host, method, target, sink=None, **request):
    """The finished Response to one request; 400 for a target that Jetty refuses. Arguments as Request's."""
    try:
        servlet_request = Request(method, target, **request)
    except BadUri as error:
        response = Response(sink=sink)
        response.sendError(400, str(error))
        return response
    response = Response(servlet_request, sink)
    host.handle(servlet_request, response)
    response.finish()
    return response
