"""Where recordings of real machines are, CSV files with the rows `timestamp,value`: not part of this repository."""

import os

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.environ.get("RECORDINGS") or os.path.join(ROOT, "..", "shared", "data")
MACHINE = os.path.join(FOLDER, "machine_temperature.csv")
MISSING = "no recordings in %s; RECORDINGS names their folder" % FOLDER


def files():
    """The paths of all of them, [] where there is no such folder."""
    if not os.path.isdir(FOLDER):
        return []
    return [os.path.join(FOLDER, name) for name in sorted(os.listdir(FOLDER)) if name.endswith(".csv")]
