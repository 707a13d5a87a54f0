"""F11: when each road of a way is entered, as far as a run tells, and whether it can be used then.

A run tells when it departs, passes its resources and arrives. So a road is entered at the minute of the resource that
lies on it, else between the resource on a road before it (or the departure) and the one on a road after it (or the
arrival); what is barred in any minute of that time is not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, PickUp
from safeconduct.model.place import Mode, Road, RoadFact, RoadState
from safeconduct.model.situation import Approach, Leg
from safeconduct.verify.fleet_facts import FleetFacts, minute_zero, uses_of
from safeconduct.verify.fleet_stops import stop_ways
from safeconduct.verify.roads import CARRIES, could_carry
from safeconduct.verify.rules import up

#: Minutes [since, until) of the day, each with the state a road is in.
Times = tuple[tuple[int, int, RoadState], ...]
#: Minutes before and after any day.
ALWAYS = (-(10**9), 10**9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One road of a way: numbers of the resources of the way between whose passing it is entered (None: departure,
    arrival), and the minutes [since, until) in which its state bars vehicles, or is unknown, with that state."""

    road: str
    after: int | None
    before: int | None
    barred: Times
    unknown: Times


def states(history: Sequence[RoadFact], facts: FleetFacts) -> Times:
    """The states of a road as minutes [since, until) of the day. An entry takes the place of all before it from its
    ``since`` on, for good where it has none; what the first one says held before it too."""
    zero = minute_zero(facts.corridors)
    found: list[tuple[int, int, RoadState]] = []
    for number, fact in enumerate(history):
        since = ALWAYS[0]
        if number and fact.since is not None:
            seconds = int((fact.since - zero).total_seconds())
            # a minute in which a road closes is closed, one in which it opens not yet open
            since = seconds // 60 if _bars(fact.state) else up(seconds, 60)
        found = [(a, min(b, since), state) for a, b, state in found if a < since]
        found.append((since, ALWAYS[1], fact.state))
    return tuple(found)


def _bars(state: RoadState) -> bool:
    return state is not RoadState.UNKNOWN and state not in CARRIES[Mode.BUS]


def stretches(facts: FleetFacts, way: Leg | Approach, *, loaded: bool) -> tuple[Stretch, ...]:
    """The roads of a way in order of travel that are barred or unknown at any time; roads the situation lacks are left
    out."""
    roads = {road.id: road for road in facts.situation.roads}
    edges = way.edges[::-1] if isinstance(way, Leg) and not loaded else way.edges
    held = [facts.resources[u.resource].road for u in uses_of(way, loaded=loaded) if u.resource in facts.resources]
    places = [(number, edges.index(road)) for number, road in enumerate(held) if road in edges]
    found = []
    for index, edge in enumerate(edges):
        if edge not in roads:
            continue
        barred, unknown = _times(facts, roads[edge])
        if barred or unknown:
            found.append(
                Stretch(
                    road=edge,
                    after=max((number for number, place in places if place <= index), default=None),
                    before=min((number for number, place in places if place >= index), default=None),
                    barred=barred,
                    unknown=unknown,
                )
            )
    return tuple(found)


def _times(facts: FleetFacts, road: Road) -> tuple[Times, Times]:
    if not could_carry(road, Mode.BUS):
        return ((*ALWAYS, road.now.state),), ()
    over = states(road.history, facts)
    return tuple(s for s in over if _bars(s[2])), tuple(s for s in over if s[2] is RoadState.UNKNOWN)


def within(times: Times, first: int, last: int) -> tuple[int, int, RoadState] | None:
    """The first of the times that shares a minute with [first, last]; None: none does."""
    return next(((a, b, state) for a, b, state in times if a <= last and first < b), None)


def entered(stretch: Stretch, depart: int, passes: Sequence[int], arrive: int) -> tuple[int, int]:
    """The first and the last minute at which a run may enter the road."""
    first = depart if stretch.after is None else passes[stretch.after]
    last = arrive if stretch.before is None else passes[stretch.before]
    return min(first, last), max(first, last)


def _runs(facts: FleetFacts, plan: FleetPlan) -> Iterator[tuple[str, Leg | Approach, FleetTrip | PickUp | Move]]:
    for vehicle, between, stop, _ in stop_ways(facts, plan):
        yield vehicle, between, stop
    for day in plan.days:
        for run in (*((day.approach,) if day.approach else ()), *day.moves, *day.trips):
            name = run.leg if isinstance(run, FleetTrip) else run.way
            way = facts.legs.get(name) or (facts.approaches.get(name) if isinstance(run, Move) else None)
            if way is not None:  # F2 and F5 name the others
                yield day.vehicle, way, run


def wrong_roads(
    facts: FleetFacts, plan: FleetPlan, strict: bool, besides: frozenset[str] = frozenset()
) -> Iterator[str]:
    """F11: nobody on a road that is barred then, and the unknown ones are listed, with those that are leaned on
    ``besides`` by who does not drive."""
    known = {road.id for road in facts.situation.roads}
    leaning = set(besides)
    guards: dict[tuple[str, bool], tuple[Stretch, ...]] = {}
    for who, way, run in _runs(facts, plan):
        loaded = not isinstance(run, Move)
        if (way.id, loaded) not in guards:
            guards[way.id, loaded] = stretches(facts, way, loaded=loaded)
            for edge in (edge for edge in way.edges if edge not in known):
                yield f"road {edge} of {way.id} is not in the situation"
        passes = [passed.at for passed in run.passes]
        if len(passes) != len(uses_of(way, loaded=loaded)):
            continue  # F5 names it
        for stretch in guards[way.id, loaded]:
            first, last = entered(stretch, run.depart, passes, run.arrive)
            if within(stretch.unknown, first, last):
                leaning.add(stretch.road)
            shut = within(stretch.barred, first, last)
            if shut is not None:
                when = "" if shut[0] == ALWAYS[0] else f" from minute {shut[0]}"
                yield (
                    f"{who} enters road {stretch.road} of {way.id} from minute {first} to {last}, "
                    f"it is {shut[2].value}{when}, vehicles cannot use it"
                )
    if sorted(leaning) != sorted(plan.leans_on):
        due = ", ".join(sorted(leaning)) or "none"
        yield f"leans_on lists {', '.join(plan.leans_on) or 'nothing'}, unknown are {due}"
    if strict and leaning:
        yield f"the plan leans on {len(leaning)} unknown roads, a strict check refuses any"
