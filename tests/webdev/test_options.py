"""The table of unknowns."""

import pytest

from tests.support.synthetic import Gateway, Site, project, python_resource, source
from webdev import Host, options
from webdev.options import Options


@pytest.mark.in_process("no request")
def test_every_unknown_has_variants_and_one_line_of_documentation():
    for name, variants, doc in options.TABLE:
        assert len(variants) > 1 and len(set(variants)) == len(variants), name
        assert doc.endswith(".") and "\n" not in doc, name
    assert len(options.VARIANTS) == len(options.TABLE)


@pytest.mark.in_process("no request")
def test_first_variant_is_the_default():
    chosen = Options()
    for name, variants in options.VARIANTS.items():
        assert getattr(chosen, name) == variants[0]


@pytest.mark.in_process("no request")
def test_unknown_names_and_variants_are_refused():
    with pytest.raises(AttributeError):
        Options(no_such_option=1)
    with pytest.raises(ValueError):
        Options(get_data="sometimes")
    with pytest.raises(ValueError):
        Host(Gateway()).options.bad_credentials = 500


CASES = [(name, variant) for name, variants in sorted(options.VARIANTS.items()) for variant in variants
         if name != "trial_expired"]


@pytest.mark.parametrize("name, variant", CASES, ids=["%s=%s" % case for case in CASES])
def test_plain_handler_answers_alike_under_every_variant(name, variant):
    text = source("doGet", "return {'json': '{\"a\": 1}', 'contentType': 'application/json'}")
    response = Site(project(python_resource("r", {"doGet": text})), **{name: variant}).get("/r?a=1&a=2")
    assert (response.status, response.body, response.content_type) == (200, b'{"a": 1}', "application/json")
