"""GET /browse."""

from tests.contract.test_contract_common import problem

PLANT = "[default]Plant"


def browse(api, **parameters):
    answer = api.get("/browse", params=sorted(parameters.items()))
    assert answer.status == 200, answer.text()
    assert set(answer.json()) == set(["results", "cursor"])
    return answer.json()


def paths(api, **parameters):
    return [row["path"] for row in browse(api, **parameters)["results"]]


def test_providers(api):
    assert paths(api) == ["[System]", "[default]"]


def test_rows(api):
    rows = dict((row["name"], row) for row in browse(api, path=PLANT)["results"])
    assert rows["Setpoint"] == {
        "path": PLANT + "/Setpoint", "name": "Setpoint", "tagType": "AtomicTag", "dataType": "Float8",
        "valueSource": "memory", "hasChildren": False}
    assert rows["Line 1"] == {"path": PLANT + "/Line 1", "name": "Line 1", "tagType": "Folder", "hasChildren": True}
    assert "Alarm Metrics" not in rows
    pump = browse(api, path=PLANT + "/Line 1", tagType="UdtInstance")["results"]
    assert [(row["name"], row["typeId"], row["hasChildren"]) for row in pump] == [("Pump1", "Pump", True)]


def test_filters(api):
    assert paths(api, path=PLANT, name="*point") == [PLANT + "/Setpoint"]
    assert paths(api, path=PLANT, dataType="float4") == [PLANT + "/Pressure"]
    assert paths(api, path=PLANT, recursive="true", name="temp*") == [
        PLANT + "/Line 1/Temperature", PLANT + "/Temperature"]


def test_pages(api):
    whole = paths(api, path=PLANT, recursive="true")
    found, parameters = [], {"path": PLANT, "recursive": "true", "limit": "4"}
    while True:
        page = browse(api, **parameters)
        found.extend(row["path"] for row in page["results"])
        if page["cursor"] is None:
            break
        assert len(page["results"]) == 4
        parameters["cursor"] = page["cursor"]
    assert found == whole and len(whole) > 20
    parameters["cursor"] = "junk"
    problem(api.get("/browse", params=sorted(parameters.items())), 400, "invalid_cursor")


def test_the_configuration_is_hidden(api):
    assert paths(api, path="[default]Config") == []
    assert not [path for path in paths(api, recursive="true") if "config/api" in path.lower()]
    for path in ("[default]Config/API", "[default]config//api/", "Config/API"):
        problem(api.get("/browse", params=[("path", path)]), 403, "tag_forbidden")


def test_a_folder_that_does_not_exist(api):
    if api.host.gateway.options.browse_missing == "bad":
        problem(api.get("/browse", params=[("path", "[default]Nothing")]), 404, "tag_not_found")
