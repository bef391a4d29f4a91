"""What the historian of `make run` holds when it starts: a day of the plant, and a recording that ends now."""

from demo import past
from java.util import Date
from tests.simulator.exports import tag

NOW = 1700000000000
TEMPERATURE, RATE, STATUS = ["[default]Plant/" + name for name in ("Temperature", "Rate", "Status")]
DAY = {
    "ages": [600000, 300000, 0], "values": {TEMPERATURE: [1.0, 2.0, 3.0], RATE: [7.0, 8.0, 9.0]},
    "line": [[600000, 1, 0, 0], [0, 5, 1, 0]]}
# Two samples five minutes apart, and one after a gap of a day.
RECORDING = {
    "tag_path": TEMPERATURE, "times": [1386018900000, 1386019200000, 1386105600000], "values": [73.5, 74.25, 20.0]}


class Records(object):
    def __init__(self):
        self.seen = []

    def see(self, shown, millis):
        self.seen.append((shown, millis))


def remembered(start, recording):
    gateway = start([tag("Temperature", "Float8", 0.0), tag("Rate", "Float8", 0.0), tag("Status", "String", "")])
    records = Records()
    past.remember(gateway, DAY, recording, records)
    return gateway, records


def stored(gateway, path):
    """[(milliseconds before now, value)]"""
    table = gateway.system.tag.queryTagHistory([path], Date(NOW - 10 * 86400000), Date(NOW))
    return [(NOW - table.getValueAt(row, 0).getTime(), table.getValueAt(row, 1)) for row in range(table.getRowCount())]


def test_a_recording_is_shifted_so_that_it_ends_now(start):
    gateway, records = remembered(start, RECORDING)
    assert stored(gateway, TEMPERATURE) == [(86700000, 73.5), (86400000, 74.25), (0, 20.0)]
    assert stored(gateway, RATE) == [(600000, 7.0), (300000, 8.0), (0, 9.0)]


def test_without_one_every_numeric_tag_has_the_day_of_the_plant(start):
    gateway, records = remembered(start, None)
    assert stored(gateway, TEMPERATURE) == [(600000, 1.0), (300000, 2.0), (0, 3.0)]
    assert stored(gateway, STATUS) == []
    assert records.seen == [([1, 0, 0], NOW - 600000), ([5, 1, 0], NOW)]


def test_what_the_tags_do_from_now_on_goes_on_behind_it(start):
    gateway, records = remembered(start, RECORDING)
    gateway.clock.advance(10)
    gateway.tags.set_value(TEMPERATURE, 21.0)
    gateway.clock.advance(10)
    table = gateway.system.tag.queryTagHistory([TEMPERATURE], Date(NOW), Date(NOW + 20000))
    assert [table.getValueAt(row, 1) for row in range(table.getRowCount())] == [20.0, 21.0]


def test_a_day_ends_now_and_its_values_are_as_many_as_its_moments():
    day = past.day()
    assert (day["ages"][0], day["ages"][-1], len(day["ages"])) == (86100000, 0, 288)
    assert set(len(values) for values in day["values"].values()) == set([288])
    assert TEMPERATURE in day["values"]
