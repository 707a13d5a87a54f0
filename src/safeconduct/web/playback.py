"""A plan to play back: where each convoy is at each minute, along its road, and how many wait, ride and are out."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from fastapi import APIRouter, Depends

from safeconduct.model.errors import NotFound
from safeconduct.model.place import Point
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Leg, Situation
from safeconduct.publish import figures
from safeconduct.publish.chart import latest_arrival, persons_in
from safeconduct.publish.panel import distance_km
from safeconduct.web.guard import Session
from safeconduct.web.shell import Shell


def playback_routes(shell: Shell) -> APIRouter:
    """The route of a plan's playback, by the start of the plan's sha."""
    router = APIRouter(include_in_schema=False)
    who: Session = Depends(shell.guard.session)

    @router.get("/plan/{sha}/playback.json")
    def data(*, _session: Session = who, sha: str) -> dict[str, Any]:
        situation = shell.operation.case().dossier.situation
        plan = plan_named(shell, sha)
        if situation is None or plan is None:
            raise NotFound(f"there is no plan {sha!r}", next_step="choose one on the page of plans")
        return playback(plan, situation)

    return router


def plan_named(shell: Shell, sha: str) -> Plan | None:
    """The plan whose sha starts like this; None when there is none, or more than one."""
    found = [plan for whole, plan in plans_of(shell) if sha and whole.startswith(sha)]
    return found[0] if len(found) == 1 else None


def plans_of(shell: Shell) -> list[tuple[str, Plan]]:
    """The plans of one corridor by their sha; a fleet's plan has its own drawings."""
    return [(sha, plan) for sha, plan in shell.operation.plans() if isinstance(plan, Plan)]


def playback(plan: Plan, situation: Situation) -> dict[str, Any]:
    """Minutes since the window opens; positions in degrees; shares of the road from 0 (site) to 1 (reception)."""
    corridor = situation.corridor(plan.scenario.corridor)
    leg, window = situation.leg_of(corridor), corridor.window
    if leg is None or window is None:
        raise NotFound("this plan has no road or no window to play", next_step="look at its certificate instead")
    loads = {trip.convoy: trip.load_from for trip in reversed(plan.trips)}
    ends = [convoy.arrive for convoy in plan.convoys] + [back.arrive for back in plan.returns]
    return {
        "opens": f"{window.opens:%Y-%m-%dT%H:%M:%SZ}",
        "zones": [{"zone": zone, "name": figures.zone_name(zone)} for zone in figures.zones(situation.parties)],
        "minutes": max(window.minutes, *ends),
        "closes": window.minutes,
        "latest": latest_arrival(situation, corridor.id),
        "people": plan.scenario.people,
        "near": _near(leg),
        "line": [[p.lon, p.lat] for p in way_of(leg, situation)],
        "convoys": [
            {
                "number": convoy.number,
                "persons": persons_in(plan, situation, convoy.number),
                "vehicles": [trip.vehicle for trip in plan.trips if trip.convoy == convoy.number],
                "loads": loads.get(convoy.number, convoy.depart),
                "times": [convoy.depart, convoy.reach, convoy.screen_from, convoy.screen_until, convoy.arrive],
            }
            for convoy in plan.convoys
        ],
        "returns": [{"vehicle": one.vehicle, "depart": one.depart, "arrive": one.arrive} for one in plan.returns],
    }


def _near(leg: Leg) -> float:
    """The share of the road that lies before the checkpoint, by minutes; 0 without one."""
    if leg.checkpoint is None or leg.minutes_loaded.value == 0:
        return 0.0
    return leg.checkpoint.minutes_from_site.value / leg.minutes_loaded.value


def way_of(leg: Leg, situation: Situation) -> tuple[Point, ...]:
    """The drawn line of a leg from its site, each edge turned the way it is driven."""
    lines = {road.id: road.line for road in situation.roads}
    pieces = [list(lines[edge]) for edge in leg.edges if edge in lines]
    start = next(site.point for site in situation.sites if site.id == leg.site)
    found = [start]
    for piece in pieces:
        if distance_km(found[-1], piece[-1]) < distance_km(found[-1], piece[0]):
            piece.reverse()
        found += piece
    return (start, *(point for before, point in pairwise(found) if point != before))
