"""The pure-Python packages that Jython's tests import. Jython has no pip: CPython's fetches them."""

import shutil
import subprocess
import sys
from pathlib import Path

from tools import ROOT
from tools.faults import step

PINS = Path(__file__).with_name("requirements.txt")
SITE = ROOT / "build" / "jython-site"
OPTIONS = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile", "--ignore-requires-python")


def fetch() -> None:
    """Fills SITE, unless the pins are those it was filled with."""
    fetched = SITE / PINS.name
    if fetched.is_file() and fetched.read_text() == PINS.read_text():
        return
    shutil.rmtree(SITE, ignore_errors=True)
    step(f"fetching pytest for Jython into {SITE.relative_to(ROOT)}")
    subprocess.run([sys.executable, "-m", "pip", "install", *OPTIONS, "--target", SITE, "-r", PINS], check=True)
    shutil.copy(PINS, fetched)
