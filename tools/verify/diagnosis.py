"""Before the suite: is there an API at all, and if not, one line on what to do."""

import requests

from tools.verify.client import Answer, Api, Broken

ADVICE = {
    402: "the WebDev trial has run out or the module has no licence: restart the trial on the gateway's web page",
    404: "no such project or WebDev resource: is the project's name in the URL right, and was every resource imported",
    405: "the WebDev resource is not there or its method is switched off: import the project zip again, all of it",
    500: "the handler failed before the API could answer: import the project zip again, scripts included",
    501: "the WebDev resource does not compile or lacks the method: import the project zip again",
}
EMPTY = ("200 with an empty body: something stands above the first line of a WebDev resource, "
         "or its handler returns nothing: import the project zip again")
CODES = {
    "auth_unconfigured": "put a token of at least 20 characters into [default]Config/API/ValidTokens, wait 5 seconds",
    "configuration_unavailable": "the tag provider `default` cannot be read: look at it on the gateway",
    "credentials_required": "the token did not arrive: does a proxy take the Authorization header away",
    "invalid_token": "TOKEN is not in [default]Config/API/ValidTokens: compare them; a change counts after 5 seconds",
    "insufficient_scope": "TOKEN may not do enough: its role needs status:read and tags:read",
    "tls_required": "this API answers over HTTPS only: give an https:// URL",
}


def obstacle(api: Api) -> str | None:
    """Why nothing can be verified, with what to do, or None."""
    try:
        return _in_the_way(api.raw("GET", "/health", bearer=None)) or _in_the_way(api.raw("GET", "/status"))
    except Broken as broken:
        return f"{broken}: is something between this computer and the gateway changing answers"
    except requests.exceptions.SSLError as error:
        return (f"the certificate of {api.target.base} is not trusted ({_cause(error)}): "
                "name its authority's file in REQUESTS_CA_BUNDLE")
    except requests.exceptions.Timeout:
        return f"{api.target.base} did not answer in time: is the gateway running, and the port open"
    except requests.exceptions.ConnectionError as error:
        return f"{api.target.base} cannot be reached ({_cause(error)}): check host, port and network"
    except requests.exceptions.RequestException as error:
        return f"{api.target.base} cannot be called ({error}): write http://host:8088/system/webdev/<project>"


def _in_the_way(answer: Answer) -> str | None:
    if answer.status == 200 and not answer.body:
        return f"{answer.name} answered {EMPTY}"
    if answer.media_type.endswith("json") and answer.body:
        return _said_by_api(answer)
    if answer.status in ADVICE:
        return f"{answer.name} answered {answer.status}: {ADVICE[answer.status]}"
    if 300 <= answer.status < 400:
        return f"{answer.name} redirects to {answer.headers.get('Location')}: give that address as URL"
    return (f"{answer.name} answered {answer.status} as {answer.media_type or 'nothing'}, which the API never does: "
            "is the URL that of a gateway's project, http://host:8088/system/webdev/<project>")


def _said_by_api(answer: Answer) -> str | None:
    """What the API itself says is wrong; anything else about its answers is for the suite."""
    if answer.status < 400 or not isinstance(answer.json(), dict):
        return None
    code = answer.json().get("code")
    return f"{answer.name} answered {answer.status} {code}: {CODES[code]}" if code in CODES else None


def _cause(error: BaseException) -> str:
    """The innermost reason, without the layers of the client."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return str(reason or error).rpartition(": ")[2]
