"""The historians of a gateway. None, until someone adds one: then queries answer with an empty structure.

`providers` owns what is stored, `recorder` what tags contribute, `query` and `aggregates` what a query comes to.
"""
from collections import OrderedDict

from java.lang import IllegalArgumentException
from simulator import quality
from simulator.compat import text
from simulator.historian import browsing, paths, recorder, tables
from simulator.historian.providers import Provider
from simulator.historian.query import Query, Source, aggregated, mode_named, on_change, stretch

HOUR, MINUTE, SECOND = 3600000, 60000, 1000


class Historian(object):
    """`downtime`: [(start, end)] in which the gateway did not run. `disordered`: raw rows come in a bad order."""

    def __init__(self, options, clock, tags, name):
        self.providers = OrderedDict()
        self.downtime = []
        self.disordered = False
        self._options = options
        self._clock = clock
        self._tags = tags
        self._gateway = name
        self._recorder = recorder.Recorder(self._forward)
        tags.on_import(self.watch)

    def watch(self):
        """The tags were configured: take what those hold from now on that have history."""
        for provider in list(self._tags.tree.providers.values()):
            for node in provider.tags_below():
                if node.config.get("historyEnabled") and self._recorder not in node.watchers:
                    node.watchers.append(self._recorder)

    # What tests and the demo do

    def add_provider(self, name, kind="sql"):
        self.providers[name] = Provider(name, kind, self._clock)
        return self.providers[name]

    def record(self, path, samples, provider=None):
        """Stores (millis, value, quality name) of a tag at once."""
        target, named = self._provider(provider), paths.parse(path)
        kept = [(millis, recorder.stored(value), quality.code(code).getCode() & 0xFFFF)
                for millis, value, code in samples]
        target.store(self._entry(target, named, kept), kept)

    # What scripts do

    def store(self, provider, tag_provider, names, values, qualities, timestamps):
        """storeTagHistory: what is stored can be read when the store and forward system has passed it on."""
        if provider not in self.providers:
            raise IllegalArgumentException("Historian \"%s\" does not exist." % (provider,))
        for place, name in enumerate(names):
            code = 192 if qualities is None else int(qualities[place])
            millis = self._clock.now_millis() if timestamps is None else timestamps[place].getTime()
            self.store_one(self.providers[provider], paths.parse("[%s]%s" % (tag_provider, name)),
                           (millis, values[place], code))

    def store_one(self, provider, named, sample):
        millis, value, code = sample
        kept = [(millis, recorder.stored(value), code & 0xFFFF)]
        provider.forward(self._entry(provider, named, kept), kept, self._options.history_forward_seconds)

    def query(self, wanted, start, end, return_size, mode, modes, names, interval, span, shape, **flags):
        """queryTagHistory. `interval` and `span`: milliseconds, or 0."""
        start, end = stretch(self._clock.now_millis(), start, end, span)
        stored = return_size == -1 and not interval
        query = Query(start, end, **self._flags(flags, default=not stored))
        modes = [mode_named(each) for each in modes or [mode] * len(wanted)]
        names = [text(name) for name in names or [paths.column(path) for path in wanted]]
        if not self.providers:
            return self.table(names, [], shape)
        sources = self.sources(wanted, query)
        if stored:
            return self.table(names, self._raw(sources, query), shape)
        edges = query.edges_every(interval) if interval else query.edges(
            return_size or max(1, (end - start) // (1000 * self._options.history_natural_seconds)))
        rows = aggregated(sources, edges, modes, self._options, query.interpolate)
        if self._options.history_fixed_rows == "end_too" and rows and rows[-1][0] < edges[-1]:
            rows.append((edges[-1], rows[-1][1]))
        return self.table(names, rows, shape)

    def calculations(self, wanted, modes, start, end, span, names, **flags):
        """queryTagCalculations: one row for each path."""
        start, end = stretch(self._clock.now_millis(), start, end, span)
        query = Query(start, end, **self._flags(flags, default=True))
        modes = [mode_named(mode) for mode in modes]
        names = names or [paths.column(path) for path in wanted]
        rows = []
        for name, source in zip(names, self.sources(wanted, query) if self.providers else []):
            cells = [aggregated([source], query.edges(1), [mode], self._options, query.interpolate) for mode in modes]
            rows.append([text(name)] + [cell[0][1][0][0] if len(cell) == 1 else None for cell in cells])
        return tables.Dataset(["path"] + modes, rows)

    def browse(self, path, filters, most, continuation):
        return browsing.page(self.providers.values(), self._gateway, path, filters, most, continuation)

    def sources(self, wanted, query):
        """A Source for each path."""
        now = self._clock.now_millis()
        found = []
        for path in wanted:
            provider, entry = self.find(path)
            found.append(Source(provider, entry, query, now, self.downtime, self._options.history_end == "inclusive"))
        return found

    def find(self, path):
        """(provider, entry) that a path names; (None, None) where there is no such series."""
        named = paths.parse(path)
        for provider in self.providers.values():
            provider.deliver()
            if named is None or named.historian not in (None, provider.name) or not self._speaks(provider, named):
                continue
            entry = provider.entries.get(named.key)
            if entry is not None:
                return provider, entry
        return None, None

    def table(self, names, rows, shape):
        if ("%s" % shape).lower() == "tall":
            return tables.tall(names, rows, self._options)
        return tables.wide(names, rows)

    def _raw(self, sources, query):
        rows = on_change(sources, self._options)
        return tables.disordered(rows) if self.disordered else rows

    def _speaks(self, provider, named):
        """The SQL Historian takes qualified paths with drv: only, 8.3's own those with sys: too."""
        return named.form != "sys" or provider.kind == "core"

    def _flags(self, flags, default):
        """The arguments of Query from a script's, of which each may be None."""
        def chosen(name, otherwise):
            return otherwise if flags.get(name) is None else bool(flags[name])
        return {
            "bounds": chosen("bounds", default), "validate": chosen("validate", default),
            "interpolate": not chosen("no_interpolation", False), "bad": not chosen("ignore_bad", False)}

    def _provider(self, name):
        return self.providers[name] if name else next(iter(self.providers.values()))

    def _entry(self, provider, named, samples):
        node = self._tags.get(named.path)
        if node is None or not node.is_tag():
            return provider.entry(named, any(isinstance(value, float) for millis, value, code in samples))
        return provider.entry(named, recorder.is_analog(node))

    def _forward(self, name, named, analog, samples):
        if self.providers and (name is None or name in self.providers):
            provider = self._provider(name)
            provider.forward(provider.entry(named, analog), samples, self._options.history_forward_seconds)
