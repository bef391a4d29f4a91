"""Content negotiation (RFC 9110 section 12.5.1) between the formats that an endpoint can write."""

import re

from project.http import problem

MEDIA_TYPES = {"json": "application/json", "records": "application/json"}
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
	ranges = [mediaRange(part) for part in accept.split(",") if part.strip()]
	ranked = sorted(formats, key=lambda name: -weight(MEDIA_TYPES[name], ranges))
	if weight(MEDIA_TYPES[ranked[0]], ranges) == 0:
		raise notAcceptable(formats)
	return ranked[0]


def notAcceptable(formats):
	return problem.Problem(406, "not_acceptable", "This endpoint answers in: %s." % ", ".join(formats))


def mediaRange(part):
	"""(media range, weight) of one member of Accept; a weight that is not one counts as 1."""
	fields = [field.strip().lower() for field in part.split(";")]
	for field in fields[1:]:
		if field.startswith("q=") and QUALITY.match(field[2:]):
			return fields[0], float(field[2:])
	return fields[0], 1.0


def weight(mediaType, ranges):
	"""What the most specific matching range gives a media type; 0 where none matches."""
	patterns = (mediaType, mediaType.split("/")[0] + "/*", "*/*")
	for pattern in patterns:
		found = [value for name, value in ranges if name == pattern]
		if found:
			return max(found)
	return 0
