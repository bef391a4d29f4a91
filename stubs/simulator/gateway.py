"""The gateway: puts the parts together. Each part has its own module."""
import importlib
import threading

from simulator import context, facade, gson, systemtags
from simulator.alarms import Alarms
from simulator.audit import Audit
from simulator.clock import Clock
from simulator.databases import Databases
from simulator.faults import Calls, Faults
from simulator.historian import Historian
from simulator.log import Log
from simulator.messages import Messages
from simulator.options import TABLE, Options
from simulator.tags import Tags
from simulator.users import Users
from simulator.vault import Vault
from simulator.web import Web


class Running(threading.local):
    """What runs on a thread: `project`, whose script it is; empty outside of any."""

    project = ""


class Gateway(object):
    """A gateway of one version. `options`: a dict of options that are not to be at their default."""

    def __init__(self, version="8.1.55", case_sensitive=False, clock=None, options=None, timezone="UTC",
                 name="Simulator"):
        self.version = version
        self.profile = ".".join(version.split(".")[:2])
        if self.profile not in ("8.1", "8.3"):
            raise ValueError("no such profile: %s" % version)
        gson.offer()
        context.offer()
        self.name = name
        self.timezone = timezone
        self.clock = clock or Clock()
        self.options = Options(TABLE, options)
        self.log = Log()
        self.faults = Faults()
        self.calls = Calls()
        self.globals = {}
        self.projects = []
        self.running = Running()
        self.audit = Audit(self.options)
        self.users = Users(self.options)
        self.vault = Vault(self.options)
        self.databases = Databases(self.options, self.clock)
        self.messages = Messages()
        self.web = Web()
        self.properties = {"user.dir": "/usr/local/bin/ignition"}
        self.tags = Tags(self.options, self.clock, self.log, case_sensitive, self.profile)
        self.alarms = Alarms(self.tags, self.clock, self.options, self.log, version)
        systemtags.add_to(self.tags.tree, self)
        self.historian = Historian(self.options, self.clock, self.tags, self.name)
        self._system = None

    @property
    def system(self):
        """`system` as scripts on this gateway see it. It speaks to the gateway in use: see simulator.use."""
        if self._system is None:
            self._system = self._build_system()
        return self._system

    def _build_system(self):
        import system

        members = {}
        for name in system.NAMESPACES:
            namespace = facade.namespace_of(importlib.import_module("system." + name), self)
            if namespace is not None:
                members[name] = namespace
        return facade.Namespace("system", members)

    def project_name(self):
        """The project whose script runs on this thread; empty outside of any."""
        return self.running.project
