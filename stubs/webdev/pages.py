"""Jetty's HTML error page."""

REASONS = {400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden",
           404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout",
           409: "Conflict", 410: "Gone", 412: "Precondition Failed", 413: "Payload Too Large",
           415: "Unsupported Media Type", 422: "Unprocessable Entity", 429: "Too Many Requests",
           500: "Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
           504: "Gateway Timeout"}
ESCAPES = ((u"&", u"&amp;"), (u"<", u"&lt;"), (u">", u"&gt;"), (u'"', u"&quot;"), (u"'", u"&apos;"))
ERROR_PAGE = u"""<html>
<head>
<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>
<title>Error %(status)d %(message)s</title>
</head>
<body><h2>HTTP ERROR %(status)d %(message)s</h2>
<table>
<tr><th>URI:</th><td>%(uri)s</td></tr>
<tr><th>STATUS:</th><td>%(status)d</td></tr>
<tr><th>MESSAGE:</th><td>%(message)s</td></tr>
</table>

</body>
</html>
"""


def error_page(status, message, path=u""):
    """Jetty's HTML page for an error."""
    return ERROR_PAGE % {"status": status, "message": _escaped(message), "uri": _escaped(path)}


def _escaped(text):
    for character, escape in ESCAPES:
        text = text.replace(character, escape)
    return text
