"""javax.xml.stream over expat: the pull parser of Java, as far as shipped code uses it.

Like the JDK's with SUPPORT_DTD off: a document type declaration is one event, and nothing in it counts.
"""

from __future__ import annotations

from collections import deque
from xml.parsers import expat

from java.io import StringReader
from java.lang import Exception as JavaException
from java.lang import IllegalArgumentException

__all__ = ["XMLInputFactory", "XMLStreamConstants", "XMLStreamException", "XMLStreamReader"]

PIECE = 16384


class XMLStreamException(JavaException):
    pass


class XMLStreamConstants:
    START_ELEMENT = 1
    END_ELEMENT = 2
    PROCESSING_INSTRUCTION = 3
    CHARACTERS = 4
    COMMENT = 5
    SPACE = 6
    START_DOCUMENT = 7
    END_DOCUMENT = 8
    ENTITY_REFERENCE = 9
    DTD = 11
    CDATA = 12


class XMLInputFactory:
    SUPPORT_DTD = "javax.xml.stream.supportDTD"
    IS_SUPPORTING_EXTERNAL_ENTITIES = "javax.xml.stream.isSupportingExternalEntities"
    IS_REPLACING_ENTITY_REFERENCES = "javax.xml.stream.isReplacingEntityReferences"

    def __init__(self) -> None:
        self._properties: dict[str, bool] = {}

    @staticmethod
    def newDefaultFactory() -> XMLInputFactory:
        return XMLInputFactory()

    def setProperty(self, name: str, value: bool) -> None:
        known = (self.SUPPORT_DTD, self.IS_SUPPORTING_EXTERNAL_ENTITIES, self.IS_REPLACING_ENTITY_REFERENCES)
        if name not in known:
            raise IllegalArgumentException(name)
        self._properties[name] = value

    def createXMLStreamReader(self, source: StringReader) -> XMLStreamReader:
        if self._properties.get(self.SUPPORT_DTD, True):
            raise NotImplementedError("this stand-in reads no DTD: set SUPPORT_DTD to False")
        return XMLStreamReader(source.text)


class Location:
    def __init__(self, line: int) -> None:
        self._line = line

    def getLineNumber(self) -> int:
        return self._line


class _Doctype(Exception):
    """Stops expat before it looks into a document type declaration."""


class XMLStreamReader:
    def __init__(self, text: str) -> None:
        self._content = text.encode("utf-8")
        self._position = 0
        self._events: deque[tuple] = deque()
        self._current: tuple = (XMLStreamConstants.START_DOCUMENT,)
        self._version: str | None = None
        self._encoding: str | None = None
        self._failed: XMLStreamException | None = None
        self._parser = self._configured()
        # the JDK's has read the XML declaration when it is handed over
        self._advance()

    def getVersion(self) -> str | None:
        return self._version

    def getCharacterEncodingScheme(self) -> str | None:
        return self._encoding

    def getLocation(self) -> Location:
        return Location(self._parser.CurrentLineNumber)

    def hasNext(self) -> bool:
        return self._current[0] != XMLStreamConstants.END_DOCUMENT

    def next(self) -> int:
        while not self._events:
            if self._failed:
                raise self._failed
            self._advance()
        self._current = self._events.popleft()
        return self._current[0]

    def getNamespaceURI(self) -> str | None:
        return self._current[1][0]

    def getLocalName(self) -> str:
        return self._current[1][1]

    def getText(self) -> str:
        return self._current[1]

    def getAttributeCount(self) -> int:
        return len(self._current[2])

    def getAttributeNamespace(self, index: int) -> str | None:
        return self._current[2][index][0][0]

    def getAttributeLocalName(self, index: int) -> str:
        return self._current[2][index][0][1]

    def getAttributeValue(self, index: int) -> str:
        return self._current[2][index][1]

    def _configured(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8", " ")
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._started
        parser.EndElementHandler = lambda name: self._events.append((XMLStreamConstants.END_ELEMENT,))
        parser.CharacterDataHandler = lambda text: self._events.append((XMLStreamConstants.CHARACTERS, text))
        parser.CommentHandler = lambda text: self._events.append((XMLStreamConstants.COMMENT, text))
        parser.ProcessingInstructionHandler = lambda target, data: self._events.append(
            (XMLStreamConstants.PROCESSING_INSTRUCTION, data))
        return parser

    def _advance(self) -> None:
        piece = self._content[self._position:self._position + PIECE]
        self._position += PIECE
        last = self._position >= len(self._content)
        try:
            self._parser.Parse(piece, last)
            if last:
                self._events.append((XMLStreamConstants.END_DOCUMENT,))
        except _Doctype:
            self._events.append((XMLStreamConstants.DTD, ""))
            self._failed = XMLStreamException("nothing is read behind a document type declaration")
        except expat.ExpatError as error:
            self._failed = XMLStreamException(str(error))

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        self._version, self._encoding = version, encoding

    def _doctype(self, *declaration: object) -> None:
        raise _Doctype

    def _started(self, name: str, attributes: list[str]) -> None:
        pairs = [(_qualified(attributes[index]), attributes[index + 1]) for index in range(0, len(attributes), 2)]
        self._events.append((XMLStreamConstants.START_ELEMENT, _qualified(name), pairs))


def _qualified(name: str) -> tuple[str | None, str]:
    namespace, _, local = name.rpartition(" ")
    return namespace or None, local
