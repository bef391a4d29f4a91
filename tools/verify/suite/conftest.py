"""What the checks share: the API, its limits, and a tag to read."""

import pytest

from tools.verify.client import TARGET, Answer, Api, Target

NO_TAG = "no tag found by browse; name one: TAG=[default]Folder/Tag"


@pytest.fixture(scope="session")
def target(pytestconfig: pytest.Config) -> Target:
    return pytestconfig.stash[TARGET]


@pytest.fixture(scope="session")
def api(target: Target) -> Api:
    return Api(target)


@pytest.fixture(scope="session")
def status(api: Api) -> dict:
    return api.get("/status").expect(200).json()


@pytest.fixture(scope="session")
def limits(status: dict) -> dict:
    return status["limits"]


@pytest.fixture(scope="session")
def providers(api: Api) -> list[str]:
    return [row["path"] for row in api.get("/browse").expect(200).json()["results"]]


@pytest.fixture(scope="session")
def tag(api: Api, target: Target, providers: list[str]) -> str:
    """The named tag, or the first that reads Good, or the first at all."""
    if target.tag:
        return target.tag
    # [System] comes last: most of its tags change all the time.
    found = [path for provider in sorted(providers, key=lambda name: name == "[System]")
             for path in _some_tags(api, provider)]
    if not found:
        pytest.skip(NO_TAG)
    read = api.post("/read", {"paths": found}).expect(200).json()["results"]
    return next((item["path"] for item in read if item["quality"] == "Good"), found[0])


@pytest.fixture(scope="session")
def provider(tag: str) -> str:
    return tag.partition("]")[0] + "]"


def _some_tags(api: Api, provider: str) -> list[str]:
    asked = {"path": provider, "recursive": "true", "tagType": "AtomicTag", "limit": "20"}
    answer: Answer = api.get("/browse", params=asked)
    return [row["path"] for row in answer.json()["results"]] if answer.status == 200 else []
