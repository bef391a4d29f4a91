"""JSON Schema as OpenAPI 3.0.3 has it: the words in which endpoints describe their bodies and answers.

A schema with a title becomes a component of the OpenAPI document under that name. "limit" in an array names
the entry of Limits that bounds it; the document then has the value that is shipped. "words" beside a pattern say to
a caller what it asks for; the document leaves them out.
"""

TEXT = {"type": "string"}
TEXT_OR_NULL = {"type": "string", "nullable": True}
BOOLEAN = {"type": "boolean"}
INTEGER = {"type": "integer"}
# Null too: OpenAPI 3.0.3 allows `nullable` beside a type only.
ANY = {"description": "Any JSON value, or null."}
OPEN = {"type": "object", "additionalProperties": ANY}
TIME = {"type": "string", "format": "date-time", "nullable": True}
CURSOR = {
	"type": "string", "nullable": True,
	"description": "For the next page: the same request with this as `cursor`. null: this is the last page.",
}


def described(schema, description, **more):
	"""The schema with a description and further keywords."""
	return dict(schema, description=description, **more)


def listOf(items, **more):
	return dict(more, type="array", items=items)


def record(title, properties, optional=(), **more):
	"""An object of an answer. Every property is there but the optional ones; later versions may add some."""
	found = dict(more, type="object", properties=properties)
	required = sorted(name for name in properties if name not in optional)
	if required:
		found["required"] = required
	if title:
		found["title"] = title
	return found


def body(title, properties, optional=(), **more):
	"""An object of a request: as `record`, and nothing else may be in it."""
	return record(title, properties, optional, additionalProperties=False, **more)


def page(title, item):
	"""A list in pages."""
	return record(title, {"results": listOf(item), "cursor": CURSOR})


def ofFields(fields):
	"""The schema of a body whose fields are declared as the parameters of a command; None: any object."""
	if fields is None:
		return OPEN
	properties = dict([(name, ofField(fields[name])) for name in fields])
	optional = [name for name in fields if "default" in fields[name] or not fields[name].get("required", True)]
	return body(None, properties, optional)


def ofField(field):
	found = dict([(name, field[name]) for name in field if name not in ("title", "required")])
	if field["type"] == "dateTime":
		found["type"] = "string"
	texts = [field[name] for name in ("title", "description") if field.get(name)]
	if texts:
		found["description"] = ": ".join(texts)
	return found


COLUMN = record("Column", {
	"name": TEXT,
	"type": described(TEXT, "The simple name of the column's Java class, as Integer, Double, String, Date."),
})
CELL = described(ANY, "A cell: as the type of its column says, or null.")


def table(title, problems=None):
	"""A table in pages. `problems` is the schema of the member of that name, where it can be there."""
	properties = {"columns": listOf(COLUMN), "rows": listOf(listOf(CELL)), "cursor": CURSOR}
	if problems is None:
		return record(title, properties)
	return record(title, dict(properties, problems=problems), ("problems",))


TABLE = table("Table")
# The rows of a table with ?format=records.
ROWS = listOf(OPEN)

PROBLEM = record("Problem", {
	"type": described(TEXT, "Always about:blank."),
	"title": described(TEXT, "The status in words."),
	"status": described(INTEGER, "The HTTP status."),
	"detail": described(TEXT, "What is wrong and what to do, for people. It may be reworded."),
	"requestId": described(TEXT, "The request's id, which the gateway log has too."),
	"error": described(TEXT, "A short message."),
	"code": described(TEXT, "One stable word for the cause, for programs."),
}, additionalProperties=ANY, description="An error (RFC 9457). Some causes add members of their own.")
