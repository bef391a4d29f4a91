"""The two ways to serve the demo: here behind waitress, or on Jython behind Jetty in a process of its own.

Each is a context that ends the server, and gives what runs in it. What is served is asked for when it is needed:
Java starts meanwhile.
"""

import json
import logging
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from demo import Demo
from tools import ROOT
from tools.faults import step
from tools.jython import jars, jvm
from webdev import wsgi

PATIENCE = 5.0  # seconds for the end of a Java process that was told to end


class CannotServe(Exception):
    """Says why the server does not start, or has ended by itself."""


@dataclass(frozen=True)
class Running:
    """What a server serves, and how to wait for its end."""

    endpoints: list[dict[str, str]]
    wait: Callable[[], Any]


@contextmanager
def on_cpython(site: Callable[[], dict[str, Any]], address: str, port: int) -> Iterator[Running]:
    """`site` gives the arguments of Demo."""
    demo = Demo(report=step, **site())
    with ExitStack() as running:
        running.callback(demo.stop)
        demo.start()
        running.enter_context(_listening(demo, address, port))
        # That the end cuts off requests is no news to the one who asked for it.
        running.callback(logging.getLogger("waitress").setLevel, logging.CRITICAL)
        yield Running(demo.endpoints, _wait)


def _wait() -> None:
    """Until a signal raises. Asleep, and not waiting for a lock that the exception could break."""
    while True:
        time.sleep(60)


def _listening(demo: Demo, address: str, port: int) -> wsgi.Server:
    try:
        return wsgi.serve(demo.host, port, address)
    except OSError as error:
        raise CannotServe(unusable(address, port, error)) from error


def unusable(address: str, port: int, error: OSError) -> str:
    return f"{address}:{port} cannot be used ({error.strerror})"


@contextmanager
def on_jython(site: Callable[[], dict[str, Any]], address: str, port: int) -> Iterator[Running]:
    """Outside of the terminal's process group: Ctrl-C is for this process, which then ends that one."""
    try:
        command = jvm.soon_command("-m", "demo")
    except jars.Missing as missing:
        raise CannotServe(str(missing)) from missing
    child = subprocess.Popen(command, env=jvm.environment(ROOT / "stubs"), start_new_session=True, text=True,
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        asked = json.dumps({"demo": site(), "address": address, "port": port})
        with suppress(BrokenPipeError):  # _ready tells that the child has ended
            print(asked, file=child.stdin, flush=True)
        yield Running(_ready(child), lambda: _ended(child))
    finally:
        _end(child)


def _ready(child: subprocess.Popen[str]) -> list[dict[str, str]]:
    for kind, what in _told(child):
        if kind == "ready":
            return what
        if kind == "refused":
            raise CannotServe(what)
    return _ended(child)


def _ended(child: subprocess.Popen[str]) -> Any:
    """Passes on what a running child says; returns never."""
    for _ in _told(child):
        pass
    raise CannotServe(f"the Java process ended by itself with {child.wait()}")


def _told(child: subprocess.Popen[str]) -> Iterator[tuple[str, Any]]:
    for line in child.stdout:
        kind, what = json.loads(line)
        if kind == "step":
            step(what)
        else:
            yield kind, what


def _end(child: subprocess.Popen[str]) -> None:
    child.terminate()
    try:
        child.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
