"""Parses XML with the standard library. Loaded only inside a question: the import may fail."""

from xml.etree import ElementTree

REACHED = ElementTree.fromstring("<probe/>").tag == "probe"
