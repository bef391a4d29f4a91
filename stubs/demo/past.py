"""What the demo's historian holds when it starts: a day of the plant, and a recording that ends now."""
from simulator.plant import tags
from simulator.plant.process import Process
from simulator.replay import NUMERIC

HISTORIAN = "Demo"
PLANT = "[default]Plant"
DAY, ROW, STEP = 86400, 300, 30  # seconds


def remember(gateway, recording):
    """Marks the plant's numeric tags for history and gives them a past.

    recording  None, or {"tag_path", "times", "values"}; its times are shifted so that the last is now
    """
    gateway.historian.add_provider(HISTORIAN, "core")
    for node in gateway.tags.get(PLANT).tags_below():
        if node.data_type in NUMERIC + ("Boolean",):
            node.config["historyEnabled"] = True
    gateway.historian.watch()
    now = gateway.clock.now_millis()
    past = _day(now)
    if recording is not None:
        past.pop(recording["tag_path"], None)
        shift = now - recording["times"][-1]
        past[recording["tag_path"]] = [
            (millis + shift, value, "Good") for millis, value in zip(recording["times"], recording["values"])]
    for path, samples in past.items():
        if gateway.tags.get(path).config.get("historyEnabled"):
            gateway.historian.record(path, samples)


def _day(now):
    """{path: [(millis, value, quality)]} of a day of the plant: a row every five minutes, the last one now."""
    process = Process(seed=1)
    instruments = tags.Instruments(process)
    past = {}
    for second in range(STEP, DAY + STEP, STEP):
        process.step(float(STEP))
        if second % ROW == 0:
            millis = now - (DAY - second) * 1000
            for name, value in instruments.readings(millis).items():
                past.setdefault("%s/%s" % (PLANT, name), []).append((millis, value, "Good"))
    return past
