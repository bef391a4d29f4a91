"""Names what a value is, in words that mean the same on Jython and CPython. Shows no content but short texts."""

LONGEST = 200
TEXT = (type(""), type(u""))
INTEGERS = (type(1), type(2 ** 70))


def kind(value):
	"""none, bool, int, float, text, dict, list, tuple, bytes, array, or the name of the class."""
	if value is None:
		return "none"
	for name, types in (("bool", bool), ("int", INTEGERS), ("float", float), ("text", TEXT), ("dict", dict),
			("list", list), ("tuple", tuple)):
		if isinstance(value, types):
			return name
	if getattr(value, "typecode", None) == "b":
		return "bytes"
	# Java's collections have a class of their own; its arrays have none that Jython shows.
	if hasattr(value, "__getitem__") and hasattr(value, "__len__") and not hasattr(value, "getClass"):
		return "array"
	return className(value)


def shape(value):
	"""{kind, size?, text?} of what a request holds."""
	found = {"kind": kind(value)}
	if found["kind"] in ("text", "bytes"):
		found["size"] = len(value)
	if found["kind"] == "text":
		found["text"] = value[:LONGEST]
	return found


def className(value):
	"""The class of a value, Java's by its full name."""
	try:
		return "%s" % value.getClass().getName()
	except:  # noqa: E722  a Java exception is not an Exception
		return type(value).__name__
