"""Times the steps of authentication, one after the other, in one thread. Jython.

Standard input: {"export": path of the zip, "tags": [paths of tag exports], "seconds": for each step}. Standard output:
{"micros": {step: median microseconds}, "welch": {comparison: t}}.
"""

import io
import json
import sys

import simulator
import webdev
from micro import issuer, timed, welch

SETTINGS = "[default]Config/API/"
PROJECT = "api"
TAG = u"/System/Gateway/SystemName"
KEY, PLAIN = "key-of-the-bench-0123456789abcdef", "plain-token-of-the-bench-0123456789a"


def main():
    output, sys.stdout = sys.stdout, sys.stderr  # what a script prints is not for the parent
    asked = json.loads(sys.stdin.readline())
    library = _installed(asked["export"], asked["tags"])
    steps = _steps(library)
    for _ in range(2):  # what the first round gives is Java's warming up
        micros = dict((name, step(asked["seconds"] / 2)) for name, step in steps)
    output.write(json.dumps({"micros": micros, "welch": welch.comparisons(library, PLAIN, asked["seconds"])}) + "\n")
    output.flush()


def _installed(export, tags):
    gateway = simulator.use(simulator.Gateway(version="8.1.55"))
    for path in tags:
        with io.open(path, encoding="utf-8") as stream:
            gateway.tags.import_tags(json.load(stream))
    host = webdev.Host(gateway)
    host.install(PROJECT, webdev.Export.open(export))
    library = host.project(PROJECT).library
    crypto = library.project.gateway.crypto
    digest = crypto.hexText(crypto.sha256(KEY.encode("ascii")))
    issuer.publish(gateway)
    for name, value in (("ValidTokens", PLAIN), ("Issuers", issuer.ENTRIES),
                        ("Keys", {"mes": {"sha256": digest, "roles": ["operator"]}})):
        gateway.tags.set_value(SETTINGS + name, value)
    host.restart(PROJECT)
    return host.project(PROJECT).library


def _steps(library):
    """[(name, a function of seconds that gives median microseconds)]"""
    project = library.project
    configuration = project.config.current.get()
    tokens = issuer.tokens(500)

    def request(token):
        headers = {"Authorization": "Bearer " + token}
        return project.http.request.Request({"headers": headers, "remoteAddr": "192.0.2.1"})

    def authenticated(token):
        asked = request(token)
        return lambda: project.guard.admission.authenticated(asked, configuration)

    def first():
        """Each token for the first time, as far as the API knows."""
        asked = [request(token) for token in tokens]

        def forget():
            project.guard.oauth.VERIFIED.entries.clear()
            configuration.remembered.pop("tokens", None)

        return asked, forget, lambda each: project.guard.admission.authenticated(each, configuration)

    def tag():
        # The pipeline of the API alone: without WebDev, HTTP and a servlet response.
        return project.api.serve("tags", {
            "headers": {"Authorization": "Bearer " + PLAIN}, "params": {}, "remainingPath": TAG,
            "remoteAddr": "192.0.2.1"})

    if '"Good"' not in tag()["json"]:
        raise ValueError("the tag that is to be timed cannot be read")
    return [
        ("a key of Keys", lambda seconds: timed.together(authenticated(KEY), seconds)),
        ("a token of ValidTokens", lambda seconds: timed.together(authenticated(PLAIN), seconds)),
        ("a JSON Web Token, known", lambda seconds: timed.together(authenticated(tokens[0]), seconds)),
        ("a JSON Web Token with RS256, new", lambda seconds: timed.one_by_one(*(first() + (seconds,)))),
        ("SHA-256 of a token, in base64url", lambda seconds: timed.together(
            lambda: project.gateway.crypto.fingerprint(KEY), seconds)),
        ("the RS256 signature alone", lambda seconds: timed.together(issuer.verification(project), seconds, 20)),
        ("a whole GET of one tag, one after the other", lambda seconds: timed.together(tag, seconds)),
        ("a whole GET of one tag, a millisecond after the last one", lambda seconds: timed.rested(tag, seconds)),
    ]


main()
