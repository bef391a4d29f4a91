"""How much memory a long answer takes while it goes out: what the heap holds then, garbage aside, above idle."""

import urllib.request

from tools.bench.gateway import Gateway
from tools.bench.load import Shot

LOOKS = 8
CHUNK = 65536


class Cut(Exception):
    """The answer did not come whole."""


def bytes_above_idle(gateway: Gateway, shot: Shot, length: int) -> int:
    """Reads the answer, of at least `length` bytes, and looks at the heap LOOKS times meanwhile. Raises Cut."""
    idle = gateway.ask("live")
    found, looks = 0, []
    request = urllib.request.Request(shot.url, headers=shot.headers)  # noqa: S310  only ever our own http://127.0.0.1
    with urllib.request.urlopen(request, timeout=300) as answer:  # noqa: S310
        while chunk := answer.read(CHUNK):
            if found // (length // LOOKS) > len(looks):
                looks.append(gateway.ask("live"))
            found += len(chunk)
    if found < length:
        raise Cut(f"{shot.url} gave {found} bytes of {length}")
    return max(looks) - idle
