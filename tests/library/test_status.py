"""project.status: health and status."""

import pytest

from java.lang import RuntimeException
from tests.support import databases, issuing, stored
from tests.support.client import Client
from tests.support.product import CONFIG, TOKEN, Product
from tests.support.trees import PLANT

READ = "system.tag.readBlocking"
# (setting, what adds it to the gateway, the function that says whether it is there)
MISSING = [
    ("UserSource", lambda gateway, name: gateway.users.add_source(name), "system.user.getUserSources"),
    ("Journal", lambda gateway, name: gateway.alarms.journals.add(name), "system.alarm.queryJournal"),
    ("Historian", lambda gateway, name: gateway.historian.add_provider(name), "system.tag.browseHistoricalTags"),
]


class TestHealth(object):

    @pytest.mark.parametrize("headers", [[], [("Authorization", "junk")], [("X-API-Key", "wrong-token-0123456789")]])
    def test_is_public_and_says_nothing_else(self, product, headers):
        product.client.token = None
        answer = product.client.get("/health", headers=headers)
        assert (answer.status, answer.json()) == (200, {"status": "ok"})
        assert answer.headers["cache-control"] == "no-store"

    def test_alive_needs_no_tag(self, product):
        product.gateway.faults.set(READ, throw=RuntimeException("x"))
        assert product.client.get("/health").status == 200

    @pytest.mark.parametrize("value", [None, "", "true"])
    def test_ready(self, product, value):
        assert product.client.get("/health", params=[("ready", value)]).json() == {"status": "ok"}

    def test_not_ready_is_not_asked(self, product):
        product.configure("ValidTokens", "")
        assert product.client.get("/health", params=[("ready", "false")]).status == 200

    @pytest.mark.parametrize("fault", [
        {"throw": RuntimeException("secret")}, {"throw": ValueError("secret")}, {"quality": "Bad_NotConnected"},
        {"short": 1},
    ])
    def test_unavailable_when_reads_cannot_be_served(self, product, fault):
        product.client.get("/tags")
        product.gateway.faults.set(READ, **fault)
        answer = product.client.get("/health", params=[("ready", None)])
        assert (answer.status, answer.json()) == (503, {"status": "unavailable"})
        assert "secret" not in answer.text()
        product.gateway.faults.clear()
        # Asked anew each time, not from a cache.
        assert product.client.get("/health", params=[("ready", None)]).status == 200

    def test_unavailable_without_a_credential(self, product):
        product.configure("ValidTokens", "")
        answer = product.client.get("/health", params=[("ready", None)])
        assert (answer.status, answer.json()) == (503, {"status": "unavailable"})


class TestStatus(object):

    def test_its_problems_can_be_asked_for_by_themselves(self, product):
        product.configure("NamedQueries", {"a": {"path": "Nothing", "project": "plant"}})
        library = product.library.project
        shown = product.client.get("/status").json()["configuration"]["problems"]
        configuration = library.config.current.load()
        found = library.status.problems(configuration, library.status.database(configuration))
        assert [name for name, problem in found] == ["ValidTokens", "NamedQueries"]
        assert shown == [{"name": name, "problem": problem} for name, problem in found]

    @pytest.mark.parametrize("version", ["8.1.48", "8.3.8"])
    @pytest.mark.parametrize("project", ["demo", "Any Name"])
    def test_names_versions_and_project(self, version, project):
        product = Product(project=project.replace(" ", "-"), version=version)
        answer = product.client.get("/status").json()
        assert answer["version"] == product.library.project.version.VERSION
        assert answer["platform"] == version
        assert answer["project"] == project.replace(" ", "-")
        assert answer["configuration"]["root"] == "[default]Config/API"

    def test_limits_and_switches_are_those_in_force(self, product):
        product.configure("Limits", {"maxPaths": 7})
        product.configure("WritesDisabled", True)
        answer = product.client.get("/status").json()
        assert answer["limits"]["maxPaths"] == 7
        assert answer["limits"]["maxBrowse"] == 1000
        assert answer["switches"] == {"requireHttps": False, "writesDisabled": True}

    def test_problems_in_plain_words_without_secrets(self, product):
        product.configure("ValidTokens", TOKEN + ",short-secret")
        product.configure("AllowedOrigins", ["*"])
        product.configure("Limits", {"maxPath": 1})
        answer = product.client.get("/status")
        problems = answer.json()["configuration"]["problems"]
        assert [problem["name"] for problem in problems] == ["ValidTokens", "ValidTokens", "AllowedOrigins", "Limits"]
        assert all(problem["problem"].endswith(".") for problem in problems)
        assert TOKEN not in answer.text() and "short-secret" not in answer.text()

    def test_a_database_that_cannot_be_used_is_a_problem(self, product):
        databases.connect(product.gateway)
        product.configure("Database", "API")
        assert told(product, "Database") == []
        stored.faults(product).down = True
        assert "'API'" in told(product, "Database")[0] and "nothing is changed" in told(product, "Database")[0]
        product.configure("Database", "Elsewhere")
        assert "'Elsewhere'" in told(product, "Database")[0]
        databases.close(product.gateway)

    def test_an_audit_profile_that_took_no_record_is_a_problem(self, product):
        product.gateway.audit.add_profile("Site")
        for name, problems in (("Site", 0), ("Nowhere", 1)):
            product.configure("AuditProfile", name)
            assert stored.put(product, 1).status == 200
            assert len(told(product, "AuditProfile")) == problems

    @pytest.mark.parametrize("version", ["8.1.0", "8.1.14"])
    def test_a_user_source_that_did_not_answer_is_a_problem_until_it_does(self, version):
        product = Product(tags=PLANT, version=version)
        product.configure("UserSource", "staff")
        password = [("Authorization", "Basic YW5uOmNhbmFyeS1wYXNzd29yZA==")]
        assert told(product, "UserSource") == []
        assert product.client.get(stored.URL, headers=password).code == "user_source_unavailable"
        assert "'staff' did not answer" in told(product, "UserSource")[0]
        product.gateway.users.add_user("staff", "ann", "canary-password", ["operator"])
        assert product.client.get(stored.URL, headers=password).status == 200
        assert told(product, "UserSource") == []

    @pytest.mark.parametrize("name, add, function", MISSING)
    def test_what_is_not_there_is_a_problem_before_its_first_use_until_it_is(self, product, name, add, function):
        databases.connect(product.gateway)
        assert told(product, name) == []
        product.configure(name, "Site")
        problem, = told(product, name)
        assert problem.startswith("The gateway has no ") and "'Site'" in problem and problem.endswith(".")
        add(product.gateway, "Other")
        assert len(told(product, name)) == 1
        add(product.gateway, "Site")
        assert told(product, name) == []
        product.configure(name, "")
        assert told(product, name) == []
        databases.close(product.gateway)

    @pytest.mark.parametrize("fault", [RuntimeException("secret"), ValueError("secret"), AttributeError("secret")])
    @pytest.mark.parametrize("name, add, function", MISSING)
    def test_where_the_gateway_cannot_say_nothing_is_told(self, product, name, add, function, fault):
        product.configure(name, "Site")
        product.gateway.faults.set(function, throw=fault)
        answer = product.client.get("/status")
        assert answer.status == 200 and "secret" not in answer.text()
        assert told(product, name) == []

    def test_a_user_source_that_the_gateway_lists_and_that_did_not_answer_is_a_problem(self, product):
        product.gateway.users.add_user("staff", "ann", "secret", ["operator"])
        product.configure("UserSource", "Staff")
        product.gateway.faults.set("system.security.getUserRoles", throw=RuntimeException("down"))
        password = [("Authorization", "Basic YW5uOnNlY3JldA==")]
        assert product.client.get(stored.URL, headers=password).code == "user_source_unavailable"
        assert "did not answer" in told(product, "UserSource")[0]

    @pytest.mark.parametrize("answer, fault", [(None, "refused"), ("<html>Sign in</html>", None)])
    def test_abuse_case_37_an_issuer_whose_keys_cannot_be_had_is_a_problem(self, product, answer, fault):
        provider = issuing.Provider(product)
        product.configure("Issuers", {"plant": issuing.ENTRY})
        caller = Client(product.host, product.project, issuing.TOKENS["accepted"]["RS256"])
        assert told(product, "Issuers") == []
        if fault:
            provider.web.fail(issuing.KEYS, fault)
        else:
            provider.web.answer(issuing.KEYS, answer)
        assert caller.get(stored.URL).code == "issuer_unavailable"
        problem, = told(product, "Issuers")
        assert "'plant'" in problem and "log" in problem and "Exception" not in problem
        provider.publish(issuing.TOKENS["jwks"])
        product.gateway.clock.advance(5)
        assert caller.get(stored.URL).status == 200
        assert told(product, "Issuers") == []

    def test_an_issuer_that_was_taken_out_is_no_problem(self, product):
        provider = issuing.Provider(product)
        product.configure("Issuers", {"plant": issuing.ENTRY})
        provider.web.fail(issuing.KEYS, "refused")
        Client(product.host, product.project, issuing.TOKENS["accepted"]["RS256"]).get(stored.URL)
        product.gateway.tags.set_value(CONFIG + "Issuers", {})
        product.gateway.clock.advance(6)
        assert told(product, "Issuers") == []


def told(product, name):
    """What the status says is wrong with a setting."""
    problems = product.client.get("/status").json()["configuration"]["problems"]
    return [problem["problem"] for problem in problems if problem["name"] == name]
