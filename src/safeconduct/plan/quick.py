"""A quick answer: the constructive plan and the arithmetic bound around it, for questions asked by the dozen."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Situation
from safeconduct.network.cut import cut_of
from safeconduct.plan.bound import arithmetic_bound
from safeconduct.plan.greedy import greedy
from safeconduct.plan.instance import instance_of
from safeconduct.plan.timetable import worth

#: Constructions tried; fewer than ``solve`` uses, since the bound stands beside the value.
TRIES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """Persons out in a plan that obeys the rules, the most any plan can move, vehicles used and trips a vehicle."""

    open: bool
    persons: int
    bound: int
    binding: str
    vehicles: int
    trips: int


def quick(situation: Situation, corridor_id: str, people: int, *, tries: int = TRIES) -> Quick:
    """The quick answer for a corridor and a number of people; ``open`` is False when a cut separates them.

    Raises UnconfirmedError when the corridor has no window, NotFound when it has no leg.
    """
    if cut_of(situation, corridor_id) is not None:
        return Quick(open=False, persons=0, bound=0, binding="cut", vehicles=0, trips=0)
    scenario = Scenario(corridor=corridor_id, people=people, objective="most")
    instance = instance_of(situation, scenario)
    bound = arithmetic_bound(instance)
    timetable = greedy(instance, scenario, tries=tries)
    got = worth(instance, timetable)
    rides = sum(len(run.rides) for run in timetable)
    trips = -(-rides // got.vehicles) if got.vehicles else 0
    return Quick(
        open=True, persons=got.persons, bound=bound.persons, binding=bound.binding, vehicles=got.vehicles, trips=trips
    )
