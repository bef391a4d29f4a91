"""One reading of the configuration: every setting checked, what is wrong turned into its safe meaning."""

from project.config import agreement
from project.config import closed
from project.config import commandlist
from project.config import issuers
from project.config import keys
from project.config import querylist
from project.config import readers
from project.config import roles
from project.config import settings
from project.gateway import crypto
from project.gateway import pattern
from project.values import addresses
from project.values import historical
from project.values import memory
from project.values import paths
from project.values import plain

MIN_TOKEN_CHARS = 20
NO_SUCH_NAME = u"?"

TOKEN = pattern.Whole(r"[A-Za-z0-9\-._~+/]+=*")
HISTORIAN = pattern.Whole(historical.NAME)
ORIGIN = pattern.Whole(r"https?://(?:[a-z0-9\-]+(?:\.[a-z0-9\-]+)*|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")


class Configuration(object):
	"""Never changed after it is made, but for what others remember with it.

	tokenDigests       SHA-256 digests of the tokens of ValidTokens
	defaultRole        role name for those tokens
	keys               list of config.keys.Key
	roles              {name: config.roles.Role}
	issuers            project.config.issuers.Issuers
	hasCredentials     True where at least one kind of credential could let someone in
	userSource         name of the user source for Basic authentication; "" is off
	defaultTags        tag paths
	allowedOrigins     frozenset of origins
	trustedProxies     networks of project.values.addresses
	requireHttps, writesDisabled, auditRequired, auditReads, requireIdempotencyKey
	database           name of a database connection, or ""
	auditProfile       name of an audit profile, or ""
	commands           {name: project.config.commandlist.Command}
	queries            {name: project.config.querylist.Query}
	historian          name of a historian, or ""
	journal            name of an alarm journal profile, or ""
	limits             {name: number}
	isAvailable        False for the closed configuration that stands in when the tags cannot be read
	problems           [(setting name, what is wrong and what to do)]
	remembered         {room: memory of what it has worked out from this configuration}; goes with it
	mark               tells this configuration from every other one; part of keys
	"""

	def __init__(self, values):
		self.isAvailable = True
		self.problems = []
		self.remembered = {}
		self.mark = object()
		read = readers.Readers(values, self.problems)
		self.roles = roles.parsed(read.document("Roles"), read.reporter("Roles"))
		self.keys = keys.parsed(read.document("Keys"), self.roles, read.reporter("Keys"))
		self.tokenDigests = tokens(read)
		self.defaultRole = defaultRole(read, self.roles)
		self.issuers = issuers.parse(values["Issuers"], read.reporter("Issuers"))
		self.userSource = read.text("UserSource")
		self.defaultTags = defaultTags(read)
		self.allowedOrigins = frozenset(origins(read))
		self.trustedProxies = networks(read)
		self.requireHttps = read.switch("RequireHttps")
		self.writesDisabled = read.switch("WritesDisabled")
		self.queries = querylist.parsed(read.document("NamedQueries"), read.reporter("NamedQueries"))
		self.commands = commands(read, self.queries)
		self.historian = historian(read)
		self.journal = read.text("Journal")
		# A store that was meant to be there closes writing when it is not.
		self.database = read.text("Database", NO_SUCH_NAME)
		self.auditRequired = read.switch("AuditRequired")
		self.auditReads = read.switch("AuditReads")
		self.auditProfile = read.text("AuditProfile")
		self.requireIdempotencyKey = read.switch("RequireIdempotencyKey")
		self.limits = limits(read)
		self.hasCredentials = bool(
			self.tokenDigests or self.keys or self.userSource or not self.issuers.isEmpty())
		self.problems.extend(agreement.problems(self))

	def memoryOf(self, room, most):
		"""The memory.Memory of a room, of at most so many entries, made when it is first asked for."""
		found = self.remembered.get(room)
		return found if found is not None else self.remembered.setdefault(room, memory.Memory(most))


def defaultRole(read, roles):
	name = read.text("DefaultRole")
	if name not in roles:
		read.problem("DefaultRole", (
			"'%s' is not a role; the tokens of ValidTokens have no rights. Use: %s."
			% (name[:60], ", ".join(sorted(roles)))))
	return name


def tokens(read):
	digests = []
	for token in read.texts("ValidTokens"):
		if len(token) < MIN_TOKEN_CHARS or not TOKEN.matches(token):
			read.problem("ValidTokens", (
				"A token is ignored: it is shorter than %d characters or has characters that a Bearer "
				"token cannot have." % MIN_TOKEN_CHARS))
		else:
			digests.append(crypto.sha256(token.encode("ascii")))
	if digests:
		read.problem("ValidTokens", (
			"Plain tokens are in use: whoever can read this tag in the Designer can call the API."))
	return digests


def defaultTags(read):
	found = read.texts("DefaultTags")
	for text in found:
		wrong = faultOfTag(text)
		if wrong:
			read.problem("DefaultTags", "'%s' is answered with an error only: %s" % (text[:100], wrong))
	return found


def faultOfTag(text):
	"""Why nobody can read a tag of this path, "" where somebody may."""
	try:
		if closed.isOpenPath(paths.canonical(text)):
			return ""
	except paths.Malformed as malformed:
		return "%s" % malformed
	return "it is no tag that can be read through this API."


def origins(read):
	for candidate in read.texts("AllowedOrigins"):
		origin = candidate.lower()
		if ORIGIN.matches(origin):
			yield origin
		else:
			read.problem("AllowedOrigins", (
				"'%s' is ignored: it is not an origin such as https://host:port." % candidate[:100]))


def historian(read):
	name = read.text("Historian")
	if name and not HISTORIAN.matches(name):
		read.problem("Historian", "'%s' is no name of a historian; it is treated as empty." % name[:60])
		return u""
	return name


def networks(read):
	found = []
	for text in read.texts("TrustedProxies"):
		network = addresses.network(text)
		if network is None:
			read.problem("TrustedProxies", "'%s' is ignored: it is neither an address nor a network." % text[:100])
		else:
			found.append(network)
			tellBoundless(read, text, network)
	return found


def tellBoundless(read, text, network):
	bits, number, prefix = network
	if prefix == 0:
		read.problem("TrustedProxies", (
			"'%s' holds every address: whoever calls can write into a header which address he has. Name the proxies "
			"only." % text[:100]))


def commands(read, queries):
	found, problems = commandlist.parse(read.values["Commands"], queries)
	for text in problems:
		read.problem("Commands", text)
	return found


def limits(read):
	found = dict((name, bounds[0]) for name, bounds in settings.LIMITS.items())
	given = read.document("Limits", "the defaults are used")
	for name in sorted(given):
		setLimit(read, found, name, given[name])
	if found["shadowMode"]:
		read.problem("Limits", (
			"shadowMode is 1: the limits on requests are counted and refuse nothing. Set it to 0 when they fit."))
	return found


def setLimit(read, found, name, number):
	if name not in settings.LIMITS:
		read.problem("Limits", "There is no limit named '%s'." % name[:60])
		return
	default, lowest, highest = settings.LIMITS[name]
	if isinstance(number, bool) or not isinstance(number, plain.INTEGERS) or not lowest <= number <= highest:
		read.problem("Limits", (
			"%s must be a whole number from %d to %d; %d is used." % (name, lowest, highest, default)))
		return
	found[name] = number
