"""The probe on the simulated gateway: each question tells the variants of what it asks about apart."""

import json

import pytest

import simulator
from java.lang import StackOverflowError
from tests.support import trees
from tools.probe import answers, options, package, simulated
from tools.probe.asker import Asker
from tools.probe.questions import REGISTER, answered

TOKEN = "token-of-the-probe-tests"
WIDE = trees.several(trees.folder("Wide", *[trees.tag(f"Tag{number}", "Int4", number) for number in range(120)]))
KNOWN = options.options()
ASKED = sorted(set(KNOWN) - set(options.NOT_ASKED))
BY_REQUEST = {question.fact: question for question in REGISTER}
# Options that take any value: a value to set, and how the probe tells it.
VALUES = {"default_provider": {"none": None, "set": "default"}, "browse_page_size": {0: 0, 50: 50}}
VARIANTS = [(name, variant) for name in ASKED for variant in (VALUES.get(name) or KNOWN[name].variants)]


class Probed:
    """A gateway that holds the probe, and one that asks it."""

    def __init__(self, host, asker):
        self.host = host
        self.gateway = host.gateway
        self.asker = asker

    def set(self, name, variant):
        """The option, wherever it is; gives a function that undoes it."""
        chosen = VALUES.get(name, {}).get(variant, variant)
        holder = self.host.options if hasattr(self.host.options, name) else self.gateway.options
        before = getattr(holder, name)
        setattr(holder, name, chosen)
        return lambda: setattr(holder, name, before)

    def rows(self):
        return {row["fact"]: row for row in answers.collect(self.asker, with_audit=True)}

    def row(self, fact):
        if fact in BY_REQUEST:
            return answered(BY_REQUEST[fact], self.asker)
        own = self.asker.ask("self-with-audit")
        return next(row for row in answers.own_rows(own) if row["fact"] == fact)


@pytest.fixture(scope="module", params=["8.1", "8.3"])
def served(request):
    host = simulated.host(TOKEN, simulated.VERSIONS[request.param], (WIDE,))
    with simulated.serving(host, TOKEN) as asker:
        yield Probed(host, asker)


@pytest.fixture
def probed(served):
    simulator.use(served.gateway)
    return served


def test_every_option_of_the_simulator_is_asked_or_excused(probed):
    facts = set(probed.rows())
    assert set(KNOWN) <= facts | set(options.NOT_ASKED)
    assert not set(options.NOT_ASKED) & facts
    assert set(options.NOT_ASKED) <= set(KNOWN)


@pytest.mark.parametrize("name, variant", VARIANTS, ids=[f"{name}={variant}" for name, variant in VARIANTS])
def test_reports_the_variant_of_the_gateway(probed, name, variant):
    undo = probed.set(name, variant)
    try:
        row = probed.row(name)
    finally:
        undo()
    assert (row["seen"], row["note"]) == (variant, None)
    assert row["question"] == KNOWN[name].question


def test_by_default_the_gateway_is_as_the_tables_of_options_say(probed):
    rows = probed.rows()
    assert {name: rows[name]["seen"] for name in ASKED} == {name: KNOWN[name].default for name in ASKED}


def test_agrees_with_itself_in_everything(probed):
    rows = list(probed.rows().values())
    compared = answers.compared(rows, rows)
    assert [row["fact"] for row in compared if row["agrees"] == answers.NO] == []
    assert sum(row["agrees"] == answers.YES for row in compared) > 60


def test_facts_are_named_once(probed):
    names = [row["fact"] for row in answers.collect(probed.asker)]
    assert len(names) == len(set(names))
    assert all(row["question"].endswith(".") for row in probed.rows().values())


def test_the_page_itself_tells_what_the_simulator_assumes(probed):
    rows = {row["fact"]: row for row in answers.own_rows(probed.asker.ask("self"))}
    assert rows["udt_read"]["assumed"] == KNOWN["udt_read"].default
    assert set(rows["udt_read"]) == {"fact", "question", "seen", "note", "assumed"}


def test_letter_case_is_told(probed):
    assert probed.row("tag_path_case")["seen"] == "insensitive"
    with_case = simulator.Gateway(case_sensitive=True)
    probed.host.gateway, before = with_case, probed.host.gateway
    simulator.use(with_case)
    try:
        probed.host.restart(simulated.PROJECT)
        rows = {row["fact"]: row for row in answers.own_rows(probed.asker.ask("self"))}
    finally:
        probed.host.gateway = before
        probed.host.restart(simulated.PROJECT)
    assert rows["tag_path_case"]["seen"] == "sensitive"
    assert rows["case_folding"]["note"] == "letter case counts here"


# it reads only, and tells nothing to others


WRITING = ("system.tag.writeBlocking", "system.tag.configure", "system.tag.deleteTags", "system.util.audit")


def test_writes_nothing(probed):
    probed.gateway.calls.clear()
    answers.collect(probed.asker)
    assert probed.gateway.calls.count("system.tag.browse") > 0
    assert [probed.gateway.calls.count(name) for name in WRITING] == [0] * len(WRITING)
    assert probed.gateway.globals == {}


def test_asks_about_auditing_only_when_told(probed):
    assert "audit_unknown_profile" not in {row["fact"] for row in answers.collect(probed.asker)}
    assert "audit_unknown_profile" in probed.rows()


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer x", f"bearer {TOKEN}", f"Basic {TOKEN}", f"Bearer {TOKEN}x",
                                    "Bearer \u00fc"])
@pytest.mark.parametrize("wanted", ["self", "echo", "text", "partial", "nothing"])
def test_without_the_token_it_tells_nothing(probed, header, wanted):
    asker = Asker(probed.asker.url, "")
    asker._authorization = ("X-Other", "1") if header is None else ("Authorization", header.encode("utf-8"))
    reply = asker.ask(wanted)
    assert reply.status == 401
    assert set(json.loads(reply.text)) == {"error"}


def test_an_unknown_question_is_refused(probed):
    assert probed.asker.ask("no-such-question").status == 400


def test_no_value_and_no_provider_of_a_tag_is_told(probed):
    probed.gateway.tags.set_value("[default]Wide/Tag1", 424242)
    told = probed.asker.ask("self-with-audit").text
    assert "424242" not in told and "[default]" not in told and "Plant" not in told


def test_one_question_that_fails_leaves_the_others(probed):
    probed.gateway.faults.set("system.tag.browse", throw=StackOverflowError())
    try:
        rows = probed.rows()
    finally:
        probed.gateway.faults.clear()
    assert (rows["slashes"]["seen"], rows["slashes"]["note"]) == (None, "failed: StackOverflowError")
    assert rows["repeated_params"]["seen"] == "list"
    assert rows["ignition_version"]["seen"] == probed.gateway.version


# the zip


def test_the_zip_keeps_every_rule_and_holds_no_token():
    zipped = package.build(TOKEN)
    content = package.files(TOKEN)
    assert TOKEN.encode() not in zipped and all(TOKEN.encode() not in each for each in content.values())
    assert package.files("another") != content
    assert package.build(TOKEN) == zipped


def test_the_zip_lacks_the_verbs_that_are_asked_about():
    names = {path.rpartition("/")[2] for path in package.files(TOKEN) if path.startswith(package.PAGE)}
    assert names == {"doGet.py", "doPost.py", "doPut.py", "doDelete.py", "config.json", "resource.json"}


def test_a_build_that_breaks_a_rule_is_refused(monkeypatch):
    monkeypatch.setattr(package, "_page", lambda: {package.PAGE + "doGet.py": b"# no\n"})
    with pytest.raises(package.Refused, match="resource.json"):
        package.build(TOKEN)
