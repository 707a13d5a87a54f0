"""A plan changed on the day without arrays: what ``carried`` leaves of its orders, transfers and convoys mended, places
filled with those who wait. So are changed plans with several stops a trip, transfers, convoys, or late vehicles.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan, FleetTrip
from safeconduct.model.plan import Work
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import ENGINE, VERSION, reached
from safeconduct.plan.fleet.calls import with_calls
from safeconduct.plan.fleet.carried import CarriedDay, settled
from safeconduct.plan.fleet.changes import changes_between
from safeconduct.plan.fleet.found import Found
from safeconduct.plan.fleet.landed_again import LandedAgain
from safeconduct.plan.fleet.landings import crossing_groups
from safeconduct.plan.fleet.rejoined import Rejoined
from safeconduct.plan.fleet.situated import Legend, legend_of
from safeconduct.plan.fleet.stops import StopSearch
from safeconduct.plan.fleet.under_way import UnderWay


def needs_it(legend: Legend, plan: FleetPlan, late: Mapping[str, int]) -> bool:
    """Whether a plan can be changed order by order only."""
    if legend.situation.rules.fleet_convoys is not None or late or any(crossing_groups(legend).values()):
        return True
    trips = [trip for day in plan.days for trip in day.trips]
    return any(trip.stops or _behind(legend.situation, trip) for trip in trips)


def _behind(situation: Situation, trip: FleetTrip) -> bool:
    """Whether a trip arrives later than it must after its last narrow place: its vehicle was late."""
    leg = next((leg for leg in situation.legs if leg.id == trip.leg), None)
    if leg is None or len(leg.uses) != len(trip.passes):
        return False
    at, driven = trip.depart, 0
    for use, passed in zip(leg.uses, trip.passes, strict=True):
        delay = next(r.delay_loaded.value for r in situation.resources if r.id == use.resource)
        at, driven = passed.at + delay, use.minutes
    return trip.arrive > at + leg.minutes_loaded.value - driven


class OrderByOrder:
    """The plan of a day under way; arguments as for ``replan``, ``late`` by name the minute before which a vehicle does
    nothing."""

    def __init__(
        self,
        plan: FleetPlan,
        after: Situation,
        now: int,
        pins: Mapping[str, int | None],
        lost: Collection[str],
        late: Mapping[str, int],
    ) -> None:
        self.given, self.after, self.now, self.pins, self.lost, self.late = plan, after, now, pins, lost, late
        self.legend = legend_of(after, plan.scenario, closed_too=True)

    def repaired(self) -> Found:
        """What can be kept, and more trips behind the orders."""
        return self._found(add_only=True)

    def searched(self, work: int) -> Iterator[Found]:
        """With stops put into trips that have not begun as well; ``work`` is not counted, it ends by itself."""
        if work:
            yield self._found(add_only=False)

    def _found(self, *, add_only: bool) -> Found:
        day = CarriedDay(self.legend, self.given, self.now, late=self.late, lost=self.lost, pins=self.pins)
        under_way, stranded, besides = day.under_way(), [*day.stranded, *self._lost_away()], []
        plan, landed = day.plan(), None
        if any(crossing_groups(self.legend).values()):
            landed = LandedAgain(self.legend, plan, under_way)
            plan = landed.plan()
            stranded += landed.idle
            under_way = replace(under_way, out=under_way.out | set(landed.idle))
            for crossing in landed.adrift:
                on = sum(entry.count for entry in crossing.aboard)
                besides.append(
                    f"{crossing.transfer}: {on} households set out at {crossing.depart} on what has closed; decide"
                )
        plan = self._filled(settled(self.legend, plan, self.given), under_way, stranded, add_only=add_only)
        if landed is not None:  # convoys that came to nothing may have been waiting at a landing
            plan = settled(self.legend, landed.given_up(plan), self.given)
            besides += [
                f"{one.count} households of {one.group} are across and wait; decide" for one in landed.waiting(plan)
            ]
        sha, work = codec.sha(self.after), Work(engine=ENGINE, version=VERSION, units=plan.work.units)
        made = with_calls(self.legend.situation, replace(plan, situation=sha, work=work))
        changes = changes_between(
            self.after, self.given, made, self.now, stranded=stranded, pins=self.pins, lost=self.lost, besides=besides
        )
        return Found(plan=made, changes=changes, out=reached(self.after, made))

    def _lost_away(self) -> Iterator[str]:
        """Lost vehicles that are between the places of their orders."""
        for day in (day for day in self.given.days if day.vehicle in self.lost):
            for came, trip in zip((day.approach, *day.moves), day.trips, strict=True):
                if (trip.begins if came is None else came.depart) < self.now < trip.unloaded:
                    yield day.vehicle

    def _filled(self, plan: FleetPlan, under_way: UnderWay, stranded: list[str], *, add_only: bool) -> FleetPlan:
        """The plan with people who wait on vehicles that are free."""
        bare = replace(plan, work=replace(plan.work, units=0))
        search = StopSearch(self.legend, bare, strict=False, under_way=under_way)
        if self.legend.situation.rules.fleet_convoys is None:
            search.run(add_only=add_only)
        else:
            convoys = Rejoined(search, under_way)
            convoys.run()
            stranded += convoys.stranded
        return settled(self.legend, search.plan(), self.given)
