"""Entity tags and conditional requests (RFC 9110 sections 8.8.3 and 13.1).

A tag's ETag has two parts: one over path, value, quality and timestamp, one for how they are
written. It is strong: the same text means the same bytes. If-Match asks about the state only,
so it compares the first part.
"""

import re

from project.gateway import codec
from project.gateway import crypto

DIGITS = 24
CONTAINERS = frozenset((dict, list))
ENTITY_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e]*)"')


def of(state, representation):
	"""The ETag of a state written in one representation, for example "json".

	state  a list of JSON-ready values
	"""
	return named(digest(state), representation)


def digest(state):
	"""The first part of an ETag.

	PERF: 4 us for the five values of one tag. The encoder of answers is ten times as fast as the canonical one,
	which is only needed for the order of an object's members.
	"""
	encode = codec.canonical if any([type(value) in CONTAINERS for value in state]) else codec.encode
	return crypto.hexText(crypto.sha256(encode(state).encode("utf-8")))[:DIGITS]


def named(digest, representation):
	return '"%s.%s"' % (digest, representation)


def ofBytes(content, representation):
	"""The ETag of a body as it goes out, for example in "json"."""
	return '"%s.%s"' % (crypto.hexText(crypto.sha256(content))[:DIGITS], representation)


def gzipped(etag):
	"""The ETag of the same answer when gzip packs it: other bytes, another ETag (RFC 9110 section 8.8.3.3)."""
	return '%s-gzip"' % etag[:-1]


def statePart(opaque):
	return opaque.partition(".")[0]


def matches(header, etag):
	"""If-Match: strong comparison of the state part. `header` is the field's text."""
	if header.strip() == "*":
		return True
	current = statePart(etag.strip('"'))
	return any(not weak and statePart(opaque) == current for weak, opaque in ENTITY_TAG.findall(header))


def noneMatch(header, etag):
	"""If-None-Match: True where the client already has this representation (weak comparison)."""
	if header == etag or header.strip() == "*":
		return True
	return any('"%s"' % opaque == etag for weak, opaque in ENTITY_TAG.findall(header))
