"""The port to system.secrets, which Ignition has from 8.3.1 on."""

from project.gateway import failure


def secret(provider, name):
	"""The text of a secret that the gateway keeps.

	raises  GatewayFailure, on a gateway without secret providers too
	"""
	try:
		with system.secrets.readSecretValue(provider, name) as plaintext:
			return u"%s" % plaintext.getSecretAsString()
	except:  # noqa: E722  a Java exception is not an Exception
		raise failure.caught("system.secrets.readSecretValue")
