"""Pure-Python HttpServletRequest and HttpServletResponse, for front ends and tests without a Java container."""

from webdev.servlet_request import Cookie, Request
from webdev.servlet_response import Response

__all__ = ["Cookie", "Request", "Response"]
