"""The examples of the RFCs that the tests of shipped code read are those that jwcrypto carries."""

import json

from tests.tools import vectors


def test_the_file_of_the_rfcs_holds_what_jwcrypto_holds():
    assert json.loads((vectors.FOLDER / "rfc" / vectors.FILE).read_text(encoding="ascii")) == vectors.published()
