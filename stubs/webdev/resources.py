"""The WebDev resources of a project: their config.json, verb blocks and handlers. Does not route."""

from webdev.export import json_object
from webdev.handlers import Handler

BASE = "com.inductiveautomation.webdev/resources"
LIBRARY_BASE = "ignition/script-python"
# PERF: unicode, as a servlet's texts are: to compare them with str takes Jython's registry of codecs
VERBS = (u"Get", u"Post", u"Put", u"Delete", u"Head", u"Options", u"Trace", u"Patch")


class Verb(object):
    """One verb block of a python resource."""

    def __init__(self, block, handler):
        self.enabled = block.get("enabled", False)
        self.require_https = block.get("require-https", False)
        self.require_auth = block.get("require-auth", False)
        self.user_source = block.get("user-source", "")
        self.roles = [role.strip() for role in block.get("required-roles", "").split(",") if role.strip()]
        self.handler = handler
        self.is_open = self.enabled and not self.require_https and handler is not None and not handler.error


class Resource(object):
    """A WebDev resource. `kind` is its resource-type, None when config.json has none."""

    def __init__(self, path, files, library, bom):
        self.path = path
        self._config = json_object(files["config.json"])
        self.kind = self._config.get("resource-type")
        self.content_type = self._config.get("content-type", "text/plain")
        self.text = self._config.get("text", "")
        self._verbs = {}
        self.open_verbs = {}  # those that every request may call, by method
        if self.kind == "python-resource":
            for name in VERBS:
                self._add_verb("do" + name, files, library, bom)

    def verb(self, method):
        """The block for an HTTP method in capitals, or None."""
        return self._verbs.get(method)

    def _add_verb(self, function, files, library, bom):
        block = self._config.get(function)
        if block is None:
            return
        handler = None
        if function + ".py" in files:
            text = files[function + ".py"].decode("utf-8")
            filename = "webdev_resources/%s/%s.py" % (self.path, function)
            handler = Handler(text, function, filename, library, bom)
        verb = self._verbs[function[2:].upper()] = Verb(block, handler)
        if verb.is_open:
            self.open_verbs[function[2:].upper()] = verb


def script_sources(export, dated_only):
    """Sources for a ScriptLibrary, with the file names that the scripts have in a source tree."""
    sources = {}
    for path, files in export.resources(LIBRARY_BASE, dated_only).items():
        if "code.py" in files and path.rpartition("/")[2] != "__init__":
            text = files["code.py"].decode("utf-8")
            sources[path.replace("/", ".")] = (text, "scripts/%s.py" % path)
    return sources


def webdev_resources(export, library, options):
    """{path: Resource} of what answers under the project's URL."""
    dated_only = options.missing_last_modification == "ignored"
    found = {}
    for path, files in export.resources(BASE, dated_only).items():
        if "config.json" in files:
            found[path] = Resource(path, files, library, options.bom)
    return found
