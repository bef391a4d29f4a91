"""The least that serves tags over HTTP: no credential, no check, no error handling. A yardstick, not an example."""

from com.inductiveautomation.ignition.common.gson import GsonBuilder

from java.util import Date

GSON = GsonBuilder().serializeNulls().disableHtmlEscaping().create()


def read(paths):
	return [item(path, value) for path, value in zip(paths, system.tag.readBlocking(paths))]


def item(path, value):
	return {
		"path": path,
		"value": value.value,
		"quality": "%s" % value.quality,
		"timestamp": value.timestamp.time,
	}


def write(writes):
	codes = system.tag.writeBlocking([entry["path"] for entry in writes], [entry["value"] for entry in writes])
	return [
		{"path": entry["path"], "success": code.good, "quality": "%s" % code} for entry, code in zip(writes, codes)]


def history(path, start, end):
	table = system.tag.queryTagHistory(
		paths=[path], startDate=Date(start), endDate=Date(end), returnSize=-1, aggregationMode="LastValue",
		returnFormat="Tall", includeBoundingValues=False, noInterpolation=True, validateSCExec=False)
	return [[at.getTime(), value] for at, value in zip(table.getColumnAsList(3), table.getColumnAsList(1))]


def browse(path):
	return [listed(row) for row in system.tag.browse(path).getResults()]


def listed(row):
	return {
		"path": "%s" % row["fullPath"],
		"name": row["name"],
		"tagType": "%s" % row["tagType"],
		"dataType": "%s" % row["dataType"],
		"hasChildren": row["hasChildren"],
	}


def answer(value):
	return {"json": GSON.toJson(value)}
