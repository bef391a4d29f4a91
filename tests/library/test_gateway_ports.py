"""The small ports: project.gateway.log, failure, crypto, platform and clock."""

import base64
import hashlib

import pytest

from java.lang import RuntimeException
from tests.support.product import Product
from webdev.throwables import named

SocketTimeoutException = named("java.net", "SocketTimeoutException", "RuntimeException")


@pytest.fixture
def gateway(product):
    return product.library.project.gateway


class TestLog(object):

    def test_levels_and_name(self, product, gateway):
        gateway.log.info("one")
        gateway.log.warn("two")
        gateway.log.error("three")
        assert [tuple(record) for record in product.gateway.log.records[-3:]] == [
            ("INFO", "ignition-rest-api", "one"), ("WARN", "ignition-rest-api", "two"),
            ("ERROR", "ignition-rest-api", "three")]

    @pytest.mark.parametrize("text, line", [
        ("a\r\nINFO forged", "a\\u000d\\u000aINFO forged"),
        ("\x1b[31mred", "\\u001b[31mred"),
        (u"a\u2028b\u2029c\x85d\x00", "a\\u2028b\\u2029c\\u0085d\\u0000"),
        (u"a\u202eb\u2066c\u200bd\ufeff", "a\\u202eb\\u2066c\\u200bd\\ufeff"),
        ("100%n %s", "100%n %s"),
        (u"\u00e4", u"\u00e4"),
    ])
    def test_no_text_makes_a_second_line(self, gateway, text, line):
        assert gateway.log.oneLine(text) == line

    @pytest.mark.parametrize("level", ["info", "warn", "error"])
    def test_abuse_case_116_no_level_writes_a_second_line(self, product, gateway, level):
        getattr(gateway.log, level)(u"a\r\nINFO \x1b[31mforged\u2028b")
        assert product.gateway.log.messages()[-1] == "a\\u000d\\u000aINFO \\u001b[31mforged\\u2028b"

    def test_lines_are_cut(self, product, gateway):
        gateway.log.warn("x" * 1000000)
        assert len(product.gateway.log.messages()[-1]) == 2000

    @pytest.mark.parametrize("text, line", [
        ("No suitable driver for jdbc:postgresql://db/plant?user=api&password=canary-1", "&password=***"),
        ("jdbc:sqlserver://db;user=api;Password = canary-1;encrypt=true", ";Password = ***;encrypt=true"),
        ("GET https://api:canary-1@sso.example/keys failed", "https://api:***@sso.example/keys"),
        ("sent {'client_secret': 'canary-1', \"token\": \"canary-1\"}", "{'client_secret': '***', \"token\": \"***\"}"),
        ("header Authorization: Basic Y2FuYXJ5LTE6Y2FuYXJ5LTE=", "Authorization: Basic ***"),
        ("header Authorization: Bearer canary-1", "Authorization: Bearer ***"),
        ("POST grant_type=x&access_token=canary-1", "access_token=***"),
        ("parsing eyJhbGciOiJub25lIn0.Y2FuYXJ5LTE.Y2FuYXJ5LTE", "parsing eyJhbGciOiJub25lIn0.***"),
        ("of token:1a2b3c4d5e6f at http://gw:8088/a@b", "of token:1a2b3c4d5e6f at http://gw:8088/a@b"),
        ("The shared secret of issuer 'plant' cannot be used", "The shared secret of issuer 'plant' cannot be used"),
    ])
    def test_what_the_platform_quotes_of_secrets_is_masked(self, product, gateway, text, line):
        gateway.log.warn(text)
        gateway.log.error(text, trace="at once\n" + text)
        for message in product.gateway.log.messages()[-2:]:
            assert line in message
            assert "canary" not in message and "Y2FuYXJ5" not in message

    def test_a_trace_follows_in_lines_of_its_own(self, product, gateway):
        gateway.log.error("failed", trace="first\nsecond \x1b[0m\n\n" + "y" * 5000)
        lines = product.gateway.log.messages("ERROR")[-1].split("\n")
        assert lines[:4] == ["failed", "    first", "    second \\u001b[0m", "    "]
        assert len(lines[4]) == 2004


class TestFailure(object):

    @pytest.mark.parametrize("thrown, timedOut", [
        (RuntimeException("x"), False), (ValueError("x"), False), (SocketTimeoutException("x"), True),
    ])
    def test_holds_operation_trace_and_whether_time_ran_out(self, gateway, thrown, timedOut):
        try:
            raise thrown
        except:  # noqa: E722  a Java exception is not an Exception
            caught = gateway.failure.caught("system.x.y")
        assert (caught.operation, caught.timedOut) == ("system.x.y", timedOut)
        assert "raise thrown" in caught.trace
        assert str(caught) == "system.x.y"

    @pytest.mark.parametrize("thrown", [SystemExit(3), KeyboardInterrupt()])
    def test_leaves_the_end_of_the_program_alone(self, gateway, thrown):
        try:
            raise thrown
        except BaseException:
            assert gateway.failure.caught("system.x.y") is thrown


class TestCrypto(object):

    @pytest.mark.parametrize("data", [b"", b"abc", b"\x00\xff" * 1000])
    def test_digests(self, gateway, data):
        digest = gateway.crypto.sha256(data)
        assert gateway.crypto.hexText(digest) == hashlib.sha256(data).hexdigest()

    @pytest.mark.parametrize("length", [1, 2, 20, 43, 1000, 8192])
    def test_a_fingerprint_is_the_digest_of_an_ascii_text(self, gateway, length):
        text = u"aB3-_.~+/="[:length] * (length // 10 + 1)
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode("ascii")).digest()).decode("ascii").rstrip("=")
        assert gateway.crypto.fingerprint(text) == digest

    def test_what_is_not_ascii_has_the_fingerprint_of_what_no_token_is(self, gateway):
        assert gateway.crypto.fingerprint(u"\u00e4") == gateway.crypto.fingerprint(u"?")

    def test_comparison(self, gateway):
        one, same, other = [gateway.crypto.sha256(data) for data in (b"a", b"a", b"b")]
        assert gateway.crypto.equal(one, same) is True
        assert gateway.crypto.equal(one, other) is False

    def test_octets_of_ascii(self, gateway):
        octets = gateway.crypto.asciiOctets(u"az~\x00\x7f")
        assert [octets[index] for index in range(len(octets))] == [97, 122, 126, 0, 127]
        assert len(gateway.crypto.asciiOctets(u"")) == 0

    @pytest.mark.parametrize("text", [u"\x80", u"\xff", u"a\u20ac", u"\U0001f600"])
    def test_two_texts_never_become_the_same_octets(self, gateway, text):
        with pytest.raises(ValueError):
            gateway.crypto.asciiOctets(text)


class TestPlatform(object):

    @pytest.mark.parametrize("version", ["8.1.48", "8.3.8"])
    def test_version(self, version):
        assert Product(version=version).library.project.gateway.platform.version() == version

    @pytest.mark.parametrize("name, call", [
        ("system.util.getVersion", "version"), ("system.project.getProjectName", "projectName"),
    ])
    def test_failures(self, product, gateway, name, call):
        product.gateway.faults.set(name, throw=RuntimeException("x"))
        with pytest.raises(gateway.failure.GatewayFailure) as raised:
            getattr(gateway.platform, call)()
        assert raised.value.operation == name


def test_clocks(product, gateway):
    product.gateway.clock.set_millis(1767225600000)
    before = gateway.clock.monotonicSeconds()
    assert gateway.clock.nowMillis() == 1767225600000
    product.gateway.clock.advance(2.5)
    assert gateway.clock.nowMillis() == 1767225602500
    product.gateway.clock.set_millis(0)
    assert gateway.clock.nowMillis() == 0
    assert abs(gateway.clock.monotonicSeconds() - before - 2.5) < 1e-6
