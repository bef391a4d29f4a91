"""The tag NamedQueries: which of the site's named queries callers may run, with which parameters.

	{"productionByHour": {
		"path": "Production/By Hour", "project": "plant", "title": "Production by hour", "description": "...",
		"parameters": {
			"line": {"type": "integer", "minimum": 1, "maximum": 9, "default": 1},
			"startDate": {"type": "dateTime", "default": "-8h"}}}}

A query that is wrong in any part does not exist; why is in the status.
"""

from project.config import readers
from project.config import schemas

QUERY = "Query"
SCALAR = "ScalarQuery"
UPDATE = "UpdateQuery"
TYPES = (QUERY, SCALAR, UPDATE)
FIELDS = ("path", "project", "database", "type", "title", "description", "parameters", "valuesOnly")

# What a request to a query has beside the query's own parameters.
RESERVED = ("limit", "cursor", "format", "safe", "int64")


class Query(object):
	"""One allow-listed named query; never changed after it is made.

	name                the name that callers know
	path                its path in the Designer, with its folders
	projectName         the project that holds it; "" for the one that this API runs in
	database            the connection for a query that takes it as its parameter `database`; "" for none
	type                "Query", "ScalarQuery" or "UpdateQuery", as in the Designer
	title, description  texts, "" where there is none
	parameters          {name: {"type", ...}} as configured
	valuesOnly          the site's word that the query has no parameters of the type QueryString
	"""

	__slots__ = (
		"name", "path", "projectName", "database", "type", "title", "description", "parameters", "valuesOnly")

	def __init__(self, name, described):
		schemas.checkEntry(name, described)
		schemas.onlyFields(described, FIELDS, "it")
		self.name = name
		self.path = schemas.textOf(described, "path").strip("/")
		if not self.path:
			raise readers.Wrong("it needs 'path', the path of the named query in the Designer")
		self.projectName = schemas.textOf(described, "project")
		self.database = schemas.textOf(described, "database")
		self.type = described.get("type", QUERY)
		if self.type not in TYPES:
			raise readers.Wrong("'type' must be one of %s" % ", ".join(TYPES))
		self.title = schemas.textOf(described, "title") or name
		self.description = schemas.textOf(described, "description")
		self.parameters = schemas.parametersOf(described.get("parameters", {}))
		self.valuesOnly = described.get("valuesOnly", False)
		if not isinstance(self.valuesOnly, bool):
			raise readers.Wrong("'valuesOnly' must be true or false")
		for reserved in RESERVED:
			if reserved in self.parameters:
				raise readers.Wrong("the name of the parameter '%s' is taken: call it otherwise" % reserved)

	def isUpdate(self):
		return self.type == UPDATE


def parsed(document, report):
	"""{name: Query}.

	report  takes a problem in words
	"""
	return readers.usable(document, Query, report, "The query '%s' does not exist: %s.")
