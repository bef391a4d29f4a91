"""Where the time goes: stacks of the server's threads, taken at intervals, counted by Python function.

Jython's compiled code shows up in Java's stack traces with the script's file name and line.
"""

import collections
import threading

from java.lang import Thread

SERVER = "webdev-jetty"
# Of a thread that waits, who made it wait is of interest, not how Java waits.
WAITING = ("java.util.concurrent.", "jdk.internal.")


class Sampler(object):
    def start(self, interval):
        """Samples every `interval` seconds until `stop`."""
        self._own = collections.Counter()
        self._with_callees = collections.Counter()
        self._leaves = collections.Counter()
        self._samples = 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(interval,))
        self._thread.start()

    def stop(self):
        """{"samples", "own": {function: count}, "total": ..., "leaves": {"function < Java method": count}}."""
        self._end.set()
        self._thread.join()
        return {"samples": self._samples, "own": self._own, "total": self._with_callees, "leaves": self._leaves}

    def _run(self, interval):
        while not self._end.wait(interval):
            for entry in Thread.getAllStackTraces().entrySet():
                thread = entry.getKey()
                if thread.getName().startswith(SERVER):
                    self._count(entry.getValue())

    def _count(self, stack):
        functions = [_function(frame) for frame in stack if _is_script(frame)]
        if not functions:
            return
        self._samples += 1
        self._own[functions[0]] += 1
        self._with_callees.update(set(functions))
        self._leaves["%s < %s" % (functions[0], _java_frames(stack))] += 1


def _is_script(frame):
    return (frame.getFileName() or "").endswith(".py") and "$" in frame.getMethodName()


def _function(frame):
    name = frame.getMethodName().partition("$")[0]
    return "%s:%s" % ("/".join((frame.getFileName() or "?").split("/")[-3:]), name)


def _java_frames(stack):
    frames = ["%s.%s" % (frame.getClassName(), frame.getMethodName()) for frame in stack[:20]]
    waits = frames[0].startswith(WAITING)
    shown = [frame for frame in frames if not frame.startswith(WAITING)][:2]
    return " < ".join((["(waits)"] if waits else []) + [".".join(frame.split(".")[-2:]) for frame in shown])
