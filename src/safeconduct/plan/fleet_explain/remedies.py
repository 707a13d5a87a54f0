"""What would help a fleet: ranked by the prices of the bound, each solved again before it is shown.

A price says what one more would add to the bound at most, at once and for everything that is shared; it knows no
timetable. Longer hours, opened roads and served hours have no price: they are always tried. Another direction is no
remedy, because where people wish to go is theirs to say.

Solving again is search, and search may find more with nothing changed at all. So the day as it is goes through the same
search, and what a change brings is told beside that, and beside what is proved for the day as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from safeconduct import codec
from safeconduct.model.certificate import Remedy
from safeconduct.model.fleet import FleetBound, FleetPlan, FleetScenario
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.across import landed_instance
from safeconduct.plan.fleet.certificate import GRAINS
from safeconduct.plan.fleet.landings import with_landed
from safeconduct.plan.fleet.priced import prices_on
from safeconduct.plan.fleet.situated import EACH, Legend, legend_of
from safeconduct.plan.fleet.tables import open_slots
from safeconduct.plan.fleet_explain import what_if
from safeconduct.plan.fleet_explain.resolved import resolved
from safeconduct.plan.fleet_explain.roads import closed_roads

#: Best responses and steps of the search for prices that one remedy is solved again with, besides two a vehicle.
WORK, STEPS = 240, 120
#: Priced remedies tried at most, the dearest first, and the least price, in persons, that is worth a try.
MOST, LEAST = 8, 0.05
#: Minutes by which the hours are lengthened; the part of a reception's places that is added.
LONGER, PART = 30, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change to try: what it is called, in words, the changed situation, and at most how many persons it adds by
    the prices (None: it has no price). ``holds`` names a change of which every plan holds after this one too."""

    id: str
    words: str
    changed: Situation
    priced: float | None
    holds: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRemedy:
    """A change that was solved again. ``plan`` is for ``changed`` and not yet checked. ``priced`` is as in ``Change``,
    and None where the prices say more than there are people left. ``today`` are persons out whom the same search found
    places for with nothing changed, at least as many as before it."""

    remedy: Remedy
    priced: float | None
    changed: Situation
    plan: FleetPlan | None
    today: int


def fleet_remedies(
    situation: Situation,
    scenario: FleetScenario,
    plan: FleetPlan | None,
    bound: FleetBound,
    persons: int,
    *,
    strict: bool = False,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[FleetRemedy, ...]:
    """The changes worth trying, each solved again, the most helpful first. ``bound`` counts persons and its prices rank
    what is tried; ``persons`` are out in ``plan``. Ctrl-C ends the list early. More of anything never moves fewer: a
    plan that worked still works; nor can fewer be out at most than for the day as it is.
    """
    due = list(_worth_trying(situation, scenario, bound))
    found: dict[str, FleetRemedy] = {}
    work = work_of(situation)
    tell(0, len(due))
    with suppress(KeyboardInterrupt):  # what was not solved again is not shown
        as_it_is = resolved(situation, scenario, plan=plan, bound=bound, work=work, steps=0, strict=strict)
        today, floor = max(persons, as_it_is.persons), min(bound.value, as_it_is.people)
        for number, change in enumerate(due):
            tell(number, len(due))
            got = resolved(change.changed, scenario, plan=plan, bound=bound, work=work, steps=STEPS, strict=strict)
            after = max(today, got.persons)
            remedy = Remedy(
                id=change.id,
                change=change.words,
                before=persons,
                after=after,
                after_bound=max(after, got.bound, floor),
                all_out=after == got.people,
            )
            most = got.people - persons  # a price above that says nothing: it is one of many slots, all at once
            priced = None if change.priced is None or change.priced > most else change.priced
            found[change.id] = FleetRemedy(
                remedy=remedy, priced=priced, changed=change.changed, plan=got.plan, today=today
            )
    _never_less(found, {change.id: change.holds for change in due})
    return tuple(sorted(found.values(), key=lambda r: (-r.remedy.after, -r.remedy.after_bound)))


def work_of(situation: Situation) -> int:
    """Best responses that one change is solved again with."""
    return WORK + 2 * sum(kind.count.value for kind in situation.vehicles)


def _never_less(found: dict[str, FleetRemedy], holds: dict[str, str]) -> None:
    """Two lanes more carry no fewer than one more."""
    for name, one in found.items():
        less = found.get(holds[name])
        if less is not None:
            after = max(one.remedy.after, less.remedy.after)
            remedy = replace(
                one.remedy,
                after=after,
                after_bound=max(one.remedy.after_bound, less.remedy.after_bound),
                all_out=one.remedy.all_out or less.remedy.all_out,
            )
            plan = less.plan if after > one.remedy.after and less.plan is not None else one.plan
            held = plan if plan is one.plan or plan is None else replace(plan, situation=codec.sha(one.changed))
            found[name] = replace(one, remedy=remedy, plan=held)


def _worth_trying(situation: Situation, scenario: FleetScenario, bound: FleetBound) -> Iterator[Change]:
    legend = with_landed(legend_of(situation, scenario))
    priced = [change for change in _priced(situation, legend, bound) if (change.priced or 0.0) >= LEAST]
    yield from sorted(priced, key=lambda change: -(change.priced or 0.0))[:MOST]
    longer = what_if.with_hours(situation, scenario.corridors, LONGER)
    yield Change(id="longer", words=f"{LONGER} more minutes before the hours end", changed=longer, priced=None)
    for resource in situation.resources:
        if resource.closures:
            yield Change(
                id=f"served-{resource.id}",
                words=f"{resource.name} never closed",
                changed=what_if.without_closures(situation, resource.id),
                priced=None,
            )
    for road in closed_roads(situation, legend):
        yield Change(
            id=f"open-{road.id}",
            words=f"{road.name} usable by vehicles",
            changed=what_if.with_state(situation, road.id, RoadState.OPEN),
            priced=None,
        )


def _priced(situation: Situation, legend: Legend, bound: FleetBound) -> Iterator[Change]:
    """One more of everything that has a price."""
    instance = landed_instance(legend, EACH)
    prices = prices_on(legend, instance, bound)
    best = {day.vehicle_class: day.parts / GRAINS for day in bound.days}
    for kind in legend.classes:
        more = what_if.with_vehicles(situation, kind.id, kind.count.value + 1)
        yield Change(id=f"vehicle-{kind.id}", words=f"one more {kind.name}", changed=more, priced=best.get(kind.id))
    for row, site in enumerate(legend.sites):
        yield Change(
            id=f"bay-{site.id}",
            words=f"one more loading bay at {site.name}",
            changed=what_if.with_bays(situation, site.id, site.bays.value + 1),
            priced=float(prices.bay[row].sum()),
        )
    open_ = open_slots(instance)
    given = {r.id for r in situation.resources}
    for row, r in enumerate(legend.situation.resources):
        if r.id not in given:  # made by who plans, such as the place convoys depart from
            continue
        lane = float(np.sum(prices.slot[row] * open_[row]))
        lanes, slot = r.lanes.value, r.slot_minutes.value
        wider = what_if.with_slots(situation, r.id, lanes=lanes + 1)
        yield Change(id=f"lane-{r.id}", words=f"one more lane at {r.name}", changed=wider, priced=lane)
        if slot % 2 == 0:  # the old slots are among the new ones
            faster = what_if.with_slots(situation, r.id, slot_minutes=slot // 2)
            yield Change(id=f"slots-{r.id}", words=f"twice the slots at {r.name}", changed=faster, priced=lane * lanes)
        elif lanes > 1:
            wider = what_if.with_slots(situation, r.id, lanes=2 * lanes)
            yield Change(
                id=f"slots-{r.id}",
                words=f"twice the lanes at {r.name}",
                changed=wider,
                priced=lane * lanes,
                holds=f"lane-{r.id}",
            )
    held = {r.id: r for r in situation.receptions}
    for row, name in enumerate(legend.receptions):
        capacity = held[name].capacity
        if capacity is not None:
            more_room = -(-capacity.value // PART) or 1
            yield Change(
                id=f"room-{name}",
                words=f"{more_room:,} more places at {held[name].name}",
                changed=what_if.with_room(situation, name, capacity.value + more_room),
                priced=float(prices.room[row]) * more_room,
            )
