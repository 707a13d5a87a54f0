"""A fleet's situation with one thing changed; everything changed rests on the assumption ``what-if``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from safeconduct.model.known import Estimate
from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan.variants import ASSUMED, marked, supposed


def with_vehicles(situation: Situation, class_id: str, count: int) -> Situation:
    """So many vehicles of a class."""
    kinds = tuple(replace(k, count=supposed(count)) if k.id == class_id else k for k in situation.vehicles)
    return marked(replace(situation, vehicles=kinds))


def with_later_vehicles(situation: Situation, class_id: str, minutes: int) -> Situation:
    """A class that can be used so many minutes later."""
    kinds = tuple(
        replace(k, available_from=supposed((k.available_from.value if k.available_from else 0) + minutes))
        if k.id == class_id
        else k
        for k in situation.vehicles
    )
    return marked(replace(situation, vehicles=kinds))


def with_bays(situation: Situation, site_id: str, count: int) -> Situation:
    """So many loading bays at a site."""
    sites = tuple(replace(s, bays=supposed(count)) if s.id == site_id else s for s in situation.sites)
    return marked(replace(situation, sites=sites))


def with_slots(
    situation: Situation, resource_id: str, *, lanes: int | None = None, slot_minutes: int | None = None
) -> Situation:
    """Other lanes or slot minutes of a resource."""
    resources = tuple(
        replace(
            r,
            lanes=r.lanes if lanes is None else supposed(lanes),
            slot_minutes=r.slot_minutes if slot_minutes is None else supposed(slot_minutes),
        )
        if r.id == resource_id
        else r
        for r in situation.resources
    )
    return marked(replace(situation, resources=resources))


def without_closures(situation: Situation, resource_id: str) -> Situation:
    """A resource that serves at all hours."""
    resources = tuple(replace(r, closures=()) if r.id == resource_id else r for r in situation.resources)
    return marked(replace(situation, resources=resources))


def with_room(situation: Situation, reception_id: str, places: int) -> Situation:
    """So many places at a reception."""
    found = tuple(replace(r, capacity=supposed(places)) if r.id == reception_id else r for r in situation.receptions)
    return marked(replace(situation, receptions=found))


def with_hours(situation: Situation, corridors: Collection[str], minutes: int) -> Situation:
    """Corridors whose windows close so many minutes later (earlier when negative, never before they open); the sun
    sets when it sets."""
    found = tuple(
        c
        if c.window is None or c.id not in corridors
        else replace(
            c,
            window=replace(
                c.window,
                closes=max(c.window.closes + timedelta(minutes=minutes), c.window.opens + timedelta(minutes=1)),
            ),
            window_basis=ASSUMED,
        )
        for c in situation.corridors
    )
    return marked(replace(situation, corridors=found))


def with_state(situation: Situation, road_id: str, state: RoadState) -> Situation:
    """A road in one state for the whole day; ways stay what they are."""
    fact = RoadFact(state=state, since=None, basis=ASSUMED)
    roads = tuple(replace(r, history=(fact,)) if r.id == road_id else r for r in situation.roads)
    return marked(replace(situation, roads=roads))


def with_people(situation: Situation, group_id: str, people: int) -> Situation:
    """So many people in a group."""
    count = Estimate(low=people, likely=people, high=people, basis=ASSUMED)
    sites = tuple(
        replace(s, groups=tuple(replace(g, people=count) if g.id == group_id else g for g in s.groups))
        for s in situation.sites
    )
    return marked(replace(situation, sites=sites))
