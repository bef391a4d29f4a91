"""Name patterns with `*` (any characters) and `?` (one character), without letter case."""

import re


def matches(pattern, text):
	"""True where the pattern covers the whole text; linear in practice, whatever the pattern.

	Not a regular expression: one with many stars can be made to take minutes.
	"""
	pattern, text = pattern.lower(), text.lower()
	position, index, star, resume = 0, 0, -1, 0
	while index < len(text):
		# The star first: a `*` in the text must not be taken for the pattern's.
		if position < len(pattern) and pattern[position] == "*":
			star, resume = position, index
			position += 1
		elif position < len(pattern) and pattern[position] in ("?", text[index]):
			position, index = position + 1, index + 1
		elif star >= 0:
			resume += 1
			position, index = star + 1, resume
		else:
			return False
	return pattern[position:].strip("*") == ""


def matcher(pattern):
	"""A function that says whether a text matches, for many texts.

	PERF: the pieces between the stars are searched for, leftmost first, which finds a match
	wherever there is one; each by one search for a text, or for an expression without repetition.
	"""
	pieces = [piece(text) for text in pattern.lower().split("*")]
	if len(pieces) == 1:
		return lambda text: len(text) == pieces[0].length and pieces[0].find(text.lower(), 0) == 0
	return lambda text: hasPieces(pieces, text.lower())


class Literal(object):
	"""A piece of a pattern; `find` gives where it first stands from a position on, or -1."""

	__slots__ = ("text", "length")

	def __init__(self, text):
		self.text = text
		self.length = len(text)

	def find(self, text, start):
		return text.find(self.text, start)


class Marked(object):
	"""A piece with `?` in it."""

	__slots__ = ("expression", "length")

	def __init__(self, text):
		self.expression = re.compile(".".join(re.escape(part) for part in text.split("?")), re.DOTALL)
		self.length = len(text)

	def find(self, text, start):
		found = self.expression.search(text, start)
		return found.start() if found else -1


def piece(text):
	return Marked(text) if "?" in text else Literal(text)


def hasPieces(pieces, text):
	first, last = pieces[0], pieces[-1]
	if first.find(text, 0) != 0:
		return False
	position = first.length
	for inner in pieces[1:-1]:
		found = inner.find(text, position)
		if found < 0:
			return False
		position = found + inner.length
	end = len(text) - last.length
	return end >= position and last.find(text, end) == end
