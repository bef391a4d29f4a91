"""Python 3 imports a folder without __init__.py as a package, Python 2 does not: this makes it one."""

import os
import sys
import types

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def name_packages(dotted):
    folder = os.path.join(ROOT, *dotted.split("."))
    package = sys.modules[dotted] = types.ModuleType(dotted)
    package.__path__ = [folder]
    for name in sorted(os.listdir(folder)):
        below = os.path.join(folder, name)
        if os.path.isdir(below) and not os.path.exists(os.path.join(below, "__init__.py")):
            name_packages(dotted + "." + name)
