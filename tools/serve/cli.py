"""The command line of `make run`: what it is asked, what it prints, and how it ends."""

import argparse
import logging
import re
import signal
import socket
import sys
import threading
from contextlib import ExitStack
from typing import NoReturn

from simulator.replay import ReplayError, load, parse_speed
from tools import build
from tools.faults import Refused, step
from tools.serve import curls
from tools.serve.demo import VERSIONS, BrokenExport, Demo, Recording
from webdev import wsgi

ADDRESS = "127.0.0.1"
TEMPERATURE = "[default]Plant/Temperature"
OWN_PAGES = "http://localhost:3000"


class CannotServe(Exception):
    """Says in one line why the server does not start."""


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        _serve(asked)
    except KeyboardInterrupt:
        step("Stopped.")
        return 0
    except Refused as refused:
        more = f" (and {len(refused.faults) - 1} more: make build)" if len(refused.faults) > 1 else ""
        return _refuse(f"the project cannot be built: {refused.faults[0]}{more}")
    except (BrokenExport, CannotServe, ReplayError) as reason:
        return _refuse(str(reason))


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr, flush=True)
    return 1


def _serve(asked: argparse.Namespace) -> NoReturn:
    """Runs until a signal ends it."""
    recording = _recording(asked)
    _check_port(asked.port)
    step("building the project")
    demo = Demo(build.build(), asked.profile, asked.project, asked.origins)
    with ExitStack() as running:
        running.callback(demo.stop)
        demo.start(recording)
        running.enter_context(_listen(demo, asked.port))
        # That the end cuts off requests is no news to the one who asked for it.
        running.callback(logging.getLogger("waitress").setLevel, logging.CRITICAL)
        _announce(demo, asked, recording)
        threading.Event().wait()


def _recording(asked: argparse.Namespace) -> Recording | None:
    if asked.replay is None:
        return None
    speed = parse_speed(asked.speed)
    return Recording(load(asked.replay), asked.tag, speed)


def _check_port(port: int) -> None:
    """Before anything is built: a taken port is the likeliest mistake."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise _unusable(port, error) from error


def _listen(demo: Demo, port: int) -> wsgi.Server:
    try:
        return wsgi.serve(demo.host, port, ADDRESS)
    except OSError as error:
        raise _unusable(port, error) from error


def _unusable(port: int, error: OSError) -> CannotServe:
    other = port + 1 if port < 65535 else 8088
    return CannotServe(f"{ADDRESS}:{port} cannot be used ({error.strerror}); try: make run PORT={other}")


def _announce(demo: Demo, asked: argparse.Namespace, recording: Recording | None) -> None:
    base = f"http://{ADDRESS}:{asked.port}/system/webdev/{asked.project}/api"
    examples = [*curls.EXAMPLES, curls.preflight(asked.origins[0])]
    for example in examples:
        print(f"\n# {example.title}\n{curls.line(example, base, demo.token)}")
    for endpoint in curls.missing(demo.api.ENDPOINTS):
        print(f"\n# No line for {endpoint}")
    print(f"\nBase URL   {base}")
    print(f"Gateway    simulated, Ignition {VERSIONS[asked.profile]}")
    print(f"Origins    {', '.join(asked.origins)}")
    if recording:
        print(f"Replay     {asked.replay} into {recording.tag}, {recording.speed:g} samples a second")
    print("Ctrl-C stops it.", flush=True)


class OneLineParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Without the usage: who calls through make has never seen these options."""
        self.exit(2, message.replace("argument --", "") + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(prog="python -m tools.serve", description="Serve the built project.")
    parser.add_argument("--port", type=_port, default=8088)
    parser.add_argument("--profile", choices=sorted(VERSIONS), default="8.1", help="Ignition to simulate")
    parser.add_argument("--project", type=_project, default="demo", help="name to import the project under")
    parser.add_argument("--origins", type=_origins, default=[OWN_PAGES],
                        help="web origins whose pages may call, separated by commas")
    parser.add_argument("--replay", metavar="CSV", help="play this recording into a tag")
    parser.add_argument("--tag", default=TEMPERATURE, help="the tag for --replay")
    parser.add_argument("--speed", default="1", help="samples a second for --replay")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; use 1 to 65535")
    return int(text)


def _project(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no project name; use letters, digits, - and _")
    return text


def _origins(text: str) -> list[str]:
    origins = [origin.strip() for origin in text.split(",") if origin.strip()]
    if not origins:
        raise argparse.ArgumentTypeError("name at least one origin, as http://localhost:3000")
    return origins
