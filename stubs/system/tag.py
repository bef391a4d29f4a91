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
