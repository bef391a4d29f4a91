"""What the demo's historian holds when it starts: a day of the plant, and a recording that ends now.

`day` works the day out, which takes a Jython that has just started five seconds: the process that starts it does so.
"""
from demo.records import shown
from simulator.plant import tags
from simulator.plant.process import Process
from simulator.replay import NUMERIC

HISTORIAN = "Demo"
PLANT = "[default]Plant"
DAY, ROW, STEP = 86400, 300, 30  # seconds


def remember(gateway, day, recording, records):
    """Marks the plant's numeric tags for history and gives them a past; `records` sees the same day of the line.

    day        as `day` gives it
    recording  None, or {"tag_path", "times", "values"}; its times are shifted so that the last is now
    """
    gateway.historian.add_provider(HISTORIAN, "core")
    for node in gateway.tags.get(PLANT).tags_below():
        if node.data_type in NUMERIC + ("Boolean",):
            node.config["historyEnabled"] = True
    gateway.historian.watch()
    now = gateway.clock.now_millis()
    past = {
        path: [(now - age, value, "Good") for age, value in zip(day["ages"], values)]
        for path, values in day["values"].items()}
    for seen in day["line"]:
        records.see(seen[1:], now - seen[0])
    if recording is not None:
        past.pop(recording["tag_path"], None)
        shift = now - recording["times"][-1]
        past[recording["tag_path"]] = [
            (millis + shift, value, "Good") for millis, value in zip(recording["times"], recording["values"])]
    for path, samples in past.items():
        if gateway.tags.get(path).config.get("historyEnabled"):
            gateway.historian.record(path, samples)


def day():
    """{"ages": milliseconds before now, "values": {tag path: values}, "line": [[age] + what records.shown gives]}.

    Values of every five minutes, of the line every half minute; the last ones are of now.
    """
    process = Process(seed=1)
    instruments = tags.Instruments(process)
    ages, values, line = [], {}, []
    for second in range(STEP, DAY + STEP, STEP):
        process.step(float(STEP))
        line.append([(DAY - second) * 1000] + shown(process.line))
        if second % ROW == 0:
            ages.append((DAY - second) * 1000)
            for name, value in instruments.readings(0).items():
                if isinstance(value, (bool, int, float)):
                    values.setdefault("%s/%s" % (PLANT, name), []).append(value)
    return {"ages": ages, "values": values, "line": line}
