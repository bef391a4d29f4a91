"""Writing tags: every value is checked before anything moves, and each gets its own result.

What is written is decided here; whether it was accepted is what the platform says, never what
was hoped for.
"""

from project.gateway import clock
from project.gateway import failure
from project.gateway import log
from project.gateway import tags
from project.guard import audit
from project.guard import scope
from project.tags import items
from project.values import kinds
from project.values import plain
from project.values import qualities
from project.values import typed

# Quality of a refused write: (status on a single-tag route, the result's code).
REFUSALS = {
	"Bad_NotFound": (404, "tag_not_found"),
	"Bad_AccessDenied": (403, "tag_forbidden"),
	"Bad_Unauthorized": (403, "tag_forbidden"),
	"Error_InvalidPathSyntax": (400, "invalid_tag_path"),
	"Bad_ReadOnly": (409, "read_only"),
	"Bad_Disabled": (409, "tag_disabled"),
	"Error_TypeConversion": (422, "type_mismatch"),
	"Bad_OutOfRange": (422, "out_of_range"),
	"Error_TimeoutExpired": (504, "outcome_unknown"),
}
UNKNOWN = "Error_TimeoutExpired"
ACTION = "tag.write"
UNREAD = object()
AWAY = (409, "provider_unavailable")
OTHER_REFUSAL = (502, "write_refused")
UNCHECKED = "Not written, because another write of this request failed its check."


class Write(object):
	"""One write on its way: what was asked, what will be written, and how it ended.

	path       as the caller wrote it
	value      the plain form to write
	before     JSON-ready value before it, None where the platform does not say; UNREAD until it was asked
	quality    None until it is known; then the quality name
	error      why it was not written, in words for the caller
	code       the same, for programs
	"""

	__slots__ = ("path", "given", "value", "before", "quality", "error", "code")

	def __init__(self, path, given):
		self.path = path
		self.given = given
		self.value = None
		self.before = UNREAD
		self.quality = None
		self.error = None
		self.code = None

	def refuse(self, quality, error, code=None):
		self.quality = quality
		self.error = error
		self.code = code or refusal(quality)[1]

	def isRefused(self):
		return self.error is not None

	def result(self):
		"""{path, success, quality, error?, code?}"""
		found = {"path": self.path, "success": not self.isRefused(), "quality": self.quality}
		if self.isRefused():
			found["error"] = self.error
			found["code"] = self.code
		return found


def refusal(quality):
	"""(status, code) for the quality of a write that was refused."""
	return REFUSALS.get(quality, AWAY if quality in qualities.AWAY else OTHER_REFUSAL)


def checkAll(writes, principal, mustExist):
	"""Refuse, in place, each write that must not go out.

	mustExist  also refuse what does not exist: for atomic writes, where the platform's own
	           answer would come too late
	"""
	now = clock.nowMillis()
	for write in writes:
		check(write, principal, now)
	if mustExist:
		refuseAbsent([write for write in writes if not write.isRefused()])


def check(write, principal, now):
	try:
		scope.requireTag(principal, write.path, scope.WRITE)
		write.value = checkedValue(write.given, knownConfiguration(write.path), now)
	except scope.Denied as denied:
		write.refuse(items.DENIED_QUALITY[denied.code], denied.detail)
	except typed.Mismatch as mismatch:
		write.refuse(mismatch.quality, mismatch.detail)


def knownConfiguration(path):
	"""The tag's configuration; {} where the platform will not say, and then the platform judges the write."""
	try:
		return tags.rememberedConfiguration(path)
	except failure.GatewayFailure as error:
		log.warn("No configuration of a tag to check a write against: %s" % error.operation)
		return {}


def checkedValue(given, configuration, now):
	if configuration.get("readOnly") is True:
		raise typed.Mismatch("Bad_ReadOnly", "The tag is read-only.")
	value = typed.fromJson(given, configuration.get("dataType"), now)
	checkRange(value, configuration)
	return value


def checkRange(value, configuration):
	if not typed.isNumber(value):
		return
	mode = ("%s" % configuration.get("engLimitMode", "")).lower()
	low, high = configuration.get("engLow", 0.0), configuration.get("engHigh", 100.0)
	if ("low" in mode or "both" in mode) and typed.isNumber(low) and value < low:
		raise typed.Mismatch("Bad_OutOfRange", "The value lies below the tag's engineering limit, %s." % low)
	if ("high" in mode or "both" in mode) and typed.isNumber(high) and value > high:
		raise typed.Mismatch("Bad_OutOfRange", "The value lies above the tag's engineering limit, %s." % high)


def refuseAbsent(writes):
	for write, found in zip(writes, tags.read([write.path for write in writes]) if writes else []):
		write.before = valueBefore(found)
		if found.quality == "Bad_NotFound":
			write.refuse("Bad_NotFound", "There is no such tag.")


def begin(call, writes):
	"""Say what is about to be written, and what was refused by its check.

	raises  Problem, Overtaken: then nothing may be written
	"""
	readBefore([write for write in writes if write.before is UNREAD and not write.isRefused()])
	call.effect.begin([
		audit.Intent(ACTION, write.path, None if write.before is UNREAD else write.before, write.given, write.quality)
		for write in writes])


def readBefore(writes):
	"""The values before, as far as the platform tells; no write fails for want of one."""
	try:
		for write, found in zip(writes, tags.read([write.path for write in writes]) if writes else []):
			write.before = valueBefore(found)
	except (failure.GatewayFailure, failure.ContractBroken) as error:
		log.warn("No values from before a write for its audit: %s" % error)


def valueBefore(found):
	try:
		return plain.plain(found.value, plain.NUMBERS)
	except plain.Unrepresentable:
		return None


def writeAll(call, writes):
	"""Write what was not refused, through one system.tag.writeBlocking; set every quality.

	raises  Problem, Overtaken; GatewayFailure, ContractBroken: then nobody knows what was written
	"""
	begin(call, writes)
	accepted = [write for write in writes if not write.isRefused()]
	if accepted:
		send(accepted)
		call.effect.complete([None if write.quality == UNKNOWN else write.quality for write in writes])


def send(accepted):
	answers = tags.write([write.path for write in accepted], [write.value for write in accepted])
	for write, (quality, detail) in zip(accepted, answers):
		if kinds.isGood(quality):
			write.quality = quality
		else:
			write.refuse(quality, detail or "The gateway refused the write (%s)." % quality)


def requirePermitted(call, targets, actions=(scope.WRITE,)):
	"""raises  Problem 403 where the caller may no longer write one of the tags"""
	for path in targets:
		for action in actions:
			try:
				scope.requireTag(call.principal, path, action)
			except scope.Denied as denied:
				raise items.refusedProblem(denied)


def requireItems(call, targets):
	"""As `requirePermitted`, where the answer shows the tags: the caller must also be allowed to read them."""
	requirePermitted(call, targets, (scope.READ, scope.WRITE))


def itemsNow(call, targets):
	"""The items of tags that may have been written, as they are now."""
	return items.read(targets, call.principal, plain.NUMBERS)


def leaveUnwritten(writes):
	"""Mark what passed its check as not written either."""
	for write in writes:
		if not write.isRefused():
			write.refuse("Bad", UNCHECKED, "not_written")
