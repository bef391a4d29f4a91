"""The demo gateway on Jython behind Jetty, as the child of a process that speaks JSON lines with it.

Its standard input: one line, {"demo": arguments of Demo, "address", "port"}; the end of the input ends the server.
Its standard output: lines [kind, what]. "step" is a line for people; the start ends with "ready" and the endpoints,
or with "refused" and the reason.
"""

import json
import logging
import sys
import threading

from demo import BrokenExport, Demo, WrongSetting
from java.io import IOException
from simulator.replay import ReplayError
from webdev import jetty


class Parent(object):
    """The process that started this one."""

    def __init__(self):
        self._lock = threading.Lock()
        self._output = sys.stdout
        sys.stdout = sys.stderr  # what a script prints is not for the parent

    def tell(self, kind, what):
        with self._lock:
            self._output.write(json.dumps([kind, what]) + "\n")
            self._output.flush()

    def step(self, text):
        self.tell("step", text)


def main():
    parent = Parent()
    logging.basicConfig(format="%(message)s")
    asked = json.loads(sys.stdin.readline())
    try:
        demo = Demo(report=parent.step, **asked["demo"])
        demo.start()
        server = _listen(demo, asked["address"], asked["port"])
    except (BrokenExport, CannotListen, ReplayError, WrongSetting) as reason:
        parent.tell("refused", reason.args[0])
        return
    parent.tell("ready", demo.endpoints)
    sys.stdin.read()
    demo.stop()
    server.close()


class CannotListen(Exception):
    """Says why the port cannot be used."""


def _listen(demo, address, port):
    try:
        return jetty.serve(demo.host, port, address)
    except IOException as error:
        raise CannotListen("%s:%d cannot be used (%s)" % (address, port, (error.getCause() or error).getMessage()))


main()
