"""Is it alive, and what does it say of itself."""


def test_health(api):
    """GET /health answers 200 {"status":"ok"} without a credential."""
    found = api.get("/health", bearer=None).expect(200).json()
    assert found == {"status": "ok"}, f"GET /health said {found!r}"


def test_ready(api):
    """GET /health?ready answers 200 when reads can be served."""
    found = api.get("/health?ready", bearer=None).expect(200).json()
    assert found == {"status": "ok"}, f"GET /health?ready said {found!r}"


def test_status(status):
    """GET /status names versions, limits and configuration problems."""
    missing = [name for name in ("version", "platform", "project", "limits", "configuration") if name not in status]
    assert not missing, f"GET /status lacks {', '.join(missing)}"
    assert isinstance(status["configuration"]["problems"], list), "configuration.problems is no list"
    wrong = [name for name in ("maxPaths", "maxDepth", "maxBodyBytes") if type(status["limits"].get(name)) is not int]
    assert not wrong, f"GET /status: no number for {', '.join(wrong)}"


def test_not_stored(api):
    """GET /health may not be kept by caches, and its type may not be guessed."""
    api.get("/health").header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff")


def test_request_id_returned(api):
    """A sane X-Request-Id comes back."""
    api.get("/health", headers={"X-Request-Id": "verify-1"}).header("X-Request-Id", "verify-1")


def test_request_id_replaced(api):
    """An X-Request-Id with other characters is replaced."""
    found = api.get("/health", headers={"X-Request-Id": "<verify>"}).headers["X-Request-Id"]
    assert found and "<" not in found, f"GET /health returned the request id {found!r}"
