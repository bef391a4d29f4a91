"""The setting Keys: API keys by their id, each known by the SHA-256 of its token only.

	{"mes": {"sha256": "9f86...", "roles": ["operator"], "expires": "2027-01-31T00:00:00Z", "enabled": true}}

While a key is rotated its id has a list of two entries. An entry with a mistake in it does not count.
"""

from project.config import readers
from project.gateway import crypto
from project.gateway import pattern
from project.values import plain
from project.values import times

FIELDS = ("sha256", "roles", "expires", "enabled")
MAX_ENTRIES = 2
ID = pattern.Whole(r"[A-Za-z0-9][A-Za-z0-9._@\-]{0,63}")
SHA256 = pattern.Whole(r"[0-9A-Fa-f]{64}")


class Key(object):
	"""One entry.

	id       who calls with it
	digest   the SHA-256 digest of the token, as the platform's byte array
	roles    names of its roles
	expires  epoch milliseconds, or None
	enabled  False: the key does not count
	"""

	def __init__(self, id, digest, roles, expires, enabled):
		self.id = id
		self.digest = digest
		self.roles = roles
		self.expires = expires
		self.enabled = enabled


def parsed(document, roles, report):
	"""A list of Key.

	roles   {name: Role}
	report  takes a problem in words
	"""
	found = []
	for id in sorted(document):
		entries = document[id] if isinstance(document[id], list) else [document[id]]
		if len(entries) > MAX_ENTRIES:
			report("The key '%s' does not count: it has more than %d entries." % (id[:60], MAX_ENTRIES))
			continue
		for entry in entries:
			try:
				found.append(key(id, entry, roles))
			except readers.Wrong as wrong:
				report("The key '%s' does not count: %s." % (id[:60], wrong))
	return withoutRepeated(found, report)


def key(id, entry, roles):
	if not ID.matches(id):
		raise readers.Wrong("its id must be 1 to 64 letters, digits, dots, dashes, underscores or @")
	if not isinstance(entry, dict):
		raise readers.Wrong("it must be a JSON object, or a list of two while it is rotated")
	unknown = readers.unknownFields(entry, FIELDS)
	if unknown:
		raise readers.Wrong("%s is not known; use %s" % (unknown, ", ".join(FIELDS)))
	return Key(
		id, digest(entry.get("sha256")), roleNames(entry.get("roles"), roles), expires(entry.get("expires")),
		enabled(entry.get("enabled", True)))


def digest(value):
	if not isinstance(value, plain.TEXT) or not SHA256.matches(value):
		raise readers.Wrong("'sha256' must be the 64 hexadecimal digits of the SHA-256 of the token")
	return crypto.fromHex(value)


def roleNames(value, roles):
	if not readers.isTexts(value) or not value:
		raise readers.Wrong("'roles' must be a list of role names")
	for name in value:
		if name not in roles:
			raise readers.Wrong("there is no usable role '%s'" % name[:60])
	return tuple(value)


def expires(value):
	if value is None:
		return None
	if not isinstance(value, plain.TEXT):
		raise readers.Wrong("'expires' must be a time as 2027-01-31T00:00:00Z")
	try:
		return times.parseRfc3339(value)
	except ValueError as error:
		raise readers.Wrong("'expires': %s" % ("%s" % error).rstrip("."))


def enabled(value):
	if not isinstance(value, bool):
		raise readers.Wrong("'enabled' must be true or false")
	return value


def withoutRepeated(keys, report):
	"""Two ids with one token would make it a matter of chance who calls: neither counts."""
	byDigest = {}
	for key in keys:
		byDigest.setdefault(crypto.hexText(key.digest), []).append(key)
	repeated = [same for same in byDigest.values() if len(same) > 1]
	for same in repeated:
		report("The keys %s do not count: they have the same 'sha256'." % (
			" and ".join("'%s'" % key.id for key in same)))
	return [key for key in keys if len(byDigest[crypto.hexText(key.digest)]) == 1]
