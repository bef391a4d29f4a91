"""Questions about system.util.jsonEncode and jsonDecode."""

import re


def encoded(value):
	return system.util.jsonEncode({"probe": value})


def member(value):
	"""What the encoder writes for a value: number, text, null, object, array, or the bare word itself."""
	written = re.sub(r"\s", "", encoded(value))[len('{"probe":'):-1]
	for name, pattern in (("number", r"-?[0-9].*"), ("text", r'".*"'), ("object", r"\{.*"), ("array", r"\[.*")):
		if re.match(pattern, written):
			return name
	return written[:20]


def date(context):
	return member(system.date.now())


def decimal(context):
	return member(webdevprobe.forms.decimals.VALUE)


def notANumber(context):
	return member(float("nan"))


def nonAscii(context):
	return "escaped" if "\\u00e9" in encoded(u"\u00e9").lower() else "as it is"


def html(context):
	return "escaped" if "\\u003c" in encoded("<") else "as it is"


def indented(context):
	return "\n" in encoded("x")


def garbage(context):
	return webdevprobe.shapes.kind(system.util.jsonDecode("{probe"))


def duplicate(context):
	return webdevprobe.shapes.kind(system.util.jsonDecode('{"a": 1, "a": 2}'))


QUESTIONS = (
	("json_encode_date", "What system.util.jsonEncode writes for a date.", date),
	("json_encode_decimal", "What system.util.jsonEncode writes for a BigDecimal.", decimal),
	("json_encode_nan", "What system.util.jsonEncode writes for NaN.", notANumber),
	("json_encode_non_ascii", "How system.util.jsonEncode writes characters beyond ASCII.", nonAscii),
	("json_encode_html", "How system.util.jsonEncode writes < and >.", html),
	("json_encode_indented", "system.util.jsonEncode breaks lines unless told otherwise.", indented),
	("json_decode_garbage", "What system.util.jsonDecode gives for text that is not JSON.", garbage),
	("json_decode_duplicate", "What system.util.jsonDecode gives for a member that is there twice.", duplicate),
)
