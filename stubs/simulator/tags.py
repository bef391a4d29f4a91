"""The tag system of a gateway: everything that `system.tag` and tests ask of tags goes through here."""
from java.lang import Exception as JavaException
from java.lang import IllegalArgumentException
from java.util import Date
from simulator import browse, coerce, configuration, properties, quality, scaling, tagpath, targets
from simulator.compat import STRINGS
from simulator.reading import Reader
from simulator.tagimport import Importer
from simulator.tagtree import Tree, not_found
from simulator.values import QualifiedValue, TagPathObject
from simulator.writing import Writer

# Clients may ask for any number of paths; what is worked out for them must not grow without end.
_MOST_TARGETS = 200000


class TagPathFormatException(JavaException):
    """com.inductiveautomation.ignition.common.tags.paths: the argument is no path."""


class Tags(object):
    def __init__(self, options, clock, log, case_sensitive, profile):
        self.options = options
        self.clock = clock
        self.profile = profile
        self._import_listeners = []
        self._forget_targets()
        self.tree = Tree(case_sensitive, options, self._forget_targets)
        options.on_change(self.tree.fold_anew)
        self.reader = Reader(self.tree, options, self.now)
        self.writer = Writer(self.tree, self.reader, options, self.now)
        self._importer = Importer(self.tree, options, log, self.now)
        self.tree.add_provider("default")

    def now(self):
        return Date(self.clock.now_millis())

    # What tests and devices do

    def import_tags(self, document, base="[default]"):
        """Takes a parsed tag export of any shape."""
        self._importer.import_tags(document, base)
        self._tell_importers()

    def _tell_importers(self):
        for listener in self._import_listeners:
            listener()

    def on_import(self, listener):
        """`listener()` is called after tags were imported or an alarm was configured."""
        self._import_listeners.append(listener)

    def add_provider(self, name, read_only=False):
        provider = self.tree.add_provider(name)
        provider.config["readOnly"] = read_only
        return provider

    def set_provider_state(self, name, quality_name):
        """What the provider's tags are from now on, as Bad_NotConnected; None: what they hold."""
        with self.tree.lock:
            provider = self.tree.add_provider(name)
            provider.config["state"] = quality_name
            provider.refresh()

    def get(self, path):
        """The node, or None."""
        return self.target(path).node

    def read(self, path):
        return self.target(path).read()

    def set_value(self, path, value, quality="Good", timestamp=None):
        """What a device would do: no read-only, no limits; scaled. What the type cannot hold raises."""
        node = self.get(path)
        if node is None or not node.is_tag():
            raise KeyError("no tag at %s" % (path,))
        converted = coerce.convert(scaling.scaled(node, value), node.data_type, self.options)
        when = self.now() if timestamp is None else timestamp
        node.hold(QualifiedValue(converted, _code(quality), when))

    def complete_writes(self):
        """Devices answer all pending writes."""
        for provider in list(self.tree.providers.values()):
            for tag in provider.tags_below():
                self.writer.complete(tag)

    # What scripts do

    def read_all(self, paths):
        _check_list(paths)
        return [self.target(path).read() for path in paths]

    def write_all(self, paths, values):
        _check_list(paths)
        if len(paths) != len(values):
            raise IllegalArgumentException("%d tag paths, but %d values" % (len(paths), len(values)))
        return [self.target(path).write(values[index]) for index, path in enumerate(paths)]

    def exists(self, path):
        return not isinstance(self.target(path), targets.Nothing)

    def browse(self, path, wanted):
        wanted = dict(wanted or {})
        unknown = [key for key in wanted if key not in browse.FILTER_KEYS]
        if unknown and self.options.garbage_filter == "error":
            raise JavaException("Unknown browse filter: %s" % unknown[0])
        metrics = self.profile != "8.1"
        if path == "":
            rows = [browse.row_of(provider) for provider in list(self.tree.providers.values())]
            return browse.page(rows, wanted, self.options.browse_page_size)
        node = self.get(path)
        if node is None:
            bad = self.options.browse_missing == "bad"
            return browse.Results([], 0, None, not_found(path) if bad else quality.code("Good"))
        if node.provider().down is not None:
            return browse.Results([], 0, None, quality.code(node.provider().down))
        below = browse.all_below if wanted.get("recursive") else browse.rows_below
        rows = below(node, metrics)
        return browse.page(rows, wanted, self.options.browse_page_size)

    def configuration(self, path, recursive):
        if not isinstance(path, STRINGS):
            raise TagPathFormatException("Not a tag path: %s" % (path,))
        node = self.get(path)
        if node is not None:
            return [configuration.describe(node, recursive, self.options)]
        if self.options.configuration_missing == "empty":
            return []
        parsed = self._parse(path)
        return [configuration.missing(TagPathObject(parsed.provider, parsed.segments))]

    def configure_property(self, node, name, value):
        """Sets one property of a tag; a tag whose data type changes takes its value along where it can."""
        with self.tree.lock:
            try:
                node.config[name] = properties.converted(name, value, self.options)
            except coerce.ConversionError as error:
                return quality.code("Error_TypeConversion", str(error))
            if name == "dataType" and node.is_tag():
                node.hold(self._retyped(node.current, node.config[name]))
            node.refresh()
        if name in ("alarms", "alarmEvalEnabled"):
            self._tell_importers()
        return quality.code("Good")

    def _retyped(self, held, data_type):
        try:
            value = coerce.convert(held.value, data_type, self.options)
        except coerce.ConversionError as error:
            return self.reader.nothing(quality.code("Error_TypeConversion", str(error)))
        return QualifiedValue(value, held.quality, self.now())

    # Paths

    def target(self, path):
        """What the path names; worked out once for each spelling until something changes."""
        try:
            return self._targets[path]
        except (KeyError, TypeError):
            return self._find_target(path)

    def _parse(self, path):
        return tagpath.parse(path, self.options.default_provider, self.options.slashes == "tolerant")

    def _forget_targets(self):
        # A new dict: whoever is resolving a path at this moment puts its finding into the old one.
        self._targets = {}

    def _find_target(self, path):
        known = self._targets
        try:
            target = self._resolve(path, self._parse(path))
        except tagpath.PathError as error:
            return targets.Nothing(self.reader, quality.code(error.quality, error.message))
        if target.node is not None and len(known) < _MOST_TARGETS:
            known[path] = target
        return target

    def _resolve(self, path, parsed):
        node = self.tree.find(parsed.provider, parsed.segments)
        found = None
        if node is None:
            found = self._parameter(parsed)
        elif parsed.selector is not None:
            found = self._part(path, node, parsed)
        elif parsed.property is None or parsed.property.lower() == "value":
            found = targets.Value(self, node)
        else:
            name = properties.canonical(parsed.property, node.config)
            found = None if name is None else targets.Property(self, node, name)
        return found or targets.Nothing(self.reader, not_found(path))

    def _part(self, path, node, parsed):
        steps = targets.steps_of(parsed.selector)
        if steps is None or not node.is_tag() or parsed.property not in (None, "value", "Value"):
            return None
        return targets.Part(self, node, steps, path)

    def _parameter(self, parsed):
        if not parsed.property or not parsed.segments or parsed.segments[-1].lower() != "parameters":
            return None
        node = self.tree.find(parsed.provider, parsed.segments[:-1])
        if node is None or node.kind != "UdtInstance" or targets.parameter_of(node, parsed.property) is None:
            return None
        return targets.Parameter(self, node, parsed.property)


def _check_list(paths):
    # As Jython refuses to make a java.util.List of text.
    if paths is None or isinstance(paths, STRINGS):
        raise TypeError("1st arg can't be coerced to java.util.List: %r" % (paths,))


def _code(given):
    return quality.code(given)
