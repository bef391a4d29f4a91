"""The project's own commands: build, serve, lint, signatures.

Puts the gateway stand-ins on sys.path, so that each command finds `simulator`, `system`, `webdev` and `java`.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

for _folder in (ROOT / "stubs" / "cpython", ROOT / "stubs"):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))
