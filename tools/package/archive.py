"""Zip bytes and files on disk. Same content, same bytes; a file is the old one or the new one, whole."""

import io
import os
import tempfile
import zipfile
import zlib
from pathlib import Path

from tools.faults import Fault, Refused

# The earliest time a zip entry can carry: the bytes must not depend on when they were built.
EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(files):
            archive.writestr(_entry(path), files[path], zipfile.ZIP_DEFLATED, compresslevel=9)
    return buffer.getvalue()


def unpack(source: Path) -> dict[str, bytes]:
    """The files of any zip. Raises Refused when an import would trip over the archive itself."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            faults = _entry_faults(source.name, entries)
            if faults:
                raise Refused(faults)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (OSError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        raise Refused([Fault(source.name, 0, f"cannot be read as a zip ({error})", "export it again")]) from error


def write(target: Path, content: bytes) -> None:
    """Replaces `target` in one step: a reader never sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, EPOCH)
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry


def _entry_faults(archive: str, entries: list[zipfile.ZipInfo]) -> list[Fault]:
    faults = []
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        place = f"{archive}:{name}"
        if "\\" in name:
            faults.append(Fault(place, 0, "backslash in the entry name", "write forward slashes"))
        if name.startswith("/") or ".." in name.split("/"):
            faults.append(Fault(place, 0, "the entry leaves the project folder", "remove it"))
        if entry.flag_bits & 1:
            faults.append(Fault(place, 0, "the entry is encrypted", "export without a password"))
        if name.casefold() in seen:
            faults.append(Fault(place, 0, "the entry is there twice (letter case aside)", "keep one"))
        seen.add(name.casefold())
    return faults
