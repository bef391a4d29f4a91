"""project.history.endpoints: GET and POST /history."""

import json

import pytest

from tests.support import recorded, trees
from tests.support.product import Product
from tests.support.recorded import FLOW, NOW, T, asked, record, table, values

HIDDEN = "[default]Config/API/ValidTokens"


@pytest.fixture
def product():
    return recorded.product()


class TestAskedAgain(object):
    """Rows that were written before are taken over where they are the same: nobody must be able to tell."""

    RANGES = [(600, 0), (600, 0), (500, 0), (430, 100), (700, 50), (10, 0), (600, 0)]

    def agree(self, product, start, end):
        given = {"startDate": "-%ds" % start, "endDate": "-%ds" % end}
        tall = table(product, T, returnFormat="tall", **given)["rows"]
        shown = [[moment, value if quality == "Good" else None] for _, value, quality, moment in tall]
        assert table(product, T, **given)["rows"] == shown
        return len(shown)

    def test_in_any_order_of_ranges(self, product):
        record(product, T, *[(second, second / 8.0) for second in range(600, 0, -40)])
        counts = [self.agree(product, *given) for given in self.RANGES]
        assert counts[0] == counts[1] == counts[-1] == 15 and len(set(counts)) > 3

    @pytest.mark.parametrize("sample", [
        (0, 3.25), (100, 3.25), (700, 3.25), (100, 0.0, "Bad_Stale"), (100, 7), (100, 1e300)])
    def test_after_another_sample_has_come(self, product, sample):
        record(product, T, *[(second, second / 8.0) for second in range(600, 0, -40)])
        before = self.agree(product, 800, 0)
        record(product, T, sample)
        assert self.agree(product, 800, 0) == before + 1
        assert self.agree(product, 800, 0) == before + 1

    def test_of_tags_with_the_same_times(self, product):
        other = "[default]Plant/Setpoint"
        for path, offset in ((T, 0.0), (other, 0.5)):
            record(product, path, *[(second, second + offset) for second in (90, 60, 30)])
        for _ in range(2):
            assert (values(product, T), values(product, other)) == ([90.0, 60.0, 30.0], [90.5, 60.5, 30.5])

    @pytest.mark.parametrize("millis, values, taken", [
        ([10, 20, 30], [1.0, 2.0, 3.0], 3), ([20, 30, 40, 50], [2.0, 3.0, 4.0, 5.0], 2), ([20], [2.0], 1),
        ([10, 20, 30], [1.0, 2.5, 3.0], 0), ([10, 21, 30], [1.0, 2.0, 3.0], 0), ([10, 30], [1.0, 3.0], 0),
        ([5, 10], [0.0, 1.0], 0), ([40], [3.0], 0),
    ])
    def test_only_the_same_moments_and_values_are_taken_over(self, product, millis, values, taken):
        library = product.library.project
        kept = library.history.writing.Kept((10, 20, 30), (1.0, 2.0, 3.0), ["a", "b", "c"])
        samples = library.gateway.history.Rising(millis, values, ["Good"] * len(millis))
        assert len(kept.of(samples)) == taken


class TestStored(object):

    def test_wide_is_a_time_and_a_column_for_each_path(self, product):
        record(product, T, (60, 20.5), (30, 21.5))
        record(product, FLOW, (60, 7))
        assert table(product, T, FLOW) == {
            "columns": [
                {"name": "t_stamp", "type": "Date"}, {"name": T, "type": "Double"},
                {"name": FLOW, "type": "Integer"}],
            "rows": [["2023-11-14T22:12:20.000Z", 20.5, 7], ["2023-11-14T22:12:50.000Z", 21.5, None]],
            "cursor": None}

    def test_tall_is_a_row_for_each_value_with_its_quality(self, product):
        record(product, T, (60, 20.5), (30, 21.5, "Bad_Stale"))
        record(product, FLOW, (60, 7))
        found = table(product, T, FLOW, returnFormat="tall")
        assert [column["name"] for column in found["columns"]] == ["path", "value", "quality", "timestamp"]
        assert found["rows"] == [
            [T, 20.5, "Good", "2023-11-14T22:12:20.000Z"], [FLOW, 7, "Good", "2023-11-14T22:12:20.000Z"],
            [T, 21.5, "Bad_Stale", "2023-11-14T22:12:50.000Z"]]

    def test_wide_shows_no_value_that_is_not_good(self, product):
        record(product, T, (60, 20.5, "Bad_Stale"), (50, 21.0, "Uncertain"), (40, 21.5, "Good_Provisional"))
        assert values(product, T) == [None, None, 21.5]

    def test_raw_and_minus_one_say_the_same(self, product):
        record(product, T, (60, 20.5))
        for given in ({}, {"aggregationMode": "RAW"}, {"returnSize": "-1"}):
            assert values(product, T, **given) == [20.5]

    def test_both_bounds_belong_to_it(self, product):
        record(product, T, (61, 1.0), (60, 2.0), (30, 3.0), (29, 4.0))
        assert values(product, T, startDate="-60s", endDate="-30s") == [2.0, 3.0]

    def test_values_have_the_type_of_their_tag(self, product):
        for path, stored, shown in [
                ("[default]Plant/Pressure", 0.10000000149011612, 0.1), ("[default]Plant/Running", 1, True),
                ("[default]Plant/Long", 9007199254740993, 9007199254740993),
                ("[default]Plant/Started", NOW, "2023-11-14T22:13:20.000Z"),
                ("[default]Plant/Status", u"l\u00e4uft", u"l\u00e4uft"), (T, 5, 5.0)]:
            record(product, path, (60, stored))
            found = values(product, path)
            assert found == [shown]
            assert [isinstance(found[0], kind) for kind in (bool, float)] == [
                isinstance(shown, kind) for kind in (bool, float)]

    def test_integers_for_javascript(self, product):
        record(product, "[default]Plant/Long", (60, 9007199254740993))
        assert values(product, "[default]Plant/Long", int64="string") == ["9007199254740993"]

    def test_records_are_objects(self, product):
        record(product, T, (60, 1.0), (50, 2.0))
        answer = asked(product, T, format="records", limit="1")
        assert answer.json() == [{"t_stamp": "2023-11-14T22:12:20.000Z", T: 1.0}]
        assert 'rel="next"' in answer.headers["link"] and "cursor=" in answer.headers["link"]

    def test_the_body_asks_the_same(self, product):
        record(product, T, (60, 1.0), (30, 2.0))
        found = product.client.post("/history", {
            "paths": [T], "startDate": NOW - 40000, "endDate": "now", "returnFormat": "tall", "cursor": None})
        assert [row[1] for row in found.json()["rows"]] == [2.0]


class TestWindows(object):

    @pytest.mark.parametrize("mode, expected", [
        ("average", [1.0, 3.0]), ("AVERAGE", [1.0, 3.0]), ("min", [1.0, 3.0]), ("max", [1.0, 3.0]),
        ("Count", [2, 2]), ("Sum", [2.0, 6.0]), ("minmax", [1.0, 3.0]), ("pctgood", [100.0, 100.0])])
    def test_modes_in_any_case(self, product, mode, expected):
        record(product, T, (60, 1.0), (45, 1.0), (30, 3.0), (15, 3.0))
        found = table(product, T, aggregationMode=mode, interval="30s", startDate="-1m")
        assert [row[1] for row in found["rows"]] == expected
        assert [row[0] for row in found["rows"]] == ["2023-11-14T22:12:20.000Z", "2023-11-14T22:12:50.000Z"]

    def test_average_where_only_windows_are_named_and_one_window_where_only_a_mode_is(self, product):
        record(product, T, (60, 1.0), (30, 3.0))
        assert values(product, T, returnSize="2", startDate="-1m") == [1.0, 3.0]
        assert values(product, T, aggregationMode="Average", startDate="-1m") == [2.0]

    def test_the_last_window_may_be_shorter(self, product):
        record(product, T, *[(60 - second, float(second)) for second in range(60)])
        found = table(product, T, aggregationMode="count", interval="25s", startDate="-60s")
        assert [row[1] for row in found["rows"]] == [25, 25, 10]

    def test_minimum_and_maximum_are_two_rows_a_tag_with_one_value_repeats_it(self, product):
        record(product, T, (60, 5.0), (50, 1.0))
        record(product, FLOW, (55, 7))
        found = table(product, T, FLOW, aggregationMode="MinMax", startDate="-1m", returnSize="1")
        assert [row[1:] for row in found["rows"]] == [[5.0, 7], [1.0, 7]]

    def test_counts_are_integers_means_are_not(self, product):
        record(product, FLOW, (60, 7))
        for mode, kind in (("Count", "Long"), ("StdDev", "Double"), ("Minimum", "Integer"), ("Average", "Double")):
            found = table(product, FLOW, aggregationMode=mode)
            assert found["columns"][1] == {"name": FLOW, "type": kind}


class TestRefused(object):

    @pytest.mark.parametrize("parameters, code", [
        ({}, "missing_parameter"),
        ({"startDate": "2026-01-31T08:00:00"}, "invalid_time"),
        ({"startDate": "-1h", "endDate": "-2h"}, "invalid_range"),
        ({"startDate": "-1d", "endDate": "-1d", "returnSize": "1"}, "invalid_range"),
        ({"startDate": "-2000d"}, "range_too_long"),
        ({"startDate": "1700000000000", "endDate": "1700000000002", "aggregationMode": "Average", "returnSize": "3"},
            "too_many_rows"),
        ({"aggregationMode": "median"}, "invalid_parameter"),
        ({"interval": "5"}, "invalid_parameter"),
        ({"interval": "0s"}, "invalid_parameter"),
        ({"returnSize": "0"}, "invalid_parameter"),
        ({"returnSize": "-2"}, "invalid_parameter"),
        ({"returnFormat": "long"}, "invalid_parameter"),
        ({"limit": "0"}, "invalid_parameter"),
        ({"interval": "1s", "returnSize": "5"}, "conflicting_parameters"),
        ({"interval": "1s", "returnSize": "-1"}, "conflicting_parameters"),
        ({"interval": "1s", "aggregationMode": "raw"}, "conflicting_parameters"),
        ({"returnSize": "2", "aggregationMode": "raw"}, "conflicting_parameters"),
        ({"interval": "1ms"}, "too_many_rows"),
        ({"returnSize": "100001"}, "too_many_rows"),
        ({"returnSize": "50001", "aggregationMode": "MinMax"}, "too_many_rows"),
        ({"cursor": "x"}, "invalid_cursor"),
        ({"start": "-1h"}, "unknown_parameter"),
    ])
    def test_questions_that_are_not_asked(self, product, parameters, code):
        answer = asked(product, *([T] if parameters else []), **parameters)
        assert (answer.status, answer.code) == (400, code)
        assert product.gateway.calls.count("system.tag.queryTagHistory") == 0
        assert product.gateway.calls.count("system.tag.queryTagCalculations") == 0

    def test_a_time_without_offset_names_the_fix(self, product):
        assert "Add Z for UTC" in asked(product, T, startDate="2026-01-31T08:00:00").json()["detail"]

    def test_an_end_before_the_start_that_was_left_out(self, product):
        left_out = "'endDate' lies before 'startDate', which was left out and is then -8h: eight hours before now."
        both = "'endDate' lies before 'startDate'."
        body = {"paths": [T], "endDate": "-9h"}
        assert asked(product, T, endDate="-9h").json()["detail"] == left_out
        assert product.client.post("/history", body).json()["detail"] == left_out
        assert asked(product, T, startDate="-8h", endDate="-9h").json()["detail"] == both

    @pytest.mark.parametrize("body, code", [
        ({}, "missing_field"), ({"paths": T}, "invalid_field"), ({"paths": []}, "invalid_field"),
        ({"paths": [1]}, "invalid_field"), ({"paths": [T], "path": [T]}, "unknown_field"),
        ({"paths": [T], "limit": "5"}, "invalid_field"), ({"paths": [T], "limit": True}, "invalid_field"),
        ({"paths": [T], "limit": 0}, "invalid_field"), ({"paths": [T], "startDate": 1.5}, "invalid_field"),
        ({"paths": [T], "startDate": True}, "invalid_field"), ({"paths": [T], "returnFormat": "x"}, "invalid_field"),
        ({"paths": [T], "aggregationMode": 5}, "invalid_field"), ({"paths": [T, T]}, "repeated_path"),
    ])
    def test_bodies_that_are_not_taken(self, product, body, code):
        answer = product.client.post("/history", body)
        assert (answer.status, answer.code) == (400, code)

    def test_too_many_paths(self, product):
        wanted = ["[default]Plant/T%d" % index for index in range(501)]
        assert product.client.post("/history", {"paths": wanted}).code == "too_many_items"


class TestPermission(object):

    def test_a_forbidden_path_alone_is_refused_whether_or_not_it_exists(self, product):
        record(product, HIDDEN, (60, u"secret"))
        for path in (HIDDEN, "[default]Config/API/Nothing", "[default]config/api/validtokens", T + ".Value"):
            answer = asked(product, path)
            assert (answer.status, answer.code) == (403, "tag_forbidden")
        assert asked(product, "Plant/Temperature").code == "tag_forbidden"
        assert asked(product, "[default]Plant//Temperature").status == 400

    def test_in_a_list_its_column_is_empty_and_it_is_named(self, product):
        record(product, HIDDEN, (60, u"secret"))
        record(product, T, (60, 1.0))
        found = table(product, HIDDEN, T)
        assert [row[1:] for row in found["rows"]] == [[None, 1.0]]
        assert [(entry["path"], entry["quality"]) for entry in found["problems"]] == [(HIDDEN, "Bad_AccessDenied")]
        tall = table(product, HIDDEN, T, returnFormat="tall")
        assert tall["rows"][0] == [HIDDEN, None, "Bad_AccessDenied", None]
        assert "secret" not in str(tall)


class TestSilence(object):

    def test_no_historian(self):
        product = Product(tags=trees.PLANT)
        for parameters in ({}, {"returnSize": "2"}, {"returnFormat": "tall"}):
            answer = asked(product, T, **parameters)
            assert (answer.status, answer.code) == (503, "historian_unconfigured")

    def test_a_tag_without_history_is_an_empty_table(self, product):
        assert table(product, T)["rows"] == []
        assert "problems" not in table(product, T)

    def test_a_tag_that_does_not_exist(self, product):
        record(product, T, (60, 1.0))
        for parameters in ({}, {"returnSize": "2"}):
            answer = asked(product, "[default]Plant/Nothing", **parameters)
            assert (answer.status, answer.code) == (404, "tag_not_found")
        found = table(product, "[default]Plant/Nothing", T)
        assert [(entry["path"], entry["quality"]) for entry in found["problems"]] == [
            ("[default]Plant/Nothing", "Bad_NotFound")]

    def test_the_history_of_a_tag_that_is_gone_is_still_there(self, product):
        record(product, "[default]Plant/Gone", (60, 1.0))
        assert values(product, "[default]Plant/Gone") == [1.0]
        assert table(product, "[default]Plant/Gone")["columns"][1]["type"] == "Object"


class TestHistorian(object):
    """On a gateway that has lost the history functions of system.tag."""

    @pytest.fixture
    def bare(self, monkeypatch):
        def configured(name):
            found = recorded.product(version="8.3.10")
            record(found, T, (60, 1.0))
            found.configure("Historian", name)
            port = found.library.project.gateway.history
            system = Part(found.gateway.system)
            system.tag = Part(system.tag, "queryTagHistory", "queryTagCalculations", "browseHistoricalTags")
            monkeypatch.setattr(port, "system", system)
            return found
        return configured

    def test_the_configured_one_is_asked(self, bare):
        found = bare("Plant DB")
        assert values(found, T) == [1.0]
        assert found.gateway.calls.count("system.historian.queryRawPoints") > 0
        assert found.client.get("/status").json()["historian"] == {"name": "Plant DB", "state": "ok"}

    def test_without_one_the_answer_says_what_to_do(self, bare):
        answer = asked(bare(""), T)
        assert (answer.status, answer.code) == (503, "historian_unconfigured")
        assert "Historian" in answer.json()["detail"]

    @pytest.mark.parametrize("kind, name", [("String", "a:/tag:b"), ("String", "x]y"), ("String", "/"), ("Int4", 7)])
    def test_a_wrong_name_is_reported_and_counts_as_none(self, bare, kind, name):
        found = bare("Plant DB")
        found.gateway.tags.import_tags(trees.tag("Historian", kind, name), base="[default]Config/API")
        found.gateway.clock.advance(6)
        status = found.client.get("/status").json()
        assert [problem["name"] for problem in status["configuration"]["problems"]
                if problem["name"] != "ValidTokens"] == ["Historian"]
        assert status["historian"]["name"] is None


class Part(object):
    """A namespace without some of its functions."""

    def __init__(self, namespace, *gone):
        self.__dict__.update(dict((name, value) for name, value in vars(namespace).items() if name not in gone))


class TestLink(object):
    """Where the next page is, in the formats that are nothing but rows."""

    @pytest.fixture
    def three(self, product):
        record(product, T, (60, 1.0), (50, 2.0), (40, 3.0))
        return product

    def posted(self, product, link, **body):
        body["paths"] = [T]
        body["startDate"] = "-1h"
        return product.client.request(
            "POST", "/history" + link, headers=[("Content-Type", "application/json")],
            body=json.dumps(body).encode("utf-8"))

    def target(self, answer):
        if "link" not in answer.headers:
            return None
        assert answer.headers["link"].endswith('>; rel="next"')
        return answer.headers["link"].partition("<")[2].partition(">")[0]

    @pytest.mark.parametrize("format", ["csv", "records"])
    @pytest.mark.parametrize("shape", ["wide", "tall"])
    def test_the_link_of_a_post_takes_the_same_body(self, three, format, shape):
        link, bodies = "?format=%s" % format, []
        while link:
            answer = self.posted(three, link, limit=1, returnFormat=shape)
            assert answer.status == 200, answer.text()
            bodies.append(answer.body)
            link = self.target(answer)
        assert len(bodies) == 3
        assert [("%d.0" % number).encode("ascii") in body for number, body in enumerate(bodies, 1)] == [True] * 3

    def test_json_needs_no_link(self, three):
        assert self.target(self.posted(three, "", limit=1)) is None

    def test_a_cursor_in_url_and_body_is_refused(self, three):
        cursor = self.posted(three, "", limit=1).json()["cursor"]
        assert self.posted(three, "", limit=1, cursor=cursor).json()["rows"][0][1] == 2.0
        answer = self.posted(three, "?cursor=" + cursor, limit=1, cursor=cursor)
        assert (answer.status, answer.code) == (400, "conflicting_parameters")
