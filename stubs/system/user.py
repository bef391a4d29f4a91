"""system.user: which user sources there are, without the management of users."""
from simulator.facade import gateway, offered


@offered(since="8.1.15")
def getUserSources():
    return gateway().users.sources()
