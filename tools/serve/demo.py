"""The gateway that `make run` serves: the built export, its tags, a token, the plant and perhaps a replay.

Owns what is on the gateway. The command line, the network and what is printed are elsewhere.
"""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import simulator
import webdev
from simulator.plant import Plant
from simulator.replay import Replay
from tools.faults import step

VERSIONS = {"8.1": "8.1.55", "8.3": "8.3.10"}
SETTINGS = "[default]Config/API/"
DEFAULT_TAGS = [f"[default]Plant/{name}" for name in ("Temperature", "Pressure", "FlowRate", "Status")]


@dataclass(frozen=True)
class Recording:
    """A recording to play: its values, the tag to play them into, samples a second."""

    values: list[float]
    tag: str
    speed: float


class BrokenExport(Exception):
    """The built zip does not load; says why in one line."""


class Demo:
    """A simulated gateway with the project installed. `start` and `stop` run its plant."""

    def __init__(self, products: list[Path], profile: str, project: str, origins: list[str]) -> None:
        export, config, demo = products
        self.project = project
        self.token = secrets.token_urlsafe(24)
        self.gateway = simulator.use(simulator.Gateway(version=VERSIONS[profile]))
        self.host = webdev.Host(self.gateway)
        self._sources: list[Any] = []
        self._install(export)
        for document in (config, demo):
            step(f"importing {document.name}")
            self.gateway.tags.import_tags(json.loads(document.read_text("utf-8")))
        self._configure(origins)

    def start(self, recording: Recording | None) -> None:
        plant = Plant(self.gateway, report=step)
        if recording:
            replay = Replay(self.gateway, recording.tag, recording.values, recording.speed, step)
            plant.release(recording.tag)
            self._sources.append(replay)
        self._sources.append(plant)
        for source in self._sources:
            source.start()

    def stop(self) -> None:
        for source in self._sources:
            source.stop()

    @property
    def api(self) -> ModuleType:
        """The API's front door, as the gateway loaded it."""
        return self.host.project(self.project).library.project.api

    def _install(self, export: Path) -> None:
        step(f"installing {export.name} as project {self.project}")
        try:
            self.host.install(self.project, webdev.Export.open(export))
            self.api  # noqa: B018 - scripts load when they are first asked for: better now than at the first request
        except Exception as error:  # whatever a broken script or zip raises
            raise BrokenExport(f"{export.name} does not load: {type(error).__name__}: {error}") from error

    def _configure(self, origins: list[str]) -> None:
        settings = {"ValidTokens": self.token, "DefaultTags": DEFAULT_TAGS, "AllowedOrigins": origins}
        for name, value in settings.items():
            self.gateway.tags.set_value(SETTINGS + name, value)
