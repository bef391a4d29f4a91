"""The aggregation modes: Ignition's names, in any letter case, and what their values are."""

from project.http import problem

RAW = "raw"
DEFAULT = "Average"
NAMES = (
	"Average", "MinMax", "LastValue", "SimpleAverage", "Sum", "Minimum", "Maximum", "DurationOn", "DurationOff",
	"CountOn", "CountOff", "Count", "Range", "Variance", "StdDev", "PctGood", "PctBad",
)
FOLDED = dict((name.lower(), name) for name in NAMES)
FOLDED.update({"min": "Minimum", "max": "Maximum"})

# Their values are values of the tag, of its type; those of the others are numbers of their own.
OF_THE_TAG = frozenset((None, "LastValue", "Minimum", "Maximum", "MinMax"))
COUNTS = frozenset(("Count", "CountOn", "CountOff"))


def named(text, hasWindows):
	"""The mode's name, None for stored values; where no mode is given, windows mean Average, as in Ignition.

	raises  Problem 400
	"""
	if text is None:
		return DEFAULT if hasWindows else None
	if text.lower() == RAW:
		return None
	if text.lower() not in FOLDED:
		raise problem.Problem(400, "invalid_parameter", (
			"'%s' is no aggregation mode. Use raw, min, max or: %s." % (text[:40], ", ".join(NAMES))))
	return FOLDED[text.lower()]


def rowsOf(mode):
	"""The most rows that one window of a mode gives."""
	return 2 if mode == "MinMax" else 1
