"""system.date, in the gateway's timezone."""
from java.util import Date

from simulator.compat import whole
from simulator.facade import gateway, offered


@offered()
def now():
    return Date(gateway().clock.now_millis())


@offered()
def fromMillis(millis):
    return Date(millis)


@offered()
def toMillis(date):
    return whole(date.getTime())
