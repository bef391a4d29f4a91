"""`make jython`: checks Java and the jars, fetches the pytest that runs on Jython, and lets Java archive its classes.

Installs nothing.
"""

import subprocess
import sys

from tools import ROOT
from tools.faults import step
from tools.jython import jvm, packages
from tools.jython.jars import Missing


def main() -> int:
    try:
        program = jvm.command("-c", "import sys; print(sys.version.split()[0])")
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    version = subprocess.run(program, capture_output=True, text=True, check=True, env=jvm.environment()).stdout
    step(f"Jython {version.strip()} runs on {program[0]}")
    packages.fetch()
    if not jvm.classes().is_file():
        step("archiving the classes of Jython and Jetty, so that later starts are faster")
        jvm.CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(jvm.archive_classes("-c", "import demo, webdev.jetty"), check=True, stdin=subprocess.DEVNULL,
                       env=jvm.environment(ROOT / "stubs"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
