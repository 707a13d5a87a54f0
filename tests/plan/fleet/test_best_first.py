"""The lazy heap against the plain search it stands for: everything timed anew after every change."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.plan.fleet.best_first import Change
from safeconduct.plan.fleet.situated import legend_of
from safeconduct.plan.fleet.stops import StopSearch
from safeconduct.plan.fleet.trips import PickUps
from tests.plan.fleet.test_limit import emptied
from tests.plan.fleet.villages import all_of, bus, random_day, villages
from tests.tiny import known


def plainly(search: StopSearch, *, add_only: bool) -> Change | None:
    """The best change of all, each timed."""
    found = []
    sites = sorted(site.id for site in search.legend.sites)
    for vehicle, kind in search.kinds.items():
        day = search.days.get(vehicle)
        trips = () if day is None else day.trips
        tried: list[tuple[int, PickUps, str]] = []
        tried += [(len(trips), ((site, ()),), reception) for site, reception in sorted(search.times.legs)]
        for number, trip in enumerate(() if add_only else trips):
            reception = search.calendars.legs[trip.leg].reception
            tried += [(number, pickups, reception) for pickups in search.inserted(kind, trip, sites)]
        for number, pickups, reception in tried:
            load = search.filled(kind, pickups, reception)
            found.append(search.timed_change(vehicle, kind, number, pickups, reception, load))
    return min((change for change in found if change is not None), key=lambda one: one.rank, default=None)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_best_change_is_taken_each_time(seed: int) -> None:
    """Trips behind all others, two kinds of bus and a narrow bridge: the same days as by the plain search."""
    day = replace(random_day(seed, household=2), slot=1 + seed % 7)
    small = replace(bus(1 + seed % 2, 2), id="small", available_from=known(seed % 5))
    situation = replace(day.situation, vehicles=(*day.situation.vehicles, small))
    legend, nobody = legend_of(situation, all_of(situation)), emptied(situation, all_of(situation))
    lazy, plain = (StopSearch(legend, nobody, strict=False) for _ in range(2))
    lazy.run(add_only=True)
    while (change := plainly(plain, add_only=True)) is not None:
        plain.take(change)
    assert lazy.plan().days == plain.plan().days
    assert lazy.timed <= plain.timed


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_nothing_is_left_to_take(seed: int) -> None:
    """With stops put into trips, slots are given back on the way; in the end no change takes anybody more."""
    situation = random_day(seed, household=2).situation
    search = StopSearch(legend_of(situation, all_of(situation)), emptied(situation, all_of(situation)), strict=False)
    search.run()
    assert plainly(search, add_only=False) is None


def test_helped_before_many_before_soon() -> None:
    """The order of changes is (helped, all, arrival): three of beta go before two of alpha, who could be there first;
    the only bus has time for one trip."""
    situation = villages((2, 3), close=30, out=(5, 12), between={(0, 1): 3}, vehicles=(bus(1, 3),))
    search = StopSearch(legend_of(situation, all_of(situation)), emptied(situation, all_of(situation)), strict=False)
    search.run(add_only=True)
    (day,) = search.plan().days
    assert day.trips[0].leg == "beta-bravo"


def test_a_full_day_is_seen_without_timing_it() -> None:
    """Twenty buses that are only free when it is too late: nothing is timed at all."""
    late = replace(bus(20, 4), available_from=known(30))
    situation = villages((3, 3), close=36, out=(12, 10), between={(0, 1): 3}, vehicles=(late,))
    search = StopSearch(legend_of(situation, all_of(situation)), emptied(situation, all_of(situation)), strict=False)
    search.run()
    assert (search.timed, search.plan().days) == (0, ())
