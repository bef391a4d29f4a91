"""An HTTP server on a free port of this machine, on both interpreters."""
import threading

try:
    from http.server import BaseHTTPRequestHandler, HTTPServer
except ImportError:
    from BaseHTTPServer import BaseHTTPRequestHandler, HTTPServer


class Server(object):
    """`answer(method, path, headers, body)` gives (status, [(name, value)], bytes)."""

    def __init__(self, answer):
        self._server = HTTPServer(("127.0.0.1", 0), _handler(answer))
        self.url = "http://127.0.0.1:%d" % self._server.server_port
        thread = threading.Thread(target=self._server.serve_forever)
        thread.daemon = True
        thread.start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def _handler(answer):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

        def serve(self):
            length = int(self.headers.get("Content-Length") or 0)
            status, headers, body = answer(self.command, self.path, self.headers, self.rfile.read(length))
            self.send_response(status)
            for name, value in headers + [("Content-Length", str(len(body)))]:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = serve

    return Handler
