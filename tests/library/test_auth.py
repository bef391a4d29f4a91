"""project.auth: what other people's handlers call."""

import pytest

import simulator
import webdev
from java.lang import RuntimeException
from tests.support.client import Client
from tests.support.product import CONFIG, TOKEN, Product, export

READ = "system.tag.readBlocking"
MISSING = "Missing or invalid Authorization header"
INVALID = "Invalid API token"
RESOURCES = "com.inductiveautomation.webdev/resources/"

# As in the examples that integrators copy from.
HANDLER = b"""def doGet(request, session):
	ok, err = project.auth.validateRequest(request)
	if not ok:
		return err
	return {"json": {"answer": 42}}
"""
HANDLER_BY_IMPORT = b"""def doGet(request, session):
	import project.auth
	valid, response = project.auth.validateRequest(request)
	if not valid:
		return response
	request["servletResponse"].setStatus(201)
	return {"html": "mine"}
"""


def with_handler(handler):
    """The export with one more WebDev resource, `api/mine`, as an integrator would add it in the Designer."""
    files = dict(export().files)
    theirs = RESOURCES + "api/health/"
    for path in [path for path in files if path.startswith(theirs)]:
        files[path.replace(theirs, RESOURCES + "api/mine/")] = files[path]
    files[RESOURCES + "api/mine/doGet.py"] = handler
    return webdev.Export(files)


@pytest.fixture
def other():
    """A client of a second project that holds the library and a handler of its own."""
    product = Product()
    product.host.install("other", with_handler(HANDLER))
    client = Client(product.host, "other", TOKEN)
    client.product = product
    return client


def ask(client, *headers):
    client.token = None
    return client.get("/mine", headers=list(headers))


GOOD = ("Authorization", "Bearer " + TOKEN)
WRONG = ("X-API-Key", "wrong-token-0123456789")


class TestInAHandler(object):

    @pytest.mark.parametrize("header", [GOOD, ("X-API-Key", TOKEN)])
    def test_a_valid_request_reaches_the_handler(self, other, header):
        answer = ask(other, header)
        assert (answer.status, answer.json()) == (200, {"answer": 42})

    @pytest.mark.parametrize("headers, status, error", [
        ([], 401, MISSING), ([("Authorization", "junk")], 401, MISSING), ([WRONG], 403, INVALID),
        ([("Authorization", "Bearer wrong-token-0123456789")], 403, INVALID),
    ])
    def test_any_other_gets_its_real_status(self, other, headers, status, error):
        answer = ask(other, *headers)
        assert answer.status == answer.json()["status"] == status
        assert answer.json()["error"] == error
        assert answer.headers.get("www-authenticate") == ("Bearer" if status == 401 else None)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["cache-control"] == "no-store"

    def test_two_credentials_are_400(self, other):
        assert ask(other, GOOD, WRONG).code == "ambiguous_credentials"
        assert ask(other, GOOD, WRONG).status == 400

    def test_nothing_configured_is_503(self, other):
        other.product.gateway.tags.set_value(CONFIG + "ValidTokens", "")
        for headers in ([], [GOOD], [WRONG]):
            answer = ask(other, *headers)
            assert (answer.status, answer.code) == (503, "auth_unconfigured")

    def test_a_configuration_that_cannot_be_read_is_503(self, other):
        other.product.gateway.faults.set(READ, throw=RuntimeException("secret"))
        answer = ask(other, GOOD)
        assert (answer.status, answer.code) == (503, "configuration_unavailable")
        assert answer.headers["retry-after"] == "5"
        assert "secret" not in answer.text()

    def test_one_read_serves_the_requests_of_five_seconds(self, other):
        calls, clock = other.product.gateway.calls, other.product.gateway.clock
        clock.advance(0)
        calls.clear()
        for header in (GOOD, WRONG) * 10:
            ask(other, header)
        assert calls.count(READ) == 1
        clock.advance(5.1)
        ask(other, GOOD)
        assert calls.count(READ) == 2

    def test_a_handler_may_import_it_and_answer_as_it_likes(self, other):
        other.product.host.install("other", with_handler(HANDLER_BY_IMPORT))
        answer = ask(other, GOOD)
        assert (answer.status, answer.body) == (201, b"mine")
        assert ask(other, WRONG).status == 403

    @pytest.mark.parametrize("version", ["8.1.55", "8.3.8"])
    @pytest.mark.parametrize("case", ["sent", "lower", "jetty"])
    def test_on_each_gateway_whatever_it_does_to_header_names(self, version, case):
        product = Product(version=version, options={"header_case": case})
        product.host.install("other", with_handler(HANDLER))
        client = Client(product.host, "other")
        assert ask(client, ("AUTHORIZATION", "Bearer " + TOKEN)).status == 200
        assert ask(client, ("x-api-key", TOKEN)).status == 200
        assert ask(client).status == 401

    def test_the_first_project_answers_as_before(self, other):
        assert other.product.client.get("/tags").status == 200
        assert other.product.client.get("/mine").status == 404


@pytest.fixture
def validate(product):
    simulator.use(product.gateway)
    return product.library.project.auth.validateRequest


class TestOnADict(object):

    @pytest.mark.parametrize("headers", [
        {"Authorization": "Bearer " + TOKEN}, {"authorization": "Bearer " + TOKEN}, {"X-API-Key": TOKEN},
        {"x-api-key": (TOKEN,)}, {"Authorization": ["Bearer " + TOKEN], "Accept": "*/*"},
    ])
    def test_valid(self, validate, headers):
        assert validate({"headers": headers}) == (True, None)

    @pytest.mark.parametrize("request_dict, status", [
        ({"headers": {}}, 401), ({"headers": {"X-API-Key": WRONG[1]}}, 403), ({}, 401), ({"headers": None}, 401),
        ({"headers": {"X-API-Key": (TOKEN, TOKEN)}}, 400),
    ])
    def test_refused_with_all_that_an_answer_needs(self, validate, request_dict, status):
        valid, response = validate(request_dict)
        assert valid is False
        assert response["code"] == response["json"]["status"] == status
        assert response["contentType"] == "application/problem+json"
        assert response["headers"].get("WWW-Authenticate") == ("Bearer" if status == 401 else None)
        assert set(response["json"]) == set(["type", "title", "status", "detail", "requestId", "error", "code"])

    def test_the_request_id_of_the_caller_is_kept(self, validate):
        valid, response = validate({"headers": {"X-Request-Id": "mine-1"}})
        assert response["json"]["requestId"] == "mine-1"

    def test_status_and_challenge_are_set_on_the_servlet_response(self, validate):
        class Response(object):
            headers = {}

            def setStatus(self, status):
                self.status = status

            def setHeader(self, name, value):
                self.headers[name] = value

        response = Response()
        validate({"headers": {}, "servletResponse": response})
        assert response.status == 401
        assert response.headers == {"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"}

    def test_nothing_is_set_where_the_caller_is_valid(self, validate):
        class Untouched(object):
            def __getattr__(self, name):
                raise AssertionError(name)

        assert validate({"headers": {"X-API-Key": TOKEN}, "servletResponse": Untouched()}) == (True, None)


def test_https_counts_where_it_is_required(other):
    other.product.configure("RequireHttps", True)
    other.host.restart("other")
    answer = ask(other, GOOD)
    assert (answer.status, answer.code) == (403, "tls_required")
    assert other.request("GET", "/mine", headers=[GOOD], scheme="https").json() == {"answer": 42}


def test_https_is_not_asked_of_a_dict_that_does_not_tell_the_scheme(product):
    product.configure("RequireHttps", True)
    assert product.library.project.auth.validateRequest({"headers": {"X-API-Key": TOKEN}}) == (True, None)
