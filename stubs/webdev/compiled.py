"""Code of scripts from their text; on Jython kept on disk, because to compile the library takes seconds.

What is kept lies below Jython's own cache folder, `python.cachedir`; without one nothing is kept. A file is named
by a digest of Jython's version, the script's file name and its text, so that it can never be stale.
"""

import hashlib
import os
import sys

try:
    from org.python.core import BytecodeLoader, imp

    from java.io import ByteArrayInputStream
    from java.lang import System
except ImportError:
    imp = None

FOLDER = "scripts"


def code_of(text, filename):
    """As compile(text, filename, "exec"). Raises SyntaxError."""
    place = _place(text, filename) if imp is not None else None
    if place is None:
        return compile(text, filename, "exec", 0, True)
    if not os.path.isfile(place):
        _keep(place, imp.compileSource(_name(place), ByteArrayInputStream(text.encode("ascii")), filename))
    with open(place, "rb") as kept:
        return BytecodeLoader.makeCode(_name(place) + "$py", kept.read(), filename)


def _place(text, filename):
    """Where the code is kept; None for what is not ASCII, which compiles differently as bytes."""
    folder = System.getProperty("python.cachedir")
    if not folder or any(character > "\x7f" for character in set(text)):
        return None
    digest = hashlib.sha256("\0".join((sys.version, filename, text)).encode("ascii")).hexdigest()
    return os.path.join(folder, FOLDER, "s%s.class" % digest[:40])


def _name(place):
    return os.path.basename(place)[:-len(".class")]


def _keep(place, code):
    if not os.path.isdir(os.path.dirname(place)):
        os.makedirs(os.path.dirname(place))
    # Renamed when it is whole: another process may be looking for it.
    unfinished = "%s.%d.%d" % (place, os.getpid(), System.nanoTime())
    with open(unfinished, "wb") as target:
        target.write(code.tostring())
    os.rename(unfinished, place)
