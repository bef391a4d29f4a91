"""The one wrapper around every function of `system`: which versions have it, counting, faults.

Functions of `system` only translate; they reach the gateway in use through `gateway()`.
"""
import functools

import simulator
from simulator.values import QualifiedValue


def gateway():
    return simulator.current()


def _refused_values(code, args, kwargs):
    now = gateway().tags.now()
    return [QualifiedValue(None, code, now) for _ in _first(args, kwargs)]


def _refused_codes(code, args, kwargs):
    return [code for _ in _first(args, kwargs)]


def _first(args, kwargs):
    return args[0] if args else kwargs["tagPaths"]


def _cannot_refuse(code, args, kwargs):
    raise ValueError("This function does not answer with qualities.")


_REFUSALS = {"values": _refused_values, "codes": _refused_codes, None: _cannot_refuse}


def offered(since="8.1", until=None, name=None, refuses=None):
    """Declares a function of `system`.

    since, until: the first and the last version that have it ("8.3.8"; until="8.1" includes all of 8.1).
    name: the name that scripts use, where two versions differ in signature.
    refuses: "values" or "codes", what a quality fault makes of the call.
    """
    refuse = _REFUSALS[refuses]

    def declare(function):
        full_name = "%s.%s" % (function.__module__, name or function.__name__)

        @functools.wraps(function)
        def call(*args, **kwargs):
            host = gateway()
            host.calls.record(full_name)
            fault = host.faults.take(full_name)
            if fault is None:
                return function(*args, **kwargs)
            return host.faults.run(fault, function, args, kwargs, refuse)

        call.offer = Offer(name or function.__name__, since, until)
        return call
    return declare


class Offer(object):
    """From which version to which a name exists."""

    def __init__(self, name, since, until):
        self.name = name
        self.since = _numbers(since)
        self.until = None if until is None else _numbers(until)

    def holds(self, version):
        numbers = _numbers(version)
        return self.since <= numbers and (self.until is None or numbers[:len(self.until)] <= self.until)


def _numbers(version):
    return tuple(int(part) for part in version.split("."))


class Namespace(object):
    """`system` or a part of it as one version has it: what is missing raises AttributeError."""

    def __init__(self, name, members):
        self.__dict__.update(members)
        self.__name__ = name


class Attribute(object):
    """A name in `system` that is no function: `source` is the gateway's attribute behind it."""

    def __init__(self, source, since="8.1", until=None):
        self.offer = Offer(source, since, until)


def offers_of(module):
    """The Offer of all that a facade module declares, for any version."""
    return [value.offer for value in vars(module).values() if hasattr(value, "offer")]


def namespace_of(module, host):
    """What a facade module has for the gateway `host`; None when that is nothing."""
    members = {}
    for name, value in vars(module).items():
        offer = getattr(value, "offer", None)
        if offer is None or not offer.holds(host.version):
            continue
        members[offer.name] = value
        if isinstance(value, Attribute):
            members[name] = getattr(host, offer.name)
    return Namespace(module.__name__, members) if members else None
