"""A tag as an item of an answer: {path, value, quality, qualityDetail?, timestamp}."""

from project.gateway import failure
from project.gateway import log
from project.gateway import tags
from project.guard import scope
from project.http import problem
from project.values import plain
from project.values import times

DENIED_QUALITY = {"tag_forbidden": "Bad_AccessDenied", "invalid_tag_path": "Error_InvalidPathSyntax"}


def read(wanted, principal, options):
	"""One item per wanted path, in order, through at most one system.tag.readBlocking.

	wanted     paths as the caller wrote them; a repeated one is read once
	options    plain.Options
	raises     GatewayFailure, ContractBroken
	"""
	allowed, denied = [], {}
	for path in distinct(wanted):
		try:
			allowed.append(scope.requireTag(principal, path, scope.READ))
		except scope.Denied as refusal:
			denied[path] = refusedItem(path, refusal)
	shown = shownItems(allowed, tags.read(allowed), options) if allowed else []
	if len(shown) == len(wanted):
		return shown
	found = dict(zip(allowed, shown))
	found.update(denied)
	return [found[path] for path in wanted]


def distinct(wanted):
	return wanted if len(set(wanted)) == len(wanted) else list(dict.fromkeys(wanted))


def shownItems(paths, found, options):
	"""Items of tags that were read: `found` holds a Qualified for each path."""
	asFloat4 = float4Paths(paths, found)
	return [item(path, value, options, path in asFloat4) for path, value in zip(paths, found)]


def readOne(path, principal, options):
	"""The item of a single tag.

	raises  Problem 400 or 403 where the caller may not read it, 404 where it does not exist
	"""
	try:
		scope.requireTag(principal, path, scope.READ)
	except scope.Denied as refusal:
		raise refusedProblem(refusal)
	found = read([path], principal, options)[0]
	if found["quality"] == "Bad_NotFound":
		raise notFound(path)
	return found


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


def refusedProblem(refusal):
	status = 403 if refusal.code == "tag_forbidden" else 400
	return problem.Problem(status, refusal.code, refusal.detail)


def item(path, qualified, options, isFloat4):
	value = plain.shortestFloat4(qualified.value) if isFloat4 else qualified.value
	quality, detail = qualified.quality, qualified.detail
	try:
		written = plain.plain(value, options)
	except plain.Unrepresentable as error:
		written, quality, detail = {"type": "unsupported"}, "Error_TypeConversion", "%s" % error
	found = {"path": path, "value": written, "quality": quality, "timestamp": times.formatMillis(qualified.millis)}
	if detail:
		found["qualityDetail"] = detail
	return found


def float4Paths(paths, found):
	"""The paths whose tag is a Float4.

	PERF: asked only for numbers that would print shorter as one; a Float8 seldom does.
	"""
	suspects = [
		path for path, qualified in zip(paths, found)
		if type(qualified.value) is float and plain.looksWidened(qualified.value)]
	if not suspects:
		return ()
	try:
		dataTypes = tags.dataTypes(suspects)
	except failure.GatewayFailure as error:
		# The values are there: their digits are longer than need be, nothing worse.
		log.warn("No data types of tags that were read: %s" % error)
		return ()
	return frozenset(path for path, dataType in dataTypes.items() if dataType == "Float4")
