"""The Java virtual machine: finds it, checks its age, and gives the command that runs a Python script on it."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools import ROOT
from tools.jython import jars
from tools.jython.jars import Missing

OLDEST = 17
JRE = "openjdk-17-jre-headless"
CACHE = ROOT / "build" / "jython-cache"
QUIET = ("-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off")


def java(environ: Mapping[str, str] = os.environ) -> str:
    """The path of a Java that is new enough. Raises Missing."""
    program = shutil.which(f"{environ['JAVA_HOME']}/bin/java" if environ.get("JAVA_HOME") else "java",
                           path=environ.get("PATH"))
    if program is None:
        raise Missing(f"Java {OLDEST} or later is needed and was not found\n{jars.install_line([JRE])}")
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    if version is None or int(version.group(1)) < OLDEST:
        found = version.group(1) if version else "of unknown version"
        raise Missing(f"Java {OLDEST} or later is needed; {program} is {found}\n{jars.install_line([JRE])}")
    return program


def command(*script: str) -> list[str]:
    """The command line that runs a script, or `-m module`, under Jython. Raises Missing."""
    return _command(_shared(), script)


def soon_command(*script: str) -> list[str]:
    """As `command`, for what is waited for: the slow compiler, which makes code fast that runs for minutes, is off.

    It has the demo answer in two thirds of the time. Not for tests: what it makes needs more of the stack.
    """
    return _command([*_shared(), "-XX:TieredStopAtLevel=1"], script)


def _shared() -> list[str]:
    archive = classes()
    return [f"-XX:SharedArchiveFile={archive}", *QUIET] if archive.is_file() else []


def archive_classes(*script: str) -> list[str]:
    """The command line that runs a script and leaves Java's archive of the classes that it loaded. Raises Missing."""
    return _command([f"-XX:ArchiveClassesAtExit={classes()}", *QUIET], script)


def classes() -> Path:
    """Where Java keeps the classes of this class path, read and checked: with them Jython starts in half the time.

    Java itself ignores an archive that another Java has made.
    """
    return CACHE / f"classes-{hashlib.sha256(jars.class_path().encode()).hexdigest()[:16]}.jsa"


def _command(options: list[str], script: tuple[str, ...]) -> list[str]:
    return [java(), *options, f"-Dpython.cachedir={CACHE}", "-cp", jars.class_path(), "org.python.util.jython", *script]


def environment(*folders: object, **variables: str) -> dict[str, str]:
    """The environment of a Jython: `folders` are what it finds modules in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"JYTHONPATH": os.pathsep.join(str(folder) for folder in folders)} | variables
