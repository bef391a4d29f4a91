"""The port to system.tag: plain paths and plain forms in, plain forms out."""

import re
import threading

from project.gateway import clock
from project.gateway import convert
from project.gateway import failure
from project.values import kinds
from project.values import memory
from project.values import paths
from project.values import plain

READ_TIMEOUT_MILLIS = 10000
WRITE_TIMEOUT_MILLIS = 10000
MAX_DETAIL = 300
GOOD = ("Good", None)
# The platform's object for Good, when it was last seen: most values share it.
GOOD_CODES = [None]
# PERF: by path, the list of it alone, which nobody changes. For each new list Jython 2.7.3 takes a lock that all
# threads share; a tuple takes none, but whether the platform reads one is not known.
ALONE = memory.Memory(10000)
QUALITY_NAME = re.compile(r"^[A-Za-z]\w*\Z")
PROPERTIES = ("tagType", "dataType", "valueSource", "readOnly", "enabled", "engLow", "engHigh", "engLimitMode")

# A class name, a file or a stack frame in a diagnostic text; SQL or the address of a database.
INSIDES = re.compile(
	r"\b[a-z]\w*(?:\.\w+)+\.[A-Z]\w*|[a-z](?:Exception|Error)\b|Traceback|File \"|\.py\b|\.java\b|\bat [\w.$]+\("
	r"|(?:^|[\s\"'(=])/[\w.\-]+/|\b[A-Za-z]:\\")
DATABASE = re.compile(
	r"\bjdbc:|\bselect\b.*\bfrom\b|\binsert\s+into\b|\bupdate\b.*\bset\b|\bdelete\s+from\b", re.IGNORECASE)


def read(wanted):
	"""One Qualified per path, in order; as `readColumns`."""
	found = readColumns(wanted)
	return [
		kinds.Qualified(value, name, detail, millis)
		for value, (name, detail), millis in zip(found.values, found.qualities, found.millis)]


def readColumns(wanted, first=0):
	"""kinds.Columns with a row for each path, in order, through one system.tag.readBlocking.

	All datasets together have plain.MAX_CELLS cells at most; the rest of their rows is left out.
	first   the number of the row from which on datasets are read
	raises  GatewayFailure; ContractBroken where the platform returns another number of values
	"""
	try:
		found = system.tag.readBlocking(wanted, READ_TIMEOUT_MILLIS)
		answer = columns(found, first)
	except:  # noqa: E722
		raise failure.caught("system.tag.readBlocking")
	checked(answer.values, wanted, "system.tag.readBlocking")
	return answer


def readOne(path):
	"""(value, quality, milliseconds) of one tag, as a row of `readColumns`.

	PERF: without a list for each column, of which only many rows make up for the price.
	raises  GatewayFailure; ContractBroken where the platform does not return one value
	"""
	wanted = ALONE.get(path) or ALONE.put(path, [path])
	try:
		found = system.tag.readBlocking(wanted, READ_TIMEOUT_MILLIS)
		if len(found) == 1:
			qualified = found[0]
			code, moment = qualified.quality, qualified.timestamp
			return (
				plainValue(qualified, None, 0), GOOD if code is GOOD_CODES[0] else quality(code),
				moment.getTime() if moment else None)
	except:  # noqa: E722
		raise failure.caught("system.tag.readBlocking")
	return checked(found, wanted, "system.tag.readBlocking")


def columns(found, first):
	# PERF: column by column, so that hardly any function is called for a row: 1 us for a tag, where an object
	# for each took 2 us. Most values share the platform's object for Good; to ask a quality for its text takes 1 us.
	good = GOOD_CODES[0]
	qualities = [GOOD if code is good else quality(code) for code in [value.quality for value in found]]
	millis = [moment.getTime() if moment else None for moment in [value.timestamp for value in found]]
	return kinds.Columns(plainValues(found, first), qualities, millis)


def plainValues(found, first):
	left = [plain.MAX_CELLS]
	try:
		values = [value.value for value in found]
	except ValueError:
		return [plainValue(value, left, first) for value in found]
	scalars = convert.SCALARS
	return [value if type(value) in scalars else convert.paged(value, left, first) for value in values]


def plainValue(value, left, first):
	"""`left` is a list of how many cells there may still be; None: all, for the only value."""
	try:
		found = value.value
		return found if type(found) in convert.SCALARS else convert.paged(found, left or [plain.MAX_CELLS], first)
	except ValueError:
		# Jython cannot even hand over a Java string with half of a surrogate pair.
		return kinds.Unsupported(convert.UNREADABLE)


def write(wanted, values):
	"""One (quality name, detail) per path, in order, through one system.tag.writeBlocking.

	raises  GatewayFailure of system.tag.writeBlocking, ContractBroken: nobody knows what was written
	"""
	platformValues = prepared(values)
	try:
		answer = [quality(code) for code in system.tag.writeBlocking(wanted, platformValues, WRITE_TIMEOUT_MILLIS)]
	except:  # noqa: E722
		raise failure.caught("system.tag.writeBlocking")
	return checked(answer, wanted, "system.tag.writeBlocking")


def prepared(values):
	try:
		return [convert.toPlatform(value) for value in values]
	except:  # noqa: E722
		raise failure.caught("system.dataset.toDataSet")


def checked(answer, wanted, operation):
	if len(answer) != len(wanted):
		raise failure.ContractBroken(
			"%s returned %d results for %d paths." % (operation, len(answer), len(wanted)))
	return answer


def quality(code):
	"""(name, detail) of a QualityCode, whose text is `Good` or `Bad_NotFound("why")`."""
	text = "%s" % code
	if text == "Good":
		GOOD_CODES[0] = code
		return GOOD
	name, bracket, rest = text.partition("(")
	if not QUALITY_NAME.match(name):
		raise ValueError("a quality without a name")
	return name, publicDetail(rest[:-1].strip('"'))


def publicDetail(detail):
	"""The platform's words, cut to 300 characters; None where they would show its insides."""
	shown = detail[:MAX_DETAIL]
	if INSIDES.search(shown) or DATABASE.search(shown):
		return None
	return shown or None


def browse(path):
	"""Every child of one folder, instance or provider as a list of dicts, all pages joined.

	path    "" for the list of providers, "[default]" or a folder's path
	each    {"path", "name", "tagType", "dataType", "valueSource", "typeId", "hasChildren"}; the
	        properties of a tag, which the platform lists as its children, are left out
	returns (rows, quality name) with the quality that the platform gives the whole answer
	raises  GatewayFailure
	"""
	rows, continuation, first = [], None, None
	try:
		while True:
			results = system.tag.browse(path, {"continuationPoint": continuation} if continuation else {})
			first = first or quality(results.getResultQuality())[0]
			rows.extend(child(row) for row in results.getResults() if typeName(row) != "Property")
			continuation = nextPage(results, continuation)
			if not continuation:
				return rows, first
	except:  # noqa: E722
		raise failure.caught("system.tag.browse")


def nextPage(results, previous):
	"""The continuation point, or None at the end or where the platform repeats itself."""
	following = results.getContinuationPoint()
	return following if following and following != previous else None


def child(row):
	return {
		"path": "%s" % row["fullPath"],
		"name": "%s" % row["name"],
		"tagType": typeName(row),
		"dataType": textOrNone(row, "dataType"),
		"valueSource": textOrNone(row, "valueSource"),
		"typeId": textOrNone(row, "typeId"),
		"hasChildren": bool(row["hasChildren"]),
	}


def typeName(row):
	return "%s" % row["tagType"]


def textOrNone(row, key):
	# Rows are Python dicts on some versions and Java objects with item access on others.
	try:
		value = row[key]
	except KeyError:
		return None
	return None if value is None else "%s" % value


def configuration(path):
	"""What the tag is configured as: a dict of the properties above that are set, None where one is bound.

	Only what the site configured is there: a property that was left at its default is missing, and
	nothing at all is known of a tag that does not exist.
	raises  GatewayFailure
	"""
	try:
		for node in system.tag.getConfiguration(path, False):
			return properties(node)
		return {}
	except:  # noqa: E722
		raise failure.caught("system.tag.getConfiguration")


def properties(node):
	return dict((key, propertyValue(node[key])) for key in PROPERTIES if key in node)


def propertyValue(value):
	plainForm = convert.fromPlatform(value)
	if isinstance(plainForm, dict):
		# A binding: only the platform knows what it comes to.
		return None
	return "%s" % value if isinstance(plainForm, kinds.Unsupported) else plainForm


class Remembered(object):
	"""A bounded memory of what rarely changes, each entry good for some seconds on the monotonic clock.

	When it is full everything is forgotten at once: it is only ever a saving.
	"""

	def __init__(self, seconds, maxEntries):
		self.seconds = seconds
		self.maxEntries = maxEntries
		self.lock = threading.Lock()
		self.entries = {}

	def get(self, key):
		return self.getAll([key])[0]

	def getAll(self, keys):
		"""What is remembered of each key, None where nothing is."""
		now, entries = clock.monotonicSeconds(), self.entries
		found = [entries.get(key) for key in keys]
		return [None if entry is None or now >= entry[0] else entry[1] for entry in found]

	def put(self, key, value):
		with self.lock:
			if len(self.entries) >= self.maxEntries:
				self.entries = {}
			self.entries[key] = (clock.monotonicSeconds() + self.seconds, value)


CONFIGURATIONS = Remembered(10, 20000)
DATA_TYPES = Remembered(60, 50000)


def rememberedConfiguration(path):
	"""As `configuration`, at most ten seconds old."""
	found = CONFIGURATIONS.get(path)
	if found is None:
		found = configuration(path)
		CONFIGURATIONS.put(path, found)
	return found


def dataTypes(wanted):
	"""{path: data type name or None}, at most a minute old; one browse per folder not yet known."""
	known = dict(zip(wanted, DATA_TYPES.getAll(wanted)))
	unknown = [path for path in wanted if known[path] is None]
	listed = {}
	for folder in set([parent(path) for path in unknown]):
		listed.update((row["path"], row["dataType"] or "") for row in browse(folder)[0])
	# A gateway that ignores letter case reads a tag under other spellings than the one that it lists.
	folded = dict((paths.folded(path), dataType) for path, dataType in listed.items())
	for path in unknown:
		known[path] = listed.setdefault(path, folded.get(paths.folded(path), ""))
	for path, dataType in listed.items():
		DATA_TYPES.put(path, dataType)
	return dict([(path, dataType or None) for path, dataType in known.items()])


def parent(path):
	folder, slash, name = path.rpartition("/")
	return folder if slash else path[:path.index("]") + 1]
