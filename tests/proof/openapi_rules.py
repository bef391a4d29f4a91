"""What OpenAPI has no words for, with the reason of each: the hooks of schemathesis, which loads this file by itself.

Everything else that schemathesis finds is a fault of the API or of its document.
"""

import json
import re
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

import schemathesis
from lxml import etree

# Refusals of a request that keeps its schema: by code, what the schema cannot say.
KNOWN = {
    "a tag path has a grammar, and which tags there are, which a caller may touch and what each takes is the plant's": {
        "invalid_tag_path", "tag_forbidden", "tag_not_found", "read_only", "tag_disabled", "type_mismatch",
        "out_of_range", "atomic_check_failed", "precondition_failed"},
    "which commands, queries and files there are and what each takes is the site's": {
        "command_not_found", "confirmation_required", "invalid_argument", "command_check_failed", "command_failed",
        "query_not_found", "query_unusable", "unknown_parameter", "schema_not_found", "unknown_field"},
    "a cursor must be that of the page before": {"invalid_cursor", "result_changed"},
    "a time and a length of time have a grammar, and a calendar behind it": {"invalid_time"},
    "modes and types are taken in any letter case, and an interval has a grammar": {"invalid_parameter"},
    "two parameters limit each other": {
        "invalid_range", "range_too_long", "too_many_rows", "conflicting_parameters"},
    "members of a list may not be alike in one of their members: ids of a batch, tags of a write in any letter case": {
        "invalid_field", "repeated_path"},
    "what is a set in the schema becomes a Set in TypeScript, which JSON.stringify writes as {}": {"repeated_path"},
    "an Idempotency-Key belongs to one request": {"idempotency_key_reused", "idempotency_key_running"},
    "a text has no NUL, no half of a surrogate pair and nothing that is not UTF-8": {"malformed_json", "malformed_xml"},
    "a body has limits as a whole": {"too_deep", "too_many_nodes", "string_too_long", "number_too_large"},
    "a path on 8.1, and the script of the demo's site": {"not_supported_on_8_1", "no_production"},
}
CODES = {code for codes in KNOWN.values() for code in codes}
# Those that one part of the API has a reason for: anywhere else the schema can say it.
ONLY_IN = {
    "unknown_parameter": "/queries/{name}", "unknown_field": ("/queries/{name}", "/cmd"),
    "invalid_argument": ("/queries/{name}", "/cmd"), "query_unusable": "/queries/{name}",
    "invalid_parameter": ("/history", "/browse"), "too_many_rows": "/history",
    "conflicting_parameters": ("/history", "/queries/{name}"),
    "range_too_long": ("/history", "/alarms/journal"), "not_supported_on_8_1": "/history",
    "invalid_range": ("/history", "/alarms/journal"),
    "invalid_time": ("/history", "/alarms/journal"), "repeated_path": ("/write", "/history"), "invalid_field": "/batch",
    "no_production": "/custom/", "result_changed": "/queries/{name}", "schema_not_found": "/schema/"}
# The whole line of a request and its headers: Jetty takes 8 KB, and answers 414 or 431 itself.
MAX_URL = 6000
# WebDev knows eight methods; the container answers any other one itself, with 501.
FOREIGN_METHODS = {"QUERY"}
XML_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\\\\")


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """One credential: OpenAPI lists alternatives and cannot say that two at once are refused.

    Bodies in XML are made of the schema of the JSON: OpenAPI's own words for XML cannot say what XPath's are.
    """
    for methods in raw_schema["paths"].values():
        for operation in methods.values():
            operation["security"] = [each for each in operation["security"] if "bearer" in each]
            content = operation.get("requestBody", {}).get("content", {})
            if content:
                content["application/xml"]["schema"] = content["application/json"]["schema"]
    schemes = raw_schema["components"]["securitySchemes"]
    raw_schema["components"]["securitySchemes"] = {"bearer": schemes["bearer"]}


@schemathesis.hook
def filter_case(context, case):
    sent = [*(case.query or {}).values(), *(case.headers or {}).values(), *(case.path_parameters or {}).values()]
    return case.method.upper() not in FOREIGN_METHODS and sum(len(quote(str(each), safe="")) for each in sent) < MAX_URL


@schemathesis.serializer("application/xml")
def in_xml(context, value):
    if isinstance(value, bytes):
        return value
    return element(value, None).encode("utf-8", "surrogatepass")


def element(value, key):
    """JSON in the vocabulary of XPath 3.1, section 17.4.2."""
    name, content = "null", ""
    attributes = "" if key is not None else ' xmlns="http://www.w3.org/2005/xpath-functions"'
    if isinstance(value, bool):
        name, content = "boolean", str(value).lower()
    elif isinstance(value, (int, float)):
        name, content = "number", json.dumps(value)
    elif isinstance(value, str):
        name, content = "string", escape(shown(value))
        attributes += ' escaped="true"' if XML_TEXT.search(value) else ""
    elif isinstance(value, list):
        name, content = "array", "".join(element(each, "") for each in value)
    elif isinstance(value, dict):
        name, content = "map", "".join(element(each, str(member)) for member, each in value.items())
    if key:
        attributes += f" key={quoteattr(shown(key))}" + (' escaped-key="true"' if XML_TEXT.search(key) else "")
    return f"<{name}{attributes}>{content}</{name}>"


def shown(text):
    return XML_TEXT.sub(lambda found: json.dumps(found[0])[1:-1], text)


def code_of(response):
    """The code of a problem document, None where the answer is none."""
    media_type = response.headers.get("content-type", [""])[0]
    if "problem" not in media_type or not response.content:
        return None
    return etree.fromstring(response.content).findtext("{*}code") if "xml" in media_type else response.json()["code"]


@schemathesis.check
def codes_are_declared(context, response, case):
    """Every code is among those that the document lists for the operation and the status."""
    responses = case.operation.definition.raw["responses"]
    if "default" in responses:
        return  # the script of a site raises what it likes
    declared = responses.get(str(response.status_code), {})
    if "$ref" in declared:
        declared = case.operation.schema.raw_schema["components"]["responses"][declared["$ref"].rpartition("/")[2]]
    code = code_of(response)
    if code is not None and "x-problem-codes" in declared:
        assert code in declared["x-problem-codes"], f"{response.status_code} {code} is not in the document"


@schemathesis.check
def only_known_refusals(context, response, case):
    """What keeps its schema is refused for one of the reasons above only."""
    if not case.meta or not case.meta.generation.mode.is_positive or response.status_code < 400:
        return
    code = code_of(response)
    if response.status_code == 401 or code is None:
        return
    assert code in CODES and case.operation.path.startswith(ONLY_IN.get(code, "/")), (
        f"a request that keeps its schema gets {response.status_code} {code}")
