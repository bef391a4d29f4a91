"""system.security, without what only clients have."""
from simulator.facade import gateway, offered


@offered()
def getUserRoles(username, password, authProfile="", timeout=60000):
    return gateway().users.roles(authProfile, username, password)


@offered()
def validateUser(username, password, authProfile="", timeout=60000):
    return gateway().users.roles(authProfile, username, password) is not None
