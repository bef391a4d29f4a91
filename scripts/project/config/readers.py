"""Readers of the kinds of settings: each gives the value, or its safe meaning and a problem in plain words."""

from project.values import plain


class Wrong(Exception):
	"""An entry of a document cannot be used; the message says why, in words for whoever configures it."""


class Readers(object):
	"""values    {setting name: plain form of its tag's value}
	problems  [(setting name, what is wrong and what to do)], which the readers add to
	"""

	def __init__(self, values, problems):
		self.values = values
		self.problems = problems

	def problem(self, name, text):
		self.problems.append((name, text))

	def text(self, name, wrong=u""):
		"""A String; `wrong` is its meaning when the tag is of another type."""
		value = self.values[name]
		if value is None:
			return u""
		if isinstance(value, plain.TEXT):
			return value.strip()
		self.problem(name, "It must be a String tag; it is treated as %s." % (
			"a name that does not exist" if wrong else "empty"))
		return wrong

	def texts(self, name):
		"""A list of texts from a StringArray tag, or from a String tag with commas between."""
		value = self.values[name]
		if value is None:
			return []
		if isinstance(value, plain.TEXT):
			value = value.split(",")
		if isinstance(value, list) and all(isinstance(member, plain.TEXT) for member in value):
			return [member.strip() for member in value if member.strip()]
		self.problem(name, "It must be a StringArray or a String tag; it is treated as empty.")
		return []

	def switch(self, name):
		"""A Boolean; anything else means true, which is the careful side of every switch."""
		value = self.values[name]
		if value is None or isinstance(value, bool):
			return bool(value)
		self.problem(name, "It must be a Boolean tag; it is treated as true.")
		return True

	def document(self, name, meaning="it is treated as empty"):
		"""A dict."""
		value = self.values[name]
		if value is None:
			return {}
		if isinstance(value, dict):
			return value
		self.problem(name, "It must be a Document tag with a JSON object; %s." % meaning)
		return {}

	def reporter(self, name):
		"""A function that takes a problem of one setting."""
		return lambda text: self.problem(name, text)


def usable(document, make, report, otherwise):
	"""{name: make(name, entry)} of the entries of a document that can be used.

	make       raises Wrong
	report     takes a problem in words
	otherwise  what becomes of an entry that cannot, and why, as "The role '%s' gives no rights: %s."
	"""
	found = {}
	for name in sorted(document):
		try:
			found[name] = make(name, document[name])
		except Wrong as wrong:
			report(otherwise % (name[:60], wrong))
	return found


def isTexts(value):
	return isinstance(value, list) and all(isinstance(member, plain.TEXT) for member in value)


def unknownFields(entry, known):
	"""The names in a dict that are not among those known, as text for a problem; "" where there are none."""
	return ", ".join("'%s'" % name[:40] for name in sorted(entry) if name not in known)
