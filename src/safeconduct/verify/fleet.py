"""Every rule of a fleet's day re-derived on a plan (docs/rules-fleet.md), from the situation alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.model.dossier import Check
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.situation import Situation
from safeconduct.verify import fleet_people, fleet_ways
from safeconduct.verify.fleet_calls import wrong_calls
from safeconduct.verify.fleet_convoys import wrong_convoys
from safeconduct.verify.fleet_crews import overworked
from safeconduct.verify.fleet_facts import FleetFacts, fleet_facts, trips_of
from safeconduct.verify.fleet_roads import wrong_roads
from safeconduct.verify.fleet_stops import wrong_stops
from safeconduct.verify.fleet_today import wrong_outages
from safeconduct.verify.fleet_transfer import unknown_crossed, wrong_crossings
from safeconduct.verify.rules import Unusable, judge
from safeconduct.verify.status import obstacles

USABLE: Final = "F0 situation"
PEOPLE: Final = "F1 people"
DIRECTION: Final = "F2 direction"
PLACES: Final = "F3 places"
BOARDING: Final = "F4 boarding"
DRIVING: Final = "F5 driving"
RESOURCES: Final = "F6 resources"
WINDOW: Final = "F7 window"
TURNS: Final = "F8-F9 turns"
RECEPTION: Final = "F10 reception"
ROADS: Final = "F11 roads"
STATUS: Final = "F12 status"
STOPS: Final = "F13 pick-ups"
CREWS: Final = "F16 crews"
CONVOYS: Final = "F17 convoys"
CALLS: Final = "F14 call-forward"
TRANSFERS: Final = "F15 transfers"
OUTAGES: Final = "F18 reports of the day"


def check_fleet_plan(
    situation: Situation, plan: FleetPlan, *, situation_sha: str, strict: bool = False
) -> tuple[Check, ...]:
    """One Check a rule; ``situation_sha`` is the name recomputed from the situation given, ``strict`` forbids unknown
    roads."""
    named = () if plan.situation == situation_sha else (f"the plan is for situation {plan.situation[:12]}",)
    if plan.work.units < 0:
        named = (*named, f"work.units is {plan.work.units}, work is counted from 0")
    try:
        facts = fleet_facts(situation, plan.scenario)
    except Unusable as problem:
        return (judge(USABLE, (*named, str(problem)), ""),)
    trips = trips_of(plan)
    persons = sum(facts.aboard(trip).total for _, trip in trips)
    passes = sum(len(run.passes) for _, trip in trips for run in trip.runs)
    stops = sum(len(trip.stops) for _, trip in trips)
    called = f"{len(plan.calls)} calls, never more people than the next vehicle seats"
    return (
        judge(USABLE, named, f"situation {situation_sha[:12]}, {len(facts.corridors)} corridors"),
        judge(PEOPLE, fleet_people.wrong_households(facts, plan), f"{persons} persons board, every household once"),
        judge(DIRECTION, fleet_people.wrong_directions(facts, plan), f"{len(trips)} trips go where people wish"),
        judge(PLACES, fleet_people.above_places(facts, plan), f"{len(trips)} trips, none above places"),
        judge(BOARDING, fleet_people.wrong_boardings(facts, plan), f"{len(trips)} boardings, no bay held twice"),
        judge(DRIVING, fleet_ways.wrong_runs(facts, plan), "every run takes at least its minutes"),
        judge(RESOURCES, fleet_ways.overloaded(facts, plan), f"{passes} loaded passes, no slot above its lanes"),
        judge(WINDOW, fleet_ways.out_of_window(facts, plan), "nobody is on the way outside a window"),
        judge(TURNS, fleet_ways.wrong_turns(facts, plan), f"{len(plan.days)} vehicles, each where it was"),
        judge(
            RECEPTION, fleet_people.overfilled(facts, plan), f"{persons} persons arrive, no reception above capacity"
        ),
        judge(
            ROADS,
            wrong_roads(facts, plan, strict, unknown_crossed(facts, plan)),
            f"{len(plan.leans_on)} unknown roads are leaned on, all listed",
        ),
        judge(STATUS, _status(facts, plan), plan.status),
        judge(STOPS, wrong_stops(facts, plan), f"{stops} pick-ups on the way to another, each on a road that is known"),
        judge(CREWS, overworked(facts, plan), f"{len(plan.days)} crews, none on the road too long"),
        judge(
            CONVOYS, wrong_convoys(facts, plan), f"{len({t.depart for _, t in trips})} departures, as convoys are due"
        ),
        judge(CALLS, wrong_calls(facts, plan), called if plan.calls else "nobody is called: the plan holds no calls"),
        judge(TRANSFERS, wrong_crossings(facts, plan), f"{len(plan.crossings)} crossings, all who land are taken on"),
        judge(
            OUTAGES,
            wrong_outages(facts.outages, facts.vehicles, plan),
            f"{len(facts.outages)} vehicles late or lost, none does anything meanwhile",
        ),
    )


def _status(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    against = [f"{c.id}: {o}" for c in facts.corridors for o in obstacles(facts.situation, c)]
    if plan.status == "order" and against:
        yield f"the plan calls itself an order, but {'; '.join(against)}"
    if plan.status != "order" and not against:
        yield "the plan calls itself a capacity study, but nothing stands against an order"
