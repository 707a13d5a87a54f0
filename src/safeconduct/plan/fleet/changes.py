"""What a new plan changes for those who drive by the old one: by vehicle and trip, in words a dispatcher reads out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, VehicleDay
from safeconduct.model.situation import Needs, Situation

Kind = Literal[
    "unchanged", "later", "earlier", "other bay", "other way", "other people", "other trip", "cancelled", "new"
]
#: The kinds from harmless to grave: a vehicle's day is as grave as its gravest trip.
GRAVITY: tuple[Kind, ...] = (
    "unchanged", "other bay", "earlier", "later", "new", "other way", "other people", "other trip", "cancelled",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TripChange:
    """Trip ``number`` (from 0) of a vehicle before and after, with the run that leads to it. ``minutes`` by which the
    people arrive later (below 0: earlier; None where one of the two trips is not made). ``persons`` were ordered on it,
    or, where it is new, are now."""

    number: int
    kind: Kind
    before: FleetTrip | None
    after: FleetTrip | None
    came_before: Move | None
    came_after: Move | None
    minutes: int | None
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleChange:
    """One vehicle's day. ``turns_back``: it is on an empty run that the new plan does not hold. ``stranded``: it is on
    the way and no way on is known, with so many persons ``aboard``; someone must decide. ``pin_broken``: a trip that
    was not to change could not be kept. ``lost``: it can be used no more."""

    vehicle: str
    kind: Kind
    trips: tuple[TripChange, ...]
    turns_back: bool
    stranded: bool
    aboard: int
    pin_broken: bool
    lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanges:
    """The changes from minute ``now`` on. ``vehicles`` are all that have a day in either plan, in order of name.

    ``affected`` persons were on a trip that changes; ``lost`` and ``gained`` are persons by group who no longer, or
    now, leave; ``persons_before`` and ``persons_after`` count everyone out. ``besides`` are sentences on what is no
    vehicle's: who is on the way across, or across with nobody to take them on, and convoys that departed too small.
    """

    now: int
    vehicles: tuple[VehicleChange, ...]
    affected: int
    lost: tuple[tuple[str, int], ...]
    gained: tuple[tuple[str, int], ...]
    persons_before: int
    persons_after: int
    besides: tuple[str, ...] = ()

    @property
    def orders(self) -> int:
        """How many trips that were ordered are driven otherwise, or not at all."""
        return sum(t.kind not in ("unchanged", "new") for v in self.vehicles for t in v.trips)


def changes_between(
    situation: Situation,
    before: FleetPlan,
    after: FleetPlan,
    now: int,
    *,
    stranded: Sequence[str] = (),
    pins: Mapping[str, int | None] | None = None,
    lost: Collection[str] = (),
    besides: Sequence[str] = (),
) -> PlanChanges:
    """Compare two plans of one fleet; ``stranded`` and ``lost`` name vehicles, ``pins`` how many of a vehicle's first
    trips were not to change (None: all)."""
    members = {profile.id: profile.members for profile in situation.profiles}
    old, new = ({day.vehicle: day for day in plan.days} for plan in (before, after))
    vehicles = tuple(
        replace(
            _vehicle(members, name, old.get(name), new.get(name), now, name in stranded, dict(pins or {})),
            lost=name in lost,
        )
        for name in sorted(old.keys() | new.keys())
    )
    out = [_by_group(members, plan) for plan in (before, after)]
    differ = {group: out[1][group] - out[0][group] for group in sorted({*out[0], *out[1]})}
    touched = (t for v in vehicles for t in v.trips if t.kind not in ("unchanged", "new"))
    return PlanChanges(
        now=now,
        vehicles=vehicles,
        affected=sum(trip.persons for trip in touched),
        lost=tuple((group, -n) for group, n in differ.items() if n < 0),
        gained=tuple((group, n) for group, n in differ.items() if n > 0),
        persons_before=sum(out[0].values()),
        persons_after=sum(out[1].values()),
        besides=tuple(besides),
    )


def _by_group(members: Mapping[str, Needs], plan: FleetPlan) -> Counter[str]:
    found: Counter[str] = Counter()
    for entry in (entry for day in plan.days for trip in day.trips for entry in trip.aboard):
        found[entry.group] += members[entry.profile].total * entry.count
    return found


def _persons(members: Mapping[str, Needs], trip: FleetTrip | None) -> int:
    return 0 if trip is None else sum(members[entry.profile].total * entry.count for entry in trip.aboard)


def _runs(day: VehicleDay | None) -> list[tuple[Move | None, FleetTrip]]:
    return [] if day is None else list(zip((day.approach, *day.moves), day.trips, strict=True))


def _vehicle(
    members: Mapping[str, Needs],
    name: str,
    before: VehicleDay | None,
    after: VehicleDay | None,
    now: int,
    stranded: bool,
    pins: Mapping[str, int | None],
) -> VehicleChange:
    old, new = _runs(before), _runs(after)
    trips = []
    for number in range(max(len(old), len(new))):
        came, trip = old[number] if number < len(old) else (None, None)
        comes, becomes = new[number] if number < len(new) else (None, None)
        trips.append(
            TripChange(
                number=number,
                kind=_kind(came, trip, comes, becomes),
                before=trip,
                after=becomes,
                came_before=came,
                came_after=comes,
                minutes=None if trip is None or becomes is None else becomes.arrive - trip.arrive,
                persons=_persons(members, trip or becomes),
            )
        )
    under_way = next((t for t in trips if t.before and _departs(t) < now < t.before.unloaded), None)
    lost = under_way is not None and under_way.came_before is not None and under_way.came_before != under_way.came_after
    empty = under_way is not None and under_way.before is not None and under_way.before.load_from >= now
    pinned = pins.get(name, 0) if name in pins else 0
    held = trips if pinned is None else trips[:pinned]
    return VehicleChange(
        vehicle=name,
        kind=max((t.kind for t in trips), key=GRAVITY.index, default="unchanged"),
        trips=tuple(trips),
        turns_back=lost and empty and not stranded,
        stranded=stranded,
        aboard=under_way.persons if stranded and under_way is not None and not empty else 0,
        pin_broken=any(t.kind != "unchanged" for t in held),
    )


def _departs(change: TripChange) -> int:
    assert change.before is not None
    return change.before.load_from if change.came_before is None else change.came_before.depart


def _kind(came: Move | None, old: FleetTrip | None, comes: Move | None, new: FleetTrip | None) -> Kind:
    if old is None:
        return "new"
    if new is None:
        return "cancelled"
    if (came, old) == (comes, new):
        return "unchanged"
    if (came, replace(old, bay=new.bay)) == (comes, new):
        return "other bay"
    if old.aboard != new.aboard:
        return "other people" if old.leg == new.leg else "other trip"
    if old.leg != new.leg or (came and came.way) != (comes and comes.way):
        return "other way"
    return "later" if (new.load_from, new.arrive) >= (old.load_from, old.arrive) else "earlier"


def spoken(changes: PlanChanges) -> Iterator[str]:
    """The changes as lines: first whom someone must decide about, then every vehicle that has new orders, then the
    people. Minutes are those of the plan."""
    for vehicle in changes.vehicles:
        if vehicle.lost:
            aboard = f"is under way with {vehicle.aboard} persons; decide" if vehicle.aboard else "is on an empty run"
            yield f"{vehicle.vehicle}: can be used no more{f', and {aboard}' if vehicle.stranded else ''}"
        elif vehicle.stranded and vehicle.aboard:
            yield f"{vehicle.vehicle}: under way with {vehicle.aboard} persons, no way on is known; decide"
        elif vehicle.stranded:
            yield f"{vehicle.vehicle}: on an empty run, no way on is known; tell its crew"
    yield from changes.besides
    for vehicle in changes.vehicles:
        if vehicle.pin_broken:
            yield f"{vehicle.vehicle}: was not to change, and cannot be kept"
        if vehicle.turns_back:
            yield f"{vehicle.vehicle}: turns back"
        for trip in vehicle.trips:
            if trip.kind != "unchanged":
                yield f"{vehicle.vehicle}, trip {trip.number + 1}: {trip.kind}{_said(trip)}"
    unchanged = sum(vehicle.kind == "unchanged" for vehicle in changes.vehicles)
    yield f"{unchanged} of {len(changes.vehicles)} vehicles unchanged"
    for group, persons in changes.lost:
        yield f"{persons} persons of {group} no longer leave"
    for group, persons in changes.gained:
        yield f"{persons} more persons of {group} leave"
    yield f"{changes.persons_after} persons out, {changes.persons_before} before"


def _said(trip: TripChange) -> str:
    if trip.after is None:
        return f", {trip.persons} persons at {trip.before.load_from}" if trip.before else ""
    new = trip.after
    ran = f"{new.leg}, boards from {new.load_from} in bay {new.bay + 1}, departs {new.depart}, arrives {new.arrive}"
    late = "" if not trip.minutes else f" ({abs(trip.minutes)} minutes {'later' if trip.minutes > 0 else 'earlier'})"
    return f": {ran}{late}, {trip.persons} persons"
