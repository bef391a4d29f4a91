"""The document `Issuers`: which identity providers' access tokens are accepted, and what they may do.

{name: entry}. An entry without `introspectionUri` is for JSON Web Tokens, one with it for opaque tokens
(RFC 7662). An entry with a mistake is left out as a whole, and the mistake is a problem of the configuration:
half an entry could accept more than was meant. The fields are explained in docs/oauth.md.
"""

from project.config import readers
from project.gateway import codec
from project.gateway import crypto
from project.gateway import pattern
from project.gateway import signatures
from project.gateway import vault
from project.values import plain

SECURE_URL = pattern.Whole(r"https://[!-~]+|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?(?:/[!-~]*)?")
DISCOVERY = "/.well-known/openid-configuration"
DEFAULT_ALGORITHMS = ("RS256", "PS256", "ES256")
SHARED = "HS256"
TYPES = {"at+jwt": u"at+jwt", "JWT": u"jwt", "none": u"none"}
MAX_ISSUERS = 20

COMMON = (
	"rolesClaim", "roleMapping", "defaultRole", "scopesClaim", "requiredScopes", "audience", "issuer", "skewSeconds",
	"introspectionUri")
JWT_FIELDS = COMMON + ("algorithms", "jwksUri", "types", "sharedSecret", "maxAgeSeconds")
INTROSPECTION_FIELDS = COMMON + ("clientId", "clientSecret")


class Secret(object):
	"""Where a secret is: `value` (text), or provider and name for system.secrets."""

	__slots__ = ("value", "provider", "name")

	def __init__(self, value, provider, name):
		self.value = value
		self.provider = provider
		self.name = name


class Issuer(object):
	"""One entry, checked. A field that is null is one that is left out.

	issuer            the text that `iss` must be; None where introspection does not say
	audiences         frozenset; empty only for introspection
	algorithms        frozenset of names of signatures.ALGORITHMS
	jwksUri           None: it comes from discoveryUri
	types             frozenset of header types, in lower case
	sharedSecret      Secret for HS256, or None
	rolesClaims       [path], each a text or a list of member names
	roleMapping       {name in the claim: role}, or None where the names are roles themselves
	defaultRole       role where the claim gives none, or None
	scopesClaim       path, or None where tokens do not restrict their roles
	requiredScopes    [scope] that a token must have
	introspectionUri  None for JSON Web Tokens; clientId, clientSecret (Secret) go with it
	skewSeconds, maxAgeSeconds (None: any age)
	"""

	def __init__(self, name, entry):
		self.name = name
		self.entry = entry
		self.introspectionUri = self.url("introspectionUri")
		self.refuseUnknown(INTROSPECTION_FIELDS if self.introspectionUri else JWT_FIELDS)
		self.audiences = frozenset(self.texts("audience"))
		self.skewSeconds = self.number("skewSeconds", 60, 0, 300)
		self.readRights()
		if self.introspectionUri:
			self.readIntrospection()
		else:
			self.readTokens()

	def refuseUnknown(self, known):
		unknown = sorted(name for name in self.entry if name not in known)
		if unknown:
			raise readers.Wrong("there is no field '%s' in such an entry" % unknown[0][:60])

	def readRights(self):
		self.rolesClaims = [self.path(each) for each in self.listed("rolesClaim")]
		self.roleMapping = self.mapping()
		self.defaultRole = self.text("defaultRole")
		if not self.rolesClaims and not self.defaultRole:
			raise readers.Wrong("it gives no rights: set rolesClaim, defaultRole or both")
		scopes = self.entry.get("scopesClaim")
		self.scopesClaim = None if scopes is None else self.path(scopes)
		self.requiredScopes = self.texts("requiredScopes")
		if self.requiredScopes and self.scopesClaim is None:
			raise readers.Wrong("requiredScopes needs scopesClaim")

	def readIntrospection(self):
		self.issuer = self.text("issuer")
		self.clientId = self.text("clientId")
		self.clientSecret = self.secret("clientSecret")
		if not self.clientId or self.clientSecret is None:
			raise readers.Wrong("introspection needs clientId and clientSecret")

	def readTokens(self):
		self.issuer = self.text("issuer")
		if not self.issuer or not self.audiences:
			raise readers.Wrong("it needs issuer and audience")
		self.sharedSecret = self.secret("sharedSecret")
		self.algorithms = frozenset(self.texts("algorithms") or self.defaultAlgorithms())
		self.checkAlgorithms()
		self.jwksUri = self.url("jwksUri")
		self.discoveryUri = self.issuer.rstrip("/") + DISCOVERY
		if self.sharedSecret is None and self.jwksUri is None and not SECURE_URL.matches(self.discoveryUri):
			raise readers.Wrong("issuer must be an https address, or jwksUri must be given")
		self.types = frozenset(self.typeNames(self.texts("types") or ["at+jwt"]))
		self.maxAgeSeconds = self.number("maxAgeSeconds", None, 60, 31622400)

	def defaultAlgorithms(self):
		return (SHARED,) if self.sharedSecret else DEFAULT_ALGORITHMS

	def checkAlgorithms(self):
		for name in sorted(self.algorithms):
			if name not in signatures.ALGORITHMS:
				raise readers.Wrong("'%s' is no algorithm; there are %s" % (
					name[:20], ", ".join(sorted(signatures.ALGORITHMS))))
		if (SHARED in self.algorithms) != (self.sharedSecret is not None):
			raise readers.Wrong("HS256 and sharedSecret belong together")
		if SHARED in self.algorithms and len(self.algorithms) > 1:
			raise readers.Wrong("HS256 cannot stand beside other algorithms; make an entry of its own")

	def typeNames(self, names):
		for name in names:
			if name not in TYPES:
				raise readers.Wrong("'%s' is no type; there are at+jwt, JWT and none" % name[:20])
			yield TYPES[name]

	def text(self, name):
		value = self.entry.get(name)
		if value is not None and not (isText(value) and value.strip()):
			raise readers.Wrong("%s must be a text" % name)
		return value

	def url(self, name):
		value = self.text(name)
		if value is not None and not SECURE_URL.matches(value):
			raise readers.Wrong("%s must be an https address" % name)
		return value

	def listed(self, name):
		value = self.entry.get(name)
		return [] if value is None else value if isinstance(value, list) else [value]

	def texts(self, name):
		found = self.listed(name)
		if not all(isText(each) for each in found):
			raise readers.Wrong("%s must be a text or a list of texts" % name)
		return found

	def number(self, name, default, lowest, highest):
		value = self.entry.get(name)
		if value is None:
			return default
		if isinstance(value, bool) or not isinstance(value, plain.INTEGERS) or not lowest <= value <= highest:
			raise readers.Wrong("%s must be a whole number from %d to %d" % (name, lowest, highest))
		return value

	def path(self, value):
		names = value if isinstance(value, list) else [value]
		if not names or not all(isText(each) for each in names):
			raise readers.Wrong("a claim is a text with dots, or a list of member names")
		return value

	def mapping(self):
		value = self.entry.get("roleMapping")
		if value is not None and not (
			isinstance(value, dict) and all(isinstance(each, plain.TEXT) for each in value.values())):
			raise readers.Wrong("roleMapping must be an object of texts")
		return value

	def secret(self, name):
		value = self.entry.get(name)
		if value is None or isText(value):
			return value and Secret(value, None, None)
		if isinstance(value, dict) and sorted(value) == ["provider", "secret"]:
			parts = [value["provider"], value["secret"]]
			if all(isText(part) for part in parts):
				if not vault.isThere():
					raise readers.Wrong(
						"%s names a secret of the gateway, which has none before Ignition 8.3.1" % name)
				return Secret(None, *parts)
		raise readers.Wrong(
			'%s must be a text, or {"provider": "...", "secret": "..."} of the gateway\'s secrets' % name)


def isText(value):
	"""True for a text with something in it that can be sent: half of a surrogate pair has no UTF-8."""
	return isinstance(value, plain.TEXT) and bool(value) and plain.isUnicode(value)


class Issuers(object):
	"""All entries that are right.

	byIssuer     {iss: Issuer} for JSON Web Tokens
	introspected [Issuer] for opaque tokens
	fingerprint  the same for the same entries
	"""

	def __init__(self, entries, fingerprint):
		self.byIssuer = dict((each.issuer, each) for each in entries if not each.introspectionUri)
		self.introspected = [each for each in entries if each.introspectionUri]
		self.fingerprint = fingerprint

	def isEmpty(self):
		return not self.byIssuer and not self.introspected

	def all(self):
		"""Every Issuer, by the name of its entry."""
		return sorted(list(self.byIssuer.values()) + self.introspected, key=lambda each: each.name)


def parse(value, problem):
	"""The Issuers of the setting's value.

	value    a JSON object, None where nothing is configured, anything else where it is wrong
	problem  function of a text, called for each mistake
	"""
	if value is None:
		value = {}
	if not isinstance(value, dict):
		problem("It must be a Document tag with a JSON object; no issuer is accepted.")
		value = {}
	found = []
	for name in sorted(value)[:MAX_ISSUERS]:
		try:
			found.append(entryOf(name, value[name], found))
		except readers.Wrong as wrong:
			problem("The entry '%s' is left out: %s." % (name[:60], wrong))
	if len(value) > MAX_ISSUERS:
		problem("Only the first %d entries are used." % MAX_ISSUERS)
	# What is wrong may hold anything, also what no encoder takes: only what is right makes a difference.
	accepted = codec.canonical(dict((each.name, each.entry) for each in found))
	return Issuers(found, crypto.hexText(crypto.sha256(accepted.encode("ascii"))))


def entryOf(name, entry, others):
	if not isinstance(entry, dict):
		raise readers.Wrong("it is not a JSON object")
	made = Issuer(name, entry)
	if not made.introspectionUri and made.issuer in [other.issuer for other in others if not other.introspectionUri]:
		raise readers.Wrong("another entry has the same issuer")
	return made
