"""Name patterns with `*` (any characters) and `?` (one character), without letter case."""


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
