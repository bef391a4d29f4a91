"""What the figures were measured on, in words."""

import os
import platform
import re
import subprocess
from pathlib import Path

from tools.jython import jvm


def description() -> dict[str, str]:
    return {
        "Processor": f"{_processor()}, {os.cpu_count()} cores, shared with the load generator",
        "Memory": f"{_memory_gib():.0f} GiB, of which the Java heap may take 512 MiB",
        "System": _system(),
        "Java": _first_line(jvm.java(), "-version"),
        "wrk": _first_line("wrk", "-v").partition(" [")[0],
        "Load before the run": f"{os.getloadavg()[0]:.1f}",
    }


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found.group(1) if found else platform.machine()


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _system() -> str:
    release = Path("/etc/os-release")
    found = re.search(r'^PRETTY_NAME="(.+)"$', release.read_text(), re.MULTILINE) if release.is_file() else None
    return found.group(1) if found else platform.system()


def _first_line(*command: str) -> str:
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return (ended.stdout + ended.stderr).strip().splitlines()[0]
