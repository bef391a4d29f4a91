"""A stretch of time cut so that no query brings too much: counted before it is fetched."""

from project.gateway import history

MOST_SAMPLES = 5000


def slices(question, start):
	"""(start, end) pairs that cover the time from `start` to the end, each with about MOST_SAMPLES samples at most.

	raises  GatewayFailure, history.NotOffered
	"""
	end = question.end + 1
	while start < end:
		cut = cutOff(question, start, end)
		yield start, cut
		start = cut


def cutOff(question, start, end):
	"""The end of the next slice. A slice of one millisecond is taken as it is."""
	while end - start > 1:
		count = sum(
			question.inTime(history.estimate, path, start, end, question.historian)
			for index, path in question.allowed())
		if count <= MOST_SAMPLES:
			return end
		# A little less than its share: where samples are dense, the first guess would be short of the mark.
		end = start + max(1, (end - start) * MOST_SAMPLES * 4 // (count * 5))
	return end
