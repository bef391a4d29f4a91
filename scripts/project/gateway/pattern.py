"""Patterns, through java.util.regex.

PERF: Jython's `re` copies each text that it has not seen into a cache behind a lock of the whole process.
1.6 us for a fresh text of 20 characters, and threads wait for each other; Java's takes 0.3 us and no lock. As a
predicate (Java 11) it gets Java's own text: of 3,000 characters it takes a third of what a matcher takes, which asks
Jython for each one.
"""

from java.util.regex import Pattern


class Whole(object):
	"""`expression` uses what Java and Python read alike: classes, groups, repetition; no anchors are needed.

	matches  a function: True where the expression covers a text from its first to its last character
	"""

	def __init__(self, expression):
		self.matches = Pattern.compile(expression).asMatchPredicate().test


class Part(object):
	"""As Whole, for what only has to be somewhere in the text; ^ and $ are its ends.

	isIn  a function: True where the expression is found in a text
	"""

	def __init__(self, expression):
		self.isIn = Pattern.compile(expression).asPredicate().test
