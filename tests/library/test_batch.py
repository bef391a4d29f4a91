"""POST /batch: each request as if it had come alone, in order, one Idempotency-Key for all."""

import pytest

from tests.simulator.exports import folder, tag
from tests.support import recorded, stored
from tests.support.product import Product

RATE = "/tags/default/Line/Rate"


@pytest.fixture
def product():
    return Product(tags=folder("Line", tag("Rate", "Float8", 1.0), tag("Fixed", "Int4", 7, readOnly=True)))


def batch(product, *requests, **options):
    answer = product.client.post("/batch", {"requests": list(requests)}, **options)
    assert answer.status == 200, answer.text()
    return answer.json()["responses"]


def get(name, path=RATE, **more):
    return dict({"id": name, "method": "GET", "path": path}, **more)


def put(name, value, path=RATE, **more):
    return dict({"id": name, "method": "PUT", "path": path, "body": {"value": value}}, **more)


def test_each_request_has_its_own_response_in_order(product):
    responses = batch(
        product, get("a"), put("b", 5), get("c"), {"id": "d", "method": "POST", "path": "/read", "body": {
            "paths": ["[default]Line/Fixed"]}}, get("e", "/tags?path=[default]Line%2FRate"), get("f", "/health"))
    assert [(each["id"], each["status"]) for each in responses] == [(name, 200) for name in "abcdef"]
    assert [responses[index]["body"]["value"] for index in (0, 1, 2)] == [1.0, 5.0, 5.0]
    assert responses[3]["body"]["results"][0]["value"] == 7
    assert responses[4]["body"]["Rate"]["value"] == 5.0
    assert responses[5]["body"] == {"status": "ok"}


@pytest.mark.parametrize("request_, status, code", [
    (get("a", "/tags/default/Line/Nope"), 404, "tag_not_found"), (get("a", "/nothing"), 404, "route_not_found"),
    (get("a", "/tags/default/Config/API/ValidTokens"), 403, "tag_forbidden"),
    (put("a", 5, "/tags/default/Line/Fixed"), 409, "read_only"), (put("a", "x"), 422, "type_mismatch"),
    (put("a", 5, "/health"), 405, "method_not_allowed"), (get("a", "/tags?odd=1"), 400, "unknown_parameter"),
    (get("a", "/tags?token=x"), 400, "credential_in_url"), (get("a", "/tags?format=nope"), 406, "not_acceptable"),
    ({"id": "a", "method": "POST", "path": "/write", "body": [1]}, 400, "object_required"),
    ({"id": "a", "method": "POST", "path": "/write"}, 400, "body_required")])
def test_a_request_that_is_refused_is_refused_alone(product, request_, status, code):
    responses = batch(product, request_, get("b"))
    assert (responses[0]["status"], responses[0]["body"]["code"]) == (status, code)
    assert responses[1]["status"] == 200


@pytest.mark.parametrize("path", [RATE, "/openapi.json", "/health"])
def test_each_request_counts_also_of_what_is_public(product, path):
    product.gateway.clock.set_millis(1767225600000)
    product.configure("Limits", {"requestsPerSecond": 1, "requestBurst": 4})
    responses = batch(product, *[get("%d" % number, path) for number in range(6)])
    assert [each["status"] for each in responses] == [200] * 3 + [429] * 3


def test_answers_that_fill_the_batch_are_its_last(product):
    product.configure("Limits", {"maxBatchChars": 65536})
    responses = batch(
        product, get("a"), get("b", "/openapi.json"), get("c", "/openapi.json"), put("d", 9), get("e", after="d"),
        get("f", after="a"))
    assert [each["status"] for each in responses] == [200, 200, 413, 413, 413, 413]
    assert [each["body"]["code"] for each in responses[2:]] == ["batch_too_long"] * 4
    assert product.gateway.tags.read("[default]Line/Rate").value == 1.0


def test_a_request_may_wait_for_the_success_of_another(product):
    responses = batch(
        product, put("bad", "x"), put("a", 2, after="bad"), put("b", 3, after="a"), put("good", 4),
        get("c", after="good"))
    assert [each["status"] for each in responses] == [422, 424, 424, 200, 200]
    assert responses[1]["body"]["code"] == "skipped"
    assert responses[4]["body"]["value"] == 4.0


@pytest.mark.parametrize("requests, code", [
    ([], "invalid_field"), ("x", "invalid_field"), ([1], "invalid_field"),
    ([{"id": "a", "method": "GET"}], "missing_field"),
    ([get("a"), get("a")], "invalid_field"), ([get("a", after="b"), get("b")], "invalid_field"),
    ([get("a", "tags")], "invalid_field"), ([get("a", method="DELETE")], "invalid_field"),
    ([get("a", "/batch")], "invalid_field"), ([get("a", "/tags?path=%ff")], "invalid_field"),
    ([get("a", token="x")], "unknown_field"), ([get("a", after=["b"])], "invalid_field"),
    ([get("a%d" % number) for number in range(51)], "too_many_items")])
def test_a_wrong_batch_does_nothing(product, requests, code):
    answer = product.client.post("/batch", {"requests": requests})
    assert (answer.status, answer.code) == (400, code)


def test_a_path_without_its_slash_is_told_in_words(product):
    answer = product.client.post("/batch", {"requests": [get("a"), get("b", "api/health")]})
    assert answer.json()["detail"] == "'requests[1].path' must start with /, as in /health."


def test_a_batch_needs_a_credential_and_nothing_more(product):
    wrong = [("Authorization", "Bearer wrong-token-0123456789")]
    answer = product.client.post("/batch", {"requests": [get("a")]}, headers=wrong)
    assert answer.status == 403
    product.configure("DefaultRole", "")
    assert batch(product, get("a"))[0]["body"]["code"] == "insufficient_scope"


def test_writes_disabled_stops_the_writes_of_a_batch_only(product):
    product.configure("WritesDisabled", True)
    responses = batch(product, put("a", 5), get("b"))
    assert [each["status"] for each in responses] == [403, 200]
    assert responses[0]["body"]["code"] == "writes_disabled"


def test_a_request_that_breaks_does_not_take_the_others_with_it(product):
    product.gateway.faults.set("system.tag.browse", throw=ValueError("no"))
    responses = batch(product, get("a", "/browse?path=[default]"), get("b"))
    assert [each["status"] for each in responses] == [502, 200]


def test_one_key_holds_for_the_whole_batch():
    product = stored.product(settings={"RequireIdempotencyKey": True})
    body = {"requests": [put("a", 150, stored.URL), get("b", "/tags?path=[default]Plant/Setpoint")]}
    assert product.client.post("/batch", body).code == "idempotency_key_required"
    key = [("Idempotency-Key", "batch-1")]
    first = product.client.post("/batch", body, headers=key)
    product.gateway.tags.set_value(stored.SETPOINT, 120)
    again = product.client.post("/batch", body, headers=key)
    assert (first.status, again.status, again.headers["idempotent-replayed"]) == (200, 200, "true")
    assert first.json() == again.json()
    assert product.gateway.tags.read(stored.SETPOINT).value == 120
    written = [row["target"] for row in stored.rows(product) if row["action"] == "tag.write"]
    assert written == [stored.SETPOINT]


def test_a_table_that_fails_on_its_way_fails_alone(product):
    from java.lang import RuntimeException
    product.gateway.historian.add_provider("Historian")
    product.gateway.faults.set("system.tag.queryTagHistory", throw=RuntimeException("secret"))
    first, second = batch(product, get("a", "/history?path=[default]Line/Rate&startDate=-1h"), get("b"))
    product.gateway.faults.clear()
    assert (first["status"], first["body"]["code"], second["status"]) == (502, "gateway_error", 200)


def test_a_body_that_is_no_json_is_a_text(product):
    first, second = batch(product, get("a", "/tags?path=[default]Line/Rate&format=csv"), get("b"))
    assert first["body"].startswith("path,value,quality") and second["body"]["value"] == 1.0


@pytest.mark.parametrize("format", ["csv", "records"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_part_with_a_next_page_has_its_link(format, method):
    product = recorded.product()
    recorded.record(product, recorded.T, (60, 1.0), (50, 2.0))
    if method == "GET":
        more = {"path": "/history?path=%s&format=%s&limit=1" % (recorded.T, format)}
    else:
        more = {"path": "/history?format=" + format, "body": {"paths": [recorded.T], "limit": 1}}
    asked = dict(more, id="a", method=method)
    first, second = batch(product, asked, get("b", "/health"))
    link = first["headers"]["Link"]
    assert list(first["headers"]) == ["Link"] and "headers" not in second
    assert link.startswith("<?cursor=") and link.endswith('>; rel="next"')
    following = batch(product, dict(asked, path="/history" + link[1:link.index(">")]))[0]
    shown = following["body"][0][recorded.T] if format == "records" else following["body"].splitlines()[1]
    assert (str(shown).rpartition(",")[2], "headers" in following) == ("2.0", False)


def test_the_link_of_a_list(product):
    first, second = batch(product, get("a", "/browse?path=[default]Line&limit=1&format=csv"),
                          get("b", "/browse?path=[default]Line&limit=1"))
    assert first["headers"]["Link"].startswith("<?cursor=") and "headers" not in second
    assert second["body"]["cursor"]


def test_a_link_in_xml(product):
    answer = product.client.post("/batch?format=xml", {"requests": [
        get("a", "/browse?path=[default]Line&limit=1&format=csv")]})
    assert b'<map key="headers"><string key="Link">&lt;?cursor=' in answer.body


def test_in_xml_as_in_json(product):
    body = {"requests": [get("a"), get("b", "/nothing")]}
    answer = product.client.post("/batch?format=xml", body)
    for part in (b'<string key="code">route_not_found</string>', b'<number key="status">404</number>',
                 b'<number key="value">1.0</number>'):
        assert part in answer.body


class TestReadTogether(object):
    """Reads that follow each other are one question to the platform, from the second time on that they are asked."""

    READ = "system.tag.readBlocking"

    def read(self, product, *requests):
        """(responses, how often the platform was asked for tags)"""
        product.gateway.clock.advance(0)
        batch(product, *requests)
        product.gateway.calls.clear()
        return batch(product, *requests), product.gateway.calls.count(self.READ)

    def test_one_question_for_all(self, product):
        names = [get("a"), get("b", "/tags/default/Line/Fixed"), get("c"), get("d")]
        together, asked = self.read(product, *names)
        alone = [batch(product, each)[0] for each in names]
        assert (together, asked) == (alone, 1)

    def test_a_write_between_them_is_between_them(self, product):
        responses, asked = self.read(product, get("a"), get("b"), put("c", 9), get("d"), get("e"))
        assert [each["body"].get("value") for each in responses] == [9.0, 9.0, 9.0, 9.0, 9.0]
        product.gateway.tags.set_value("[default]Line/Rate", 1.0)
        responses = batch(product, get("a"), get("b"), put("c", 9), get("d"), get("e"))
        assert [each["body"].get("value") for each in responses] == [1.0, 1.0, 9.0, 9.0, 9.0]

    def test_what_cannot_be_read_fails_alone(self, product):
        names = [get("a"), get("b", "/tags/default/Line/Nope"), get("c", "/tags/default/Config/API/ValidTokens"),
                 get("d", "/tags?odd=1"), get("e", RATE + "?int64=string"), get("f", "/health"), get("g")]
        for _ in range(2):
            responses = batch(product, *names)
            assert [each["status"] for each in responses] == [200, 404, 403, 400, 200, 200, 200]
            assert [each["body"].get("code") for each in responses[1:4]] == [
                "tag_not_found", "tag_forbidden", "unknown_parameter"]

    def test_a_tag_of_bad_quality_is_told_as_ever(self, product):
        names = [get("a"), get("b"), get("c", "/tags/default/Line/Fixed")]
        batch(product, *names)
        product.gateway.faults.set(self.READ, quality="Bad_Stale")
        responses = batch(product, *names)
        assert [each["body"]["quality"] for each in responses] == ["Bad_Stale"] * 3

    def test_a_platform_that_fails_is_asked_once(self, product):
        from java.lang import RuntimeException
        names = [get("a"), get("b"), get("c", "/health")]
        batch(product, *names)
        product.gateway.clock.advance(0)
        product.client.get("/tags")
        product.gateway.faults.set(self.READ, throw=RuntimeException("secret"))
        product.gateway.calls.clear()
        responses = batch(product, *names)
        assert [each["status"] for each in responses] == [502, 502, 200]
        assert responses[0]["body"]["code"] == "gateway_error" and "secret" not in str(responses)
        assert product.gateway.calls.count(self.READ) == 1

    def test_each_of_them_counts(self, product):
        product.configure("Limits", {"requestsPerSecond": 1, "requestBurst": 10})
        product.gateway.clock.set_millis(1700000000000)
        names = [get("a"), get("b"), get("c")]
        batch(product, *names)
        assert [each["status"] for each in batch(product, *names)] == [200, 200, 200]
        # Two are left: one for the batch, one for its first request.
        assert [each["status"] for each in batch(product, *names)] == [200, 429, 429]

    def test_what_a_role_may_not_read_stays_unread(self, product):
        batch(product, get("a"), get("b"))
        product.configure("Roles", {"some": {"scopes": ["tags:read"], "read": ["[default]Line/Fixed"]}})
        product.configure("DefaultRole", "some")
        responses = batch(product, get("a"), get("b"), get("c", "/tags/default/Line/Fixed"))
        assert [each["status"] for each in responses] == [403, 403, 200]
        product.configure("Roles", {"some": {"scopes": ["history:read"], "read": ["[default]Line/*"]}})
        assert [each["status"] for each in batch(product, get("a"), get("b"))] == [403, 403]

    def test_reads_are_audited_one_by_one(self, product):
        product.configure("AuditReads", True)
        batch(product, get("a"), get("b"))
        product.gateway.log.clear()
        batch(product, get("a"), get("b"))
        assert len([line for line in product.gateway.log.messages() if "request.read" in line]) == 3


class TestKnownBatches(object):
    """The same reads asked again are known; whatever differs is looked through as ever."""

    NAMES = [get("a"), get("b", "/tags/default/Line/Fixed")]

    def refused(self, product, requests, **options):
        answer = product.client.post("/batch", {"requests": requests}, **options)
        return answer.status, answer.code

    def test_the_values_are_those_of_now(self, product):
        batch(product, *self.NAMES)
        product.gateway.tags.set_value("[default]Line/Rate", 8.0)
        for _ in range(2):
            assert [each["body"]["value"] for each in batch(product, *self.NAMES)] == [8.0, 7]

    @pytest.mark.parametrize("requests, code", [
        ([dict(NAMES[0], x=1), NAMES[1]], "unknown_field"), ([NAMES[0], NAMES[0]], "invalid_field"),
        ([dict(NAMES[0], id=["a"]), NAMES[1]], "invalid_field"), ([dict(NAMES[0], id=1), NAMES[1]], "invalid_field"),
        ([{"id": "a", "method": "GET", "after": None}, NAMES[1]], "missing_field"),
        ([dict(NAMES[0], method="get"), NAMES[1]], "invalid_field"), (dict(NAMES[0]), "invalid_field")])
    def test_what_looks_like_it_is_refused(self, product, requests, code):
        batch(product, *self.NAMES)
        assert self.refused(product, requests) == (400, code)

    def test_another_field_beside_it(self, product):
        batch(product, *self.NAMES)
        answer = product.client.post("/batch", {"requests": self.NAMES, "x": 1})
        assert (answer.status, answer.code) == (400, "unknown_field")

    def test_its_headers_are_looked_at(self, product):
        batch(product, *self.NAMES)
        encoded = [("Content-Encoding", "gzip")]
        assert self.refused(product, self.NAMES, headers=encoded) == (415, "unsupported_content_encoding")

    def test_a_lower_limit_holds(self, product):
        batch(product, *self.NAMES)
        product.configure("Limits", {"maxBatch": 1})
        assert self.refused(product, self.NAMES) == (400, "too_many_items")

    def test_a_very_long_one_is_not_kept(self, product):
        long = [get("x" * 30000), get("y" * 30000)]
        for _ in range(2):
            assert [each["status"] for each in batch(product, *long)] == [200, 200]
        known = product.library.project.config.current.get().remembered["batches"]
        assert not known.entries
