"""Openings and passages: when a way lets a vehicle through, at what toll; by hand on the way from alpha to bravo."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from safeconduct.model.place import Road, RoadState
from safeconduct.model.resource import Closure, Resource, ResourceUse
from safeconduct.model.situation import Situation
from safeconduct.verify.fleet_facts import FleetFacts, fleet_facts
from safeconduct.verify.fleet_passages import Passages, is_open, openings
from safeconduct.verify.fleet_roads import ALWAYS
from tests.tiny import ASSUMED, OPENS, known
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
    found = Passages(facts, prices or {}, 600).departures(facts.legs["alpha-bravo"], 60, 0, loaded=True)
    return list(found.get(t, ()))[:2]


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


#: The last minute of the drawn days.
END = 90


def drawn(seed: int) -> tuple[FleetFacts, dict[str, dict[int, int]]]:
    """A way of one to three narrow places, some free for empty vehicles or closed for a while, a road shut for a
    while on half of the days; and prices of slots."""
    rng = Random(seed)
    situation = tiny_fleet()
    resources, roads = [], []
    for name in range(rng.randint(1, 3)):
        roads.append(_shut(rng, replace(situation.roads[0], id=f"road-{name}")))
        since = rng.randint(0, END)
        until = None if rng.random() < 0.1 else OPENS + timedelta(minutes=since + rng.randint(1, 40))
        closure = Closure(since=OPENS + timedelta(minutes=since), until=until, basis=ASSUMED)
        resources.append(
            Resource(
                id=f"place-{name}",
                name="Place",
                kind="checkpoint",
                road=f"road-{name}",
                lanes=known(1),
                slot_minutes=known(rng.randint(1, 6)),
                delay_loaded=known(rng.randint(0, 4)),
                delay_empty=known(rng.randint(0, 2)),
                empty_free=rng.random() < 0.4,
                closures=(closure,) if rng.random() < 0.5 else (),
            )
        )
    at = sorted(rng.randint(0, 20) for _ in resources)
    uses = tuple(ResourceUse(resource=one.id, minutes=minutes) for one, minutes in zip(resources, at, strict=True))
    edges = (*situation.legs[0].edges, *(road.id for road in roads))
    leg = replace(situation.legs[0], uses=uses, uses_empty=uses, edges=edges)
    facts = fleet_facts(
        replace(
            situation,
            legs=(leg, situation.legs[1]),
            roads=(_shut(rng, situation.roads[0]), *situation.roads[1:], *roads),
            resources=(*situation.resources, *resources),
        ),
        SCENARIO,
    )
    prices = {one.id: {t: rng.choice((0, 0, 1, 2, 5)) for t in range(END + 1)} for one in resources}
    return facts, prices


def _shut(rng: Random, road: Road) -> Road:
    """The road, every second time closed for a while."""
    since, until = (OPENS + timedelta(minutes=rng.randint(*ends)) for ends in ((0, 60), (61, 90)))
    closed = replace(road.now, state=RoadState.CLOSED, since=since)
    history = (road.now, closed, replace(road.now, since=until))
    return replace(road, history=history) if rng.random() < 0.4 else road


def every_run(
    facts: FleetFacts, prices: dict[str, dict[int, int]], minutes: int, t: int, *, loaded: bool
) -> dict[int, int]:
    """The least toll of every arrival of who leaves at a minute and waits as it likes behind the first place, one
    minute after the other."""
    leg = facts.legs["alpha-bravo"]
    uses = leg.uses if loaded else leg.uses_empty
    found: dict[int, int] = {}
    for opening in openings(facts, leg, loaded=loaded):
        if not opening[0][0] <= t <= opening[0][1]:
            continue
        at, driven, waits = {t: 0}, 0, False
        for use, (first, last) in zip(uses, opening[1:-1], strict=True):
            resource, then = facts.resources[use.resource], dict[int, int]()
            held = loaded or not resource.empty_free
            delay = (resource.delay_loaded if loaded else resource.delay_empty).value
            for reached, toll in at.items():
                soonest = reached + use.minutes - driven
                free = max(soonest, first) if waits else soonest
                for enters in range(soonest, END + 1) if held and waits else (free,):
                    if first <= enters <= last and (not held or is_open(facts, resource, enters)):
                        paid = toll + (prices[resource.id].get(enters, 0) if held else 0)
                        then[enters + delay] = min(then.get(enters + delay, paid), paid)
            at, driven, waits = then, use.minutes, waits or held
        for reached, toll in at.items():
            arrive = reached + minutes - driven
            if arrive <= min(opening[-1][1], END):
                found[arrive] = min(found.get(arrive, toll), toll)
    return found


@pytest.mark.parametrize("seed", range(60))
def test_every_run_minute_by_minute(seed: int) -> None:
    """By every minute no toll is missing that would be cheaper, and none is told that nobody pays. Minutes behind the
    last narrow place may even be fewer than none: then a vehicle is there before it has passed, as a careless table
    says."""
    facts, prices = drawn(seed)
    leg, passages = facts.legs["alpha-bravo"], Passages(facts, prices, END)
    for loaded in (True, False):
        minutes = Random(seed).choice((15, 25, 40))
        found = passages.departures(leg, minutes, 0, loaded=loaded)
        assert set(found) <= set(range(END + 1))
        for t in range(END + 1):
            due, told = every_run(facts, prices, minutes, t, loaded=loaded), found.get(t, ())
            assert list(told) == sorted(told)
            assert all(due.get(arrive) == toll for arrive, toll in told if arrive <= END)
            for arrive, toll in due.items():
                assert any(by <= arrive and paid <= toll for by, paid in told), (t, arrive, toll)


def test_the_drawn_ways_differ() -> None:
    """Some have several openings, some several arrivals, some none at a minute, and some two ways share their rest."""
    days = [drawn(seed) for seed in range(60)]
    ways = [(facts, prices, facts.legs["alpha-bravo"]) for facts, prices in days]
    assert any(len(openings(facts, leg, loaded=True)) > 1 for facts, _, leg in ways)
    runs = [Passages(facts, prices, END).departures(leg, 25, 0, loaded=True) for facts, prices, leg in ways]
    assert any(len(one) > 1 for found in runs for one in found.values())
    assert any(0 < len(found) < 40 for found in runs)


def test_two_ways_that_differ_before_the_bridge_only() -> None:
    """A site five minutes further off leaves five minutes earlier for the same slot, and pays the same from there."""
    facts, prices = gated(), {"gate": {at: at % 4 for at in range(600)}}
    near = facts.legs["alpha-bravo"]
    far = replace(near, id="far", uses=tuple(replace(use, minutes=use.minutes + 5) for use in near.uses))
    passages = Passages(facts, prices, 600)
    first_way = passages.departures(near, 60, 0, loaded=True)
    other = passages.departures(far, 65, 0, loaded=True)
    assert first_way
    assert other == {t - 5: runs for t, runs in first_way.items() if t >= 5}
    later = replace(near, uses=(near.uses[0], replace(near.uses[1], minutes=47)))
    assert passages.departures(later, 60, 0, loaded=True)[9][0] == (72, prices["gate"][56])
    assert passages.departures(near, 61, 0, loaded=True)[9][0] == (73, prices["gate"][49])
