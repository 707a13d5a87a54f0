"""F11 in time: a road may be used until the minute it closes, and again from the minute it is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct import codec
from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.resource import ResourceUse
from safeconduct.model.situation import Situation
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_facts import fleet_facts
from safeconduct.verify.fleet_roads import ALWAYS, states, stretches
from tests.tiny import ASSUMED, OPENS
from tests.tiny_fleet import SCENARIO, fleet_plan, tiny_fleet

OPEN, CLOSED, UNKNOWN = RoadState.OPEN, RoadState.CLOSED, RoadState.UNKNOWN


def fact(state: RoadState, minute: float | None) -> RoadFact:
    """A state from a minute of the day on; None: nobody said since when."""
    return RoadFact(state=state, since=None if minute is None else OPENS + timedelta(minutes=minute), basis=ASSUMED)


def told(road: str, *facts: RoadFact) -> Situation:
    """The tiny fleet with that history of one road."""
    situation = tiny_fleet()
    roads = tuple(replace(r, history=facts) if r.id == road else r for r in situation.roads)
    return replace(situation, roads=roads)


def f11(situation: Situation, *, leans_on: tuple[str, ...] = ()) -> str | None:
    """What F11 finds wrong with the plan made by hand."""
    plan = replace(fleet_plan(situation), leans_on=leans_on, situation=codec.sha(situation))
    checks = check_fleet_plan(situation, plan, situation_sha=codec.sha(situation))
    assert [c.rule for c in checks if not c.ok and not c.rule.startswith("F11")] == []
    return next((c.found for c in checks if not c.ok), None)


@pytest.mark.parametrize(
    ("facts", "timeline"),
    [
        ((fact(OPEN, 50),), ((*ALWAYS, OPEN),)),
        ((fact(OPEN, None), fact(CLOSED, 50)), ((ALWAYS[0], 50, OPEN), (50, ALWAYS[1], CLOSED))),
        ((fact(OPEN, 10), fact(CLOSED, None)), ((*ALWAYS, CLOSED),)),
        (
            (fact(OPEN, None), fact(CLOSED, 50.5), fact(OPEN, 60.5)),
            ((ALWAYS[0], 50, OPEN), (50, 61, CLOSED), (61, ALWAYS[1], OPEN)),
        ),
        ((fact(OPEN, None), fact(CLOSED, 50), fact(OPEN, 40)), ((ALWAYS[0], 40, OPEN), (40, ALWAYS[1], OPEN))),
    ],
)
def test_states_in_minutes(facts: tuple[RoadFact, ...], timeline: tuple[tuple[int, int, RoadState], ...]) -> None:
    """Each entry from its minute on; without one it takes the place of all before; begun minutes count as closed."""
    assert states(facts, fleet_facts(tiny_fleet(), SCENARIO)) == timeline


@pytest.mark.parametrize(
    ("road", "since", "until", "holds"),
    [
        # the bridge is entered at 36, 42, 108, 111 and 180, and at no other minute
        ("bridge", 180, None, False),
        ("bridge", 181, None, True),
        ("bridge", 112, 180, True),
        ("bridge", 112, 181, False),
        ("bridge", 111, 112, False),
        # the van is on the road from 10 to 42, back from 108 to 138, and out again from 149 to 180
        ("road", 181, None, True),
        ("road", 180, None, False),
        ("road", 43, 108, True),
        ("road", 42, 50, False),
        ("road", 139, 149, True),
        ("road", 138, 149, False),
        ("road", 139, 150, False),
        ("road", 20, 21, False),
    ],
)
def test_a_road_that_closes(road: str, since: int, until: int | None, holds: bool) -> None:
    """Nobody may be about to enter it in a closed minute; who is past it is past it."""
    reopened = () if until is None else (fact(OPEN, until),)
    found = f11(told(road, fact(OPEN, None), fact(CLOSED, since), *reopened))
    assert (found is None) == holds
    if found is not None:
        assert f"road {road} of" in found
        assert f"closed from minute {since}" in found


def test_a_road_is_entered_between_the_nearest_places_that_tell() -> None:
    """Four roads in a row, with a narrow place on the second and on the third: the first is entered before the nearer
    one, the last after the later one."""
    base = tiny_fleet()
    shut = (fact(OPEN, None), fact(CLOSED, 200))
    roads = tuple(replace(base.roads[0], id=name, history=shut) for name in ("road", "bridge", "far", "end"))
    gate = replace(base.resources[0], id="gate", road="far")
    leg = base.legs[0]
    uses = (*leg.uses, ResourceUse(resource="gate", minutes=45))
    way = replace(leg, edges=("road", "bridge", "far", "end"), uses=uses)
    situation = replace(base, roads=roads, resources=(*base.resources, gate), legs=(way, base.legs[1]))
    found = stretches(fleet_facts(situation, SCENARIO), way, loaded=True)
    told = [(one.road, one.after, one.before) for one in found]
    assert told == [("road", None, 0), ("bridge", 0, 0), ("far", 1, 1), ("end", 1, None)]


def test_unknown_for_a_time_is_leaned_on_by_who_uses_it_then() -> None:
    """From 150 on the van's second trip uses it; from 181 on nobody does."""
    assert f11(told("bridge", fact(OPEN, None), fact(UNKNOWN, 150)), leans_on=("bridge",)) is None
    assert "unknown are bridge" in str(f11(told("bridge", fact(OPEN, None), fact(UNKNOWN, 150))))
    assert f11(told("bridge", fact(OPEN, None), fact(UNKNOWN, 181))) is None
    assert "unknown are none" in str(f11(told("bridge", fact(OPEN, None), fact(UNKNOWN, 181)), leans_on=("bridge",)))


def test_a_road_nobody_knows_is_named() -> None:
    """A way over a road that is not in the situation."""
    situation = tiny_fleet()
    legs = tuple(replace(leg, edges=(*leg.edges, "ghost")) for leg in situation.legs)
    assert "road ghost of charlie-bravo is not in the situation (and 2 more)" in str(f11(replace(situation, legs=legs)))
