"""The probe under real Jython: types that only Java has, and every tag question."""

import json
import subprocess

import pytest

from tests.support.serving import ROOT
from tools.jython import jars, jvm
from tools.package import tags
from tools.probe import options, package

pytestmark = pytest.mark.proof

TOKEN = "token-of-the-probe-tests"
SCRIPT = '''
import json, sys
import simulator, webdev
from webdev import servlet

folder, token = sys.argv[1], sys.argv[2]
gateway = simulator.use(simulator.Gateway())
gateway.tags.import_tags(json.load(open(folder + "/demo-tags.json")))
host = webdev.Host(gateway, repeated_params="array")
host.install("probing", webdev.Export.open(folder + "/probe.zip"))


def ask(wanted, method="GET", tail="", content_type=None, body=b""):
    headers = [("Authorization", "Bearer " + token), ("X-Probe", wanted)]
    headers += [("Content-Type", content_type), ("Content-Length", str(len(body)))] if content_type else []
    target = "/system/webdev/probing/probe" + tail
    return servlet.exchange(host, method, target, headers=headers, body=body)


def echo(**request):
    return json.loads(ask("echo", **request).body)


print(json.dumps({
    "self": json.loads(ask("self-with-audit").body)["answers"],
    "query": echo(tail="/a%20b?probe=1&probe=2&flag"),
    "object": echo(method="POST", content_type="application/json", body=b'{"a": [1, 2]}'),
    "bytes": echo(method="POST", content_type="application/xml", body=b"<a/>"),
    "replies": dict((name, [reply.getStatus(), len(reply.body)]) for name, reply in [
        (name, ask(name)) for name in ("text", "foreign", "date", "json-text", "html-characters", "after-stream")]),
    "refused": servlet.exchange(host, "GET", "/system/webdev/probing/probe").getStatus(),
}))
'''


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("probe")
    (folder / "probe.zip").write_bytes(package.build(TOKEN))
    (folder / "demo-tags.json").write_text(json.dumps(tags.demo_document(ROOT)))
    try:
        command = jvm.command("-c", SCRIPT, str(folder), TOKEN)
    except jars.Missing as missing:
        pytest.skip(str(missing))
    ended = subprocess.run(command, env=jvm.environment(ROOT / "stubs"), capture_output=True, text=True,
                           timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def test_answers_about_tags_as_the_simulator_assumes(told):
    rows = {row["fact"]: row for row in told["self"]}
    known = options.options()
    answered = {name: rows[name]["seen"] for name in known if name in rows and rows[name]["seen"] is not None}
    assert answered == {name: known[name].default for name in answered}
    assert len(answered) > 10


def test_knows_where_it_runs(told):
    rows = {row["fact"]: row["seen"] for row in told["self"]}
    assert rows["interpreter"].startswith("2.7")
    assert rows["java"].startswith("java")
    assert rows["import_from_package"] and rows["import_whole_name"] and rows["dotted_global"]


def test_fails_in_single_answers_only(told):
    failed = {row["fact"] for row in told["self"] if (row["note"] or "").startswith("failed")}
    # the servlet objects are pure Python here; the simulator refuses what nobody knows of jsonEncode
    assert failed <= {"server", "json_encode_date", "json_encode_decimal", "json_encode_nan", "elementtree"}


def test_tells_the_types_of_java(told):
    assert told["query"]["params"]["probe"]["kind"] == "array"
    assert told["query"]["params"]["flag"] == {"kind": "text", "size": 0, "text": ""}
    assert told["query"]["remainingPath"]["text"] == "/a b"
    assert told["object"]["data"]["kind"] == "dict"
    assert told["object"]["streamLeft"] == -1
    assert told["bytes"]["data"] == {"kind": "bytes", "size": 4}


def test_replies_are_what_they_are_meant_to_be(told):
    replies = told["replies"]
    assert [replies[name][0] for name in ("text", "date", "after-stream")] == [500, 500, 500]
    assert replies["foreign"] == [200, 0]
    assert [replies[name][0] for name in ("json-text", "html-characters")] == [200, 200]
    assert told["refused"] == 401
