"""Nothing below [default]Config/API can be read, written or browsed: every spelling, endpoint and kind of gateway.

What is not known of gateways (letter case, slashes, default provider) is tried in every variant.
"""

import pytest

import simulator
import webdev
from tests.support.callers import operator
from tests.support.client import Client, quoted
from tests.support.product import CONFIG, TOKEN, export
from tests.support.trees import PLANT

LEAF = u"Config/API/ValidTokens"
SPELLINGS = [
    u"[default]" + LEAF,
    u"[default]config/api/validtokens",
    u"[default]CONFIG/API/VALIDTOKENS",
    u"[DEFAULT]cOnFiG/aPi/VaLiDtOkEnS",
    u"[default]Conf\u0131g/API/ValidTokens",
    u"[default]CONF\u0130G/AP\u0130/VALIDTOKENS",
    u"[default]Con\ufb01g/API/ValidTokens",
    u"[default]Config/API/ValidTo\u212aen\u017f",
    u"[default]Config//API/ValidTokens",
    u"[default]Config/API//ValidTokens",
    u"[default]/Config/API/ValidTokens",
    u"[default]//Config///API////ValidTokens//",
    u"[default]Config/API/ValidTokens/",
    u"[default]Config/API/ValidTokens ",
    u"[default]Config/API/ ValidTokens",
    u"[default] Config/API/ValidTokens",
    u"[default]Config /API/ValidTokens",
    u"[default]Config\t/API/ValidTokens",
    u"[default]Config/API/ValidTokens\n",
    u"[default]Config/API/ValidTokens.value",
    u"[default]Config/API/ValidTokens.Value",
    u"[default]Config/API/ValidTokens.value.x",
    u"[default]config/API/validtokens.VALUE",
    u"[default]Config/API/ValidTokens.Documentation",
    u"[default]Config/API/ValidTokens.",
    u"[default]Config/API.ValidTokens",
    u"[default]Config.API/ValidTokens",
    u"[default]Config/API/ValidTokens[0]",
    u"[default]Config/API/ValidTokens['a']",
    u"[default]Config/API/ValidTokens[",
    u"[default]Config/API/ValidTokens]",
    u"[default]Config/API",
    u"[default]Config/API/",
    u"[default]Config",
    u"[default]config/",
    u"[default]./Config/API/ValidTokens",
    u"[default]Config/./API/ValidTokens",
    u"[default]Plant/../Config/API/ValidTokens",
    u"[default]Plant/Line 1/../../Config/API/ValidTokens",
    u"[default]../Config/API/ValidTokens",
    u"[default]Config/API/Limits/../ValidTokens",
    u"[default]Config/API/ValidTokens/.",
    u"[default]Config/API/ValidTokens/..",
    u"[default]Config\\API\\ValidTokens",
    u"[default]Config/API\\ValidTokens",
    u"[default]\\Config\\API/ValidTokens",
    LEAF,
    u"/" + LEAF,
    u"config/api/validtokens",
    u"default/" + LEAF,
    u"[]" + LEAF,
    u"[.]" + LEAF,
    u"[~]" + LEAF,
    u"[..]" + LEAF,
    u" [default]" + LEAF,
    u"[default ]" + LEAF,
    u"[ default]" + LEAF,
    u"[default][default]" + LEAF,
    u"[x][default]" + LEAF,
    u"[default]x[default]" + LEAF,
    u"[mirror]" + LEAF,
    u"[MIRROR]config/api/VALIDTOKENS",
    u"[mirror]Config/API/ValidTokens.value",
    u"[default]%43onfig/API/ValidTokens",
    u"[default]Config%2FAPI%2FValidTokens",
    u"%5Bdefault%5DConfig/API/ValidTokens",
    u"[default]Config/API/ValidTokens%00",
    u"[default]Config/API/ValidTokens\x00",
    u"[default]Config/\u200bAPI/ValidTokens",
    u"[default]Config\uff0fAPI\uff0fValidTokens",
    u"[default]Config/API/Valid*",
    u"[default]Config/API/{ValidTokens}",
    u"[default]Config/API/ValidTokens;x",
    u"[default]Config/API/ValidTokens?x",
    u"[default]Config/API/ValidTokens#x",
    u'"[default]Config/API/ValidTokens"',
    u"[default]Config/API/Limits",
    u"[default]Config/API/NewTag",
]

GATEWAYS = [
    {"case_sensitive": True},
    {"case_sensitive": True, "options": {"slashes": "tolerant", "default_provider": "default"}},
    {"case_sensitive": False, "version": "8.3.8"},
    {"case_sensitive": False, "options": {"slashes": "tolerant", "default_provider": "default"}},
    {"case_sensitive": False, "options": {"case_folding": "upper", "default_provider": "default"}},
    {"case_sensitive": False, "options": {"case_folding": "java", "folder_read": "unsupported"}},
]



class Guarded(object):
    """An installation whose configuration also shows under another provider's name."""

    def __init__(self, remaining_path, **gateway_options):
        self.gateway = simulator.use(simulator.Gateway(**gateway_options))
        self.host = webdev.Host(self.gateway, remaining_path=remaining_path)
        self.host.install("demo", export())
        configuration = self.host.project("demo").library.project.config.settings.tagExport()
        self.gateway.tags.import_tags(PLANT)
        for base in ("[default]", "[mirror]"):
            self.gateway.tags.import_tags(configuration, base=base)
            self.gateway.tags.set_value(base + LEAF, TOKEN)
        self.client = Client(self.host, "demo", TOKEN)
        self.configuration = self.values()

    def values(self):
        """Everything below Config/API, so that a write shows."""
        folders = [self.gateway.tags.get(base + "Config/API") for base in ("[default]", "[mirror]")]
        return [(tag.path, repr(tag.current.value)) for folder in folders for tag in folder.tags_below()]

    def check(self, answer, spelling):
        """Nothing was shown, logged or written."""
        assert TOKEN not in answer.text(), spelling
        assert answer.status < 500, spelling
        assert TOKEN not in self.gateway.log.text(), spelling
        assert self.values() == self.configuration, spelling


@pytest.fixture(scope="module", params=range(len(GATEWAYS)))
def guarded(request):
    return Guarded("raw" if request.param % 2 else "decoded", **GATEWAYS[request.param])


@pytest.fixture
def ask(guarded):
    simulator.use(guarded.gateway)
    return guarded.client


REFUSED = ("Bad_AccessDenied", "Error_InvalidPathSyntax", "Bad_NotFound")


def test_get_by_parameter(guarded, ask):
    for spelling in SPELLINGS:
        answer = ask.get("/tags", params=[("path", spelling), ("path", "[default]Plant/FlowRate")])
        guarded.check(answer, spelling)
        assert refused([item for item in answer.json().values() if item["path"] == spelling]), spelling


def test_get_all_by_parameter_as_records(guarded, ask):
    answer = ask.get("/tags", params=[("path", spelling) for spelling in SPELLINGS] + [("format", "records")])
    guarded.check(answer, "records")
    assert [item["path"] for item in answer.json()] == SPELLINGS
    assert refused(answer.json())


def refused(items):
    return items and all(item["value"] is None and item["quality"] in REFUSED for item in items)


def test_get_and_put_by_path(guarded, ask):
    for spelling in SPELLINGS:
        provider, bracket, rest = spelling.rpartition(u"]")
        quoted_once = quoted(rest)
        for target in (quoted_once, quoted_once.replace("%2F", "/"), quoted(quoted_once)):
            path = u"/tags/%s/%s" % (quoted(provider.strip(u"[]")) or "default", target)
            for answer in (ask.get(path), ask.put(path, {"value": "x"})):
                guarded.check(answer, path)
                # 405: WebDev's own, where the dots lead out of /tags.
                assert answer.status in (400, 403, 404) or (answer.status == 405 and "/../" in path), path


def test_put_by_parameter(guarded, ask):
    for spelling in SPELLINGS:
        answer = ask.put("/tags", {"value": "my-own-token-0123456789"}, params=[("path", spelling)])
        guarded.check(answer, spelling)
        assert answer.status in (400, 403, 404), spelling


def test_read(guarded, ask):
    # A body with NUL is refused as a whole.
    spellings = [spelling for spelling in SPELLINGS if u"\x00" not in spelling]
    answer = ask.post("/read", {"paths": ["[default]Plant/FlowRate"] + spellings})
    guarded.check(answer, "read")
    items = answer.json()["results"]
    assert items[0]["value"] == 7
    assert [item["path"] for item in items[1:]] == spellings
    assert refused(items[1:])


@pytest.mark.parametrize("atomic", [False, True])
def test_write(guarded, ask, atomic):
    for spelling in SPELLINGS:
        answer = ask.post("/write", {"writes": [{"path": spelling, "value": "x"}], "atomic": atomic})
        guarded.check(answer, spelling)
        assert answer.status in ((400, 422) if atomic else (200, 400)), spelling
        assert answer.status == 400 or not answer.json()["results"][0]["success"], spelling


@pytest.mark.parametrize("options", [[], [("recursive", "true")], [("format", "records"), ("name", "*")]])
def test_browse(guarded, ask, options):
    for spelling in SPELLINGS:
        answer = ask.get("/browse", params=[("path", spelling)] + options)
        guarded.check(answer, spelling)
        assert answer.status in (200, 400, 403, 404), spelling
        if answer.status == 200:
            found = answer.json()
            assert (found if isinstance(found, list) else found["results"]) == [], spelling


@pytest.mark.parametrize("params", [
    [("recursive", "true")], [("path", "[default]"), ("recursive", "true")],
    [("path", "[mirror]"), ("recursive", "true")],
    [("path", "[default]"), ("recursive", "true"), ("name", "*token*")],
    [("path", "[default]Config"), ("recursive", "true")], [("path", "[default]config")],
])
def test_browsing_from_above_leaves_the_configuration_out(guarded, ask, params):
    answer = ask.get("/browse", params=params)
    guarded.check(answer, params)
    assert answer.status in (200, 404)
    assert "api" not in answer.body.decode("utf-8").lower()


def test_the_default_list_cannot_show_it_either(guarded):
    simulator.use(guarded.gateway)
    library = guarded.host.project("demo").library.project
    plan = library.http.endpoint.Plan({}, {}, {"path": None, "cursor": None, "int64": "number"}, "records")
    call = library.http.endpoint.Call(None, Configured, operator(library), plan)
    items = library.tags.endpoints.listTags(call)["json"]
    assert [item["path"] for item in items] == SPELLINGS
    assert refused(items)


class Configured(object):
    defaultTags = SPELLINGS



def test_the_spellings_would_reach_the_token_if_they_were_let_through():
    reached = set()
    for options in GATEWAYS:
        gateway = Guarded("raw", **options).gateway
        reached.update(spelling for spelling in SPELLINGS if gateway.tags.read(spelling).value == TOKEN)
    assert len(reached) >= 20
    assert set([u"[default]Con\ufb01g/API/ValidTokens", u"[default]Conf\u0131g/API/ValidTokens", LEAF]) <= reached


def test_existence_is_not_told(guarded, ask):
    answers = []
    for name in ("ValidTokens", "NoSuchTag"):
        answer = ask.get("/tags", params=[("path", CONFIG + name), ("format", "records")]).json()[0]
        assert answer.pop("path") == CONFIG + name
        answers.append(answer)
    assert answers[0] == answers[1]
