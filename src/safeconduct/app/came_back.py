"""Who came back to the site with a convoy that turned back, or stayed behind when one left, and needs a seat again.

A gate counts persons by need, orders are given to households. Who is back or never boarded is read against the orders
of the convoy: whole households, as many as the counts hold. A convoy may have left by an earlier plan of the same day
than the one that is changed now; every household of the day's first plan is due, away, or back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from safeconduct.model.plan import Households, Plan, Trip
from safeconduct.model.situation import Needs, Situation
from safeconduct.run.records import ConvoyState, State
from safeconduct.run.tally import Count, add, count, sub, total

_Key = tuple[str, str]
#: What no count of persons bounds.
_ANY: Count = (10**9, 10**9, 10**9)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """``known`` is the plan with the trips of all convoys that have begun, by whichever plan; ``households`` are at the
    site without a seat, back or left behind, and ``others`` persons who came back and make no whole household of those
    orders."""

    known: Plan
    households: tuple[Households, ...]
    others: int


def came_back(
    rest: Situation, plan: Plan, earlier: Sequence[Plan], state: State, site: str, begun: Collection[int]
) -> CameBack:
    """Read from the state of the day; ``earlier`` are the plans it ran on before ``plan``, the latest first."""
    members = {profile.id: profile.members for profile in rest.profiles}
    trips = _of_begun((plan, *earlier), begun)
    known = replace(plan, trips=(*(trip for trip in plan.trips if trip.convoy not in begun), *trips))
    due = _counted([*_boarded(t for t in plan.trips if t.convoy not in begun), *plan.left_behind])
    first = (plan, *earlier)[-1]
    free = _counted([*_boarded(first.trips), *first.left_behind])
    free.subtract(due)
    others = 0
    for number in sorted(begun):
        ordered = _counted(_boarded(trip for trip in trips if trip.convoy == number))
        gone = state.convoys.get(str(number))
        there = (0, 0, 0) if gone is None else add(gone.returned, _stayed(gone, _persons(ordered, members)))
        back = _whole(ordered, there, members)
        came = 0 if gone is None else total(gone.returned)
        others += max(0, came - total(_persons(back, members)))
        free.subtract(ordered)
        free.update(back)
    home = state.sites.get(site)
    seatless = _ANY if home is None else sub(add(home.waiting, home.returned), _persons(due, members))
    found = _whole(+free, seatless, members)
    return CameBack(
        known=known,
        households=tuple(Households(group=g, profile=p, count=n) for (g, p), n in sorted(found.items()) if n),
        others=others if home is None else min(others, total(home.returned)),
    )


def _stayed(convoy: ConvoyState, ordered: Count) -> Count:
    """Persons by need who were ordered onto a convoy that left without them: they never boarded."""
    if convoy.departed is None:
        return (0, 0, 0)
    short = sub(ordered, add(convoy.boarded, convoy.moved))
    return max(0, short[0]), max(0, short[1]), max(0, short[2])


def _of_begun(plans: Sequence[Plan], begun: Collection[int]) -> list[Trip]:
    """The trips of each convoy that has begun, by the latest plan that has it."""
    found: list[Trip] = []
    for number in sorted(begun):
        for plan in plans:
            trips = [trip for trip in plan.trips if trip.convoy == number]
            if trips:
                found += trips
                break
    return found


def _boarded(trips: Iterable[Trip]) -> Iterable[Households]:
    return (entry for trip in trips for entry in trip.boarded)


def _counted(entries: Iterable[Households]) -> Counter[_Key]:
    found: Counter[_Key] = Counter()
    for entry in entries:
        found[entry.group, entry.profile] += entry.count
    return found


def _persons(households: Mapping[_Key, int], members: Mapping[str, Needs]) -> Count:
    found: Count = (0, 0, 0)
    for (_, profile), n in households.items():
        found = add(found, count(members[profile].times(n)))
    return found


def _whole(households: Mapping[_Key, int], persons: Count, members: Mapping[str, Needs]) -> Counter[_Key]:
    """Whole households that so many persons make, no more than there are: those who need help first, then the
    largest."""
    found: Counter[_Key] = Counter()

    def first(key: _Key) -> tuple[int, int, _Key]:
        of = members[key[1]]
        return -(of.wheelchair + of.stretcher), -of.total, key

    for key in sorted(households, key=first):
        one = count(members[key[1]])
        n = min(households[key], *(max(0, room) // use for room, use in zip(persons, one, strict=True) if use))
        found[key] = n
        persons = sub(persons, count(members[key[1]].times(n)))
    return +found
