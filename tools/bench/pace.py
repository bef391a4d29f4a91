"""A client that keeps a rate: each request has its moment, whether or not the ones before it were answered.

A latency counts from that moment, so that a server that stalls cannot make the client wait with asking
(known as coordinated omission).
"""

import http.client
import itertools
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tools.bench.load import Shot

TIMEOUT = 10.0


@dataclass
class Tally:
    """What the workers saw. `late` are seconds by which a request left after its moment."""

    latencies: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)

    def count(self, error: str) -> None:
        self.errors[error] = self.errors.get(error, 0) + 1

    def join(self, other: "Tally") -> None:
        self.latencies += other.latencies
        self.late += other.late
        for error, number in other.errors.items():
            self.errors[error] = self.errors.get(error, 0) + number


class Pacer:
    """Sends `rate` requests a second for `seconds` on `connections`, each drawn from `shots` by its weight."""

    def __init__(self, shots: Sequence[tuple[Shot, int]], rate: int, seconds: float, connections: int) -> None:
        self._rate = rate
        self._total = int(rate * seconds)
        draw = random.Random(1)  # noqa: S311  the same mix in every run
        weights = [weight for _, weight in shots]
        self._order = draw.choices([shot for shot, _ in shots], weights, k=min(self._total, 10000))
        self._numbers = itertools.count()
        self._tallies = [Tally() for _ in range(connections)]
        self._began = 0.0

    def run(self, meanwhile: Callable[[float], None]) -> Tally:
        """Calls `meanwhile(seconds since the start)` again and again until the last answer is there."""
        self._began = time.monotonic()
        workers = [threading.Thread(target=self._work, args=(tally,), daemon=True) for tally in self._tallies]
        for worker in workers:
            worker.start()
        while any(worker.is_alive() for worker in workers):
            meanwhile(time.monotonic() - self._began)
            time.sleep(0.2)
        for worker in workers:
            worker.join()
        whole = Tally()
        for tally in self._tallies:
            whole.join(tally)
        return whole

    def _work(self, tally: Tally) -> None:
        connection = Connection()
        for number in self._numbers:
            if number >= self._total:
                break
            moment = self._began + number / self._rate
            time.sleep(max(0.0, moment - time.monotonic()))
            tally.late.append(time.monotonic() - moment)
            error = connection.send(self._order[number % len(self._order)])
            if error:
                tally.count(error)
            tally.latencies.append(time.monotonic() - moment)
        connection.close()


class Connection:
    """One kept-alive connection; opened again after a failure."""

    def __init__(self) -> None:
        self._open: http.client.HTTPConnection | None = None

    def send(self, shot: Shot) -> str | None:
        """None where the answer is the expected one, else what happened."""
        parts = urlsplit(shot.url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        try:
            self._open = self._open or http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT)
            self._open.request(shot.case.method, target, shot.case.content, shot.headers)
            answer = self._open.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            return type(error).__name__
        return None if answer.status == shot.case.status else f"status {answer.status} to {shot.case.name}"

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None
