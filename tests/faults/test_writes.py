# coding: utf-8
"""Writes that must not happen, that happen only in part, and whose end nobody knows."""

import threading

import pytest

from java.lang import RuntimeException
from simulator.options import TABLE as OPTIONS
from tests.faults.answers import answered, refused, unwritten
from tests.faults.settings import PROFILES, fresh
from tests.support.trees import folder, several, tag
from webdev import throwables

WRITE, READ = "system.tag.writeBlocking", "system.tag.readBlocking"
CONFIGURATION = "system.tag.getConfiguration"
FLOW = "[default]Plant/FlowRate"
MISMATCH, RANGE = (422, "type_mismatch", "Error_TypeConversion"), (422, "out_of_range", "Bad_OutOfRange")


# (package, name): the real classes on Jython, stand-ins of the same names on CPython.
TIMEOUTS = (("java.util.concurrent", "TimeoutException"), ("java.net", "SocketTimeoutException"),
            ("java.io", "InterruptedIOException"))


def timeout(package, name):
    return throwables.named(package, name, "RuntimeException")("waited")


def write(product, pairs, **fields):
    return product.client.post("/write", dict(fields, writes=[{"path": path, "value": value} for path,
        value in pairs]))


def put(product, name, value, **options):
    return product.client.put("/tags/default/Plant/" + name, {"value": value}, **options)


def both_refuse(product, name, value, refusal):
    """The single route answers the status, the bulk route the same in its item; nothing is written."""
    status, code, quality = refusal
    with unwritten(product):
        document = refused(put(product, name, value), status, code)
        assert (document["path"], document["quality"]) == ("[default]Plant/" + name, quality)
        result = answered(write(product, [("[default]Plant/" + name, value)]))["results"][0]
        assert (result["success"], result["quality"], result["code"]) == (False, quality, code)
        refused(write(product, [("[default]Plant/" + name, value)], atomic=True), 422, "atomic_check_failed")


def test_abuse_case_73_read_only_tags(product):
    both_refuse(product, "Locked", 2, (409, "read_only", "Bad_ReadOnly"))
    both_refuse(product, "Locked", "x", (409, "read_only", "Bad_ReadOnly"))
    both_refuse(product, "Locked", None, (409, "read_only", "Bad_ReadOnly"))


def test_abuse_case_73_read_only_providers(product):
    product.gateway.tags.add_provider("Mirror", read_only=True)
    product.gateway.tags.import_tags(tag("Tag", "Int4", 1), base="[Mirror]")
    refused(product.client.put("/tags/Mirror/Tag", {"value": 2}), 409, "read_only")
    assert product.gateway.tags.read("[Mirror]Tag").value == 1


def test_abuse_case_73_the_gateway_has_the_last_word(product):
    """Where the configuration cannot be asked, what the platform answers decides."""
    product.gateway.faults.set(CONFIGURATION, throw=RuntimeException("x"))
    refused(put(product, "Locked", 2), 409, "read_only")
    assert product.gateway.tags.read("[default]Plant/Locked").value == 1


def test_abuse_case_73_system_tags_are_never_written(product):
    with unwritten(product):
        for path in ("[System]Gateway/SystemName", "[system]Gateway/SystemName", "[SYSTEM]X",
                "[System ]Gateway/SystemName",
                     "[default]_types_/Pump/Speed", "[default]_TYPES_/Pump/Speed"):
            result = answered(write(product, [(path, "x")]))["results"][0]
            assert (result["success"], result["quality"]) == (False, "Bad_AccessDenied"), path


INTEGERS = ("Byte", "Short", "FlowRate", "Long")
# (tags, value, what it becomes or how it is refused): docs/api.md, "Writing values".
TABLE = (
    (INTEGERS, 1, 1), (INTEGERS, 1.0, 1), (INTEGERS, -0.0, 0), (INTEGERS, None, None), (INTEGERS, 1e2, 100),
    (INTEGERS, 1.5, MISMATCH), (INTEGERS, -0.1, MISMATCH), (INTEGERS, 1e-300, MISMATCH), (INTEGERS, True, MISMATCH),
    (INTEGERS, False, MISMATCH), (INTEGERS, "abc", MISMATCH), (INTEGERS, "", MISMATCH), (INTEGERS, [1], MISMATCH),
    (INTEGERS, {"v": 1}, MISMATCH), (INTEGERS, "1.0", MISMATCH), (INTEGERS, " 1", MISMATCH), (INTEGERS, u"\u0661",
        MISMATCH),
    (INTEGERS[:3], "1", MISMATCH), (INTEGERS[3:], "1", 1), (INTEGERS[3:], "-9223372036854775808", -2 ** 63),
    (INTEGERS[3:], "9223372036854775808", RANGE), (INTEGERS, 2 ** 63, RANGE), (INTEGERS, -2 ** 63 - 1, RANGE),
    (INTEGERS, 10 ** 60, RANGE), (INTEGERS, 1e300, RANGE), (INTEGERS[:3], 2 ** 31, RANGE), (INTEGERS[:2], 2 ** 15,
        RANGE),
    (INTEGERS[:1], 128, RANGE), (INTEGERS[:1], -129, RANGE), (INTEGERS[:1], -128, -128), (INTEGERS[:1], 32767, RANGE),
    (("Temperature", "Pressure"), 1, 1.0), (("Temperature", "Pressure"), -2.5, -2.5), (("Temperature", "Pressure"),
        None, None),
    (("Temperature", "Pressure"), True, MISMATCH), (("Temperature", "Pressure"), "1.5", MISMATCH),
    (("Temperature", "Pressure"), "NaN", MISMATCH), (("Temperature", "Pressure"), [], MISMATCH),
    (("Temperature",), 1e308, 1e308), (("Pressure",), 1e39, RANGE), (("Pressure",), -3.5e38, RANGE),
    (("Running",), True, True), (("Running",), 0, False), (("Running",), 1, True), (("Running",), 1.0, True),
    (("Running",), 2, MISMATCH), (("Running",), "true", MISMATCH), (("Running",), "", MISMATCH), (("Running",), [],
        MISMATCH),
    (("Status",), "x", "x"), (("Status",), 1, MISMATCH), (("Status",), True, MISMATCH), (("Status",), {}, MISMATCH),
    (("Status",), [], MISMATCH), (("Status",), 1.5, MISMATCH), (("Status",), None, None),
    (("Started",), True, MISMATCH), (("Started",), "x", MISMATCH), (("Started",), 1.5, MISMATCH), (("Started",),
        {}, MISMATCH),
    (("Recipe",), "{}", MISMATCH), (("Recipe",), 1, MISMATCH), (("Recipe",), True, MISMATCH), (("Recipe",),
        {"a": {}}, {"a": {}}),
    (("Recipe",), [1], [1]), (("Raw",), "AA==", "AA=="), (("Raw",), "AA=", MISMATCH), (("Raw",), "A", MISMATCH),
    (("Raw",), "AA==AA==", MISMATCH), (("Raw",), "A A=", MISMATCH), (("Raw",), "-_==", MISMATCH), (("Raw",), [0],
        MISMATCH),
    (("Raw",), u"\u0101A==", MISMATCH), (("Raw",), "AA==\n", MISMATCH),
    (("Counts",), [1, 2], [1, 2]), (("Counts",), [], []), (("Counts",), 1, MISMATCH), (("Counts",), [1.5], MISMATCH),
    (("Counts",), [[1]], MISMATCH), (("Counts",), ["1"], MISMATCH), (("Counts",), [True], MISMATCH),
    (("Counts",), [2 ** 31], RANGE), (("Counts",), [None], MISMATCH), (("Names",), ["a", 1], MISMATCH),
    (("Names",), "a,b", MISMATCH), (("Names",), {"0": "a"}, MISMATCH), (("Weights",), [1e39], RANGE),
    (("Batches",), [], MISMATCH), (("Batches",), {}, MISMATCH), (("Batches",), {"columns": [], "rows": [[1]]},
        MISMATCH),
    (("Batches",), {"columns": [{"name": "a"}], "rows": [[1, 2]]}, MISMATCH),
    (("Batches",), {"columns": [{"name": "a"}], "rows": [[]]}, MISMATCH),
    (("Batches",), {"columns": [{"name": "a"}], "rows": [1]}, MISMATCH),
    (("Batches",), {"columns": [{"name": 1}], "rows": []}, MISMATCH), (("Batches",), {"columns": ["a"],
        "rows": []}, MISMATCH),
    (("Batches",), {"columns": {"name": "a"}, "rows": []}, MISMATCH), (("Batches",), {"columns": [{"name": "a"}]},
        MISMATCH),
    (("Batches",), {"columns": [{"name": "a"}], "rows": [[{}]]}, MISMATCH),
    (("Batches",), {"columns": [{"name": "a", "type": "Date"}], "rows": [["x"]]}, MISMATCH),
    (("Batches",), {"columns": [{"name": "a", "type": ["Date"]}], "rows": [[1]]}, "any"),
)
# What an Ignition gateway does with these by itself is unknown: the table must hold under each variant.
UNKNOWNS = ("one_point_five_to_int", "bool_to_int", "text_to_number", "int_overflow")


CHOICES = [{}] + [
    {name: variant} for name in UNKNOWNS for variant in OPTIONS[name][0] if variant != OPTIONS[name][1]]


@pytest.mark.parametrize("version", PROFILES)
@pytest.mark.parametrize("chosen", CHOICES, ids=lambda chosen: "-".join(chosen.values()) or "default")
def test_abuse_case_74_the_published_table(version, chosen):
    product = fresh(version, unknowns=chosen)
    for names, value, wanted in TABLE:
        for name in names:
            if isinstance(wanted, tuple):
                both_refuse(product, name, value, wanted)
            else:
                item = answered(put(product, name, value))
                assert item["quality"] == "Good"
                assert wanted == "any" or name == "Byte" or item["value"] == wanted, (name, value)


def test_abuse_case_74_unknown_types_are_the_gateways_to_judge(product):
    """Where no data type is known, the value goes on as it is, and its answer is passed on."""
    product.gateway.faults.set(CONFIGURATION, throw=RuntimeException("x"))
    product.gateway.options.one_point_five_to_int = "error"
    document = refused(put(product, "FlowRate", 1.5), 422, "type_mismatch")
    assert document["quality"] == "Error_TypeConversion"
    refused(put(product, "FlowRate", "abc"), 422, "type_mismatch")
    assert product.gateway.tags.read(FLOW).value == 7


def ranged(mode, low=10.0, high=20.0, data_type="Float8"):
    return several(folder("Plant", tag("Tag", data_type, 15, engLimitMode=mode, engLow=low, engHigh=high)))


@pytest.mark.parametrize("mode, low, high", [
    ("Both", True, True), ("Clamp_Both", True, True), ("Low", True, False), ("High", False, True), ("None", False,
        False),
    ("Clamp_Low", True, False), ("NoClamp", False, False), ("", False, False), (None, False, False),
])
@pytest.mark.parametrize("written", ["refuse", "mark"])
def test_abuse_case_75_outside_the_engineering_limits(mode, low, high, written):
    for data_type in ("Float8", "Float4", "Int4"):
        product = fresh(tags=ranged(mode, data_type=data_type), unknowns={"out_of_range_write": written})
        for value, outside in ((9, low), (21, high), (-1e9, low), (10, False), (20, False)):
            if outside:
                both_refuse(product, "Tag", value, RANGE)
            else:
                assert answered(put(product, "Tag", value))["value"] == value


@pytest.mark.parametrize("bound", [
    {"bindType": "parameter", "binding": "{High}"}, "20", None, "", [], True, float("nan"), "high",
])
def test_abuse_case_75_limits_that_are_no_numbers(bound):
    """Bound to a parameter, or left in a form of the platform's: the platform judges, nothing breaks."""
    for position in ("engLow", "engHigh"):
        product = fresh(tags=ranged("Both"))
        product.gateway.tags.get("[default]Plant/Tag").config[position] = bound
        product.gateway.faults.set(WRITE, quality="Bad_OutOfRange")
        refused(put(product, "Tag", 15), 422, "out_of_range")


def test_abuse_case_75_the_gateway_refuses(product):
    product.gateway.faults.set(WRITE, quality="Bad_OutOfRange")
    refused(put(product, "FlowRate", 1), 422, "out_of_range")
    result = answered(write(product, [(FLOW, 1)]))["results"][0]
    assert (result["success"], result["quality"], result["code"]) == (False, "Bad_OutOfRange", "out_of_range")


def test_abuse_case_76_writes_that_are_pending(product):
    product.gateway.options.opc_write = "pending"
    node = product.gateway.tags.get(FLOW)
    node.config["valueSource"] = "opc"
    node.refresh()
    item = answered(put(product, "FlowRate", 9))
    assert (item["value"], item["quality"]) == (7, "Good_WritePending")
    result = answered(write(product, [(FLOW, 10)]))["results"][0]
    assert result == {"path": FLOW, "success": True, "quality": "Good_WritePending"}
    product.gateway.tags.complete_writes()
    assert answered(product.client.get("/tags/default/Plant/FlowRate"))["value"] == 10


@pytest.mark.parametrize("quality", ["Good_Provisional", "Good_Unspecified", "Good_WritePending"])
def test_abuse_case_76_other_kinds_of_good(product, quality):
    product.gateway.faults.set(WRITE, quality=quality)
    assert answered(put(product, "FlowRate", 9))["quality"] == quality
    assert answered(write(product, [(FLOW, 9)]))["results"][0] == {"path": FLOW, "success": True, "quality": quality}


@pytest.mark.parametrize("quality", [
    "Bad", "Bad_Stale", "Bad_NotConnected", "Bad_Disabled", "Uncertain", "Uncertain_LastKnownValue", "Error",
    "Error_IO",
    "Error_Exception", "Bad_TrialExpired", "Error_TimeoutExpired",
])
def test_abuse_case_76_what_is_not_good_is_no_success(product, quality):
    product.gateway.faults.set(WRITE, quality=quality)
    result = answered(write(product, [(FLOW, 9)]))["results"][0]
    assert (result["success"], result["quality"]) == (False, quality)
    assert result["error"] and result["code"]
    answer = put(product, "FlowRate", 9)
    assert refused(answer, answer.status)["quality"] == quality
    assert answer.status in (403, 404, 409, 422, 502, 504)


MIXED = (
    ("[default]Plant/FlowRate", 9, None), ("[default]Plant/Locked", 9, "read_only"), ("[default]Plant/None", 9,
        "tag_not_found"),
    ("[default]Plant/Running", "x", "type_mismatch"), ("[default]Plant/Setpoint", 1000, "out_of_range"),
    ("[default]Config/API/WritesDisabled", True, "tag_forbidden"), ("Plant/FlowRate", 1, "tag_forbidden"),
    ("[default]Plant//FlowRate", 1, "invalid_tag_path"), ("[default]Plant/Status", "on", None),
)


def test_abuse_case_77_some_are_written(product):
    body = answered(write(product, [(path, value) for path, value, code in MIXED]))
    assert body["status"] == "completed"
    assert [(result["path"], result.get("code")) for result in body["results"]] == [(path, code) for path, value,
        code in MIXED]
    assert [result["success"] for result in body["results"]] == [code is None for path, value, code in MIXED]
    assert product.gateway.calls.count(WRITE) == 1
    assert product.gateway.tags.read("[default]Plant/Status").value == "on"
    assert product.gateway.tags.read("[default]Config/API/WritesDisabled").value is False


def test_abuse_case_77_all_or_nothing(product):
    """Each bad one alone is enough to keep the good ones from being written."""
    good = [("[default]Plant/FlowRate", 9), ("[default]Plant/Status", "on")]
    with unwritten(product):
        for path, value, code in MIXED:
            if code is None:
                continue
            for pairs in (good + [(path, value)], [(path, value)] + good, [(path, value)]):
                document = refused(write(product, pairs, atomic=True), 422, "atomic_check_failed")
                assert [result["code"] for result in document["results"] if result["path"] == path] == [code]
                assert not any(result["success"] for result in document["results"])
    results = answered(write(product, good, atomic=True))["results"]
    assert all(result["success"] for result in results)


def test_abuse_case_77_a_single_value_is_checked_before_its_precondition(product):
    with unwritten(product):
        refused(put(product, "FlowRate", "abc", headers=[("If-Match", '"x"')]), 412, "precondition_failed")


@pytest.mark.parametrize("package, name", TIMEOUTS)
@pytest.mark.parametrize("after", [False, True])
def test_abuse_case_78_a_timeout_after_sending(product, package, name, after):
    product.gateway.faults.set(WRITE, throw=timeout(package, name), after=after)
    for answer in (put(product, "FlowRate", 9), write(product, [(FLOW, 9)]), write(product, [(FLOW, 9)],
            atomic=True)):
        refused(answer, 504, "outcome_unknown")
    assert product.gateway.calls.count(WRITE) == 3, "nothing is tried again"
    assert product.gateway.tags.read(FLOW).value == (9 if after else 7)


def test_abuse_case_78_a_failure_while_writing(product):
    product.gateway.faults.set(WRITE, throw=RuntimeException("java.lang.RuntimeException at x.Y(Y.java:1)"),
        after=True)
    refused(put(product, "FlowRate", 9), 502, "outcome_unknown")
    refused(write(product, [(FLOW, 9)]), 502, "outcome_unknown")


def test_abuse_case_78_a_timeout_of_one_tag(product):
    product.gateway.faults.set(WRITE, quality="Error_TimeoutExpired")
    refused(put(product, "FlowRate", 9), 504, "outcome_unknown")
    assert answered(write(product, [(FLOW, 9)]))["results"][0]["code"] == "outcome_unknown"


def test_abuse_case_78_a_timeout_while_reading_is_not_one_while_writing(product):
    answered(put(product, "FlowRate", 9))
    product.gateway.faults.set(READ, throw=timeout(*TIMEOUTS[0]))
    refused(product.client.get("/tags/default/Plant/FlowRate"), 504, "gateway_timeout")
    with unwritten(product):
        refused(put(product, "FlowRate", 10), 504, "gateway_timeout")


def test_abuse_case_78_a_write_that_cannot_be_read_back(product):
    """It is written: no answer may make the caller write it again."""
    answered(put(product, "FlowRate", 8))
    reads = iter([False, True])
    read_all = product.gateway.tags.read_all

    def failing(paths):
        if paths == [FLOW] and next(reads):
            raise RuntimeException("x")
        return read_all(paths)

    product.gateway.tags.read_all = failing
    item = answered(put(product, "FlowRate", 9))
    assert (item["value"], item["quality"]) == (None, "Uncertain")
    assert product.gateway.tags.read(FLOW).value == 9


def test_abuse_case_78_what_cannot_be_sent_was_not_sent(product):
    """A table that the platform cannot build is no write whose outcome is unknown."""
    product.gateway.faults.set("system.dataset.toDataSet", throw=RuntimeException("x"))
    with unwritten(product):
        answer = put(product, "Batches", {"columns": [{"name": "a"}], "rows": [[1]]})
        refused(answer, 502, "gateway_error")


def entity_tag(product, name="FlowRate", **options):
    return product.client.get("/tags/default/Plant/" + name, **options).headers["etag"]


def test_abuse_case_79_a_stale_write(product):
    seen = entity_tag(product)
    product.gateway.clock.set_millis(1800000000000)
    answered(put(product, "FlowRate", 8))
    with unwritten(product):
        for condition in (seen, "%s, %s" % (seen, seen), '"x"', "x", "W/" + entity_tag(product), '""',
                "'%s'" % seen, ","):
            refused(put(product, "FlowRate", 9, headers=[("If-Match", condition)]), 412, "precondition_failed")
        for condition in (entity_tag(product), "*", "%s, %s" % (seen, entity_tag(product))):
            refused(put(product, "FlowRate", 9, headers=[("If-None-Match", condition)]), 412, "precondition_failed")


def test_abuse_case_79_the_same_value_at_another_time_is_another_state(product):
    seen = entity_tag(product)
    product.gateway.tags.set_value(FLOW, 7, timestamp=None)
    product.gateway.clock.set_millis(1800000000000)
    product.gateway.tags.set_value(FLOW, 7)
    with unwritten(product):
        refused(put(product, "FlowRate", 9, headers=[("If-Match", seen)]), 412, "precondition_failed")
    seen = entity_tag(product)
    product.gateway.tags.set_value(FLOW, 7, quality="Bad_Stale")
    with unwritten(product):
        refused(put(product, "FlowRate", 9, headers=[("If-Match", seen)]), 412, "precondition_failed")


def test_abuse_case_79_a_fresh_write(product):
    for condition in ("*", None, '"x", %s', "%s"):
        current = entity_tag(product)
        header = [("If-Match", condition.replace("%s", current))] if condition else []
        answered(put(product, "FlowRate", 5, headers=header))
    answered(put(product, "FlowRate", 5, headers=[("If-None-Match", '"other"')]))


def test_abuse_case_79_it_holds_however_integers_were_written(product):
    seen = entity_tag(product, "Long", params=[("int64", "string")])
    answered(put(product, "Long", 9007199254740995, headers=[("If-Match", seen)]))
    with unwritten(product):
        refused(put(product, "Long", 1, headers=[("If-Match", seen)]), 412, "precondition_failed")


@pytest.mark.parametrize("path, params", [("/tags/default/Plant/FlowRate", []), ("/tags", [("path", FLOW)])])
def test_abuse_case_79_of_two_at_once_on_the_ground_of_one_state_one_is_done(product, path, params):
    seen, answers, other = [("If-Match", entity_tag(product))], [], []

    def write(value):
        answers.append(product.client.put(path, {"value": value}, params=params, headers=seen).status)

    def meanwhile():
        """The second comes in the middle of the first. Called before the write and after it."""
        if not other:
            product.gateway.faults.clear()
            other.append(threading.Thread(target=write, args=(9,)))
            other[0].start()
            other[0].join(0.2)

    product.gateway.clock.set_millis(1800000000000)
    product.gateway.faults.set("system.tag.writeBlocking", throw=meanwhile)
    write(8)
    other[0].join(20)
    assert sorted(answers) == [200, 412]
    assert product.gateway.tags.read(FLOW).value == 8


def test_abuse_case_79_an_absent_tag_has_no_state(product):
    refused(put(product, "None", 1, headers=[("If-Match", "*")]), 404, "tag_not_found")
    refused(put(product, "../Config/API/ValidTokens", 1, headers=[("If-Match", "*")]), 403, "tag_forbidden")
