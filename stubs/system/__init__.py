"""Ignition's `system`, as far as it is simulated. Scripts see it through `gateway.system`, cut to the gateway's version."""

NAMESPACES = ("dataset", "date", "project", "tag", "util")
