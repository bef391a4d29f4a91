"""Patterns of tag paths and of names: `*` stays within a name, `**` crosses names. They compare exactly.

A tag path pattern is a canonical path: `[default]Area1/*`, `[default]Area1/**`, `[default]**/Temperature`. Two
stars stand for one name or more, so what a pattern gives never includes the folder that it starts from.
"""

from project.values import paths
from project.values import wildcards

# Characters that would mean something in a regular expression: who writes one expects more than a star.
REGULAR = frozenset(u".+^$|?{}\\")
ANY = u"*"
CROSS = u"**"


class Malformed(Exception):
	"""The text is no pattern; the message says why, in words for who wrote it."""


class TagPattern(object):
	"""raises  Malformed"""

	def __init__(self, text):
		match = paths.PROVIDER.match(text)
		if not match:
			raise Malformed("it must start with a tag provider, as in [default]Area1/*")
		self.text = text
		self.provider = match.group(1)
		self.steps = []
		for name in text[match.end():].split("/"):
			self.steps.extend(steps(name))

	def fits(self, path):
		"""True where the pattern covers the canonical path of a tag."""
		provider, names = split(path)
		return provider == self.provider and covers(self.steps, names)

	def reaches(self, path):
		"""True where something below the folder or provider could fit."""
		provider, names = split(path)
		if provider != self.provider:
			return False
		for position, name in enumerate(names):
			if position >= len(self.steps):
				return False
			if self.steps[position] is CROSS:
				return True
			if not self.steps[position].fits(name):
				return False
		return len(self.steps) > len(names)


class NamePattern(object):
	"""A name with `*` for any characters; `**` alone fits every name.

	raises  Malformed
	"""

	def __init__(self, text):
		self.text = text
		self.pieces = None if text == CROSS else [
			wildcards.Literal(piece) for piece in checkedName(text).split(ANY)]

	def fits(self, name):
		if self.pieces is None:
			return True
		if len(self.pieces) == 1:
			return name == self.text
		return wildcards.hasPieces(self.pieces, name)


def steps(name):
	if name == CROSS:
		# One name or more: a name, then any number of names.
		return [NamePattern(CROSS), CROSS]
	if CROSS in name:
		raise Malformed("** must stand alone between slashes")
	if name == ANY:
		return [NamePattern(CROSS)]
	return [NamePattern(name)]


def checkedName(text):
	bare = text.replace(ANY, u"")
	if not bare:
		raise Malformed("it is a star alone; write ** for all of them" if text else "it is empty")
	if text != text.strip():
		raise Malformed("a name starts or ends with a space")
	if paths.ODD.search(bare) or not REGULAR.isdisjoint(bare):
		raise Malformed("it has a character that no name has; only * and ** are wildcards")
	return text


def split(path):
	end = path.index("]")
	rest = path[end + 1:]
	return path[1:end], rest.split("/") if rest else []


def covers(wanted, names):
	"""True where the steps cover all names; linear in practice, however many CROSS there are."""
	position, index, star, resume = 0, 0, -1, 0
	while index < len(names):
		if position < len(wanted) and wanted[position] is CROSS:
			star, resume = position, index
			position += 1
		elif position < len(wanted) and wanted[position].fits(names[index]):
			position, index = position + 1, index + 1
		elif star >= 0:
			resume += 1
			position, index = star + 1, resume
		else:
			return False
	return all(step is CROSS for step in wanted[position:])
