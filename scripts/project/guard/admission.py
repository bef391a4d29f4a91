"""May this request go on: everything that is decided before its parameters and body are looked at."""

from project.guard import audit
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
	principal = None
	try:
		principal = identified(request, configuration)
		permit(principal, declared, configuration)
	except problem.Problem as raised:
		audit.denied(request, configuration, principal, raised)
		raise
	return principal


def identified(request, configuration):
	if configuration.requireHttps and not request.isHttps():
		raise keys.tlsRequired()
	return keys.authenticate(request, configuration)


def permit(principal, declared, configuration):
	roles.requireScope(principal, declared["scope"])
	if declared.get("mutating"):
		admitMutation(configuration)


def admitMutation(configuration):
	if configuration.writesDisabled:
		raise problem.Problem(403, "writes_disabled", "Writing is switched off on this gateway (WritesDisabled).")
