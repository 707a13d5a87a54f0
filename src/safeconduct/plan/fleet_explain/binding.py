"""What a bound is made of, thing by thing: whose price it is, and how many persons of the bound it accounts for.

Hours have no price of their own: they are in every vehicle's best day. What they are worth is the bound at the same
prices with the last half hour taken away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from safeconduct.model.fleet import FleetBound, FleetScenario
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.across import landed_instance
from safeconduct.plan.fleet.answer import bound_of
from safeconduct.plan.fleet.certificate import GRAINS
from safeconduct.plan.fleet.landings import with_landed
from safeconduct.plan.fleet.priced import prices_on
from safeconduct.plan.fleet.situated import EACH, legend_of
from safeconduct.plan.fleet.tables import open_slots
from safeconduct.plan.fleet_explain.alone import lengthened

#: Minutes by which the hours are shortened to see what they are worth.
LAST = 30

Kind = Literal["people", "fleet", "bay", "crossing", "checkpoint", "ferry", "departure", "reception"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``parts`` of a bound (in its ``unit``) that the price of one thing accounts for; ``name`` as people say it."""

    kind: Kind
    of: str
    name: str
    parts: int


def shares_of(situation: Situation, scenario: FleetScenario, bound: FleetBound) -> tuple[Share, ...]:
    """Everything with a part in the bound, the greatest first; the parts add up to the bound's."""
    legend = with_landed(legend_of(situation, scenario))
    instance = landed_instance(legend, EACH)
    prices = prices_on(legend, instance, bound)
    found: list[tuple[Kind, str, str, float]] = []
    groups = {g.id: g for site in legend.sites for g in site.groups}
    by_group: dict[str, float] = {}
    for row, (group, _) in enumerate(legend.groups):
        by_group[group] = by_group.get(group, 0.0) + float(prices.people[row] * instance.group_people[row])
    found += [("people", group, f"people of {groups[group].id}", value) for group, value in by_group.items()]
    held = {r.id: r.name for r in situation.receptions}
    for row, name in enumerate(legend.receptions):
        value = float(prices.room[row] * instance.reception_capacity[row])
        found.append(("reception", name, f"places at {held[name]}", value))
    open_ = open_slots(instance)
    for row, resource in enumerate(legend.situation.resources):
        value = float(np.sum(prices.slot[row] * open_[row]) * instance.crossing_lanes[row])
        found.append((resource.kind, resource.id, resource.name, value))
    for row, site in enumerate(legend.sites):
        found.append(
            ("bay", site.id, f"loading bays at {site.name}", float(prices.bay[row].sum() * instance.bays[row]))
        )
    best = {day.vehicle_class: day.parts for day in bound.days}
    shares = [Share(kind=kind, of=of, name=name, parts=round(value * GRAINS)) for kind, of, name, value in found]
    shares += [
        Share(
            kind="fleet", of=kind.id, name=f"{kind.count.value} x {kind.name}", parts=kind.count.value * best[kind.id]
        )
        for kind in legend.classes
        if kind.id in best
    ]
    return tuple(sorted((s for s in shares if s.parts), key=lambda share: -share.parts))


def without_the_last(situation: Situation, scenario: FleetScenario, bound: FleetBound) -> int | None:
    """At most so many persons when every corridor's hours end ``LAST`` minutes earlier, proved at the same prices; None
    where hours are shorter than that, or where it is the bound there is, which says nothing."""
    windows = [c.window for c in situation.corridors if c.id in scenario.corridors and c.window is not None]
    if min(window.minutes for window in windows) <= LAST:
        return None
    shorter = lengthened(situation, -LAST)
    worth = (bound.worth.walking, bound.worth.wheelchair, bound.worth.stretcher)
    least = bound_of(legend_of(shorter, scenario), worth, 0, steps=0, start=bound).value
    return least if least < bound.value else None
