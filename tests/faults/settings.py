"""The installations that abuse cases run on: both profiles, and every way in which WebDev may hand over a request."""

from tests.support.product import Product
from tests.support.trees import PLANT
from webdev.options import VARIANTS

PROFILES = ("8.1.55", "8.3.8")

# What a request or an answer of ours passes through; loading, authentication and Java values are not among them.
BODY = ("json_media", "json_array", "lenient_json", "form_body", "get_data", "post_data_elsewhere")
HEADERS = ("header_case", "repeated_headers")
QUERY = ("repeated_params", "valueless_param")
PATH = ("remaining_path", "remaining_slash")
REST = ("reply_charset", "content_type_kept", "escape_html", "encode_nan")
UNKNOWNS = BODY + HEADERS + QUERY + PATH + REST


def settings(names):
    """[(version, options of WebDev)]: the defaults, each variant alone, and all of the last ones together."""
    found = [(version, {}) for version in PROFILES]
    for name in names:
        for variant in VARIANTS[name][1:]:
            found.append((PROFILES[len(found) % 2], {name: variant}))
    last = dict((name, VARIANTS[name][-1]) for name in UNKNOWNS)
    found.extend((version, last) for version in PROFILES)
    return found


def label(setting):
    version, options = setting
    chosen = "all" if len(options) > 1 else "-".join("%s=%s" % pair for pair in options.items())
    return "%s-%s" % (version[:3], chosen or "default")


_installed = {}


def fresh(version=PROFILES[0], tags=PLANT, unknowns=None, **options):
    """A new installation. `unknowns`: choices among the gateway's own; `options`: among WebDev's."""
    product = Product(tags=tags, options=options, version=version)
    for name, variant in (unknowns or {}).items():
        setattr(product.gateway.options, name, variant)
    return product


def shared(setting):
    """One installation per setting for tests that change nothing; made when first asked for."""
    key = label(setting)
    if key not in _installed:
        _installed[key] = fresh(setting[0], **setting[1])
    return _installed[key]
