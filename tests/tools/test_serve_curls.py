"""The curl lines of `make run`, without a server: complete, and safe to paste into a shell."""

import shlex

import pytest

from tests.support.product import Product
from tools.serve import curls

BASE = "http://127.0.0.1:8088/system/webdev/demo/api"
TOKEN = "a-token-0123456789abcdef"
ALL = [*curls.EXAMPLES, curls.preflight("http://localhost:3000")]


def test_every_endpoint_that_the_api_declares_has_a_line():
    endpoints = Product().library.project.api.ENDPOINTS
    assert len(endpoints) >= 9
    assert curls.missing(endpoints) == []
    # The demo's own endpoints are not the product's.
    assert curls.of(endpoints) == [each for each in curls.EXAMPLES if not each.endpoint.startswith("/custom/")]


def test_an_endpoint_without_a_line_is_named():
    assert curls.missing([{"method": "DELETE", "path": "/tags"}]) == ["DELETE /tags"]


@pytest.mark.parametrize("example", ALL, ids=lambda example: f"{example.method} {example.title}")
def test_a_line_is_one_line_with_its_token_only_where_it_is_asked_for(example):
    line = curls.line(example, BASE, TOKEN)
    assert "\n" not in line
    assert line.startswith("curl -sS ")
    assert (f"Authorization: Bearer {TOKEN}" in line) is not example.public
    assert shlex.split(line)[-1] == BASE + example.target


@pytest.mark.parametrize("example", ALL, ids=lambda example: f"{example.method} {example.title}")
def test_no_url_has_brackets_that_curl_would_read_as_a_range(example):
    assert not set(example.target) & set("[]{} ")


def test_the_precondition_reads_the_etag_of_the_same_tag():
    example = next(example for example in ALL if example.only_if_unchanged)
    line = curls.line(example, BASE, TOKEN)
    assert line.count(BASE + example.target) == 2
    assert '-H "If-Match: $(curl -sSI ' in line


def test_a_preflight_asks_for_what_the_write_needs():
    line = curls.line(curls.preflight("http://localhost:3000"), BASE, TOKEN)
    assert "-X OPTIONS -H 'Origin: http://localhost:3000' -H 'Access-Control-Request-Method: PUT'" in line
