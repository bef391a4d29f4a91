"""`make key`: the token once, and an entry that the setting takes."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest

from tools import key


def test_the_entry_is_that_of_the_token(capsys):
    assert key.main(["--id", "mes", "--roles", "operator, viewer", "--days", "30"]) == 0
    first, _, entry = capsys.readouterr().out.strip().split("\n")
    token = first.rpartition(" ")[2]
    found = json.loads(entry)["mes"]
    assert found["sha256"] == hashlib.sha256(token.encode()).hexdigest()
    assert found["roles"] == ["operator", "viewer"]
    left = datetime.fromisoformat(found["expires"]) - datetime.now(UTC)
    assert timedelta(days=29, hours=23) < left <= timedelta(days=30)


def test_two_keys_are_never_the_same(capsys):
    for _ in range(2):
        key.main(["--id", "mes"])
    printed = capsys.readouterr().out.split("\n")
    assert printed[0] != printed[3] and '"expires"' not in printed[2]


def test_without_an_id_the_command_to_type_is_told(capsys):
    assert key.main(["--id", ""]) == 1
    assert capsys.readouterr().err == "Name who will call with it: make key ID=mes [ROLES=operator] [DAYS=365]\n"


@pytest.mark.parametrize("arguments", [["--id", "m e s"], ["--id", "mes", "--roles", ","]])
def test_what_the_setting_would_not_take_is_refused(arguments, capsys):
    assert key.main(arguments) == 1
    assert capsys.readouterr().err.count("\n") == 1
