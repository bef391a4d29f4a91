"""Starts the gateway and does what the measuring process asks, in JSON lines.

Standard input: first {"projects": {name: path of an export}, "tags": [paths], "settings": {name: value},
"history": {tag path: [first millis, milliseconds between two samples, how many]}}, then questions {"ask": name, ...};
its end ends the process. Standard output: one line [kind, what] for each.
"""

import io
import json
import logging
import sys

import simulator
import webdev
from measured import historycost, readcost
from measured.floor import Floor
from measured.memory import Memory
from measured.sampler import Sampler
from webdev import jetty

SETTINGS = "[default]Config/API/"


def main():
    output, sys.stdout = sys.stdout, sys.stderr  # what a script prints is not for the measuring process
    logging.basicConfig(format="%(message)s")
    gateway, host = _started(json.loads(sys.stdin.readline()))
    servers = [jetty.serve(host, 0), jetty.serve(Floor(), 0)]
    questions = _questions(gateway, host)
    _say(output, "ready", {"port": servers[0].port, "floor": servers[1].port})
    for line in iter(sys.stdin.readline, ""):
        asked = json.loads(line)
        _say(output, "answer", questions[asked.pop("ask")](**asked))
    for server in servers:
        server.close()


def _started(site):
    gateway = simulator.use(simulator.Gateway(version="8.1.55"))
    for path in site["tags"]:
        _import(gateway, path)
    gateway.historian.add_provider("Historian")
    for path, (start, step, count) in site["history"].items():
        gateway.historian.record(path, [
            (start + number * step, 147.57071855985492 + number / 8.0, "Good") for number in range(count)])
    for name, value in site["settings"].items():
        gateway.tags.set_value(SETTINGS + name, value)
    # of the two ways that a gateway may have the cheaper one: what the simulator spends must not flatter the API
    host = webdev.Host(gateway, session_cookie="used")
    for name, export in site["projects"].items():
        host.install(name, webdev.Export.open(export))
    return gateway, host


def _import(gateway, path):
    with io.open(path, encoding="utf-8") as stream:
        gateway.tags.import_tags(json.load(stream))


def _questions(gateway, host):
    memory, sampler = Memory(), Sampler()
    return {
        "forget": memory.forget_peak,
        "peak": memory.peak_bytes,
        "live": memory.live_bytes,
        "readcost": lambda paths, seconds: readcost.micros(gateway.system.tag.readBlocking, paths, seconds),
        "historycost": lambda **asked: historycost.micros(
            gateway.system.tag.queryTagHistory, host.project("minimal").library.minimal,
            host.project("api").library.project.api.serve, **asked),
        "tags": lambda path: _import(gateway, path),
        "sample": sampler.start,
        "sampled": sampler.stop,
        "calls": lambda: dict((name, gateway.calls.count(name)) for name in gateway.calls.names()),
    }


def _say(output, kind, what):
    output.write(json.dumps([kind, what]) + "\n")
    output.flush()


main()
