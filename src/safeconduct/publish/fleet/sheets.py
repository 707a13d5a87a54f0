"""Sheets of a fleet: one for each vehicle, each site and each reception, in words.

A vehicle's sheet carries counts of places and persons and nothing about who they are. A site's sheet calls forward no
more people than the vehicle in the bay takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safeconduct.model.plan import Households
from safeconduct.model.situation import Needs
from safeconduct.publish import figures
from safeconduct.publish.fleet.day import Boarding, Day, Run, persons_in
from safeconduct.publish.fleet.people import ANY, groups_out, stays

DO = (
    "Take only the people called forward for you, and never more than your places. Nobody is left standing.",
    "Households travel together. Nobody is made to board; who gets off again is free to.",
    "Pass narrow places only at the minute written here; if you are late, wait for a word from the convoy desk.",
    "Stop when you are told to stop. Stay on the road you were given.",
    "No photographs, no lists of names, no arms on board.",
)
IF = (
    (
        "breakdown",
        "Off the road if you can, people stay together, report place and number of people; nobody walks on alone.",
    ),
    ("road blocked", "Do not turn into another road. Report, wait, go back the way you came when told to."),
    ("separated", "Drive to the reception on your sheet and report there."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A line of a vehicle's sheet: when (UTC and local), what to do, and where."""

    at: str
    local: str
    what: str
    note: str
    loaded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleSheet:
    """One vehicle's day."""

    id: str
    kind: str
    places: str
    start: str
    trips: str
    persons: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A vehicle in a bay: when its people are called forward and board, and how many have been called by then."""

    called: str
    called_local: str
    at: str
    local: str
    until: str
    bay: str
    vehicle: str
    kind: str
    towards: str
    persons: str
    needs: str
    households: str
    so_far: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """A boat, or a party on foot, that takes people from a site to the landing where vehicles take them on."""

    at: str
    local: str
    until: str
    by: str
    to: str
    persons: str
    needs: str
    so_far: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSheet:
    """One site's day: bays, people by wish, the calls and crossings in order, who stays and who has no place."""

    name: str
    bays: str
    people: tuple[tuple[str, str, str, str], ...]
    calls: tuple[Call, ...]
    across: tuple[Across, ...]
    staying: str
    left: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A vehicle that comes in: from where, how many, and how many are in by then."""

    at: str
    local: str
    until: str
    vehicle: str
    kind: str
    origin: str
    persons: str
    needs: str
    so_far: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionSheet:
    """One reception's day."""

    name: str
    capacity: str
    expected: str
    arrivals: tuple[Arrival, ...]


def vehicle_sheets(day: Day) -> tuple[VehicleSheet, ...]:
    """A sheet for every vehicle that moves, in the plan's order."""
    kinds = {f"{kind.id}-{n}": kind for kind in day.situation.vehicles for n in range(1, kind.count.value + 1)}
    found = []
    for one in day.plan.days:
        kind = kinds[one.vehicle]
        boardings, runs = day.of(one.vehicle)
        carried = sum(board.persons.total for board in boardings)
        found.append(
            VehicleSheet(
                id=one.vehicle,
                kind=figures.line(kind.name),
                places=figures.needs(kind.places.value),
                start=day.name(kind.start.value),
                trips=figures.plural(len(one.trips), "trip"),
                persons=figures.plural(carried, "person", "people"),
                steps=_steps(day, boardings, runs),
            )
        )
    return tuple(found)


def _steps(day: Day, boardings: Sequence[Boarding], runs: Sequence[Run]) -> tuple[Step, ...]:
    rows: list[tuple[int, int, str, str, bool]] = []
    for board in boardings:
        load = f"{figures.plural(board.persons.total, 'person', 'people')}: {figures.needs(board.persons)}"
        rows.append(
            (
                board.since,
                3,
                f"{day.name(board.site)}, bay {board.bay}: board until {day.clock(board.until)}",
                load,
                True,
            )
        )
    for run in runs:
        load = figures.plural(run.persons.total, "person", "people") if run.loaded else "empty"
        rows.append((run.depart, 4, f"Leave {day.name(run.start)} for {day.name(run.goal)}", load, run.loaded))
        for passed in run.passes:
            rows.append((passed.at, 5, f"Pass {day.name(passed.resource)}", load, run.loaded))
        until = f", clear by {day.clock(run.unloaded)}" if run.unloaded > run.arrive else ""
        rows.append((run.arrive, 1, f"Arrive {day.name(run.goal)}{until}", load, run.loaded))
    rows.sort(key=lambda row: (row[0], row[1]))
    return tuple(
        Step(at=day.clock(at), local=day.local(at), what=what, note=note, loaded=loaded)
        for at, _, what, note, loaded in rows
    )


def site_sheets(day: Day) -> tuple[SiteSheet, ...]:
    """A sheet for every site of the planned corridors, in the situation's order."""
    planned = {day.situation.corridor(name).site for name in day.plan.scenario.corridors}
    planned |= {transfer.site for transfer in day.situation.transfers}
    groups, stay = groups_out(day), dict(stays(day))
    found = []
    for site in day.situation.sites:
        if site.id not in planned:
            continue
        mine = [group for group in groups if group.site == site.id]
        left = Needs()
        for group in mine:
            left = left.plus(group.left)
        words = figures.plural(left.total, "person has", "people have")
        found.append(
            SiteSheet(
                name=day.name(site.id),
                bays=figures.plural(site.bays.value, "bay"),
                people=tuple(
                    (
                        "any direction" if group.wished == ANY else f"to {day.name(group.wished)}",
                        figures.count(group.people.total),
                        figures.count(group.out.total),
                        figures.count(group.left.total),
                    )
                    for group in mine
                ),
                calls=_calls(day, site.id),
                across=_across(day, site.id),
                staying=figures.count(stay.get(site.id, 0)) if stay.get(site.id) else "",
                left=f"{words} no place in this plan: {figures.needs(left)}." if left.total else "",
            )
        )
    return tuple(found)


def _calls(day: Day, site: str) -> tuple[Call, ...]:
    rows, total = [], 0
    for board in sorted((b for b in day.boardings if b.site == site), key=lambda b: (b.since, b.bay)):
        total += board.persons.total
        rows.append(
            Call(
                called=day.clock(board.called),
                called_local=day.local(board.called),
                at=day.clock(board.since),
                local=day.local(board.since),
                until=day.clock(board.until),
                bay=str(board.bay),
                vehicle=board.vehicle,
                kind=board.kind,
                towards=day.name(board.reception),
                persons=figures.count(board.persons.total),
                needs=figures.needs(board.persons),
                households=_households(board.boarded),
                so_far=figures.count(total),
            )
        )
    return tuple(rows)


def _across(day: Day, site: str) -> tuple[Across, ...]:
    ways = {transfer.id: transfer for transfer in day.situation.transfers if transfer.site == site}
    rows, total = [], 0
    for run in sorted((c for c in day.plan.crossings if c.transfer in ways), key=lambda c: (c.depart, c.boat)):
        way, persons = ways[run.transfer], persons_in(day.situation, run.aboard)
        total += persons.total
        rows.append(
            Across(
                at=day.clock(run.depart),
                local=day.local(run.depart),
                until=day.clock(run.arrive),
                by=figures.line(way.name) + ("" if way.boats is None else f", boat {run.boat + 1}"),
                to=day.name(way.landing),
                persons=figures.count(persons.total),
                needs=figures.needs(persons),
                so_far=figures.count(total),
            )
        )
    return tuple(rows)


def _households(boarded: Sequence[Households]) -> str:
    counts: dict[str, int] = {}
    for entry in boarded:
        counts[entry.profile] = counts.get(entry.profile, 0) + entry.count
    return ", ".join(f"{count} × {figures.line(profile.replace('-', ' '))}" for profile, count in counts.items())


def reception_sheets(day: Day) -> tuple[ReceptionSheet, ...]:
    """A sheet for every reception of the planned corridors, in the situation's order."""
    planned = {day.situation.corridor(name).reception for name in day.plan.scenario.corridors}
    found = []
    for reception in day.situation.receptions:
        if reception.id not in planned:
            continue
        arrivals = _arrivals(day, reception.id)
        room = reception.capacity
        found.append(
            ReceptionSheet(
                name=day.name(reception.id),
                capacity="not stated" if room is None else figures.plural(room.value, "place"),
                expected=arrivals[-1].so_far if arrivals else "0",
                arrivals=arrivals,
            )
        )
    return tuple(found)


def _arrivals(day: Day, reception: str) -> tuple[Arrival, ...]:
    rows, total = [], 0
    for run in sorted((r for r in day.runs if r.loaded and r.goal == reception), key=lambda r: (r.arrive, r.vehicle)):
        total += run.persons.total
        rows.append(
            Arrival(
                at=day.clock(run.arrive),
                local=day.local(run.arrive),
                until=day.clock(run.unloaded),
                vehicle=run.vehicle,
                kind=run.kind,
                origin=day.name(run.start),
                persons=figures.count(run.persons.total),
                needs=figures.needs(run.persons),
                so_far=figures.count(total),
            )
        )
    return tuple(rows)
