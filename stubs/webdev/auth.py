"""require-auth of a verb: HTTP Basic against a user source of the gateway, remembered in the session."""

import base64

from webdev.compat import to_text


class User(object):
    """What a handler finds under session['user']."""

    def __init__(self, name, roles):
        self.username = name
        self.roles = list(roles)


class Denied(Exception):
    """`status` and `message` to answer with, and whether to ask for credentials."""

    def __init__(self, status, message, challenge=False):
        Exception.__init__(self, message)
        self.status, self.message, self.challenge = status, message, challenge


def authenticate(verb, servlet_request, session, security, options):
    """Puts the user into the session, or raises Denied. `security` is the gateway's system.security."""
    user = session.get("user")
    if user is None:
        user = session["user"] = _logged_in(verb, servlet_request, session, security, options)
    if verb.roles and not set(verb.roles) & set(user.roles):
        raise Denied(403, "Forbidden")


def _logged_in(verb, servlet_request, session, security, options):
    source = verb.user_source or options.user_source
    if not source:
        raise Denied(500, "No user source for project")
    credentials = _basic(servlet_request.getHeader("Authorization"))
    if credentials is None:
        raise Denied(401, "Unauthorized", challenge=True)
    name, password = credentials
    if not security.validateUser(name, password, source):
        session["retryAttempts"] = session.get("retryAttempts", 0) + 1
        raise Denied(options.bad_credentials, "Invalid credentials", challenge=options.bad_credentials == 401)
    return User(name, security.getUserRoles(name, password, source) or ())


def _basic(header):
    scheme, _, encoded = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        decoded = to_text(base64.b64decode(encoded.strip()))
    except (TypeError, ValueError):
        return None
    name, mark, password = decoded.partition(u":")
    return (name, password) if mark else None
