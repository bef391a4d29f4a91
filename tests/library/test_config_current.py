"""project.config.current: reading, checking and keeping the configuration."""

import threading
import time

import pytest

import simulator
import webdev
from java.lang import RuntimeException
from java.util import Date
from tests.support.client import Client
from tests.support.product import CONFIG, TOKEN, Product, export

READ = "system.tag.readBlocking"
SAFE = {"RequireHttps": "requireHttps", "WritesDisabled": "writesDisabled"}


def configuration(product):
    return product.library.project.config.current.get()


def problems(found, name):
    return [text for setting, text in found.problems if setting == name]


def replace(product, name, data_type, value):
    """A configuration tag of another type than it was shipped with."""
    product.gateway.tags.import_tags(
        {"name": name, "tagType": "AtomicTag", "valueSource": "memory", "dataType": data_type, "value": value},
        base=CONFIG[:-1])
    product.host.restart(product.project)
    product.library = product.host.project(product.project).library


class TestValues(object):

    def test_what_is_shipped(self):
        product = Product()
        product.configure("ValidTokens", "")
        found = configuration(product)
        assert found.isAvailable
        assert (found.tokenDigests, found.defaultRole, found.defaultTags) == ([], "operator", [])
        assert (found.allowedOrigins, found.requireHttps, found.writesDisabled) == (frozenset(), False, False)
        assert found.problems == []

    def test_no_tags_at_all_mean_what_is_shipped(self):
        host = webdev.Host(simulator.use(simulator.Gateway()))
        host.install("bare", export())
        found = host.project("bare").library.project.config.current.get()
        assert found.isAvailable
        assert (found.tokenDigests, found.defaultRole, found.requireHttps) == ([], "operator", False)
        assert Client(host, "bare", TOKEN).get("/tags").code == "auth_unconfigured"

    def test_tokens_are_kept_as_digests_only(self, product):
        sha256 = product.library.project.gateway.crypto.sha256
        product.configure("ValidTokens", " %s , another-token-0123456789== ,," % TOKEN)
        found = configuration(product)
        expected = [sha256(token) for token in (TOKEN.encode("ascii"), b"another-token-0123456789==")]
        assert [list(digest) for digest in found.tokenDigests] == [list(digest) for digest in expected]
        assert TOKEN not in repr(vars(found))
        assert problems(found, "ValidTokens") == [
            "Plain tokens are in use: whoever can read this tag in the Designer can call the API."]

    @pytest.mark.parametrize("token", [
        "tiny", "x" * 19, u"\u00e4" * 30, "with space in it, twenty", "a=b=c=d=e=f=g=h=i=j=k=l",
        "quote'quote'quote'quote",
        "newline\nnewline\nnewline\n",
    ])
    def test_a_token_that_no_request_could_carry_or_that_is_weak_is_ignored(self, product, token):
        product.configure("ValidTokens", token)
        found = configuration(product)
        assert found.tokenDigests == []
        assert "ignored" in problems(found, "ValidTokens")[0]
        assert token not in repr(found.problems)

    def test_a_weak_token_does_not_disable_a_good_one(self, product):
        product.configure("ValidTokens", "short,%s" % TOKEN)
        assert len(configuration(product).tokenDigests) == 1

    @pytest.mark.parametrize("data_type, value", [("Int4", 5), ("Boolean", True), ("Document", {"a": 1})])
    def test_tokens_of_a_wrong_type_are_none(self, product, data_type, value):
        replace(product, "ValidTokens", data_type, value)
        found = configuration(product)
        assert found.tokenDigests == []
        assert "StringArray or a String" in problems(found, "ValidTokens")[0]

    @pytest.mark.parametrize("value, role", [("operator", "operator"), (" viewer ", "viewer"), ("", ""), (None, "")])
    def test_default_role(self, product, value, role):
        product.configure("DefaultRole", value)
        found = configuration(product)
        assert found.defaultRole == role
        told = problems(found, "DefaultRole")
        assert [text.endswith("Use: operator.") for text in told] == [True] * (role != "operator")

    def test_a_default_role_of_a_wrong_type_gives_no_rights(self, product):
        replace(product, "DefaultRole", "Int4", 5)
        found = configuration(product)
        assert found.defaultRole == ""
        assert "must be a String" in problems(found, "DefaultRole")[0]
        assert product.client.get("/tags").status == 403

    @pytest.mark.parametrize("value, expected", [
        (["[default]A", " [default]B ", ""], ["[default]A", "[default]B"]), ([], []), (None, []),
    ])
    def test_default_tags(self, product, value, expected):
        product.configure("DefaultTags", value)
        assert configuration(product).defaultTags == expected

    def test_a_list_may_also_be_text_with_commas(self, product):
        replace(product, "DefaultTags", "String", "[default]A, [default]B,,")
        assert configuration(product).defaultTags == ["[default]A", "[default]B"]

    @pytest.mark.parametrize("origin", [
        "https://dashboard.example.com", "http://10.0.0.5:3000", "http://localhost", "https://[::1]:8443",
    ])
    def test_origins(self, product, origin):
        product.configure("AllowedOrigins", [origin, origin.upper()])
        found = configuration(product)
        assert found.allowedOrigins == frozenset([origin])
        assert problems(found, "AllowedOrigins") == []

    @pytest.mark.parametrize("origin", [
        "*", "null", "https://a.example/", "https://a.example/path", "a.example", "ftp://a.example", "https://",
        "https://*.example", "https://a.example:", "https://a.example:port", "https://user@a.example",
        "https://a..example", "https://a.example https://b.example", "https://a.example\nx", "https://a.example?x",
        u"https://\u00e4.example", "https://a_b.example", "https://.example",
    ])
    def test_what_is_no_origin_is_ignored_with_a_word(self, product, origin):
        product.configure("AllowedOrigins", [origin, "https://good.example"])
        found = configuration(product)
        assert found.allowedOrigins == frozenset(["https://good.example"])
        assert len(problems(found, "AllowedOrigins")) == 1

    @pytest.mark.parametrize("name", sorted(SAFE))
    @pytest.mark.parametrize("value, expected", [(True, True), (False, False), (None, False)])
    def test_switches(self, product, name, value, expected):
        product.configure("Database", "API")
        product.configure(name, value)
        assert getattr(configuration(product), SAFE[name]) is expected
        assert configuration(product).problems == problems_of_tokens(configuration(product))

    @pytest.mark.parametrize("name", sorted(SAFE))
    @pytest.mark.parametrize("data_type, value", [("String", "false"), ("String", ""), ("Int4", 0), ("Float8", 0.0)])
    def test_a_switch_of_a_wrong_type_is_on(self, product, name, data_type, value):
        replace(product, name, data_type, value)
        found = configuration(product)
        assert getattr(found, SAFE[name]) is True
        assert "treated as true" in problems(found, name)[0]

    def test_limits(self, product):
        product.configure("Limits", {"maxPaths": 5, "maxDepth": 4, "maxBodyBytes": 16777216})
        limits = configuration(product).limits
        assert (limits["maxPaths"], limits["maxDepth"], limits["maxBodyBytes"]) == (5, 4, 16777216)
        assert limits["maxNodes"] == 10000

    def test_no_limits_are_the_defaults(self, product):
        product.configure("Limits", None)
        assert configuration(product).limits["maxPaths"] == 500
        assert problems(configuration(product), "Limits") == []

    @pytest.mark.parametrize("value", [0, -1, 5001, 1.5, "5", True, None, [5], 2 ** 63])
    def test_a_wrong_limit_means_the_default(self, product, value):
        product.configure("Limits", {"maxPaths": value, "maxDepth": 5})
        found = configuration(product)
        assert (found.limits["maxPaths"], found.limits["maxDepth"]) == (500, 5)
        assert problems(found, "Limits") == ["maxPaths must be a whole number from 1 to 5000; 500 is used."]

    def test_a_limit_that_does_not_exist_is_told(self, product):
        product.configure("Limits", {"maxPathes" * 20: 5})
        assert problems(configuration(product), "Limits") == ["There is no limit named '%s'." % ("maxPathes" * 20)[:60]]

    @pytest.mark.parametrize("data_type, value", [("String", "maxPaths=5"), ("Document", [1]), ("StringArray", ["a"])])
    def test_limits_of_a_wrong_type_are_the_defaults(self, product, data_type, value):
        replace(product, "Limits", data_type, value)
        found = configuration(product)
        assert found.limits["maxPaths"] == 500
        assert "Document tag" in problems(found, "Limits")[0]

    @pytest.mark.parametrize("name", ["RequireHttps", "WritesDisabled"])
    def test_a_switch_that_cannot_be_read_is_on(self, product, name):
        product.gateway.tags.set_value(CONFIG + name, False, "Bad_NotConnected")
        product.host.restart("demo")
        found = product.host.project("demo").library.project.config.current.get()
        assert getattr(found, SAFE[name]) is True
        assert "The tag cannot be read (Bad_NotConnected)." in problems(found, name)

    def test_tokens_that_cannot_be_read_are_none(self, product):
        product.gateway.tags.set_value(CONFIG + "ValidTokens", TOKEN, "Bad_Stale")
        product.host.restart("demo")
        assert product.client.get("/tags").status == 503
        assert product.client.get("/tags").code == "auth_unconfigured"

    def test_an_uncertain_value_is_not_believed(self, product):
        product.gateway.tags.set_value(CONFIG + "ValidTokens", TOKEN, "Uncertain")
        product.host.restart("demo")
        assert product.client.get("/tags").code == "auth_unconfigured"


def problems_of_tokens(found):
    return [(name, text) for name, text in found.problems if name == "ValidTokens"]


@pytest.fixture
def still(product):
    """The product with its clock standing still and the configuration just loaded."""
    product.gateway.clock.advance(0)
    configuration(product)
    product.gateway.calls.clear()
    product.gateway.log.clear()
    return product


class TestCache(object):

    def test_five_seconds_without_a_read_then_one(self, still):
        first = configuration(still)
        still.gateway.clock.advance(4.9)
        assert configuration(still) is first
        assert still.gateway.calls.count(READ) == 0
        still.gateway.tags.set_value(CONFIG + "WritesDisabled", True)
        still.gateway.clock.advance(0.2)
        assert configuration(still) is not first
        assert still.gateway.calls.count(READ) == 1

    def test_while_the_tags_say_the_same_it_stays_the_same_object(self, still):
        first = configuration(still)
        for reads in (1, 2, 3):
            still.gateway.clock.advance(5.1)
            assert configuration(still) is first
            assert still.gateway.calls.count(READ) == reads

    def test_a_changed_tag_counts_after_five_seconds(self, still):
        still.gateway.tags.set_value(CONFIG + "WritesDisabled", True)
        assert configuration(still).writesDisabled is False
        still.gateway.clock.advance(5.1)
        assert configuration(still).writesDisabled is True

    def test_the_wall_clock_may_step_back(self, still):
        still.gateway.clock.set_millis(0)
        still.gateway.tags.set_value(CONFIG + "WritesDisabled", True, "Good", Date(0))
        still.gateway.clock.advance(5.1)
        assert configuration(still).writesDisabled is True

    def test_the_last_good_one_serves_for_a_minute_and_then_the_api_closes(self, still):
        first = configuration(still)
        still.gateway.faults.set(READ, throw=RuntimeException("secret"))
        for _ in range(59):
            still.gateway.clock.advance(1)
            assert configuration(still) is first
        still.gateway.clock.advance(1.1)
        closed = configuration(still)
        assert closed.isAvailable is False
        assert closed.tokenDigests == []
        answer = still.client.get("/tags")
        assert (answer.status, answer.code) == (503, "configuration_unavailable")
        assert answer.headers["retry-after"] == "5"
        assert still.client.get("/health").status == 200
        still.gateway.faults.clear()
        still.gateway.clock.advance(1.1)
        assert configuration(still).isAvailable is True
        assert still.client.get("/status").status == 200

    def test_a_failing_read_is_tried_again_each_second_and_logged(self, still):
        still.gateway.faults.set(READ, throw=RuntimeException("why it failed"))
        still.gateway.clock.advance(5.1)
        for _ in range(5):
            configuration(still)
        assert still.gateway.calls.count(READ) == 1
        assert "why it failed" in still.gateway.log.messages("ERROR")[0]
        still.gateway.clock.advance(1.1)
        configuration(still)
        assert still.gateway.calls.count(READ) == 2

    @pytest.mark.parametrize("fault", [
        {"quality": "Bad_NotConnected"}, {"quality": "Bad_Stale"}, {"short": 1}, {"short": -1},
        {"throw": ValueError("x")},
    ])
    def test_what_cannot_be_read_as_a_whole_never_becomes_the_configuration(self, still, fault):
        first = configuration(still)
        still.gateway.faults.set(READ, **fault)
        still.gateway.clock.advance(5.1)
        assert configuration(still) is first
        still.gateway.clock.advance(60)
        assert configuration(still).isAvailable is False

    def test_without_any_good_reading_the_api_is_closed_from_the_start(self, still):
        still.gateway.faults.set(READ, throw=RuntimeException("x"))
        still.host.restart("demo")
        assert still.client.get("/tags").code == "configuration_unavailable"

    def test_one_thread_loads_while_others_go_on(self, still):
        first = configuration(still)
        still.gateway.tags.set_value(CONFIG + "WritesDisabled", True)
        still.gateway.clock.advance(5.1)
        gate, entered = threading.Event(), threading.Event()
        current = still.library.project.config.current

        def slow():
            entered.set()
            gate.wait(10)

        still.gateway.faults.set(READ, throw=slow)
        loader = threading.Thread(target=current.get)
        loader.start()
        assert entered.wait(10)
        found = []
        others = [threading.Thread(target=lambda: found.append(current.get())) for _ in range(8)]
        for thread in others:
            thread.start()
        for thread in others:
            thread.join(10)
        assert found == [first] * 8
        gate.set()
        loader.join(10)
        assert still.gateway.calls.count(READ) == 1
        assert current.get() is not first

    def test_eight_threads_on_a_cold_start_make_one_load(self, still):
        still.host.restart("demo")
        current = still.host.project("demo").library.project.config.current
        gate, entered, found = threading.Event(), threading.Event(), []

        def slow():
            entered.set()
            gate.wait(10)

        still.gateway.faults.set(READ, throw=slow)
        threads = [threading.Thread(target=lambda: found.append(current.get())) for _ in range(8)]
        for thread in threads:
            thread.start()
        assert entered.wait(10)
        # Long enough for the others to come to the lock; if one does not, the test only proves less.
        time.sleep(0.05)
        gate.set()
        for thread in threads:
            thread.join(10)
        assert len(found) == 8 and len(set(map(id, found))) == 1
        assert still.gateway.calls.count(READ) == 1

    def test_problems_are_logged_once_until_they_change(self, still):
        warnings = still.gateway.log
        still.gateway.tags.set_value(CONFIG + "AllowedOrigins", ["*"])
        for _ in range(3):
            still.gateway.clock.advance(5.1)
            configuration(still)
        lines = [line for line in warnings.messages("WARN") if "AllowedOrigins" in line]
        assert lines == ["Configuration tag AllowedOrigins: '*' is ignored: "
                         "it is not an origin such as https://host:port."]
        assert TOKEN not in warnings.text()


def test_who_comes_in_the_middle_of_the_first_reading_gets_it_too(product):
    """Abuse case 89: between two looks of one thread another one may have read the configuration."""
    current = product.library.project.config.current

    class Overtaken(current.Holder):
        """Another thread reads the configuration as soon as this one has seen that there is none."""

        @property
        def configuration(self):
            found = self.__dict__.get("seen")
            if found is None and not self.__dict__.get("isOvertaken"):
                self.__dict__["isOvertaken"] = True
                self.refreshed()
            return found

        @configuration.setter
        def configuration(self, found):
            self.__dict__["seen"] = found

    assert Overtaken().get() is not None


def test_true_instead_of_1_is_another_configuration(product):
    """A number is no switch, whenever it was written."""
    current = product.library.project.config.current
    key = {"mes": {"sha256": "0" * 64, "roles": ["operator"], "enabled": True}}
    product.configure("Keys", key)
    assert [each.id for each in current.get().keys] == ["mes"]
    product.gateway.tags.set_value("[default]Config/API/Keys", {"mes": dict(key["mes"], enabled=1)})
    product.gateway.clock.advance(31)
    assert current.get().keys == []
