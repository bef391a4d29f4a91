"""The simulated historian: what is stored, and what the functions of system.tag answer about it."""
import pytest

import simulator
from java.lang import Throwable
from java.util import Date
from tests.simulator.exports import tag

NOW = 1700000000000
T = "[default]Plant/Level"


@pytest.fixture
def historian(start):
    """A gateway with one historian and two tags with history, Level (analog) and Runs (discrete)."""
    gateway = start([
        tag("Level", "Float8", 0.0, historyEnabled=True), tag("Runs", "Int4", 0, historyEnabled=True),
        tag("Text", "String", "", historyEnabled=True), tag("Silent", "Float8", 0.0)])
    gateway.historian.add_provider("Plant DB")
    return gateway


def rows(table):
    """The cells of a dataset, times as seconds before or after NOW."""
    return [[shown(table.getValueAt(row, column)) for column in range(table.getColumnCount())]
            for row in range(table.getRowCount())]


def shown(cell):
    return (cell.getTime() - NOW) / 1000.0 if isinstance(cell, Date) else cell


def at(seconds):
    return Date(NOW + int(seconds * 1000))


def record(gateway, samples, path=T):
    gateway.historian.record(path, [(NOW + int(s * 1000), value, "Good") for s, value in samples])


def history(gateway, *wanted, **arguments):
    arguments.setdefault("startDate", at(0))
    arguments.setdefault("endDate", at(100))
    gateway.clock.set_millis(max(gateway.clock.now_millis(), NOW + 1000000))
    return gateway.system.tag.queryTagHistory(list(wanted) or [T], **arguments)


def one_window(gateway, mode, *wanted, **arguments):
    """The value of one window over everything."""
    return rows(history(gateway, *wanted, returnSize=1, aggregationMode=mode, **arguments))[0][1]


class TestStoring(object):

    def test_values_of_tags_with_history_are_stored_once_they_change(self, historian):
        for value in (1.0, 1.0, 2.0):
            historian.tags.set_value(T, value)
            historian.tags.set_value("[default]Plant/Silent", value)
            historian.clock.advance(1)
        historian.clock.advance(1)
        assert rows(history(historian)) == [[0.0, 1.0], [2.0, 2.0]]
        assert rows(history(historian, "[default]Plant/Silent")) == []

    def test_scripts_write_history_too(self, historian):
        historian.system.tag.writeBlocking(["[default]Plant/Runs"], [7])
        historian.clock.advance(2)
        assert rows(history(historian, "[default]Plant/Runs")) == [[0.0, 7]]

    def test_a_change_within_the_deadband_is_none(self, historian):
        historian.tags.get(T).config["historicalDeadband"] = 0.5
        for value in (1.0, 1.4, 1.6, 1.7):
            historian.tags.set_value(T, value)
            historian.clock.advance(1)
        historian.clock.advance(1)
        assert [value for seconds, value in rows(history(historian))] == [1.0, 1.6]

    def test_another_quality_is_stored_though_the_value_is_the_same(self, historian):
        historian.tags.set_value(T, 1.0)
        historian.clock.advance(1)
        historian.tags.set_value(T, 1.0, "Bad_Stale")
        historian.clock.advance(2)
        assert [row[2] for row in rows(history(historian, returnFormat="Tall"))] == [192, 516]

    def test_what_the_store_and_forward_system_holds_is_not_read_back_at_once(self, historian):
        historian.system.tag.storeTagHistory("Plant DB", "default", ["Plant/New"], [5], [192], [at(1)])
        asked = lambda: rows(historian.system.tag.queryTagHistory(  # noqa: E731
            ["[default]Plant/New"], at(0), at(10)))
        assert asked() == []
        historian.clock.advance(1)
        assert asked() == [[1.0, 5]]

    def test_an_unknown_historian_is_an_error(self, historian):
        with pytest.raises(Throwable):
            historian.system.tag.storeTagHistory("Nowhere", "default", ["a"], [1])

    def test_samples_of_one_millisecond_keep_their_order(self, historian):
        record(historian, [(1, 3.0), (1, 1.0), (1, 2.0)])
        assert [value for seconds, value in rows(history(historian))] == [3.0, 1.0, 2.0]


class TestOnChange(object):

    def test_without_a_historian_the_structure_is_empty(self, start):
        table = start().system.tag.queryTagHistory([T, "[default]Plant/Runs"])
        assert (table.getRowCount(), table.getColumnNames()) == (0, ["t_stamp", "Plant/Level", "Plant/Runs"])

    def test_columns_are_paths_without_provider_unless_named(self, historian):
        record(historian, [(1, 1.0)])
        assert history(historian).getColumnNames() == ["t_stamp", "Plant/Level"]
        assert history(historian, columnNames=["A"]).getColumnNames() == ["t_stamp", "A"]
        tall = history(historian, columnNames=["A"], returnFormat="tall")
        assert tall.getColumnNames() == ["path", "value", "quality", "timestamp"]
        assert rows(tall) == [["A", 1.0, 192, 1.0]]

    @pytest.mark.parametrize("variant, expected", [
        ("last", [[1.0, 1.0, None], [2.0, 1.0, 5], [3.0, 2.0, 5]]),
        ("null", [[1.0, 1.0, None], [2.0, None, 5], [3.0, 2.0, None]]),
    ])
    def test_several_tags_share_the_rows(self, historian, variant, expected):
        historian.options.history_on_change_fill = variant
        record(historian, [(1, 1.0), (3, 2.0)])
        record(historian, [(2, 5)], "[default]Plant/Runs")
        assert rows(history(historian, T, "[default]Plant/Runs")) == expected

    @pytest.mark.parametrize("variant, count", [("inclusive", 2), ("exclusive", 1)])
    def test_a_value_at_the_end(self, historian, variant, count):
        historian.options.history_end = variant
        record(historian, [(0, 1.0), (100, 2.0), (101, 3.0)])
        assert len(rows(history(historian))) == count

    def test_the_bounds_of_an_analog_tag_lie_on_the_line_those_of_a_discrete_one_are_held(self, historian):
        record(historian, [(-10, 0.0), (10, 20.0), (110, 120.0)])
        record(historian, [(-10, 0), (10, 20), (110, 120)], "[default]Plant/Runs")
        assert rows(history(historian, includeBoundingValues=True)) == [[0.0, 10.0], [10.0, 20.0], [100.0, 110.0]]
        for asked in ({"noInterpolation": True}, {}):
            path = T if asked else "[default]Plant/Runs"
            assert rows(history(historian, path, includeBoundingValues=True, **asked)) == [
                [0.0, 0], [10.0, 20], [100.0, 20]]

    def test_bad_values_are_left_out_when_asked(self, historian):
        historian.historian.record(T, [(NOW + 1000, 1.0, "Good"), (NOW + 2000, 2.0, "Bad_Stale")])
        assert len(rows(history(historian))) == 2
        assert rows(history(historian, ignoreBadQuality=True)) == [[1.0, 1.0]]

    @pytest.mark.parametrize("variant, expected", [("low_bits", 516), ("code", -2147483132), ("object", "Bad_Stale")])
    def test_the_quality_of_a_tall_table(self, historian, variant, expected):
        historian.options.history_tall_quality = variant
        historian.historian.record(T, [(NOW, 1.0, "Bad_Stale")])
        found = rows(history(historian, returnFormat="Tall"))[0][2]
        assert (str(found) if variant == "object" else found) == expected

    def test_a_troubled_historian_answers_in_disorder(self, historian):
        record(historian, [(1, 1.0), (2, 2.0), (3, 3.0)])
        historian.historian.disordered = True
        assert [value for seconds, value in rows(history(historian))] == [2.0, 1.0, 3.0, 1.0]


class TestStretches(object):

    def test_the_last_eight_hours_unless_told_otherwise(self, historian):
        record(historian, [(-8 * 3600 - 1, 1.0), (-8 * 3600, 2.0), (0, 3.0)])
        assert [row[1] for row in rows(historian.system.tag.queryTagHistory([T]))] == [2.0, 3.0]

    @pytest.mark.parametrize("arguments, expected", [
        ({"rangeSeconds": -10}, [3.0]), ({"rangeMinutes": -1}, [2.0, 3.0]), ({"rangeHours": -1}, [1.0, 2.0, 3.0]),
        ({"startDate": at(-100), "rangeMinutes": 1}, [2.0]), ({"endDate": at(-60), "rangeHours": 1}, [1.0]),
    ])
    def test_ranges(self, historian, arguments, expected):
        record(historian, [(-120, 1.0), (-50, 2.0), (-5, 3.0)])
        assert [row[1] for row in rows(historian.system.tag.queryTagHistory([T], **arguments))] == expected

    def test_an_end_before_the_start_is_an_error(self, historian):
        with pytest.raises(Throwable):
            history(historian, startDate=at(1), endDate=at(0))


class TestRows(object):

    def test_a_fixed_number_and_an_interval(self, historian):
        record(historian, [(s, float(s)) for s in range(100)])
        assert rows(history(historian, returnSize=4)) == [[0.0, 12.0], [25.0, 37.0], [50.0, 62.0], [75.0, 87.0]]
        assert [row[0] for row in rows(history(historian, intervalSeconds=30))] == [0.0, 30.0, 60.0, 90.0]
        assert len(rows(history(historian, endDate=at(7200), intervalHours=1, intervalMinutes=30))) == 2

    def test_natural_is_the_logging_rate(self, historian):
        record(historian, [(s, float(s)) for s in range(100)])
        historian.options.history_natural_seconds = 10
        assert len(rows(history(historian, returnSize=0))) == 10

    def test_options_of_time_and_number(self, historian):
        record(historian, [(s, float(s)) for s in range(100)])
        historian.options.history_row_time = "end"
        historian.options.history_fixed_rows = "end_too"
        assert [row[0] for row in rows(history(historian, returnSize=2))] == [50.0, 100.0]
        historian.options.history_row_time = "start"
        assert [row[0] for row in rows(history(historian, returnSize=2))] == [0.0, 50.0, 100.0]

    def test_rows_that_are_only_interpolated(self, historian):
        record(historian, [(0, 0.0), (100, 10.0)])
        found = rows(history(historian, returnSize=4, aggregationMode="Minimum"))
        assert [round(row[1], 9) for row in found] == [0.0, 2.5, 5.0, 7.5]
        assert rows(history(historian, returnSize=4, aggregationMode="Minimum", noInterpolation=True)) == [[0.0, 0.0]]

    def test_minimum_and_maximum_are_two_rows_in_the_order_in_which_they_came(self, historian):
        record(historian, [(1, 5.0), (2, 1.0), (51, 3.0), (52, 4.0), (53, 3.5)])
        assert rows(history(historian, returnSize=2, aggregationMode="MinMax")) == [
            [0.0, 5.0], [0.0, 1.0], [50.0, 3.0], [50.0, 4.0]]
        record(historian, [(10, 7)], "[default]Plant/Runs")
        assert rows(history(historian, T, "[default]Plant/Runs", returnSize=1, aggregationMode="MinMax")) == [
            [0.0, 5.0, 7], [0.0, 1.0, 7]]

    def test_a_mode_for_each_path_and_unknown_ones(self, historian):
        record(historian, [(1, 5.0), (2, 1.0)])
        assert rows(history(historian, T, T, returnSize=1, aggregationModes=["Minimum", "maximum"])) == [
            [0.0, 1.0, 5.0]]
        with pytest.raises(Throwable):
            history(historian, returnSize=1, aggregationMode="Median")


class TestWindows(object):
    """What one window comes to, by hand."""

    def test_average_weighs_by_time_from_the_value_before(self, historian):
        record(historian, [(-50, 10.0), (75, 50.0)])
        assert one_window(historian, "Average", noInterpolation=True) == 20.0
        assert one_window(historian, "Average", includeBoundingValues=False) == 50.0

    def test_average_on_the_line(self, historian):
        historian.options.history_average = "linear"
        record(historian, [(0, 0.0), (100, 100.0)])
        assert one_window(historian, "Average") == 50.0

    def test_time_with_bad_quality_weighs_nothing(self, historian):
        historian.historian.record(T, [(NOW, 10.0, "Good"), (NOW + 50000, 99.0, "Bad"), (NOW + 75000, 20.0, "Good")])
        assert one_window(historian, "Average") == (10.0 * 50 + 20.0 * 25) / 75
        assert one_window(historian, "Average", ignoreBadQuality=True) == (10.0 * 75 + 20.0 * 25) / 100
        assert (one_window(historian, "PctGood"), one_window(historian, "PctBad")) == (75.0, 25.0)

    def test_downtime_is_bad_unless_nobody_asks(self, historian):
        record(historian, [(0, 10.0)])
        historian.historian.downtime = [(NOW + 20000, NOW + 60000)]
        assert one_window(historian, "PctGood") == 60.0
        assert one_window(historian, "PctGood", validateSCExec=False) == 100.0

    def test_what_has_not_passed_is_not_known(self, historian):
        record(historian, [(0, 10.0)])
        historian.clock.set_millis(NOW + 50000)
        table = historian.system.tag.queryTagHistory([T], at(0), at(100), 2, "DurationOn")
        assert [row[1] for row in rows(table)] == [50.0, 0.0]

    def test_on_and_off(self, historian):
        record(historian, [(-5, 0), (10, 1), (20, 0), (30, 3), (40, 4)], "[default]Plant/Runs")
        found = [one_window(historian, mode, "[default]Plant/Runs") for mode in (
            "CountOn", "CountOff", "DurationOn", "DurationOff")]
        assert found == [2, 1, 80.0, 20.0]

    def test_of_texts_only_what_needs_no_number(self, historian):
        record(historian, [(1, u"a"), (2, u"b")], "[default]Plant/Text")
        found = [one_window(historian, mode, "[default]Plant/Text") for mode in (
            "LastValue", "Count", "Average", "Maximum", "StdDev", "Sum")]
        assert found == [u"b", 2, None, None, None, None]

    def test_where_nothing_is_known(self, historian):
        record(historian, [(500, 1.0)])
        empty = dict((mode, one_window(historian, mode)) for mode in (
            "Average", "Minimum", "LastValue", "Range", "StdDev", "Sum", "Count", "DurationOn", "PctGood", "CountOn"))
        assert empty == {
            "Average": None, "Minimum": None, "LastValue": None, "Range": None, "StdDev": None, "Sum": None,
            "Count": 0, "DurationOn": 0.0, "PctGood": 0.0, "CountOn": 0}
        historian.options.history_empty_sum = "zero"
        assert one_window(historian, "Sum") == 0

    def test_the_range_of_one_value_is_nothing(self, historian):
        record(historian, [(1, 5.0)])
        assert (one_window(historian, "Range"), one_window(historian, "Variance")) == (0.0, 0.0)

    def test_the_value_before_counts_where_the_option_says_so(self, historian):
        record(historian, [(-10, 1.0), (10, 5.0), (20, 7.0)])
        assert one_window(historian, "Minimum", noInterpolation=True) == 5.0
        historian.options.history_seed_counts = True
        assert one_window(historian, "Minimum", noInterpolation=True) == 1.0

    def test_what_is_counted(self, historian):
        historian.historian.record(T, [(NOW, 10.0, "Good"), (NOW + 50000, 99.0, "Bad")])
        assert one_window(historian, "Count") == 1
        historian.options.history_count = "all"
        assert one_window(historian, "Count") == 2


class TestCalculations(object):

    def test_a_row_for_each_path_a_column_for_each_calculation(self, historian):
        record(historian, [(10, 1.0), (20, 3.0)])
        historian.clock.set_millis(NOW + 1000000)
        table = historian.system.tag.queryTagCalculations(
            [T, "[default]Plant/Nothing"], ["Maximum", "count"], at(0), at(100), aliases=["A", "B"])
        assert table.getColumnNames() == ["path", "Maximum", "Count"]
        assert rows(table) == [["A", 3.0, 2], ["B", None, 0]]

    def test_without_a_historian_there_is_no_row(self, gateway):
        assert gateway.system.tag.queryTagCalculations([T], ["Count"]).getRowCount() == 0


class TestBrowsing(object):

    def test_from_the_historian_to_the_tag(self, historian):
        record(historian, [(1, 1.0)])
        record(historian, [(1, 1.0)], "[default]Top")
        path, seen = "", []
        for _ in range(4):
            row = historian.system.tag.browseHistoricalTags(path).getResults()[0]
            path = row.getPath()
            seen.append((path, row.hasChildren()))
        assert seen == [
            ("histprov:Plant DB", True), ("histprov:Plant DB:/drv:Simulator:default", True),
            ("histprov:Plant DB:/drv:Simulator:default:/tag:Plant", True),
            ("histprov:Plant DB:/drv:Simulator:default:/tag:Plant/Level", False)]

    def test_filter_and_pages(self, historian):
        for name in "abc":
            record(historian, [(1, 1.0)], "[default]Plant/" + name)
        root = "histprov:Plant DB:/drv:Simulator:default:/tag:Plant"
        browse = historian.system.tag.browseHistoricalTags
        first = browse(root, None, 2)
        assert [row.path[-1] for row in first.results] == ["a", "b"]
        assert [row.path[-1] for row in browse(root, None, 2, first.continuationPoint).results] == ["c"]
        assert [row.path[-1] for row in browse(root, ["?", "x*"]).results] == ["a", "b", "c"]
        assert browse("histprov:Other").getResults() == []


class TestSystemHistorian(object):

    PATH = "histprov:Plant DB:/sys:Simulator:/prov:default:/tag:Plant/Level"
    DRIVER = "histprov:Plant DB:/drv:Simulator:default:/tag:Plant/Level"

    @pytest.fixture
    def functions(self, start):
        gateway = start([tag("Level", "Float8", 0.0, historyEnabled=True)], version="8.3.10")
        gateway.historian.add_provider("Plant DB", "core")
        record(gateway, [(-10, 0.0), (10, 20.0), (30, 40.0)])
        gateway.clock.set_millis(NOW + 1000000)
        return gateway.system.historian

    def test_exists_in_8_3_only_beside_the_old_functions(self, start):
        assert not hasattr(start().system, "historian")
        assert hasattr(start(version="8.3.10").system.tag, "queryTagHistory")

    def test_raw_points(self, functions):
        for path in (self.PATH, self.DRIVER):
            assert rows(functions.queryRawPoints([path], at(0), at(100))) == [[10.0, 20.0], [30.0, 40.0]]
        assert rows(functions.queryRawPoints([self.PATH], at(0), at(100), includeBounds=True))[0] == [0.0, 10.0]
        tall = functions.queryRawPoints([self.PATH], at(0), at(20), returnFormat="TALL")
        assert rows(tall) == [["Plant/Level", 20.0, 192, 10.0]]

    def test_options_of_raw_points(self, functions, start):
        options = simulator.current().options
        asked = lambda size=-1, count=1: rows(  # noqa: E731
            functions.queryRawPoints([self.PATH] * count, at(0), at(100), returnSize=size))
        assert len(asked(1)) == 1
        options.historian_return_size = "rows"
        assert len(asked(5)) == 5
        assert len(asked(count=2)) == 2
        options.historian_many_paths = "nothing"
        assert asked(count=2) == []
        options.historian_seeds = True
        assert asked()[0] == [0.0, 10.0]

    def test_the_sql_historian_takes_only_drv(self, functions):
        simulator.current().historian.providers["Plant DB"].kind = "sql"
        assert rows(functions.queryRawPoints([self.PATH], at(0), at(100))) == []
        assert len(rows(functions.queryRawPoints([self.DRIVER], at(0), at(100)))) == 2

    def test_aggregated_points(self, functions):
        found = functions.queryAggregatedPoints([self.PATH], at(0), at(100), aggregates=["Maximum"], returnSize=2)
        assert rows(found) == [[0.0, 40.0], [50.0, 40.0]]

    @pytest.mark.parametrize("name", ["fillModes", "includeBounds", "excludeObservations"])
    def test_arguments_that_a_version_may_not_know(self, functions, name):
        asked = dict([("paths", [self.PATH]), (name, True)])
        functions.queryAggregatedPoints(**asked)
        simulator.current().options.historian_arguments = "few"
        with pytest.raises(TypeError):
            functions.queryAggregatedPoints(**asked)

    def test_storing_and_metadata(self, functions):
        outcomes = functions.storeDataPoints(
            [self.PATH, "histprov:Other:/sys:a:/prov:b:/tag:c"], [5.0, 1.0], [at(50), at(50)], [192, 192])
        assert [str(outcome.quality).partition("(")[0] for outcome in outcomes] == ["Good", "Bad_Failure"]
        simulator.current().clock.advance(1)
        assert rows(functions.queryRawPoints([self.PATH], at(40), at(60))) == [[50.0, 5.0]]
        assert functions.queryMetadata([self.PATH]).getResults()[0]["properties"] == {"interpolation": "linear"}
        assert functions.browse("").getResults()[0].getPath() == "histprov:Plant DB"
