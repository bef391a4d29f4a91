"""What was worked out before: a bounded memory, which is only ever a saving."""


class Memory(object):
	"""A dict of at most `most` entries; when it is full, everything is forgotten at once.

	PERF: whoever looks something up on each request asks whether it is true, and not whether it is None: for `is`
	between two objects Jython 2.7.3 takes a lock of the left one, and what is remembered all threads share.

	Single operations on a dict are atomic in Jython, so there is no lock; two threads that work out the
	same thing put the same thing.
	"""

	def __init__(self, most):
		self.most = most
		self.entries = {}
		# PERF: bound once; a method of ours around it would take three times as long.
		self.get = self.entries.get

	def put(self, key, value):
		if len(self.entries) >= self.most:
			self.entries.clear()
		self.entries[key] = value
		return value
