"""Openings and passages: when a way lets a vehicle through, at what toll; by hand on the way from alpha to bravo."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct.model.place import RoadState
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import Situation
from safeconduct.verify.fleet_facts import FleetFacts, fleet_facts
from safeconduct.verify.fleet_passages import Passages, is_open, openings
from safeconduct.verify.fleet_roads import ALWAYS
from tests.tiny import OPENS, known
from tests.tiny_fleet import SCENARIO, tiny_fleet


def gated(*, shut: tuple[int, int] | None = None) -> FleetFacts:
    """Ten minutes behind the bridge a gate with slots of 7 minutes that takes 3 of who is loaded; the bridge's road, on
    which both lie, shut for a while."""
    situation: Situation = tiny_fleet()
    gate = Resource(
        id="gate",
        name="Gate",
        kind="checkpoint",
        road=None,
        lanes=known(1),
        slot_minutes=known(7),
        delay_loaded=known(3),
        delay_empty=known(0),
    )
    leg = situation.legs[0]
    leg = replace(leg, uses=(*leg.uses, ResourceUse(resource="gate", minutes=40)), edges=("road", "bridge", "end"))
    end = replace(situation.roads[0], id="end")
    if shut is not None:
        since, until = (OPENS + timedelta(minutes=at) for at in shut)
        closed = replace(end.now, state=RoadState.CLOSED, since=since)
        end = replace(end, history=(end.now, closed, replace(end.now, since=until)))
    situation = replace(
        situation,
        legs=(leg, situation.legs[1]),
        roads=(*situation.roads, end),
        resources=(*situation.resources, gate),
    )
    return fleet_facts(situation, SCENARIO)


def first(facts: FleetFacts, t: int, prices: dict[str, dict[int, int]] | None = None) -> list[tuple[int, int]]:
    """The first arrivals of who leaves alpha at a minute."""
    found = Passages(facts, prices or {}, 600).arrivals(facts.legs["alpha-bravo"], 60, t, loaded=True)
    return list(found)[:2]


def test_a_wait_before_the_second_place_but_not_before_the_first() -> None:
    """From 9: the bridge at 39, the gate at 49, a slot at once: bravo at 72. From 12: the gate at 52, its slot at 56.
    At 10 there is no slot of the bridge."""
    assert first(gated(), 9) == [(72, 0)]
    assert first(gated(), 12) == [(79, 0)]
    assert first(gated(), 10) == []


def test_a_later_slot_only_when_it_is_cheaper() -> None:
    """The slot of 49 costs 5, that of 56 costs 5 too, that of 63 costs 1."""
    assert first(gated(), 9, {"gate": {49: 5, 56: 5, 63: 1}}) == [(72, 5), (86, 1)]
    assert first(gated(), 9, {"old-bridge": {39: 2}}) == [(72, 2)]


@pytest.mark.parametrize(("shut", "arrives"), [((0, 39), 72), ((0, 40), None), ((72, 90), None), ((73, 90), 72)])
def test_the_end_of_the_road_is_open_from_the_bridge_to_bravo(shut: tuple[int, int], arrives: int | None) -> None:
    """The gate lies on no road, so all that is known is: behind the bridge, entered at 39, before 72."""
    found = first(gated(shut=shut), 9)
    assert (found[0][0] if found else None) == arrives


def test_one_opening_for_each_time_a_road_is_open() -> None:
    """Departure, bridge, gate, arrival: the bridge from 90 on, or the arrival before 40."""
    facts = gated(shut=(40, 90))
    found = openings(facts, facts.legs["alpha-bravo"], loaded=True)
    assert found == (
        (ALWAYS, ALWAYS, ALWAYS, (ALWAYS[0], 39)),
        (ALWAYS, (90, ALWAYS[1]), ALWAYS, ALWAYS),
    )


def test_a_slot_begins_at_its_minutes_only() -> None:
    """Multiples of seven."""
    facts = gated()
    gate = facts.resources["gate"]
    assert [at for at in range(20) if is_open(facts, gate, at)] == [0, 7, 14]
