"""A stretch of time cut so that no query brings too much: counted before it is fetched."""

from project.gateway import history
from project.gateway import tags

MOST_SAMPLES = 5000

# {(historian, path): (start, end, count)}, the last count of each path. PERF: who asks every some seconds for the
# last hours is not made to wait for a count each time, which takes a gateway as long as the samples themselves.
COUNTS = tags.Remembered(60, 20000)


def slices(question, start):
	"""(start, end) pairs that cover the time from `start` to the end, each with about MOST_SAMPLES samples at most.

	raises  GatewayFailure, history.NotOffered
	"""
	end = question.end + 1
	ahead = end
	while start < end:
		cut, count = cutOff(question, start, min(end, ahead))
		yield start, cut
		# To count all that is left for each slice would take longer than to fetch it.
		start, ahead = cut, cut + (2 * (cut - start) if 2 * count <= MOST_SAMPLES else share(cut - start, count))


def cutOff(question, start, end):
	"""(the end of the next slice, about how many samples it has). One of one millisecond is taken as it is."""
	if areFewKnown(question, start, end):
		return end, 0
	while True:
		count = sum(counted(question, path, start, end) for index, path in question.allowed())
		if count <= MOST_SAMPLES or end - start == 1:
			return end, count
		end = start + share(end - start, count)


def share(span, count):
	"""How long a slice is to be where a span has so many samples.

	A little less than its share: where samples are dense, the first guess would be short of the mark.
	"""
	return max(1, span * MOST_SAMPLES * 4 // (count * 5))


def counted(question, path, start, end):
	count = question.inTime(history.estimate, path, start, end, question.historian)
	COUNTS.put((question.historian, path), (start, end, count))
	return count


def areFewKnown(question, start, end):
	"""True where counts of the last minute tell that a slice is small enough."""
	known = COUNTS.getAll([(question.historian, path) for index, path in question.allowed()])
	if None in known or not all([covers(count, start, end) for count in known]):
		return False
	return sum([count for first, last, count in known]) <= MOST_SAMPLES


def covers(known, start, end):
	"""True where what was counted holds a stretch of time, which may stand out by a tenth: time has gone on since."""
	first, last, count = known
	tolerance = (last - first) // 10
	return first - tolerance <= start and end <= last + tolerance
