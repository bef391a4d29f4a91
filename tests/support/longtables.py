"""An endpoint whose answer is a table of any length, put into a product for a test. Python 2 and 3."""

COLUMNS = [{"name": "path", "type": "String"}, {"name": "value", "type": "Integer"}]
PATH = "/health/rows"


class Broken(Exception):
    """What the rows raise in the middle."""


class Table(object):
    """`count` rows; the row `fails` raises. `taken` says how many rows were asked for."""

    def __init__(self, product, count, fails=None, etag=None):
        self.count = count
        self.fails = fails
        self.taken = 0
        project = product.library.project
        answer = {} if etag is None else {"headers": {"ETag": etag}}
        declared = {
            "method": "GET", "path": PATH, "scope": None, "formats": project.http.negotiate.LISTS,
            "parameters": [project.http.endpoint.FORMAT, project.http.endpoint.SAFE],
            "handler": lambda call: dict(project.http.listing.table(call, COLUMNS, self.rows()), **answer),
        }
        product.client.watched = False
        project.api.ROUTES["health"].insert(0, ("rows", {"GET": declared}))

    def rows(self):
        for number in range(self.count):
            self.taken += 1
            if number == self.fails:
                raise Broken("in the middle")
            yield [u"[default]Plant/T\u00e4nk %d" % number, number]
