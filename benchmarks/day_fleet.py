"""A day of a whole fleet to run against: two sites, two bridges, an exercise open on a plan that was checked.

Half of the convoys go over each bridge; when the old one closes, the new one takes what it can.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeconduct.model.fleet import FleetPlan
    from safeconduct.model.situation import Situation


def situation(vehicles: int) -> Situation:
    """So many buses of fifty, and people for about two trips of each."""
    from safeconduct.model.known import Estimate
    from safeconduct.model.situation import Leg
    from tests.tiny import known, vehicle
    from tests.tiny_fleet import BUS, tiny_fleet

    bus = replace(BUS, id="bus", count=vehicle("bus", vehicles, 50).count)
    base = tiny_fleet(vehicles=(bus,), slot=1)
    new = replace(base.roads[1], id="new-bridge", name="New Bridge")
    over = replace(base.resources[0], id="new-bridge", name="New Bridge", road="new-bridge")

    def other(leg: Leg) -> Leg:
        uses = tuple(replace(use, resource="new-bridge") for use in leg.uses)
        return replace(leg, id=f"{leg.id}-new", edges=("new-bridge",), uses=uses, uses_empty=uses)

    people = 100 * vehicles
    sites = tuple(
        replace(
            site,
            bays=known(max(4, vehicles // 6)),
            groups=tuple(
                replace(group, people=Estimate(low=people, likely=people, high=people, basis=group.people.basis))
                for group in site.groups
            ),
        )
        for site in base.sites
    )
    approaches = tuple(
        replace(one, id=f"{one.id}-new", edges=("new-bridge",), uses=(replace(one.uses[0], resource="new-bridge"),))
        for one in base.approaches
    )
    return replace(
        base,
        sites=sites,
        roads=(*base.roads, new),
        resources=(*base.resources, over),
        legs=(*base.legs, *map(other, base.legs)),
        approaches=(*base.approaches, *approaches),
    )


def planned(given: Situation) -> FleetPlan:
    """A checked plan for all of them, with little search."""
    from safeconduct.app.fleet_planning import plan_together, scenario_of

    found = plan_together(given, scenario_of(given, None, "likely"), work=50, seconds=None, strict=False, out=None)
    assert found.plan is not None
    return found.plan


def fill(store: str, vehicles: int) -> str:
    """Put the day ``d`` into a store (a file or a database's address); returns the first convoy of its orders."""
    from safeconduct import codec
    from safeconduct.app.settings import settings
    from safeconduct.app.wire import day_log, workspace
    from safeconduct.model.control import DayOpened, EventId
    from safeconduct.model.dossier import Dossier
    from safeconduct.model.event import Event
    from safeconduct.run.orders import orders_of
    from tests.tiny import OPENS

    given = situation(vehicles)
    plan = planned(given)
    dossier = Dossier(
        reports=(), claims=(), conflicts=(), decisions=(), situation=given, answers=(), audits=(), decisives=(),
        draft=False,
    )  # fmt: skip
    documents = workspace(store)
    documents.put("situation", codec.dump(given))
    documents.put("fleet plan", codec.dump(plan))
    documents.put("dossier", codec.dump(dossier))
    documents.close()
    orders = orders_of(given, plan)
    opened = DayOpened(mode="exercise", orders=orders)
    with day_log(store, settings()) as log:
        log.append((Event(day="d", id=EventId(device="x", counter=0), at=OPENS, role="dispatcher", body=opened),))
    return orders.convoys[0].id
