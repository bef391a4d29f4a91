"""Every answer that a test gets, held against the OpenAPI document that the installation serves. CPython only.

What the API answers and does not declare fails the test that saw it: a status, a problem code, a media type, a
header, a member of a JSON answer.
"""

import gzip
import json
import re

import jsonschema_rs

HEADERS = ("etag", "link", "retry-after", "www-authenticate", "idempotent-replayed", "ratelimit", "ratelimit-policy")
XML_CODE = re.compile(r"<code>([a-z0-9_]+)</code>")
# What belongs to no operation: a path or a method that there is not.
ELSEWHERE = {(404, "route_not_found"), (400, "invalid_path"), (405, "method_not_allowed")}
ODD = re.compile(r"/\.|//|;|%(?!20|5B|5D)")
BODILESS = ("OPTIONS", "HEAD")
FORMATS = {"application/problem+json", "application/problem+xml"}

_documents = {}
_validators = {}


def check(client, method, path, answer):
    """Raises AssertionError where the document does not describe the answer."""
    if "x-request-id" not in answer.headers:
        return  # an answer of the gateway's own
    library = client.host.project(client.project).library.project
    key = tuple((each["method"], each["path"], each["formats"]) for each in library.api.ENDPOINTS)
    if key not in _documents:
        _documents[key] = library.openapi.document(library.api.ENDPOINTS)
    judge(_documents[key], method, path.partition("?")[0], answer)


def judge(document, method, path, answer):
    if ODD.search(path):
        return  # which endpoint it reaches is the test's own question
    template, methods = operations(document, path[:-1] if path.endswith("/") else path)
    operation = methods.get("get" if method == "HEAD" else method.lower())
    if operation is None:
        seen = answer.status, problem_code(answer)
        assert seen in ELSEWHERE or (method in BODILESS and answer.status in (204, 404, 405)), (
            "%s %s is not described and answers %s %s" % ((method, path) + seen))
        return
    where = "%s %s: %d" % (method, template, answer.status)
    response = resolved(document, response_of(operation["responses"], answer.status))
    assert response is not None, "%s %s is not declared (its `answers` or `problems`)" % (where, problem_code(answer))
    for name in HEADERS:
        assert name not in answer.headers or name in [each.lower() for each in response["headers"]], (
            "%s: the header %s is not declared" % (where, name))
    if answer.status not in (204, 304) and method != "HEAD":
        # The script of a site raises what it likes, under any status.
        judge_body(document, where, response, answer, "default" in operation["responses"])


def operations(document, path):
    """(template, {method: operation}) of a path; literal templates first."""
    for template in sorted(document["paths"], key=lambda each: "{" in each):
        pattern = re.sub(r"\\\{[^/]*\\\}", ".+", re.escape(template))
        if re.fullmatch(pattern, path, re.DOTALL):
            return template, document["paths"][template]
    return path, {}


def response_of(responses, status):
    for name in ("%d" % status, "%dXX" % (status // 100), "default"):
        if name in responses:
            return responses[name]
    return None


def resolved(document, found):
    if found is None or "$ref" not in found:
        return found
    place = document
    for part in found["$ref"][2:].split("/"):
        place = place[part]
    return place


def judge_body(document, where, response, answer, is_open):
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    assert media_type in response["content"], "%s: %s is not declared" % (where, media_type)
    if media_type in FORMATS and not is_open:
        codes = response["x-problem-codes"]
        assert problem_code(answer) in codes, "%s: %s is not declared in `problems`" % (where, problem_code(answer))
    if media_type.endswith("json"):
        validator = validator_of(document, where, media_type, response["content"][media_type]["schema"])
        for error in validator.iter_errors(json.loads(text_of(answer))):
            raise AssertionError("%s: the answer is not as declared, at %s: %s" % (
                where, list(error.instance_path), error.message[:1000]))


def text_of(answer):
    packed = answer.headers.get("content-encoding") == "gzip"
    return (gzip.decompress(answer.body) if packed else answer.body).decode("utf-8")


def problem_code(answer):
    kind = answer.headers.get("content-type", "")
    if kind.startswith("application/problem+json") and answer.body:
        return answer.json()["code"]
    found = XML_CODE.search(answer.body.decode("utf-8", "replace")) if "problem+xml" in kind else None
    return found and found.group(1)


def validator_of(document, where, media_type, schema):
    key = id(document), where, media_type
    if key not in _validators:
        components = {name: closed(each) for name, each in document["components"]["schemas"].items()}
        whole = dict(closed(schema), components={"schemas": components})
        _validators[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return _validators[key]


def closed(schema):
    """An OpenAPI 3.0 schema as JSON Schema. Objects that name their members have no others: all is declared."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: ({key: closed(each) for key, each in member.items()} if name == "properties" else closed(member))
             for name, member in schema.items() if name not in ("nullable", "example")}
    if "properties" in found:
        found.setdefault("additionalProperties", False)
    if schema.get("nullable") and "type" in schema:
        found["type"] = [schema["type"], "null"]
    return found
