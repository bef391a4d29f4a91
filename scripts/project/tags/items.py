"""A tag as an item of an answer: {path, value, quality, qualityDetail?, timestamp}."""

from project.gateway import clock
from project.gateway import codec
from project.gateway import compression
from project.gateway import convert
from project.gateway import failure
from project.gateway import log
from project.gateway import tags
from project.guard import scope
from project.http import cursors
from project.http import etag
from project.http import problem
from project.http import reply
from project.values import kinds
from project.values import memory
from project.values import plain
from project.values import times

# PERF: how the item of a tag was last written, by path. A tag is asked for much more often than it changes:
# 1 us where it is as it was, 1.5 us to write its text anew, 15 us with its ETag.
WRITTEN = memory.Memory(10000)
WRITTEN_SECONDS = 60
MAX_WRITTEN_CHARS = 1000
# PERF: how the text of an item begins, by path: 0.1 us, where writing a path takes 1 us.
HEADS = memory.Memory(10000)

# The number of a row is a Java int.
MAX_ROW = 2147483647
DENIED_QUALITY = {"tag_forbidden": "Bad_AccessDenied", "invalid_tag_path": "Error_InvalidPathSyntax"}


class Written(object):
	"""An item of quality Good as it was written: what it showed, and its JSON text.

	staleAt  monotonic seconds: the data type, which has a say in the digits, is asked again then
	ready    reply.Ready of a GET of the tag; None until someone asks for it
	"""

	__slots__ = ("kind", "value", "millis", "staleAt", "text", "ready")

	def __init__(self, value, millis, staleAt, text):
		self.kind = type(value)
		self.value = value
		self.millis = millis
		self.staleAt = staleAt
		self.text = text
		self.ready = None


NEVER_WRITTEN = Written(None, None, clock.LONG_AGO, None)


def read(wanted, principal, options):
	"""One item per wanted path, in order, through at most one system.tag.readBlocking.

	wanted     paths as the caller wrote them; a repeated one is read once
	options    plain.Options
	raises     GatewayFailure, ContractBroken
	"""
	allowed, denied = scope.partedTags(principal, wanted, scope.READ)
	shown = shownItems(allowed, tags.readColumns(allowed), options) if allowed else []
	return inOrder(wanted, allowed, shown, denied, refusedItem)


def readText(wanted, principal, options):
	"""As `read`, as one JSON text.

	PERF: joined from ready pieces: 1.5 us for a tag, where a dict and its encoding take 3.5 us.
	"""
	allowed, denied = scope.partedTags(principal, wanted, scope.READ)
	shown = texts(allowed, tags.readColumns(allowed), options) if allowed else []
	return "[%s]" % ",".join(inOrder(wanted, allowed, shown, denied, refusedText))


def goodTexts(wanted, principal):
	"""The JSON texts of tags, through one read; None for one that the caller may not read or that is not Good."""
	allowed, denied = scope.partedTags(principal, wanted, scope.READ)
	if not allowed:
		return [None] * len(wanted)
	found = tags.readColumns(allowed)
	shown = [
		text if quality is tags.GOOD else None
		for text, quality in zip(texts(allowed, found, plain.NUMBERS), found.qualities)]
	return inOrder(wanted, allowed, shown, denied, lambda path, refusal: None)


def inOrder(wanted, allowed, shown, denied, refused):
	if len(shown) == len(wanted):
		return shown
	found = dict(zip(allowed, shown))
	for path, refusal in denied.items():
		found[path] = refused(path, refusal)
	return [found[path] for path in wanted]


def shownItems(paths, found, options):
	"""Items of tags that were read: `found` are Columns with a row for each path."""
	return [
		item(path, value, quality, times.formatMillis(millis), options)
		for path, value, quality, millis in zip(paths, shortest(paths, found.values), found.qualities, found.millis)]


def item(path, value, quality, timestamp, options):
	name, detail = quality
	try:
		written = plain.plain(value, options)
	except plain.Unrepresentable as error:
		written, name, detail = {"type": "unsupported"}, "Error_TypeConversion", "%s" % error
	found = {"path": path, "value": written, "quality": name, "timestamp": timestamp}
	if detail:
		found["qualityDetail"] = detail
	if type(value) is kinds.Table and value.following is not None and name == quality[0]:
		written["cursor"] = cursors.encode(cursors.digest([path]), [timestamp, value.following])
	return found


def texts(paths, found, options):
	"""As shownItems, each as its JSON text."""
	if options.int64 != "number":
		return [codec.encode(shown) for shown in shownItems(paths, found, options)]
	good, last, now = tags.GOOD, WRITTEN.get, clock.monotonicSeconds()
	shown, changed = [], []
	for path, value, quality, millis in zip(paths, found.values, found.qualities, found.millis):
		known = last(path, NEVER_WRITTEN)
		if (quality is good and known.millis == millis and known.value == value and known.kind is type(value)
				and now < known.staleAt):
			shown.append(known.text)
		else:
			changed.append(len(shown))
			shown.append(None)
	if changed:
		rewrite(shown, changed, paths, found, now + WRITTEN_SECONDS)
	return shown


def rewrite(shown, changed, paths, found, staleAt):
	"""Write the items anew whose places are in `changed`."""
	values = shortest([paths[index] for index in changed], [found.values[index] for index in changed])
	ends = dict([(millis, end(millis)) for millis in set([found.millis[index] for index in changed])])
	for index, value in zip(changed, values):
		path, quality, millis = paths[index], found.qualities[index], found.millis[index]
		text = codec.scalar(value) if quality is tags.GOOD else None
		if text is None:
			shown[index] = codec.encode(item(path, value, quality, times.formatMillis(millis), plain.NUMBERS))
			continue
		shown[index] = (HEADS.get(path) or HEADS.put(path, head(path))) + text + ends[millis]
		if len(shown[index]) <= MAX_WRITTEN_CHARS:
			WRITTEN.put(path, Written(found.values[index], millis, staleAt, shown[index]))


def head(path):
	return '{"path":%s,"value":' % codec.text(path)


def end(millis):
	return ',"quality":"Good","timestamp":%s}' % codec.encode(times.formatMillis(millis))


def shortest(paths, values):
	"""The values with each Float4 as the shortest decimal of the same number.

	PERF: the data type is asked only for numbers that would print shorter as a Float4; a Float8 seldom does.
	"""
	suspects = plain.widened(values)
	if not suspects:
		return values
	float4s = float4Paths([paths[index] for index in suspects])
	shown = list(values)
	for index in suspects:
		if paths[index] in float4s:
			shown[index] = plain.shortestFloat4(values[index])
	return shown


def float4Paths(suspects):
	try:
		dataTypes = tags.dataTypes(suspects)
	except failure.GatewayFailure as error:
		# The values are there: their digits are longer than need be, nothing worse.
		log.warn("No data types of tags that were read: %s" % error)
		return ()
	return frozenset([path for path, dataType in dataTypes.items() if dataType == "Float4"])


def readOne(path, principal, options):
	"""The item of a single tag.

	raises  Problem 400 or 403 where the caller may not read it, 404 where it does not exist
	"""
	requirePermitted(path, principal)
	found = read([path], principal, options)[0]
	if found["quality"] == "Bad_NotFound":
		raise notFound(path)
	return found


def answerOne(path, principal):
	"""The answer that is the item of a single tag in JSON.

	raises  Problem as readOne does
	"""
	requirePermitted(path, principal)
	answer = writtenOne(path, tags.readColumns([path]))
	if answer is None:
		raise notFound(path)
	return answer


def readyOne(path, principal):
	"""As answerOne; None where there is no such tag, and where it is not known already that the caller may read it."""
	if not scope.isKnown(principal, path, scope.READ):
		return None
	value, quality, millis = tags.readOne(path)
	known = WRITTEN.get(path, NEVER_WRITTEN)
	# PERF: mostly it is as it was, and its answer is ready; then nothing more is made for it.
	if (quality is tags.GOOD and known.millis == millis and known.value == value and known.kind is type(value)
			and clock.monotonicSeconds() < known.staleAt and known.ready):
		return known.ready.answer
	return writtenOne(path, kinds.Columns([value], [quality], [millis]))


def writtenOne(path, found):
	"""The answer that is the item of a tag that was read, None where there is none; it is ready from now on."""
	shown = shownItems([path], found, plain.NUMBERS)
	if shown[0]["quality"] == "Bad_NotFound":
		return None
	headers = entityHeaders(shown, "json-number")
	if found.qualities[0] is not tags.GOOD or type(found.values[0]) not in convert.SCALARS:
		return {"json": shown[0], "headers": headers}
	text = texts([path], found, plain.NUMBERS)[0]
	known = WRITTEN.get(path)
	if known is not None and known.text == text:
		content = compression.byteArray(text.encode("utf-8"))
		known.ready = reply.Ready(dict(headers, Vary="Accept"), reply.CONTENT_TYPES["json"], content)
	return {"jsonText": text, "headers": headers}


def entityHeaders(shown, representation):
	"""The headers of an answer made of these items, written in one representation, for example "json-number"."""
	return {"ETag": etag.named(stateOf(shown), representation), "Cache-Control": "private, no-cache"}


def stateOf(shown):
	"""The digest of items for their ETag: the same however integers are written, so that If-Match holds."""
	state = []
	for entry in shown:
		value = plain.plain(entry["value"], plain.TEXTS)
		state += (entry["path"], value, entry["quality"], entry.get("qualityDetail"), entry["timestamp"])
	return etag.digest(state)


def requirePermitted(path, principal):
	try:
		scope.requireTag(principal, path, scope.READ)
	except scope.Denied as refusal:
		raise refusedProblem(refusal)


def readPage(path, principal, options, cursor):
	"""The item of a single tag that holds a dataset, with the rows behind those that gave the cursor.

	raises  Problem as readOne does, 400 invalid_cursor also where the tag has another value by now
	"""
	requirePermitted(path, principal)
	timestamp, row = cursors.decode(cursors.digest([path]), cursor, isPlace)
	found = tags.readColumns([path], row)
	if times.formatMillis(found.millis[0]) != timestamp:
		raise cursors.invalid("The tag has changed since: read it again from the start.")
	return shownItems([path], found, options)[0]


def isPlace(value):
	return isinstance(value, list) and len(value) == 2 and cursors.isWhole(value[1]) and (
		0 <= value[1] <= MAX_ROW)


def notFound(path):
	return problem.Problem(404, "tag_not_found", "There is no tag '%s'." % path)


def refusedItem(path, refusal):
	return {
		"path": path,
		"value": None,
		"quality": DENIED_QUALITY[refusal.code],
		"qualityDetail": refusal.detail,
		"timestamp": None,
	}


def refusedText(path, refusal):
	return codec.encode(refusedItem(path, refusal))


def refusedProblem(refusal):
	status = 403 if refusal.code == "tag_forbidden" else 400
	return problem.Problem(status, refusal.code, refusal.detail)
