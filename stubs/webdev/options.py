"""Named unknowns of WebDev, each with its plausible variants. Not settings of the simulator.

The first variant is the default. Tests iterate `VARIANTS` to run under every one. What concerns loading
takes effect at the next install or restart, everything else at the next request.
"""

TABLE = (
    # loading
    ("missing_last_modification", ("ignored", "loads"),
     "A resource.json without attributes.lastModification: the resource is skipped, or loads."),
    ("bom", ("empty", "not_compiled"),
     "A byte order mark before the def line: empty 200 like any other prefix, or a syntax error (501)."),
    ("inherited_resources", ("answer", "absent"),
     "WebDev resources of a parent project under the child's name."),
    # routing
    ("missing_route_get", (404, 405),
     "GET on a route that does not exist inside a project that does."),
    ("encoded_slash", ("decoded", "refused"),
     "%2F in a path: Jetty 9.4 decodes it, Jetty 12 may answer 400."),
    ("trial_expired", (False, True),
     "The trial has run out: 402 HTML on every route."),
    ("bad_credentials", (401, 403),
     "Wrong Basic credentials on a require-auth route."),
    ("session_cookie", ("always", "used"),
     "Set-Cookie for every client without a session, or only when the handler put something into it."),
    # request
    ("remaining_path", ("decoded", "raw"),
     "remainingPath percent-decoded, or as sent."),
    ("remaining_slash", ("slash", "none"),
     "remainingPath when only a trailing slash follows the resource."),
    ("header_case", ("sent", "lower", "jetty"),
     "Header names as sent, lower case (HTTP/2), or with the names Jetty knows canonicalised."),
    ("repeated_headers", ("tuple", "list", "first"),
     "The value of a header sent more than once."),
    ("repeated_params", ("list", "tuple", "array"),
     "The value of a query parameter sent more than once."),
    ("valueless_param", ("empty", "none", "absent"),
     "The value of `?flag`."),
    ("get_data", ("absent", "none"),
     "Key `data` when the request has no body: missing, or None."),
    ("post_data_elsewhere", ("absent", "none", "data"),
     "Key `postData` under other methods than POST."),
    ("json_media", ("media_type", "exact", "suffix"),
     "Parsed as JSON: application/json with any parameters, only the bare header, or +json types too."),
    ("json_array", ("list", "text"),
     "A JSON array or scalar as the body: parsed, or handed over as text."),
    ("lenient_json", (False, True),
     "The body parser accepts duplicate keys, NaN, comments and trailing commas."),
    ("form_body", ("bytes", "params"),
     "A form body: bytes in `data`, or its fields in `params` and no data."),
    # reply
    ("other_return", ("error", "empty", "text"),
     "A handler returns neither a dict nor None."),
    ("strict_reply", (True, False),
     "A dict returned after the response stream was used or committed raises."),
    ("reply_charset", ("none", "utf-8"),
     "`;charset=utf-8` in the default Content-Type of html, json and response."),
    ("content_type_kept", (False, True),
     "A Content-Type the handler set on the servlet response outlives the reply key's default."),
    ("escape_html", (False, True),
     "The gateway's JSON encoder escapes < > & = ' as Gson does by default."),
    ("encode_foreign", ("empty", "overflow"),
     "`json` holds a foreign Java object: empty body, or StackOverflowError."),
    ("encode_date", ("poison", "millis", "text"),
     "`json` holds a java.util.Date: raises so that nobody relies on it, epoch millis, or text."),
    ("encode_nan", ("error", "null", "literal"),
     "`json` holds NaN or an infinity."),
    ("bytes_of_text", ("error", "accepted"),
     "`bytes` holds a str instead of a Java byte[]."),
    ("failure_after_commit", ("cut", "ended"),
     "A handler raises after its response was committed: the connection is cut, or the body ends as if it were whole."),
)

VARIANTS = {name: variants for name, variants, doc in TABLE}

SETTINGS = {
    "https_port": 8043,
    "user_source": "",
    "session_seconds": 1800,
}


class Options(object):
    """One choice per unknown, plus a few settings of the gateway; an unknown name or variant is an error."""

    def __init__(self, **chosen):
        for name, variants in VARIANTS.items():
            object.__setattr__(self, name, variants[0])
        for name, value in SETTINGS.items():
            object.__setattr__(self, name, value)
        self.update(**chosen)

    def update(self, **chosen):
        for name, value in chosen.items():
            setattr(self, name, value)

    def __setattr__(self, name, value):
        if name not in VARIANTS and name not in SETTINGS:
            raise AttributeError("no such option: %s" % name)
        if name in VARIANTS and value not in VARIANTS[name]:
            raise ValueError("%s is one of %r, not %r" % (name, VARIANTS[name], value))
        object.__setattr__(self, name, value)
