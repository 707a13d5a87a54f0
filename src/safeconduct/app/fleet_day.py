"""What a dispatcher reports on the day, as a situation: closed and opened roads, shut places, lost vehicles.

Everything reported rests on an assumption of its own, with the words of the report, and is kept in the situation, so
that the next change of the plan still knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.known import Assumption, Basis
from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.resource import Closure
from safeconduct.model.situation import Situation
from safeconduct.verify.fleet_today import NOW, OUT, outages

if TYPE_CHECKING:
    from safeconduct.plan.fleet_explain.clock import DayClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was reported, as written: ROAD or ROAD@TIME for ``close`` and ``open``, PLACE, PLACE@TIME or
    PLACE@TIME/TIME for ``shut``, names of vehicles for ``lose``, VEHICLE@TIME for ``late``."""

    close: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    shut: tuple[str, ...] = ()
    lose: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


def minute_of(clock: DayClock, written: str, field: str) -> int:
    """A minute of the day: a number of minutes, HH:MM by the clock of the corridors (its first one on or after the
    opening), or an instant with its zone. InputError for anything else."""
    if re.fullmatch(r"\d{1,5}", written):
        return int(written)
    short = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", written)
    if short:
        opening = clock.zero.astimezone(clock.zone)
        return (int(short[1]) * 60 + int(short[2]) - opening.hour * 60 - opening.minute) % 1440
    try:
        instant = datetime.fromisoformat(written)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise InputError(
            f"{written!r} is no time of the day",
            field=field,
            next_step=f"give minutes since the opening, HH:MM ({clock.name}), or 2026-03-12T10:30:00Z",
        )
    return clock.minute(instant.astimezone(UTC))


def as_told(situation: Situation, clock: DayClock, now: int, told: Told) -> Situation:
    """The situation as it is known at minute ``now``; NotFound for a name it has not."""
    roads = {name: road.id for road in situation.roads for name in (road.id, road.name)}
    places = {name: r.id for r in situation.resources for name in (r.id, r.name)}
    _require_one_state(clock, now, told, roads)
    for state, entries, field in (
        (RoadState.CLOSED, told.close, "--close"),
        (RoadState.OPEN, told.open, "--open"),
    ):
        for entry in entries:
            name, _, when = entry.partition("@")
            road = _one(roads, name, "road", field)
            since = clock.at(minute_of(clock, when, field) if when else now)
            situation, basis = _reported(situation, "road.state", f"{road} {state.value}", f"{field} {entry}")
            fact = RoadFact(state=state, since=since, basis=basis)
            situation = replace(
                situation,
                roads=tuple(replace(r, history=(*r.history, fact)) if r.id == road else r for r in situation.roads),
            )
    for entry in told.shut:
        situation = _shut(situation, clock, now, entry, places)
    vehicles = _vehicles(situation)
    for name in told.lose:
        _one(vehicles, name, "vehicle", "--lose")
        situation, _ = _reported(situation, OUT, f"{name}@{now}", f"--lose {name}")
    for entry in told.late:
        name, _, when = entry.partition("@")
        _one(vehicles, name, "vehicle", "--late")
        until = minute_of(clock, when, "--late") if when else -1
        if until <= now:
            raise InputError(
                f"{entry!r} says not until when it is late",
                field="--late",
                next_step="give VEHICLE@TIME, a time after --now at which it can go on",
            )
        situation, _ = _reported(situation, OUT, f"{name}@{now}/{until}", f"--late {entry}")
    return _reported(situation, NOW, str(now), "the minute of the change")[0]


def _require_one_state(clock: DayClock, now: int, told: Told, roads: dict[str, str]) -> None:
    """InputError when a road is said to close and to open at one minute."""
    at: dict[str, set[tuple[str, int]]] = {}
    for field, entries in (("--close", told.close), ("--open", told.open)):
        for entry in entries:
            name, _, when = entry.partition("@")
            at.setdefault(field, set()).add((roads.get(name, name), minute_of(clock, when, field) if when else now))
    for road, minute in sorted(at.get("--close", set()) & at.get("--open", set())):
        raise InputError(
            f"{road} is said to close and to open at minute {minute}",
            field="--open",
            next_step="say one of the two, or give each its time: ROAD@TIME",
        )


def lost_in(situation: Situation) -> tuple[str, ...]:
    """Names of the vehicles that were reported as lost, now or before."""
    return tuple(dict.fromkeys(one.vehicle for one in outages(situation) if one.until is None))


def late_in(situation: Situation, now: int) -> dict[str, int]:
    """The minutes after ``now`` at which vehicles that are late can go on, by name."""
    found: dict[str, int] = {}
    for one in outages(situation):
        if one.until is not None and one.until > now:
            found[one.vehicle] = max(one.until, found.get(one.vehicle, 0))
    return found


def _shut(situation: Situation, clock: DayClock, now: int, entry: str, places: dict[str, str]) -> Situation:
    name, _, when = entry.partition("@")
    place = _one(places, name, "shared place", "--shut")
    since, _, until = when.partition("/")
    begin = minute_of(clock, since, "--shut") if since else now
    end = minute_of(clock, until, "--shut") if until else None
    if end is not None and end <= begin:
        raise InputError(f"{entry!r} ends before it begins", field="--shut", next_step="give PLACE@FROM/UNTIL")
    situation, basis = _reported(situation, "resource.closed", place, f"--shut {entry}")
    closure = Closure(since=clock.at(begin), until=None if end is None else clock.at(end), basis=basis)
    return replace(
        situation,
        resources=tuple(
            replace(r, closures=(*r.closures, closure)) if r.id == place else r for r in situation.resources
        ),
    )


def _reported(situation: Situation, slot: str, value: str, words: str) -> tuple[Situation, Basis]:
    """The situation with an assumption for one report of the day, and the basis that names it."""
    number = 1 + sum(a.id.startswith("day-") for a in situation.assumptions)
    report = Assumption(
        id=f"day-{number}", slot=slot, value=value, unit="", why=f"reported on the day: {words}", source="dispatcher"
    )
    return replace(situation, assumptions=(*situation.assumptions, report)), Basis(assumptions=(report.id,))


def _vehicles(situation: Situation) -> dict[str, str]:
    names = (f"{k.id}-{n}" for k in situation.vehicles for n in range(1, k.count.value + 1))
    return {name: name for name in names}


def _one(known: dict[str, str], name: str, what: str, field: str) -> str:
    if name in known:
        return known[name]
    raise NotFound(f"there is no {what} {name!r}", field=field, next_step=f"name one of: {_few(known.values())}")


def _few(names: Iterable[str]) -> str:
    listed: Sequence[str] = list(dict.fromkeys(names))
    return ", ".join(listed[:8]) + (" …" if len(listed) > 8 else "")
