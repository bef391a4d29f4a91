"""What Jython and Jetty do at best: a constant, without anything of WebDev's."""

from java.lang import String

BODY = String('{"status":"ok"}').getBytes("UTF-8")


class Floor(object):
    """Stands in a Host's place behind the same servlet, connector and thread pool."""

    def handle(self, servlet_request, servlet_response):
        servlet_response.setContentType("application/json")
        servlet_response.getOutputStream().write(BODY)
