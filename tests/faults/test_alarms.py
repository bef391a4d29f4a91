"""What hostile or unlucky requests to the alarms meet."""

import pytest

from tests.support import alarms as plants

HOT = {"name": "High", "mode": "AboveValue", "setpointA": 10.0}


@pytest.fixture
def plant():
    """One alarm that may be seen, and one on a configuration tag, which nobody may read."""
    found = plants.plant([HOT])
    found.gateway.tags.import_tags(
        {"name": "Secret", "dataType": "Float8", "value": 11.0, "alarms": [HOT]}, "[default]Config/API")
    return found


@pytest.mark.parametrize("params", [
    [], [("source", "*Secret*")], [("source", "*config/api*")], [("includeShelved", "true")], [("format", "records")]])
def test_abuse_case_52_an_alarm_of_a_forbidden_tag_is_never_listed(plant, params):
    answer = plant.client.get("/alarms", params=params)
    assert answer.status == 200
    assert "Secret" not in answer.text()
