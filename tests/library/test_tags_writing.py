"""project.tags.writing: what is checked before a write goes out."""

import pytest

from java.lang import RuntimeException
from tests.support.product import Product
from tests.support.trees import folder, several, tag

WRITE, CONFIGURATION = "system.tag.writeBlocking", "system.tag.getConfiguration"


def write(product, name, value):
    answer = product.client.post("/write", {"writes": [{"path": "[default]" + name, "value": value}]})
    assert answer.status == 200
    result, = answer.json()["results"]
    return result


@pytest.mark.parametrize("mode, value, success", [
    ("Clamp_Both", -0.1, False), ("Clamp_Both", 100.1, False), ("Clamp_Both", 0, True), ("Clamp_Both", 100, True),
    ("Clamp_Low", -0.1, False), ("Clamp_Low", 100.1, True), ("Clamp_High", -0.1, True), ("Clamp_High", 100.1, False),
    ("No_Clamp", -0.1, True), ("No_Clamp", 1e6, True), ("Both", 100.1, False), ("Low", -1, False), ("High", 101, False),
])
def test_engineering_limits(mode, value, success):
    product = Product(tags=tag("T", "Float8", 50.0, engLow=0.0, engHigh=100.0, engLimitMode=mode))
    result = write(product, "T", value)
    assert result["success"] is success
    assert result["quality"] == ("Good" if success else "Bad_OutOfRange")
    assert success or "engineering limit" in result["error"]
    assert product.gateway.tags.read("[default]T").value == (value if success else 50.0)


def test_limits_that_were_left_at_their_default_are_0_and_100():
    product = Product(tags=tag("T", "Float8", 50.0, engLimitMode="Clamp_Both"))
    assert write(product, "T", 100.1)["quality"] == "Bad_OutOfRange"
    assert write(product, "T", -0.1)["quality"] == "Bad_OutOfRange"
    assert write(product, "T", 99)["success"]


def test_without_a_mode_there_is_no_limit(product):
    assert write(product, "Plant/Temperature", 1e9)["success"]


@pytest.mark.parametrize("high", [{"bindType": "parameter", "binding": "{X}"}, None, "200"])
def test_a_limit_that_is_no_number_is_left_to_the_gateway(high):
    product = Product(tags=tag("T", "Float8", 50.0, engLow=0.0, engHigh=high, engLimitMode="Clamp_Both"))
    project = product.library.project
    project.tags.writing.checkRange(150.0, project.gateway.tags.configuration("[default]T"))
    assert write(product, "T", -1)["quality"] == "Bad_OutOfRange"


def test_values_that_are_no_numbers_have_no_limits():
    product = Product(tags=several(
        tag("B", "Boolean", False, engLow=5.0, engLimitMode="Clamp_Both"),
        tag("S", "String", "", engHigh=0.0, engLimitMode="Clamp_Both")))
    assert write(product, "B", True)["success"]
    assert write(product, "S", "x")["success"]
    assert write(product, "S", None)["success"]


@pytest.mark.parametrize("variant", [False, True])
@pytest.mark.parametrize("missing", ["empty", "stub"])
def test_whatever_the_gateway_lists_as_configuration(variant, missing):
    product = Product(
        version="8.3.8", tags=several(tag("T", "Int4", 1), tag("Locked", "Int4", 1, readOnly=True)))
    product.gateway.options.configuration_defaults = variant
    product.gateway.options.configuration_missing = missing
    assert write(product, "T", 1000)["success"]
    assert write(product, "T", "x")["quality"] == "Error_TypeConversion"
    assert write(product, "Locked", 2)["quality"] == "Bad_ReadOnly"
    assert write(product, "Nothing", 2)["quality"] == "Bad_NotFound"


@pytest.mark.parametrize("option, variants", [
    ("one_point_five_to_int", ["truncate", "round", "error"]), ("bool_to_int", ["convert", "error"]),
    ("text_to_number", ["parse", "error"]), ("int_overflow", ["error", "wrap"]),
])
@pytest.mark.parametrize("value", [1.5, True, "7", 2 ** 31])
def test_our_own_table_decides_whatever_the_gateway_would_make_of_it(option, variants, value):
    for variant in variants:
        product = Product(tags=tag("T", "Int4", 1))
        setattr(product.gateway.options, option, variant)
        result = write(product, "T", value)
        assert result["success"] is False
        assert result["quality"] == ("Bad_OutOfRange" if value == 2 ** 31 else "Error_TypeConversion")
        assert product.gateway.tags.read("[default]T").value == 1


def test_where_the_configuration_cannot_be_asked_the_gateway_judges(product):
    product.gateway.faults.set(CONFIGURATION, throw=RuntimeException("secret"))
    assert write(product, "Plant/FlowRate", 9)["success"]
    assert write(product, "Plant/FlowRate", "x")["quality"] == "Error_TypeConversion"
    assert write(product, "Plant/Locked", 9)["quality"] == "Bad_ReadOnly"
    assert "No configuration of a tag" in product.gateway.log.messages("WARN")[-1]


def test_the_configuration_is_asked_once_for_ten_seconds(product):
    product.gateway.clock.advance(0)
    for value in range(5):
        write(product, "Plant/FlowRate", value)
    assert product.gateway.calls.count(CONFIGURATION) == 1


@pytest.mark.parametrize("quality, status, code", [
    ("Bad_NotFound", 404, "tag_not_found"), ("Bad_AccessDenied", 403, "tag_forbidden"),
    ("Bad_Unauthorized", 403, "tag_forbidden"), ("Bad_ReadOnly", 409, "read_only"),
    ("Error_TypeConversion", 422, "type_mismatch"), ("Bad_OutOfRange", 422, "out_of_range"),
    ("Error_TimeoutExpired", 504, "outcome_unknown"), ("Bad_NotConnected", 409, "provider_unavailable"),
    ("Bad_Disabled", 409, "tag_disabled"), ("Bad_Failure", 502, "write_refused"), ("Uncertain", 502, "write_refused"),
])
def test_what_the_gateway_answers_becomes_status_and_code(product, quality, status, code):
    product.gateway.faults.set(WRITE, quality=quality)
    answer = product.client.put("/tags/default/Plant/Setpoint", {"value": 1})
    assert (answer.status, answer.code, answer.json()["quality"]) == (status, code, quality)
    result = write(product, "Plant/Setpoint", 2)
    assert (result["success"], result["quality"], result["code"]) == (False, quality, code)
    assert result["error"] == "The gateway refused the write (%s)." % quality


def test_the_words_of_the_gateway_are_passed_on(product):
    product.gateway.faults.set(CONFIGURATION, throw=RuntimeException("x"))
    assert write(product, "Plant/Locked", 9)["error"] == "Tag '[default]Plant/Locked' is read-only."


@pytest.mark.parametrize("udt_write", ["refuse", "members"])
def test_a_udt_instance_as_a_whole_is_left_to_the_gateway(product, udt_write):
    product.gateway.options.udt_write = udt_write
    result = write(product, "Plant/Line 1/Pump1", {"Speed": 3.0})
    assert result["success"] is (udt_write == "members")


def test_a_folder_is_no_tag():
    product = Product(tags=folder("F", tag("T", "Int4", 1)))
    assert write(product, "F", 5)["quality"] == "Bad_NotFound"
