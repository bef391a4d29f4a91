"""Bytes as Java has them, and gzip (RFC 1952) through the platform's own classes; what goes in and out is bytes."""

from java.io import ByteArrayOutputStream
from java.util.zip import GZIPOutputStream

BUFFER_BYTES = 8192


def packed(content):
	"""Bytes as one gzip member: a Java byte[]."""
	collected = ByteArrayOutputStream()
	stream = GZIPOutputStream(collected, BUFFER_BYTES)
	stream.write(content)
	stream.close()
	return collected.toByteArray()


def byteArray(content):
	"""Bytes as a Java byte[], which WebDev writes out as it is."""
	collected = ByteArrayOutputStream()
	collected.write(content)
	return collected.toByteArray()


def through(output):
	"""A stream that packs what is written to it into `output`; a flush sends all so far, `finish` ends it."""
	return GZIPOutputStream(output, BUFFER_BYTES, True)
