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


def matcher(pattern):
	"""A function that says whether a text matches, for many texts; None accepts everything.

	PERF: with no `?` in the pattern the pieces between its stars are searched for, leftmost first,
	which finds a match wherever there is one.
	"""
	if pattern is None:
		return lambda text: True
	if "?" in pattern:
		return lambda text: matches(pattern, text)
	pieces = pattern.lower().split("*")
	if len(pieces) == 1:
		return lambda text: text.lower() == pieces[0]
	return lambda text: hasPieces(pieces[0], pieces[1:-1], pieces[-1], text.lower())


def hasPieces(first, inner, last, text):
	if not text.startswith(first):
		return False
	position = len(first)
	for piece in inner:
		found = text.find(piece, position)
		if found < 0:
			return False
		position = found + len(piece)
	return len(text) - len(last) >= position and text.endswith(last)
