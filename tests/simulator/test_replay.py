"""Replay of recordings: the files, the pace, the end, and every refusal in one line."""
from __future__ import division

import datetime
import math
import os
import time

import pytest

import simulator
from simulator import replay
from tests.support import recordings

REAL = recordings.MACHINE
NOON = 1795348800000
TEMPERATURE = "[default]Plant/Temperature"
TAGS = {"name": "Plant", "tagType": "Folder", "tags": [
    {"name": "Temperature", "tagType": "AtomicTag", "dataType": "Float8"},
    {"name": "Good", "tagType": "AtomicTag", "dataType": "Int8"},
    {"name": "Status", "tagType": "AtomicTag", "dataType": "String"},
    {"name": "Running", "tagType": "AtomicTag", "dataType": "Boolean"},
    {"name": "Vibration", "tagType": "AtomicTag", "dataType": "Float4Array"},
    {"name": "Tank1", "tagType": "Folder", "tags": []},
]}


@pytest.fixture
def gateway():
    gateway = simulator.Gateway()
    gateway.tags.import_tags(TAGS)
    return gateway


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "recording.csv"
        path.write_bytes(text.encode("utf-8"))
        return str(path)
    return write


def recording(count):
    """A machine temperature every five minutes, with waves and shutdowns, as the real ones have."""
    start = datetime.datetime(2013, 12, 2, 21, 15)
    rows = ["timestamp,value"]
    for i in range(count):
        moment = start + datetime.timedelta(minutes=5 * i)
        warmth = 20.0 if 40 <= i % 100 < 45 else 85.0 + 10.0 * math.sin(i / 46.0)
        rows.append("%s,%r" % (moment.strftime("%Y-%m-%d %H:%M:%S"), warmth))
    return "\n".join(rows) + "\n"


def test_a_recording_gives_its_values_in_order(written):
    path = written("timestamp,value\n2013-12-02 21:15:00,73.96732207\n2013-12-02 21:20:00,-1e-3\n")
    assert replay.load(path) == [73.96732207, -0.001]


@pytest.mark.parametrize("text", [
    u"\ufefftimestamp,value\r\n2013-12-02 21:15:00,1.5\r\n",
    u"timestamp,value\n2013-12-02 21:15:00,1.5",
])
def test_files_saved_by_a_spreadsheet_are_read_too(written, text):
    assert replay.load(written(text)) == [1.5]


@pytest.mark.skipif(not os.path.exists(REAL), reason=recordings.MISSING)
def test_the_real_machine_temperature_is_read_whole():
    values = replay.load(REAL)
    assert len(values) == 22695
    assert values[:2] == [73.96732207, 74.93588199999998]
    assert 0.0 < min(values) < max(values) < 120.0


@pytest.mark.parametrize("text, line", [
    ("", 1),
    ("time,value\n2013-12-02 21:15:00,1\n", 1),
    ("timestamp,value\n2013-12-02 21:15:00,1\n2013-12-02 21:20:00,warm\n", 3),
    ("timestamp,value\n2013-12-02T21:15:00Z,1\n", 2),
    ("timestamp,value\n2013-13-02 21:15:00,1\n", 2),
    ("timestamp,value\n2013-12-02 21:15:00\n", 2),
    ("timestamp,value\n2013-12-02 21:15:00,1,2\n", 2),
    ("timestamp,value\n2013-12-02 21:15:00,1\n\n2013-12-02 21:20:00,2\n", 3),
    ("timestamp,value\n2013-12-02 21:15:00,nan\n", 2),
    ("timestamp,value\n2013-12-02 21:15:00,1e999\n", 2),
])
def test_a_bad_row_is_named_by_its_line(written, text, line):
    path = written(text)
    with pytest.raises(replay.ReplayError) as caught:
        replay.load(path)
    assert "%s, line %d: " % (path, line) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_recording_without_samples_is_refused(written):
    with pytest.raises(replay.ReplayError) as caught:
        replay.load(written("timestamp,value\n"))
    assert "no samples" in str(caught.value)


@pytest.mark.parametrize("make, message", [
    (lambda folder: folder / "absent.csv", "No such file"),
    (lambda folder: folder, "directory"),
])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path, make, message):
    path = str(make(tmp_path))
    with pytest.raises(replay.ReplayError) as caught:
        replay.load(path)
    assert str(caught.value).startswith(path + ": ")
    assert message.lower() in str(caught.value).lower()
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "recording.csv"
    path.write_bytes(b"\x7fELF\x00\xff\xfe\x00" * 100)
    with pytest.raises(replay.ReplayError):
        replay.load(str(path))


@pytest.mark.parametrize("given, speed", [("1", 1.0), ("0.5", 0.5), (20, 20.0), ("1000", 1000.0)])
def test_speed_is_samples_a_second(given, speed):
    assert replay.parse_speed(given) == speed


@pytest.mark.parametrize("given", ["0", "-1", "nan", "fast", "", None, "1e9", "inf"])
def test_a_speed_that_is_not_positive_is_refused(given):
    with pytest.raises(replay.ReplayError) as caught:
        replay.parse_speed(given)
    assert "SPEED" in str(caught.value)


@pytest.mark.parametrize("path, message", [
    ("[default]Plant/Nothing", "no such tag"),
    ("[default]Plant", "no such tag"),
    ("[default]Plant/Tank1", "no such tag"),
    ("[default]Plant/Status", "numeric"),
    ("[default]Plant/Running", "numeric"),
    ("[default]Plant/Vibration", "numeric"),
])
def test_a_tag_that_cannot_show_a_recording_is_refused(gateway, path, message):
    with pytest.raises(replay.ReplayError) as caught:
        replay.Replay(gateway, path, [1.0])
    assert path in str(caught.value)
    assert message in str(caught.value)


def test_samples_are_written_with_the_time_of_now(gateway):
    gateway.clock.set_millis(NOON)
    played = replay.Replay(gateway, TEMPERATURE, [70.5, 71.25])
    played.step()
    gateway.clock.advance(1)
    played.step()
    qualified = gateway.tags.read(TEMPERATURE)
    assert qualified.value == 71.25
    assert qualified.quality.isGood()
    assert qualified.timestamp.getTime() == NOON + 1000


def test_at_its_end_the_recording_starts_again_and_says_so(gateway):
    said = []
    played = replay.Replay(gateway, TEMPERATURE, [1.0, 2.0], report=said.append)
    shown = []
    for _ in range(5):
        played.step()
        shown.append(gateway.tags.read(TEMPERATURE).value)
    assert shown == [1.0, 2.0, 1.0, 2.0, 1.0]
    assert said == ["The recording has ended after 2 samples and starts again."] * 2


def test_an_integer_tag_gets_whole_numbers(gateway):
    replay.Replay(gateway, "[default]Plant/Good", [7.6]).step()
    assert gateway.tags.read("[default]Plant/Good").value == 8


def test_the_speed_sets_the_pace(gateway, written):
    values = replay.load(written(recording(500)))
    played = replay.Replay(gateway, TEMPERATURE, values, speed=100.0)
    played.start()
    time.sleep(1.0)
    played.stop()
    position = values.index(gateway.tags.read(TEMPERATURE).value)
    assert 60 <= position <= 140

