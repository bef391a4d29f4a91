"""Audit profiles and what was written to them."""
import threading

from java.lang import IllegalArgumentException


class Audit(object):
    def __init__(self, options):
        self._options = options
        self._profiles = {}
        self._lock = threading.Lock()

    def add_profile(self, name):
        self._profiles[name] = []

    def records(self, profile):
        return list(self._profiles[profile])

    def write(self, profile, record):
        with self._lock:
            if profile in self._profiles:
                self._profiles[profile].append(record)
            elif self._options.audit_unknown_profile == "raise":
                raise IllegalArgumentException("Audit profile '%s' not found." % profile)
