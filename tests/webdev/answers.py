"""What tests of replies ask of an answer."""

from tests.support.synthetic import site_of


def answer(*lines, **options_):
    """The response to GET on a handler with these lines."""
    return site_of(*lines, **options_).get("/r")


def shape(response):
    return response.status, response.content_type, response.body


def own_headers(response):
    """Without the one that a web server adds to every answer."""
    return [(name, value) for name, value in response.headers if name != "Date"]


def is_error_page(response):
    return (response.status == 500 and response.content_type == "text/html;charset=iso-8859-1"
            and b"<h2>HTTP ERROR 500" in response.body)


def ascii_literal(text):
    return "u'%s'" % text.encode("unicode_escape").decode("ascii").replace("'", "\\'")
