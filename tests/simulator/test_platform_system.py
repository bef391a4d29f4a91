"""system.util, system.date, system.dataset, system.project, and which version has what."""
import pytest

import simulator
from java.lang import Throwable
from java.util import Date
from simulator import facade
from simulator.jsoncodec import Unknown

MOMENT = Date(1700000000123)  # 2023-11-14 22:13:20.123 UTC


@pytest.fixture
def system(gateway):
    return gateway.system


def test_versions_tell_their_numbers(start):
    version = start(version="8.3.10").system.util.getVersion()
    assert (str(version), version.toString(), version.major, version.getMinor(), version.rev) == (
        "8.3.10", "8.3.10", 8, 3, 10)


def test_the_text_of_a_version_may_end_in_a_build(start):
    version = start(options={"version_text": "numbers_and_build"}).system.util.getVersion()
    assert version.toString().startswith("8.1.55 (b")
    assert version.getRev() == 55


def test_a_version_without_profile_is_refused():
    with pytest.raises(ValueError, match="7.9"):
        simulator.Gateway(version="7.9.10")


def test_globals_are_one_dict_for_all_projects(start):
    gateway = start(version="8.3.8")
    gateway.system.util.getGlobals()["a"] = 1
    assert gateway.globals == {"a": 1}
    assert gateway.system.util.globals is gateway.globals
    assert not hasattr(start(version="8.1.55").system.util, "globals")


def test_the_project_name_is_that_of_the_running_script(gateway):
    assert gateway.system.util.getProjectName() == ""
    gateway.running.project = "demo"
    gateway.projects = ["demo", "other"]
    assert gateway.system.util.getProjectName() == gateway.system.project.getProjectName() == "demo"
    assert gateway.system.project.getProjectNames() == ["demo", "other"]
    assert gateway.system.project.requestScan() is None


def test_an_asynchronous_function_runs_for_its_project_and_logs_what_it_raises(gateway):
    gateway.running.project = "demo"
    seen = []

    def work(value, more=None):
        seen.append((value, more, gateway.system.util.getProjectName()))
        raise ValueError("lost")

    gateway.system.util.invokeAsynchronous(work, ["x"], {"more": 2}).join()
    assert seen == [("x", 2, "demo")]
    assert "ValueError: lost" in gateway.log.messages("ERROR")[0]


def test_json_goes_both_ways(system):
    value = {"a": [1, 2.5, None, True, u"\u00e9"], "b": {"c": "x"}}
    assert system.util.jsonDecode(system.util.jsonEncode(value)) == value
    assert system.util.jsonEncode([1], 0).replace(" ", "").replace("\n", "") == "[1]"


@pytest.mark.parametrize("garbage", ["{", "", "nope", "[1,]", "{'a': 1}", "NaN", "[Infinity]"])
def test_decoding_garbage_gives_the_text_back(system, garbage):
    assert system.util.jsonDecode(garbage) == garbage


@pytest.mark.parametrize("value", [MOMENT, float("nan"), [float("inf")]])
def test_nobody_may_rely_on_what_json_makes_of_dates_and_nan(system, value):
    with pytest.raises(Unknown):
        system.util.jsonEncode({"a": value})


def test_json_of_java_objects_overflows_the_stack(system):
    with pytest.raises(Throwable):
        system.util.jsonEncode(system.tag.getConfiguration("[default]Plant/Int4"))


def test_properties_of_the_machine(gateway):
    gateway.properties["user.dir"] = "/ignition"
    assert gateway.system.util.getProperty("user.dir") == "/ignition"
    assert gateway.system.util.getProperty("nope") is None


def test_audit_writes_to_a_profile_that_exists(gateway):
    gateway.audit.add_profile("Log")
    gateway.system.util.audit("write", "5", "Log", actor="me", originatingContext=1)
    record = gateway.audit.records("Log")[0]
    assert (record["action"], record["actionValue"], record["actor"], record["originatingContext"]) == (
        "write", "5", "me", 1)


def test_audit_without_profile_is_an_option(start):
    with pytest.raises(Throwable):
        start().system.util.audit("write", "5")
    assert start(options={"audit_unknown_profile": "ignore"}).system.util.audit("write", "5") is None


def test_messages_reach_their_handler(gateway):
    gateway.messages.handle("demo", "double", lambda payload: payload["n"] * 2)
    assert gateway.system.util.sendRequest("demo", "double", {"n": 4}) == 8
    assert gateway.system.util.sendMessage("demo", "nobody", {"n": 1}) == []
    assert gateway.messages.sent == [("demo", "double", {"n": 4}), ("demo", "nobody", {"n": 1})]
    with pytest.raises(Throwable):
        gateway.system.util.sendRequest("demo", "nobody")


def test_dates_and_milliseconds(system):
    assert system.date.toMillis(system.date.fromMillis(5)) == 5
    assert system.date.addMonths(system.date.parse("2024-01-31 10:00:00"), 1) == system.date.parse(
        "2024-02-29 10:00:00")
    assert system.date.addYears(system.date.parse("2024-02-29 00:00:00"), -1) == system.date.parse(
        "2023-02-28 00:00:00")


@pytest.mark.parametrize("name, value, millis", [
    ("addMillis", 1, 1), ("addSeconds", -1, -1000), ("addMinutes", 2, 120000), ("addHours", 1, 3600000),
    ("addDays", 1, 86400000), ("addWeeks", -1, -604800000)])
def test_adding_to_a_date(system, name, value, millis):
    assert getattr(system.date, name)(MOMENT, value).getTime() == MOMENT.getTime() + millis


def test_whole_units_between_dates(system):
    later = Date(MOMENT.getTime() + 2 * 3600000 - 1)
    assert system.date.millisBetween(MOMENT, later) == 7199999
    assert system.date.secondsBetween(MOMENT, later) == 7199
    assert system.date.minutesBetween(MOMENT, later) == 119
    assert system.date.hoursBetween(MOMENT, later) == 1
    assert system.date.hoursBetween(later, MOMENT) == -1


def test_order_of_dates(system):
    later = Date(MOMENT.getTime() + 1)
    assert system.date.isAfter(later, MOMENT) and not system.date.isAfter(MOMENT, MOMENT)
    assert system.date.isBefore(MOMENT, later) and not system.date.isBefore(MOMENT, MOMENT)
    assert system.date.isBetween(MOMENT, MOMENT, later)


@pytest.mark.parametrize("pattern, expected", [
    ("yyyy-MM-dd HH:mm:ss", "2023-11-14 22:13:20"), ("yyyy-MM-dd'T'HH:mm:ss.SSS", "2023-11-14T22:13:20.123"),
    ("d/M/yy h:mm a", "14/11/23 10:13 PM"), ("EEE, MMM d", "Tue, Nov 14"), ("EEEE MMMM", "Tuesday November"),
    ("''yyyy''", "'2023'")])
def test_patterns_of_java(system, pattern, expected):
    assert system.date.format(MOMENT, pattern) == expected


def test_a_pattern_that_is_not_simulated_is_told(system):
    with pytest.raises(Throwable):
        system.date.format(MOMENT, "w")
    with pytest.raises(Throwable):
        system.date.parse("5", "w")


@pytest.mark.parametrize("written", ["yesterday", "2024-13-01 00:00:00", ""])
def test_what_is_no_date_raises(system, written):
    with pytest.raises(Throwable):
        system.date.parse(written)


@pytest.mark.parametrize("written, millis", [
    ("2024-01-10 12:00:00", 1704906000000),
    ("2024-03-10 02:30:00", 1710055800000),  # left out by spring
    ("2024-03-10 03:30:00", 1710055800000),
    ("2024-11-03 01:30:00", 1730615400000),  # twice in autumn
])
def test_dates_are_of_the_gateway_s_timezone_as_java_reads_them(start, written, millis):
    date = start(timezone="America/New_York").system.date
    assert date.getTimezone() == "America/New_York"
    assert date.toMillis(date.parse(written)) == millis


def test_days_are_days_of_the_calendar(start):
    date = start(timezone="America/New_York").system.date
    noon = date.parse("2024-03-09 12:00:00")
    assert date.format(date.addDays(noon, 1)) == "2024-03-10 12:00:00"
    assert date.hoursBetween(noon, date.addDays(noon, 1)) == 23
    assert date.format(date.midnight(noon)) == "2024-03-09 00:00:00"
    assert date.format(date.setTime(noon, 1, 2, 3)) == "2024-03-09 01:02:03"
    assert date.format(date.getDate(2024, 0, 5)) == "2024-01-05 00:00:00"


def test_datasets(system):
    dataset = system.dataset.toDataSet(["id", "name"], [[1, "a"], [2 ** 40, None]])
    assert system.dataset.getColumnHeaders(dataset) == ["id", "name"]
    assert [str(kind) for kind in dataset.getColumnTypes()] == ["class java.lang.Long", "class java.lang.String"]
    rows = system.dataset.toPyDataSet(dataset)
    assert [(row["id"], row[1]) for row in rows] == [(1, "a"), (2 ** 40, None)]
    assert len(rows) == 2 and list(rows[-1]) == [2 ** 40, None]
    assert system.dataset.toDataSet(rows) == dataset
    with pytest.raises(ValueError):
        system.dataset.toDataSet(["a"], [[1, 2]])


def test_a_dataset_as_csv(system):
    dataset = system.dataset.toDataSet(["id", "name"], [[1, 'say "x"'], [2, None]])
    assert system.dataset.toCSV(dataset) == '"id","name"\n"1","say ""x"""\n"2",""\n'
    assert system.dataset.toCSV(dataset, False) == '"1","say ""x"""\n"2",""\n'
    assert system.dataset.toCSV(dataset, forExport=True).split("\n")[:5] == [
        '"#NAMES"', '"id","name"', '"#TYPES"', '"java.lang.Integer","java.lang.String"', '"#ROWS","2"']


def test_what_only_8_3_has_is_missing_in_8_1(start):
    # Namespaces of 8.3 alone are simulated later: until then no profile has them.
    for version in ("8.1.55", "8.3.10"):
        system = start(version=version).system
        assert not hasattr(system, "gui")
        assert not hasattr(system.util, "getClientId")
        assert not hasattr(system.tag, "nothing")


@pytest.mark.parametrize("since, until, version, holds", [
    ("8.1", None, "8.1.0", True), ("8.3", None, "8.1.55", False), ("8.3.1", None, "8.3.0", False),
    ("8.3.8", None, "8.3.10", True), ("8.1", "8.1", "8.1.55", True), ("8.1", "8.1", "8.3.0", False)])
def test_offers_hold_for_versions(since, until, version, holds):
    assert facade.Offer("x", since, until).holds(version) is holds


class Module(object):
    """Stands for a module of the facade."""


def test_a_namespace_without_any_function_for_a_version_does_not_exist(start):
    module = Module()
    module.__name__ = "system.later"
    module.helper = len
    module.found = facade.offered(since="8.3")(lambda: 1)
    assert facade.namespace_of(module, start(version="8.1.55")) is None
    members = vars(facade.namespace_of(module, start(version="8.3.0")))
    assert "helper" not in members


def test_options_know_their_variants(start):
    gateway = start()
    assert gateway.options.udt_read == "document"
    assert gateway.options.variants("udt_read") == ("document", "null")
    with pytest.raises(ValueError, match="udt_read"):
        gateway.options.udt_read = "nonsense"
    with pytest.raises(AttributeError):
        gateway.options.nonsense = 1
    assert not hasattr(gateway.options, "nonsense")
    with pytest.raises(AttributeError):
        start(options={"nonsense": 1})


def test_an_option_changed_later_holds_for_paths_already_used(gateway):
    def quality(path):
        return gateway.tags.read(path).quality.getName()

    assert (quality("Plant/Int4"), quality(u"[default]Plant/\u0131nt4")) == ("Bad_NotFound", "Bad_NotFound")
    gateway.options.default_provider = "default"
    gateway.options.case_folding = "upper"
    assert (quality("Plant/Int4"), quality(u"[default]Plant/\u0131nt4")) == ("Good", "Good")
    gateway.options.default_provider = None
    gateway.options.case_folding = "lower"
    assert (quality("Plant/Int4"), quality(u"[default]Plant/\u0131nt4")) == ("Bad_NotFound", "Bad_NotFound")
    assert quality("[default]plant/INT4") == "Good"


def test_every_option_is_described_and_defaults_to_one_of_its_variants(gateway):
    for name, variants, default, unknown in gateway.options.describe():
        assert unknown.endswith(".")
        assert variants is None or default in variants
        assert getattr(gateway.options, name) == default
