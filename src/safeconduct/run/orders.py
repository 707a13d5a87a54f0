"""From a checked plan to what its day is run against: convoys, vehicles with places, instants instead of minutes.

A plan of one corridor has convoys of several vehicles (docs/rules.md); of a fleet's plan every loaded trip is a convoy
of one vehicle (docs/rules-fleet.md). The people known at a site are those the plan speaks of: boarded or left behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from safeconduct import codec
from safeconduct.model.corridor import Corridor
from safeconduct.model.day import NOBODY, ConvoyOrders, CorridorOrders, Orders, SiteOrders, VehicleOrders
from safeconduct.model.errors import CheckFailed, InputError
from safeconduct.model.fleet import FleetPlan, FleetTrip
from safeconduct.model.plan import Convoy, Households, Plan, Trip
from safeconduct.model.situation import Leg, Needs, Situation
from safeconduct.verify.facts import latest_arrival


def orders_of(situation: Situation, plan: Plan | FleetPlan) -> Orders:
    """The orders of a plan on its own situation.

    CheckFailed when the plan was made for another; InputError for one with pick-ups on the way or transfers, because a
    convoy of the day takes its people from one site.
    """
    if plan.situation != codec.sha(situation):
        raise CheckFailed(
            "the plan was made for another situation",
            field="situation",
            next_step="give the situation the plan names, or plan again on this one",
        )
    if isinstance(plan, FleetPlan) and (plan.crossings or any(trip.stops for day in plan.days for trip in day.trips)):
        raise InputError(
            "a day with pick-ups on the way or with transfers cannot be run or simulated yet",
            field="stops",
            next_step="plan on a situation without links between sites and without transfers",
        )
    return _Orders(situation).of_plan(plan) if isinstance(plan, Plan) else _Orders(situation).of_fleet(plan)


class _Orders:
    """What both kinds of plan need to know of the situation."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.members = {profile.id: profile.members for profile in situation.profiles}
        self.places = {vehicle.id: vehicle.places.value for vehicle in situation.vehicles}
        self.site_of = {group.id: site.id for site in situation.sites for group in site.groups}

    def persons(self, households: Iterable[Households]) -> Needs:
        """Members of households, by need."""
        total = NOBODY
        for entry in households:
            total = total.plus(self.members[entry.profile].times(entry.count))
        return total

    def vehicle(self, name: str) -> VehicleOrders:
        """A vehicle ``{class}-{n}`` with the places of its class."""
        return VehicleOrders(id=name, places=self.places[name.rpartition("-")[0]])

    def corridor(self, corridor: Corridor) -> CorridorOrders:
        """Window and last allowed arrival (rule 7)."""
        if corridor.window is None:
            raise InputError(
                f"corridor {corridor.id} has no window",
                field="window",
                next_step="confirm the claim on its hours, then plan again",
            )
        opens, closes = corridor.window.opens, corridor.window.closes
        latest = opens + timedelta(minutes=latest_arrival(self.situation, corridor))
        return CorridorOrders(id=corridor.id, opens=opens, closes=closes, latest=latest)

    def sites(self, households: Iterable[Households]) -> tuple[SiteOrders, ...]:
        """The sites the households are of, in the situation's order, with their persons."""
        by_site: dict[str, list[Households]] = {}
        for entry in households:
            by_site.setdefault(self.site_of[entry.group], []).append(entry)
        return tuple(
            SiteOrders(id=site.id, people=self.persons(by_site[site.id]))
            for site in self.situation.sites
            if site.id in by_site
        )

    def of_plan(self, plan: Plan) -> Orders:
        """One corridor: the plan's convoys; minutes since its window opens."""
        corridor = self.situation.corridor(plan.scenario.corridor)
        leg, facts = self.situation.leg_of(corridor), self.corridor(corridor)
        boarded = [entry for trip in plan.trips for entry in trip.boarded]
        return self._orders(
            plan,
            corridors=(facts,),
            households=[*boarded, *plan.left_behind],
            convoys=tuple(
                self._convoy(corridor, leg, facts.opens, convoy, [t for t in plan.trips if t.convoy == convoy.number])
                for convoy in sorted(plan.convoys, key=lambda convoy: convoy.depart)
            ),
        )

    def _convoy(
        self, corridor: Corridor, leg: Leg | None, opens: datetime, convoy: Convoy, trips: list[Trip]
    ) -> ConvoyOrders:
        return ConvoyOrders(
            id=str(convoy.number),
            corridor=corridor.id,
            site=corridor.site,
            reception=corridor.reception,
            vehicles=tuple(self.vehicle(trip.vehicle) for trip in trips),
            persons=self.persons(entry for trip in trips for entry in trip.boarded),
            board=opens + timedelta(minutes=min(trip.load_from for trip in trips)),
            depart=opens + timedelta(minutes=convoy.depart),
            arrive=opens + timedelta(minutes=convoy.arrive),
            points=(leg.checkpoint.id,) if leg is not None and leg.checkpoint is not None else (),
            roads=leg.edges if leg is not None else (),
        )

    def of_fleet(self, plan: FleetPlan) -> Orders:
        """Several corridors: one convoy a loaded trip; minutes since the earliest window opens."""
        corridors = [self.situation.corridor(name) for name in plan.scenario.corridors]
        facts = tuple(self.corridor(corridor) for corridor in corridors)
        opens = min(corridor.opens for corridor in facts)
        of_leg = {leg.id: (corridor, leg) for corridor in corridors for leg in self.situation.legs_of(corridor)}
        trips = [(day.vehicle, number, trip) for day in plan.days for number, trip in enumerate(day.trips, 1)]
        trips.sort(key=lambda entry: (entry[2].depart, entry[0]))
        return self._orders(
            plan,
            corridors=facts,
            households=[*(entry for _, _, trip in trips for entry in trip.boarded), *plan.left_behind],
            convoys=tuple(
                self._trip(*of_leg[trip.leg], opens, f"{vehicle}.{number}", vehicle, trip)
                for vehicle, number, trip in trips
            ),
        )

    def _trip(
        self, corridor: Corridor, leg: Leg, opens: datetime, name: str, vehicle: str, trip: FleetTrip
    ) -> ConvoyOrders:
        return ConvoyOrders(
            id=name,
            corridor=corridor.id,
            site=leg.site,
            reception=leg.reception,
            vehicles=(self.vehicle(vehicle),),
            persons=self.persons(trip.boarded),
            board=opens + timedelta(minutes=trip.load_from),
            depart=opens + timedelta(minutes=trip.depart),
            arrive=opens + timedelta(minutes=trip.arrive),
            points=tuple(entry.resource for entry in trip.passes),
            roads=leg.edges,
        )

    def _orders(
        self,
        plan: Plan | FleetPlan,
        *,
        corridors: tuple[CorridorOrders, ...],
        households: list[Households],
        convoys: tuple[ConvoyOrders, ...],
    ) -> Orders:
        return Orders(
            plan=codec.sha(plan),
            situation=plan.situation,
            corridors=corridors,
            sites=self.sites(households),
            convoys=convoys,
            standing_max=max(1, self.situation.rules.standing_max_minutes.value),
        )
