"""project.gateway.history: the port to tag history, and which functions of which version it asks."""

import pytest

from java.lang import RuntimeException
from java.util import Date
from tests.support import recorded
from tests.support.recorded import NOW, T, record

CORE = "histprov:Plant DB:/sys:Simulator:/prov:default:/tag:Plant/Temperature"
DRIVER = "histprov:Plant DB:/drv:Simulator:default:/tag:Plant/Temperature"


@pytest.fixture
def product():
    return recorded.product(version="8.3.10")


@pytest.fixture
def history(product):
    return product.library.project.gateway.history


class Part(object):
    """A namespace without some of its functions."""

    def __init__(self, namespace, *gone):
        self.__dict__.update(dict((name, value) for name, value in vars(namespace).items() if name not in gone))


@pytest.fixture
def bare(product, history, monkeypatch):
    """The port on a gateway that has lost the history functions of system.tag."""
    system = Part(product.gateway.system)
    system.tag = Part(system.tag, "queryTagHistory", "queryTagCalculations", "browseHistoricalTags")
    monkeypatch.setattr(history, "system", system)
    return history


def stored(history, path, historian=""):
    return [sample[1] for sample in history.stored(path, NOW - 100000, NOW, historian)]


def test_tags_are_asked_for_through_the_functions_that_every_version_has(product, history):
    record(product, T, (60, 1.0), (50, 2.0, "Bad_Stale"))
    assert list(history.stored(T, NOW - 100000, NOW, "")) == [
        (NOW - 60000, 1.0, "Good"), (NOW - 50000, 2.0, "Bad_Stale")]
    history.aggregated(T, "Average", NOW - 100000, NOW, 2, "")
    assert history.estimate(T, NOW - 100000, NOW, "") == 1
    assert product.gateway.calls.count("system.tag.queryTagHistory") == 2
    assert product.gateway.calls.count("system.historian.queryRawPoints") == 0


def test_without_the_tag_functions_a_tag_needs_the_name_of_a_historian(product, bare):
    record(product, T, (60, 1.0))
    for ask in (stored, lambda history, path, name: history.estimate(path, NOW - 100000, NOW, name)):
        with pytest.raises(bare.Unnamed):
            ask(bare, T, "")
    assert stored(bare, T, "Plant DB") == [1.0]


@pytest.mark.parametrize("path", [CORE, DRIVER])
def test_historical_paths_go_to_the_historian(product, history, path):
    record(product, T, (60, 1.0), (40, 3.0))
    assert stored(history, path) == [1.0, 3.0]
    assert [row[1] for row in history.aggregated(path, "Maximum", NOW - 100000, NOW, 2, "")] == [1.0, 3.0]
    assert history.estimate(path, NOW - 100000, NOW, "") == 2
    assert product.gateway.calls.count("system.tag.queryTagHistory") == 0


@pytest.mark.parametrize("name, variant", [
    ("historian_arguments", "few"), ("historian_many_paths", "nothing"), ("historian_return_size", "rows"),
    ("historian_seeds", True), ("history_end", "exclusive"), ("history_tall_quality", "code"),
    ("history_tall_quality", "object")])
def test_whatever_the_historian_does_where_nobody_knows(product, history, name, variant):
    setattr(product.gateway.options, name, variant)
    record(product, T, (200, 0.0), (100, 1.0), (40, 3.0, "Uncertain"), (0, 5.0), (-1, 6.0))
    for path in (T, CORE):
        assert [sample[1:] for sample in history.stored(path, NOW - 90000, NOW + 1, "")] == [
            (3.0, "Uncertain"), (5.0, "Good")]
        assert len(history.aggregated(path, "Average", NOW - 90000, NOW, 3, "")) == 3


@pytest.mark.parametrize("kind", ["core", "sql"])
def test_where_the_tag_functions_are_gone_the_historian_is_asked_by_its_own_paths(product, bare, kind):
    product.gateway.historian.providers["Plant DB"].kind = kind
    record(product, T, (60, 1.0))
    assert stored(bare, T, "Plant DB") == [1.0]
    assert bare.aggregated(T, "Average", NOW - 60000, NOW, 1, "Plant DB")[0][1] == 1.0
    assert bare.estimate(T, NOW - 100000, NOW, "Plant DB") == 1
    assert stored(bare, T, "Other") == []
    assert bare.isInstalled()


def test_a_version_without_a_historian_says_so():
    found = recorded.product(version="8.1.55")
    history = found.library.project.gateway.history
    with pytest.raises(history.NotOffered):
        history.stored(CORE, 0, NOW, "")
    with pytest.raises(history.NotOffered):
        history.estimate(CORE, 0, NOW, "")


@pytest.mark.parametrize("function, call", [
    ("system.tag.queryTagHistory", lambda history: history.stored(T, 0, NOW, "")),
    ("system.tag.queryTagHistory", lambda history: history.aggregated(T, "Sum", 0, NOW, 1, "")),
    ("system.tag.queryTagCalculations", lambda history: history.estimate(T, 0, NOW, "")),
    ("system.historian.queryRawPoints", lambda history: history.stored(CORE, 0, NOW, "")),
    ("system.historian.queryAggregatedPoints", lambda history: history.aggregated(CORE, "Sum", 0, NOW, 1, "")),
])
@pytest.mark.parametrize("thrown", [RuntimeException("secret"), ValueError("secret")])
def test_every_exception_of_the_platform_becomes_one(product, history, function, call, thrown):
    product.gateway.faults.set(function, throw=thrown)
    failure = product.library.project.gateway.failure
    with pytest.raises(failure.GatewayFailure) as raised:
        call(history)
    assert "secret" not in str(raised.value)


def test_a_gateway_that_cannot_say_has_a_historian(product, history):
    assert history.isInstalled()
    product.gateway.historian.providers.clear()
    assert not history.isInstalled()
    product.gateway.faults.set("system.tag.browseHistoricalTags", throw=RuntimeException("no"))
    assert history.isInstalled()


@pytest.mark.parametrize("paths, missing", [
    ([], True), (["histprov:Other"], True), (["histprov:Other:/", "histprov:Site"], False),
    (["histprov:site:/"], False), (["histprov:Other", "/other form"], False), ([None], False),
])
def test_a_historian_is_missing_only_where_the_gateway_names_all_it_has(history, monkeypatch, paths, missing):
    monkeypatch.setattr(history, "roots", lambda: ["%s" % path for path in paths])
    assert history.isMissing("Site") is missing
    monkeypatch.setattr(history, "roots", lambda: None)
    assert not history.isMissing("Site")


class Table(object):
    """A dataset as a gateway may make it."""

    def __init__(self, columns, *rows):
        self.columns, self.rows = columns, rows

    def getColumnCount(self):
        return len(self.columns)

    def getRowCount(self):
        return len(self.rows)

    def getColumnName(self, index):
        return self.columns[index]

    def getColumnAsList(self, index):
        return [row[index] for row in self.rows]


def test_tables_in_another_order_without_qualities_and_with_gaps(history):
    assert history.samples(Table(["t_stamp", "A"], [Date(5), 1.0], [Date(6), None], [None, 2.0])) == [
        (5, 1.0, "Good"), (6, None, "Bad")]
    assert history.samples(Table(["Timestamp", "Quality", "Path", "Value"], [Date(5), 516, "a", 1.0])) == [
        (5, 1.0, "Bad_Stale")]
    assert history.samples(Table(["path", "value", "quality", "timestamp"], ["a", 1.0, 99999, Date(5)])) == [
        (5, 1.0, "Bad")]


def test_order_and_repetition(history):
    one, two, other = (1, 1.0, "Good"), (2, 1.0, "Good"), (1, 2.0, "Good")

    def ordered(*samples):
        return list(history.inOrder([list(column) for column in zip(*samples)], 0, 100))

    assert ordered(one, other, two) == [one, other, two]
    assert ordered(two, one, one, other, two) == [one, other, two]
    # Three values in one millisecond: the last one is what the tag had afterwards.
    assert ordered(one, other, one, two) == [one, other, one, two]
    assert ordered(two, one, two) == ordered(one, two) == [one, two]
    assert ordered((-1, 5.0, "Good"), one, two, (100, 7.0, "Good")) == [one, two]
