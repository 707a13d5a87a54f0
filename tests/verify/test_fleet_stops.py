"""Several pick-ups in one trip: the chain made by hand holds, and every way to break it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan, FleetTrip, PickUp, VehicleDay
from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.situation import Approach, Situation
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_facts import fleet_facts
from safeconduct.verify.fleet_stops import share_of
from tests.tiny import CLAIMED, OPENS, known
from tests.tiny_fleet import SCENARIO, VAN, fleet_plan, over, singles, tiny_fleet

#: Loaded, 15 minutes from alpha to charlie.
BETWEEN = Approach(
    id="alpha-charlie",
    depot="alpha",
    site="charlie",
    minutes=known(12),
    minutes_loaded=known(15),
    edges=("road",),
    leans_on=(),
)

#: The van boards 12 at alpha, which is 6 of its 10 minutes, drives over, boards 8 in 4, and is at the bridge at 55.
STOP = PickUp(
    bay=0,
    load_from=0,
    load_until=6,
    boarded=singles("alpha-any", 12),
    way="alpha-charlie",
    depart=6,
    passes=(),
    arrive=21,
)
TRIP = FleetTrip(
    leg="charlie-bravo",
    bay=0,
    load_from=21,
    load_until=25,
    boarded=singles("charlie-all", 8),
    depart=27,
    passes=over(57),
    arrive=87,
    unloaded=92,
    stops=(STOP,),
)


def linked(**changes: Any) -> Situation:
    """The tiny fleet with a road between its two sites; ``changes`` of that road."""
    situation = tiny_fleet(vehicles=(VAN,))
    return replace(situation, approaches=(*situation.approaches, replace(BETWEEN, **changes)))


def chained(situation: Situation, trip: FleetTrip = TRIP) -> FleetPlan:
    """One trip of the van over two sites: 20 of 100 people out."""
    aboard = {group: sum(e.count for e in trip.aboard if e.group == group) for group in ("alpha-any", "charlie-all")}
    left = (
        *singles("alpha-any", 60 - aboard["alpha-any"]),
        *singles("charlie-all", 40 - aboard["charlie-all"]),
    )
    return replace(
        fleet_plan(situation),
        days=(VehicleDay(vehicle="van-1", approach=None, trips=(trip,), moves=()),),
        left_behind=left,
    )


def failing(situation: Situation, plan: FleetPlan) -> set[str]:
    """The rules that do not hold, by their number."""
    named = replace(plan, situation=codec.sha(situation))
    checks = check_fleet_plan(situation, named, situation_sha=codec.sha(situation))
    return {check.rule.split()[0].split("-")[0] for check in checks if not check.ok}


def test_the_chain_made_by_hand_holds() -> None:
    """Twelve of alpha and eight of charlie arrive; the certificate's count of persons is 20."""
    situation = linked()
    assert failing(situation, chained(situation)) == set()
    facts = fleet_facts(situation, SCENARIO)
    assert facts.aboard(TRIP).walking == 20


def stop(**changes: Any) -> FleetTrip:
    """The trip with its stop changed."""
    return replace(TRIP, stops=(replace(STOP, **changes),))


BROKEN: dict[str, tuple[FleetTrip, set[str]]] = {
    "the stop boards too briefly": (stop(load_until=5), {"F13"}),
    "the last site boards too briefly": (replace(TRIP, load_until=24), {"F13"}),
    "all boardings together are too brief": (
        replace(stop(boarded=singles("alpha-any", 6), load_until=3), boarded=singles("charlie-all", 2)),
        {"F13"},
    ),
    "more persons than their minutes": (
        replace(stop(boarded=singles("alpha-any", 13)), boarded=singles("charlie-all", 7)),
        {"F13"},
    ),
    "above seats on the last part": (replace(TRIP, boarded=singles("charlie-all", 9), load_until=26), {"F3"}),
    "nobody boards at the stop": (stop(boarded=()), {"F4"}),
    "no such bay at the stop": (stop(bay=1), {"F4"}),
    "people of the other site at the stop": (stop(boarded=singles("charlie-all", 12)), {"F2"}),
    "departs while boarding": (stop(depart=5), {"F13"}),
    "arrives too soon": (stop(arrive=20), {"F5"}),
    "passes a place the way has not": (stop(passes=over(9)), {"F5"}),
    "boards before it arrives": (stop(depart=7, arrive=22), {"F13"}),
    "drives by no way": (stop(way="nowhere"), {"F2", "F8", "F13"}),
    "drives by the way of a depot": (stop(way="yard-charlie"), {"F2", "F5", "F8", "F13"}),
    "drives to where it is": (stop(way="yard-alpha"), {"F2", "F5", "F8", "F13"}),
    "the same site twice": (
        replace(
            TRIP,
            leg="alpha-bravo",
            boarded=singles("alpha-any", 8),
        ),
        {"F13"},
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_the_chain_is_found(name: str) -> None:
    """By that rule, and by those only."""
    trip, rules = BROKEN[name]
    situation = linked()
    assert failing(situation, chained(situation, trip)) == rules


def test_no_site_twice() -> None:
    """Alpha, charlie, and back to alpha."""
    situation = linked()
    back = replace(BETWEEN, id="charlie-alpha", depot="charlie", site="alpha")
    both = replace(situation, approaches=(*situation.approaches, back))
    second = replace(
        STOP, load_from=21, load_until=23, boarded=singles("charlie-all", 4), way=back.id, depart=23, arrive=38
    )
    trip = replace(
        TRIP,
        leg="alpha-bravo",
        stops=(replace(STOP, load_until=6), second),
        load_from=38,
        load_until=40,
        boarded=singles("alpha-any", 4),
        depart=42,
        passes=over(72),
        arrive=102,
        unloaded=107,
    )
    assert failing(both, chained(both, trip)) == {"F13"}
    assert failing(both, chained(both, replace(trip, stops=(second,)))) == {"F8", "F13"}


def test_no_stop_at_a_depot() -> None:
    """A loaded way leads from the yard to charlie; nobody lives there."""
    situation = tiny_fleet(vehicles=(replace(VAN, start=known("yard")),))
    ways = tuple(replace(way, minutes_loaded=known(50)) for way in situation.approaches)
    situation = replace(situation, approaches=ways)
    stop = replace(STOP, way="yard-charlie", passes=over(27), arrive=57, depart=7)
    trip = replace(
        TRIP, stops=(stop,), load_from=57, load_until=61, depart=63, passes=over(93), arrive=123, unloaded=128
    )
    assert failing(situation, chained(situation, trip)) == {"F2", "F13"}


def test_nobody_said_how_long_it_takes_loaded() -> None:
    """An empty way between two sites is no way for people."""
    situation = linked(minutes_loaded=None)
    assert failing(situation, chained(situation)) == {"F13"}


def test_a_bay_is_held_at_the_stop_too() -> None:
    """A second van boards at alpha while the first one does."""
    situation = linked()
    two = replace(situation, vehicles=(replace(VAN, count=known(2)),))
    plan = chained(two)
    for start, rules in ((6, set()), (5, {"F4"})):
        other = FleetTrip(
            leg="alpha-bravo",
            bay=0,
            load_from=start,
            load_until=start + 10,
            boarded=singles("alpha-any", 20),
            depart=start + 10,
            passes=over(60),
            arrive=90,
            unloaded=95,
        )
        day = VehicleDay(vehicle="van-2", approach=None, trips=(other,), moves=())
        left = (*singles("alpha-any", 28), *singles("charlie-all", 32))
        assert failing(two, replace(plan, days=(*plan.days, day), left_behind=left)) == rules


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (lambda s: _window(s, opens=6), set()),
        (lambda s: _window(s, opens=7), {"F13"}),
        (lambda s: _window(s, closes=87), set()),
        (lambda s: _window(s, closes=86), {"F13"}),
    ],
)
def test_who_boards_at_a_stop_keeps_the_window_of_its_own_corridor(
    change: Callable[[Situation], Situation], rules: set[str]
) -> None:
    """The corridor of alpha opens at 6 and closes at 87, or not quite."""
    situation = change(linked())
    assert failing(situation, chained(situation)) == rules


def _window(situation: Situation, *, opens: int = 0, closes: int = 600) -> Situation:
    corridor = situation.corridors[0]
    window = corridor.window
    assert window is not None
    other = replace(window, opens=OPENS + timedelta(minutes=opens), closes=OPENS + timedelta(minutes=closes))
    return replace(situation, corridors=(replace(corridor, window=other), situation.corridors[1]))


def test_without_a_corridor_from_the_stop_nobody_boards_there() -> None:
    """Only charlie's corridor is planned: alpha is no site of the plan."""
    situation = linked()
    plan = chained(situation)
    alone = replace(
        plan, scenario=replace(SCENARIO, corridors=("from-charlie",)), left_behind=singles("charlie-all", 32)
    )
    assert failing(situation, alone) == {"F1", "F2", "F13"}


def test_a_road_between_the_sites_that_is_closed_or_unknown() -> None:
    """Closed: nobody drives; unknown: the plan leans on it."""
    situation = linked()
    for state, leans, rules in (
        (RoadState.CLOSED, (), {"F11"}),
        (RoadState.UNKNOWN, ("road",), set()),
        (RoadState.UNKNOWN, (), {"F11"}),
    ):
        road = replace(situation.roads[0], history=(RoadFact(state=state, since=None, basis=CLAIMED),))
        shut = replace(situation, roads=(road, *situation.roads[1:]))
        assert failing(shut, replace(chained(shut), leans_on=leans)) == rules


def test_the_share_of_the_minutes() -> None:
    """Ten minutes for 20 places: 12 take 6, 13 take 7, nobody takes 1; wheelchairs count by their seconds."""
    facts = fleet_facts(linked(), SCENARIO)
    assert [share_of(facts, VAN, singles("alpha-any", n)) for n in (1, 2, 3, 12, 13, 20)] == [1, 1, 2, 6, 7, 10]
    assert share_of(facts, VAN, ()) == 1
