"""The numbers a fleet's plan is judged by, taken from the situation alone (docs/rules-fleet.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from safeconduct.model.corridor import Corridor
from safeconduct.model.fleet import FleetPlan, FleetScenario, FleetTrip
from safeconduct.model.place import Mode
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import Approach, Group, Leg, Needs, Reception, Situation, Transfer, VehicleClass
from safeconduct.verify.facts import latest_arrival
from safeconduct.verify.fleet_today import Outage, changed_at, outages
from safeconduct.verify.people import split
from safeconduct.verify.rules import Unusable, up

STAY, ANY = "stay", "any"
NEEDS = ("walking", "wheelchair", "stretcher")


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetFacts:
    """A situation under one scenario. ``opens`` and ``latest`` are minutes of the day by corridor id; ``corridor_of``
    maps a usable leg to its corridor; ``due`` is households by (group, profile); ``closures`` minutes by resource;
    ``transfers`` are those that land at a site of the plan; ``changed_at`` and ``outages`` what was reported on the
    day."""

    situation: Situation
    scenario: FleetScenario
    corridors: tuple[Corridor, ...]
    opens: dict[str, int]
    latest: dict[str, int]
    legs: dict[str, Leg]
    corridor_of: dict[str, Corridor]
    approaches: dict[str, Approach]
    groups: dict[str, Group]
    due: dict[tuple[str, str], int]
    members: dict[str, Needs]
    bays: dict[str, int]
    receptions: dict[str, Reception]
    resources: dict[str, Resource]
    closures: dict[str, tuple[tuple[int, int | None], ...]]
    vehicles: dict[str, VehicleClass]
    transfers: dict[str, Transfer]
    changed_at: int | None
    outages: tuple[Outage, ...]

    def is_history(self, minute: int) -> bool:
        """F18: whether what began at a minute had begun when the plan was last changed."""
        return self.changed_at is not None and minute < self.changed_at

    def aboard(self, trip: FleetTrip) -> Needs:
        """Persons on a trip by need; households of an unknown profile count nobody (F1 names them)."""
        total = Needs()
        for entry in trip.aboard:
            if entry.profile in self.members:
                total = total.plus(self.members[entry.profile].times(entry.count))
        return total

    def boarding_minutes(self, vehicle: VehicleClass) -> int:
        """F4: how long a trip of the class holds its bay."""
        if vehicle.loading_minutes is not None:
            return vehicle.loading_minutes.value
        seconds, places = self.situation.rules.loading_seconds.value, vehicle.places.value
        return up(sum(getattr(seconds, n) * getattr(places, n) for n in NEEDS), 60)

    def unload_minutes(self, vehicle: VehicleClass) -> int:
        """F8: the class's own minutes, else the rule's."""
        return (vehicle.unload_minutes or self.situation.rules.unload_minutes).value

    def first_onto(self, approach: Approach) -> int:
        """F7: the minute from which an approach may be driven: the first opening of the planned corridors whose roads
        it uses; 0, before which nothing moves, when it uses none."""
        used = set(approach.edges)
        opens = [self.opens[c.id] for name, c in self.corridor_of.items() if used & set(self.legs[name].edges)]
        return min(opens, default=0)

    def last_into(self, site: str) -> int:
        """F7: the latest minute an empty vehicle may reach a site."""
        return max(self.latest[c.id] for c in self.corridors if c.site == site)


def minute_zero(corridors: tuple[Corridor, ...]) -> datetime:
    """The opening of the earliest window; Unusable when one has none."""
    for corridor in corridors:
        if corridor.window is None:
            raise Unusable(f"corridor {corridor.id} has no window")
    return min(c.window.opens for c in corridors if c.window is not None)


def uses_of(way: Leg | Approach, *, loaded: bool) -> tuple[ResourceUse, ...]:
    """The resources met on a way, in order of travel."""
    if isinstance(way, Approach) or loaded:
        return way.uses
    return way.uses_empty


def households_due(situation: Situation, group: Group, which: str) -> dict[str, int]:
    """F1: households of a group by profile; Unusable when the group's count names an unknown profile."""
    if group.wished.value == STAY:
        return {}
    if group.households is None:
        return split(situation, group.people.pick(which))
    known = {p.id for p in situation.profiles}
    for entry in group.households.value:
        if entry.profile not in known:
            raise Unusable(f"group {group.id} counts households of {entry.profile}, which is no profile")
    return {entry.profile: entry.count for entry in group.households.value}


def fleet_facts(situation: Situation, scenario: FleetScenario) -> FleetFacts:
    """The facts of a scenario; raises Unusable saying what the situation lacks."""
    by_id = {c.id: c for c in situation.corridors}
    for name in scenario.corridors:
        if name not in by_id:
            raise Unusable(f"the situation has no corridor {name}")
    corridors = tuple(by_id[name] for name in scenario.corridors)
    zero = minute_zero(corridors)
    shift = {c.id: int((c.window.opens - zero).total_seconds() // 60) for c in corridors if c.window}
    corridor_of = {leg.id: c for c in corridors for leg in situation.legs_of(c) if leg.mode is Mode.BUS}
    sites = {s.id: s for s in situation.sites if any(c.site == s.id for c in corridors)}
    transfers = {t.id: t for t in situation.transfers if t.landing in sites}
    leaving = {*sites, *(t.site for t in transfers.values())}
    groups = {g.id: g for s in situation.sites if s.id in leaving for g in s.groups}
    for leg in situation.legs:
        if leg.id in corridor_of and (leg.minutes_loaded.value < 1 or leg.minutes_empty.value < 0):
            raise Unusable(f"leg {leg.id} takes {leg.minutes_loaded.value} minutes, a way takes at least one")
    return FleetFacts(
        situation=situation,
        scenario=scenario,
        corridors=corridors,
        opens=shift,
        latest={c.id: shift[c.id] + latest_arrival(situation, c) for c in corridors},
        legs={leg.id: leg for leg in situation.legs if leg.id in corridor_of},
        corridor_of=corridor_of,
        approaches={a.id: a for a in situation.approaches},
        groups=groups,
        due={
            (g.id, profile): n
            for g in groups.values()
            for profile, n in households_due(situation, g, scenario.people).items()
        },
        members={p.id: p.members for p in situation.profiles},
        bays={s.id: s.bays.value for s in sites.values()},
        receptions={r.id: r for r in situation.receptions},
        resources={r.id: r for r in situation.resources},
        closures={r.id: _closures(r, zero) for r in situation.resources},
        vehicles={f"{c.id}-{n}": c for c in situation.vehicles for n in range(1, c.count.value + 1)},
        transfers=transfers,
        changed_at=changed_at(situation),
        outages=outages(situation),
    )


def _closures(resource: Resource, zero: datetime) -> tuple[tuple[int, int | None], ...]:
    """Closures in minutes of the day, begun minutes counted whole: rounded down at the start, up at the end."""
    found = []
    for closure in resource.closures:
        start = int((closure.since - zero).total_seconds() // 60)
        end = None if closure.until is None else up(int((closure.until - zero).total_seconds()), 60)
        found.append((start, end))
    return tuple(found)


def trips_of(plan: FleetPlan) -> tuple[tuple[str, FleetTrip], ...]:
    """Every trip with its vehicle, by day, in order."""
    return tuple((day.vehicle, trip) for day in plan.days for trip in day.trips)
