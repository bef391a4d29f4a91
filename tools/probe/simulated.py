"""The simulated gateway with the probe on it: what it answers is what the simulator assumes."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import simulator
import webdev
from tools import ROOT
from tools.package import tags
from tools.probe import package
from tools.probe.asker import Asker
from webdev import wsgi

VERSIONS = {"8.1": "8.1.55", "8.3": "8.3.10"}
PROJECT = "probing"


def host(token: str, version: str = VERSIONS["8.1"], documents: tuple = (), **webdev_options: object) -> webdev.Host:
    """A gateway with the demo tags and `documents`; it is the one in use from now on."""
    gateway = simulator.use(simulator.Gateway(version=version))
    for document in (tags.demo_document(ROOT), *documents):
        gateway.tags.import_tags(document)
    found = webdev.Host(gateway, **webdev_options)
    found.install(PROJECT, webdev.Export(package.files(token)))
    return found


@contextmanager
def asked(profile: str) -> Iterator[Asker]:
    """One that asks a simulated gateway of a profile, everything as it is by default."""
    # Handlers that fail on purpose are no news to the one who asks.
    logging.getLogger("webdev").setLevel(logging.CRITICAL)
    token = secrets.token_urlsafe(24)
    with serving(host(token, VERSIONS[profile]), token) as asker:
        yield asker


@contextmanager
def serving(served: webdev.Host, token: str) -> Iterator[Asker]:
    with wsgi.serve(served, port=0) as server:
        yield Asker(f"{server.url}/system/webdev/{PROJECT}/probe", token)
