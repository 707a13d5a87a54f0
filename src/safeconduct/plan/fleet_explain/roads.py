"""Roads that the ways of a day depend on, by their state in its hours."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.model.place import Passable, Road
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.situated import Legend
from safeconduct.plan.fleet.spans import when
from safeconduct.plan.fleet_explain.clock import DayClock


def closed_roads(situation: Situation, legend: Legend) -> tuple[Road, ...]:
    """Roads on planned ways that are closed to vehicles at some minute of the hours."""
    return tuple(_in_state(situation, legend, Passable.NO))


def unknown_roads(situation: Situation, legend: Legend) -> tuple[Road, ...]:
    """Roads on planned ways of which nobody knows at some minute of the hours whether vehicles can use them."""
    return tuple(_in_state(situation, legend, Passable.UNKNOWN))


def _in_state(situation: Situation, legend: Legend, state: Passable) -> Iterator[Road]:
    pairs = {(c.site, c.reception) for c in legend.corridors}
    sites = {c.site for c in legend.corridors}
    used = {edge for leg in situation.legs if (leg.site, leg.reception) in pairs for edge in leg.edges}
    used |= {edge for way in situation.approaches if way.site in sites for edge in way.edges}
    clock = DayClock(situation, legend.scenario)
    closes = max(clock.minute(c.window.closes) for c in legend.corridors if c.window is not None)
    for road in situation.roads:
        spans = when(road, legend.zero, frozenset({state})) if road.id in used else ()
        if any(since <= closes and until >= 0 for since, until in spans):
            yield road
