"""Lists of items and tables, as handlers answer them in every format.

JSON and XML carry the cursor of the next page in the answer; records and CSV, which are nothing but
rows, in a Link header (RFC 8288). The link of a POST is for another POST with the same body.
"""

from project.http import endpoint


def items(call, found, names, cursor=None):
	"""The answer that lists items.

	found   a list of dicts, JSON-ready
	names   their members, in the order of the columns of CSV
	cursor  the text of the next page, or None
	"""
	if call.format == "records":
		return linked(call, {"json": found}, cursor)
	if call.format == "csv":
		rows = ([item.get(name) for name in names] for item in found)
		return linked(call, {"columns": [{"name": name} for name in names], "rows": rows}, cursor)
	return {"json": {"results": found, "cursor": cursor}}


def table(call, columns, rows, ending=None):
	"""The answer that is a table.

	columns  [{"name", "type"}]
	rows     an iterable of lists of JSON-ready cells, or tables.Batches; only the reply takes them, in pieces
	ending   a function without arguments that is called behind the last row: what follows the rows, a dict
	         with "cursor", the text of the next page or None. Without it there is no next page
	"""
	answer = {"columns": columns, "rows": rows}
	if ending is not None:
		answer["ending"] = ending
		if call.format in ("records", "csv") and "cursor" in call.parameters:
			answer["link"] = lambda cursor: endpoint.nextLink(call.request, cursor)
	return answer


def linked(call, answer, cursor):
	if cursor is not None and "cursor" in call.parameters:
		answer["headers"] = {"Link": endpoint.nextLink(call.request, cursor)}
	return answer
