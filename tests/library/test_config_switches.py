"""Each security setting: it works, a wrong value is told in the status in plain words, and its safe meaning is used.

A wrong value is a tag of another type, and a tag that cannot be read. What it means is seen in what callers get.
"""

import pytest

from tests.support import databases, issuing, stored
from tests.support.client import Client
from tests.support.product import CONFIG, TOKEN, Product
from tests.support.stored import URL, put
from tests.support.trees import PLANT

OTHER = "other-token-0123456789abcdef"
ORIGIN = "https://dashboard.example"
PROXY = [("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "https")]
VIEWER = {"viewer": {"scopes": ["tags:read", "status:read"], "read": ["[default]Plant/**"]}}


@pytest.fixture
def product():
    found = Product(tags=PLANT)
    databases.connect(found.gateway)
    yield found
    databases.close(found.gateway)


def replace(product, name, data_type, value):
    """The setting's tag with another type than it was shipped with."""
    product.gateway.tags.import_tags(
        {"name": name, "tagType": "AtomicTag", "valueSource": "memory", "dataType": data_type, "value": value},
        base=CONFIG[:-1])
    product.host.restart(product.project)


def unreadable(product, name):
    product.gateway.tags.set_value(CONFIG + name, None, "Bad_Disabled")
    product.host.restart(product.project)


def told(product, name):
    """What the status says of a setting."""
    product.library = product.host.project(product.project).library
    problems = product.library.project.config.current.get().problems
    return " ".join(text for setting, text in problems if setting == name)


def status_of(product, name):
    answer = product.client.get("/status")
    if answer.status != 200:
        return None
    return " ".join(
        each["problem"] for each in answer.json()["configuration"]["problems"] if each["name"] == name)


def read(product, token=TOKEN):
    return Client(product.host, product.project, token).get(URL)


def code(answer):
    return answer.status if answer.status == 200 else answer.code


# What callers get with the setting as it should be, and with a wrong value: (set it, look, found, wrong, safe).

def keyed(product):
    crypto = product.library.project.gateway.crypto
    digest = crypto.hexText(crypto.sha256(OTHER.encode("ascii")))
    return {"mes": {"sha256": digest, "roles": ["operator"]}}


def audited(product):
    read(product)
    return len([row for row in stored.rows(product) if row["action"] == "request.read"])


def crossed(product):
    answer = product.client.get(URL, headers=[("Origin", ORIGIN)])
    return answer.headers.get("access-control-allow-origin")


def address(product):
    product.client.get(URL, headers=PROXY + [("Authorization", "Bearer wrong-token-0123456789")])
    return stored.rows(product)[-1]["address"]


def basic(product):
    headers = [("Authorization", "Basic YW5uOmNhbmFyeS1wYXNzd29yZA==")]
    return code(product.client.get(URL, headers=headers))


def by_access_token(product):
    return code(read(product, issuing.TOKENS["accepted"]["RS256"]))


def recorded(product):
    """How many records the audit profile got of one write."""
    put(product, 1)
    return len(product.gateway.audit.records("Site"))


def written(product):
    return code(put(product, 1))


def keyless(product):
    return code(put(product, 1, "k"))


# name: (what is set besides, a good value, what shows it, what is then seen, what is seen with a wrong value)
SETTINGS = {
    "ValidTokens": ({}, TOKEN, lambda product: code(read(product)), 200, "auth_unconfigured"),
    "DefaultRole": ({"Roles": VIEWER}, "viewer", written, "insufficient_scope", "insufficient_scope"),
    "Keys": ({}, keyed, lambda product: code(read(product, OTHER)), 200, "invalid_token"),
    "Roles": ({"DefaultRole": "viewer"}, VIEWER, lambda product: code(read(product)), 200, "insufficient_scope"),
    "UserSource": ({"Roles": VIEWER}, "staff", basic, 200, "credentials_required"),
    "AllowedOrigins": ({}, [ORIGIN], crossed, ORIGIN, None),
    "TrustedProxies": ({"Database": "API"}, ["127.0.0.1"], address, "192.0.2.7", "127.0.0.1"),
    "RequireHttps": ({}, True, lambda product: code(read(product)), "tls_required", "tls_required"),
    "WritesDisabled": ({}, True, written, "writes_disabled", "writes_disabled"),
    "Database": ({}, "API", keyless, 200, "store_unavailable"),
    "AuditRequired": ({}, True, written, "store_unconfigured", "store_unconfigured"),
    "AuditReads": ({"Database": "API"}, True, audited, 1, 1),
    "Issuers": ({}, {"plant": issuing.ENTRY}, by_access_token, 200, "invalid_token"),
    "AuditProfile": ({}, "Site", recorded, 1, 0),
    "RequireIdempotencyKey": ({}, True, written, "idempotency_key_required", "idempotency_key_required"),
    "Limits": ({}, {"requestBurst": 1, "requestsPerSecond": 1},
               lambda product: [code(read(product)) for _ in range(3)][-1], "rate_limited", 200),
}
# What is no matter of security, or has tests of its own.
OTHERS = {"DefaultTags", "Historian", "Journal", "NamedQueries", "Commands"}
WRONG = {"Boolean": ("String", "yes"), "String": ("Int4", 5), "StringArray": ("Int4Array", [1, 2]),
         "Document": ("String", "no document")}


def test_no_setting_is_left_out(product):
    names = set(setting["name"] for setting in product.library.project.config.settings.SETTINGS)
    assert set(SETTINGS) | OTHERS == names


def prepared(product, name):
    product.gateway.users.add_user("staff", "ann", "canary-password", ["viewer"])
    product.gateway.audit.add_profile("Site")
    issuing.Provider(product)
    for other, value in SETTINGS[name][0].items():
        product.configure(other, value)


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_it_works(product, name):
    prepared(product, name)
    besides, good, seen, expected, safe = SETTINGS[name]
    product.configure(name, good(product) if callable(good) else good)
    assert seen(product) == expected


@pytest.mark.parametrize("how", ["type", "unreadable"])
@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_a_wrong_value_has_its_safe_meaning_and_is_told(product, name, how):
    prepared(product, name)
    settings = product.library.project.config.settings.SETTINGS
    kind = [setting["dataType"] for setting in settings if setting["name"] == name][0]
    if how == "type":
        replace(product, name, *WRONG[kind])
    else:
        unreadable(product, name)
    besides, good, seen, expected, safe = SETTINGS[name]
    assert seen(product) == safe
    text = told(product, name)
    assert kind + " " in text if how == "type" else "The tag cannot be read (Bad_Disabled)." in text, text
    shown = status_of(product, name)
    assert shown is None or shown.startswith(text)
