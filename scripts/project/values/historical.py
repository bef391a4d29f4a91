"""Historical paths: a historian's own names for what a tag has stored.

    histprov:<historian>:/sys:<gateway>:/prov:<tag provider>:/tag:<path>
    histprov:<historian>:/drv:<gateway>:<tag provider>:/tag:<path>

Only the form is judged here. Who may read it is decided on the tag path that it stands for.
"""

import re

from project.values import paths

PREFIX = "histprov:"
NAME = r"[A-Za-z0-9_][A-Za-z0-9_ .\-]{0,99}"
ROOT = re.compile(r"^histprov:(%s)(?::/?)?\Z" % NAME)
QUALIFIED = re.compile(
	r"^histprov:%s:/(?:sys:%s:/prov:(%s)|drv:%s:(%s)):/tag:((?:(?!:/).)+)\Z" % (NAME, NAME, NAME, NAME, NAME))


def isHistorical(text):
	"""True for what can only be meant as a historical path, however it is spelled."""
	return text[:len(PREFIX)].lower() == PREFIX


def tagPath(text):
	"""The tag path that a historical path stands for, not yet judged itself.

	raises  paths.Malformed
	"""
	match = QUALIFIED.match(text) if len(text) <= paths.MAX_CHARS else None
	if not match:
		raise paths.Malformed(
			"A historical path is histprov:<historian>:/sys:<gateway>:/prov:<tag provider>:/tag:<path>, or the same "
			"with /drv:<gateway>:<tag provider> in the middle.")
	return "[%s]%s" % (match.group(1) or match.group(2), match.group(3))


def historianOf(text):
	"""The name in the path of a historian itself, `histprov:<historian>`; None where it is written in another way."""
	match = ROOT.match(text)
	return match.group(1) if match else None


def qualified(historian, gateway, path):
	"""The two historical paths of a tag path, that of 8.3's own historians first."""
	provider, bracket, rest = path[1:].partition("]")
	return [
		"histprov:%s:/sys:%s:/prov:%s:/tag:%s" % (historian, gateway, provider, rest),
		"histprov:%s:/drv:%s:%s:/tag:%s" % (historian, gateway, provider, rest),
	]
