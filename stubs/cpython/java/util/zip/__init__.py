"""java.util.zip: the one class that shipped code uses."""

from __future__ import annotations

import zlib

__all__ = ["GZIPOutputStream"]


class GZIPOutputStream:
    """Writes one gzip member to another stream; that one gets bytes."""

    def __init__(self, output: object, size: int = 512, syncFlush: bool = False) -> None:
        self._output = output
        self._sync = syncFlush
        self._packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)

    def write(self, content: bytes) -> None:
        self._pass_on(self._packer.compress(bytes(content)))

    def flush(self) -> None:
        if self._sync:
            self._pass_on(self._packer.flush(zlib.Z_SYNC_FLUSH))
        self._output.flush()

    def finish(self) -> None:
        self._pass_on(self._packer.flush())

    def close(self) -> None:
        self.finish()
        self._output.close()

    def _pass_on(self, packed: bytes) -> None:
        if packed:
            self._output.write(packed)
