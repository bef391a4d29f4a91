"""The configuration as it stands: read in one call, checked, kept for some seconds.

A tag that is missing means its shipped value. A tag that cannot be read, or holds something
wrong, gets its safe meaning and a line in `problems`. When nothing can be read the last good
configuration serves for a minute; after that the API closes until the tags can be read again.
"""

import re
import threading

from project.config import commandlist
from project.config import settings
from project.gateway import clock
from project.gateway import crypto
from project.gateway import failure
from project.gateway import log
from project.gateway import tags
from project.values import addresses
from project.values import kinds
from project.values import plain

FRESH_SECONDS = 5
RETRY_SECONDS = 1
GRACE_SECONDS = 60
MIN_TOKEN_CHARS = 20

TOKEN = re.compile(r"^[A-Za-z0-9\-._~+/]+=*\Z")
ORIGIN = re.compile(r"^https?://(?:[a-z0-9\-]+(?:\.[a-z0-9\-]+)*|\[[0-9a-f:]+\])(?::[0-9]{1,5})?\Z")


class Unavailable(Exception):
	"""The configuration cannot be read."""


class Configuration(object):
	"""One reading of the configuration; never changed after it is made.

	tokenDigests    SHA-256 digests of the tokens of ValidTokens
	defaultRole     role name for those tokens
	defaultTags     tag paths
	allowedOrigins  frozenset of origins
	trustedProxies  networks of project.values.addresses
	commands        {name: project.config.commandlist.Command}
	journal         name of an alarm journal profile, or ""
	requireHttps, writesDisabled, auditRequired, auditReads, requireIdempotencyKey
	database, auditProfile
	limits          {name: number}
	isAvailable     False for the closed configuration that stands in when the tags cannot be read
	problems        [(setting name, what is wrong and what to do)]
	"""

	def __init__(self, values):
		self.isAvailable = True
		self.problems = []
		self.tokenDigests = self.tokens(values["ValidTokens"])
		self.defaultRole = self.role(values["DefaultRole"])
		self.defaultTags = self.texts("DefaultTags", values["DefaultTags"])
		self.allowedOrigins = frozenset(self.origins(self.texts("AllowedOrigins", values["AllowedOrigins"])))
		self.trustedProxies = self.networks("TrustedProxies", values["TrustedProxies"])
		self.requireHttps = self.switch("RequireHttps", values["RequireHttps"])
		self.writesDisabled = self.switch("WritesDisabled", values["WritesDisabled"])
		self.commands = self.commandsOf(values["Commands"])
		self.journal = self.text("Journal", values["Journal"])
		self.database = self.text("Database", values["Database"])
		self.auditRequired = self.switch("AuditRequired", values["AuditRequired"])
		self.auditReads = self.switch("AuditReads", values["AuditReads"])
		self.auditProfile = self.text("AuditProfile", values["AuditProfile"])
		self.requireIdempotencyKey = self.switch("RequireIdempotencyKey", values["RequireIdempotencyKey"])
		self.limits = self.limitValues(values["Limits"])

	def problem(self, name, text):
		self.problems.append((name, text))

	def text(self, name, value):
		if value is None:
			return u""
		if isinstance(value, plain.TEXT):
			return value.strip()
		self.problem(name, "It must be a String tag; it is treated as empty.")
		return u""

	def role(self, value):
		role = self.text("DefaultRole", value)
		if role not in settings.ROLES:
			self.problem("DefaultRole", (
				"'%s' is not a role; the tokens of ValidTokens have no rights. Use: %s."
				% (role[:60], ", ".join(settings.ROLES))))
		return role

	def texts(self, name, value):
		"""A list of texts from a StringArray tag, or from a String tag with commas between."""
		if value is None:
			return []
		if isinstance(value, plain.TEXT):
			value = value.split(",")
		if isinstance(value, list) and all(isinstance(member, plain.TEXT) for member in value):
			return [member.strip() for member in value if member.strip()]
		self.problem(name, "It must be a StringArray or a String tag; it is treated as empty.")
		return []

	def switch(self, name, value):
		if value is None or isinstance(value, bool):
			return bool(value)
		self.problem(name, "It must be a Boolean tag; it is treated as true.")
		return True

	def tokens(self, value):
		digests = []
		for token in self.texts("ValidTokens", value):
			if len(token) < MIN_TOKEN_CHARS or not TOKEN.match(token):
				self.problem("ValidTokens", (
					"A token is ignored: it is shorter than %d characters or has characters that a Bearer "
					"token cannot have." % MIN_TOKEN_CHARS))
			else:
				digests.append(crypto.sha256(token.encode("ascii")))
		if digests:
			self.problem("ValidTokens", (
				"Plain tokens are in use: whoever can read this tag in the Designer can call the API."))
		return digests

	def origins(self, candidates):
		for candidate in candidates:
			origin = candidate.lower()
			if ORIGIN.match(origin):
				yield origin
			else:
				self.problem("AllowedOrigins", (
					"'%s' is ignored: it is not an origin such as https://host:port." % candidate[:100]))

	def networks(self, name, value):
		found = [(text, addresses.network(text)) for text in self.texts(name, value)]
		for text, network in found:
			if network is None:
				self.problem(name, "'%s' is ignored: it is neither an address nor a network." % text[:100])
		return [network for text, network in found if network is not None]

	def commandsOf(self, value):
		found, problems = commandlist.parse(value)
		for text in problems:
			self.problem("Commands", text)
		return found

	def limitValues(self, value):
		limits = dict((name, bounds[0]) for name, bounds in settings.LIMITS.items())
		if value is None:
			return limits
		if not isinstance(value, dict):
			self.problem("Limits", "It must be a Document tag with a JSON object; the defaults are used.")
			return limits
		for name, number in value.items():
			self.setLimit(limits, name, number)
		return limits

	def setLimit(self, limits, name, number):
		if name not in settings.LIMITS:
			self.problem("Limits", "There is no limit named '%s'." % name[:60])
			return
		default, lowest, highest = settings.LIMITS[name]
		if isinstance(number, bool) or not isinstance(number, plain.INTEGERS) or not lowest <= number <= highest:
			self.problem("Limits", (
				"%s must be a whole number from %d to %d; %d is used." % (name, lowest, highest, default)))
			return
		limits[name] = number


class Holder(object):
	"""The current configuration and when it goes stale; one thread loads while others use the old one."""

	def __init__(self):
		self.lock = threading.Lock()
		self.configuration = None
		self.staleAt = 0
		self.deadAt = 0
		self.reported = None

	def get(self):
		configuration, staleAt = self.configuration, self.staleAt
		if configuration is not None and clock.monotonicSeconds() < staleAt:
			return configuration
		# Waiting is right only where there is nothing to serve meanwhile.
		if not self.lock.acquire(configuration is None or clock.monotonicSeconds() >= self.deadAt):
			return configuration
		try:
			return self.refreshed()
		finally:
			self.lock.release()

	def refreshed(self):
		now = clock.monotonicSeconds()
		if self.configuration is not None and now < self.staleAt:
			return self.configuration
		try:
			self.configuration = load()
			self.staleAt, self.deadAt = now + FRESH_SECONDS, now + GRACE_SECONDS
			self.report()
		except (failure.GatewayFailure, failure.ContractBroken, Unavailable) as error:
			self.survive(now, error)
		return self.configuration

	def survive(self, now, error):
		log.error(
			"The configuration below %s cannot be read: %s" % (settings.ROOT, error), getattr(error, "trace", None))
		if self.configuration is None or now >= self.deadAt:
			self.configuration = closed()
		self.staleAt = now + RETRY_SECONDS

	def report(self):
		problems = self.configuration.problems
		if problems != self.reported:
			for name, text in problems:
				log.warn("Configuration tag %s: %s" % (name, text))
		self.reported = problems


HOLDER = Holder()


def get():
	"""The configuration, at most some seconds old; a closed one where there is none. Raises nothing."""
	return HOLDER.get()


def closed():
	"""What is shipped, which has no credential: every protected endpoint answers 503."""
	configuration = Configuration(dict((setting["name"], setting["default"]) for setting in settings.SETTINGS))
	configuration.isAvailable = False
	return configuration


def load():
	names = [setting["name"] for setting in settings.SETTINGS]
	found = tags.read([settings.tagPath(name) for name in names])
	if not any(item.isGood() or item.quality == "Bad_NotFound" for item in found):
		raise Unavailable("every tag has quality %s" % found[0].quality)
	values = dict((setting["name"], settingValue(setting, item)) for setting, item in zip(settings.SETTINGS, found))
	configuration = Configuration(values)
	for name, item in zip(names, found):
		if not item.isGood() and item.quality != "Bad_NotFound":
			configuration.problem(name, "The tag cannot be read (%s)." % item.quality)
	return configuration


def settingValue(setting, item):
	"""A missing tag means what is shipped; one that cannot be read counts as a wrong value."""
	if item.quality == "Bad_NotFound":
		return setting["default"]
	return item.value if item.isGood() else kinds.Unsupported(item.quality)
