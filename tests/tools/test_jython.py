"""What `make jython` finds missing, and what the suite on Jython refuses. Needs no Java."""

import os
import stat
import zipfile

import pytest

from tools import ROOT
from tools.jython import __main__ as command
from tools.jython import jars, jvm, packages, suite


def jar(path, *classes):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name in classes:
            archive.writestr(name.replace(".", "/") + ".class", b"")


def program(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def debian(tmp_path):
    """A folder with every jar that the Debian packages bring."""
    for part in jars.PARTS:
        for name in part.jars.split():
            jar(tmp_path / f"{name}.jar", part.witness)
    return tmp_path


def test_the_class_path_of_debian_names_every_jar_once(debian):
    paths = jars.class_path({}, debian).split(os.pathsep)
    assert len(set(paths)) == len(paths) == sum(len(part.jars.split()) for part in jars.PARTS)
    assert str(debian / "jython.jar") in paths


@pytest.mark.parametrize(("gone", "package"), [
    ("jython", "jython"), ("guava", "jython"), ("jetty9-server", "libjetty9-java"), ("gson", "libgoogle-gson-java"),
    ("xml-resolver", "libxerces2-java"), ("bcutil", "libbcpkix-java"),
])
def test_a_missing_jar_names_its_package_and_the_line_that_installs_it(debian, gone, package):
    (debian / f"{gone}.jar").unlink()
    with pytest.raises(jars.Missing) as missing:
        jars.class_path({}, debian)
    assert f"not installed: {package}\n" in str(missing.value)
    assert f"apt-get install -y --no-install-recommends {package}\n" in str(missing.value)


def test_every_missing_package_is_named(tmp_path):
    with pytest.raises(jars.Missing) as missing:
        jars.class_path({}, tmp_path)
    assert all(part.package in str(missing.value) for part in jars.PARTS)


def test_a_folder_of_jars_under_any_name_will_do(tmp_path):
    jar(tmp_path / "all-in-one-2.7.3.jar", *(part.witness for part in jars.PARTS))
    jar(tmp_path / "other.jar")
    assert jars.class_path({"JYTHON_JARS": str(tmp_path)}) == (
        f"{tmp_path}/all-in-one-2.7.3.jar{os.pathsep}{tmp_path}/other.jar")


def test_a_folder_that_lacks_a_class_says_which(tmp_path):
    jar(tmp_path / "jython-standalone.jar", "org.python.util.jython")
    with pytest.raises(jars.Missing) as missing:
        jars.class_path({"JYTHON_JARS": str(tmp_path)})
    assert "javax.servlet.http.HttpServlet" in str(missing.value)
    assert "org.python.util.jython" not in str(missing.value)


def test_a_broken_jar_is_named(tmp_path):
    (tmp_path / "broken.jar").write_bytes(b"no zip")
    with pytest.raises(jars.Missing, match="broken.jar is no jar"):
        jars.class_path({"JYTHON_JARS": str(tmp_path)})


@pytest.mark.parametrize(("told", "ok"), [
    ('openjdk version "17.0.15" 2025-04-15', True), ('openjdk version "21" 2023-09-19', True),
    ('openjdk version "11.0.2"', False), ('java version "1.8.0_392"', False), ("nonsense", False),
])
def test_java_must_be_17_or_later(tmp_path, told, ok):
    program(tmp_path / "java", f"echo '{told}' >&2")
    if ok:
        assert jvm.java({"PATH": str(tmp_path)}) == str(tmp_path / "java")
    else:
        with pytest.raises(jars.Missing, match="apt-get install .*openjdk-17-jre-headless"):
            jvm.java({"PATH": str(tmp_path)})


def test_java_home_goes_before_the_path(tmp_path):
    (tmp_path / "home" / "bin").mkdir(parents=True)
    program(tmp_path / "home" / "bin" / "java", "echo 'openjdk version \"17\"' >&2")
    found = jvm.java({"JAVA_HOME": str(tmp_path / "home"), "PATH": "/usr/bin"})
    assert found == str(tmp_path / "home" / "bin" / "java")


def test_no_java_is_told_in_two_lines(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert command.main() == 1
    told = capsys.readouterr().err.splitlines()
    assert told == ["Java 17 or later is needed and was not found",
                    "apt-get install -y --no-install-recommends openjdk-17-jre-headless"]


def test_the_variables_of_cpython_do_not_reach_jython(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    environment = jvm.environment("a", "b", PROJECT_ZIP="c.zip")
    assert not [name for name in environment if name.startswith("PYTHON")]
    assert environment["JYTHONPATH"] == f"a{os.pathsep}b"
    assert environment["PROJECT_ZIP"] == "c.zip"


def test_every_pin_is_exact():
    lines = [line for line in packages.PINS.read_text().splitlines() if not line.startswith("#")]
    assert lines
    assert all(line.count("==") == 1 for line in lines)


@pytest.fixture
def reported(monkeypatch):
    """Stands in for Jython, in two processes: one writes a report with these outcomes and ends with that code."""
    def prepare(code, *outcomes):
        cases = "".join(f'<testcase name="t">{outcome}</testcase>' for outcome in outcomes)

        def run(arguments, export, report, number):
            assert export.is_file()
            if number == 2:
                return 0
            report.write_text(f'<testsuite tests="{len(outcomes)}">{cases}</testsuite>')
            return code

        monkeypatch.setattr(suite, "_run", run)
        monkeypatch.setattr(suite.os, "cpu_count", lambda: 2)
    return prepare


def test_too_few_tests_fail_the_suite(reported, monkeypatch, capsys):
    reported(0, "", "<failure/>", "<error/>", "<skipped/>", "<system-out/>")
    monkeypatch.setattr(suite, "LEAST", 3)
    assert suite.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "2 tests passed on Jython"
    monkeypatch.setattr(suite, "LEAST", 2)
    assert suite.main([]) == 0


def test_a_failing_run_fails_the_suite(reported, monkeypatch):
    reported(1, "")
    assert suite.main(["tests/webdev"]) == 1
    monkeypatch.setattr(suite, "LEAST", 1)
    assert suite.main([]) == 1
    reported(-9, "")
    assert suite.main([]) == -9


def test_every_file_is_in_one_share_and_the_shares_are_of_one_size():
    shares = suite.shared_out(suite.files(), 2)
    assert sorted(shares[0] + shares[1]) == sorted(suite.files())
    sizes = [sum((ROOT / place).stat().st_size for place in share) for share in shares]
    assert max(sizes) < 1.05 * min(sizes)
    assert suite.shared_out(["tests/webdev/test_reply.py"], 2) == [["tests/webdev/test_reply.py"]]


def test_a_run_that_reports_nothing_passed_nothing(monkeypatch, capsys):
    monkeypatch.setattr(suite, "_run", lambda arguments, export, report, number: 0)
    assert suite.main([]) == 1
    assert "0 tests passed on Jython" in capsys.readouterr().out


def test_every_test_of_what_jython_runs_is_in_the_suite(monkeypatch):
    found = suite.files()
    assert "tests/webdev/test_reply.py" in found
    assert not set(found) & set(suite.CPYTHON_ONLY)
    monkeypatch.setattr(suite, "CPYTHON_ONLY", {"tests/webdev/test_gone.py": "gone"})
    with pytest.raises(SystemExit, match="no such file: tests/webdev/test_gone.py"):
        suite.files()
