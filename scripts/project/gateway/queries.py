"""The port to named queries: what someone made in the Designer, by project and path. No SQL here.

8.3 has a function for each type of query, 8.1 one for all. Permissions of a named query do not apply on the gateway.
"""

from project.gateway import convert
from project.gateway import database
from project.gateway import failure
from project.values import kinds

try:
	from com.inductiveautomation.ignition.gateway import IgnitionGateway
except ImportError:
	IgnitionGateway = None

QUERY_STRING = "QueryString"
DATABASE = "Database"
# Apart from the calls to the API's own database: a query that hangs must not keep those from running.
RUNNING = database.Places(16)


class Hidden(Exception):
	"""This gateway does not show how its named queries are defined."""


class Definition(object):
	"""How a named query is defined in the Designer.

	type        "Query", "ScalarQuery" or "UpdateQuery"; None where the gateway cannot read it
	isEnabled   False where it is switched off
	database    name of its connection; "" for the default of its project, "{}" for what its parameter says
	parameters  {identifier: ("Parameter", "QueryString" or "Database", data type as "Int4")}
	"""

	__slots__ = ("type", "isEnabled", "database", "parameters")

	def __init__(self, query):
		self.type = nameOf(query.getType())
		self.isEnabled = bool(query.isEnabled())
		self.database = query.getDatabase() or ""
		self.parameters = dict(
			("%s" % each.getIdentifier(), (nameOf(each.getType()), nameOf(each.getSqlType())))
			for each in query.getParameters() or ())


class Rows(object):
	"""What a query found: a table whose cells become plain forms when they are asked for.

	columns  [(name, type)], types as the simple names of Java classes, for example "BigDecimal"
	count    number of rows
	"""

	def __init__(self, dataset):
		self.dataset = dataset
		self.columns = [
			(dataset.getColumnName(index), convert.columnType(dataset, index))
			for index in range(dataset.getColumnCount())]
		self.count = dataset.getRowCount()

	def row(self, index):
		return [cell(self.dataset.getValueAt(index, place), kind) for place, (name, kind) in enumerate(self.columns)]


class Scalar(object):
	"""One value in the shape of Rows."""

	def __init__(self, value):
		self.value = cell(value, None)
		self.columns = [("value", "BigDecimal" if isinstance(self.value, kinds.Decimal) else "Object")]
		self.count = 1

	def row(self, index):
		return [self.value]


def nameOf(constant):
	return None if constant is None else "%s" % constant.name()


def definition(projectName, path):
	"""The Definition, None where there is no such query.

	raises  Hidden
	"""
	if IgnitionGateway is None:
		raise Hidden()
	try:
		found = IgnitionGateway.get().getNamedQueryManager().getQueryFromPath(projectName, path)
		return None if found is None else Definition(found)
	except:  # noqa: E722  whatever it is, what cannot be seen is not judged
		raise Hidden()


def select(projectName, path, arguments, seconds):
	"""Rows of a query of the type Query.

	arguments  {name: plain form}
	raises     GatewayFailure, ContractBroken
	"""
	found = executed("execQuery", projectName, path, arguments, seconds, lambda given: system.db.execQuery(
		path, given, project=projectName))
	if not hasattr(found, "getColumnCount"):
		raise failure.ContractBroken("The named query gave no rows: it is not of the type Query.")
	return Rows(found)


def scalar(projectName, path, arguments, seconds):
	"""Scalar, the value of a query of the type ScalarQuery. raises  GatewayFailure, ContractBroken"""
	found = executed("execScalar", projectName, path, arguments, seconds, lambda given: system.db.execScalar(
		path, given, project=projectName))
	if hasattr(found, "getColumnCount"):
		raise failure.ContractBroken("The named query gave rows: it is not of the type ScalarQuery.")
	return Scalar(found)


def update(projectName, path, arguments, seconds):
	"""How many rows a query of the type UpdateQuery changed.

	raises  GatewayFailure, ContractBroken: then nobody knows whether it did
	"""
	found = executed("execUpdate", projectName, path, arguments, seconds, lambda given: system.db.execUpdate(
		path, given, project=projectName))
	if hasattr(found, "getColumnCount") or found is None:
		raise failure.ContractBroken("The named query gave rows: it is not of the type UpdateQuery.")
	return int(found)


def executed(name, projectName, path, arguments, seconds, call):
	"""What `call`, to 8.3's function of that name, or 8.1's function answers.

	The project is always named, because the thread that calls belongs to none.
	"""
	given = dict((each, convert.toPlatform(value)) for each, value in arguments.items())
	if hasattr(system.db, name):
		return database.within(seconds, "system.db." + name, lambda task: call(given), RUNNING)
	return database.within(
		seconds, "system.db.runNamedQuery", lambda task: system.db.runNamedQuery(projectName, path, given), RUNNING)


def cell(value, kind):
	if type(value) in convert.SCALARS:
		return convert.plain.shortestFloat4(value) if kind == "Float" and type(value) is float else value
	if hasattr(value, "toPlainString"):
		return kinds.Decimal(value.toPlainString())
	return convert.fromPlatform(value)
