"""system.util."""
from simulator.facade import gateway, offered
from simulator.log import LoggerEx


@offered()
def getLogger(name):
    return LoggerEx(gateway().log, name)


@offered()
def getGlobals():
    return gateway().globals


@offered()
def getProjectName():
    return gateway().project_name()
