"""The command line of `make run` and `make run-jython`: what it is asked, what it prints, and how it ends."""

import argparse
import json
import re
import secrets
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from demo import BrokenExport, WrongSetting, past
from simulator.replay import ReplayError, parse_speed, recorded
from tools import ROOT, build
from tools.faults import Refused, step
from tools.package import demo, sql
from tools.serve import curls, fronts
from tools.serve.fronts import CannotServe

ADDRESS = "127.0.0.1"
TEMPERATURE = "[default]Plant/Temperature"
OWN_PAGES = "http://localhost:3000"
SIGNALS = (signal.SIGINT, signal.SIGTERM)
VERSIONS = {"8.1": "8.1.55", "8.3": "8.3.10"}
PRINTED = ("ValidTokens", "AllowedOrigins")
FRONTS = {"run": fronts.on_cpython, "run-jython": fronts.on_jython}


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    for number in SIGNALS:
        signal.signal(number, _stop)
    try:
        _serve(asked)
    except KeyboardInterrupt:
        step("Stopped.")
        return 0
    except Refused as refused:
        more = f" (and {len(refused.faults) - 1} more: make build)" if len(refused.faults) > 1 else ""
        return _refuse(f"the project cannot be built: {refused.faults[0]}{more}")
    except (BrokenExport, CannotServe, ReplayError, WrongSetting) as reason:
        return _refuse(str(reason))


def _stop(number: int, frame: object) -> NoReturn:
    """Once: make passes a signal on to a process that the terminal has told already."""
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr, flush=True)
    return 1


def _serve(asked: argparse.Namespace) -> NoReturn:
    """Runs until a signal ends it."""
    recording = _recording(asked)
    _check_port(asked)
    site = {
        "tables": str(ROOT / sql.SOURCES / "sqlite.sql"),
        "plant": str(ROOT / demo.SOURCE),
        "version": VERSIONS[asked.profile],
        "project": asked.project,
        "origins": asked.origins,
        "token": secrets.token_urlsafe(24),
        "settings": dict(asked.setting),
        "custom": _script(asked.custom),
        "recording": recording,
    }
    with FRONTS[asked.target](lambda: site | _built(), ADDRESS, asked.port) as running:
        _announce(running.endpoints, site, asked)
        running.wait()


def _built() -> dict[str, Any]:
    step("building the project")
    export, *others = build.build()
    tags = [str(product) for product in others if product.suffix == ".json"]
    return {"products": [str(export), *tags], "day": past.day()}


def _recording(asked: argparse.Namespace) -> dict[str, Any] | None:
    if asked.replay is None:
        if asked.tag or asked.speed:
            step("TAG and SPEED are for a recording; without REPLAY they mean nothing.")
        return None
    speed = parse_speed(asked.speed or "1")
    samples = recorded(asked.replay)
    return {"tag_path": asked.tag or TEMPERATURE, "times": [millis for millis, _ in samples],
            "values": [value for _, value in samples], "speed": speed}


def _script(path: str | None) -> str | None:
    if path is None:
        return None
    try:
        return Path(path).read_text("utf-8")
    except OSError as error:
        raise CannotServe(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CannotServe(f"{path} is not UTF-8") from error


def _check_port(asked: argparse.Namespace) -> None:
    """Before anything is built: a taken port is the likeliest mistake."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, asked.port))
        except OSError as error:
            other = asked.port + 1 if asked.port < 65535 else 8088
            reason = fronts.unusable(ADDRESS, asked.port, error)
            raise CannotServe(f"{reason}; try: make {asked.target} PORT={other}") from error


def _announce(endpoints: list[dict[str, str]], site: dict[str, Any], asked: argparse.Namespace) -> None:
    base = f"http://{ADDRESS}:{asked.port}/system/webdev/{asked.project}/api"
    examples = [*curls.of(endpoints), curls.preflight(asked.origins[0])]
    for example in examples:
        print(f"\n# {example.title}\n{curls.line(example, base, site['token'])}")
    for endpoint in curls.missing(endpoints):
        print(f"\n# Served too: {endpoint}")
    print(f"\nBase URL   {base}")
    print(f"Token      {site['token']}")
    print(f"Gateway    simulated, Ignition {site['version']}")
    print(f"Origins    {', '.join(asked.origins)}")
    if recording := site["recording"]:
        print(f"Replay     {asked.replay} into {recording['tag_path']}, {recording['speed']:g} samples a second")
    print("Ctrl-C stops it.", flush=True)


class OneLineParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Without the usage: who calls through make has never seen these options."""
        self.exit(2, message.replace("argument --", "") + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(prog="python -m tools.serve", description="Serve the built project.")
    parser.add_argument("--jython", dest="target", action="store_const", const="run-jython", default="run",
                        help="serve on Jython and Jetty")
    parser.add_argument("--port", type=_port, default=8088)
    parser.add_argument("--profile", choices=sorted(VERSIONS), default="8.1", help="Ignition to simulate")
    parser.add_argument("--project", type=_project, default="demo", help="name to import the project under")
    parser.add_argument("--origins", type=_origins, default=[OWN_PAGES],
                        help="web origins whose pages may call, separated by commas")
    parser.add_argument("--setting", type=_setting, action="append", default=[], metavar="NAME=JSON",
                        help="another setting of the API, as 'RequireHttps=true'; repeatable")
    parser.add_argument("--custom", metavar="PY", help="the script custom.api, instead of the demo's")
    parser.add_argument("--replay", metavar="CSV", help="play this recording into a tag")
    parser.add_argument("--tag", help=f"the tag for --replay; {TEMPERATURE} if left out")
    parser.add_argument("--speed", help="samples a second for --replay; 1 if left out")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; use 1 to 65535")
    return int(text)


def _project(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no project name; use letters, digits, - and _")
    return text


def _setting(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    if name in PRINTED:
        raise argparse.ArgumentTypeError(f"{name} is not set here: --origins names the origins, and a token is made "
                                         "at each start")
    try:
        return name, json.loads(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no setting; write its name, = and a value in JSON") from None


def _origins(text: str) -> list[str]:
    origins = [origin.strip() for origin in text.split(",") if origin.strip()]
    if not origins:
        raise argparse.ArgumentTypeError("name at least one origin, as http://localhost:3000")
    for origin in origins:
        if not re.fullmatch(r"https?://[^\s/*?#@]+", origin):
            raise argparse.ArgumentTypeError(f"{origin!r} is no origin; write scheme, host and port, as "
                                             "http://localhost:3000")
    return origins
