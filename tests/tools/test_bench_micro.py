"""What `make bench` makes of the microseconds of authentication."""

import pytest

from tools.bench import micro


@pytest.mark.parametrize("over, missed", [
    (0.0, []), (0.1, list(micro.WANTED))], ids=["reached", "missed"])
def test_each_step_has_its_limit(over, missed):
    assert sorted(micro.WANTED.values()) == [10.0, 10.0, 10.0, 150.0]
    targets = micro.judged({name: most + over for name, most in micro.WANTED.items()})
    assert [target.what for target in targets if not target.reached] == missed
