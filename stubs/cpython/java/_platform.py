"""Where the stand-ins get the time: the clock of the gateway in use."""

import simulator


def now_millis() -> int:
    return simulator.current().clock.now_millis()


def nanos() -> int:
    return simulator.current().clock.nanos()
