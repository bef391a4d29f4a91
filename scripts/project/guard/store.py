"""The state store: the API's tables in the configured database, and what follows when they cannot be reached.

The SQL here and in the modules that use this one is what SQLite, PostgreSQL, MariaDB and SQL Server share.
Times are RFC 3339 text in UTC: as texts they have the order that they have as times, in every database alike.
The tables are made by the scripts in ignition/sql, never from here.
"""

import threading

from project.gateway import clock
from project.gateway import database
from project.gateway import failure
from project.gateway import log
from project.http import problem

SCHEMA_VERSION = 1
RETRY_SECONDS = 2
MISSING = "The tables of this API are not in the database '%s', or cannot be read: run the script tables-*.sql there."
WRONG_VERSION = "The tables in the database '%s' have version %s and this API needs %d."


class Unavailable(Exception):
	"""The store cannot be used now. `timedOut` where it did not answer in time."""

	def __init__(self, reason, timedOut=False):
		Exception.__init__(self, reason)
		self.timedOut = timedOut


class Health(object):
	"""What is known of each database: whether its tables were seen, and until when nobody asks it again.

	A database that is down makes whoever asks wait. So after a failure nobody asks for RETRY_SECONDS.
	"""

	def __init__(self):
		self.lock = threading.Lock()
		self.prepared = frozenset()
		self.retryAt = {}

	def refuse(self, name):
		if clock.monotonicSeconds() < self.retryAt.get(name, clock.LONG_AGO):
			raise Unavailable("The database '%s' did not answer a moment ago." % name)

	def failed(self, name, error):
		with self.lock:
			self.retryAt = dict(self.retryAt, **{name: clock.monotonicSeconds() + RETRY_SECONDS})
		log.error("The database '%s' failed at %s." % (name, error.operation), error.trace)

	def succeeded(self, name):
		with self.lock:
			self.prepared = self.prepared | frozenset([name])


HEALTH = Health()


def query(name, statement, arguments=()):
	"""The rows of a SELECT. raises  Unavailable"""
	return asked(name, database.query, statement, arguments)


def update(name, statement, arguments=()):
	"""How many rows a statement changed. raises  Unavailable: then nobody knows whether it did"""
	return asked(name, database.update, statement, arguments)


def transact(name, statements):
	"""All of [(statement, arguments)] or none. raises  Unavailable: then nobody knows which"""
	return asked(name, database.transact, statements)


def attempt(name, statements):
	"""As transact, for what may fail because a row is there already: the GatewayFailure, or None where it is done.

	raises  Unavailable
	"""
	requirePrepared(name)
	try:
		database.transact(name, statements)
		return None
	except failure.GatewayFailure as error:
		return error


def notTaken(name, what, error):
	"""The Unavailable for an attempt that failed although no row was there, logged."""
	log.error("The database '%s' did not take %s: it failed at %s." % (name, what, error.operation), error.trace)
	return Unavailable("The database '%s' did not take %s." % (name, what))


def asked(name, call, *arguments):
	requirePrepared(name)
	return tried(name, call, *arguments)


def tried(name, call, *arguments):
	HEALTH.refuse(name)
	try:
		return call(name, *arguments)
	except failure.GatewayFailure as error:
		HEALTH.failed(name, error)
		raise Unavailable("The database '%s' failed at %s." % (name, error.operation), error.timedOut)


def requirePrepared(name):
	"""raises  Unavailable where the database or its tables are not there"""
	HEALTH.refuse(name)
	if name in HEALTH.prepared:
		return
	tried(name, database.query, "SELECT 1")
	found = version(name)
	if found != SCHEMA_VERSION:
		raise Unavailable(MISSING % name if found is None else WRONG_VERSION % (name, found, SCHEMA_VERSION))
	HEALTH.succeeded(name)


def version(name):
	"""The version of the tables; None where there are none."""
	try:
		return database.query(name, "SELECT MAX(version) FROM rest_api_schema")[0][0]
	except failure.GatewayFailure:
		return None


def fault(name):
	"""Why the store cannot be used, in words for people; None where it can."""
	try:
		requirePrepared(name)
		tried(name, database.query, "SELECT 1")
	except Unavailable as unavailable:
		return "%s" % unavailable
	return None


def unconfigured(why):
	return problem.Problem(503, "store_unconfigured", why + " Nothing was done.")


def unavailable(error):
	"""The Problem of an Unavailable that came before anything was done."""
	detail = "%s Nothing was done: try again." % error
	headers = {"Retry-After": "%d" % RETRY_SECONDS}
	if error.timedOut:
		return problem.Problem(504, "store_timeout", detail, headers=headers)
	return problem.Problem(503, "store_unavailable", detail, headers=headers)
