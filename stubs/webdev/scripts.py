"""The script library of one project: lazy packages, dotted globals and imports as a gateway does them.

Modules never enter sys.modules, so several projects can each have their own package `project`. One hook
on __import__ looks at the importing module's globals to find whose library it belongs to.
"""

import re
import threading
import types

from webdev.compat import PY3
from webdev.compiled import code_of

if PY3:
    import builtins
else:
    import __builtin__ as builtins

MARKER = "__script_library__"
PACKAGE = "__script_package__"
CODING_COOKIE = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")
# Compiled once for every install and restart: on the JVM what was compiled anew starts slow.
_CODES = {}


def compile_source(text, filename):
    """Code of a script. A coding cookie is refused, as the platform compiles unicode text."""
    key = (filename, text)
    if key not in _CODES:
        for line in text.split("\n", 2)[:2]:
            if CODING_COOKIE.match(line):
                raise SyntaxError("encoding declaration in Unicode string (%s)" % filename)
        _CODES[key] = code_of(text, filename)
    return _CODES[key]


class Script(types.ModuleType):
    """A package or script module; what is missing is loaded when it is first asked for."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self.__dict__[MARKER].attribute(self.__name__, name)


class ScriptLibrary(object):
    """Script modules built from `sources`, {dotted name: (text, file name)}.

    `names` are globals of every module, beside the library's own root packages.
    """

    def __init__(self, sources, names=None):
        self._sources = dict(sources)
        self._names = dict(names or {})
        self._packages = _packages_of(self._sources)
        self._lock = threading.RLock()
        self._loaded = set(self._packages)
        self._loading = []
        self._nodes = {}
        for dotted in sorted(self._packages | set(self._sources)):
            self._nodes[dotted] = Script(str(dotted))
        self._globals = dict(self._names, __builtins__=builtins)
        self._globals.update((dotted, node) for dotted, node in self._nodes.items() if "." not in dotted)
        self._globals[MARKER] = self
        for dotted in self._nodes:
            self._reset(dotted)
        for dotted in self._packages:
            self._nodes[dotted].__dict__.update(self.globals(str(dotted)))
        install_hook()

    def __getattr__(self, name):
        if name.startswith("_") or name not in self._nodes:
            raise AttributeError(name)
        return self.load(name)

    def __contains__(self, dotted):
        return dotted in self._nodes

    def globals(self, name):
        """A fresh globals dict for code that runs beside the library, such as a WebDev handler."""
        return dict(self._globals, __name__=name)

    def load(self, dotted):
        """The module of that name, executed unless it already was. A failed load is tried again next time."""
        if dotted not in self._loaded:
            with self._lock:
                if dotted not in self._loaded and dotted not in self._loading:
                    self._execute(dotted)
        return self._nodes[dotted]

    def attribute(self, dotted, name):
        """What `dotted` lacks: a child of a package, or a name in a script that was not yet loaded."""
        child = dotted + "." + name
        if child in self._nodes:
            node = self.load(child)
            if child in self._loaded:
                self._nodes[dotted].__dict__[name] = node
            return node
        value = self.load(dotted).__dict__.get(name, MARKER)
        if value is MARKER:
            raise AttributeError("'%s' has no attribute '%s'" % (dotted, name))
        return value

    def import_module(self, name, importer, fromlist):
        """What `import name` gives in the module with globals `importer`; None if it is not the library's."""
        base = self._base(name.split(".")[0], importer.get(PACKAGE))
        if base is None:
            return self._import_name(name, fromlist)
        target = base + name
        if target not in self._nodes:
            raise ImportError("No module named " + name)
        module = self.load(target)
        if not fromlist:
            return self.load(base + name.split(".")[0])
        for item in fromlist:
            self._import_child(target, item)
        return module

    def _base(self, first, package):
        # Python 2 looks beside the importing module first, even for a standard module
        if package and package + "." + first in self._nodes:
            return package + "."
        return "" if first in self._nodes else None

    def _import_child(self, target, item):
        child = target + "." + item
        if child in self._loading:
            raise ImportError("cannot import name %s (circular import)" % item)
        if child in self._nodes:
            self.load(child)

    def _import_name(self, name, fromlist):
        parts = name.split(".")
        if parts[0] not in self._names:
            return None
        found = self._names[parts[0]]
        for part in parts[1:]:
            if not hasattr(found, part):
                raise ImportError("No module named " + name)
            found = getattr(found, part)
        return found if fromlist else self._names[parts[0]]

    def _execute(self, dotted):
        text, filename = self._sources[dotted]
        self._loading.append(dotted)
        self._nodes[dotted].__dict__.update(self.globals(str(dotted)))
        try:
            exec(compile_source(text, filename), self._nodes[dotted].__dict__)  # noqa: S102
            self._loaded.add(dotted)
        finally:
            self._loading.remove(dotted)
            if dotted not in self._loaded:
                self._reset(dotted)

    def _reset(self, dotted):
        members = self._nodes[dotted].__dict__
        members.clear()
        members["__name__"], members[MARKER], members[PACKAGE] = str(dotted), self, dotted.rpartition(".")[0]
        if dotted in self._sources:
            members["__file__"] = self._sources[dotted][1]


def install_hook():
    """Make __import__ ask the importing module's library first. Once per process."""
    if hasattr(builtins.__import__, "original"):
        return
    original = builtins.__import__

    def import_hook(name, globals=None, locals=None, fromlist=None, level=0 if PY3 else -1):
        try:
            library = globals.get(MARKER) if globals else None
        except UnboundLocalError:
            # Jython's own Java code (json's scanner, for one) imports with null in place of globals.
            return original(name)
        if library is None:
            return original(name, globals, locals, fromlist or (), level)
        module = library.import_module(name, globals, fromlist)
        # the library has looked for siblings already, and has no parents in sys.modules
        return original(name, globals, locals, fromlist or (), 0) if module is None else module

    import_hook.original = original
    builtins.__import__ = import_hook


def _packages_of(sources):
    packages = set()
    for dotted in sources:
        parts = dotted.split(".")
        packages.update(".".join(parts[:length]) for length in range(1, len(parts)))
    both = packages & set(sources)
    if both:
        raise ValueError("package and script at once: " + ", ".join(sorted(both)))
    return packages
