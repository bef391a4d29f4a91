"""Runs a command beside both servers: `python -m tools.databases pytest ...`, which finds them in DATABASE_SERVERS."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import asdict

from tools import databases


def main(command: list[str]) -> int:
    with ExitStack() as running:
        servers = {
            "postgresql": running.enter_context(databases.postgresql()),
            "mariadb": running.enter_context(databases.mariadb()),
        }
        told = json.dumps({kind: asdict(server) for kind, server in servers.items()})
        return subprocess.run(command, env=os.environ | {"DATABASE_SERVERS": told}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
