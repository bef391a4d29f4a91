"""Whether an allow-listed named query is what the site says it is: compared with its definition on the gateway."""

from project.gateway import database
from project.gateway import failure
from project.gateway import platform
from project.gateway import queries

# What a parameter of the API may be in the Designer.
FITTING = {
	"string": ("String",),
	"integer": ("Int1", "Int2", "Int4", "Int8", "Float4", "Float8"),
	"number": ("Float4", "Float8"),
	"boolean": ("Boolean",),
	"dateTime": ("DateTime",),
}
FROM_PARAMETER = "{}"
DATABASE_PARAMETER = "database"
FAULTED = "Faulted"


class Unusable(Exception):
	"""The query cannot be run; the message says why, for whoever configures it."""


def projectOf(query):
	"""The name of the project that holds a query. raises  GatewayFailure"""
	return query.projectName or platform.projectName()


def checked(query):
	"""The queries.Definition of an allow-listed query; None where the gateway does not show it and it may run so.

	raises  Unusable, GatewayFailure
	"""
	projectName = projectOf(query)
	try:
		found = queries.definition(projectName, query.path)
	except queries.Hidden:
		requireHarmless(query)
		return None
	if found is None:
		raise Unusable("there is no named query '%s' in the project '%s'" % (query.path, projectName))
	if found.type is None:
		raise Unusable("the gateway cannot read it: save it again in the Designer")
	if found.type != query.type:
		raise Unusable("in the Designer its type is %s, and 'type' says %s" % (found.type, query.type))
	if not found.isEnabled:
		raise Unusable("it is disabled in the Designer")
	for name in sorted(found.parameters):
		checkDefined(query, name, found.parameters[name])
	for name in sorted(query.parameters):
		if name not in found.parameters:
			raise Unusable("it has no parameter '%s' in the Designer" % name)
	if query.database and found.database != FROM_PARAMETER:
		raise Unusable("'database' is set, and in the Designer its database does not come from a parameter")
	return found


def checkDefined(query, name, described):
	kind, dataType = described
	if kind == queries.QUERY_STRING:
		raise Unusable((
			"its parameter '%s' is of the type QueryString: a caller's text would become part of the SQL. "
			"Make it a Value") % name)
	if kind == queries.DATABASE:
		if not query.database or name != DATABASE_PARAMETER:
			raise Unusable("its parameter '%s' chooses the database: name the connection in 'database'" % name)
		return
	if name not in query.parameters:
		raise Unusable("its parameter '%s' is missing in 'parameters'" % name)
	declared = query.parameters[name]["type"]
	if dataType not in FITTING[declared]:
		raise Unusable("its parameter '%s' is of the type %s in the Designer, which takes no %s" % (
			name, dataType, declared))


def isDown(query, definition):
	"""True where the gateway says that the query's connection does not work, or has none of that name."""
	if definition is None:
		return False
	name = query.database if definition.database == FROM_PARAMETER else definition.database
	if not name:
		return False
	try:
		return database.connections().get(name, FAULTED) == FAULTED
	except failure.GatewayFailure:
		return False


def requireHarmless(query):
	"""Where nobody can look whether a text is bound, the site must have said so."""
	for name in sorted(query.parameters):
		schema = query.parameters[name]
		if schema["type"] == "string" and "enum" not in schema and not query.valuesOnly:
			raise Unusable((
				"this gateway does not show whether its parameter '%s' is a Value or a QueryString. Look in the "
				"Designer that all are Values, then set 'valuesOnly' to true") % name)


def problems(configuration):
	"""[(setting name, what is wrong)] of the allow-listed queries, for the status."""
	found = []
	for name in sorted(configuration.queries):
		try:
			checked(configuration.queries[name])
		except Unusable as unusable:
			found.append(("NamedQueries", "The query '%s' cannot be run: %s." % (name, unusable)))
	return found
