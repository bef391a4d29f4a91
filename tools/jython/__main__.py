"""`make jython`: checks Java and the jars, and fetches the pytest that runs on Jython. Installs nothing else."""

import subprocess
import sys

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
    return 0


if __name__ == "__main__":
    sys.exit(main())
