"""When a way can be driven: the minutes at which its narrow places may be entered while all its roads are open.

A vehicle is planned to wait before it departs and before each narrow place but the first, so a run is fixed by the
minutes at which it enters them. Of a road on the way it is known only between which fixed points it is entered
(docs/rules-fleet.md, F11); that whole time must lie within one time in which the road is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from safeconduct.model.errors import NotFound
from safeconduct.model.place import Mode, Passable, Road, passable
from safeconduct.model.resource import ResourceUse
from safeconduct.model.situation import Approach, Leg, Situation
from safeconduct.plan.instance import ceil_div

#: Minutes before and after any day; a span of minutes, both ends included.
EVER = (-1_000_000, 1_000_000)
Span = tuple[int, int]
#: The spans in which the stops of a way are entered.
Opening = tuple[Span, ...]
#: A minute of a run: the number of a stop, and minutes from its entry.
Mark = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A run by the entries of its *stops*: the narrow places it waits at, or its departure where it has none.

    ``stops`` numbers them among the resources of the way (empty: the departure is the one stop); ``lags`` are the
    minutes from the entry of each to the next, without a wait; ``drives`` are those of driving alone. Departure,
    entries of all resources and arrival are marks; so are, for each road in order of travel, the first and the last
    minute at which it may be entered."""

    stops: tuple[int, ...]
    lags: tuple[int, ...]
    drives: int
    departs: Mark
    enters: tuple[Mark, ...]
    arrives: Mark
    roads: tuple[tuple[str, Mark, Mark], ...]


def minute(mark: Mark, entries: Sequence[int]) -> int:
    """The minute of a mark in a run that enters its stops at ``entries``."""
    return entries[mark[0]] + mark[1]


def pattern_of(situation: Situation, way: Leg | Approach, *, loaded: bool) -> Pattern:
    """The run of a way; NotFound for a resource the situation lacks."""
    uses = _uses(situation, way, loaded=loaded)
    held = {r.id: r for r in situation.resources}
    minutes = way.minutes if isinstance(way, Approach) else way.minutes_loaded if loaded else way.minutes_empty
    delays = [(held[u.resource].delay_loaded if loaded else held[u.resource].delay_empty).value for u in uses]
    reached = [use.minutes + sum(delays[:n]) for n, use in enumerate(uses)]
    stops = [n for n, u in enumerate(uses) if loaded or not held[u.resource].empty_free]
    if stops and _changes(situation, way):
        stops = list(range(stops[0], len(uses)))  # waiting before a place that is free helps while a road is closed
    begins = [reached[n] for n in stops] or [0]
    enters = []
    for n, at in enumerate(reached):
        stop = max(0, sum(other <= n for other in stops) - 1)
        enters.append((stop, at - begins[stop]))
    departs, arrives = (0, -begins[0]), (len(begins) - 1, minutes.value + sum(delays) - begins[-1])
    edges = way.edges[::-1] if isinstance(way, Leg) and not loaded else way.edges
    places = [(edges.index(road), n) for n, u in enumerate(uses) if (road := held[u.resource].road) in edges and road]
    roads = []
    for index, edge in enumerate(edges):
        first = max((n for place, n in places if place <= index), default=-1)
        last = min((n for place, n in places if place >= index), default=len(uses))
        marks = departs, *enters, arrives
        roads.append((edge, marks[min(first, last) + 1], marks[max(first, last) + 1]))
    return Pattern(
        stops=tuple(stops),
        lags=tuple(b - a for a, b in pairwise(begins)),
        drives=minutes.value,
        departs=departs,
        enters=tuple(enters),
        arrives=arrives,
        roads=tuple(roads),
    )


def _uses(situation: Situation, way: Leg | Approach, *, loaded: bool) -> tuple[ResourceUse, ...]:
    uses = way.uses if loaded or isinstance(way, Approach) else way.uses_empty
    known = {r.id for r in situation.resources}
    for use in uses:
        if use.resource not in known:
            raise NotFound(
                f"way {way.id} passes {use.resource!r}, which is no resource of the situation",
                field=f"legs.{way.id}.uses",
                next_step="add the resource, or correct the way",
            )
    return uses


def _changes(situation: Situation, way: Leg | Approach) -> bool:
    """Whether the state of a road of the way changes."""
    return any(len(road.history) > 1 and road.id in way.edges for road in situation.roads)


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


def spans(
    situation: Situation, zero: datetime, way: Leg | Approach, *, loaded: bool, strict: bool
) -> tuple[Opening, ...]:
    """The openings of a way: minutes at which each of its stops may be entered (it may depart, where it has none), in
    order; none when a road of it is closed all day. With ``strict`` unknown roads count as closed. NotFound for a road
    the situation lacks."""
    roads = {road.id: road for road in situation.roads}
    against = frozenset({Passable.NO, Passable.UNKNOWN} if strict else {Passable.NO})
    pattern = pattern_of(situation, way, loaded=loaded)
    free: list[Opening] = [(EVER,) * (1 + len(pattern.lags))]
    for edge, first, last in pattern.roads:
        if edge not in roads:
            raise NotFound(
                f"a way uses {edge!r}, which is no road of the situation",
                field="legs.edges",
                next_step="route the way again over the roads given",
            )
        shut = when(roads[edge], zero, against)
        if shut:
            free = [part for opening in free for span in _between(shut) for part in _within(opening, first, last, span)]
    return tuple(free)


def closed_all_day(pattern: Pattern) -> Opening:
    """The opening of a way that can never be driven."""
    return ((1, 0),) * (1 + len(pattern.lags))


def _between(shut: Sequence[Span]) -> Iterator[Span]:
    """The times that are left between others, which stand in order."""
    since = EVER[0]
    for a, b in shut:
        if since < a:
            yield since, a - 1
        since = b + 1
    if since < EVER[1]:
        yield since, EVER[1]


def _within(opening: Opening, first: Mark, last: Mark, span: Span) -> Iterator[Opening]:
    """The part of an opening for which both marks lie in a span, if there is any."""
    parts = list(opening)
    (a, before), (b, after) = first, last
    if span[0] > EVER[0]:
        parts[a] = max(parts[a][0], span[0] - before), parts[a][1]
    if span[1] < EVER[1]:
        parts[b] = parts[b][0], min(parts[b][1], span[1] - after)
    if all(since <= until for since, until in parts):
        yield tuple(parts)
