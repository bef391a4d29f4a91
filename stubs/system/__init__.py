"""Ignition's `system`, as far as it is simulated. Scripts see it as `gateway.system`, cut to one version."""

NAMESPACES = ("alarm", "dataset", "date", "db", "historian", "net", "project", "secrets", "security", "tag", "user",
              "util")
