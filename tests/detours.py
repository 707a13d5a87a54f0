"""The tiny situation with a second way: a ford road from Alpha to Bravo beside the road over the Old Bridge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from safeconduct.model.place import Point, Road, RoadFact, RoadState
from safeconduct.model.situation import Situation
from tests.tiny import ASSUMED, tiny


def detour(**changes: Any) -> Situation:
    """``tiny`` with one bay, so that each bus is a convoy, and the ford, drawn longer than the way over the bridge."""
    made = tiny(**({"bays": 1} | changes))
    alpha, bravo = made.nodes[0].point, made.nodes[2].point
    ford = Road(
        id="ford",
        kind="road",
        name="Ford",
        aliases=(),
        over=None,
        ends=("alpha", "bravo"),
        line=(alpha, Point(lon=38.3, lat=48.0), bravo),
        history=(RoadFact(state=RoadState.OPEN, since=None, basis=ASSUMED),),
    )
    return replace(made, roads=(*made.roads, ford))
