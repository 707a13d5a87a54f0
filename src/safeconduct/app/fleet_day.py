"""What a dispatcher reports on the day, as a situation: closed and opened roads, shut places, lost vehicles.

Everything reported rests on an assumption of its own, with the words of the report, and is kept in the situation, so
that the next change of the plan still knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from safeconduct.app.day_times import moment_of, understood
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as it was understood: the option and the words of it, the id of the ``road``, shared place or vehicle,
    what becomes of it, from which minute on (below 0: before the opening), and until which (None: for good)."""

    field: str
    entry: str
    of: str
    becomes: str
    since: int
    until: int | None = None


def reports_of(situation: Situation, clock: DayClock, now: int, told: Told) -> tuple[Report, ...]:
    """What was told at minute ``now``, name by name and minute by minute; roads in the order of time, because what is
    reported of a road takes the place of all that was said of it before. NotFound for a name the situation has not,
    InputError for what is no time, or none that makes sense."""
    end = hours_end(situation, clock)
    roads = {name: road.id for road in situation.roads for name in (road.id, road.name)}
    places = {name: r.id for r in situation.resources for name in (r.id, r.name)}
    vehicles = _vehicles(situation)

    def split(entry: str, known: dict[str, str], what: str, field: str) -> tuple[str, str | None]:
        name, at, when = entry.partition("@")
        return _one(known, name, what, field), when if at else None

    def minute(when: str | None, field: str, *, opens: bool = False) -> int:
        return now if when is None else moment_of(clock, when, field, now=now, end=end, opens=opens)

    found = []
    for state, entries, field in ((RoadState.CLOSED, told.close, "--close"), (RoadState.OPEN, told.open, "--open")):
        for entry in entries:
            road, when = split(entry, roads, "road", field)
            since = minute(when, field, opens=state is RoadState.OPEN)
            found.append(Report(field=field, entry=entry, of=road, becomes=state.value, since=since))
    found.sort(key=lambda report: report.since)
    _require_one_state(found)
    for entry in told.shut:
        place, when = split(entry, places, "shared place", "--shut")
        since_, slash, until_ = (when or "").partition("/")
        begin = minute(None if when is None or (slash and not since_) else since_, "--shut")
        end_ = minute(until_, "--shut", opens=True) if slash else None
        if end_ is not None and end_ <= begin:
            raise InputError(f"{entry!r} ends before it begins", field="--shut", next_step="give PLACE@FROM/UNTIL")
        found.append(Report(field="--shut", entry=entry, of=place, becomes="shut", since=begin, until=end_))
    for name in told.lose:
        _one(vehicles, name, "vehicle", "--lose")
        found.append(Report(field="--lose", entry=name, of=name, becomes="out of service", since=now))
    for entry in told.late:
        name, when = split(entry, vehicles, "vehicle", "--late")
        until = -1 if when is None else minute(when, "--late")
        if until <= now:
            raise InputError(
                f"{entry!r} says not until when it is late",
                field="--late",
                next_step="give VEHICLE@TIME, a time after --now at which it can go on",
            )
        found.append(Report(field="--late", entry=entry, of=name, becomes="late", since=now, until=until))
    return tuple(found)


def hours_end(situation: Situation, clock: DayClock) -> int:
    """The minute at which the last hours of any corridor end."""
    return max((clock.minute(c.window.closes) for c in situation.corridors if c.window is not None), default=0)


def as_told(situation: Situation, clock: DayClock, now: int, told: Told) -> Situation:
    """The situation as it is known at minute ``now``; raises what ``reports_of`` raises."""
    for report in reports_of(situation, clock, now, told):
        situation = _with(situation, clock, report)
    return _reported(situation, NOW, str(now), "the minute of the change")[0]


def in_words(situation: Situation, clock: DayClock, now: int, reports: Iterable[Report]) -> tuple[str, ...]:
    """How every report was understood, with dates, by the clock of the corridors and in UTC; and which of them change
    nothing in the hours that are left of the ``situation``'s."""
    end = hours_end(situation, clock)
    found = [f"--now is {understood(clock, now, now)}"]
    for report in reports:
        words = f"{report.of} {report.becomes}"
        if report.field != "--late":
            words += f" from {understood(clock, report.since, now)}"
        if report.until is not None:
            words += f" until {understood(clock, report.until, now)}"
        if report.since < 0:
            words += "; before the opening"
        if report.since > end:
            words += "; after the hours of every corridor: it changes nothing in this plan"
        elif report.until is not None and report.until <= now:
            words += "; over already: it changes nothing that is still to come"
        found.append(words)
    return tuple(found)


def _with(situation: Situation, clock: DayClock, report: Report) -> Situation:
    """The situation with one report."""
    words, since, of = f"{report.field} {report.entry}", clock.at(report.since), report.of
    if report.field in ("--lose", "--late"):
        until = "" if report.until is None else f"/{report.until}"
        return _reported(situation, OUT, f"{of}@{report.since}{until}", words)[0]
    if report.field == "--shut":
        situation, basis = _reported(situation, "resource.closed", of, words)
        closure = Closure(since=since, until=None if report.until is None else clock.at(report.until), basis=basis)
        changed = (replace(r, closures=(*r.closures, closure)) if r.id == of else r for r in situation.resources)
        return replace(situation, resources=tuple(changed))
    situation, basis = _reported(situation, "road.state", f"{of} {report.becomes}", words)
    fact = RoadFact(state=RoadState(report.becomes), since=since, basis=basis)
    roads = (replace(r, history=(*r.history, fact)) if r.id == of else r for r in situation.roads)
    return replace(situation, roads=tuple(roads))


def _require_one_state(reports: Sequence[Report]) -> None:
    """InputError when a road is said to close and to open at one minute."""
    said: dict[tuple[str, int], str] = {}
    for report in reports:
        if said.setdefault((report.of, report.since), report.becomes) != report.becomes:
            raise InputError(
                f"{report.of} is said to close and to open at minute {report.since}",
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
