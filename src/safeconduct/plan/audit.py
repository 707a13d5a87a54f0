"""Can this announcement be kept? The least that must exist for a number of people, and the frontier around it.

Each requirement of a row is necessary by itself: so many vehicles even if screening took no time, so few seconds a
person even if vehicles were without number. Spare vehicles come on top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safeconduct.model.certificate import Audit, AuditRow, FrontierPoint, Verdict
from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Situation
from safeconduct.plan import variants
from safeconduct.plan.bound import arithmetic_bound, first_boarding
from safeconduct.plan.instance import Instance, ceil_div, instance_of
from safeconduct.plan.quick import quick
from safeconduct.plan.solve import solve

LANES = (1, 2)
#: More vehicles than this are not looked for.
MOST_BUSES = 60
#: Deterministic work to find or rule out a plan with a fleet the quick construction does not manage.
WORK = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fleet:
    """Vehicles used and trips a vehicle, rounded up."""

    vehicles: int
    trips: int


def audit(situation: Situation, corridor_id: str, people: Sequence[int]) -> Audit:
    """Requirements for each number of people (ascending) and the frontier buses x lanes x hours.

    Raises NotFound or UnconfirmedError when the corridor has no leg or no window.
    """
    rows = tuple(row for number in people for row in _rows(situation, corridor_id, number))
    seats = variants.main_class(situation).places.value.total
    waves = tuple((number, ceil_div(number, seats)) for number in people)
    return Audit(
        corridor=corridor_id, rows=rows, frontier=tuple(_frontier(situation, corridor_id, max(people))), one_wave=waves
    )


def _rows(situation: Situation, corridor_id: str, people: int) -> Iterator[AuditRow]:
    fleet, proof = _least_fleet(situation, corridor_id, people)
    for lanes in LANES if _screened(situation, corridor_id) else (0,):
        instance = instance_of(
            variants.with_screening(situation, corridor_id, lanes=lanes), _scenario(corridor_id, people)
        )
        yield AuditRow(
            people=people,
            buses=fleet.vehicles,
            trips=fleet.trips,
            spares=ceil_div(fleet.vehicles * situation.rules.spare_percent.value, 100),
            seconds_per_person=_most_seconds(instance, people) if lanes else 0,
            lanes=lanes,
            proof=proof,
        )


def _screened(situation: Situation, corridor_id: str) -> bool:
    leg = situation.leg_of(situation.corridor(corridor_id))
    return leg is not None and leg.checkpoint is not None


def _scenario(corridor_id: str, people: int) -> Scenario:
    return Scenario(corridor=corridor_id, people=people, objective="most")


def _least_fleet(situation: Situation, corridor_id: str, people: int) -> tuple[_Fleet, str]:
    """The fewest vehicles with which everyone can go when screening takes no time, and how sure the least is:
    "proved" when arithmetic or search rules out one fewer, "found" when that stayed open."""
    free, proof = variants.with_screening(situation, corridor_id, seconds=0), "proved"
    for buses in range(_least_by_bound(free, corridor_id, people), MOST_BUSES + 1):
        changed = variants.with_buses(free, buses)
        got = quick(changed, corridor_id, people)
        if got.persons == people:
            return _Fleet(vehicles=got.vehicles, trips=got.trips), proof
        scenario = Scenario(corridor=corridor_id, people=people, objective="all")
        plan, certificate = solve(changed, scenario, work=WORK)
        if plan is not None:
            used = len({trip.vehicle for trip in plan.trips})
            return _Fleet(vehicles=used, trips=ceil_div(len(plan.trips), used)), proof
        if certificate.verdict is Verdict.UNDECIDED:
            proof = "found"
    return _Fleet(vehicles=MOST_BUSES, trips=0), "not enough"


def _least_by_bound(situation: Situation, corridor_id: str, people: int) -> int:
    """The fewest vehicles of the main class with which the arithmetic bound reaches everyone."""
    for buses in range(1, MOST_BUSES + 1):
        instance = instance_of(variants.with_buses(situation, buses), _scenario(corridor_id, people))
        if arithmetic_bound(instance).persons >= people:
            return buses
    return MOST_BUSES


def _most_seconds(instance: Instance, people: int) -> int:
    """Whole seconds a person may be screened for everyone to pass in the time the lanes are of use (the bound's
    screening term turned round)."""
    minutes = max(0, instance.latest - instance.out - first_boarding(instance))
    return minutes * 60 * instance.lanes // people


def _frontier(situation: Situation, corridor_id: str, people: int) -> Iterator[FrontierPoint]:
    """Persons out for fewer and more buses, lanes and hours than assumed."""
    have = variants.main_class(situation).count.value
    corridor = situation.corridor(corridor_id)
    window = corridor.window.minutes if corridor.window else 0
    for buses in sorted({max(1, have // 2), have, have + 2, have * 2}):
        for lanes in (1, 2, 4) if _screened(situation, corridor_id) else (0,):
            for cut in (0, -120):
                changed = variants.with_screening(variants.with_buses(situation, buses), corridor_id, lanes=lanes)
                changed = variants.with_close(changed, corridor_id, cut)
                got = quick(changed, corridor_id, people, tries=20)
                yield FrontierPoint(
                    buses=buses, lanes=lanes, hours=(window + cut) // 60, persons=got.persons, bound=got.bound
                )
