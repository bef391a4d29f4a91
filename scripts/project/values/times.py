"""Times in and out: RFC 3339 text and epoch milliseconds.

Plain integer arithmetic, because the gateway's own formatters use its time zone and
cannot be shared between threads. Years 0001 to 9999; anything else has no text form.
"""

import re

from project.values import memory

MIN_MILLIS = -62135596800000
MAX_MILLIS = 253402300799999
DAY_MILLIS = 86400000
FIRST_REMEMBERED = 1000
UNITS = {"ms": 1, "s": 1000, "m": 60000, "h": 3600000, "d": DAY_MILLIS, "w": 7 * DAY_MILLIS}

# [0-9], not \d: \d also matches the digits of other scripts.
RFC3339 = re.compile(
	r"^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})"
	r"(?:\.([0-9]{1,9}))?(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))?\Z"
)
RELATIVE = re.compile(r"^-([0-9]{1,9})(ms|s|m|h|d|w)\Z")
EPOCH = re.compile(r"^-?[0-9]{1,15}\Z")
DURATION = re.compile(r"^([1-9][0-9]{0,8})(ms|s|m|h|d|w)\Z")

# PERF: the texts of seconds, by the second's digits. Tags change in company: 0.6 us where the second is known,
# 6 us where it is not.
SECONDS = memory.Memory(10000)
TEXTS = memory.Memory(20000)
MOST_AT_ONCE = 2000
# PERF: what texts mean that always mean the same: the expressions take 40 us on Jython.
MOMENTS = memory.Memory(2000)


def daysFromCivil(year, month, day):
	"""Days between 1970-01-01 and a date of the proleptic Gregorian calendar."""
	shifted = year - 1 if month <= 2 else year
	era = shifted // 400
	yearOfEra = shifted - era * 400
	dayOfYear = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
	return era * 146097 + yearOfEra * 365 + yearOfEra // 4 - yearOfEra // 100 + dayOfYear - 719468


def civilFromDays(days):
	"""The (year, month, day) that lies so many days after 1970-01-01."""
	shifted = days + 719468
	era = shifted // 146097
	dayOfEra = shifted - era * 146097
	yearOfEra = (dayOfEra - dayOfEra // 1460 + dayOfEra // 36524 - dayOfEra // 146096) // 365
	dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra // 4 - yearOfEra // 100)
	month = (5 * dayOfYear + 2) // 153
	day = dayOfYear - (153 * month + 2) // 5 + 1
	month = month + 3 if month < 10 else month - 9
	return yearOfEra + era * 400 + (1 if month <= 2 else 0), month, day


def formatMillis(millis):
	"""Epoch milliseconds as RFC 3339 UTC with milliseconds, or None where there is no such text."""
	if millis is None or millis < MIN_MILLIS or millis > MAX_MILLIS:
		return None
	if millis < FIRST_REMEMBERED:
		return "%s%03dZ" % (formatSecond(millis // 1000), millis % 1000)
	digits = "%d" % millis
	second = digits[:-3]
	return (SECONDS.get(second) or SECONDS.put(second, formatSecond(millis // 1000))) + digits[-3:] + "Z"


def formatAll(found):
	"""formatMillis of each of a list.

	PERF: who looks at a day of history looks at it again: 0.2 us for a time that is known, where a call takes 0.8 us.
	"""
	if len(found) > MOST_AT_ONCE:
		return [formatMillis(millis) for millis in found]
	known = TEXTS.get
	return [known(millis) or TEXTS.put(millis, formatMillis(millis)) for millis in found]


def formatSecond(second):
	"""The text of an epoch second up to where its fraction begins: "2026-01-31T08:00:00."."""
	days, rest = divmod(second, 86400)
	year, month, day = civilFromDays(days)
	return "%04d-%02d-%02dT%02d:%02d:%02d." % (year, month, day, rest // 3600, rest // 60 % 60, rest % 60)


def parse(text, nowMillis):
	"""Epoch milliseconds of a time as the API accepts it.

	text       RFC 3339 with offset or Z, epoch milliseconds, "now", or relative ("-8h", "-7d")
	nowMillis  the present, in epoch milliseconds
	raises     ValueError with a message for the caller
	"""
	known = MOMENTS.get(text)
	if known is not None:
		return known
	stripped = text.strip()
	if stripped == "now":
		return nowMillis
	match = RELATIVE.match(stripped)
	if match:
		return inRange(nowMillis - int(match.group(1)) * UNITS[match.group(2)], stripped)
	found = inRange(int(stripped), stripped) if EPOCH.match(stripped) else parseRfc3339(stripped)
	return MOMENTS.put(text, found)


def isRelative(text):
	"""True for what means another moment later on: "now", or "-8h"."""
	if MOMENTS.get(text) is not None:
		return False
	stripped = text.strip()
	return stripped == "now" or RELATIVE.match(stripped) is not None


def parseDuration(text):
	"""Milliseconds of a length of time such as "30s", "5m", "1h".

	raises  ValueError with a message for the caller
	"""
	match = DURATION.match(text.strip())
	if not match:
		raise ValueError("'%s' is not a length of time. Write 500ms, 30s, 5m, 1h, 1d or 1w." % text[:60])
	return int(match.group(1)) * UNITS[match.group(2)]


def parseRfc3339(text):
	"""Epoch milliseconds of an RFC 3339 time; digits past the millisecond are dropped."""
	match = RFC3339.match(text)
	if not match:
		raise ValueError(notATime(text))
	year, month, day, hour, minute, second = [int(match.group(i)) for i in range(1, 7)]
	if not match.group(8) and not match.group(9):
		raise ValueError("'%s' has no offset. Add Z for UTC, or an offset such as +01:00." % text)
	checkFields(text, year, month, day, hour, minute, second)
	millis = daysFromCivil(year, month, day) * DAY_MILLIS + ((hour * 60 + minute) * 60 + second) * 1000
	millis += int((match.group(7) or "0").ljust(3, "0")[:3])
	return inRange(millis - offsetMillis(text, match), text)


def notATime(text):
	"""Why a text is no time: a + that stands in a URL as it is arrives as a blank."""
	moment, blank, offset = text.rpartition(" ")
	if blank and RFC3339.match("%s+%s" % (moment, offset)):
		return "'%s' is not a time: in a URL a + must be written as %%2B." % text
	return "'%s' is not a time. Write 2026-01-31T08:00:00Z, epoch milliseconds, now, or -8h." % text[:60]


def checkFields(text, year, month, day, hour, minute, second):
	if second == 60:
		raise ValueError("'%s' is a leap second, which a gateway cannot store. Use second 59." % text)
	valid = year >= 1 and 1 <= month <= 12 and day >= 1 and hour <= 23 and minute <= 59 and second <= 59
	if not valid or civilFromDays(daysFromCivil(year, month, day)) != (year, month, day):
		raise ValueError("'%s' is not a date and time that exists." % text)


def offsetMillis(text, match):
	if not match.group(9):
		return 0
	hours, minutes = int(match.group(10)), int(match.group(11))
	if hours > 23 or minutes > 59:
		raise ValueError("'%s' has an offset that does not exist." % text)
	sign = 1 if match.group(9) == "+" else -1
	return sign * (hours * 60 + minutes) * 60000


def inRange(millis, text):
	if millis < MIN_MILLIS or millis > MAX_MILLIS:
		raise ValueError("'%s' lies outside the years 0001 to 9999." % text[:60])
	return millis
