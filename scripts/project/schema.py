"""The published schema of the XML that the API writes and takes."""

from project.http import endpoint
from project.http import problem
from project.http import xmlschema


def schema(call):
	"""GET /schema/api.xsd, and problem.xsd, which it imports."""
	name = call.variables["file"]
	if name not in xmlschema.FILES:
		raise problem.Problem(404, "schema_not_found", "There is no such schema; there are %s." % (
			" and ".join(sorted(xmlschema.FILES))))
	return {"text": xmlschema.FILES[name], "headers": {"Cache-Control": "public, max-age=3600"}}


ENDPOINTS = [
	{
		"method": "GET", "path": "/schema/{file}", "scope": None, "handler": schema,
		"example": {"variables": {"file": "api.xsd"}},
		"summary": "The XML schema", "formats": ("xml",), "parameters": [endpoint.FORMAT],
		"variables": {"file": "api.xsd, or problem.xsd, which it imports."}, "problems": ("schema_not_found",),
	},
]
