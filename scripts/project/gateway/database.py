"""The port to system.db: SQL and plain data in, rows of plain data out. No table is named here.

Every call names its connection, has a deadline and gives its connection back, whatever happens.
system.db itself waits for as long as the database makes it wait. So a call runs in a thread of its own, of
which there are only so many, and whoever waited long enough leaves it behind: it undoes what it did and
ends when the database lets it.
"""

import threading

from project.gateway import clock
from project.gateway import convert
from project.gateway import failure
from project.values import kinds

DEADLINE_SECONDS = 5.0
MAX_RUNNING = 16
QUEUE_SECONDS = 2.0
NO_ROOM = "%d calls to databases are running, which is the most that this API makes at a time."


def query(database, statement, arguments=(), seconds=DEADLINE_SECONDS):
	"""The rows of a SELECT, each a list of plain forms (kinds.Instant for times).

	database  name of the gateway's connection
	raises    GatewayFailure; its `timedOut` where the database did not answer in time
	"""
	return within(seconds, "system.db.runPrepQuery", lambda task: rows(
		system.db.runPrepQuery(statement, list(arguments), database)))


def rows(dataset):
	table = convert.fromPlatform(dataset)
	if isinstance(table, kinds.Unsupported):
		raise ValueError(table.reason)
	return table.rows


def update(database, statement, arguments=(), seconds=DEADLINE_SECONDS):
	"""How many rows one statement changed; it is committed.

	raises  GatewayFailure: then nobody knows whether it was
	"""
	return within(seconds, "system.db.runPrepUpdate", lambda task: system.db.runPrepUpdate(
		statement, list(arguments), database))


def transact(database, statements, seconds=DEADLINE_SECONDS):
	"""How many rows each of [(statement, arguments)] changed; all of them are committed, or none.

	raises  GatewayFailure: then nobody knows which
	"""
	return within(seconds, "system.db.commitTransaction", lambda task: transacted(task, database, statements))


def transacted(task, database, statements):
	transaction = system.db.beginTransaction(database)
	try:
		counts = [
			system.db.runPrepUpdate(statement, list(arguments), database, transaction)
			for statement, arguments in statements
		]
		if not task.isLeft:
			system.db.commitTransaction(transaction)
		return counts
	finally:
		# What was not committed is undone by it.
		system.db.closeTransaction(transaction)


def connections():
	"""{name: status} of the gateway's database connections.

	raises  GatewayFailure
	"""
	try:
		found = system.db.getConnections()
		names = ["%s" % name for name in found.getColumnNames()]
		return dict(
			("%s" % found.getValueAt(row, "Name"), "%s" % found.getValueAt(row, "Status") if "Status" in names else "")
			for row in range(found.getRowCount()))
	except:  # noqa: E722  a Java exception is not an Exception
		raise failure.caught("system.db.getConnections")


class Places(object):
	"""So many may run; the next one waits a little."""

	def __init__(self, most):
		self.most = most
		self.taken = 0
		self.change = threading.Condition()

	def take(self, seconds):
		"""False where none becomes free in time."""
		giveUpAt = clock.monotonicSeconds() + seconds
		with self.change:
			while self.taken >= self.most:
				left = giveUpAt - clock.monotonicSeconds()
				if left <= 0:
					return False
				self.change.wait(left)
			self.taken += 1
			return True

	def give(self):
		with self.change:
			self.taken -= 1
			self.change.notify()


RUNNING = Places(MAX_RUNNING)


class Task(object):
	"""Work in a thread of its own, in one of `places`. `isLeft`: nobody waits for it any more."""

	def __init__(self, operation, work, places):
		self.places = places
		self.operation = operation
		self.work = work
		self.ended = threading.Event()
		self.isLeft = False
		self.result = None
		# Stands until the work has ended well: with no memory left, nothing else could be made any more.
		self.failure = failure.GatewayFailure(operation, "The call did not come to its end.", False)

	def run(self):
		try:
			self.result = self.work(self)
			self.failure = None
		except:  # noqa: E722
			self.failure = failure.caught(self.operation)
		finally:
			self.places.give()
			self.ended.set()


def within(seconds, operation, work, places=RUNNING):
	"""What work(task) returns.

	raises  GatewayFailure; `timedOut` where it takes longer than so many seconds
	"""
	task = Task(operation, work, places)
	if not places.take(QUEUE_SECONDS):
		raise failure.GatewayFailure(operation, NO_ROOM % places.most, False, True)
	start(task)
	task.ended.wait(seconds)
	if not task.ended.is_set():
		task.isLeft = True
		raise failure.GatewayFailure(operation, "No answer within %s seconds." % seconds, True)
	if task.failure is not None:
		raise task.failure
	return task.result


def start(task):
	thread = threading.Thread(target=task.run, name="ignition-rest-api database")
	thread.daemon = True
	try:
		thread.start()
	except:  # noqa: E722
		task.places.give()
		raise failure.caught(task.operation)
