"""system.project."""
from simulator.facade import gateway, offered


@offered()
def getProjectName():
    return gateway().project_name()


@offered()
def getProjectNames():
    return list(gateway().projects)


@offered()
def requestScan(timeout=10):
    return None
