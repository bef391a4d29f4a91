"""The physics of the demo plant: balances, control, the line's counters."""
from __future__ import division

import random

import pytest

from simulator.plant import line, pump, tank
from simulator.plant.control import Controller
from simulator.plant.process import LIMITS, Process

DAY = 24 * 3600
START_VOLUME = 50.0


def run(process, seconds, dt=1.0):
    for _ in range(int(round(seconds / dt))):
        process.step(dt)


def temperatures(process, seconds):
    seen = []
    for _ in range(seconds):
        process.step(1.0)
        seen.append(process.tank.temperature)
    return seen


def without_faults(monkeypatch):
    monkeypatch.setattr(line, "MEAN_RUN", 1e12)


@pytest.mark.parametrize("dt", [0.1, 0.7, 1.0, 7.5, 60.0])
def test_what_came_in_minus_what_went_out_is_the_change_of_level(dt):
    process = Process(seed=4)
    for target in (80.0, 20.0, 55.0):
        process.set_target("level", target)
        run(process, 600, dt)
        balance = START_VOLUME + process.tank.total_in - process.tank.total_out
        assert process.tank.volume == pytest.approx(balance, abs=1e-6)
        assert process.tank.total_in > 0.0


def test_every_gallon_that_left_the_tank_is_in_a_unit_or_waits_in_the_filler():
    process = Process(seed=5)
    run(process, 4 * 3600)
    units = process.line.good + process.line.reject
    assert units > 10000
    assert process.tank.total_out == pytest.approx(units * line.UNIT_VOLUME + process.line.buffer, abs=1e-6)


def test_the_flows_shown_are_the_flows_that_moved_the_level():
    process = Process(seed=6)
    run(process, 30)
    before = process.tank.volume
    process.step(1.0)
    assert process.tank.volume - before == pytest.approx((process.feed.flow - process.discharge.flow) / 60.0)


def test_an_hour_in_large_steps_ends_where_small_steps_end(monkeypatch):
    without_faults(monkeypatch)
    small, large = Process(seed=1), Process(seed=1)
    run(small, 3600, 0.5)
    run(large, 3600, 60.0)
    assert large.tank.temperature == pytest.approx(small.tank.temperature, abs=0.1)
    assert large.tank.level == pytest.approx(small.tank.level, abs=0.1)
    assert large.line.good + large.line.reject == pytest.approx(small.line.good + small.line.reject, rel=0.01)


def test_the_same_seed_gives_the_same_plant_and_another_seed_another():
    def story(seed):
        process = Process(seed)
        run(process, 7200)
        return (process.tank.temperature, process.tank.volume, process.line.good, process.line.reject,
                process.line.downtime)

    assert story(7) == story(7)
    assert story(7) != story(8)


@pytest.mark.parametrize("target", [180.0, 150.0, 130.0])
def test_a_temperature_step_settles_on_the_new_setpoint(monkeypatch, target):
    without_faults(monkeypatch)
    process = Process(seed=2)
    run(process, 900)
    process.set_target("temperature", target)
    seen = temperatures(process, 1500)
    assert seen[-300:] == pytest.approx([target] * 300, abs=0.5)
    assert max(seen) < max(target, 150.0) + 5.0
    assert min(seen) > min(target, 150.0) - 10.0


def test_a_temperature_step_moves_the_heater_at_once_and_the_product_slowly():
    process = Process(seed=2)
    run(process, 600)
    power, warmth = process.heater.value, process.tank.temperature
    process.set_target("temperature", 180.0)
    run(process, 3)
    assert process.heater.value > power + 10.0
    assert process.tank.temperature == pytest.approx(warmth, abs=1.0)


@pytest.mark.parametrize("target", [70.0, 30.0])
def test_a_level_step_settles_on_the_new_setpoint_through_the_pump(monkeypatch, target):
    without_faults(monkeypatch)
    process = Process(seed=3)
    run(process, 600)
    before = process.feed.speed
    process.set_target("level", target)
    run(process, 3)
    assert (process.feed.speed - before) * (target - 50.0) > 0.0
    run(process, 1500)
    assert process.tank.level == pytest.approx(target, abs=0.5)


def test_the_rate_setpoint_changes_the_flow_within_seconds():
    process = Process(seed=3)
    run(process, 60)
    process.set_target("rate", 40.0)
    run(process, 10)
    assert process.line.rate == pytest.approx(40.0, rel=0.01)
    assert process.discharge.flow == pytest.approx(40.0 * line.UNIT_VOLUME, rel=0.01)


def test_targets_beyond_what_is_safe_are_held_at_the_limit():
    process = Process()
    for name, (low, high) in LIMITS.items():
        process.set_target(name, 1e9)
        assert process.targets[name] == high
        process.set_target(name, -1e9)
        assert process.targets[name] == low


def test_over_a_day_of_changing_orders_all_stays_within_limits_and_counters_never_decrease():
    process = Process(seed=9)
    operator = random.Random(10)
    counters = counts(process)
    for second in range(DAY):
        if second % 900 == 0:
            disturb(process, operator)
        process.step(1.0)
        within_limits(process)
        now = counts(process)
        for name in now:
            assert now[name] >= counters[name]
        counters = now
    assert min(counters.values()) > 0


def counts(process):
    filler, feed, discharge = process.line, process.feed, process.discharge
    return {"good": filler.good, "reject": filler.reject, "downtime": filler.downtime,
            "feed": feed.starts, "discharge": discharge.starts, "turned": feed.run_seconds}


def disturb(process, operator):
    for name, (low, high) in LIMITS.items():
        process.set_target(name, low + (high - low) * operator.random())
    process.feed.enabled = operator.random() > 0.2
    process.discharge.enabled = operator.random() > 0.2


def within_limits(process):
    assert 0.0 <= process.tank.level <= 100.0
    assert 32.0 <= process.tank.temperature <= 250.0
    assert 0.0 <= process.pressure <= 40.0
    assert 0.0 <= process.heater.value <= 350.0
    for machine in (process.feed, process.discharge):
        assert 0.0 <= machine.speed <= pump.FULL_SPEED
        assert 0.0 <= machine.flow <= 25.0
        assert 0.0 <= machine.power <= 1.0


def test_a_pump_follows_the_affinity_laws_and_its_ramp():
    machine = pump.Pump()
    machine.turn(60.0, 2.0)
    assert machine.speed == 2.0 * pump.RAMP
    machine.turn(60.0, 60.0)
    full = machine.deliverable(0.0)
    machine.turn(30.0, 60.0)
    assert machine.deliverable(0.0) == pytest.approx(full / 2.0)
    assert machine.deliverable(lift=15.0) == 0.0
    machine.flow = machine.deliverable(0.0)
    half_power = machine.power
    machine.turn(60.0, 60.0)
    machine.flow = full
    assert machine.power == pytest.approx(8.0 * half_power)


@pytest.mark.parametrize("flow", [1.0, 7.5, 15.0])
def test_the_speed_worked_out_for_a_flow_delivers_it(flow):
    machine = pump.Pump()
    machine.turn(pump.speed_for(flow, 8.0), 60.0)
    assert machine.deliverable(8.0) == pytest.approx(flow)


def test_a_pump_that_may_not_run_stops_and_counts_its_next_start():
    machine = pump.Pump()
    machine.turn(40.0, 10.0)
    machine.enabled = False
    machine.turn(40.0, 10.0)
    assert (machine.running, machine.starts) == (False, 1)
    machine.enabled = True
    machine.turn(40.0, 10.0)
    assert (machine.running, machine.starts) == (True, 2)
    assert machine.run_seconds == 20.0


def test_without_the_feed_pump_the_tank_runs_empty_the_heater_trips_and_the_line_starves():
    process = Process(seed=11)
    process.feed.enabled = False
    run(process, 900)
    assert process.tank.volume == 0.0
    assert process.heater.value == pytest.approx(0.0, abs=0.1)
    assert (process.line.state, process.line.stop_code) == (line.STARVED, line.NO_PRODUCT)
    process.feed.enabled = True
    run(process, 120)
    assert process.line.state == line.RUNNING


def test_a_full_tank_takes_no_more_than_there_is_room_for():
    vessel = tank.Tank(volume=99.5, temperature=150.0)
    assert vessel.fill(2.0) == 0.5
    assert vessel.level == 100.0
    assert vessel.draw(200.0) == 100.0
    assert vessel.volume == 0.0


def test_cold_product_mixes_by_mass():
    vessel = tank.Tank(volume=30.0, temperature=160.0)
    vessel.fill(10.0)
    assert vessel.temperature == pytest.approx((30.0 * 160.0 + 10.0 * tank.SUPPLY) / 40.0)


def test_faults_stop_the_line_for_a_while_and_count_as_downtime():
    process = Process(seed=12)
    states, codes = set(), set()
    for _ in range(8 * 3600):
        process.step(1.0)
        states.add(process.line.state)
        codes.add(process.line.stop_code)
        if process.line.state == line.FAULT:
            assert process.line.stop_code in line.FAULT_CODES
    assert states >= {line.RUNNING, line.FAULT}
    assert len(codes & set(line.FAULT_CODES)) >= 2
    assert 60.0 < process.line.downtime < 2 * 3600


def test_a_target_rate_of_zero_stops_the_line_without_downtime():
    process = Process(seed=12)
    process.set_target("rate", 0.0)
    run(process, 120)
    assert process.line.state == line.STOPPED
    assert process.line.good + process.line.reject == 0
    assert process.line.downtime == 0.0


def test_rejects_follow_the_quality_share_and_rise_off_temperature(monkeypatch):
    without_faults(monkeypatch)
    process = Process(seed=13)
    run(process, 600)
    good, reject = process.line.good, process.line.reject
    run(process, 7200)
    share = (process.line.reject - reject) / (process.line.good + process.line.reject - good - reject)
    assert 0.01 < share < 0.02
    cold = line.Line(random.Random(1))
    cold.step(line.UNIT_VOLUME * 2000, 80.0, off_temperature=-20.0, dt=1.0)
    assert 0.15 < cold.reject / 2000.0 < 0.25


def test_vibration_peaks_at_the_speed_of_the_shaft():
    process = Process(seed=14)
    process.feed.turn(45.0, 60.0)
    spectrum = process.vibration(process.feed)
    assert spectrum.index(max(spectrum)) == 4
    assert spectrum[9] > spectrum[12]
    assert max(process.vibration(pump.Pump())) == 0.0


def test_a_controller_does_not_wind_up_while_its_output_is_at_a_limit():
    control = Controller(1.0, 10.0, 0.0, 100.0, 50.0)
    for _ in range(1000):
        control.step(500.0, 1.0)
    assert control.output == 100.0
    for _ in range(60):
        control.step(-50.0, 1.0)
    assert control.output == 0.0
