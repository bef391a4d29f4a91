"""Small projects written by hand for the tests of the WebDev module, on a stand-in for the gateway.

Every request goes through the transport that `use` has set, tests.support.ways says which.
"""

import json

import webdev
from simulator.gateway import Running
from tests.support import transports

WEBDEV = "com.inductiveautomation.webdev/resources/"
LIBRARY = "ignition/script-python/"
PROFILES = ("8.1", "8.3")
VERBS = ("doGet", "doPost", "doPut", "doDelete", "doHead", "doOptions", "doTrace", "doPatch")
_WAY = {"transport": transports.IN_PROCESS, "profile": PROFILES[0]}


def use(transport, profile):
    """The transport, and the profile of each new Site, from now on."""
    _WAY.update(transport=transport, profile=profile)


def transport():
    return _WAY["transport"]


class Clock(object):
    def __init__(self):
        self.millis = 1700000000000

    def now_millis(self):
        return self.millis


class Security(object):
    """One user source with one user."""

    def validateUser(self, username, password, authProfile=""):
        return (username, password, authProfile) == ("ann", "secret", "staff")

    def getUserRoles(self, username, password, authProfile=""):
        return ("Operator", "Engineer")


class System(object):
    """`system` for scripts. What they append to `seen` the test can look at."""

    def __init__(self):
        self.seen = []
        self.security = Security()


class Databases(object):
    """Takes the named queries of a project; no script here runs one."""

    def __init__(self):
        self.named = self

    def install(self, project, exports, dated_only):
        pass


class Gateway(object):
    """The attributes that a Host may use, and no others."""

    def __init__(self, profile=None):
        self.profile = profile or _WAY["profile"]
        self.system = System()
        self.globals = {}
        self.projects = []
        self.running = Running()
        self.clock = Clock()
        self.databases = Databases()


class Site(object):
    """A gateway with one installed project."""

    def __init__(self, files, profile=None, name="demo", **options):
        self.gateway = Gateway(profile)
        self.host = webdev.Host(self.gateway, **options)
        self.name = name
        self.host.install(name, webdev.Export(files))

    @property
    def seen(self):
        return self.gateway.system.seen

    @property
    def library(self):
        return self.host.project(self.name).library

    def ask(self, method, target, headers=(), body=b"", **request):
        """The answer to one request. Raises raw_http.Cut."""
        return transport().ask(self.host, method, target, headers, body, **request)

    def call(self, method, path, headers=(), body=b"", **request):
        """The same for a path below the project."""
        return self.ask(method, self.target(path), headers, body, **request)

    def target(self, path):
        return "/system/webdev/%s%s" % (self.name, path)

    def connect(self):
        """A connection that is still to be used; over HTTP only."""
        return transport().connect(self.host)

    def get(self, path, **request):
        return self.call("GET", path, **request)

    def post(self, path, content_type, body, method="POST"):
        headers = [("Content-Type", content_type)] if content_type else []
        return self.call(method, path, headers=headers, body=body)


def source(function, *lines):
    """A verb file as the Designer writes it."""
    return "def %s(request, session):\n\t%s" % (function, "\n\t".join(lines))


def resource_json(files, scope="G", **attributes):
    manifest = {
        "scope": scope, "version": 1, "restricted": False, "overridable": True, "files": files,
        "attributes": {"lastModification": {"actor": "external", "timestamp": "2026-01-01T00:00:00Z"}},
    }
    manifest["attributes"].update(attributes)
    return json.dumps(manifest).encode("utf-8")


def verb_block(**block):
    settings = {
        "enabled": True, "max-retry-attempts": 3, "require-auth": False, "require-https": False,
        "required-roles": "", "user-source": "",
    }
    settings.update(block)
    return settings


def python_resource(path, texts, **blocks):
    """Zip files of a python resource. `texts`: {function: text of its file}; `blocks` replace verb blocks."""
    config = {"resource-type": "python-resource"}
    config.update({function: verb_block() for function in texts})
    config.update(blocks)
    files = {function + ".py": text.encode("utf-8") for function, text in texts.items()}
    files["config.json"] = json.dumps(config).encode("utf-8")
    return folder(WEBDEV + path, files)


def folder(path, files, listed=None, **manifest):
    """Zip files of one resource folder with its resource.json."""
    found = {"%s/%s" % (path, name): content for name, content in files.items()}
    listed = sorted(files) if listed is None else listed
    found[path + "/resource.json"] = resource_json(listed, **manifest)
    return found


def script(dotted, text):
    """Zip files of one script module."""
    path = LIBRARY + dotted.replace(".", "/")
    return folder(path, {"code.py": text.encode("utf-8")}, scope="A", hintScope=2)


def project(*parts, **manifest):
    """Zip files of a project from the files of its resources."""
    files = {"project.json": json.dumps(dict({"title": "", "enabled": True, "inheritable": False}, **manifest))
             .encode("utf-8")}
    for part in parts:
        files.update(part)
    return files


def site_of(*lines, **options):
    """A site whose resource `r` answers every verb with the same lines."""
    texts = {function: source(function, *lines) for function in VERBS}
    return Site(project(python_resource("r", texts)), **options)


def probing_site(look=None, **options):
    """A site whose resource `r` shows each request to the test: what `look(request)` gives, or the dict.

    A container takes its servlet objects back when the handler has returned: `look` at them before that.
    """
    site = site_of("system.seen.append(system.look(request))", "return {'json': '{}'}", **options)
    site.gateway.system.look = look or dict
    return site


def header(answer, name):
    """All values of a response header."""
    return answer.all(name)
