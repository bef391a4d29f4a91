"""system.util.jsonEncode and jsonDecode.

What Ignition does with dates, NaN and Java objects is unknown or fatal: none of them ever yields text here.
"""
from java.lang import StackOverflowError
from java.util import Date
from simulator.compat import STRINGS

try:
    import simplejson as json
except ImportError:
    # Jython has no simplejson.
    import json


class Unknown(Exception):
    """Nobody knows what a gateway does here: shipped code must not come here."""


def _foreign(value):
    if isinstance(value, Date):
        raise Unknown("what jsonEncode writes for a java.util.Date")
    # Measured: the encoder walks into Java objects until the stack is full.
    raise StackOverflowError()


def encode(value, indent):
    try:
        return json.dumps(value, indent=indent or None, allow_nan=False, default=_foreign)
    except ValueError:
        raise Unknown("what jsonEncode writes for NaN and infinities, or for a graph that contains itself")


def _no_constant(name):
    raise ValueError(name)


def decode(written):
    """The value; the text itself where it is not JSON."""
    try:
        return json.loads(written, parse_constant=_no_constant)
    except RuntimeError:
        raise StackOverflowError()
    except ValueError:
        return written if isinstance(written, STRINGS) else str(written)
