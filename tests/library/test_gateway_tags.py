"""project.gateway.tags: the port to system.tag."""

import pytest

from java.lang import RuntimeException
from tests.support import trees
from tests.support.product import Product

T = "[default]Plant/Temperature"


@pytest.fixture
def tags(product):
    return product.library.project.gateway.tags


@pytest.fixture
def failure(product):
    return product.library.project.gateway.failure


def test_reads_in_order_with_quality_detail_and_time(product, tags):
    product.gateway.tags.set_value(T, 1.5, "Uncertain_LastKnownValue", product.gateway.tags.now())
    good, missing, uncertain = tags.read(["[default]Plant/FlowRate", "[default]Nothing", T])
    assert (good.value, good.quality, good.detail) == (7, "Good", None)
    assert abs(good.millis - product.gateway.clock.now_millis()) < 60000
    assert (missing.value, missing.quality) == (None, "Bad_NotFound")
    assert missing.detail == "Path '[default]Nothing' not found."
    assert (uncertain.value, uncertain.quality) == (1.5, "Uncertain_LastKnownValue")
    assert product.gateway.calls.count("system.tag.readBlocking") == 1


def test_a_value_without_a_time_has_none(product, tags):
    product.gateway.tags.get(T).current.timestamp = None
    assert tags.read([T])[0].millis is None


def test_a_value_that_the_interpreter_cannot_take_over_is_unsupported(product, tags):
    class Half(object):
        """As Jython with a Java string that holds half of a surrogate pair."""

        def __init__(self, held):
            self.quality, self.timestamp = held.quality, held.timestamp

        @property
        def value(self):
            raise ValueError("half of a surrogate pair")

    node = product.gateway.tags.get(T)
    node.current = Half(node.current)
    assert tags.readOne(T)[0].reason == "The platform could not read the value."
    broken, good = tags.read([T, "[default]Plant/FlowRate"])
    assert broken.value.reason == "The platform could not read the value."
    assert (broken.quality, good.value) == ("Good", 7)


def test_a_quality_that_is_none_is_a_failure_of_the_platform(product, tags, failure):
    for text in ("", "(x)", "192", "No such"):
        with pytest.raises(ValueError):
            tags.quality(text)
    node = product.gateway.tags.get(T)
    node.current.quality = "(broken)"
    with pytest.raises(failure.GatewayFailure):
        tags.read([T])


def test_a_data_set_that_cannot_be_made_is_not_written(product, tags, failure):
    product.gateway.faults.set("system.dataset.toDataSet", throw=RuntimeException("secret"))
    answer = product.client.put("/tags/default/Plant/Batches", {"value": {"columns": [{"name": "a"}], "rows": [[1]]}})
    assert (answer.status, answer.code) == (502, "gateway_error")
    assert product.gateway.calls.count("system.tag.writeBlocking") == 0


def test_writes_in_order(product, tags, failure):
    answers = tags.write([T, "[default]Nothing", "[default]Plant/Locked"], [3.5, 1, 2])
    assert [quality for quality, detail in answers] == ["Good", "Bad_NotFound", "Bad_ReadOnly"]
    assert product.gateway.tags.read(T).value == 3.5
    assert product.gateway.calls.count("system.tag.writeBlocking") == 1


@pytest.mark.parametrize("name, call", [
    ("readBlocking", lambda tags: tags.read([T])),
    ("writeBlocking", lambda tags: tags.write([T], [1])),
    ("browse", lambda tags: tags.browse("[default]Plant")),
    ("getConfiguration", lambda tags: tags.configuration(T)),
])
@pytest.mark.parametrize("thrown", [RuntimeException("secret"), ValueError("secret")])
def test_every_exception_of_the_platform_becomes_one(product, tags, failure, name, call, thrown):
    product.gateway.faults.set("system.tag." + name, throw=thrown)
    with pytest.raises(failure.GatewayFailure) as raised:
        call(tags)
    assert raised.value.operation == "system.tag." + name
    assert "secret" not in str(raised.value) and "secret" in raised.value.trace
    assert raised.value.timedOut is False


@pytest.mark.parametrize("short", [1, -1])
@pytest.mark.parametrize("name, call", [
    ("readBlocking", lambda tags: tags.read([T, T])),
    ("writeBlocking", lambda tags: tags.write([T, T], [1, 2])),
])
def test_another_number_of_results_is_a_broken_contract(product, tags, failure, name, call, short):
    product.gateway.faults.set("system.tag." + name, short=short)
    with pytest.raises(failure.ContractBroken) as raised:
        call(tags)
    raised.match("%d results for 2 paths" % (2 - short))


@pytest.mark.parametrize("short", [1, -1])
def test_another_number_than_one_is_so_too(product, tags, failure, short):
    product.gateway.faults.set("system.tag.readBlocking", short=short)
    with pytest.raises(failure.ContractBroken) as raised:
        tags.readOne(T)
    raised.match("%d results for 1 paths" % (1 - short))


@pytest.mark.parametrize("name", [
    "Temperature", "Pressure", "Status", "Long", "Recipe", "Started", "Names", "Empty", "Nothing", "Running"])
def test_one_tag_is_a_row_of_many(product, tags, name):
    path = "[default]Plant/" + name
    found = tags.readColumns([path, T])
    value, quality, millis = tags.readOne(path)
    assert (quality, type(value)) == (found.qualities[0], type(found.values[0]))
    assert name == "Nothing" or millis == found.millis[0]
    assert name == "Started" or value == found.values[0]


@pytest.mark.parametrize("text, expected", [
    ("Good", ("Good", None)),
    ("Good_WritePending", ("Good_WritePending", None)),
    ('Bad_NotFound("Path \'[default]x\' not found.")', ("Bad_NotFound", "Path '[default]x' not found.")),
    ('Bad("a (b) c")', ("Bad", "a (b) c")),
    ('Bad("")', ("Bad", None)),
    ('Bad("' + "x" * 400 + '")', ("Bad", "x" * 300)),
    ('Error_Exception("java.lang.NullPointerException: x")', ("Error_Exception", None)),
    ('Error_Exception("com.acme.Driver failed")', ("Error_Exception", None)),
    ('Error_ScriptEval("Traceback (most recent call last)")', ("Error_ScriptEval", None)),
    ('Error_Exception("at run(Driver.java:77)")', ("Error_Exception", None)),
    ('Error_ScriptEval("in code.py, line 5")', ("Error_ScriptEval", None)),
    ('Bad("the device at 10.0.0.5 does not answer")', ("Bad", "the device at 10.0.0.5 does not answer")),
])
def test_quality_and_detail_without_the_insides_of_the_platform(tags, text, expected):
    assert tags.quality(text) == expected


class TestBrowse(object):

    def test_lists_children_and_leaves_out_properties(self, tags):
        rows, quality = tags.browse("[default]Plant/Line 1")
        assert quality == "Good"
        assert [row["path"] for row in rows] == [
            "[default]Plant/Line 1/Temperature", "[default]Plant/Line 1/Pump1"]
        assert rows[0] == {
            "path": "[default]Plant/Line 1/Temperature", "name": "Temperature", "tagType": "AtomicTag",
            "dataType": "Float8", "valueSource": "memory", "typeId": None, "hasChildren": True}
        assert rows[1]["typeId"] == "Pump" and rows[1]["dataType"] is None
        assert tags.browse(T) == ([], "Good")

    def test_joins_all_pages_of_the_platform(self, product, tags):
        product.gateway.options.browse_page_size = 3
        rows, quality = tags.browse("[default]Plant")
        assert len(rows) == len(set(row["path"] for row in rows)) == 19
        assert product.gateway.calls.count("system.tag.browse") == 7

    def test_a_platform_that_repeats_its_page_does_not_hang_the_call(self, tags, monkeypatch):
        class Results(object):
            def getResultQuality(self):
                return "Good"

            def getResults(self):
                return []

            def getContinuationPoint(self):
                return "again"

        class Tag(object):
            calls = 0

            def browse(self, path, filter):
                self.calls += 1
                return Results()

        class System(object):
            tag = Tag()

        monkeypatch.setattr(tags, "system", System)
        assert tags.browse("[default]") == ([], "Good")
        assert System.tag.calls == 2

    @pytest.mark.parametrize("variant", ["empty", "bad"])
    def test_says_the_quality_of_a_folder_that_is_missing(self, product, tags, variant):
        product.gateway.options.browse_missing = variant
        assert tags.browse("[default]Nothing") == ([], "Good" if variant == "empty" else "Bad_NotFound")


class TestConfiguration(object):

    def test_what_the_site_set_and_nothing_else(self, product, tags):
        assert tags.configuration("[default]Plant/Setpoint") == {
            "tagType": "AtomicTag", "dataType": "Float8", "valueSource": "memory",
            "engLow": 0.0, "engHigh": 100.0, "engLimitMode": "Clamp_Both"}
        assert tags.configuration("[default]Plant/Locked")["readOnly"] is True

    @pytest.mark.parametrize("variant", ["empty", "stub"])
    def test_nothing_is_known_of_a_tag_that_does_not_exist(self, product, tags, variant):
        product.gateway.options.configuration_missing = variant
        found = tags.configuration("[default]Nothing")
        assert "dataType" not in found and "readOnly" not in found

    def test_a_binding_is_no_value(self):
        product = Product(tags=trees.tag("Bound", "Float8", 5.0, engHigh={"bindType": "parameter", "binding": "{X}"}))
        assert product.library.project.gateway.tags.configuration("[default]Bound")["engHigh"] is None

    def test_is_remembered_for_ten_seconds(self, product, tags):
        product.gateway.clock.advance(0)
        for _ in range(5):
            assert tags.rememberedConfiguration(T)["dataType"] == "Float8"
        assert product.gateway.calls.count("system.tag.getConfiguration") == 1
        product.gateway.clock.advance(9.9)
        tags.rememberedConfiguration(T)
        assert product.gateway.calls.count("system.tag.getConfiguration") == 1
        product.gateway.clock.advance(0.2)
        tags.rememberedConfiguration(T)
        assert product.gateway.calls.count("system.tag.getConfiguration") == 2


class TestDataTypes(object):

    def test_one_browse_per_folder_and_none_for_a_minute(self, product, tags):
        product.gateway.clock.advance(0)
        paths = ["[default]Plant/Pressure", T, "[default]Plant/Line 1/Temperature", "[default]Plant/Nothing"]
        expected = dict(zip(paths, ["Float4", "Float8", "Float8", None]))
        assert tags.dataTypes(paths) == expected
        assert product.gateway.calls.count("system.tag.browse") == 2
        found = tags.dataTypes(paths)
        assert [found[path] or None for path in paths] == [expected[path] for path in paths]
        assert product.gateway.calls.count("system.tag.browse") == 2
        product.gateway.clock.advance(60.1)
        tags.dataTypes(paths)
        assert product.gateway.calls.count("system.tag.browse") == 4

    def test_of_a_tag_at_the_root_of_a_provider(self):
        product = Product(tags=trees.tag("Top", "Float4", 0.1))
        assert product.library.project.gateway.tags.dataTypes(["[default]Top"]) == {"[default]Top": "Float4"}

    def test_of_a_spelling_that_only_the_gateway_takes_for_the_tag(self, tags):
        assert tags.dataTypes(["[Default]plant/PRESSURE"]) == {"[Default]plant/PRESSURE": "Float4"}

    def test_a_spelling_is_not_mixed_up_with_another_tag(self):
        product = Product(case_sensitive=True, tags=trees.folder(
            "F", trees.tag("a", "Float4", 0.1), trees.tag("A", "Float8", 0.1)))
        found = product.library.project.gateway.tags.dataTypes(["[default]F/A", "[default]F/a"])
        assert found == {"[default]F/A": "Float8", "[default]F/a": "Float4"}


def test_what_is_remembered_is_bounded(product, tags):
    memory = tags.Remembered(10, 3)
    for number in range(100):
        memory.put("key%d" % number, number)
        assert memory.get("key%d" % number) == number
        assert len(memory.entries) <= 3
