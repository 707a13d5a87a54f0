"""When a way can be driven: the minutes at which its narrow place may be entered while all its roads are open.

A vehicle is planned to wait before it departs and nowhere else, so a run is a fixed pattern that only shifts with the
minute it enters. Of a road on the way it is known only between which fixed points it is entered (docs/rules-fleet.md,
F11); each time the road is closed bars the entries that would put any of that time into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from safeconduct.model.errors import NotFound
from safeconduct.model.place import Mode, Passable, Road, passable
from safeconduct.model.resource import Resource
from safeconduct.model.situation import Approach, Leg, Situation
from safeconduct.plan.instance import ceil_div

#: Minutes before and after any day; a span of minutes, both ends included.
EVER = (-1_000_000, 1_000_000)
Span = tuple[int, int]
#: The span of a way that can never be driven.
NO_SPAN: Span = (1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A run as minutes from the entry of its narrow place (from the departure where it has none): departure, the
    entries of all its resources, arrival; and for each road, in order of travel, the first and last it may be
    entered. ``narrow`` numbers the resource that is the narrow place."""

    narrow: int | None
    departs: int
    enters: tuple[int, ...]
    arrives: int
    roads: tuple[tuple[str, int, int], ...]


def pattern_of(situation: Situation, way: Leg | Approach, *, loaded: bool) -> Pattern:
    """The run of a way without a wait; NotFound for a resource the situation lacks."""
    held = {r.id: r for r in situation.resources}
    uses = way.uses if loaded or isinstance(way, Approach) else way.uses_empty
    for use in uses:
        if use.resource not in held:
            raise NotFound(
                f"way {way.id} passes {use.resource!r}, which is no resource of the situation",
                field=f"legs.{way.id}.uses",
                next_step="add the resource, or correct the way",
            )
    minutes = way.minutes if isinstance(way, Approach) else way.minutes_loaded if loaded else way.minutes_empty
    delays = [(held[u.resource].delay_loaded if loaded else held[u.resource].delay_empty).value for u in uses]
    reached = [use.minutes + sum(delays[:n]) for n, use in enumerate(uses)]
    narrow = next((n for n, u in enumerate(uses) if loaded or not held[u.resource].empty_free), None)
    departs = 0 if narrow is None else -reached[narrow]
    enters = tuple(departs + minute for minute in reached)
    arrives = departs + minutes.value + sum(delays)
    edges = way.edges[::-1] if isinstance(way, Leg) and not loaded else way.edges
    marks = _marks(edges, [held[u.resource] for u in uses], enters)
    roads = tuple((edge, *_between(marks, index, departs, arrives)) for index, edge in enumerate(edges))
    return Pattern(narrow=narrow, departs=departs, enters=enters, arrives=arrives, roads=roads)


def _marks(edges: Sequence[str], held: Sequence[Resource], enters: Sequence[int]) -> list[tuple[int, int]]:
    """(place of its road on the way, minute it is entered) of every resource that lies on a road of the way."""
    return [(edges.index(r.road), at) for r, at in zip(held, enters, strict=True) if r.road in edges]


def _between(marks: Sequence[tuple[int, int]], index: int, departs: int, arrives: int) -> Span:
    first = max((at for place, at in marks if place <= index), default=departs)
    last = min((at for place, at in marks if place >= index), default=arrives)
    return min(first, last), max(first, last)


def when(road: Road, zero: datetime, states: frozenset[Passable]) -> tuple[Span, ...]:
    """The minutes of the day in which a road's state is one of these for vehicles, by its history: an entry holds from
    its ``since`` on, without one for good; the first one before it too. A minute in which a road closes is closed, one
    in which it opens not yet open."""
    found: list[tuple[int, int, Passable]] = []
    for number, fact in enumerate(road.history):
        state, since = passable(fact.state, Mode.BUS, road.kind), EVER[0]
        if number and fact.since is not None:
            seconds = int((fact.since - zero).total_seconds())
            since = seconds // 60 if state is Passable.NO else ceil_div(seconds, 60)
        found = [(a, min(b, since - 1), was) for a, b, was in found if a < since]
        found.append((since, EVER[1], state))
    return tuple((a, b) for a, b, state in found if state in states)


def spans(situation: Situation, zero: datetime, way: Leg | Approach, *, loaded: bool, strict: bool) -> tuple[Span, ...]:
    """The minutes at which the way's narrow place may be entered (it may depart, where it has none), in order; none
    when a road of it is closed all day. With ``strict`` unknown roads count as closed. NotFound for a road the
    situation lacks."""
    roads = {road.id: road for road in situation.roads}
    against = frozenset({Passable.NO, Passable.UNKNOWN} if strict else {Passable.NO})
    free: list[Span] = [EVER]
    for edge, first, last in pattern_of(situation, way, loaded=loaded).roads:
        if edge not in roads:
            raise NotFound(
                f"a way uses {edge!r}, which is no road of the situation",
                field="legs.edges",
                next_step="route the way again over the roads given",
            )
        for since, until in when(roads[edge], zero, against):
            low = EVER[0] if since == EVER[0] else since - last
            high = EVER[1] if until == EVER[1] else until - first
            free = [part for span in free for part in _without(span, low, high)]
    return tuple(free)


def _without(span: Span, since: int, until: int) -> list[Span]:
    """What is left of a span when [since, until] is taken out."""
    parts = (span[0], min(span[1], since - 1)), (max(span[0], until + 1), span[1])
    return [part for part in parts if part[0] <= part[1]]
