"""The demo plant of ignition/tags/demo-tags.json: a process that runs, the tags that show and steer it.

Owns the plant's tags on a simulated gateway. The physics is in `process`, which knows no tags.
"""
from simulator.plant import tags
from simulator.plant.process import Process
from simulator.plant.runner import Runner, report_to_stderr

STEP = 1.0  # seconds


class Plant(object):
    """The process of one gateway. `start` and `stop` run it in real time; `step` advances it at once."""

    def __init__(self, gateway, seed=0, root="[default]Plant", report=report_to_stderr):
        self.process = Process(seed)
        self._gateway = gateway
        self._root = root
        self._instruments = tags.Instruments(self.process)
        self._released = set()
        self._shown = {}
        self._runner = Runner(lambda: self.step(STEP), STEP, "the demo plant", report)
        for name in list(tags.TARGETS) + list(tags.SWITCHES):
            self._check(name)

    def release(self, path):
        """Leaves a tag to another source, a replay for example: the plant no longer writes it."""
        node = self._gateway.tags.get(path)
        names = self._instruments.readings(self._gateway.clock.now_millis())
        self._released.update(name for name in names if self._gateway.tags.get(self._path(name)) is node)

    def step(self, dt=STEP):
        """Takes over what operators have set, advances by `dt` seconds, and shows the process on the tags."""
        self._obey()
        self.process.step(dt)
        self._show()

    def start(self):
        self._runner.start()

    def stop(self):
        self._runner.stop()

    @property
    def running(self):
        return self._runner.running

    def _obey(self):
        for name, target in tags.TARGETS.items():
            value = self._read(name)
            if _is_number(value):
                self.process.set_target(target, float(value))
        for name, machine in tags.SWITCHES.items():
            value = self._read(name)
            if value is not None:
                getattr(self.process, machine).enabled = bool(value)

    def _show(self):
        """Writes what changed: a device reports by exception, so that a steady value keeps its timestamp."""
        for name, value in self._instruments.readings(self._gateway.clock.now_millis()).items():
            if name not in self._released and self._shown.get(name) != value:
                self._gateway.tags.set_value(self._path(name), value)
                self._shown[name] = value

    def _read(self, name):
        qualified = self._gateway.tags.read(self._path(name))
        return qualified.value if qualified.quality.isGood() else None

    def _check(self, name):
        if self._gateway.tags.get(self._path(name)) is None:
            raise ValueError("the demo plant needs %s; import demo-tags.json first" % self._path(name))

    def _path(self, name):
        return self._root + "/" + name


def _is_number(value):
    return value is not None and not isinstance(value, bool) and value == value
