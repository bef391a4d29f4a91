"""project.tags.endpoints: reading and writing over HTTP."""

import pytest

from tests.support.product import Product
from tests.support.trees import PLANT, folder, several, tag

P = "[default]Plant/"
READ, WRITE = "system.tag.readBlocking", "system.tag.writeBlocking"


class TestList(object):

    def test_tags_by_their_names(self, plant):
        answer = plant.get("/tags", params=[("path", P + "FlowRate"), ("path", P + "Setpoint")])
        assert (answer.status, sorted(answer.json())) == (200, ["FlowRate", "Setpoint"])
        assert answer.json()["FlowRate"]["value"] == 7
        assert answer.json()["FlowRate"]["path"] == P + "FlowRate"

    def test_a_repeated_name_goes_by_its_full_path(self, plant):
        paths = [P + "Temperature", P + "Line 1/Temperature", P + "FlowRate", P + "FlowRate"]
        found = plant.get("/tags", params=[("path", path) for path in paths]).json()
        assert sorted(found) == ["FlowRate", P + "Line 1/Temperature", P + "Temperature"]
        assert found[P + "Line 1/Temperature"]["value"] == 1.0

    def test_refused_and_missing_ones_are_there_too(self, plant):
        params = [("path", path) for path in (P + "Nothing", "odd", "[default]Config/API/x")]
        found = plant.get("/tags", params=params).json()
        assert dict((name, item["quality"]) for name, item in found.items()) == {
            "Nothing": "Bad_NotFound", "odd": "Bad_AccessDenied", "x": "Bad_AccessDenied"}

    def test_the_configured_list(self, product):
        assert product.client.get("/tags").json() == {}
        product.configure("DefaultTags", [P + "Setpoint", P + "FlowRate", "bad path"])
        assert sorted(product.client.get("/tags").json()) == ["FlowRate", "Setpoint", "bad path"]
        assert sorted(product.client.get("/tags", params=[("path", P + "Running")]).json()) == ["Running"]

    def test_records(self, plant):
        params = [("path", P + "FlowRate"), ("path", P + "FlowRate"), ("format", "records")]
        found = plant.get("/tags", params=params).json()
        assert [record["path"] for record in found] == [P + "FlowRate"] * 2

    @pytest.mark.parametrize("variant", ["list", "tuple", "array"])
    def test_repeated_parameters_however_webdev_hands_them_over(self, variant):
        product = Product(tags=PLANT, options={"repeated_params": variant})
        found = product.client.get("/tags", params=[("path", P + "FlowRate"), ("path", P + "Setpoint")]).json()
        assert sorted(found) == ["FlowRate", "Setpoint"]


@pytest.fixture(scope="module")
def many():
    found = Product(tags=folder("Many", *[tag("t%03d" % number, "Int4", number) for number in range(501)]))
    found.gateway.clock.advance(0)  # it stands still, so that the configuration stays fresh on the slowest machine
    return found


class TestLimits(object):

    def paths(self, count):
        return ["[default]Many/t%03d" % number for number in range(count)]

    def test_500_tags_are_one_read_and_nothing_else(self, many):
        many.client.get("/tags")
        many.gateway.calls.clear()
        answer = many.client.post("/read", {"paths": self.paths(500)})
        assert [item["value"] for item in answer.json()["results"]] == list(range(500))
        assert many.gateway.calls.names() == [READ] and many.gateway.calls.count(READ) == 1
        answer = many.client.get("/tags", params=[("path", path) for path in self.paths(500)])
        assert len(answer.json()) == 500
        assert many.gateway.calls.count(READ) == 2

    def test_501_are_refused_by_the_name_of_the_limit(self, many):
        many.client.get("/tags")
        many.gateway.calls.clear()
        writes = [{"path": path, "value": 1} for path in self.paths(501)]
        for answer in (
            many.client.post("/read", {"paths": self.paths(501)}),
            many.client.post("/write", {"writes": writes}),
            many.client.get("/tags", params=[("path", path) for path in self.paths(501)]),
        ):
            assert (answer.status, answer.code) == (400, "too_many_items")
            assert "501" in answer.json()["detail"] and "the limit is 500 (Limits.maxPaths)" in answer.json()["detail"]
        assert many.gateway.calls.count() == 0

    def test_500_writes_are_one_write(self, many):
        many.client.get("/tags")
        many.gateway.calls.clear()
        writes = [{"path": path, "value": number} for number, path in enumerate(self.paths(500))]
        answer = many.client.post("/write", {"writes": writes})
        assert all(result["success"] for result in answer.json()["results"])
        assert many.gateway.calls.count(WRITE) == 1

    def test_the_limit_is_configuration(self, product):
        product.configure("Limits", {"maxPaths": 2})
        assert product.client.post("/read", {"paths": [P + "FlowRate"] * 2}).status == 200
        answer = product.client.post("/read", {"paths": [P + "FlowRate"] * 3})
        assert "the limit is 2" in answer.json()["detail"]


class TestRead(object):

    @pytest.mark.parametrize("body, code", [
        ({}, "missing_field"), ({"path": []}, "missing_field"), ({"paths": []}, "invalid_field"),
        ({"paths": "x"}, "invalid_field"), ({"paths": [1]}, "invalid_field"), ({"paths": [None]}, "invalid_field"),
        ({"paths": [P + "FlowRate"], "extra": 1}, "unknown_field"), ([], "object_required"), ("x", "object_required"),
    ])
    def test_wrong_bodies(self, plant, body, code):
        answer = plant.post("/read", body)
        assert answer.status == 400
        assert answer.code == code or (body == "x" and answer.code == "malformed_json")

    def test_the_field_at_fault_is_named(self, plant):
        assert plant.post("/read", {"paths": [P + "FlowRate", 5]}).json()["detail"] == "'paths[1]' must be a text."

    def test_records(self, plant):
        found = plant.post("/read", {"paths": [P + "FlowRate"]}, params=[("format", "records")]).json()
        assert [record["value"] for record in found] == [7]

    def test_lists_say_that_there_is_no_further_page(self, plant):
        assert plant.post("/read", {"paths": [P + "FlowRate"]}).json()["cursor"] is None


class TestKnownLists(object):
    """The same list asked again is known; whatever differs is looked through as ever."""

    NAMES = [P + "FlowRate", P + "Setpoint"]

    @pytest.fixture
    def known(self, product):
        """A product that was asked for NAMES already."""
        assert self.asked(product, {"paths": self.NAMES}).status == 200
        return product

    def asked(self, product, given, **options):
        return product.client.post("/read", given, **options)

    def test_the_values_are_those_of_now(self, known):
        known.gateway.tags.set_value(P + "FlowRate", 8)
        for _ in range(2):
            results = self.asked(known, {"paths": self.NAMES}).json()["results"]
            assert [item["value"] for item in results] == [8, 50.0]

    @pytest.mark.parametrize("given, code", [
        ({"paths": NAMES, "x": 1}, "unknown_field"), ({"path": NAMES}, "missing_field"),
        ({"paths": [NAMES[0], [NAMES[1]]]}, "invalid_field"), ({"paths": [NAMES[0], None]}, "invalid_field"),
        ({"paths": {NAMES[0]: 1}}, "invalid_field"), ({"paths": NAMES[0]}, "invalid_field"),
        (NAMES, "object_required")])
    def test_what_looks_like_it_is_refused(self, known, given, code):
        answer = self.asked(known, given)
        assert (answer.status, answer.code) == (400, code)

    def test_another_order_is_another_list(self, known):
        results = self.asked(known, {"paths": self.NAMES[::-1]}).json()["results"]
        assert [item["path"] for item in results] == self.NAMES[::-1]

    def test_its_headers_are_looked_at(self, known):
        answer = self.asked(known, {"paths": self.NAMES}, headers=[("Content-Encoding", "gzip")])
        assert (answer.status, answer.code) == (415, "unsupported_content_encoding")

    def test_a_lower_limit_holds(self, known):
        known.configure("Limits", {"maxPaths": 1})
        assert self.asked(known, {"paths": self.NAMES}).code == "too_many_items"

    def test_what_a_role_may_not_read_stays_unread(self, known):
        known.configure("Roles", {"some": {"scopes": ["tags:read"], "read": [P + "Setpoint"]}})
        known.configure("DefaultRole", "some")
        results = self.asked(known, {"paths": self.NAMES}).json()["results"]
        assert [item["quality"] for item in results] == ["Bad_AccessDenied", "Good"]

    def test_the_audit_of_reads_shows_the_body(self, known):
        known.configure("AuditReads", True)
        for _ in range(2):
            known.gateway.log.clear()
            self.asked(known, {"paths": self.NAMES})
            lines = [line for line in known.gateway.log.messages() if "request.read" in line]
            assert [P + "FlowRate" in line for line in lines] == [True]

    def test_a_very_long_one_is_not_kept(self, product):
        for _ in range(2):
            assert self.asked(product, {"paths": [P + "x" * 1000 for _ in range(60)]}).status == 200
        assert not product.library.project.config.current.get().remembered["reads"].entries


class TestPut(object):

    @pytest.mark.parametrize("by", ["path", "parameter"])
    def test_writes_one_tag_and_answers_with_its_item(self, product, by):
        answer = put(product, "Setpoint", {"value": 12}, by)
        assert answer.status == 200
        item = answer.json()
        assert (item["path"], item["value"], item["quality"]) == (P + "Setpoint", 12.0, "Good")
        assert product.gateway.tags.read(P + "Setpoint").value == 12.0

    @pytest.mark.parametrize("by", ["path", "parameter"])
    @pytest.mark.parametrize("name, value, status, code", [
        ("Nothing", 1, 404, "tag_not_found"), ("Locked", 1, 409, "read_only"),
        ("FlowRate", "abc", 422, "type_mismatch"),
        ("FlowRate", 1.5, 422, "type_mismatch"), ("FlowRate", True, 422, "type_mismatch"),
        ("FlowRate", 2 ** 31, 422, "out_of_range"), ("Setpoint", 100.1, 422, "out_of_range"),
        ("Setpoint", -0.1, 422, "out_of_range"), ("../Config/API/RequireHttps", True, 403, "tag_forbidden"),
        ("Setpoint.EngHigh", 1, 403, "tag_forbidden"), ("Setpoint//x", 1, 400, "invalid_tag_path"),
    ])
    def test_refusals(self, product, by, name, value, status, code):
        answer = put(product, name, {"value": value}, by)
        assert (answer.status, answer.code) == (status, code)
        assert product.gateway.calls.count(WRITE) == 0

    @pytest.mark.parametrize("name", ["System/Gateway/CurrentDateTime", "default/_types_/Pump/Speed"])
    def test_what_no_one_may_write(self, product, name):
        answer = product.client.put("/tags/" + name, {"value": 5})
        assert (answer.status, answer.code) == (403, "tag_forbidden")

    def test_a_problem_names_path_and_quality(self, product):
        answer = put(product, "Locked", {"value": 1}).json()
        assert (answer["path"], answer["quality"]) == (P + "Locked", "Bad_ReadOnly")

    @pytest.mark.parametrize("body, code, error", [
        ({}, "missing_field", "Missing 'value' field"), ({"values": 1}, "missing_field", "Missing 'value' field"),
        ({"value": 1, "path": "x"}, "unknown_field", None), ([1], "object_required", None),
    ])
    def test_wrong_bodies(self, product, body, code, error):
        answer = put(product, "Setpoint", body)
        assert (answer.status, answer.code) == (400, code)
        assert error is None or answer.json()["error"] == error

    def test_by_parameter_the_path_is_needed_once(self, product):
        assert product.client.put("/tags", {"value": 1}).code == "missing_parameter"
        params = [("path", P + "Setpoint"), ("path", P + "FlowRate")]
        assert product.client.put("/tags", {"value": 1}, params=params).code == "repeated_parameter"

    def test_null_clears_a_value(self, product):
        assert put(product, "Status", {"value": None}).json()["value"] is None

    def test_a_pending_write_says_so(self):
        product = Product(tags=tag("Opc", "Float8", 1.0, valueSource="opc"))
        product.gateway.options.opc_write = "pending"
        answer = product.client.put("/tags/default/Opc", {"value": 2.0})
        assert (answer.status, answer.json()["quality"], answer.json()["value"]) == (200, "Good_WritePending", 1.0)
        assert "etag" not in answer.headers
        product.gateway.tags.complete_writes()
        assert product.client.get("/tags/default/Opc").json()["value"] == 2.0

    def test_a_value_that_cannot_be_read_back_is_written_all_the_same(self, product):
        def break_reads():
            product.gateway.faults.set(READ, throw=ValueError("secret"))

        product.gateway.faults.set(WRITE, throw=break_reads, after=True)
        answer = put(product, "Setpoint", {"value": 12})
        assert (answer.status, answer.json()["quality"], answer.json()["value"]) == (200, "Uncertain", None)
        assert product.gateway.tags.read(P + "Setpoint").value == 12.0
        assert "secret" not in answer.text()


def put(product, name, body, by="path"):
    if by == "parameter":
        return product.client.put("/tags", body, params=[("path", P + name)])
    return product.client.put("/tags/default/Plant/" + name, body)


class TestWrite(object):

    def test_a_result_for_each_in_order(self, product):
        writes = [("Setpoint", 12), ("Nothing", 1), ("Locked", 1), ("FlowRate", "x"), ("FlowRate2", 5), ("Running", 0)]
        sent = [{"path": P + name, "value": value} for name, value in writes]
        answer = product.client.post("/write", {"writes": sent})
        assert (answer.status, answer.json()["status"]) == (200, "completed")
        results = answer.json()["results"]
        assert [result["path"] for result in results] == [P + name for name, value in writes]
        assert [(result["success"], result["quality"], result.get("code")) for result in results] == [
            (True, "Good", None), (False, "Bad_NotFound", "tag_not_found"), (False, "Bad_ReadOnly", "read_only"),
            (False, "Error_TypeConversion", "type_mismatch"), (False, "Bad_NotFound", "tag_not_found"),
            (True, "Good", None)]
        assert all(bool(result.get("error")) is not result["success"] for result in results)
        assert product.gateway.tags.read(P + "Setpoint").value == 12.0
        assert product.gateway.tags.read(P + "Running").value is False
        assert product.gateway.calls.count(WRITE) == 1

    def test_a_pending_write_is_a_success_with_that_quality(self):
        product = Product(tags=tag("Opc", "Float8", 1.0, valueSource="opc"))
        product.gateway.options.opc_write = "pending"
        answer = product.client.post("/write", {"writes": [{"path": "[default]Opc", "value": 2}]})
        assert answer.json()["results"] == [{"path": "[default]Opc", "success": True, "quality": "Good_WritePending"}]

    def test_nothing_to_write_is_no_write(self, product):
        answer = product.client.post("/write", {"writes": [{"path": "[default]Config/API/Limits", "value": {}}]})
        assert answer.status == 200 and not answer.json()["results"][0]["success"]
        assert product.gateway.calls.count(WRITE) == 0

    @pytest.mark.parametrize("bad", [
        {"path": P + "Nothing", "value": 1}, {"path": P + "Locked", "value": 1}, {"path": P + "FlowRate", "value": "x"},
        {"path": "[default]Config/API/Limits", "value": {}}, {"path": "odd", "value": 1},
    ])
    def test_atomic_writes_nothing_where_one_fails_its_check(self, product, bad):
        good = {"path": P + "Setpoint", "value": 12}
        answer = product.client.post("/write", {"writes": [good, bad], "atomic": True})
        assert (answer.status, answer.code) == (422, "atomic_check_failed")
        first, second = answer.json()["results"]
        assert (first["success"], first["quality"], first["code"]) == (False, "Bad", "not_written")
        assert second["success"] is False and second["code"] != "not_written"
        assert product.gateway.tags.read(P + "Setpoint").value == 50.0
        assert product.gateway.calls.count(WRITE) == 0

    def test_atomic_writes_all_where_all_pass(self, product):
        writes = [{"path": P + "Setpoint", "value": 12}, {"path": P + "FlowRate", "value": 8}]
        answer = product.client.post("/write", {"writes": writes, "atomic": True})
        assert answer.status == 200 and all(result["success"] for result in answer.json()["results"])
        assert product.gateway.calls.count(WRITE) == 1

    @pytest.mark.parametrize("body, code", [
        ({}, "missing_field"), ({"writes": []}, "invalid_field"), ({"writes": {}}, "invalid_field"),
        ({"writes": [1]}, "invalid_field"), ({"writes": [{"path": P + "FlowRate"}]}, "missing_field"),
        ({"writes": [{"value": 1}]}, "missing_field"), ({"writes": [{"path": 5, "value": 1}]}, "invalid_field"),
        ({"writes": [{"path": P + "FlowRate", "value": 1, "role": "admin"}]}, "unknown_field"),
        ({"writes": [{"path": P + "FlowRate", "value": 1}], "force": True}, "unknown_field"),
        ({"writes": [{"path": P + "FlowRate", "value": 1}], "atomic": 1}, "invalid_field"),
        ({"writes": [{"path": P + "FlowRate", "value": 1}], "atomic": None}, "invalid_field"),
        ({"writes": [{"path": P + "FlowRate", "value": 1}, {"path": P + "FlowRate", "value": 2}]}, "repeated_path"),
        ({"writes": [{"path": P + "FlowRate", "value": 1}, {"path": P + "flowRATE", "value": 2}]}, "repeated_path"),
    ])
    def test_wrong_bodies_write_nothing(self, product, body, code):
        answer = product.client.post("/write", body)
        assert (answer.status, answer.code) == (400, code)
        assert product.gateway.calls.count(WRITE) == 0
        assert product.gateway.tags.read(P + "FlowRate").value == 7

    def test_the_short_message_of_the_first_examples(self, product):
        assert product.client.post("/write", {"values": []}).json()["error"] == "Missing 'writes' field"


def test_a_round_trip_of_every_data_type_keeps_the_value(product):
    names = ["Temperature", "Pressure", "FlowRate", "Status", "Running", "Byte", "Short", "Long", "Recipe", "Batches",
             "Started", "Names", "Counts", "Weights", "Raw"]
    before = product.client.post("/read", {"paths": [P + name for name in names]}).json()["results"]
    writes = [{"path": item["path"], "value": item["value"]} for item in before]
    for result in product.client.post("/write", {"writes": writes}).json()["results"]:
        assert result["success"], result
    after = product.client.post("/read", {"paths": [P + name for name in names]}).json()["results"]
    assert [item["value"] for item in after] == [item["value"] for item in before]


def test_the_names_in_answers_are_those_of_the_request_in_any_spelling():
    product = Product(case_sensitive=False, tags=several(folder("A", tag("b", "Int4", 5))))
    answer = product.client.get("/tags", params=[("path", "[default]a/B")])
    assert answer.json()["B"]["path"] == "[default]a/B"
    assert answer.json()["B"]["value"] == 5


class TestReady(object):
    """The answer to a tag that is as it was is written once: nobody must be able to tell."""

    HEADERS = [("Origin", "http://localhost:3000")]
    OWN = ("x-request-id", "ratelimit")

    @pytest.fixture
    def asked(self, product):
        product.gateway.clock.advance(0)
        product.configure("AllowedOrigins", ["http://localhost:3000"])
        return product

    def shown(self, answer):
        assert answer.headers["x-request-id"]
        return answer.status, sorted(
            pair for pair in answer.headers.items() if pair[0] not in self.OWN + ("set-cookie",)), answer.body

    def test_every_answer_is_the_same(self, asked):
        path = "/tags/default/Plant/Setpoint"
        answers = [asked.client.get(path, headers=self.HEADERS) for _ in range(4)]
        assert len(set(answer.headers["x-request-id"] for answer in answers)) == 4
        assert [self.shown(answer) for answer in answers] == [self.shown(answers[0])] * 4
        assert answers[0].headers["vary"] == "Origin, Accept"
        assert answers[0].headers["access-control-allow-origin"] == "http://localhost:3000"
        without = asked.client.get(path)
        assert "access-control-allow-origin" not in without.headers and without.body == answers[0].body

    def test_a_condition_and_head_of_what_is_ready(self, asked):
        path = "/tags/default/Plant/Setpoint"
        etag = [asked.client.get(path).headers["etag"] for _ in range(3)][-1]
        same = asked.client.get(path, headers=[("If-None-Match", etag)])
        assert (same.status, same.body, same.headers["etag"]) == (304, b"", etag)
        head = asked.client.request("HEAD", path)
        assert (head.status, head.body, head.headers["etag"]) == (200, b"", etag)
        assert head.headers["content-type"] == asked.client.get(path).headers["content-type"]

    def test_a_new_value_and_another_quality_are_seen(self, asked):
        path = "/tags/default/Plant/Setpoint"
        for value, quality in ((61.0, "Good"), (62.0, "Good"), (62.0, "Bad_Stale"), (61.0, "Good"), (61.0, "Good")):
            asked.gateway.tags.set_value(P + "Setpoint", value, quality)
            for _ in range(3):
                found = asked.client.get(path).json()
                assert (found["value"], found["quality"]) == (value, quality)

    def test_gzip_packs_it_where_the_limit_is_as_low(self, asked):
        path, gzip = "/tags/default/Plant/Setpoint", [("Accept-Encoding", "gzip")]
        assert [asked.client.get(path, headers=gzip).headers.get("content-encoding") for _ in range(3)] == [None] * 3
        asked.configure("Limits", {"gzipFromChars": 50})
        packed = [asked.client.get(path, headers=gzip) for _ in range(3)]
        assert [answer.headers["content-encoding"] for answer in packed] == ["gzip"] * 3

    def test_who_may_not_read_it_does_not_get_what_is_ready(self, asked):
        path = "/tags/default/Plant/Setpoint"
        assert [asked.client.get(path).status for _ in range(3)] == [200] * 3
        assert asked.client.request("GET", path, headers=[("Authorization", "Bearer " + "x" * 30)]).status == 403
        role = {"scopes": ["tags:read"], "read": ["[default]Other/**"]}
        for name, value in (("Roles", {"other": role}), ("DefaultRole", "other")):
            asked.gateway.tags.set_value("[default]Config/API/" + name, value)
        asked.gateway.clock.advance(6)  # the configuration is read again, by scripts that go on
        assert asked.client.get(path).code == "tag_forbidden"


def test_abuse_case_92_questions_that_take_much_room_are_not_remembered(product):
    """Thousands of empty values are few characters, but no small question."""
    plans = product.library.project.api.PLANS, product.library.project.api.PART_PLANS
    before = [len(memory.entries) for memory in plans]
    many = "path=&" * 300
    assert product.client.get("/tags?" + many + "path=[default]Plant/Setpoint").status == 200
    wanted = [{"id": "a", "method": "GET", "path": "/tags?" + many + "path=x"}]
    assert product.client.post("/batch", {"requests": wanted}).status == 200
    assert product.client.get("/tags/default/Plant/Setpoint").status == 200
    assert [len(memory.entries) for memory in plans] == [before[0] + 2, before[1]]
