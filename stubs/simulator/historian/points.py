"""The functions of 8.3's system.historian, on the same series as those of system.tag."""
from simulator import quality
from simulator.browse import Results
from simulator.compat import text
from simulator.historian import paths
from simulator.historian.query import Query, mode_named, on_change, stretch
from simulator.historian.query import aggregated as windowed
from simulator.historian.recorder import stored
from simulator.values import QualifiedValue


def raw(gateway, wanted, start, end, names, shape, size, bounds):
    """queryRawPoints. Several paths at once give nothing where the option historian_many_paths says so."""
    historian, options = gateway.historian, gateway.options
    sources, query = _sources(gateway, wanted, start, end, bounds)
    if len(wanted) > 1 and options.historian_many_paths == "nothing":
        rows = []
    elif size > 0 and options.historian_return_size == "rows":
        rows = windowed(sources, query.edges(size), ["LastValue"] * len(wanted), options, True)
    else:
        rows = on_change(sources, options)
        rows = rows if size < 0 else rows[:size]
        if options.historian_seeds and not bounds:
            rows = _seeded(sources, query, rows)
    return historian.table(_names(names, wanted), rows, shape)


def _seeded(sources, query, rows):
    """With what an analog tag was at the start in front."""
    if len(sources) > 1 or not sources[0].is_analog() or (rows and rows[0][0] == query.start):
        return rows
    seed = sources[0].at(query.start)
    return rows if seed is None else [(seed[0], [seed[1:]])] + rows


def aggregated(gateway, wanted, start, end, modes, names, shape, size):
    """queryAggregatedPoints: an aggregate for each path, or one for all."""
    sources, query = _sources(gateway, wanted, start, end, True)
    modes = [mode_named(mode) for mode in modes or ["LastValue"]]
    modes = modes if len(modes) == len(wanted) else modes[:1] * len(wanted)
    rows = windowed(sources, query.edges(size), modes, gateway.options, True)
    return gateway.historian.table(_names(names, wanted), rows if gateway.historian.providers else [], shape)


def refuse_arguments(gateway, **given):
    """As a version that does not know them, where the option historian_arguments says so."""
    unknown = [name for name, value in sorted(given.items()) if value is not None]
    if unknown and gateway.options.historian_arguments == "few":
        raise TypeError("queryAggregatedPoints() got an unexpected keyword argument '%s'" % unknown[0])


def metadata(gateway, wanted):
    rows = []
    for path in wanted:
        provider, entry = gateway.historian.find(path)
        if entry is not None:
            rows.append({"path": text(path), "properties": {"interpolation": "linear" if entry.analog else "step"}})
    return Results(rows, len(rows), None, quality.code("Good"))


def store(gateway, wanted, values, timestamps=None, qualities=None):
    """storeDataPoints: a qualified value for each, whose quality is the outcome."""
    now = gateway.tags.now()
    outcomes = []
    for place, path in enumerate(wanted):
        millis = (now if timestamps is None else timestamps[place]).getTime()
        code = 192 if qualities is None else int(qualities[place])
        outcomes.append(QualifiedValue(values[place], _stored(gateway, path, (millis, values[place], code)), now))
    return outcomes


def _stored(gateway, path, sample):
    named = paths.parse(path)
    provider = None if named is None else gateway.historian.providers.get(named.historian)
    if provider is None or (sample[1] is not None and stored(sample[1]) is None):
        return quality.code("Bad_Failure", "No historian takes '%s'." % path)
    gateway.historian.store_one(provider, named, sample)
    return quality.code("Good")


def _sources(gateway, wanted, start, end, bounds):
    start, end = stretch(gateway.clock.now_millis(), start, end, 0)
    query = Query(start, end, bounds=bounds)
    return gateway.historian.sources(wanted, query), query


def _names(names, wanted):
    return [text(name) for name in names or [paths.column(path) for path in wanted]]
