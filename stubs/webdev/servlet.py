"""HttpServletRequest and HttpServletResponse for front ends and tests that have no Java container."""

from webdev.cookies import Cookie
from webdev.servlet_request import Request
from webdev.servlet_response import Response
from webdev.uri import BadUri

__all__ = ["BadUri", "Cookie", "Request", "Response", "exchange"]


def exchange(host, method, target, sink=None, **request):
    """The finished Response to one request; 400 for a target that Jetty refuses. Arguments as Request's.

    Raises what the handler raised after a part of its answer had gone out.
    """
    try:
        servlet_request = Request(method, target, **request)
    except BadUri as error:
        response = Response(sink=sink)
        response.sendError(400, str(error))
        return response
    response = Response(servlet_request, sink)
    try:
        host.handle(servlet_request, response)
    except KeyboardInterrupt:
        raise
    except:  # Java's exceptions are no Exception
        if not response.finished:
            raise
    response.finish()
    return response
