"""Queues and stops, against what can be worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.stress.programme import Station
from safeconduct.stress.stations import Clockwork, Queue

FREE = Clockwork(())
ONE = Station(id="bridge", lanes=1, minutes=3.0)


def test_one_lane_takes_a_vehicle_every_three_minutes() -> None:
    queue = Queue(ONE, 1.0)
    assert [queue.loaded(at, 1, 50, FREE)[0] for at in (0.0, 0.0, 1.0, 20.0)] == [0.0, 3.0, 6.0, 20.0]


def test_two_lanes_take_two_at_once() -> None:
    queue = Queue(Station(id="gate", lanes=2, minutes=10.0), 1.0)
    assert [queue.loaded(0.0, 1, 1, FREE)[0] for _ in range(5)] == [0.0, 0.0, 10.0, 10.0, 20.0]


def test_a_convoy_is_through_with_its_last_vehicle_and_its_delay() -> None:
    queue = Queue(Station(id="ferry", lanes=1, minutes=5.0, loaded=12.0, empty=8.0), 1.0)
    assert queue.loaded(0.0, 3, 90, FREE) == (0.0, 22.0)  # 0, 5, 10, and twelve minutes over
    assert queue.empty(0.0, FREE) == 23.0  # waits until 15


def test_people_are_screened_one_convoy_at_a_time_over_all_lanes() -> None:
    queue = Queue(Station(id="gate", lanes=2, minutes=0.0, seconds=60, screens=True), 1.0)
    assert queue.loaded(10.0, 4, 60, FREE) == (10.0, 40.0)  # 60 persons at a minute each on two lanes
    assert queue.loaded(20.0, 4, 30, FREE) == (40.0, 55.0)
    assert queue.empty(41.0, FREE) == 41.0


def test_a_slow_day_stretches_the_service() -> None:
    assert Queue(Station(id="gate", lanes=1, minutes=0.0, seconds=60), 2.0).loaded(0.0, 1, 10, FREE) == (0.0, 20.0)


def test_nothing_begins_during_a_stop_and_service_stands_still() -> None:
    clock = Clockwork(((10.0, 40.0),))
    assert Queue(ONE, 1.0).loaded(15.0, 1, 1, clock)[0] == 40.0
    assert Queue(Station(id="gate", lanes=1, minutes=0.0, seconds=60), 1.0).loaded(5.0, 1, 10, clock) == (5.0, 45.0)


STOPS = st.lists(st.tuples(st.floats(0, 50), st.floats(0.5, 20)), max_size=5).map(
    lambda gaps: tuple(
        (since, since + length)
        for since, length in zip(
            (sum(g + n for g, n in gaps[:k]) + gaps[k][0] for k in range(len(gaps))), (n for _, n in gaps), strict=True
        )
    )
)


@given(STOPS, st.floats(0, 100), st.floats(0, 100))
def test_minutes_outside_the_stops_are_the_minutes_asked_for(
    stops: tuple[tuple[float, float], ...], at: float, minutes: float
) -> None:
    until = Clockwork(stops).after(at, minutes)
    stood = sum(max(0.0, min(until, end) - max(at, begin)) for begin, end in stops)
    assert until - at - stood == pytest.approx(minutes, abs=1e-6)
