"""What a role may touch is decided on the canonical path, whatever is tried with it: abuse cases 49, 51 and 53 to 55.

Beside each tag that the role may read stands one whose path is nearly the same, with a value to be found out.
"""

import pytest

from tests.faults.answers import answered, clean, refused, unwritten
from tests.faults.settings import PROFILES, fresh
from tests.support.trees import PUMP, PUMP_TYPE, folder, several, tag

MINE, SECRET = 11.5, 987654.25
COMPOSED, DECOMPOSED = u"K\u00e4lte", u"Ka\u0308lte"
TREE = several(
    folder("_types_", PUMP_TYPE),
    folder("Area1", tag("x", "Float8", MINE), tag(COMPOSED, "Float8", MINE), folder("Deep", tag("x", "Float8", SECRET)),
           PUMP),
    folder("Area10", tag("x", "Float8", SECRET)),
    folder("Area2", tag("x", "Float8", SECRET, alarms=[{"name": "High", "mode": "AboveValue", "setpointA": 10.0}])),
    folder(u"\u0410rea1", tag("x", "Float8", SECRET)),
)
ROLE = {"scopes": ["tags:read", "tags:write", "history:read", "alarms:read", "alarms:ack", "alarms:shelve"],
        "read": ["[default]Area1/*"], "write": ["[default]Area1/*"]}

# What the path names, or seems to: (path, status on a route of its own, code).
NEAR = [
    (u"[default]Area10/x", 403, "tag_forbidden"),
    (u"[default]Area1", 403, "tag_forbidden"),
    (u"[default]Area1/Deep/x", 403, "tag_forbidden"),
    (u"[default]Area1/../Area2/x", 400, "invalid_tag_path"),
    (u"[default]Area1/./x", 400, "invalid_tag_path"),
    (u"[default]area1/x", 403, "tag_forbidden"),
    (u"[default]AREA1/x", 403, "tag_forbidden"),
    (u"[default] Area1/x", 400, "invalid_tag_path"),
    (u"[DEFAULT]Area1/x", 403, "tag_forbidden"),
    (u"[Default]Area1/x", 403, "tag_forbidden"),
    (u"[default]Area1//x", 400, "invalid_tag_path"),
    (u"[default]/Area1/x", 400, "invalid_tag_path"),
    (u"[default]Area1/x/", 400, "invalid_tag_path"),
    (u"[default]Area1/x ", 400, "invalid_tag_path"),
    (u"[default]\u0410rea1/x", 403, "tag_forbidden"),
    (u"[default]Area\uff11/x", 403, "tag_forbidden"),
    (u"[default]Area1\u200b/x", 400, "invalid_tag_path"),
    (u"[default]Area1/*", 400, "invalid_tag_path"),
    (u"[other]Area1/x", 403, "tag_forbidden"),
    (u"Area1/x", 403, "tag_forbidden"),
]
# A suffix, a parameter, or a provider that is not of this gateway's tags (abuse case 51).
ODD = [u"[default]Area1/x" + suffix for suffix in (
    ".Value", ".value", ".opcItemPath", ".OPCItemPath", ".Password", ".Documentation", ".ConfiguredExpression",
    ".Alarms/High.setpointA", "/Alarms/High.setpointA", "/Alarms.High", ".AlarmEvalEnabled", "[0]", ".", "/..",
)] + [
    u"[default]Area2/x/Alarms/High.setpointA", u"[default]../Area2/x", u"[default]./Area1/x", u"[default]~/Area1/x",
    u"[~]Area1/x", u"[.]x", u"[..]Area2/x", u"[default]Area1/{x}", u"[default]{Area}/x", u"[{provider}]Area1/x",
    u"[System]Gateway/CurrentDateTime", u"[system]Gateway/CurrentDateTime", u"[client]User/Username",
    u"[Client]User/Username", u"[.Vision]x", u"[System]Client/User/Username",
]
READABLE_BY_ALL = u"[System]", u"[system]"


def limited(version=PROFILES[0], role=None, **unknowns):
    product = fresh(version, TREE, unknowns)
    product.gateway.historian.add_provider("Historian")
    product.configure("Roles", {"area": role or ROLE})
    product.configure("DefaultRole", "area")
    return product


def in_url(path):
    return "/tags/" + path[1:].replace("]", "/", 1) if path.startswith("[") else "/tags/" + path


def asked(client, path):
    """[(answer, is it the answer to this path alone)] of each way to name one tag."""
    return [
        (client.get("/tags", params=[("path", path)]), False),
        (client.post("/read", {"paths": [path]}), False),
        (client.put("/tags", {"value": 5}, params=[("path", path)]), True),
        (client.post("/write", {"writes": [{"path": path, "value": 5}]}), False),
        (client.get("/history/raw", params=[("path", path)]), False),
        (client.get("/alarms", params=[("source", path)]), False),
        (client.get("/browse", params=[("path", path)]), False),
    ]


def shows_nothing(answer):
    clean(answer)
    assert answer.status < 500, answer.text()
    assert "%s" % SECRET not in answer.text() and "%s" % MINE not in answer.text()


@pytest.fixture(scope="module", params=[
    (PROFILES[0], {}), (PROFILES[1], {}), (PROFILES[0], {"slashes": "tolerant", "case_folding": "java"}),
    (PROFILES[1], {"slashes": "tolerant", "default_provider": "default"})], ids=repr)
def area(request):
    return limited(request.param[0], **request.param[1])


def test_abuse_case_49_what_the_role_names_is_served(area):
    for name in (u"x", COMPOSED):
        assert answered(area.client.get("/tags", params=[("path", u"[default]Area1/" + name)]))[name]["value"] == MINE
    answered(area.client.get("/tags/default/Area1/x"))


@pytest.mark.parametrize("path, status, code", NEAR)
def test_abuse_case_49_a_path_that_is_nearly_one_of_the_role_is_another(area, path, status, code):
    with unwritten(area):
        for answer, is_alone in asked(area.client, path):
            shows_nothing(answer)
            if is_alone:
                refused(answer, status, code)


def test_abuse_case_49_a_name_in_another_normal_form_is_another():
    product = limited(role=dict(ROLE, read=[u"[default]Area1/" + COMPOSED], write=[u"[default]Area1/" + COMPOSED]))
    for answer, is_alone in asked(product.client, u"[default]Area1/" + DECOMPOSED):
        shows_nothing(answer)
        if is_alone:
            refused(answer, 403, "tag_forbidden")


@pytest.mark.parametrize("path", ODD)
def test_abuse_case_51_only_tags_of_allowed_providers_have_a_value_here(area, path):
    with unwritten(area):
        for answer, is_alone in asked(area.client, path):
            shows_nothing(answer)
            if is_alone:
                assert answer.status in (400, 403)


def test_abuse_case_55_what_is_forbidden_answers_the_same_whether_or_not_it_exists(area):
    for there, absent in ((u"[default]Area2/x", u"[default]Area2/y"), (u"[default]Area2/x", u"[default]Area9/x"),
            (u"[default]Area10", u"[default]Area11"), (u"[System]Gateway/CurrentDateTime", u"[Nowhere]Gateway/x")):
        for (one, _), (other, _) in zip(asked(area.client, there), asked(area.client, absent)):
            assert outline(one, there) == outline(other, absent)
        assert outline(area.client.get(in_url(there)), there) == outline(area.client.get(in_url(absent)), absent)


def outline(answer, path):
    """What a caller can tell from an answer, apart from what it said itself."""
    name = path.rpartition("/")[2].rpartition("]")[2]
    text = answer.body.decode("utf-8").replace(path, "TAG").replace('"%s"' % name, '"TAG"')
    for name in ("x-request-id", "etag", "ratelimit"):
        text = text.replace(answer.headers.get(name, "no such header"), name)
    return answer.status, answer.headers["content-type"], "etag" in answer.headers, text


@pytest.mark.parametrize("path", ODD)
def test_abuse_case_51_a_role_for_every_tag_is_still_one_for_tags_and_their_values(path):
    product = shared_operator()
    with unwritten(product):
        for answer, is_alone in asked(product.client, path):
            clean(answer)
            assert answer.status < 500
            if is_alone:
                assert answer.status in (400, 403), answer.text()
    read = product.client.post("/read", {"paths": [path]}).json()["results"][0]
    # Whoever may read everything may read the tags of the system provider.
    if not path.startswith(READABLE_BY_ALL):
        assert read["value"] is None and read["quality"] in ("Bad_AccessDenied", "Error_InvalidPathSyntax"), read


def shared_operator(made=[]):  # noqa: B006  one installation for all
    if not made:
        made.append(fresh(tags=TREE))
    return made[0]


@pytest.mark.parametrize("variant", ["refuse", "members"])
@pytest.mark.parametrize("path, status", [
    ("[default]Area1/Pump1.typeId", 403), ("[default]Area1/Pump1.Parameters", 403), ("[default]Area1/x.Enabled", 403),
    ("[default]Area1/x.engHigh", 403), ("[default]Area1/x.readOnly", 403), ("[default]_types_/Pump/Speed", 403),
    ("[default]_types_/Pump", 403), ("[default]_TYPES_/Pump/Running", 403),
])
def test_abuse_case_53_nothing_but_the_value_of_a_tag_can_be_set(variant, path, status):
    product = limited(udt_write=variant, role=dict(ROLE, write=["[default]**"], read=["[default]**"]))
    with unwritten(product):
        for value in (5, {"typeId": "Other"}, {"Speed": {"readOnly": True, "value": 1}}):
            refused(product.client.put("/tags", {"value": value}, params=[("path", path)]), status, "tag_forbidden")
            answer = product.client.post("/write", {"writes": [{"path": path, "value": value}]})
            assert [result["code"] for result in answered(answer)["results"]] == ["tag_forbidden"]


@pytest.mark.parametrize("body", [
    {"value": 5, "typeId": "Pump"}, {"value": 5, "readOnly": True}, {"value": 5, "tags": []}, {"value": 5, "path": "x"},
])
def test_abuse_case_53_a_field_of_the_configuration_beside_the_value_is_unknown(product, body):
    with unwritten(product):
        refused(product.client.put("/tags/default/Plant/Setpoint", body), 400, "unknown_field")
        write = dict(body, path="[default]Plant/Setpoint")
        if body.get("path") is None:
            refused(product.client.post("/write", {"writes": [write]}), 400, "unknown_field")


@pytest.mark.parametrize("variant", ["refuse", "members"])
@pytest.mark.parametrize("value", [
    {"Speed": 77.0}, {"typeId": "Other", "Speed": 77.0}, {"Speed": {"value": 77.0, "readOnly": True, "typeId": "x"}},
    {"Speed": {"Enabled": False}}, {"name": "Renamed"}, {"tags": [{"name": "Speed", "readOnly": True}]}])
def test_abuse_case_53_a_document_written_to_an_instance_sets_no_configuration(variant, value):
    product = limited(udt_write=variant)
    before = configuration(product)
    answer = clean(product.client.put("/tags", {"value": value}, params=[("path", "[default]Area1/Pump1")]))
    assert answer.status < 500 or answer.code == "write_refused", answer.text()
    assert configuration(product) == before
    assert product.gateway.calls.count("system.tag.configure") == 0


def configuration(product):
    """How the instance and its members are configured, without their values."""
    found = []
    for path in ("[default]Area1/Pump1", "[default]Area1/Pump1/Speed", "[default]Area1/Pump1/Running"):
        for node in product.gateway.system.tag.getConfiguration(path, False):
            found.append(sorted("%s=%s" % (key, node[key]) for key in node if key not in ("value", "tags")))
    return found


@pytest.mark.parametrize("forbidden", ["[default]Area2/x", "[default]Config/API/ValidTokens", "[default]Area9/none"])
def test_abuse_case_54_one_forbidden_tag_does_not_stop_the_others(forbidden):
    product = limited()
    mine = "[default]Area1/x"
    for paths in ([mine, forbidden], [forbidden, mine]):
        results = answered(product.client.post("/read", {"paths": paths}))["results"]
        assert [(item["path"], item["quality"]) for item in results] == [
            (path, "Good" if path == mine else "Bad_AccessDenied") for path in paths]
        writes = [{"path": path, "value": 3.5} for path in paths]
        results = answered(product.client.post("/write", {"writes": writes}))["results"]
        assert [(item["success"], item.get("code")) for item in results] == [
            (True, None) if path == mine else (False, "tag_forbidden") for path in paths]
        assert product.gateway.tags.read(mine).value == 3.5
        product.gateway.tags.set_value(mine, MINE)


@pytest.mark.parametrize("forbidden", ["[default]Area2/x", "[default]Config/API/ValidTokens", "[default]Area9/none"])
def test_abuse_case_54_an_atomic_write_with_a_forbidden_tag_writes_nothing(forbidden):
    product = limited()
    for paths in (["[default]Area1/x", forbidden], [forbidden, "[default]Area1/x"]):
        with unwritten(product):
            body = {"atomic": True, "writes": [{"path": path, "value": 3.5} for path in paths]}
            document = refused(product.client.post("/write", body), 422, "atomic_check_failed")
            assert [item["success"] for item in document["results"]] == [False, False]
