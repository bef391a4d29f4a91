"""How often may this caller ask: buckets for callers, for addresses, and for failed logins.

An error in here lets the request go on and is counted: a limit must not stop a plant. Who calls was decided
before, and there an error refuses.
"""

import sys
import traceback

from project.gateway import clock
from project.gateway import failure
from project.gateway import log
from project.gateway import shared
from project.guard import buckets
from project.http import problem

LOG_SECONDS = 10
BUSY_SECONDS = 1
# For so long after somebody was turned away, nobody else may hold all places of a kind.
FAIR_SECONDS = 10

REQUESTS = "requests"
ADDRESS = "address"
LOGINS = "logins"
IN_FLIGHT = "inFlight"
ERRORS = "errors"

TAGS = "tags"
# What an endpoint declares as its class ("tags" where it declares none): the name of the limit.
KINDS = {
	"tags": "inFlightTags",
	"history": "inFlightHistory",
	"alarms": "inFlightAlarms",
	"queries": "inFlightQueries",
	"commands": "inFlightCommands",
	"custom": "inFlightCustom",
}


class Policies(object):
	"""The policies that one reading of `Limits` gives."""

	def __init__(self, limits):
		self.limits = limits
		self.isShadow = limits["shadowMode"] == 1
		self.address = buckets.perSecond(ADDRESS, limits["addressPerSecond"], limits["addressBurst"])
		self.logins = buckets.Policy(LOGINS, limits["failedLoginsPerMinute"], 60)
		self.rates = {}

	def ofRate(self, rate):
		"""The policy of callers; `rate` is (requests per second, burst) of their role, None: of Limits."""
		found = self.rates.get(rate)
		if found is None:
			found = self.rates[rate] = self.made(rate)
		return found

	def made(self, rate):
		if rate is None:
			return buckets.perSecond(REQUESTS, self.limits["requestsPerSecond"], self.limits["requestBurst"])
		return buckets.perSecond(REQUESTS, rate[0], rate[1])


class Limiter(object):
	"""The three kinds of buckets, the counters, and what is said of a refusal."""

	def __init__(self):
		self.callers = buckets.Buckets("callers")
		self.addresses = buckets.Buckets("addresses")
		self.failures = buckets.Buckets("failures")
		self.counters = shared.table("counters", buckets.LAYOUT)
		self.running = shared.table("running", buckets.LAYOUT)
		self.places = dict([(kind, shared.number(self.running, kind)) for kind in KINDS])
		self.held = shared.table("held", buckets.LAYOUT)
		self.turnedAway = shared.table("turnedAway", buckets.LAYOUT)
		self.logged = shared.number(shared.table("logged", buckets.LAYOUT), "refusal", buckets.NEVER)
		self.policies = None

	def of(self, limits):
		policies = self.policies
		if policies is None or policies.limits is not limits:
			policies = self.policies = Policies(limits)
		return policies

	def policyOf(self, configuration, principal):
		"""The policy of a caller, which its Grants remember."""
		principal.grants.policy = self.of(configuration.limits).ofRate(principal.grants.rate)
		return principal.grants.policy

	def count(self, name):
		shared.number(self.counters, name).incrementAndGet()

	def refuse(self, name, whom, policies):
		"""Count and log a refusal; True where it is meant, False in shadow mode."""
		self.count(name)
		if self.isTimeToLog():
			log.warn("Limit '%s' %s %s; further refusals within %d s are counted in the status only" % (
				name, "would have refused" if policies.isShadow else "refused", whom, LOG_SECONDS))
		return not policies.isShadow

	def mustWait(self, request, kind, most, isFull):
		"""Count the place for its caller; True where there is none, or the last one is for somebody else.

		One caller may hold all places while nobody misses them. Who was turned away finds one when he comes again.
		"""
		caller = request.caller
		key = "%s %s" % (kind, caller)
		request.share = self.held, key, shared.number(self.held, key)
		count, now = request.share[2].incrementAndGet(), clock.monotonicNanos()
		if isFull:
			self.turnedAway.put(kind, (caller, now))
			return True
		whom, at = self.turnedAway.get(kind) or (caller, now)
		return count >= most > 1 and whom != caller and now - at < FAIR_SECONDS * buckets.SECOND

	def isTimeToLog(self):
		"""True for one thread in LOG_SECONDS: who is refused must not be able to fill the log."""
		now = clock.monotonicNanos()
		before = self.logged.get()
		isDue = before == buckets.NEVER or now - before >= LOG_SECONDS * buckets.SECOND
		return isDue and self.logged.compareAndSet(before, now)


class Holder(object):
	"""The limiter, made at the first request: a module must not fail to load because the platform does."""

	def __init__(self):
		self.limiter = None

	def get(self):
		if self.limiter is None:
			self.limiter = Limiter()
		return self.limiter


HOLDER = Holder()


def safely(function):
	"""The function, whose own errors let the request go on; its refusals pass."""
	def guarded(*arguments):
		try:
			return function(*arguments)
		except problem.Problem:
			raise
		except:  # noqa: E722  a Java exception is not an Exception
			failed()
	return guarded


def failed():
	error = sys.exc_info()[1]
	if isinstance(error, (SystemExit, KeyboardInterrupt)):
		raise error
	try:
		limiter = HOLDER.get()
		limiter.count(ERRORS)
		log.error("The limiter failed; the request goes on", traceback.format_exc())
	except failure.GatewayFailure as broken:
		log.error("The limiter cannot reach its state (%s); the request goes on" % broken, broken.trace)


def admit(request, configuration, principal):
	"""Take one request from the caller's bucket; the answer will say what is left.

	PERF: each request comes by here, and by `enter`: as `safely`, and HOLDER.get, without the calls.
	raises  Problem 429 rate_limited
	"""
	try:
		limiter = HOLDER.limiter or HOLDER.get()
		policy = principal.grants.policy or limiter.policyOf(configuration, principal)
		granted, left, seconds = limiter.callers.take(principal.name, policy)
		request.answerHeaders["RateLimit-Policy"] = policy.field
		request.answerHeaders["RateLimit"] = policy.available % (left, seconds)
		if not granted and limiter.refuse(REQUESTS, principal.name, limiter.of(configuration.limits)):
			raise tooMany("rate_limited", "This caller sends more requests than its limit allows.", seconds)
	except problem.Problem:
		raise
	except:  # noqa: E722  a Java exception is not an Exception
		failed()


@safely
def admitTogether(request, configuration, principal, count):
	"""Take so many requests at once from the caller's bucket: True where it has them, else none is taken."""
	limiter = HOLDER.get()
	policy = principal.grants.policy or limiter.policyOf(configuration, principal)
	granted, left, seconds = limiter.callers.take(principal.name, policy, count)
	if granted:
		tell(request, policy, left, seconds)
	return granted


@safely
def admitStranger(request, configuration, logins=0):
	"""Take one request that no valid credential came with from the buckets of its address.

	logins  1 where a credential came and was refused, 0 where none came, None where the limit of failed logins does not
	        concern it: nobody asks for one, or `admitLogin` has counted it
	raises  Problem 429 rate_limited, too_many_failed_logins
	"""
	limiter = HOLDER.get()
	policies = limiter.of(configuration.limits)
	block = request.origin(configuration).block
	granted, left, seconds = limiter.addresses.take(block, policies.address)
	tell(request, policies.address, left, seconds)
	if not granted and limiter.refuse(ADDRESS, block, policies):
		raise tooMany("rate_limited", "Too many requests without a valid credential come from this address.", seconds)
	if logins is not None:
		takeLogins(limiter, request, policies, block, logins)


@safely
def admitLogin(request, configuration):
	"""Let a password be tried, unless too many credentials from this address were wrong.

	A token cannot be guessed, so a valid one is always taken; a password can, so the right one must wait too. It
	counts as wrong until `forgiveLogin`: else whoever tries many at once had tried them before the first is counted.
	raises  Problem 429 too_many_failed_logins
	"""
	limiter = HOLDER.get()
	takeLogins(limiter, request, limiter.of(configuration.limits), request.origin(configuration).block, 1)


@safely
def forgiveLogin(request, configuration):
	"""Give back what `admitLogin` took: the password was right, or nobody knows."""
	limiter = HOLDER.get()
	limiter.failures.take(request.origin(configuration).block, limiter.of(configuration.limits).logins, -1)


class Trial(object):
	"""A credential that is about to be judged where that costs more than a look: `with` it, it counts as wrong.

	So whoever sends many at once has as few of them judged as one after the other.
	raises  Problem 429 too_many_failed_logins
	"""

	__slots__ = ("request", "configuration")

	def __init__(self, request, configuration):
		self.request = request
		self.configuration = configuration

	def __enter__(self):
		admitLogin(self.request, self.configuration)

	def __exit__(self, *raised):
		forgiveLogin(self.request, self.configuration)


def takeLogins(limiter, request, policies, block, count):
	granted, left, seconds = limiter.failures.take(block, policies.logins, count)
	if not granted and limiter.refuse(LOGINS, block, policies):
		tell(request, policies.logins, left, seconds)
		raise tooMany("too_many_failed_logins", (
			"Too many wrong credentials came from this address. A valid token is still taken."), seconds)


def enter(request, configuration, kind):
	"""Take a place among the requests of one kind that run at once; `leave` gives it back.

	kind    one of KINDS
	raises  Problem 503 busy
	"""
	try:
		limiter = HOLDER.limiter or HOLDER.get()
		most = configuration.limits[KINDS[kind]]
		# PERF: not from `places`: for each call Jython locks its object around a Java one, and here each thread gets
		# one of its own.
		request.place = limiter.running.get(kind)
		isFull = request.place.incrementAndGet() > most
		# Places for tags are many, and soon free again.
		if kind != TAGS:
			isFull = limiter.mustWait(request, kind, most, isFull)
		if isFull and limiter.refuse(IN_FLIGHT, kind, limiter.of(configuration.limits)):
			raise problem.Problem(503, "busy", (
				"As many requests of the kind '%s' are running as may, or as one caller's may while others wait "
				"(Limits.%s: %d). Try again in %d s." % (kind, KINDS[kind], most, BUSY_SECONDS)),
				headers={"Retry-After": "%d" % BUSY_SECONDS})
	except problem.Problem:
		raise
	except:  # noqa: E722
		failed()


def move(request, configuration, kind):
	"""As `enter`, in place of the place that the request has.

	raises  Problem 503 busy
	"""
	leave(request)
	enter(request, configuration, kind)


def leave(request):
	if request.place is not None:
		request.place.decrementAndGet()
		request.place = None
	if request.share:
		held, key, number = request.share
		request.share = None
		if number.decrementAndGet() <= 0:
			held.remove(key, number)


def tell(request, policy, left, seconds):
	"""The fields of draft-ietf-httpapi-ratelimit-headers-11."""
	request.answerHeaders["RateLimit-Policy"] = policy.field
	request.answerHeaders["RateLimit"] = policy.available % (left, seconds)


def tooMany(code, detail, seconds):
	return problem.Problem(429, code, detail + " Try again in %d s." % seconds,
		headers={"Retry-After": "%d" % seconds})


@safely
def report(configuration):
	"""What the status says: refusals by limit, errors, buckets that are kept, requests that run."""
	limiter = HOLDER.get()
	counted = (REQUESTS, ADDRESS, LOGINS, IN_FLIGHT, ERRORS)
	counts = dict([(name, shared.number(limiter.counters, name).get()) for name in counted])
	return {
		"shadowMode": limiter.of(configuration.limits).isShadow,
		"errors": counts.pop(ERRORS),
		"refused": counts,
		"tracked": {
			REQUESTS: limiter.callers.numbers.size(),
			ADDRESS: limiter.addresses.numbers.size(),
			LOGINS: limiter.failures.numbers.size(),
		},
		"running": dict([(kind, place.get()) for kind, place in limiter.places.items()]),
	}
