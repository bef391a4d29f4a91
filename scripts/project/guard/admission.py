"""May this request go on: everything that is decided before its parameters and body are looked at."""

from project.guard import keys
from project.guard import roles
from project.http import params
from project.http import problem


def admit(declared, request, configuration):
	"""The Principal of a request that may go on to the handler; None on a public endpoint.

	declared  the endpoint's entry in ENDPOINTS
	raises    Problem
	"""
	params.refuseCredentials(request)
	if declared["scope"] is None:
		return None
	if configuration.requireHttps and not request.isHttps():
		raise keys.tlsRequired()
	principal = keys.authenticate(request, configuration)
	roles.requireScope(principal, declared["scope"])
	if declared.get("mutating"):
		admitMutation(request, configuration)
	return principal


def admitMutation(request, configuration):
	if configuration.writesDisabled:
		raise problem.Problem(403, "writes_disabled", "Writing is switched off on this gateway (WritesDisabled).")
	if request.headerValues("idempotency-key"):
		raise problem.Problem(503, "store_unconfigured", (
			"No database is configured to remember an Idempotency-Key, so a repeated request could not be told "
			"from a new one. Nothing was done."))
