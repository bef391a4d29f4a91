"""XML text in, through the platform's own pull parser, as plain events.

A document type declaration is refused where it starts, before anyone looks at what it declares: no
entity is ever expanded, no file or address opened. What the elements mean is decided elsewhere.
"""

from java.io import StringReader
from javax.xml.stream import XMLInputFactory
from javax.xml.stream import XMLStreamConstants
from javax.xml.stream import XMLStreamException

from project.gateway import codec
from project.gateway import failure
from project.values import plain

START, TEXT, END = "start", "text", "end"
ENCODINGS = ("utf-8", "us-ascii")
TEXTS = frozenset((XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE))


def events(text):
	"""Yield (START, (namespace or None, name), {(namespace or None, name): text}), (TEXT, text) and (END,).

	Comments and processing instructions are passed over. A text can come in several pieces.
	raises  codec.Refused with code malformed_xml or dtd_refused; GatewayFailure
	"""
	if not plain.isUnicode(text):
		raise malformed("it is not Unicode text")
	# Whatever stands before the declaration would hide it; a byte order mark is only how UTF-8 began.
	reader = opened(text[1:] if text.startswith(u"\ufeff") else text)
	checkDeclaration(reader)
	while True:
		event = following(reader)
		if event is None:
			return
		if event:
			yield event


def opened(text):
	# A factory of its own for each document: the platform does not say that one may be shared by threads.
	try:
		factory = XMLInputFactory.newDefaultFactory()
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, False)
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, False)
		factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, False)
		return factory.createXMLStreamReader(StringReader(text))
	except XMLStreamException:
		raise malformed("it does not begin like XML")
	except:  # noqa: E722  a Java exception is not an Exception
		raise failure.caught("javax.xml.stream")


def checkDeclaration(reader):
	if reader.getVersion() not in (None, "1.0"):
		raise malformed("only XML 1.0 is read")
	if (reader.getCharacterEncodingScheme() or "utf-8").lower() not in ENCODINGS:
		raise malformed("send it in UTF-8")


def following(reader):
	"""The next event; () for one that says nothing, None at the end."""
	try:
		return event(reader) if reader.hasNext() else None
	except codec.Refused:
		raise
	except XMLStreamException:
		raise malformed("it is not well-formed near line %d" % reader.getLocation().getLineNumber())
	except:  # noqa: E722
		raise failure.caught("javax.xml.stream")


def event(reader):
	kind = reader.next()
	if kind == XMLStreamConstants.START_ELEMENT:
		return START, (reader.getNamespaceURI(), reader.getLocalName()), attributes(reader)
	if kind == XMLStreamConstants.END_ELEMENT:
		return (END,)
	if kind in TEXTS:
		return TEXT, reader.getText()
	if kind == XMLStreamConstants.DTD:
		raise codec.Refused("dtd_refused", "The body has a document type declaration (DTD), which is never read.")
	if kind == XMLStreamConstants.ENTITY_REFERENCE:
		raise malformed("only the five entities of XML itself are known")
	return ()


def attributes(reader):
	return dict(
		((reader.getAttributeNamespace(index), reader.getAttributeLocalName(index)), reader.getAttributeValue(index))
		for index in range(reader.getAttributeCount()))


def malformed(why):
	return codec.Refused("malformed_xml", "The body is not XML that can be read: %s." % why)
