# coding: utf-8
"""What a tag can hold: how each kind is written out, and what can be written back."""

import array
import json

import pytest

from java.lang import RuntimeException, StackOverflowError
from java.util import ArrayList, Date, HashMap
from simulator.document import BasicDocument
from simulator.quality import NAMES, code
from simulator.values import TAG_TYPES, QualifiedValue
from tests.faults.answers import answered, refused, unwritten
from tests.faults.settings import PROFILES, fresh
from tests.support.trees import several, tag

TIME = 1767225600123
TIME_TEXT = "2026-01-01T00:00:00.123Z"
UNSUPPORTED = {"type": "unsupported"}

# name: (data type, what the tag is given, its JSON, whether the JSON can be written back)
GOLDEN = {
    "True": ("Boolean", True, True, True),
    "False": ("Boolean", False, False, True),
    "Int1": ("Int1", -128, -128, True),
    "Int2": ("Int2", 32767, 32767, True),
    "Int4": ("Int4", -2147483648, -2147483648, True),
    "Int8": ("Int8", 9223372036854775807, 9223372036854775807, True),
    "Int8 low": ("Int8", -9223372036854775808, -9223372036854775808, True),
    "Int8 odd": ("Int8", 9007199254740993, 9007199254740993, True),
    "Float4": ("Float4", 0.1, 0.1, True),
    "Float4 third": ("Float4", 1.0 / 3, 0.33333334, True),
    "Float4 whole": ("Float4", 16777216.0, 16777216.0, True),
    "Float4 max": ("Float4", 3.4028234663852886e38, 3.4028235e38, True),
    "Float4 tiny": ("Float4", 1e-45, 1e-45, True),
    "Float8": ("Float8", 0.1, 0.1, True),
    "Float8 max": ("Float8", 1.7976931348623157e308, 1.7976931348623157e308, True),
    "Float8 tiny": ("Float8", 5e-324, 5e-324, True),
    "Float8 minus zero": ("Float8", -0.0, -0.0, True),
    "Float8 not a number": ("Float8", float("nan"), None, False),
    "Float8 infinite": ("Float8", float("inf"), None, False),
    "Float4 infinite": ("Float4", float("-inf"), None, False),
    "Empty text": ("String", u"", u"", True),
    "Emoji": ("String", u"\U0001f600\U0001f1e9\U0001f1ea", u"\U0001f600\U0001f1e9\U0001f1ea", True),
    "Nul": ("String", u"a\x00b", u"a\x00b", False),
    "Right to left": ("String", u"\u202eabc\u05d0\u200f", u"\u202eabc\u05d0\u200f", True),
    "Controls": ("String", u"\x01\x1b\x7f\x85\u2028\u2029\t\r\n", u"\x01\x1b\x7f\x85\u2028\u2029\t\r\n", True),
    "Markup": ("String", u"</script>&'\"\\", u"</script>&'\"\\", True),
    "Long text": ("String", u"\u00e9" * 60000, u"\u00e9" * 60000, True),
    "Date": ("DateTime", TIME, TIME_TEXT, True),
    "Date before": ("DateTime", -1, "1969-12-31T23:59:59.999Z", True),
    "Document": ("Document", {"a": [1, 2.5, None, True, {u"\u00e9": u"x"}]}, {"a": [1, 2.5, None, True,
        {u"\u00e9": u"x"}]}, True),
    "Document list": ("Document", [1, []], [1, []], True),
    "Document empty": ("Document", {}, {}, True),
    "Bytes": ("ByteArray", [0, 127, -128, -1], "AH+A/w==", True),
    "No bytes": ("ByteArray", [], "", True),
    "Int1s": ("Int1Array", [-1, 0, 1], "/wAB", False),
    "Int2s": ("Int2Array", [-32768, 32767], [-32768, 32767], True),
    "Int4s": ("Int4Array", [1, -2], [1, -2], True),
    "Int8s": ("Int8Array", [9007199254740993], [9007199254740993], True),
    "Float4s": ("Float4Array", [0.1, 2.5], [0.1, 2.5], True),
    "Float8s": ("Float8Array", [0.1, -0.5], [0.1, -0.5], True),
    "Booleans": ("BooleanArray", [True, False], [True, False], True),
    "Texts": ("StringArray", [u"a", u"\U0001f600"], [u"a", u"\U0001f600"], True),
    "Dates": ("DateTimeArray", [TIME], [TIME_TEXT], True),
    "None": ("Int4", None, None, True),
    "None text": ("String", None, None, True),
}
TABLE = {
    "columns": [{"name": "n", "type": "Integer"}, {"name": "t", "type": "String"}, {"name": "at", "type": "Date"},
                {"name": "x", "type": "Double"}, {"name": "b", "type": "Boolean"}],
    "rows": [[1, u"\u00e9", TIME_TEXT, 0.5, True], [2, None, None, None, False]],
}


def holding(value, data_type="String", version=PROFILES[0], quality="Good", timestamp=None):
    """An installation with one tag that holds the object itself, as a driver may put it there."""
    product = fresh(version, several(tag("Tag", data_type, None)))
    put(product, value, quality, Date(TIME) if timestamp is None else timestamp)
    return product


def put(product, value, quality="Good", timestamp=None):
    node = product.gateway.tags.get("[default]Tag")
    node.current = QualifiedValue(value, code(quality), timestamp)


def text(value):
    """JSON tells 1 from 1.0 and from true, as `==` does not."""
    return json.dumps(value, sort_keys=True)


def item(product, **options):
    """The item of that tag, the same through every endpoint that reads."""
    path = "[default]Tag"
    params = [("int64", "string")] if options.get("int64") else []
    single = answered(product.client.get("/tags/default/Tag", params=params))
    assert answered(product.client.get("/tags", params=params + [("path", path)])) == {"Tag": single}
    assert answered(product.client.post("/read", {"paths": [path]}, params=params))["results"] == [single]
    return single


@pytest.mark.parametrize("name", sorted(GOLDEN))
@pytest.mark.parametrize("version", PROFILES)
def test_abuse_case_63_kinds_of_values(version, name):
    data_type, given, shown, writable = GOLDEN[name]
    product = fresh(version, several(tag("Tag", data_type, None)))
    product.gateway.tags.set_value("[default]Tag", given)
    found = item(product)
    assert (text(found["value"]), found["quality"]) == (text(shown), "Good")
    if writable:
        product.gateway.tags.set_value("[default]Tag", None)
        written = answered(product.client.put("/tags/default/Tag", {"value": found["value"]}))
        assert (text(written["value"]), written["quality"]) == (text(shown), "Good")
        results = answered(product.client.post("/write", {"writes": [{"path": "[default]Tag",
            "value": shown}]}))["results"]
        assert results == [{"path": "[default]Tag", "success": True, "quality": "Good"}]
        assert text(item(product)["value"]) == text(shown)


def test_abuse_case_63_integers_for_javascript(product):
    for value, shown in ((9007199254740991, 9007199254740991), (9007199254740992, "9007199254740992"),
                         (-9223372036854775808, "-9223372036854775808")):
        product.gateway.tags.set_value("[default]Plant/Long", value)
        found = answered(product.client.get("/tags/default/Plant/Long", params=[("int64", "string")]))
        assert found["value"] == shown
        written = answered(product.client.put("/tags/default/Plant/Long", {"value": shown}))
        assert written["value"] == value


@pytest.mark.parametrize("name", ["Float8 not a number", "Float8 infinite", "Float4 infinite"])
def test_abuse_case_63_what_is_no_number_keeps_its_quality(name):
    data_type, given, shown, _writable = GOLDEN[name]
    for quality in ("Good", "Uncertain_LastKnownValue", "Bad_Stale"):
        found = item(holding(given, data_type, quality=quality))
        assert (found["value"], found["quality"], found["timestamp"]) == (None, quality, TIME_TEXT)


def test_abuse_case_63_tables(product):
    written = answered(product.client.put("/tags/default/Plant/Batches", {"value": TABLE}))
    assert written["value"] == TABLE
    again = answered(product.client.put("/tags/default/Plant/Batches", {"value": written["value"]}))
    assert again["value"] == TABLE
    empty = {"columns": [], "rows": []}
    assert answered(product.client.put("/tags/default/Plant/Batches", {"value": empty}))["value"] == empty


def test_abuse_case_63_instances_of_a_type(product):
    path = "/tags/default/Plant/Line 1/Pump1".replace(" ", "%20")
    assert answered(product.client.get(path))["value"] == {"Speed": 10.0, "Running": True}
    product.gateway.options.udt_read = "null"
    assert answered(product.client.get(path))["value"] is None


class Unknown(object):
    """A class that nobody has heard of; its text would show where it lies in memory."""


class Hostile(object):
    """Raises at whatever it is asked."""

    def __init__(self, error):
        self.error = error

    def __getattr__(self, name):
        raise self.error

    def __iter__(self):
        raise self.error

    def __str__(self):
        raise self.error


class Map(HashMap):
    """A Java map that breaks when it is read."""

    def __iter__(self):
        raise RuntimeException("java.lang.RuntimeException at com.example.Foo.bar(Foo.java:1)")

    def __getitem__(self, key):
        raise StackOverflowError()


UNKNOWN = (
    Unknown(), Unknown, object(), len, TAG_TYPES["Folder"], Hostile(ValueError("x")), Hostile(RuntimeException("x")),
    Hostile(StackOverflowError()), Hostile(AttributeError("x")), Map({"a": 1}), set([1]), frozenset(), 1j, iter([1]),
    {"a": Unknown()}, [Unknown()], BasicDocument([{"a": TAG_TYPES["Folder"]}]), ArrayList([Unknown()]),
    {Unknown(): 1},
)


@pytest.mark.parametrize("index", range(len(UNKNOWN)))
def test_abuse_case_65_unknown_classes(index):
    for version in PROFILES:
        found = item(holding(UNKNOWN[index], version=version))
        assert (found["value"], found["quality"]) == (UNSUPPORTED, "Error_TypeConversion")


def test_abuse_case_65_known_classes_of_java():
    big = type("BigDecimal", (object,), {"doubleValue": lambda self: 0.0,
        "toString": lambda self: "123456789012345678901.5"})()
    for value, shown in (
            (HashMap({"a": ArrayList([1, Date(TIME)])}), {"a": [1, TIME_TEXT]}), (ArrayList(), []), (big,
                1.2345678901234568e20),
            (array.array("f", [0.1]), [0.1]), (array.array("b", [-1]), "/w=="), ((1, 2), [1, 2]), (bytearray(b"a"),
                "YQ==")):
        assert item(holding(value))["value"] == shown


def looping(width):
    """A document that holds itself, more than once."""
    value = {}
    for index in range(width):
        value["m%d" % index] = value
    return value


def doubling(depth):
    """A document of a few objects that would take 2**depth to write out."""
    value = []
    for _level in range(depth):
        value = [value, value]
    return value


class Endless(object):
    """A document that always has another one inside."""

    def toDict(self):
        return {"again": self}


def nested(depth):
    value = 1
    for _level in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("value", [
    looping(1), looping(2), looping(50), doubling(31), doubling(400), Endless(), {"a": Endless(), "b": Endless()},
    nested(33), nested(900), ArrayList([looping(3)]), [[0] * 1000] * 1000, [0] * 100001,
], ids=lambda value: type(value).__name__)
def test_abuse_case_66_documents_without_an_end(value):
    found = answered(holding(value).client.get("/tags/default/Tag"))
    assert (found["value"], found["quality"]) == (UNSUPPORTED, "Error_TypeConversion")


def test_abuse_case_66_documents_up_to_the_limit():
    assert item(holding(nested(32)))["value"] == nested(32)
    assert len(item(holding([0] * 100000))["value"]) == 100000


@pytest.mark.parametrize("quality", [name for name in NAMES if name != "Good"])
def test_abuse_case_67_qualities_are_never_better_than_they_are(quality):
    product = holding(5, "Int4", quality=quality)
    found = answered(product.client.get("/tags", params=[("path", "[default]Tag")]))["Tag"]
    assert (found["value"], found["quality"], found["timestamp"]) == (5, quality, TIME_TEXT)
    single = product.client.get("/tags/default/Tag")
    if quality == "Bad_NotFound":
        refused(single, 404, "tag_not_found")
    else:
        assert answered(single) == found


DETAILS = (
    ("Not connected.", "Not connected."),
    (u"Ger\u00e4t \u201eA\u201c (1) \"x\"", u"Ger\u00e4t \u201eA\u201c (1) \"x"),
    ("a" * 5000, "a" * 300),
    ("", None),
    ("java.lang.NullPointerException", None),
    ("com.inductiveautomation.ignition.common.Foo failed", None),
    ("failed at com.x.Y.z(Y.java:12)", None),
    ("Traceback (most recent call last):", None),
    ('File "<tagevent:valueChanged>", line 3, in valueChanged', None),
    ("SELECT password FROM users WHERE id = 7", None),
    ("error in: insert into t values (1)", None),
    ("jdbc:postgresql://db.internal:5432/plant?user=x", None),
    ("/usr/local/bin/ignition/data/db/config.idb is locked", None),
    ("C:\\Program Files\\Inductive Automation\\x", None),
    ("bad at /var/lib/ignition/x.log", None),
    ("Path '[default]Plant/A/B' not found.", "Path '[default]Plant/A/B' not found."),
)


@pytest.mark.parametrize("text, shown", DETAILS)
def test_abuse_case_67_the_platforms_words_show_nothing_of_its_inside(text, shown):
    product = holding(None)
    product.gateway.tags.get("[default]Tag").current = QualifiedValue(None, code("Bad_Failure", text), Date(TIME))
    found = item(product)
    assert (found["quality"], found.get("qualityDetail")) == ("Bad_Failure", shown)
    product.gateway.faults.set("system.tag.writeBlocking", quality=code("Bad_Failure", text))
    result = answered(product.client.post("/write", {"writes": [{"path": "[default]Tag",
        "value": "x"}]}))["results"][0]
    assert result["success"] is False and result["error"]
    assert text in ("", shown) or text not in result["error"]


def test_abuse_case_67_a_bad_tag_is_no_failed_request(product):
    product.gateway.faults.set("system.tag.readBlocking", quality="Bad_NotConnected")
    product.library.project.config.current.get()
    for answer in (product.client.post("/read", {"paths": ["[default]Plant/Setpoint"]}),):
        if answer.status == 200:
            assert answered(answer)["results"][0]["quality"] == "Bad_NotConnected"
        else:
            refused(answer, 503)


@pytest.mark.parametrize("millis, shown", [
    (None, None), (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (-62135596800000, "0001-01-01T00:00:00.000Z"), (-62135596800001, None), (253402300799999,
        "9999-12-31T23:59:59.999Z"),
    (253402300800000, None), (9223372036854775807, None), (-9223372036854775808, None),
    (-2208988800000, "1900-01-01T00:00:00.000Z"), (951782400000, "2000-02-29T00:00:00.000Z"),
    (1774746000000, "2026-03-29T01:00:00.000Z"), (1792890000000, "2026-10-25T01:00:00.000Z"),
])
def test_abuse_case_68_timestamps(millis, shown):
    product = holding(5, "Int4")
    put(product, 5, timestamp=None if millis is None else Date(millis))
    found = item(product)
    assert (found["value"], found["quality"], found["timestamp"]) == (5, "Good", shown)
    if millis is not None:
        put(product, Date(millis), timestamp=Date(TIME))
        assert item(product)["value"] == shown


def test_abuse_case_68_written_times(product):
    path = "/tags/default/Plant/Started"
    for text, shown in (
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"), ("9999-12-31T23:59:59.999Z",
                "9999-12-31T23:59:59.999Z"),
            ("2026-01-01T00:00:00.123456789Z", TIME_TEXT), ("2026-01-01T01:00:00.123+01:00", TIME_TEXT), (TIME,
                TIME_TEXT)):
        assert answered(product.client.put(path, {"value": text}))["value"] == shown
    with unwritten(product):
        for text in (
                "2026-01-01T00:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "0000-01-01T00:00:00Z",
                "1.5e3",
                "10000-01-01T00:00:00Z", "2026-01-01", "2016-12-31T23:59:60Z", "2026-01-01T24:00:00Z", "", "tomorrow",
                "9" * 15, "9" * 64, u"\u0662\u0660\u0662\u0666-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59",
                "-999999999w",
                "2026-01-01T00:00:00Z\n2", 10 ** 18, 1.5, True, [TIME], {"t": TIME}):
            refused(product.client.put(path, {"value": text}), 422, "type_mismatch")
