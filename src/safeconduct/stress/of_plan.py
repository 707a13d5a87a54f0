"""The programme of a plan of one corridor (docs/rules.md) or of a fleet (docs/rules-fleet.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from safeconduct.model.corridor import Corridor, CorridorStatus
from safeconduct.model.day import ConvoyOrders
from safeconduct.model.errors import InputError
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.run.orders import orders_of
from safeconduct.run.tally import count
from safeconduct.stress.of_fleet import OfFleet
from safeconduct.stress.programme import CorridorFacts, Programme, Run, Seat, Start, Towards
from safeconduct.stress.ways import Ways, planned


def programme_of(situation: Situation, plan: Plan | FleetPlan) -> Programme:
    """What a plan's day is played from; CheckFailed when the plan is of another situation."""
    orders = orders_of(situation, plan)
    if not orders.convoys:
        raise InputError("the plan moves nobody", field="trips", next_step="stress a plan that has at least one trip")
    ways, convoys = Ways(situation), {convoy.id: convoy for convoy in orders.convoys}
    opens = min(corridor.opens for corridor in orders.corridors)

    def minute(instant: datetime) -> float:
        return (instant - opens).total_seconds() / 60

    if isinstance(plan, Plan):
        boarded = [entry for trip in plan.trips for entry in trip.boarded]
        runs, starts, fleet = _of_one(ways, plan, convoys), _at_site(plan), None
    else:
        boarded = [entry for day in plan.days for trip in day.trips for entry in trip.aboard]
        fleet = OfFleet(ways, plan, convoys)
        runs, starts = fleet.runs(), fleet.starts()
    rounds = {one.id: ways.rounds(situation.corridor(one.id), isinstance(plan, Plan)) for one in orders.corridors}
    return Programme(
        opens=opens,
        orders=orders,
        members={profile.id: count(profile.members) for profile in situation.profiles},
        people=ways.people([*boarded, *plan.left_behind]),
        corridors={
            facts.id: CorridorFacts(
                id=facts.id,
                opens=minute(facts.opens),
                closes=minute(facts.closes),
                latest=minute(facts.latest),
                agreed=situation.corridor(facts.id).status is CorridorStatus.AGREED,
                towards=towards(situation, situation.corridor(facts.id)),
            )
            for facts in orders.corridors
        },
        stations=ways.stations,
        runs=tuple(sorted(runs, key=lambda run: (run.board, run.id))),
        starts=starts,
        unknown=frozenset(road.id for road in situation.roads if road.now.state is RoadState.UNKNOWN),
        crossings=frozenset(road.id for road in situation.roads if road.over is not None),
        rounds=rounds,
        room={one.id: one.capacity.value for one in situation.receptions if one.capacity is not None},
        landings={} if fleet is None else fleet.held_at(),
        crews={} if fleet is None else fleet.crews(),
        spares={} if fleet is None else fleet.spares(),
        together=None if fleet is None else fleet.together(),
        situation=situation,
    )


def towards(situation: Situation, corridor: Corridor) -> Towards:
    """Whether a corridor leads to the side that holds its site, whoever that is; unknown where nobody said of both."""
    holds = next((party.id for party in situation.parties if corridor.site in party.controls), None)
    there = next((one.controlled_by for one in situation.receptions if one.id == corridor.reception), None)
    if holds is None or there is None:
        return "unknown"
    return "same" if holds == there else "other"


def _at_site(plan: Plan) -> dict[str, Start]:
    """Every vehicle stands at the site."""
    return {trip.vehicle: Start(free=0.0, way=None) for trip in sorted(plan.trips, key=lambda trip: trip.load_from)}


def _of_one(ways: Ways, plan: Plan, convoys: Mapping[str, ConvoyOrders]) -> list[Run]:
    """Convoys of several vehicles on one leg."""
    situation = ways.situation
    corridor = situation.corridor(plan.scenario.corridor)
    leg = situation.leg_of(corridor)
    assert leg is not None  # a checked plan with trips has a way
    way = ways.checked(corridor, leg)
    last = {trip.vehicle: trip for trip in sorted(plan.trips, key=lambda trip: trip.load_from)}
    runs = []
    for convoy in sorted(plan.convoys, key=lambda convoy: convoy.depart):
        trips = [trip for trip in plan.trips if trip.convoy == convoy.number]
        begins = min(trip.load_from for trip in trips)
        seats = tuple(
            Seat(
                vehicle=trip.vehicle,
                places=count(ways.class_of(trip.vehicle).places.value),
                bay=trip.bay,
                after=trip.load_from - begins,
                boards=trip.load_until - trip.load_from,
                planned=planned(trip.boarded),
                back=None if last[trip.vehicle] is trip else way.back,
            )
            for trip in trips
        )
        runs.append(
            Run(
                orders=convoys[str(convoy.number)],
                groups=ways.groups(corridor.site, frozenset({corridor.reception})),
                seats=seats,
                way=way.out,
                unload=situation.rules.unload_minutes.value,
                board=float(begins),
                depart=float(convoy.depart),
                arrive=float(convoy.arrive),
            )
        )
    return runs
