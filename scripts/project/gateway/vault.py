"""The port to system.secrets, which Ignition has from 8.3.1 on."""

import threading

from project.gateway import failure

OPERATION = "system.secrets.readSecretValue"
# The manual says that neither the function nor what it returns is thread-safe.
READING = threading.Lock()


def isThere():
	"""Whether this gateway has secret providers."""
	return hasattr(system, "secrets")


def secret(provider, name):
	"""The text of a secret that the gateway keeps.

	raises  GatewayFailure, on a gateway without secret providers too
	"""
	try:
		with READING:
			with system.secrets.readSecretValue(provider, name) as plaintext:
				return u"%s" % text(plaintext)
	except:  # noqa: E722  a Java exception is not an Exception
		raise failure.caught(OPERATION)


def text(plaintext):
	"""The manual has getSecretAsString, the stubs of 8.3.10 getSecretsAsString."""
	read = getattr(plaintext, "getSecretAsString", None) or plaintext.getSecretsAsString
	return read()
