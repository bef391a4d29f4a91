"""project.tags.browsing: listing, filters, and pages that lose and repeat nothing."""

import base64
import json
import random

import pytest

from java.lang import RuntimeException
from simulator.values import DATA_TYPES
from tests.support.product import Product
from tests.support.trees import PLANT, folder, several, tag

BROWSE = "system.tag.browse"


def browse(client, **parameters):
    answer = client.get("/browse", params=sorted(parameters.items()))
    assert answer.status == 200, answer.text()
    return answer.json()


def listed(client, **parameters):
    found = browse(client, **parameters)
    assert found["cursor"] is None
    return [row["path"] for row in found["results"]]


def pages(client, limit, between=lambda page: None, **parameters):
    """The paths of all pages in turn; `between` runs after each page."""
    found, cursor, count = [], None, 0
    while True:
        if cursor:
            parameters["cursor"] = cursor
        answer = browse(client, limit=str(limit), **parameters)
        paths = [row["path"] for row in answer["results"]]
        assert len(paths) <= limit
        found.append(paths)
        cursor = answer["cursor"]
        if cursor is None:
            return found
        count += 1
        assert count < 1000
        between(count)


class TestListing(object):

    def test_providers(self, plant):
        rows = browse(plant)["results"]
        assert [(row["path"], row["name"], row["tagType"], row["hasChildren"]) for row in rows] == [
            ("[System]", "System", "Provider", True), ("[default]", "default", "Provider", True)]

    def test_children_by_name(self, plant):
        paths = listed(plant, path="[default]Plant")
        assert paths == sorted(paths) and len(paths) == 19
        assert "[default]Plant/Line 1" in paths and "[default]Plant/Line 1/Temperature" not in paths

    def test_rows(self, plant):
        rows = dict((row["name"], row) for row in browse(plant, path="[default]Plant/Line 1")["results"])
        assert rows == {
            "Temperature": {
                "path": "[default]Plant/Line 1/Temperature", "name": "Temperature", "tagType": "AtomicTag",
                "dataType": "Float8", "valueSource": "memory", "hasChildren": False},
            "Pump1": {
                "path": "[default]Plant/Line 1/Pump1", "name": "Pump1", "tagType": "UdtInstance", "typeId": "Pump",
                "hasChildren": True}}

    def test_recursive_goes_depth_first_through_folders_and_instances(self, plant):
        assert listed(plant, path="[default]Plant/Line 1", recursive="true") == [
            "[default]Plant/Line 1/Pump1", "[default]Plant/Line 1/Pump1/Running", "[default]Plant/Line 1/Pump1/Speed",
            "[default]Plant/Line 1/Temperature"]

    def test_a_tag_has_no_children(self, plant):
        assert listed(plant, path="[default]Plant/Temperature") == []

    @pytest.mark.parametrize("parameters, names", [
        ({"name": "*temp*"}, ["Temperature", "Temperature"]), ({"name": "?aw"}, ["Raw"]), ({"name": "RAW"}, ["Raw"]),
        ({"dataType": "float4"}, ["Pressure"]), ({"tagType": "udtinstance"}, ["Pump1"]),
        ({"tagType": "Folder"}, ["Line 1"]), ({"dataType": "Float8", "name": "S*"}, ["Speed", "Setpoint"]),
        ({"name": "nothing"}, []), ({"dataType": "dataset"}, ["Batches"]), ({"dataType": "Text"}, []),
        ({"tagType": "udttype"}, []),
    ])
    def test_filters_without_case(self, plant, parameters, names):
        paths = listed(plant, path="[default]Plant", recursive="true", **parameters)
        assert [path.rpartition("/")[2] for path in paths] == names

    @pytest.mark.parametrize("name, given, known", [
        ("tagType", "UDT", "AtomicTag, Folder, UdtInstance, UdtType, Provider."),
        ("tagType", "", "AtomicTag, Folder, UdtInstance, UdtType, Provider."),
        ("dataType", "double", "Int1, Int2, Int4, Int8, Float4, Float8, Boolean, String, Text, DateTime, DataSet"),
    ])
    def test_a_type_that_there_is_not_is_told(self, plant, name, given, known):
        answer = plant.get("/browse", params=[("path", "[default]Plant"), (name, given)])
        assert (answer.status, answer.code) == (400, "invalid_parameter")
        assert "'%s' must be one of %s" % (name, known) in answer.json()["detail"]

    def test_every_data_type_of_the_gateway_can_be_asked_for(self, plant):
        for name in DATA_TYPES:
            listed(plant, path="[default]Plant", dataType=name)

    @pytest.mark.parametrize("version", ["8.1.55", "8.3.8"])
    def test_the_metrics_node_of_8_3_shows_only_when_asked_for(self, version):
        client = Product(version=version, tags=PLANT).client
        assert not [path for path in listed(client, path="[default]Plant", recursive="true") if "Metrics" in path]
        asked = listed(client, path="[default]Plant", name="alarm metrics")
        assert asked == (["[default]Plant/Alarm Metrics"] if version == "8.3.8" else [])

    @pytest.mark.parametrize("variant", ["bad", "empty"])
    def test_a_folder_that_does_not_exist(self, variant):
        product = Product(tags=PLANT)
        product.gateway.options.browse_missing = variant
        answer = product.client.get("/browse", params=[("path", "[default]Nothing")])
        assert answer.status == (404 if variant == "bad" else 200)
        assert variant == "empty" or answer.code == "tag_not_found"

    @pytest.mark.parametrize("path, status, code", [
        ("[default]Config/API", 403, "tag_forbidden"), ("Plant", 403, "tag_forbidden"),
        ("[default]Plant//x", 400, "invalid_tag_path"),
    ])
    def test_folders_that_are_refused(self, plant, path, status, code):
        answer = plant.get("/browse", params=[("path", path)])
        assert (answer.status, answer.code) == (status, code)

    @pytest.mark.parametrize("quality, status, code", [
        ("Bad_NotConnected", 409, "provider_unavailable"), ("Error_TimeoutExpired", 502, "gateway_error"),
        ("Bad_NotFound", 404, "tag_not_found"), ("Good_Provisional", 200, None),
    ])
    def test_an_empty_answer_is_judged_by_its_quality(self, product, monkeypatch, quality, status, code):
        monkeypatch.setattr(product.library.project.gateway.tags, "browse", lambda path: ([], quality))
        answer = product.client.get("/browse", params=[("path", "[default]Plant")])
        assert (answer.status, code) == (status, code and answer.code)

    def test_a_failing_platform(self, product):
        product.client.get("/tags")
        product.gateway.faults.set(BROWSE, throw=RuntimeException("secret"))
        answer = product.client.get("/browse", params=[("path", "[default]")])
        assert (answer.status, answer.code) == (502, "gateway_error")

    @pytest.mark.parametrize("limit", ["0", "-1", "10001", "x", "1.5"])
    def test_limits_out_of_bounds(self, plant, limit):
        assert plant.get("/browse", params=[("limit", limit)]).code == "invalid_parameter"


class TestPages(object):

    @pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
    @pytest.mark.parametrize("page_size", [0, 1, 3])
    def test_together_they_are_the_whole(self, limit, page_size):
        product = Product(tags=PLANT)
        product.gateway.options.browse_page_size = page_size
        whole = listed(product.client, path="[default]", recursive="true")
        found = pages(product.client, limit, path="[default]", recursive="true")
        assert sum(found, []) == whole
        assert all(len(page) == limit for page in found[:-1])

    def test_over_all_providers(self, product):
        whole = listed(product.client, recursive="true")
        assert sum(pages(product.client, 5, recursive="true"), []) == whole
        assert whole[0].startswith("[System]") and whole[-1].startswith("[default]")

    def test_with_a_filter(self, product):
        found = pages(product.client, 2, path="[default]Plant", recursive="true", dataType="Float8")
        assert [path.rpartition("/")[2] for path in sum(found, [])] == [
            "Speed", "Temperature", "Setpoint", "Temperature"]

    def test_records_say_the_next_page_in_a_link(self, product):
        found, uri = [], "/browse?path=%5Bdefault%5DPlant&limit=7&format=records&name=*e*"
        while uri:
            answer = product.client.get(uri)
            assert answer.status == 200
            found.extend(row["name"] for row in answer.json())
            link = answer.headers.get("link")
            assert link is None or (link.startswith("<?") and link.endswith('>; rel="next"'))
            uri = link and "/browse" + link[1:link.index(">")]
        assert found == [path.rpartition("/")[2] for path in listed(product.client, path="[default]Plant", name="*e*")]

    def test_the_configured_limit_bounds_a_page(self, product):
        product.configure("Limits", {"maxBrowse": 3})
        answer = browse(product.client, path="[default]Plant", limit="100")
        assert len(answer["results"]) == 3 and answer["cursor"]
        assert len(browse(product.client, path="[default]Plant", limit="2")["results"]) == 2

    def test_a_search_that_finds_little_looks_at_a_bounded_number_of_rows(self, product, monkeypatch):
        monkeypatch.setattr(product.library.project.tags.browsing, "MAX_VISITED", 4)
        found = pages(product.client, 100, path="[default]Plant", recursive="true", name="Weights")
        assert sum(found, []) == ["[default]Plant/Weights"]
        assert len(found) > 4 and found[0] == []


class Forest(object):
    """A random tree of tags that changes while it is paged through."""

    def __init__(self, seed):
        self.source = random.Random(seed)
        self.product = Product()
        self.gateway = self.product.gateway
        self.gateway.tags.import_tags(several(self.grown("R", 3)))
        self.stable = set(self.now())
        self.removed = set()
        self.added = 0

    def name(self):
        return "".join(self.source.choice(u"aBc \u00e4Z-") for _ in range(3)).strip() + self.source.choice("xYz")

    def grown(self, name, depth):
        names = set(self.name() for _ in range(self.source.randrange(1, 7)))
        children = [self.grown(child, depth - 1) if depth and self.source.random() < 0.4 else tag(child, "Int4", 1)
                    for child in sorted(names)]
        return folder(name, *children)

    def now(self):
        return listed(self.product.client, path="[default]R", recursive="true")

    def change(self, page):
        """Adds a few tags and removes a few, so that what was on the last page can be gone."""
        for _ in range(3):
            parent = self.source.choice([""] + self.folders())
            # A name that is taken would be replaced, with everything below it.
            self.added += 1
            self.gateway.tags.import_tags(
                tag("%s%d" % (self.name(), self.added), "Int4", 2), base=parent or "[default]R")
        for path in self.source.sample(sorted(self.now()), 2):
            self.remove(path)

    def folders(self):
        rows = browse(self.product.client, path="[default]R", recursive="true", tagType="Folder")["results"]
        return [row["path"] for row in rows]

    def remove(self, path):
        gone = [path] + [other for other in self.now() if other.startswith(path + "/")]
        self.removed.update(gone)
        node = self.gateway.tags.get(path)
        if node is not None:
            del node.parent.children[self.gateway.tags.tree.key(node.name)]
            self.gateway.tags.tree.changed()


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost_or_repeated_while_the_tree_changes(seed):
    forest = Forest(seed)
    limit = forest.source.randrange(1, 6)
    found = sum(pages(forest.product.client, limit, forest.change, path="[default]R", recursive="true"), [])
    assert len(found) == len(set(found))
    assert set(found) >= forest.stable - forest.removed
    keys = [tuple(path.split("/")) for path in found]
    assert keys == sorted(keys)


def forged(cursor, last):
    """The cursor of the same question with another place in it."""
    padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
    digest = json.loads(base64.urlsafe_b64decode(padded).decode("ascii"))[0]
    return base64.urlsafe_b64encode(json.dumps([digest, last]).encode("ascii")).decode("ascii").rstrip("=")


class TestCursors(object):

    def first(self, client, **parameters):
        return browse(client, limit="2", path="[default]Plant", **parameters)["cursor"]

    @pytest.mark.parametrize("changed", [
        {"path": "[default]Plant/Line 1"}, {"path": "[default]plant"}, {"recursive": "true"}, {"name": "*"},
        {"tagType": "AtomicTag"}, {"dataType": "Float8"},
    ])
    def test_belong_to_their_question(self, plant, changed):
        parameters = dict({"path": "[default]Plant", "cursor": self.first(plant)}, **changed)
        answer = plant.get("/browse", params=sorted(parameters.items()))
        assert (answer.status, answer.code) == (400, "invalid_cursor")

    def test_do_not_depend_on_the_size_of_a_page_or_its_format(self, plant):
        cursor = self.first(plant)
        assert len(browse(plant, path="[default]Plant", cursor=cursor, limit="5")["results"]) == 5
        answer = plant.get("/browse", params=[("path", "[default]Plant"), ("cursor", cursor), ("format", "records")])
        assert len(answer.json()) == 17

    @pytest.mark.parametrize("cursor", [
        "", "x", "====", u"\u00e4", "bnVsbA", "W10", "eyJhIjoxfQ", "WzEsMl0", "WyJhIiwiYiJd", "/////w", "a" * 4000,
        "W" * 4000, "WyJhIiwiYiIsImMiXQ",
    ])
    def test_junk(self, plant, cursor):
        answer = plant.get("/browse", params=[("path", "[default]Plant"), ("cursor", cursor)])
        assert (answer.status, answer.code) == (400, "invalid_cursor")

    @pytest.mark.parametrize("last", [["]"], 5, None, {"]": 1}, True, [[[["]"]]]]])
    def test_forged_ones_of_the_right_question(self, plant, last):
        params = [("path", "[default]Plant"), ("cursor", forged(self.first(plant), last))]
        answer = plant.get("/browse", params=params)
        assert (answer.status, answer.code) == (400, "invalid_cursor")

    @pytest.mark.parametrize("last", ["[default]Config/API/ValidTokens", "", "zzz", "[default]Config/API/"])
    def test_a_forged_place_shows_nothing_that_is_hidden(self, plant, last):
        cursor = browse(plant, path="[default]", recursive="true", limit="2")["cursor"]
        params = [("path", "[default]"), ("recursive", "true"), ("cursor", forged(cursor, last))]
        answer = plant.get("/browse", params=params)
        assert answer.status == 200
        assert "Config/API" not in answer.text()

    def test_deep_nesting_is_no_way_to_overflow_the_stack(self, plant):
        cursor = base64.urlsafe_b64encode(b"[" * 2990).decode("ascii").rstrip("=")
        assert plant.get("/browse", params=[("cursor", cursor)]).code == "invalid_cursor"
