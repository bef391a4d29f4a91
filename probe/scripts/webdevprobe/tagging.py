"""Questions about tags, answered by reading and browsing."""

ABSENT = "webdevprobe-none"
WIDE = 100
WIDEST = 5000
LEFT_AT_DEFAULT = ("rawHigh", "clampMode", "deadbandMode")


def read(paths):
	return system.tag.readBlocking(paths)


def qualityNames(paths):
	return ["%s" % found.quality.getName() for found in read(paths)]


def defaultProvider(context):
	"""Whether a tag is found without the name of its provider."""
	for path, tagType, _dataType, _source in context.sample().rows:
		if tagType == "AtomicTag" and "/" in path and isFound(path.partition("]")[2]):
			return "set"
	return "none"


def isFound(path):
	return qualityNames([path])[0] not in ("Bad_NotFound", "Error_InvalidPathSyntax", "Error_Configuration")


def slashes(context):
	path = context.sample().tag()
	return "tolerant" if isFound(path.replace("/", "//", 1)) else "strict"


def letterCase(context):
	provider, bracket, rest = context.sample().tag().partition("]")
	return "insensitive" if isFound(provider + bracket + rest.swapcase()) else "sensitive"


def caseFolding(context):
	"""Two characters that lower case and upper case disagree about: long s (S) and the Kelvin sign (k)."""
	if letterCase(context) == "sensitive":
		raise webdevprobe.asking.Unanswered("letter case counts here")
	byUpper, byLower = isFoundWith(context, "s", u"\u017f"), isFoundWith(context, "k", u"\u212a")
	return {(True, False): "upper", (False, True): "lower", (True, True): "java"}.get((byUpper, byLower), "neither")


def isFoundWith(context, letter, alike):
	path = context.sample().first(
		"tag with the letter %s" % letter,
		lambda row: row[1] == "AtomicTag" and letter in row[0].partition("]")[2].lower())
	provider, bracket, rest = path.partition("]")
	position = rest.lower().index(letter)
	return isFound(provider + bracket + rest[:position] + alike + rest[position + 1:])


def udtRead(context):
	value = read([context.sample().ofType("UdtInstance")])[0].value
	if value is None:
		return "null"
	return "document" if hasattr(value, "toDict") else webdevprobe.shapes.kind(value)


def folderRead(context):
	name = qualityNames([context.sample().ofType("Folder")])[0]
	return {"Bad_NotFound": "not_found", "Bad_Unsupported": "unsupported"}.get(name, name)


def qualityProperty(context):
	kind = webdevprobe.shapes.kind(read([context.sample().tag() + ".Quality"])[0].value)
	return {"text": "name", "int": "code"}.get(kind, "object" if kind != "none" else kind)


def configurationDefaults(context):
	found = system.tag.getConfiguration(context.sample().memoryTag())[0]
	return all([name in found for name in LEFT_AT_DEFAULT])


def configurationValues(context):
	for path in context.sample().structured():
		found = system.tag.getConfiguration(path)[0]
		if found.get("value") is not None:
			return "json_text" if webdevprobe.shapes.kind(found["value"]) == "text" else "object"
	raise webdevprobe.asking.Unanswered("no memory tag that holds a document, dataset or array")


def absentPath(context):
	return context.sample().ofType("Provider") + ABSENT


def configurationMissing(context):
	return "stub" if len(system.tag.getConfiguration(absentPath(context))) else "empty"


def browseMissing(context):
	return "empty" if system.tag.browse(absentPath(context)).getResultQuality().isGood() else "bad"


def alarmMetrics(context):
	context.sample().ofType("Folder")
	return any([row[0].endswith("/Alarm Metrics") for row in context.sample().rows])


def browsePageSize(context):
	"""How many rows come when no number is asked for; 0 where all do."""
	for size, folder in context.sample().sizes:
		if WIDE <= size <= WIDEST:
			results = system.tag.browse(folder)
			return results.getReturnedSize() if results.getContinuationPoint() is not None else 0
	raise webdevprobe.asking.Unanswered("no folder with %d to %d tags" % (WIDE, WIDEST))


def garbageFilter(context):
	provider = context.sample().ofType("Provider")
	try:
		system.tag.browse(provider, {"webdevprobe": "none"})
		return "ignore"
	except:  # noqa: E722  a Java exception is not an Exception
		return "error"


QUESTIONS = (
	("default_provider", None, defaultProvider),
	("slashes", None, slashes),
	("tag_path_case", "Whether a tag path is found in other letter case.", letterCase),
	("case_folding", None, caseFolding),
	("udt_read", None, udtRead),
	("folder_read", None, folderRead),
	("quality_property", None, qualityProperty),
	("configuration_defaults", None, configurationDefaults),
	("configuration_values", None, configurationValues),
	("configuration_missing", None, configurationMissing),
	("browse_missing", None, browseMissing),
	("browse_page_size", None, browsePageSize),
	("alarm_metrics", "Folders list a node Alarm Metrics.", alarmMetrics),
	("garbage_filter", None, garbageFilter),
)
