"""The second part of a transfer: vehicles that take on, at its landing, who has come across.

The search plans as if nobody had to cross. Then vehicles go to the landings (``landed``), where each waits until a
share of it is filled. Which share is best differs from day to day, and so does whether the landings come before or
after the other sites. Several shares and both orders are tried, and the plan that brings most people out is taken.
Where convoys have a least size or few escorts, several vehicles go together (``landed_together``), behind their other
trips.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from safeconduct.model.fleet import FleetPlan
from safeconduct.model.situation import Needs
from safeconduct.plan.fleet.ferry import Stock, as_households
from safeconduct.plan.fleet.landed import Landings, who_crosses
from safeconduct.plan.fleet.landed_together import LandingConvoys
from safeconduct.plan.fleet.limit import Limit
from safeconduct.plan.fleet.situated import Legend
from safeconduct.plan.fleet.stops import MOST, convoys_stand, with_stops
from safeconduct.plan.fleet.trips import persons_of

#: Shares of a vehicle that it waits for.
SHARES = (1.0, 0.75, 0.5, 0.25)
#: Share of the people of the best plan that one with the landings first must bring out, or no more are tried.
NEAR = 0.9


def with_transfers(legend: Legend, plan: FleetPlan, *, strict: bool = False, limit: Limit | None = None) -> FleetPlan:
    """The plan with who can be brought across and on, the best of those tried before the ``limit`` is over (None:
    ``MOST`` trips timed); the same plan where no transfer lands at a site of it. Nobody is out less."""
    whole, limit = with_those_across(legend, plan), limit or Limit(MOST)
    if whole == plan:
        return plan
    stand = convoys_stand(legend)
    bare = _bare(legend, whole)
    found = [whole]
    for share in reversed(SHARES) if stand else SHARES:
        found.append(landings_of(legend)(legend, whole, share, strict=strict, limit=limit).plan())
        if stand and not found[-1].crossings:
            break  # who takes nobody on when a quarter of the places are filled does not when more are
    for share in SHARES if plan.days and not stand else ():
        if limit.over:
            break
        landed = Landings(legend, bare, share, strict=strict, limit=limit).plan()
        found.append(with_stops(legend, landed, strict=strict, fresh=True, limit=limit))
        if brought_out(legend, found[-1])[1] < NEAR * max(brought_out(legend, one)[1] for one in found):
            break  # built anew trip by trip a large day gets nowhere near, and takes long
    return max(found, key=lambda one: brought_out(legend, one))


def landings_of(legend: Legend) -> type[Landings]:
    """How people are taken on at landings: vehicle by vehicle, or in convoys where these have a least size or few
    escorts."""
    return LandingConvoys if convoys_stand(legend) else Landings


def with_those_across(legend: Legend, plan: FleetPlan) -> FleetPlan:
    """The plan in which nobody crosses: who has no way out but a transfer is left behind."""
    left = tuple(entry for stock in who_crosses(legend).values() for entry in as_households(stock))
    return replace(plan, left_behind=(*plan.left_behind, *left))


def _bare(legend: Legend, plan: FleetPlan) -> FleetPlan:
    """The plan in which nobody has moved yet."""
    left: Stock = Counter()
    for entry in (*plan.left_behind, *(e for day in plan.days for trip in day.trips for e in trip.aboard)):
        left[entry.group, entry.profile] += entry.count
    return replace(plan, days=(), left_behind=as_households(left), leans_on=())


def brought_out(legend: Legend, plan: FleetPlan) -> tuple[int, int]:
    """Persons out who need help, and all of them."""
    members = {profile.id: profile.members for profile in legend.situation.profiles}
    total = Needs()
    for trip in (trip for day in plan.days for trip in day.trips):
        total = total.plus(persons_of(members, trip.aboard))
    return total.wheelchair + total.stretcher, total.total
