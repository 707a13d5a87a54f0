"""Roads that matter to a day: on its ways, and in that state within its hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from safeconduct.model.place import RoadFact, RoadState
from safeconduct.plan.fleet.situated import legend_of
from safeconduct.plan.fleet_explain.roads import closed_roads, unknown_roads
from tests.plan.fleet_explain.days import tiny_fleet
from tests.tiny import ASSUMED, OPENS
from tests.tiny_fleet import SCENARIO


def names(state: RoadState, minutes: int | None) -> tuple[list[str], list[str]]:
    """Closed and unknown roads when the bridge, open at first, is in a state from a minute on (None: all day)."""
    day = tiny_fleet(bridge=state) if minutes is None else tiny_fleet()
    if minutes is not None:
        fact = RoadFact(state=state, since=OPENS + timedelta(minutes=minutes), basis=ASSUMED)
        roads = (day.roads[0], replace(day.roads[1], history=(*day.roads[1].history, fact)))
        day = replace(day, roads=roads)
    legend = legend_of(day, SCENARIO)
    return [r.id for r in closed_roads(day, legend)], [r.id for r in unknown_roads(day, legend)]


def test_only_what_holds_within_the_hours_counts() -> None:
    """The hours last 600 minutes; a road nobody drives on is not asked about."""
    assert names(RoadState.CLOSED, None) == (["bridge"], [])
    assert names(RoadState.UNKNOWN, None) == ([], ["bridge"])
    assert names(RoadState.CLOSED, 599) == (["bridge"], [])
    assert names(RoadState.CLOSED, 700) == ([], [])
    assert names(RoadState.OPEN, None) == ([], [])
