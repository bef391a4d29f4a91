"""The published XML schema as a judge of answers. Off Jython only, where lxml is."""

import json

from lxml import etree


class Files(etree.Resolver):
    """Resolves the import of one published file by another, and nothing else."""

    def __init__(self, files):
        self._files = files

    def resolve(self, url, public_id, context):
        return self.resolve_string(self._files[url.rpartition("/")[2]].encode("utf-8"), context)


class Judge(object):
    """Validates documents against the files that the API publishes."""

    def __init__(self, files):
        parser = etree.XMLParser(no_network=True)
        parser.resolvers.add(Files(files))
        self._schema = etree.XMLSchema(etree.fromstring(files["api.xsd"].encode("utf-8"), parser, base_url="api.xsd"))

    def root(self, body):
        """The root element of a valid document; AssertionError where it is not valid."""
        document = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
        self._schema.assertValid(document)
        return document


def value(element):
    """What a document of data means, read without the product's own reader; texts with escapes are not read."""
    kind = etree.QName(element).localname
    if kind == "map":
        return {child.get("key"): value(child) for child in element}
    if kind == "array":
        return [value(child) for child in element]
    if kind == "string":
        return element.text or ""
    return None if kind == "null" else json.loads(element.text)
