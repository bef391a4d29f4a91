"""project.values.addresses: addresses and networks as numbers."""

import pytest


@pytest.fixture
def addresses(library):
    return library.values.addresses


@pytest.mark.parametrize("text, written", [
    ("192.0.2.1", "192.0.2.1"), (" 192.0.2.1 ", "192.0.2.1"), ("192.0.2.1:8088", "192.0.2.1"),
    ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
    ("2001:DB8::1", "2001:db8:0:0:0:0:0:1"), ("[2001:db8::1]", "2001:db8:0:0:0:0:0:1"),
    ("[2001:db8::1]:443", "2001:db8:0:0:0:0:0:1"), ("::", "0:0:0:0:0:0:0:0"), ("::1", "0:0:0:0:0:0:0:1"),
    ("0:0:0:0:0:0:0:1", "0:0:0:0:0:0:0:1"), ("fe80::1%eth0", "fe80:0:0:0:0:0:0:1"), ("1::", "1:0:0:0:0:0:0:0"),
    ("::ffff:192.0.2.1", "192.0.2.1"), ("::ffff:c000:201", "192.0.2.1"),
    ("64:ff9b::192.0.2.1", "64:ff9b:0:0:0:0:c000:201"),
])
def test_addresses(addresses, text, written):
    assert addresses.written(addresses.parsed(text)) == written


@pytest.mark.parametrize("text", [
    "", "unknown", "_hidden", "localhost", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.-4", "1.2.3.4a",
    "1..2.3", "0x7f.0.0.1", "2130706433", u"\u0661.2.3.4", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
    "1::2::3", "12345::", "g::", "::1.2.3", "1.2.3.4::", "1:2:3:4:5:6:7::8", "::" + "0" * 100,
])
def test_what_is_no_address(addresses, text):
    assert addresses.parsed(text) is None


@pytest.mark.parametrize("network, inside, outside", [
    ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"), ("192.0.2.7", "192.0.2.7", "192.0.2.8"),
    ("192.0.2.4/31", "192.0.2.5", "192.0.2.6"), ("0.0.0.0/0", "8.8.8.8", "::1"),
    ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1"), ("::1", "::1", "::2"),
    ("10.1.2.3/8", "10.9.9.9", "9.1.2.3"), ("127.0.0.1", "::ffff:127.0.0.1", "::1"),
])
def test_networks(addresses, network, inside, outside):
    networks = [addresses.network(network)]
    assert addresses.isWithin(addresses.parsed(inside), networks)
    assert not addresses.isWithin(addresses.parsed(outside), networks)
    assert not addresses.isWithin(addresses.parsed(inside), [])


@pytest.mark.parametrize("text", ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "proxy", "", "*",
                                  "10.0.0.0/1000"])
def test_what_is_no_network(addresses, text):
    assert addresses.network(text) is None


def test_a_block_is_what_one_subscriber_has(addresses):
    assert addresses.block(addresses.parsed("192.0.2.1")) == "192.0.2.1"
    assert addresses.block(addresses.parsed("2001:db8::1")) == addresses.block(addresses.parsed("2001:db8::ffff:2"))
    assert addresses.block(addresses.parsed("2001:db8::1")) != addresses.block(addresses.parsed("2001:db8:0:1::1"))
