"""Content negotiation (RFC 9110 section 12.5.1) between the formats that an endpoint can write."""

import re

from project.http import problem

DATA = ("json", "xml")
LISTS = ("json", "records", "xml", "csv")
MEDIA_TYPES = {
	"json": ("application/json",), "records": ("application/json",), "xml": ("application/xml", "text/xml"),
	"csv": ("text/csv",),
}
PROBLEMS = {
	"json": ("application/problem+json", "application/json"),
	"xml": ("application/problem+xml", "application/xml", "text/xml"),
}
QUALITY = re.compile(r"^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\Z")


def chosen(request, format, formats):
	"""The format to answer in.

	format   the value of ?format=, which wins over Accept, or None
	formats  the names that the endpoint can write, its default first
	raises   Problem 406
	"""
	if format is not None:
		if format in formats:
			return format
		raise notAcceptable(formats)
	accept = request.joinedHeader("accept")
	if not accept.strip():
		return formats[0]
	ranges = rangesOf(accept)
	ranked = sorted(formats, key=lambda name: -best(MEDIA_TYPES[name], ranges))
	if best(MEDIA_TYPES[ranked[0]], ranges) == 0:
		raise notAcceptable(formats)
	return ranked[0]


def forProblem(request):
	"""The format of a problem document: "xml" where the caller asks for XML rather than JSON, else "json"."""
	given = request.parameters().get("format")
	if given is not None:
		return "xml" if given == ["xml"] else "json"
	accept = request.joinedHeader("accept")
	if "xml" not in accept.lower():
		return "json"
	ranges = rangesOf(accept)
	return "xml" if best(PROBLEMS["xml"], ranges) > best(PROBLEMS["json"], ranges) else "json"


def refusal(request, raised):
	"""The response dict of a Problem, in the format that the caller asks for."""
	answer = problem.answer(raised, request.requestId, forProblem(request))
	answer["headers"].setdefault("Vary", "Accept")
	return answer


def takesGzip(request):
	"""True where the caller takes gzip (RFC 9110 section 12.5.3)."""
	accept = request.joinedHeader("accept-encoding")
	if not accept:
		return False
	weights = dict(rangesOf(accept))
	return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0))) > 0


def notAcceptable(formats):
	return problem.Problem(406, "not_acceptable", "This endpoint answers in: %s." % ", ".join(formats))


def rangesOf(header):
	return [mediaRange(part) for part in header.split(",") if part.strip()]


def mediaRange(part):
	"""(media range, weight) of one member of Accept; a weight that is not one counts as 1."""
	fields = [field.strip().lower() for field in part.split(";")]
	for field in fields[1:]:
		if field.startswith("q=") and QUALITY.match(field[2:]):
			return fields[0], float(field[2:])
	return fields[0], 1.0


def best(mediaTypes, ranges):
	return max([weight(mediaType, ranges) for mediaType in mediaTypes])


def weight(mediaType, ranges):
	"""What the most specific matching range gives a media type; 0 where none matches."""
	patterns = (mediaType, mediaType.split("/")[0] + "/*", "*/*")
	for pattern in patterns:
		found = [value for name, value in ranges if name == pattern]
		if found:
			return max(found)
	return 0
