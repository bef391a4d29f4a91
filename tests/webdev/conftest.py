"""The conformance tests run in process, and over HTTP under both profiles."""

from tests.support.ways import http, pytest_configure, pytest_generate_tests, way  # noqa: F401
