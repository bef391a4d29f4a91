"""Many tags at once: limits, order, repetition, and gateways that answer more or fewer than they were asked."""

import pytest

from java.lang import NullPointerException, RuntimeException
from tests.faults.answers import answered, refused, unwritten
from tests.faults.settings import fresh
from tests.support.trees import folder, several, tag

PATHS = ["[default]Plant/%s" % name for name in ("Temperature", "FlowRate", "Setpoint", "Running")]
VALUES = [21.5, 7, 50.0, True]
READ, WRITE = "system.tag.readBlocking", "system.tag.writeBlocking"


def read(product, paths):
    return product.client.post("/read", {"paths": paths})


def listed(product, paths):
    return product.client.get("/tags", params=[("path", path) for path in paths])


def write(product, pairs, **fields):
    body = dict(fields, writes=[{"path": path, "value": value} for path, value in pairs])
    return product.client.post("/write", body)


@pytest.fixture
def wide():
    """1,000 tags whose values tell where they stand."""
    found = fresh(tags=several(folder("Many", *[tag("T%03d" % index, "Int4", index) for index in range(1000)])))
    found.gateway.clock.advance(0)
    return found


def many(count):
    return ["[default]Many/T%03d" % index for index in range(count)]


def test_abuse_case_70_no_tag_at_all(plant):
    refused(read(plant, []), 400, "invalid_field")
    refused(plant.client.post("/read", {}), 400, "missing_field")
    with unwritten(plant):
        refused(write(plant, []), 400, "invalid_field")
        document = refused(plant.client.post("/write", {}), 400, "missing_field")
    assert document["error"] == "Missing 'writes' field"


def test_abuse_case_70_up_to_the_limit(wide):
    results = answered(read(wide, many(500)))["results"]
    assert [item["value"] for item in results] == list(range(500))
    assert wide.gateway.calls.count(READ) == 2, "the configuration and the tags"
    assert len(answered(listed(wide, many(500)))) == 500
    results = answered(write(wide, [(path, 5) for path in many(500)]))["results"]
    assert [result["path"] for result in results] == many(500)
    assert wide.gateway.calls.count(WRITE) == 1


def test_abuse_case_70_beyond_the_limit(wide):
    with unwritten(wide):
        for answer in (read(wide, many(501)), listed(wide, many(501)), write(wide, [(path, 5) for path in many(501)]),
                       read(wide, many(1) * 501), write(wide, [(path, 5) for path in many(1) * 501])):
            document = refused(answer, 400, "too_many_items")
            assert "501" in document["detail"] and "500" in document["detail"] and "maxPaths" in document["detail"]
    assert wide.gateway.calls.count(READ) == 1, "nothing but the configuration was read"


def test_abuse_case_70_a_configured_limit(wide):
    wide.configure("Limits", {"maxPaths": 2})
    answered(read(wide, many(2)))
    assert "the limit is 2" in refused(read(wide, many(3)), 400, "too_many_items")["detail"]


def test_abuse_case_70_limits_that_are_no_limits():
    for limit in (0, -1, 5001, 1e9, "500", None, True, [], 2.0):
        product = fresh()
        product.configure("Limits", {"maxPaths": limit})
        refused(read(product, PATHS * 200), 400, "too_many_items")
        problems = answered(product.client.get("/status"))["configuration"]["problems"]
        assert any("maxPaths" in problem["problem"] for problem in problems), limit


def test_abuse_case_70_repeated_paths_are_read_once(product):
    seen, read_all = [], product.gateway.tags.read_all
    product.gateway.tags.read_all = lambda paths: seen.append(paths) or read_all(paths)
    wanted = [PATHS[0], PATHS[1], PATHS[0], PATHS[0], PATHS[1]]
    results = answered(read(product, wanted))["results"]
    assert [item["path"] for item in results] == wanted
    assert [item["value"] for item in results] == [21.5, 7, 21.5, 21.5, 7]
    assert sorted(seen[-1]) == sorted(PATHS[:2])


def test_abuse_case_70_repeated_paths_are_not_written(product):
    with unwritten(product):
        for first, second in ((PATHS[1], PATHS[1]), (PATHS[1], PATHS[1].upper()), (PATHS[1], PATHS[1].lower())):
            refused(write(product, [(first, 1), (PATHS[0], 1), (second, 2)]), 400, "repeated_path")


def test_abuse_case_70_the_order_is_that_of_the_request(product):
    odd = ["[default]Config/API/ValidTokens", "Plant", "", "[default]Plant/None", "[default]Plant/Locked"]
    wanted = [path for pair in zip(PATHS, odd) for path in pair] + [odd[4]]
    results = answered(read(product, wanted))["results"]
    assert [item["path"] for item in results] == wanted
    assert [item["value"] for item in results[::2]] == VALUES + [1]
    pairs = [(path, 1) for path in wanted]
    results = answered(write(product, pairs))["results"]
    assert [result["path"] for result in results] == wanted
    assert [result["success"] for result in results] == [True, False] * 4 + [False]


@pytest.mark.parametrize("short", [1, 2, 4, -1, -3])
def test_abuse_case_71_read_results_that_do_not_match(product, short):
    answered(read(product, PATHS))
    product.gateway.faults.set(READ, short=short)
    for answer in (read(product, PATHS), listed(product, PATHS)):
        document = refused(answer, 502, "gateway_contract")
        assert not any("%s" % value in document["detail"] for value in VALUES[:1])


@pytest.mark.parametrize("short", [1, 4, -1])
def test_abuse_case_71_write_results_that_do_not_match(product, short):
    product.gateway.faults.set(WRITE, short=short)
    refused(write(product, zip(PATHS, VALUES)), 502, "gateway_contract")
    refused(product.client.put("/tags/default/Plant/FlowRate", {"value": 1}), 502, "gateway_contract")


def test_abuse_case_71_no_results_at_all(product):
    answered(read(product, PATHS))
    tags = product.gateway.tags
    for result in (None, 7, [None] * 4, "abcd", [object()] * 4):
        tags.read_all = lambda paths, result=result: result
        refused(read(product, PATHS), 502)
        tags.write_all = lambda paths, values, result=result: result
        answer = write(product, zip(PATHS, VALUES))
        # Four things that are no quality: nothing can be said to have been written.
        if answer.status == 200:
            assert not any(item["success"] for item in answered(answer)["results"])
        else:
            refused(answer, 502)


@pytest.mark.parametrize("short", [1, -1])
def test_abuse_case_71_a_configuration_that_does_not_match(short):
    """The API stays closed rather than to take one setting for another."""
    product = fresh()
    product.gateway.faults.set(READ, short=short)
    refused(read(product, PATHS), 503, "configuration_unavailable")
    assert product.client.get("/health", params=[("ready", "")]).status == 503


@pytest.mark.parametrize("error", [RuntimeException("x"), NullPointerException(), ValueError("x"), KeyError("x")])
def test_abuse_case_71_a_platform_that_raises(product, error):
    answered(read(product, PATHS))
    product.gateway.faults.set(READ, throw=error)
    refused(read(product, PATHS), 502, "gateway_error")
    product.gateway.faults.clear()
    product.gateway.faults.set(WRITE, throw=error)
    refused(write(product, zip(PATHS, VALUES)), 502, "outcome_unknown")
    assert any("system.tag" in message for level, logger, message in product.gateway.log.records if level == "ERROR")


MISTYPED = ("[default]Plant/Temperatur", "[default]Plnt/Temperature", "[default]None", "[none]Plant/Temperature",
            "[default]Plant/Temperature/Deeper", "[default]Plant/Line 1/Pump1/None", "[default]Plant")


def test_abuse_case_72_paths_mistyped(plant):
    results = answered(read(plant, list(MISTYPED) + PATHS[:1]))["results"]
    assert [item["quality"] for item in results] == ["Bad_NotFound"] * len(MISTYPED) + ["Good"]
    assert all(item["value"] is None for item in results[:-1])
    assert all(item["quality"] == "Bad_NotFound" for item in answered(listed(plant, MISTYPED)).values())
    for path in MISTYPED:
        url = "/tags/" + path[1:].replace("]", "/", 1).replace(" ", "%20")
        refused(plant.client.get(url), 404, "tag_not_found")
        with unwritten(plant):
            refused(plant.client.put(url, {"value": 1}), 404, "tag_not_found")
            refused(plant.client.put("/tags", {"value": 1}, params=[("path", path)]), 404, "tag_not_found")


def test_abuse_case_72_mistyped_among_many_writes(product):
    results = answered(write(product, [(MISTYPED[0], 1), (PATHS[1], 1), (MISTYPED[3], 1)]))["results"]
    assert [(result["success"], result.get("code")) for result in results] == [
        (False, "tag_not_found"), (True, None), (False, "tag_not_found")]
    with unwritten(product):
        document = refused(write(product, [(MISTYPED[0], 1), (PATHS[1], 2)], atomic=True), 422, "atomic_check_failed")
    assert [result["code"] for result in document["results"]] == ["tag_not_found", "not_written"]
