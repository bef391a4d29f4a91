"""system.date, in the gateway's timezone (simulator.Gateway(timezone=...))."""
import datetime

from java.util import Date
from simulator import dates
from simulator.compat import text, whole
from simulator.facade import gateway, offered


def _local(date):
    return dates.local(date.getTime(), gateway().timezone)


def _date(moment):
    return Date(dates.millis_of(moment, gateway().timezone))


def _shifted(date, millis):
    return Date(whole(date.getTime() + millis))


def _between(date_1, date_2, unit):
    """Whole units from the first to the second, towards zero."""
    millis = date_2.getTime() - date_1.getTime()
    return whole(millis // unit if millis >= 0 else -(-millis // unit))


@offered()
def now():
    return Date(gateway().clock.now_millis())


@offered()
def fromMillis(millis):
    return Date(millis)


@offered()
def toMillis(date):
    return whole(date.getTime())


@offered()
def getDate(year, month, day):
    """Months count from 0."""
    return _date(datetime.datetime(year, month + 1, day))


@offered()
def midnight(date):
    return _date(_local(date).replace(hour=0, minute=0, second=0, microsecond=0))


@offered()
def setTime(date, hour, minute, second):
    return _date(_local(date).replace(hour=hour, minute=minute, second=second, microsecond=0))


@offered()
def addMillis(date, value):
    return _shifted(date, value)


@offered()
def addSeconds(date, value):
    return _shifted(date, value * 1000)


@offered()
def addMinutes(date, value):
    return _shifted(date, value * 60000)


@offered()
def addHours(date, value):
    return _shifted(date, value * 3600000)


@offered()
def addDays(date, value):
    return _date(_local(date) + datetime.timedelta(days=value))


@offered()
def addWeeks(date, value):
    return _date(_local(date) + datetime.timedelta(weeks=value))


@offered()
def addMonths(date, value):
    return _date(dates.add_months(_local(date), value))


@offered()
def addYears(date, value):
    return _date(dates.add_months(_local(date), value * 12))


@offered()
def millisBetween(date_1, date_2):
    return _between(date_1, date_2, 1)


@offered()
def secondsBetween(date_1, date_2):
    return _between(date_1, date_2, 1000)


@offered()
def minutesBetween(date_1, date_2):
    return _between(date_1, date_2, 60000)


@offered()
def hoursBetween(date_1, date_2):
    return _between(date_1, date_2, 3600000)


@offered()
def isAfter(date_1, date_2):
    return date_1.getTime() > date_2.getTime()


@offered()
def isBefore(date_1, date_2):
    return date_1.getTime() < date_2.getTime()


@offered()
def isBetween(target_date, start_date, end_date):
    return start_date.getTime() <= target_date.getTime() <= end_date.getTime()


@offered()
def getTimezone():
    return text(gateway().timezone)


@offered()
def format(date, format="yyyy-MM-dd HH:mm:ss"):
    return dates.render(_local(date), format)


@offered()
def parse(dateString, formatString="yyyy-MM-dd HH:mm:ss", locale=None):
    return _date(dates.read(dateString, formatString))
