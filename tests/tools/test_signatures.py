"""tools.signatures on a facade and stubs made for the purpose."""

import textwrap
import zipfile

import pytest

from tools import signatures

STUB = """
    from typing import Any, List
    globals: Any
    def read(tagPaths: List[str], timeout: int = ...) -> Any: ...
    def old(path: str) -> Any: ...
    def stars(*args: Any, **kwargs: Any) -> Any: ...
"""


@pytest.fixture
def facade(tmp_path):
    folder = tmp_path / "system"
    folder.mkdir()

    def write(source):
        (folder / "tag.py").write_text(textwrap.dedent(source))
        return folder
    return write


@pytest.fixture
def stubs(tmp_path):
    """The same stub for both versions, the newer one without `old`."""
    known = {}
    for profile in signatures.VERSIONS:
        folder = tmp_path / profile / "system"
        folder.mkdir(parents=True)
        (folder / "tag.pyi").write_text(textwrap.dedent(STUB))
        known[profile] = signatures.stub_signatures(folder.parent)
    del known["8.3"]["system.tag.old"]
    return known


def lines(facade, stubs, accepted=None):
    return signatures.compare(facade, stubs, accepted or {})


def test_equal_signatures_give_no_line(facade, stubs):
    source = """
        globals = Attribute("globals", since="8.3")

        @offered()
        def read(tagPaths, timeout=45000):
            pass

        @offered()
        def stars(*args, **kwargs):
            pass

        def _helper(anything):
            pass
    """
    assert lines(facade(source), stubs) == []


@pytest.mark.parametrize("arguments", [
    "tagPaths", "timeout=1, tagPaths=1", "paths, timeout=1", "tagPaths, timeout", "tagPaths, timeout=1, b=1"])
def test_a_difference_in_name_order_or_default_is_named(facade, stubs, arguments):
    found = lines(facade(f"@offered()\ndef read({arguments}):\n    pass\n"), stubs)
    assert len(found) == 2
    assert "system/tag.py:2: system.tag.read is (" in found[0]
    assert "in 8.1.55 (tagPaths, timeout=...)" in found[0]
    assert "in 8.3.10.post1" in found[1]


def test_a_function_missing_in_one_version_must_be_declared_so(facade, stubs):
    open_ended = lines(facade("@offered()\ndef old(path):\n    pass\n"), stubs)
    assert open_ended == ["system/tag.py:2: system.tag.old does not exist in 8.3.10.post1"]
    assert lines(facade('@offered(until="8.1")\ndef old(path):\n    pass\n'), stubs) == []


def test_variants_of_one_name_are_compared_with_their_own_version(facade, stubs):
    stubs["8.3"]["system.tag.old"] = signatures.Signature((("path", False), ("deep", True)))
    source = """
        @offered(until="8.1")
        def old(path):
            pass

        @offered(since="8.3", name="old")
        def old83(path, deep=False):
            pass
    """
    assert lines(facade(source), stubs) == []


def test_an_accepted_difference_is_silent_and_a_stale_one_is_not(facade, stubs):
    folder = facade("@offered()\ndef old(path):\n    pass\n")
    assert lines(folder, stubs, {("8.3", "system.tag.old"): "why"}) == []
    stale = lines(folder, stubs, {("8.3", "system.tag.old"): "why", ("8.1", "system.tag.old"): "why"})
    assert stale == ["accepted, but there is no difference: system.tag.old in 8.1"]


def test_a_function_of_no_version_cannot_be_accepted(facade, stubs):
    folder = facade("@offered()\ndef invented(path):\n    pass\n")
    found = lines(folder, stubs, {("8.1", "system.tag.invented"): "wish"})
    assert found[0] == "system/tag.py:2: system.tag.invented exists in no version of Ignition"


def test_a_public_function_without_declaration_is_refused(facade, stubs):
    with pytest.raises(SyntaxError, match="read is public"):
        lines(facade("def read(tagPaths):\n    pass\n"), stubs)


def test_without_stubs_one_line_says_what_to_do(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(signatures, "CACHE", tmp_path / "none")
    assert signatures.main([]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "--fetch" in captured.err


def test_a_failed_download_is_one_line(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(signatures, "CACHE", tmp_path)
    monkeypatch.setattr(signatures.sys, "executable", "/bin/false")
    assert signatures.main(["--fetch"]) == 1
    assert "could not be downloaded: pip said nothing" in capsys.readouterr().err


def test_fetch_unpacks_the_wheel_once_and_then_works_offline(monkeypatch, tmp_path):
    asked = []

    def download(version, folder):
        asked.append(version)
        with zipfile.ZipFile(folder / f"ignition_api_stubs-{version}-py3-none-any.whl", "w") as wheel:
            wheel.writestr("system/tag.pyi", "def read(path: str) -> int: ...\n")

    monkeypatch.setattr(signatures, "_download", download)
    folder = signatures.unpacked("8.1.55", tmp_path, fetch=True)
    assert signatures.stub_signatures(folder) == {
        "system.tag.read": signatures.Signature((("path", False),))}
    assert signatures.unpacked("8.1.55", tmp_path, fetch=False) == folder
    assert asked == ["8.1.55"]
    assert (tmp_path / ".gitignore").read_text() == "*\n"


def test_main_reports_and_fails_on_a_difference(monkeypatch, tmp_path, facade, capsys):
    for version in signatures.VERSIONS.values():
        stub = tmp_path / version / "system"
        stub.mkdir(parents=True)
        (stub / "tag.pyi").write_text("def read(path: str) -> int: ...\n")
    monkeypatch.setattr(signatures, "CACHE", tmp_path)
    monkeypatch.setattr(signatures, "ACCEPTED", {})
    monkeypatch.setattr(signatures, "FACADE", facade("@offered()\ndef read(paths):\n    pass\n"))
    assert signatures.main([]) == 1
    assert "system.tag.read is (paths), in 8.1.55 (path)" in capsys.readouterr().out
    monkeypatch.setattr(signatures, "FACADE", facade("@offered()\ndef read(path):\n    pass\n"))
    assert signatures.main([]) == 0
    assert "1 names agree" in capsys.readouterr().out


def test_every_public_function_of_the_facade_is_declared_with_a_known_version():
    found = list(signatures.offers(signatures.FACADE))
    assert len(found) > 40
    assert all(offer.profiles for offer in found)
