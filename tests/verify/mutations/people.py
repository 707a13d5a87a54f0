"""Plan mutations of rules 1 and 2: who travels, and that they fit."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.plan import Households, Plan, Trip
from safeconduct.model.situation import Situation
from tests.tiny import known
from tests.verify.mutations.base import Pair, breaks, with_trip

# --- 1 people -------------------------------------------------------------------------------------------------


def _regroup(trip: Trip, group: str) -> tuple[Households, ...]:
    return tuple(replace(entry, group=group) for entry in trip.boarded)


@breaks("1 people")
def household_invented(s: Situation, p: Plan) -> Pair:
    """One more household stays behind than there is."""
    extra = Households(group=s.sites[0].groups[0].id, profile=s.profiles[0].id, count=1)
    return s, replace(p, left_behind=(*p.left_behind, extra))


@breaks("1 people")
def left_behind_forgotten(s: Situation, p: Plan) -> Pair | None:
    """Those who stay are not counted."""
    return (s, replace(p, left_behind=())) if p.left_behind else None


@breaks("1 people")
def left_behind_miscounted(s: Situation, p: Plan) -> Pair | None:
    """One household more of those who stay."""
    if not p.left_behind:
        return None
    first = replace(p.left_behind[0], count=p.left_behind[0].count + 1)
    return s, replace(p, left_behind=(first, *p.left_behind[1:]))


@breaks("1 people")
def family_split(s: Situation, p: Plan) -> Pair | None:
    """A household of several walking persons travels as that many single persons: same seats, same minutes."""
    walkers = {x.id: x.members.walking for x in s.profiles if x.members.walking == x.members.total > 1}
    single = next(x.id for x in s.profiles if x.members.walking == x.members.total == 1)
    for index, trip in enumerate(p.trips):
        for entry in trip.boarded:
            if entry.profile in walkers:
                rest = tuple(e for e in trip.boarded if e is not entry)
                if entry.count > 1:
                    rest = (*rest, replace(entry, count=entry.count - 1))
                alone = Households(group=entry.group, profile=single, count=walkers[entry.profile])
                return s, with_trip(p, index, boarded=(*rest, alone))
    return None


@breaks("1 people")
def unknown_group(s: Situation, p: Plan) -> Pair:
    """Households of a group the site does not have."""
    return s, with_trip(p, 0, boarded=_regroup(p.trips[0], "nobody"))


@breaks("1 people")
def taken_though_they_stay(s: Situation, p: Plan) -> Pair:
    """The group wishes to stay; the plan takes it."""
    site = s.sites[0]
    group = replace(site.groups[0], wished=known("stay"))
    return replace(s, sites=(replace(site, groups=(group,)),)), p


@breaks("1 people")
def more_than_wished(s: Situation, p: Plan) -> Pair:
    """Fewer people chose this reception than are taken there."""
    site = s.sites[0]
    members = {x.id: x.members.total for x in s.profiles}
    out = sum(members[e.profile] * e.count for t in p.trips for e in t.boarded)
    people = replace(site.groups[0].people, low=None, likely=None, high=out - 1)
    group = replace(site.groups[0], wished=known(s.corridors[0].reception), people=people)
    return replace(s, sites=(replace(site, groups=(group,)),)), p


@breaks("1 people")
def more_people_asked(s: Situation, p: Plan) -> Pair:
    """The plan is for one person less than was asked."""
    return s, replace(p, scenario=replace(p.scenario, people=p.scenario.people + 1))


@breaks("1 people")
def all_leaves_some(s: Situation, p: Plan) -> Pair | None:
    """Objective "all" with people left behind."""
    return (s, replace(p, scenario=replace(p.scenario, objective="all"))) if p.left_behind else None


@breaks("1 people", only=False)
def unknown_profile(s: Situation, p: Plan) -> Pair:
    """Households of a profile nobody described."""
    return s, with_trip(p, 0, boarded=tuple(replace(e, profile="ghost") for e in p.trips[0].boarded))


@breaks("1 people", only=False)
def trip_dropped(s: Situation, p: Plan) -> Pair:
    """A trip's people vanish."""
    return s, replace(p, trips=p.trips[1:])


@breaks("1 people", only=False)
def household_boards_twice(s: Situation, p: Plan) -> Pair:
    """A household is counted on two trips."""
    entry = p.trips[0].boarded[0]
    twice = (*p.trips[-1].boarded, replace(entry, count=1))
    return s, with_trip(p, len(p.trips) - 1, boarded=twice)


# --- 2 places -------------------------------------------------------------------------------------------------


def _fewer_places(s: Situation, p: Plan, need: str) -> Pair | None:
    """The fleet has one place less of a need than the fullest trip of a class takes."""
    members = {x.id: x.members for x in s.profiles}
    for kind in s.vehicles:
        carried = [
            sum(getattr(members[e.profile], need) * e.count for e in t.boarded)
            for t in p.trips
            if t.vehicle.rpartition("-")[0] == kind.id
        ]
        if max(carried, default=0):
            places = replace(kind.places.value, **{need: max(carried) - 1})
            smaller = replace(kind, places=known(places))
            return replace(s, vehicles=tuple(smaller if v is kind else v for v in s.vehicles)), p
    return None


@breaks("2 places")
def one_above_seats(s: Situation, p: Plan) -> Pair | None:
    """One walking person more than seats."""
    return _fewer_places(s, p, "walking")


@breaks("2 places")
def one_above_wheelchairs(s: Situation, p: Plan) -> Pair | None:
    """One wheelchair more than spaces, though seats are free."""
    return _fewer_places(s, p, "wheelchair")


@breaks("2 places")
def one_above_stretchers(s: Situation, p: Plan) -> Pair | None:
    """One stretcher more than places, though seats are free."""
    return _fewer_places(s, p, "stretcher")


@breaks("2 places")
def unknown_vehicle(s: Situation, p: Plan) -> Pair:
    """A vehicle that nobody has, all day."""
    name = p.trips[0].vehicle
    trips = tuple(replace(t, vehicle="ghost-1") if t.vehicle == name else t for t in p.trips)
    returns = tuple(replace(r, vehicle="ghost-1") if r.vehicle == name else r for r in p.returns)
    return s, replace(p, trips=trips, returns=returns)
