"""The client of tests.support, over real HTTP with requests."""

import requests

from tests.support.client import Answer, Client


class Remote(Client):
    """Calls one project through a server that runs. `connection` details cannot be chosen here."""

    def __init__(self, host, project, token, base):
        Client.__init__(self, host, project, token)
        self.base = base
        self.session = requests.Session()

    def exchange(self, method, uri, headers, body, **connection):
        asked = requests.Request(method, self.base, data=body).prepare()
        # As it is given: requests would resolve dots and quote anew.
        asked.url = self.base + uri
        asked.headers.clear()
        asked.headers.update(dict(headers))
        response = self.session.send(asked, timeout=20, allow_redirects=False)
        return Answer(response.status_code, response.raw.headers.items(), response.content)
