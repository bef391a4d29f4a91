"""What keeps `make run` from starting: each is one clear line and an exit code, never a traceback."""

import socket
import subprocess
import sys
from pathlib import Path

import parso
import pytest
import waitress

from tests.support.serving import ROOT, command, free_port

MAIN = ROOT / "tools" / "serve" / "__main__.py"


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def refused(finished: subprocess.CompletedProcess[str]) -> str:
    """The one line of a refusal."""
    assert finished.returncode in (1, 2), finished.stdout + finished.stderr
    assert "Traceback" not in finished.stdout + finished.stderr
    lines = finished.stderr.strip().splitlines()
    assert len(lines) == 1, finished.stderr
    return lines[0]


@pytest.fixture
def busy_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_busy_port_is_named_with_the_way_out(busy_port):
    said = refused(run(*command("--port", str(busy_port))))
    assert f"127.0.0.1:{busy_port} cannot be used (Address already in use)" in said
    assert "make run PORT=" in said


@pytest.mark.parametrize("options, expected", [
    (["--port", "0"], "no port"),
    (["--port", "http"], "no port"),
    (["--port", "65536"], "no port"),
    (["--profile", "7.9"], "8.1"),
    (["--project", "a/b"], "no project name"),
    (["--origins", "*"], "no origin"), (["--origins", "http://a.example/path"], "no origin"),
    (["--origins", " , "], "origin"),
    (["--nonsense"], "--nonsense"),
    (["--setting", "RequireHttps=yes"], "no setting"), (["--setting", "Nothing=1"], "no such setting"),
    (["--setting", 'RequireHttps="yes"'], 'RequireHttps: its tag is of type Boolean, which cannot hold "yes"'),
    (["--setting", "AllowedOrigins=5"], "--origins"),
    (["--setting", 'AllowedOrigins=["https://a.example"]'], "--origins"),
    (["--setting", 'ValidTokens="token-0123456789abcdef"'], "a token is made at each start"),
    (["--custom", "absent.py"], "absent.py: No such file"),
    (["--replay", "absent.csv"], "absent.csv: No such file"),
    (["--replay", "absent.csv", "--speed", "0"], "SPEED must be greater than 0"),
    (["--replay", "absent.csv", "--speed", "fast"], "SPEED must be a number"),
])
def test_a_wrong_option_is_one_line(options, expected):
    assert expected in refused(run(*command("--port", str(free_port()), *options)))


@pytest.mark.parametrize("tag, expected", [
    ("[default]Plant/Nothing", "no such tag"),
    ("[default]Plant/Status", "numeric"),
])
def test_a_replay_into_a_tag_that_cannot_show_it_is_one_line(tmp_path, tag, expected):
    recording = tmp_path / "recording.csv"
    recording.write_text("timestamp,value\n2013-12-02 21:15:00,73.9\n")
    said = refused(run(*command("--port", str(free_port()), "--replay", str(recording), "--tag", tag)))
    assert tag in said
    assert expected in said


def test_a_bad_row_of_a_recording_is_named_by_its_line(tmp_path):
    recording = tmp_path / "recording.csv"
    recording.write_text("timestamp,value\n2013-12-02 21:15:00,73.9\n2013-12-02 21:20:00,warm\n")
    assert "recording.csv, line 3: " in refused(run(*command("--replay", str(recording))))


def broken(code: str) -> list[str]:
    """The server with a build that is broken by `code`."""
    program = f"import sys\nfrom tools import build\nfrom tools.faults import Fault, Refused\n{code}\n" \
              f"from tools.serve.cli import main\nsys.exit(main(['--port', '{free_port()}']))"
    return [sys.executable, "-c", program]


def test_a_project_that_cannot_be_built_is_one_line():
    faults = "[Fault(f'scripts/project/{name}.py', 3, 'bad', 'mend it') for name in 'ab']"
    said = refused(run(*broken(f"def refuse():\n    raise Refused({faults})\nbuild.build = refuse")))
    assert "scripts/project/a.py:3: bad; mend it" in said
    assert "1 more: make build" in said


@pytest.mark.parametrize("content, expected", [
    ("{}", "project.json"),
    ("{'project.json': b'{}'}", "AttributeError"),
    ("{'project.json': b'no json'}", "JSON"),
])
def test_an_export_that_does_not_load_is_one_line(tmp_path, content, expected):
    code = "\n".join([
        "from pathlib import Path",
        "from tools.package import archive",
        f"target = Path({str(tmp_path)!r}) / 'broken.zip'",
        f"target.write_bytes(archive.pack({content}))",
        "build.build = lambda: [target, target, target]",
    ])
    said = refused(run(*broken(code)))
    assert "broken.zip does not load" in said
    assert expected in said


def module_run(before: str) -> list[str]:
    """`python -m tools.serve` after a statement that changes its world."""
    program = f"import runpy, sys\n{before}\nrunpy.run_module('tools.serve', run_name='__main__')"
    return [sys.executable, "-c", program]


def test_an_old_python_is_told_so_before_anything_else_is_read():
    assert refused(run(*module_run("sys.version_info = (3, 9, 2)"))) == (
        "Python 3.11 or later is needed; this is 3.9. `make run` finds one.")


@pytest.mark.parametrize("version", ["2.7", "3.6"])
def test_the_file_that_looks_at_the_version_parses_on_an_old_python(version):
    grammar = parso.load_grammar(version=version)
    errors = grammar.iter_errors(grammar.parse(MAIN.read_text("utf-8")))
    assert [error.message for error in errors] == []


def test_a_missing_package_is_named():
    site = str(Path(waitress.__file__).resolve().parent.parent)
    assert "`make run` installs it" in refused(run(*module_run(f"sys.path.remove({site!r})")))


def test_make_passes_its_variables_on_and_nothing_else():
    given = ["PORT=9000", "TAG=[default]Plant/Temperature", "SPEED=20", "REPLAY=my file.csv", "PROFILE=8.3",
             "CUSTOM=my api.py"]
    printed = run("make", "-n", "run", *given)
    assert printed.returncode == 0, printed.stderr
    last = printed.stdout.strip().splitlines()[-1]
    assert "--port '9000'" in last
    assert "--tag '[default]Plant/Temperature'" in last
    assert "--replay 'my file.csv'" in last
    assert "--custom 'my api.py'" in last
    assert "--origins" not in last
