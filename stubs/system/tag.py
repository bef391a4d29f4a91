"""system.tag. Translates only: the tags are in simulator.tags."""
from simulator.facade import gateway, offered


@offered(refuses="values")
def readBlocking(tagPaths, timeout=45000):
    return gateway().tags.read_all(tagPaths)


@offered(refuses="codes")
def writeBlocking(tagPaths, values, timeout=45000):
    return gateway().tags.write_all(tagPaths, values)


@offered()
def browse(path, filter=None):
    return gateway().tags.browse(path, filter)


@offered()
def exists(tagPath):
    return gateway().tags.exists(tagPath)


@offered(until="8.1")
def getConfiguration(basePath, recursive=False):
    return gateway().tags.configuration(basePath, recursive)


@offered(since="8.3", name="getConfiguration")
def getConfiguration83(basePath, recursive=False, overridesOnly=False):
    return gateway().tags.configuration(basePath, recursive)


@offered()
def queryTagHistory(paths, startDate=None, endDate=None, returnSize=-1, aggregationMode="Average", returnFormat="Wide",
                    columnNames=None, intervalHours=None, intervalMinutes=None, rangeHours=None, rangeMinutes=None,
                    aggregationModes=None, includeBoundingValues=None, validateSCExec=None, noInterpolation=None,
                    ignoreBadQuality=None, timeout=None, intervalSeconds=None, rangeSeconds=None):
    return gateway().historian.query(
        paths, startDate, endDate, returnSize, aggregationMode, aggregationModes, columnNames,
        _millis(intervalHours, intervalMinutes, intervalSeconds), _millis(rangeHours, rangeMinutes, rangeSeconds),
        returnFormat, bounds=includeBoundingValues, validate=validateSCExec, no_interpolation=noInterpolation,
        ignore_bad=ignoreBadQuality)


@offered()
def queryTagCalculations(paths, calculations, startDate=None, endDate=None, rangeHours=None, rangeMinutes=None,
                         aliases=None, includeBoundingValues=True, validatesSCExec=True, noInterpolation=False,
                         ignoreBadQuality=False):
    return gateway().historian.calculations(
        paths, calculations, startDate, endDate, _millis(rangeHours, rangeMinutes, None), aliases,
        bounds=includeBoundingValues, validate=validatesSCExec, no_interpolation=noInterpolation,
        ignore_bad=ignoreBadQuality)


@offered()
def storeTagHistory(historyprovider, tagprovider, paths, values, qualities=None, timestamps=None):
    gateway().historian.store(historyprovider, tagprovider, paths, values, qualities, timestamps)


@offered()
def browseHistoricalTags(path, nameFilters=None, maxSize=None, continuationPoint=None):
    return gateway().historian.browse(path, nameFilters, maxSize, continuationPoint)


def _millis(hours, minutes, seconds):
    return ((hours or 0) * 3600 + (minutes or 0) * 60 + (seconds or 0)) * 1000
