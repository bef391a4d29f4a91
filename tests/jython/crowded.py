"""A gateway with a database behind Jetty, in a process of its own, that does what its parent asks. Jython.

Standard input: JSON lines {"ask": name, ...}; its end ends the process. Standard output: a JSON line for each, and
before them one with the port.
"""

import json
import sys
import threading

import folders

folders.name_packages("tests")

from measured.memory import Memory  # noqa: E402

from java.lang import System  # noqa: E402
from tests.support import databases, stored  # noqa: E402
from tests.support.threads import THREADS, together  # noqa: E402
from webdev import jetty  # noqa: E402


class Site(object):
    """Each public method is a question."""

    def __init__(self):
        self.product = stored.product()
        self.server = jetty.serve(self.product.host, 0)

    def close(self):
        self.server.close()
        databases.close(self.product.gateway)

    def configure(self, **settings):
        stored.configure(self.product, **settings)

    def restart(self):
        """As saving anything in the Designer does."""
        self.product.host.restart(self.product.project)
        self.product.library = self.product.host.project(self.product.project).library

    def revoke(self, name):
        self.product.library.project.auth.revoke(name)

    def rows(self):
        return stored.rows(self.product)

    def found(self):
        """What is in the tag, how often was it written, and what is still running."""
        running = self.product.library.project.guard.limiter.HOLDER.get().places
        return {
            "value": stored.setpoint(self.product),
            "writes": self.product.gateway.calls.count("system.tag.writeBlocking"),
            "running": sum([place.get() for place in running.values()]),
            "sessions": self.product.gateway.databases.connections["API"].pool.taken,
        }

    def race(self, seconds, rate, burst):
        """Threads that take from one bucket for so many seconds.

        returns  samples: [[nanoseconds since the start, tokens that were given out before]]
                 each: tokens by thread; left: tokens that are still there, between these nanoseconds since the start
                 full: nanoseconds from the start until when the bucket was full, now and then: threads start slowly
        """
        buckets = self.product.library.project.guard.buckets
        table, policy = buckets.Buckets("race"), buckets.perSecond("race", rate, burst)
        given, full, samples = [0] * THREADS, [0] * THREADS, []
        began = System.nanoTime()

        def take(number):
            while System.nanoTime() - began < seconds * 1e9:
                granted, left = table.take("caller", policy)[:2]
                if granted:
                    given[number] += 1
                    if left >= burst - 2:
                        full[number] = System.nanoTime() - began

        def watch():
            ended.wait(0.02)
            while not ended.is_set():
                total = sum(given)
                samples.append([System.nanoTime() - began, total])
                ended.wait(0.02)

        ended = threading.Event()
        watcher = threading.Thread(target=watch)
        watcher.start()
        together(take)
        ended.set()
        watcher.join()
        asked = System.nanoTime() - began
        left = table.take("caller", policy, 0)[1]
        return {"samples": samples, "each": given, "full": max(full), "left": left,
                "between": [asked, System.nanoTime() - began]}

    def names(self, count, seconds):
        """Takes one token each for so many names, from buckets that are full again after so many seconds.

        returns  how many buckets there are, bytes of live heap before and after, and how many tokens the caller got
                 who had used up its own before
        """
        buckets = self.product.library.project.guard.buckets
        name = "names-%s" % seconds
        table, policy, memory = buckets.Buckets(name), buckets.Policy(name, 3, seconds), Memory()
        attacker = [table.take("attacker", buckets.Policy(name, 3, 36000))[0] for _ in range(5)]
        for number in range(buckets.MAX_BUCKETS + buckets.OVERFLOWS):
            table.take("first-%d" % number, policy)
        before = memory.live_bytes()

        def take(thread):
            for number in range(thread, count, THREADS):
                table.take("name-%d" % number, policy)

        together(take)
        again = [table.take("attacker", buckets.Policy(name, 3, 36000))[0] for _ in range(5)]
        return {
            "buckets": table.numbers.size(), "most": buckets.MAX_BUCKETS, "overflow": table.overflow.size(),
            "overflows": buckets.OVERFLOWS, "before": before, "after": memory.live_bytes(),
            "attacker": attacker.count(True), "again": again.count(True)}


def main():
    output, sys.stdout = sys.stdout, sys.stderr  # what a script prints is not for the parent
    site = Site()
    say(output, site.server.port)
    for line in iter(sys.stdin.readline, ""):
        asked = json.loads(line)
        say(output, getattr(site, asked.pop("ask"))(**dict((str(name), asked[name]) for name in asked)))
    site.close()


def say(output, what):
    output.write(json.dumps(what) + "\n")
    output.flush()


main()
