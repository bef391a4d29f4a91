"""Installations with a script `custom.api`, and what the status says of it."""

from tests.support import trees
from tests.support.product import Product

HEAD = """
def show(request):
	return {"json": {"line": request.parameters["line"]}}

def add(request):
	return {"json": request.writeTags({"[default]Plant/Setpoint": request.body["value"]})}

"""
ECHO = "def echo(request):\n\treturn {'json': request.parameters}\n"
SHOW = """{"method": "GET", "path": "/custom/show", "scope": "tags:read", "handler": show, "summary": "Show",
	"parameters": [{"name": "line", "type": "integer", "minimum": 1, "maximum": 9, "default": 1}]}"""
ADD = """{"method": "POST", "path": "/custom/add", "scope": "cmd:run", "handler": add, "summary": "Add",
	"body": {"value": {"type": "number", "maximum": 90}}}"""


def script(*endpoints, **more):
    return HEAD + more.get("code", "") + "\nENDPOINTS = [%s]\n" % ", ".join(endpoints)


def declared(handler, **changes):
    """The source of a declaration with a handler of that name."""
    described = dict({"method": "GET", "path": "/custom/own", "scope": "tags:read", "summary": "Own"}, **changes)
    pairs = ["%r: %s" % (name, value if name == "handler" else repr(value)) for name, value in described.items()]
    return "{%s}" % ", ".join(pairs + (["'handler': %s" % handler] if handler else []))


def made(*endpoints, **more):
    product = Product(tags=trees.PLANT)
    product.script(script(*endpoints, **more))
    return product


def own(body, **changes):
    """An installation with one endpoint, whose handler has that body."""
    return made(declared("own", **changes), SHOW, code="def own(request):\n\t%s\n" % body.replace("\n", "\n\t"))


def report(product):
    return product.client.get("/status").json()["custom"]


def problems(product):
    return [(each["name"], each["problem"]) for each in report(product)["problems"]]


def role(scopes, queries):
    """The settings that give callers a role of these scopes and queries."""
    return {"Roles": {"some": {"scopes": scopes, "queries": queries}}, "DefaultRole": "some"}
