"""From a checked plan to what its day is run against: convoys, vehicles with places, instants instead of minutes.

A plan of one corridor has convoys of several vehicles (docs/rules.md); of a fleet's plan (docs/rules-fleet.md) every
loaded run is a convoy (``run.loaded``), mostly of one vehicle. The people known at a site are those the plan speaks of:
boarded or left behind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from safeconduct import codec
from safeconduct.model.corridor import Corridor
from safeconduct.model.day import NOBODY, ConvoyOrders, CorridorOrders, Orders, SiteOrders, VehicleOrders
from safeconduct.model.errors import CheckFailed, InputError
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Convoy, Households, Plan, Trip
from safeconduct.model.situation import Leg, Needs, Situation, Transfer
from safeconduct.run.loaded import LoadedRun, runs_of
from safeconduct.verify.facts import latest_arrival


def orders_of(situation: Situation, plan: Plan | FleetPlan) -> Orders:
    """The orders of a plan on its own situation; CheckFailed when the plan was made for another."""
    if plan.situation != codec.sha(situation):
        raise CheckFailed(
            "the plan was made for another situation",
            field="situation",
            next_step="give the situation the plan names, or plan again on this one",
        )
    return _Orders(situation).of_plan(plan) if isinstance(plan, Plan) else _Orders(situation).of_fleet(plan)


def convoys_of(situation: Situation, plan: FleetPlan, opens: datetime) -> tuple[ConvoyOrders, ...]:
    """The convoys of a fleet's plan whose minutes count from ``opens``; it is not asked which situation it is for."""
    return _Orders(situation).convoys(plan, opens)


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

    def sites(self, households: Iterable[Households], starts: Collection[str]) -> tuple[SiteOrders, ...]:
        """The sites the households are of or convoys start from, in the situation's order, with the persons of each;
        nobody is of a landing that people cross to."""
        by_site: dict[str, list[Households]] = {}
        for entry in households:
            by_site.setdefault(self.site_of[entry.group], []).append(entry)
        return tuple(
            SiteOrders(id=site.id, people=self.persons(by_site.get(site.id, ())))
            for site in self.situation.sites
            if site.id in by_site or site.id in starts
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
        """Several corridors: the plan's loaded runs; minutes since the earliest window opens."""
        facts = tuple(self.corridor(self.situation.corridor(name)) for name in plan.scenario.corridors)
        opens = min(corridor.opens for corridor in facts)
        boarded = [entry for day in plan.days for trip in day.trips for entry in trip.aboard]
        return self._orders(
            plan,
            corridors=facts,
            households=[*boarded, *plan.left_behind],
            convoys=self.convoys(plan, opens),
        )

    def convoys(self, plan: FleetPlan, opens: datetime) -> tuple[ConvoyOrders, ...]:
        """The loaded runs of a fleet's plan, in the order they depart."""
        return tuple(self._run(run, opens) for run in runs_of(self.situation, plan))

    def _run(self, run: LoadedRun, opens: datetime) -> ConvoyOrders:
        way, names = run.way, [one.vehicle for one in run.boardings]
        if isinstance(way, Transfer):
            vehicles = tuple(VehicleOrders(id=name, places=way.places.value) for name in names)
        else:
            vehicles = tuple(self.vehicle(name) for name in names)
        return ConvoyOrders(
            id=run.id,
            corridor=run.corridor,
            site=run.site,
            reception=run.reception,
            vehicles=vehicles,
            persons=self.persons(run.boarded),
            board=opens + timedelta(minutes=run.board),
            depart=opens + timedelta(minutes=run.depart),
            arrive=opens + timedelta(minutes=run.out),
            points=run.points,
            roads=run.roads,
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
            sites=self.sites(households, {convoy.site for convoy in convoys}),
            convoys=convoys,
            standing_max=max(1, self.situation.rules.standing_max_minutes.value),
        )
