"""Secret providers, and the PyPlaintext that system.secrets hands out (8.3.1 and later).

What the manual forbids or nobody knows is refused aloud, with SIMULATOR in front of the message.
"""
import threading
import time

from java.lang import Exception as JavaException
from java.lang import IllegalStateException


class SecretException(JavaException):
    """As com.inductiveautomation.ignition.gateway.secrets.SecretException."""


class Vault(object):
    """`seconds` is how long a provider takes for an answer."""

    def __init__(self, options):
        self._options = options
        self._providers = {}
        self._reading = threading.Lock()
        self.seconds = 0
        self.handed_out = []

    def add(self, provider, name, text):
        """A secret; also replaces one."""
        self._providers.setdefault(provider, {})[name] = text

    def read(self, provider, name):
        if not self._reading.acquire(False):
            raise IllegalStateException(
                "SIMULATOR: two threads are in system.secrets.readSecretValue at once, which the manual forbids.")
        try:
            time.sleep(self.seconds)
            return self._read(provider, name)
        finally:
            self._reading.release()

    def _read(self, provider, name):
        text = self._providers.get(provider, {}).get(name)
        if text is not None:
            self.handed_out.append(_plaintext(text, self._options.plaintext_reader))
            return self.handed_out[-1]
        if self._options.secret_missing == "raise":
            raise SecretException("Secret '%s' was not found in provider '%s'." % (name, provider))
        return None


class Plaintext(object):
    """A PyPlaintext: `with` clears it, and once cleared it must not be read."""

    def __init__(self, text):
        self._text = text

    @property
    def is_cleared(self):
        return self._text is None

    def clear(self):
        self._text = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.clear()

    def _reveal(self):
        if self._text is None:
            raise IllegalStateException("SIMULATOR: nobody knows what a PyPlaintext gives that was cleared.")
        return self._text


def _plaintext(text, reader):
    return READERS[reader](text)


class _OfTheManual(Plaintext):
    def getSecretAsString(self):
        return self._reveal()


class _OfTheStubs(Plaintext):
    def getSecretsAsString(self, charsetName=None):
        return self._reveal()


READERS = {"getSecretAsString": _OfTheManual, "getSecretsAsString": _OfTheStubs}
