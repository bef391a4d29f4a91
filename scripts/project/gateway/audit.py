"""The port to audit profiles."""

from java.util import Date

from project.gateway import failure

GATEWAY_CONTEXT = 1


def write(profile, action, value, actor, host, millis, status):
	"""One record in an audit profile of the gateway.

	status  0 where it was done, 1 where it was refused or nobody knows
	raises  GatewayFailure
	"""
	try:
		system.util.audit(
			action=action, actionValue=value, auditProfile=profile, actor=actor, actorHost=host,
			eventTimestamp=Date(millis), originatingContext=GATEWAY_CONTEXT, statusCode=status)
	except:  # noqa: E722  a Java exception is not an Exception
		raise failure.caught("system.util.audit")
