"""`make key`: a new API key. Its token is shown this once; the entry goes into the tag Keys.

It runs the library's own project.auth.mintKey on a simulated gateway, as the Script Console does on a real one.
"""

import argparse
import sys

import simulator
import webdev
from tools import build


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make key", description="Mint an API key.")
    parser.add_argument("--id", required=True, help="who will call with it")
    parser.add_argument("--roles", default="operator", help="names of roles, separated by commas")
    parser.add_argument("--days", type=int, help="after how many days it expires; never if left out")
    asked = parser.parse_args(arguments)
    if not asked.id:
        print("Name who will call with it: make key ID=mes [ROLES=operator] [DAYS=365]", file=sys.stderr)
        return 1
    roles = [name.strip() for name in asked.roles.split(",") if name.strip()]
    try:
        print(_library().auth.mintKey(asked.id, roles, asked.days))
    except ValueError as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def _library():
    host = webdev.Host(simulator.use(simulator.Gateway()))
    host.install("keys", webdev.Export(build.export_files()))
    return host.project("keys").library.project


if __name__ == "__main__":
    sys.exit(main())
