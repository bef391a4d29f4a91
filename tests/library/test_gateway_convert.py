"""project.gateway.convert: platform values to plain forms and back."""

import array

import pytest

import simulator
from java.lang import RuntimeException, StackOverflowError
from java.util import ArrayList, Date, HashMap
from simulator.dataset import Dataset
from simulator.document import BasicDocument


@pytest.fixture
def convert(shared):
    simulator.use(shared.gateway)
    return shared.library.project.gateway.convert


@pytest.fixture
def kinds(shared):
    return shared.library.project.values.kinds


class Decimal(object):
    """As java.math.BigDecimal and BigInteger."""

    def __init__(self, text):
        self.text = text

    def doubleValue(self):
        raise AssertionError("a double loses digits")

    def toString(self):
        return self.text


class Raising(object):
    """A platform object that fails in the middle of being read."""

    def __init__(self, thrown):
        self.thrown = thrown

    def toDict(self):
        raise self.thrown


@pytest.mark.parametrize("value", [None, True, 5, 2 ** 63, 1.5, u"text", ""])
def test_scalars_are_plain_already(convert, value):
    assert convert.fromPlatform(value) is value


@pytest.mark.parametrize("text, expected", [
    ("1E+3", 1000.0), ("0.1", 0.1), ("12345678901234567890123", 12345678901234567890123), ("-5", -5),
])
def test_decimals_keep_their_digits(convert, text, expected):
    found = convert.fromPlatform(Decimal(text))
    assert found == expected
    assert type(found) is type(expected)


def test_java_collections_become_dicts_and_lists(convert, kinds):
    inner = HashMap()
    inner.put("b", Date(5))
    inner.put(7, None)
    outer = ArrayList([inner, True])
    outer.add(ArrayList())
    assert convert.fromPlatform(outer) == [{"b": kinds.Instant(5), "7": None}, True, []]


def test_documents_become_their_objects(convert):
    assert convert.fromPlatform(BasicDocument({"a": [1, {"b": None}]})) == {"a": [1, {"b": None}]}


@pytest.mark.parametrize("value, expected", [
    (array.array("i", [1, -2]), [1, -2]),
    (array.array("d", [0.1, 2.0]), [0.1, 2.0]),
    (array.array("f", [0.1, 2.0]), [0.1, 2.0]),
    (array.array("h", []), []),
    ((1, "a"), [1, "a"]),
    (["a", None], ["a", None]),
])
def test_arrays_become_lists(convert, value, expected):
    assert convert.fromPlatform(value) == expected


@pytest.mark.parametrize("value, base64", [
    (array.array("b", [0, 127, -1]), "AH//"), (array.array("b", []), ""), (bytearray(b"\x00\x7f\xff"), "AH//"),
])
def test_bytes_become_base64(convert, value, base64):
    assert convert.fromPlatform(value).base64 == base64


def test_data_sets_become_tables(convert, kinds):
    dataset = Dataset(
        ["id", "at", "x", "any"], [[1, Date(5), 0.10000000149011612, ArrayList([1])], [None, None, None, None]],
        ["java.lang.Integer", "java.util.Date", "java.lang.Float", "java.lang.Object"])
    table = convert.fromPlatform(dataset)
    assert table.columns == [("id", "Integer"), ("at", "Date"), ("x", "Float"), ("any", "Object")]
    # The column says that it is a 32-bit number.
    assert table.rows == [[1, kinds.Instant(5), 0.1, [1]], [None, None, None, None]]


def test_column_types_may_be_python_classes_or_nothing(convert):
    class Odd(object):
        types = [int, None]

        def getColumnCount(self):
            return 2

        def getRowCount(self):
            return 0

        def getColumnName(self, index):
            return "ab"[index]

        def getColumnType(self, index):
            return self.types[index]

    assert convert.fromPlatform(Odd()).columns == [("a", "int"), ("b", "Object")]


def test_an_unknown_object_is_unsupported_and_never_its_text(convert, kinds):
    class Secret(object):
        def __str__(self):
            raise AssertionError("asked for its text")

    for value in (Secret(), [Secret()], {"a": Secret()}):
        found = convert.fromPlatform(value)
        while not isinstance(found, kinds.Unsupported):
            found = found[0] if isinstance(found, list) else found["a"]
        assert found.reason == convert.NO_FORM


@pytest.mark.parametrize("thrown", [ValueError("x"), RuntimeException("x"), StackOverflowError(), RuntimeError("x")])
def test_a_value_that_fails_to_be_read_is_unsupported(convert, kinds, thrown):
    found = convert.fromPlatform([1, Raising(thrown)])
    assert found[0] == 1
    assert isinstance(found[1], kinds.Unsupported)
    assert found[1].reason == convert.UNREADABLE


def test_a_key_that_is_neither_text_nor_number_makes_the_value_unsupported(convert, kinds):
    for key in ((1, 2), Date(5)):
        found = convert.fromPlatform([{key: 1}, {"good": 1}])
        assert isinstance(found[0], kinds.Unsupported) and found[1] == {"good": 1}
    assert convert.fromPlatform({1: "a", 2.5: "b", None: "c"}) == {"1": "a", "2.5": "b", "None": "c"}


def test_depth_is_capped_also_where_a_document_contains_itself(convert, kinds):
    loop = {}
    loop["self"] = loop
    found, depth = convert.fromPlatform(loop), 0
    while isinstance(found, dict):
        found, depth = found["self"], depth + 1
    assert depth == 32
    assert found.reason == convert.TOO_DEEP


def test_size_is_capped(convert, kinds):
    cells = Dataset(["c%d" % number for number in range(101)], [[0] * 101] * 1000)
    found = convert.fromPlatform(cells)
    assert isinstance(found, kinds.Unsupported) and "100000 cells" in found.reason
    assert isinstance(convert.fromPlatform([0] * 100001), kinds.Unsupported)
    assert len(convert.fromPlatform([0] * 100000)) == 100000


@pytest.mark.parametrize("value", [None, True, 5, 1.5, "text", {"a": [1]}, [], [1, [2]]])
def test_json_data_goes_to_the_platform_as_it_is(convert, value):
    assert convert.toPlatform(value) == value


def test_plain_forms_become_platform_values(convert, kinds):
    assert convert.toPlatform(kinds.Instant(5)).getTime() == 5
    assert convert.toPlatform([kinds.Instant(5)])[0].getTime() == 5
    assert convert.toPlatform(kinds.Blob("AH//")) == array.array("b", [0, 127, -1])
    dataset = convert.toPlatform(kinds.Table([("a", "Date"), ("b", None)], [[kinds.Instant(5), "x"], [None, 1]]))
    assert dataset.getColumnName(1) == "b"
    assert dataset.getValueAt(0, 0).getTime() == 5
    assert dataset.getValueAt(1, 1) == 1


def test_every_plain_form_survives_the_way_to_the_platform_and_back(convert, kinds):
    assert convert.fromPlatform(convert.toPlatform(kinds.Instant(-1))) == kinds.Instant(-1)
    assert convert.fromPlatform(convert.toPlatform(kinds.Blob("gIGC/w=="))).base64 == "gIGC/w=="
    table = convert.fromPlatform(convert.toPlatform(kinds.Table([("a", None)], [[1], [None]])))
    assert (table.columns, table.rows) == ([("a", "Integer")], [[1], [None]])
