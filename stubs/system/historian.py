"""system.historian, new in 8.3. Translates only: the historians are in simulator.historian."""
from simulator.facade import gateway, offered
from simulator.historian import points


@offered(since="8.3")
def queryRawPoints(paths, startTime=None, endTime=None, columnNames=None, returnFormat="WIDE", returnSize=-1,
                   includeBounds=False, excludeObservations=False):
    return points.raw(
        gateway(), paths, startTime, endTime, columnNames, returnFormat, returnSize, includeBounds)


@offered(since="8.3")
def queryAggregatedPoints(paths, startTime=None, endTime=None, aggregates=None, fillModes=None, columnNames=None,
                          returnFormat="WIDE", returnSize=1, includeBounds=None, excludeObservations=None):
    points.refuse_arguments(
        gateway(), fillModes=fillModes, includeBounds=includeBounds, excludeObservations=excludeObservations)
    return points.aggregated(
        gateway(), paths, startTime, endTime, aggregates, columnNames, returnFormat, returnSize)


@offered(since="8.3")
def queryMetadata(paths, startDate=None, endDate=None):
    return points.metadata(gateway(), paths)


@offered(since="8.3")
def storeDataPoints(*args, **kwargs):
    """storeDataPoints(paths, values, timestamps, qualities): the outcome of each as a qualified value."""
    return points.store(gateway(), *args, **kwargs)


@offered(since="8.3")
def browse(rootPath, *args, **kwargs):
    return gateway().historian.browse(rootPath, None, None, kwargs.get("continuationPoint"))
