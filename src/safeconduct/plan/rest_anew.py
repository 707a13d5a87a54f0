"""The rest of a day on one corridor planned anew around those under way: whoever needs help first, then everyone else.

The repair (``plan.rest``) moves convoys later and drops what does not arrive in time any more. This is the other
answer: all who have not begun are seated again, so that nobody in a wheelchair or on a stretcher loses a place to the
order in which convoys had been written down.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from safeconduct.model.plan import Convoy, Households, Plan, Trip, Work
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.bound import arithmetic_bound
from safeconduct.plan.greedy import greedy
from safeconduct.plan.instance import Instance, Taken, corridor_of, instance_of, leaned_edges, status_of
from safeconduct.plan.levels import NAMES, Budget, improve
from safeconduct.plan.rest import UnderWay
from safeconduct.plan.timetable import Timetable, to_plan

ENGINE, VERSION = "safeconduct rest of day anew", "1"
#: Work units of a search; the wall cap of ``seconds`` usually comes later.
WORK = 12000
#: Constructions tried before a search, and when the answer is wanted at once.
TRIES, AT_ONCE = 400, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """The rest planned anew. ``at_most`` persons of the rest can still be brought out: on any plan by arithmetic; after
    a search, on any plan that keeps as many places for wheelchairs and stretchers."""

    plan: Plan
    at_most: int


def instance_of_rest(
    plan: Plan, rest: Situation, begun: Collection[int], under_way: UnderWay, returned: Collection[Households] = ()
) -> Instance | None:
    """The integers of the rest of a day: its households, those ``returned`` to the site among them, and what those
    under way still take; None when nobody is left to go, or when those who are belong to several groups.

    Raises as ``instance_of`` does, for a corridor without a way or a window.
    """
    stocks = _due(plan, begun, returned)
    groups = {group for group, _ in stocks}
    members = {profile.id: profile.members for profile in rest.profiles}
    people = sum(members[profile].total * n for (_, profile), n in stocks.items())
    if len(groups) != 1 or not people:
        return None
    made = instance_of(rest, replace(plan.scenario, people=people))
    vehicles = [
        vehicle
        for vehicle in made.vehicles
        if (ready := under_way.ready.get(vehicle.id, 0)) is not None and ready + made.out < made.latest
    ]
    (group,) = groups
    return replace(
        made,
        group=group,
        households=tuple(replace(one, count=stocks[group, one.profile]) for one in made.households),
        vehicles=tuple(vehicles),
        taken=Taken(
            ready=tuple((v.id, ready) for v in vehicles if (ready := under_way.ready.get(v.id, 0))),
            bays=under_way.bays if any(under_way.bays) else (),
            depart=under_way.depart,
            screen=under_way.screen,
        ),
    )


def at_most_of(
    plan: Plan, rest: Situation, begun: Collection[int], under_way: UnderWay, returned: Collection[Households] = ()
) -> int | None:
    """Persons of the rest whom no plan brings out in greater number, by arithmetic alone; None and raises as
    ``rest_anew`` does."""
    instance = instance_of_rest(plan, rest, begun, under_way, returned)
    return None if instance is None else arithmetic_bound(instance).persons


def rest_anew(
    plan: Plan,
    rest: Situation,
    sha: str,
    begun: Collection[int],
    under_way: UnderWay,
    returned: Collection[Households] = (),
    *,
    seconds: float = 0.0,
) -> Anew | None:
    """Everyone of ``plan`` whose convoy has not begun, seated anew; with ``seconds`` of wall time, searched for better.

    ``rest``, ``sha``, ``under_way`` and ``returned`` as for ``plan.rest.rest_of_day``. None when there is nobody
    left, or they are of several groups. Raises as ``instance_of_rest``.
    """
    instance = instance_of_rest(plan, rest, begun, under_way, returned)
    if instance is None:
        return None
    scenario = replace(plan.scenario, people=instance.people, objective="most")
    found = greedy(instance, scenario, tries=TRIES if seconds > 0 else AT_ONCE)
    at_most = arithmetic_bound(instance).persons
    work = Work(engine=ENGINE, version=VERSION, units=0)
    if seconds > 0:
        budget = Budget(units=WORK, deadline=time.monotonic() + seconds)
        found, levels = improve(instance, scenario, found, budget)
        at_most = next((level.bound for level in levels if level.name == NAMES["persons"]), at_most)
        work = replace(work, engine=budget.engine(ENGINE), units=budget.spent)
    corridor = corridor_of(rest, scenario.corridor)
    leg = rest.leg_of(corridor)
    made = to_plan(
        instance,
        _as_they_go(found),
        situation=sha,
        scenario=scenario,
        status=status_of(rest, corridor),
        leans_on=leaned_edges(rest, leg) if leg is not None and found else (),
        work=work,
    )
    return Anew(plan=_numbered(made, plan, begun), at_most=at_most)


def helped_of(rest: Situation, plan: Plan) -> int:
    """Persons in wheelchairs and on stretchers whom a plan takes."""
    members = {profile.id: profile.members for profile in rest.profiles}
    boarded = (entry for trip in plan.trips for entry in trip.boarded)
    return sum(_helped(members[entry.profile]) * entry.count for entry in boarded)


def persons_of(rest: Situation, plan: Plan) -> int:
    """Persons whom a plan takes."""
    members = {profile.id: profile.members.total for profile in rest.profiles}
    return sum(members[entry.profile] * entry.count for trip in plan.trips for entry in trip.boarded)


def _helped(members: Needs) -> int:
    return members.wheelchair + members.stretcher


def _due(plan: Plan, begun: Collection[int], returned: Collection[Households]) -> Counter[tuple[str, str]]:
    """Households of a plan whose convoy has not begun, those it leaves behind and those who are back, by group and
    profile."""
    trips: Iterable[Households] = (e for trip in plan.trips if trip.convoy not in begun for e in trip.boarded)
    found: Counter[tuple[str, str]] = Counter()
    for entry in (*trips, *plan.left_behind, *returned):
        found[entry.group, entry.profile] += entry.count
    return +found


def _as_they_go(timetable: Timetable) -> Timetable:
    return tuple(sorted(timetable, key=lambda run: (run.depart, run.screen_from)))


def _numbered(made: Plan, before: Plan, begun: Collection[int]) -> Plan:
    """The convoys under numbers that no convoy under way has: those of the old plan in its order, then new ones."""
    free = [c.number for c in sorted(before.convoys, key=lambda c: (c.depart, c.number)) if c.number not in begun]
    most = max([*begun, *(convoy.number for convoy in before.convoys), 0])
    spare = len(made.convoys) - len(free)
    numbers = [*free, *range(most + 1, most + 1 + max(0, spare))]
    name = {convoy.number: number for convoy, number in zip(made.convoys, numbers, strict=False)}

    def of_trip(trip: Trip) -> Trip:
        return replace(trip, convoy=name[trip.convoy])

    def of_convoy(convoy: Convoy) -> Convoy:
        return replace(convoy, number=name[convoy.number])

    return replace(made, convoys=tuple(map(of_convoy, made.convoys)), trips=tuple(map(of_trip, made.trips)))
