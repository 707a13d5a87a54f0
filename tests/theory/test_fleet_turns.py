"""Days of one site and one reception have an answer by arithmetic: how many turns fit, and what lets how many through.

A turn takes 60 minutes (25 in, 6 to load, 25 out, 4 to unload); the loaded crossing lies 36 minutes into it.
"""

from __future__ import annotations

import pytest

from safeconduct.plan.fleet.solve import solve
from tests.plan.fleet.days import one_pair


@pytest.mark.parametrize("close", [35, 36, 95, 96, 155, 156, 300])
def test_trips_of_one_vehicle(close: int) -> None:
    """floor((close - 36) / 60) + 1 trips of 10 seats, none before minute 36."""
    trips = (close - 36) // 60 + 1 if close >= 36 else 0
    solved = solve(one_pair(close=close), threads=1)
    assert (solved.value, solved.bound) == (10 * trips, 10 * trips)


@pytest.mark.parametrize("people", [1, 9, 11, 25])
def test_a_last_trip_need_not_be_full(people: int) -> None:
    """Three trips fit; the persons there are go, no seat is left for want of a full load."""
    solved = solve(one_pair(close=156, people=people), threads=1)
    assert (solved.value, solved.bound) == (people, people)


@pytest.mark.parametrize("bays", [1, 2, 3])
def test_bays_let_so_many_load(bays: int) -> None:
    """Vehicles without number, one trip each: 6 minutes a loading, from minute 25 to the last that can cross."""
    close = 61
    loadings = bays * ((close - 5 - 25) // 6)
    solved = solve(one_pair(vehicles=8, bays=bays, close=close), threads=1)
    assert (solved.value, solved.bound) == (10 * min(8, loadings), 10 * min(8, loadings))


@pytest.mark.parametrize("slot", [10, 12, 15])
def test_a_crossing_lets_one_vehicle_through_a_slot(slot: int) -> None:
    """One trip each: a trip takes two slots, inbound from minute 20 on, and 16 minutes or more lie between them."""
    close = 90
    slots = [t for t in range(0, close + 1, slot) if t >= 20]
    best = max(
        n
        for n in range(len(slots) + 1)
        if 2 * n <= len(slots) and all(slots[-n + i] - slots[i] >= 16 for i in range(n))
    )
    solved = solve(one_pair(vehicles=8, bays=8, slot=slot, lanes=1, close=close), threads=1)
    assert (solved.value, solved.bound) == (10 * best, 10 * best)


def test_room_at_the_reception() -> None:
    """Nine places left: nine go, though ten seats and more people wait."""
    solved = solve(one_pair(room=9), threads=1)
    assert (solved.value, solved.bound) == (9, 9)
