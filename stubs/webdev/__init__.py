"""The simulated WebDev module: projects, their scripts and their URLs.

It owns nothing of the platform: `system.*` and its state come from the gateway object a Host is given.
"""

from webdev.export import Export
from webdev.host import Host
from webdev.options import Options

__all__ = ["Export", "Host", "Options"]
