"""Every bus day that a plan may use is listed, in time, at its price."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings

from benchmarks.bep.arcflow import fractional_prices
from benchmarks.bep.buses import Bus, arrival
from benchmarks.bep.days import days
from benchmarks.bep.instance import Instance
from benchmarks.bep.prices import SCALE, Prices, Verdict, judge
from tests.benchmarks.bep.tiny import one_bus, shortest, tiny

MANY = 100_000


def patterns_by_hand(case: Instance, makespan: int) -> set[tuple[int, tuple[int, ...], tuple[int, ...]]]:
    """Yard, loads and places of every bus day in time, by trying every order of trips."""
    found = set()
    trips = list(product(case.sources, case.shelters))
    for yard in case.yards:
        for length in range(1, case.trips + 1) if case.buses[yard] else ():
            for order in product(trips, repeat=length):
                fetched = tuple(sum(i == at for i, _ in order) for at in case.sources)
                left = tuple(sum(j == at for _, j in order) for at in case.shelters)
                within = all(a <= b for a, b in zip((*fetched, *left), (*case.loads, *case.room), strict=True))
                if within and arrival(case, Bus(yard, order)) <= makespan:
                    found.add((yard, fetched, left))
    return found


@settings(max_examples=60, deadline=None)
@given(tiny().filter(lambda case: case.trips <= 3))
def test_all_within_the_limit(case: Instance) -> None:
    """The same patterns as by hand, less those that cost more than the limit; each with trips that make it in time."""
    makespan = shortest(case)
    prices = fractional_prices(case, makespan)
    verdict = judge(case, makespan, prices)
    listed = days(case, makespan, prices, verdict, MANY)
    assert listed is not None

    def cost(fetched: tuple[int, ...], left: tuple[int, ...]) -> int:
        worth = sum(a * b for a, b in zip(fetched, prices.load, strict=True))
        return SCALE - worth + sum(a * b for a, b in zip(left, prices.place, strict=True))

    wanted = {one for one in patterns_by_hand(case, makespan) if cost(*one[1:]) <= verdict.limit}
    assert {(day.bus.yard, day.fetched, day.left) for day in listed} == wanted
    assert len(listed) == len(wanted)
    for day in listed:
        assert arrival(case, day.bus) <= makespan
        assert day.cost == cost(day.fetched, day.left)
        assert day.fetched == tuple(sum(i == at for i, _ in day.bus.trips) for at in case.sources)


def test_too_many_labels() -> None:
    """The listing stops and says so by giving none."""
    case = one_bus(2, loads=3)
    free = Verdict(least=0, slack=2 * SCALE, fleet=1)
    listed = days(case, 13, Prices((0,), (0,)), free, MANY)
    assert listed is not None
    assert [day.fetched for day in listed] == [(1,), (2,), (3,)]
    assert days(case, 13, Prices((0,), (0,)), free, 2) is None
