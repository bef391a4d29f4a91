"""A gateway's WebDev: installed projects, and what happens to one request from route to reply."""

import logging
import sys
import traceback

from webdev import auth, request, router, views
from webdev.options import Options
from webdev.reply import MissingFile, write
from webdev.resources import script_sources, webdev_resources
from webdev.scripts import ScriptLibrary
from webdev.sessions import Sessions

LOG = logging.getLogger("webdev")
MOST_DESTINATIONS = 1000


class Context(object):
    """Stands for the GatewayContext under request['context']; scripts have no business with it."""


class Project(object):
    """One installed export: its script library and WebDev resources, built anew at each script restart."""

    def __init__(self, name, export, own, parents, gateway, options):
        self.name = name
        self.export = export
        self.enabled = export.manifest.get("enabled", True)
        dated_only = options.missing_last_modification == "ignored"
        sources = {}
        for ancestor in reversed([export] + parents):
            sources.update(script_sources(ancestor, dated_only))
        sources.update(own)
        self.library = ScriptLibrary(sources, {"system": gateway.system})
        gateway.databases.named.install(name, list(reversed([export] + parents)), dated_only)
        self.resources = {}
        answering = [export] + (parents if options.inherited_resources == "answer" else [])
        for ancestor in reversed(answering):
            self.resources.update(webdev_resources(ancestor, self.library, options))


class Destination(object):
    """Where a request URI leads: the project's name in it, the Project and the Route, None where there is none.

    `open_verbs` are those that every request may call, by method.
    """

    def __init__(self, uri, name, project, route):
        self.name, self.project, self.route = name, project, route
        self.has_encoded_slash = "%2f" in uri.lower()
        is_plain = project is not None and project.enabled and not self.has_encoded_slash
        self.open_verbs = route.resource.open_verbs if is_plain and route.resource else {}


class Host(object):
    """Serves installed projects under /system/webdev/<name>. `options` choose among WebDev's unknowns."""

    def __init__(self, gateway, **options):
        self.gateway = gateway
        self.options = Options(**options)
        self._is_servlet_6 = gateway.profile != "8.1"
        self._context = Context()
        self._exports = {}
        self._own = {}
        self._projects = {}
        self._destinations = {}
        self._sessions = Sessions(gateway.clock, self.options)

    def install(self, name, export):
        """Imports an export under any name; over an existing one this is a re-import."""
        self._exports[name] = export
        if name not in self.gateway.projects:
            self.gateway.projects.append(name)
        self.restart(name)

    def save_script(self, name, dotted, text):
        """Saves a script in the project's Designer; no later import takes it away. None deletes it."""
        own = self._own.setdefault(name, {})
        own.pop(dotted, None)
        if text is not None:
            own[dotted] = (text, "scripts/%s.py" % dotted.replace(".", "/"))
        self.restart(name)

    def uninstall(self, name):
        del self._exports[name], self._projects[name]
        self._destinations = {}
        self._own.pop(name, None)
        self.gateway.projects.remove(name)

    def project(self, name):
        return self._projects[name]

    def restart(self, name):
        """Restarts the scripts of a project and of those that inherit from it; getGlobals stays."""
        for child in self._exports:
            if child == name or self._exports[name] in self._parents(child):
                self._projects[child] = Project(child, self._exports[child], self._own.get(child, {}),
                                                self._parents(child), self.gateway, self.options)
        self._destinations = {}

    def handle(self, servlet_request, servlet_response):
        """Answers one request. Raises only on a failure after the commit: the connection is to be cut."""
        uri, method = servlet_request.getRequestURI(), servlet_request.getMethod()
        # PERF: remembered, because clients ask for the same again and again
        destination = self._destinations.get(uri)
        # PERF: for `is None` Jython locks the object that all threads share, for its truth it does not
        if not destination:
            destination = self._found(uri, servlet_request)
        verb = destination.open_verbs.get(method)
        if not verb or self.options.trial_expired:
            self._handle_other(destination, method, servlet_request, servlet_response)
        else:
            self._run_handler(destination, verb, method, servlet_request, servlet_response)

    def _found(self, uri, servlet_request):
        known = self._destinations  # a restart meanwhile forgets these with it
        if len(known) >= MOST_DESTINATIONS:
            known.clear()
        path = (servlet_request.getServletPath() or u"") + (servlet_request.getPathInfo() or u"")
        name = router.project_name(path)
        project = self._projects.get(name)
        found = known[uri] = Destination(uri, name, project, router.find(path, project.resources) if project else None)
        return found

    def _handle_other(self, destination, method, servlet_request, servlet_response):
        """A request that leads to no verb which anyone may call."""
        refusal = self._refusal(destination, method)
        if refusal:
            servlet_response.sendError(*refusal)
            return
        resource = destination.route.resource
        if resource is None:
            missing = self.options.missing_route_get if method in ("GET", "HEAD") else 405
            servlet_response.sendError(missing)
        elif resource.kind == "python-resource":
            self._run_verb(destination, resource.verb(method), method, servlet_request, servlet_response)
        else:
            _serve_other(resource, method, servlet_response)

    def _refusal(self, destination, method):
        """(status, message) for a request that reaches no project, else None."""
        if destination.name is None:
            return 404, "Not Found"
        if self.options.trial_expired:
            return 402, "Trial expired"
        if destination.has_encoded_slash and self.options.encoded_slash == "refused":
            return 400, "Ambiguous URI path separator"
        if destination.project is None or not destination.project.enabled:
            if method in ("GET", "HEAD"):
                return 404, u'Project "%s" not found' % destination.name
            return 405, "Method Not Allowed"
        return None

    def _run_verb(self, destination, verb, method, servlet_request, servlet_response):
        if verb is None or (verb.enabled and (verb.handler is None or verb.handler.error)):
            if verb is not None:
                LOG.error("%s does not compile: %s", destination.route.resource.path,
                          verb.handler and verb.handler.error)
            servlet_response.sendError(501)
        elif not verb.enabled:
            servlet_response.sendError(405)
        elif verb.require_https and not servlet_request.isSecure():
            servlet_response.sendRedirect(self._https_url(servlet_request))
        else:
            self._run_handler(destination, verb, method, servlet_request, servlet_response)

    def _run_handler(self, destination, verb, method, servlet_request, servlet_response):
        project, options = destination.project, self.options
        # PERF: 0.4 us, where two attributes of a thread-local object take 1.4
        running = self.gateway.running.__dict__
        # PERF: one call less for the many clients that keep no cookies
        has_session = servlet_request.getHeader("Cookie") or options.session_cookie == "always"
        key, session = (self._sessions.open(project.name, servlet_request, servlet_response) if has_session
                        else ((project.name, None), {}))
        before = running.get("project", "")
        running["project"] = project.name
        try:
            if verb.require_auth:
                auth.authenticate(verb, servlet_request, session, self.gateway.system.security, options)
            arguments = request.build(method, servlet_request, servlet_response, self._context, destination.route,
                                      options)
            if self._is_servlet_6:
                views.as_servlet_6(arguments)
            function = verb.handler.function or verb.handler.defined()
            result = function(arguments, session)
            if result is not None:
                write(result, servlet_response, options)
        except (auth.Denied, MissingFile) as refused:
            _refuse(refused, project.name, servlet_response)
        except KeyboardInterrupt:
            raise
        except:  # Java's exceptions are no Exception
            if not _answered(destination, servlet_response) and options.failure_after_commit == "cut":
                raise
        finally:
            running["project"] = before
        if session:
            self._sessions.close(key, session, servlet_response)

    def _parents(self, name):
        """Exports that a project inherits from, nearest first."""
        found = []
        parent = self._exports[name].manifest.get("parent")
        while parent in self._exports and self._exports[parent].manifest.get("inheritable"):
            if self._exports[parent] in found:
                break
            found.append(self._exports[parent])
            parent = self._exports[parent].manifest.get("parent")
        return found

    def _https_url(self, servlet_request):
        query = servlet_request.getQueryString()
        return "https://%s:%d%s%s" % (servlet_request.getServerName(), self.options.https_port,
                                      servlet_request.getRequestURI(), "?" + query if query else "")


def _serve_other(resource, method, servlet_response):
    if resource.kind is None:
        servlet_response.sendError(405)
    elif resource.kind != "text-resource":
        servlet_response.sendError(500, "Unknown resource factory: ")
    elif method in ("GET", "HEAD"):
        servlet_response.setContentType(resource.content_type)
        servlet_response.getOutputStream().write(resource.text.encode("utf-8"))
    else:
        servlet_response.sendError(405)


def _refuse(refused, project, servlet_response):
    if isinstance(refused, MissingFile):
        servlet_response.sendError(404)
        return
    if refused.challenge:
        servlet_response.setHeader("WWW-Authenticate", 'BASIC realm="%s"' % project)
    servlet_response.sendError(refused.status, refused.message)


def _answered(destination, servlet_response):
    """Logs what a handler raised, which is being handled, and answers 500; False where it is too late for an answer."""
    kind, error, trace = sys.exc_info()
    lines = traceback.format_exception(kind, error, trace)
    LOG.error("%s %s\n%s", destination.project.name, destination.route.resource.path, "".join(lines))
    if servlet_response.isCommitted():
        return False
    servlet_response.sendError(500, kind.__name__)
    return True
