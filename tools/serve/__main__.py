"""Starts the server. Reads on any Python, so that an old one is told so and not shown a SyntaxError."""

import sys

OWN = ("demo", "java", "simulator", "system", "tools", "webdev")

if sys.version_info[:2] < (3, 11):
    sys.exit(
        "Python 3.11 or later is needed; this is %d.%d. `make run` finds one." % tuple(sys.version_info[:2])
    )

try:
    from tools.serve.cli import main
except ImportError as missing:
    if missing.name is None or missing.name.split(".")[0] in OWN:
        raise
    sys.exit("The package %s is not installed here; `make run` installs it." % missing.name)

sys.exit(main())
