"""The product on a simulated gateway, as an integrator would have it after the import."""

import os

import simulator
import webdev
from simulator.compat import ON_JYTHON
from tests.support import canaries
from tests.support.client import Client

if not ON_JYTHON:
    from tools import build

TOKEN = "test-token-0123456789abcdef"
canaries.WATCH.plant_for_all("a token of ValidTokens", TOKEN)
CONFIG = "[default]Config/API/"
# Tests ask with wrong credentials as often as they like; those of the limiter set what is shipped.
LIMITS = {"failedLoginsPerMinute": 1000000, "addressBurst": 1000000}
_export = []


def export():
    """The project export, built once per test run; on Jython from the zip that PROJECT_ZIP names."""
    if not _export:
        _export.append(webdev.Export.open(os.environ["PROJECT_ZIP"]) if ON_JYTHON
                       else webdev.Export(build.export_files()))
    return _export[0]


class Product(object):
    """gateway, host and client of one fresh installation.

    tags     a tag export to import beside the configuration
    options  named unknowns of the WebDev module and their variants
    """

    def __init__(self, tags=None, project="demo", options=None, **gateway_options):
        self.gateway = simulator.use(simulator.Gateway(**gateway_options))
        self.host = webdev.Host(self.gateway, **(options or {}))
        self.host.install(project, export())
        self.project = project
        self.library = self.host.project(project).library
        self.gateway.tags.import_tags(self.library.project.config.settings.tagExport(), base="[default]")
        if tags is not None:
            self.gateway.tags.import_tags(tags, base="[default]")
        self.gateway.tags.set_value(CONFIG + "Limits", LIMITS)
        self.gateway.tags.set_value(CONFIG + "ValidTokens", TOKEN)
        self.client = Client(self.host, project, TOKEN)

    def script(self, text, dotted="custom.api"):
        """Save a script of the integrator's own in this project, as the Designer does."""
        self.host.save_script(self.project, dotted, text)
        self.library = self.host.project(self.project).library

    def configure(self, name, value):
        """Set a configuration tag and let the cached configuration go stale."""
        self.gateway.tags.set_value(CONFIG + name, value)
        self.host.restart(self.project)
        self.library = self.host.project(self.project).library
