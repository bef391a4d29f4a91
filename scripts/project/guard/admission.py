"""May this request go on: everything that is decided before its parameters and body are looked at."""

from project.guard import audit
from project.guard import basic
from project.guard import keys
from project.guard import limiter
from project.guard import revocation
from project.guard import roles
from project.http import problem

# As how many failed logins a refusal counts that is not one; None: a password is counted before it is tried.
LOGINS = {"credentials_required": 0, "ambiguous_credentials": 0, "tls_required": 0, basic.WRONG: None}


def admit(declared, request, configuration):
	"""The Principal of a request that may go on to the handler; None on a public endpoint.

	declared  the endpoint's entry in ENDPOINTS
	raises    Problem
	"""
	# PERF: see project.values.memory
	if not declared["scope"] and declared["scope"] is None:
		limiter.admitStranger(request, configuration, None)
		return None
	principal = None
	try:
		if configuration.requireHttps and not request.isHttps(configuration):
			raise counted(request, configuration, keys.tlsRequired())
		principal = authenticated(request, configuration)
		limiter.admit(request, configuration, principal)
		permit(principal, declared, configuration)
	except problem.Problem as raised:
		audit.denied(request, configuration, principal, raised)
		raise
	request.caller = principal.name
	limiter.enter(request, configuration, declared.get("class", "tags"))
	return principal


def admitPart(request, call, declared):
	"""As `admit`, for one request of a batch, whose caller is known: it counts, and needs its own scope, if any.

	raises  Problem
	"""
	try:
		limiter.admit(request, call.configuration, call.principal)
		if declared["scope"] is not None:
			permit(call.principal, declared, call.configuration)
	except problem.Problem as raised:
		audit.denied(request, call.configuration, call.principal, raised)
		raise
	limiter.enter(request, call.configuration, declared.get("class", "tags"))


def mayGoTogether(call, declared):
	"""True where requests of a batch to one endpoint may be answered at once; else each is to be asked alone.

	They are not counted yet: limiter.admitTogether does that when it is known how many there are.
	"""
	try:
		permit(call.principal, declared, call.configuration)
		limiter.move(call.request, call.configuration, declared.get("class", "tags"))
	except problem.Problem:
		return False
	return True


def identify(request, configuration):
	"""The Principal of a request within its limits, for handlers of other people.

	raises  Problem 400, 401, 403, 429 or 503
	"""
	principal = authenticated(request, configuration)
	limiter.admit(request, configuration, principal)
	if configuration.database:
		revocation.refuse(principal, configuration, mutating=False)
	return principal


def authenticated(request, configuration):
	"""The Principal of a request.

	A valid credential is taken whatever else comes from its address: nobody is locked out by others.
	raises  Problem 400, 401, 403, 429 or 503
	"""
	try:
		return keys.authenticate(request, configuration)
	except problem.Problem as refusal:
		if refusal.status in (400, 401, 403):
			counted(request, configuration, refusal)
		raise


def counted(request, configuration, refusal):
	"""The refusal of a request that no valid credential came with, counted for its address.

	raises  Problem 429
	"""
	limiter.admitStranger(request, configuration, LOGINS.get(refusal.code, 1))
	return refusal


def permit(principal, declared, configuration):
	if configuration.database:
		revocation.refuse(principal, configuration, declared.get("mutating"))
	if declared["scope"] not in principal.scopes:
		roles.requireScope(principal, declared["scope"])
	if declared.get("mutating"):
		admitMutation(configuration)


def admitMutation(configuration):
	if configuration.writesDisabled:
		raise problem.Problem(403, "writes_disabled", "Writing is switched off on this gateway (WritesDisabled).")
