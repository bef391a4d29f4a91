"""Calendar arithmetic in the gateway's timezone, and Java's date patterns as far as scripts use them."""
import calendar
import datetime
import re

from java.lang import IllegalArgumentException
from simulator.compat import ON_JYTHON, text, whole

if ON_JYTHON:
    from java.util import TimeZone

    def _offset_millis(zone, millis):
        return TimeZone.getTimeZone(zone).getOffset(millis)
else:
    import zoneinfo

    def _offset_millis(zone, millis):
        moment = datetime.datetime.fromtimestamp(millis // 1000, zoneinfo.ZoneInfo(zone))
        return int(moment.utcoffset().total_seconds() * 1000)

_EPOCH = datetime.datetime(1970, 1, 1)
_LETTERS = re.compile(r"'([^']*)'|([A-Za-z])\2*|.", re.DOTALL)


def local(millis, zone):
    """The wall clock of `zone` at `millis`, as a datetime without zone."""
    return _EPOCH + datetime.timedelta(milliseconds=millis + _offset_millis(zone, millis))


def millis_of(moment, zone):
    """The instant of a wall clock reading, as Java's calendar has it.

    A reading that comes twice in autumn is the later one; one that spring leaves out takes the offset before.
    """
    since = moment - _EPOCH
    naive = (since.days * 86400 + since.seconds) * 1000 + since.microseconds // 1000
    before, after = [naive - _offset_millis(zone, naive + day) for day in (-86400000, 86400000)]
    fitting = [millis for millis in (before, after) if millis + _offset_millis(zone, millis) == naive]
    return whole(max(fitting) if fitting else before)


def add_months(moment, months):
    index = moment.year * 12 + moment.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def _month(moment, width):
    if width < 3:
        return "%0*d" % (width, moment.month)
    return (calendar.month_abbr if width == 3 else calendar.month_name)[moment.month]


_FIELDS = {
    "y": lambda m, n: ("%02d" % (m.year % 100)) if n == 2 else ("%0*d" % (n, m.year)),
    "M": _month,
    "d": lambda m, n: "%0*d" % (n, m.day),
    "H": lambda m, n: "%0*d" % (n, m.hour),
    "h": lambda m, n: "%0*d" % (n, m.hour % 12 or 12),
    "m": lambda m, n: "%0*d" % (n, m.minute),
    "s": lambda m, n: "%0*d" % (n, m.second),
    "S": lambda m, n: "%0*d" % (n, m.microsecond // 1000),
    "a": lambda m, n: "AM" if m.hour < 12 else "PM",
    "E": lambda m, n: (calendar.day_abbr if n < 4 else calendar.day_name)[m.weekday()],
}

_PARTS = {"y": "year", "M": "month", "d": "day", "H": "hour", "m": "minute", "s": "second", "S": "millis"}


def render(moment, pattern):
    """`moment` by a pattern of java.text.SimpleDateFormat; letters that are not simulated raise."""
    def field(match):
        if match.group(1) is not None:
            return match.group(1) or "'"
        letter = match.group(2)
        if letter is None:
            return match.group(0)
        if letter not in _FIELDS:
            raise IllegalArgumentException("Pattern letter not simulated: %s" % letter)
        return _FIELDS[letter](moment, len(match.group(0)))
    return text(_LETTERS.sub(field, pattern))


def read(written, pattern):
    """The wall clock reading in `written`; IllegalArgumentException if it does not follow the pattern."""
    expression, order = _reading_expression(pattern)
    match = re.match(expression, written)
    if match is None:
        raise IllegalArgumentException("Unparseable date: \"%s\"" % written)
    found = dict(zip(order, [int(group) for group in match.groups()]))  # noqa: B905 (not in Python 2)
    millis = found.pop("millis", 0)
    try:
        return datetime.datetime(
            found.get("year", 1970), found.get("month", 1), found.get("day", 1), found.get("hour", 0),
            found.get("minute", 0), found.get("second", 0), millis * 1000)
    except ValueError:
        raise IllegalArgumentException("Unparseable date: \"%s\"" % written)


def _reading_expression(pattern):
    pieces, order = [], []
    for match in _LETTERS.finditer(pattern):
        quoted, letter = match.group(1), match.group(2)
        if letter is None:
            pieces.append(re.escape(match.group(0) if quoted is None else quoted or "'"))
        elif letter in _PARTS:
            pieces.append(r"(\d{1,%d})" % max(len(match.group(0)), 2 if letter != "S" else 3))
            order.append(_PARTS[letter])
        else:
            raise IllegalArgumentException("Pattern letter not simulated: %s" % letter)
    return "".join(pieces), order
