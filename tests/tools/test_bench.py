"""What `make bench` makes of wrk's figures: ratios, targets, tables; and that contestants are packed whole."""

import json

import pytest

import simulator
import webdev.servlet
from tools import ROOT
from tools.bench import __main__ as bench
from tools.bench import alarms, cases, contestants, load, measure, report, verdict, warming
from tools.bench.load import Run


def run(rate=1000.0, p99=10.0, errors=0):
    return Run(rate, 1.0, p99, 50.0, errors)


def wrk_output(**changes):
    said = {"requests": 2000, "micros": 2000000, "p50": 1500, "p99": 9000, "connect": 0, "read": 0, "write": 0,
            "timeout": 0, "status": 0} | changes
    return f"Running 2s test\n  1000 requests/sec\n\n{json.dumps(said)}\n"


def measured(rates=None, readcost=20.0):
    """Every run that the targets look at: all reached, unless `rates` says otherwise."""
    found = measure.Measured(
        readcost_micros=readcost, history_micros={"call": 1000.0, "minimal": 1100.0, "api": 1200.0},
        stream_bytes=63 * report.MIB)
    usual = {("get 1", "floor"): 1000, ("get 1", "bare"): 700, ("get 1", "api"): 400, ("read 1", "bare"): 600,
             ("read 1", "api"): 310, ("history 288 kept", "bare"): 500, ("history 288 kept", "api"): 400,
             ("browse 1000", "bare"): 250, ("browse 1000", "api"): 200,
             ("get 1", "least"): 500, ("read 1", "least"): 400, ("read 100", "least"): 95,
             ("history 288 kept", "least"): 450, ("browse 1000", "least"): 240,
             ("read 100", "minimal"): 100, ("read 100", "api"): 90, ("read 500", "api"): 20,
             ("read 500", "minimal"): 15, ("batch 20", "api"): 90, ("get 1", "secured"): 380,
             ("read 100", "secured"): 85, **{(case.name, "api"): 5 for case in alarms.CASES}}
    for (case, name), rate in (usual | (rates or {})).items():
        for connections in measure.CONNECTIONS:
            found.add(case, name, connections, run(rate if connections == measure.USUAL else 600))
        found.peaks[case, name] = 100 * report.MIB
    return found


def missed(found, start=2.0):
    return [target.what for target in verdict.targets(found, start) if not target.reached]


def test_the_figures_of_wrk():
    found = load.parsed(wrk_output(), 200, cpu_seconds=0.5)
    assert found == Run(rate=1000.0, p50=1.5, p99=9.0, cpu=250.0, errors=0)


@pytest.mark.parametrize("changes, status, errors", [
    ({"status": 3}, 200, 3),
    ({"connect": 1, "read": 2, "write": 4, "timeout": 8}, 200, 15),
    ({"status": 2000}, 401, 0),
    ({"status": 1990}, 401, 10),
    ({"status": 5}, 304, 5),
    ({"requests": 0}, 200, 1),
])
def test_what_counts_as_an_error(changes, status, errors):
    assert load.parsed(wrk_output(**changes), status, 1.0).errors == errors


def test_the_ratio_is_that_of_runs_side_by_side():
    """A machine that is ten times slower in the middle run changes nothing."""
    found = measure.Measured()
    for rate in (1000.0, 100.0, 1010.0):
        found.add("get 1", "api", measure.USUAL, run(rate / 2))
        found.add("get 1", "bare", measure.USUAL, run(rate))
    assert found.ratio(("get 1", "api"), ("get 1", "bare")) == 0.5


def test_a_whole_run_can_be_judged_and_shown():
    """Cases run different numbers of times."""
    found = measured()
    found.runs.clear()
    every = [(case, name) for case in cases.CASES for name in case.by]
    for case, name in every + [(case, "api") for case in alarms.CASES]:
        for connections in measure.CONNECTIONS:
            for _ in range(measure.FULL.runs(case, connections)):
                found.add(case.name, name, connections, run(1000.0))
        found.peaks[case.name, name] = report.MIB
    names = contestants.names(contestants.assembled([]))
    text = report.bench(found, verdict.targets(found, 2.0), {"Java": "17"}, names)
    assert "| A batch of 20 reads, in times of one | under 5 | 1.00 | reached |" in text
    assert "| get 1 | secured |" in text
    assert verdict.void(found) == []


def test_a_run_without_answers_is_no_ratio_to_boast_of():
    found = measure.Measured()
    found.add("get 1", "api", measure.USUAL, run(0.0))
    found.add("get 1", "bare", measure.USUAL, run(0.0))
    assert found.ratio(("get 1", "api"), ("get 1", "bare")) == 0.0


@pytest.mark.parametrize("slices, flat", [
    ([], False),
    ([50.0] * 9, False),
    ([900.0, 90.0, 80.0, 80.0, 80.0, 70.0, 60.0, 70.0, 60.0, 60.0], False),
    ([900.0, 90.0, 80.0, 60.0, 50.0, 60.0, 50.0, 55.0, 49.0, 60.0], True),
    ([50.0] * 5 + [500.0, 500.0, 50.0, 500.0, 500.0], True),
])
def test_warm_up_ends_when_the_cpu_time_falls_no_more(slices, flat):
    assert warming.is_flat(slices) is flat


def test_the_middle_counts_every_error():
    found = measure.Measured()
    for rate, errors in ((100.0, 0), (300.0, 2), (200.0, 5)):
        found.add("get 1", "api", 64, run(rate, errors=errors))
    assert found.middle("get 1", "api", 64) == run(200.0, errors=7)


def test_contestants_take_turns():
    assert [measure.turned(["a", "b", "c"], number)[0] for number in range(4)] == ["a", "b", "c", "a"]


def test_all_targets_reached():
    assert missed(measured()) == []
    assert verdict.void(measured()) == []


@pytest.mark.parametrize("rates, what", [
    ({("get 1", "api"): 340}, "One tag by GET, of the bare handler"),
    ({("read 1", "api"): 290}, "One tag by POST /read, of the bare handler"),
    ({("read 100", "api"): 79, ("read 500", "api"): 18}, "100 tags, of the minimal handler"),
    ({("get 1", "secured"): 350}, "One tag by GET with a key and its role, of the same with a token that may all"),
    ({("read 100", "secured"): 80}, "100 tags with a key and its role, of the same with a token that may all"),
    ({("read 500", "api"): 16}, "500 tags, in times of 100 tags"),
    ({("history 288 kept", "api"): 390}, "A kept answer, a day of history, of bare"),
    ({("browse 1000", "api"): 190}, "A kept answer, 1,000 listed tags, of bare"),
    ({("batch 20", "api"): 79}, "A batch of 20 reads, in times of one"),
])
def test_a_target_that_is_missed(rates, what):
    assert missed(measured(rates)) == [what]


def test_targets_of_history():
    found = measured()
    found.history_micros["api"], found.stream_bytes = 1210.0, 64 * report.MIB
    assert missed(found) == [
        "A day of one tag, in times of the historian call", "100,000 rows of history, memory above idle"]


def test_a_start_that_takes_too_long():
    assert missed(measured(), start=5.0) == ["Start to first answer"]


@pytest.mark.parametrize("connections, bad, what", [
    (64, run(499.0), "One tag, 64 connections"),
    (64, run(600.0, errors=1), "One tag, 64 connections"),
    (256, run(600.0, p99=250.0), "One tag, 256 connections"),
    (256, run(600.0, errors=1), "One tag, 256 connections"),
])
def test_targets_at_other_connections(connections, bad, what):
    found = measured()
    found.runs["get 1", "api", connections] = [bad]
    assert missed(found) == [what]


@pytest.mark.parametrize("bad", [Run(2.0, 500.0, 600.0, 0.0, 0), Run(2.0, 1.0, 1.0, 0.0, 1)])
@pytest.mark.parametrize("case", alarms.CASES, ids=lambda case: case.name)
def test_alarms_that_take_too_long(case, bad):
    found = measured()
    found.runs[case.name, "api", 1] = [bad]
    assert missed(found) == ["10,000 active alarms: listed, filtered, a later page"]


def test_a_run_is_void_when_the_simulated_webdev_is_slow():
    assert "0.59 of the floor" in verdict.void(measured({("get 1", "bare"): 590}))[0]


def test_a_run_is_void_when_the_simulator_is_slow():
    assert "takes 100 microseconds" in verdict.void(measured(readcost=100.0))[0]


@pytest.mark.parametrize("rates, code, said", [
    ({}, 0, ""),
    ({("get 1", "secured"): 350}, 1, "Not reached: One tag by GET with a key and its role"),
    ({("read 100", "secured"): 80}, 1, "Not reached: 100 tags with a key and its role"),
    ({("get 1", "bare"): 590, ("get 1", "api"): 340}, 1, "The run is void"),
])
def test_the_command_fails_where_a_target_is_missed(rates, code, said, capsys):
    found = measured(rates)
    assert bench.ended(verdict.void(found), verdict.targets(found, 2.0), "", publish=False) == code
    assert capsys.readouterr().err.startswith(said)


def test_what_is_not_reached_is_said_in_words():
    found = measured({("get 1", "api"): 100})
    text = report.bench(found, verdict.targets(found, 2.0), {"Java": "17"}, list(cases.ALL))
    assert "One tag by GET, of the bare handler: 0.14; all in one function 0.71, where at least 0.5 was wanted." in text
    assert "| get 1 | api | 100 | 1.0 | 10.0 | 0 | 50 | 100 | 0.10 | 0.14 |  |" in text


def test_figures_replace_those_of_before_and_nothing_else():
    before = ("# Title\n<!-- bench: begin -->\nold\n<!-- bench: end -->\n"
              "<!-- soak: begin -->\nkept\n<!-- soak: end -->\n")
    after = report.placed(before, "bench", "new")
    assert after == before.replace("old", "new")
    with pytest.raises(ValueError, match="no marks"):
        report.placed("# Title", "bench", "new")


def test_the_document_has_a_place_for_both():
    content = report.DOCUMENT.read_text()
    for section in ("bench", "soak"):
        assert "figures of a test" in report.placed(content, section, "figures of a test")


def installed(directory):
    gateway = simulator.use(simulator.Gateway())
    gateway.tags.import_tags(cases.tag_export())
    host = webdev.Host(gateway)
    host.install("x", webdev.Export(contestants.export_files(directory)))
    return host


def test_the_bare_handler_answers_each_case_that_it_is_asked():
    host = installed(ROOT / "bench" / "bare")
    for case in (case for case in cases.CASES if cases.BARE in case.by):
        response = webdev.servlet.Response()
        target = f"/system/webdev/x/api{case.target}"
        host.handle(webdev.servlet.Request(case.method, target, body=(case.content or "").encode()), response)
        assert response.status == 200, case.name
        if case.results is not None and case in (cases.KEPT_DAY, cases.BROWSE):
            found = json.loads(response.body)
            assert len(found.get("rows") or found["results"]) == case.results
        else:
            assert response.body == b'{"status":"ok"}', case.name


def test_every_tag_of_the_cases_reads_good():
    gateway = simulator.Gateway()
    gateway.tags.import_tags(cases.tag_export())
    values = gateway.tags.read_all(cases.READ + cases.WRITE)
    assert {str(value.quality) for value in values} == {"Good"}
    assert len(gateway.tags.browse(cases.LISTED, {}).getResults()) == cases.LISTED_TAGS


def test_every_alarm_of_the_cases_is_active():
    gateway = simulator.use(simulator.Gateway())
    gateway.tags.import_tags(alarms.tag_export())
    active = gateway.system.alarm.queryStatus(state=["ActiveUnacked"])
    assert len(active) == alarms.COUNT
    assert len([event for event in active if "Area 3/" in str(event.getSource())]) >= 2 * alarms.PAGE


def test_a_further_contestant_is_packed_with_its_scripts_and_methods(tmp_path):
    resources = tmp_path / "other" / "webdev_resources" / "api" / "tags"
    scripts = tmp_path / "other" / "scripts" / "lib"
    resources.mkdir(parents=True)
    scripts.mkdir(parents=True)
    (resources / "doGet.py").write_text("def doGet(request, session):\n\treturn {'response': lib.words.hello()}\n")
    (scripts / "words.py").write_text("def hello():\n\treturn 'hello'\n")
    host = installed(tmp_path / "other")
    answers = {}
    for method in ("GET", "PUT"):
        response = webdev.servlet.Response()
        host.handle(webdev.servlet.Request(method, "/system/webdev/x/api/tags"), response)
        answers[method] = response
    assert answers["GET"].body == b"hello"
    assert answers["PUT"].status == 501
    assert [each.name for each in contestants.assembled([tmp_path / "other"])][-1] == "other"


@pytest.mark.parametrize("name, reason", [("empty", "no folder webdev_resources"), ("a b", "no project name"),
                                          ("api", "two contestants")])
def test_a_directory_that_cannot_compete(tmp_path, name, reason):
    directory = tmp_path / name
    directory.mkdir()
    if name != "empty":
        (directory / "webdev_resources").mkdir()
    with pytest.raises(contestants.Unusable, match=reason):
        contestants.assembled([directory])


def test_without_wrk_the_way_out_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(load.NoWrk, match="apt-get install -y wrk"):
        load.require_wrk()
