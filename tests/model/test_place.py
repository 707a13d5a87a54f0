"""Points, roads, and who can use a road in which state."""

from __future__ import annotations

import math

import pytest

from safeconduct.model.known import Basis
from safeconduct.model.place import Mode, Passable, Point, Road, RoadFact, RoadState, passable

YES, NO, MAYBE = Passable.YES, Passable.NO, Passable.UNKNOWN

#: state: bus on a road or bridge, person on foot on a road or bridge, person on foot on a path
TABLE = {
    RoadState.OPEN: (YES, YES, YES),
    RoadState.ONE_LANE: (YES, YES, YES),
    RoadState.LIGHT: (NO, YES, YES),
    RoadState.FOOT_ONLY: (NO, YES, YES),
    RoadState.BOAT: (NO, NO, NO),
    RoadState.CLOSED: (NO, NO, NO),
    RoadState.UNKNOWN: (MAYBE, MAYBE, MAYBE),
}


def test_the_table_names_every_state() -> None:
    """A new state needs its row."""
    assert set(TABLE) == set(RoadState)


@pytest.mark.parametrize("state", list(RoadState))
@pytest.mark.parametrize("kind", ["road", "bridge"])
def test_roads_and_bridges(state: RoadState, kind: str) -> None:
    """Vehicles and people on foot, state by state."""
    bus, foot, _ = TABLE[state]
    assert passable(state, Mode.BUS, kind) is bus
    assert passable(state, Mode.FOOT, kind) is foot


@pytest.mark.parametrize("state", list(RoadState))
def test_paths_carry_people_and_no_vehicles(state: RoadState) -> None:
    """A path stays closed to a bus even while its state is unknown."""
    assert passable(state, Mode.BUS, "foot") is NO
    assert passable(state, Mode.FOOT, "foot") is TABLE[state][2]


def test_unknown_is_neither_open_nor_closed() -> None:
    """A plan may lean on it and a proof may not."""
    assert passable(RoadState.UNKNOWN, Mode.BUS, "bridge") not in (YES, NO)


@pytest.mark.parametrize(
    ("lon", "lat"), [(181.0, 0.0), (-181.0, 0.0), (0.0, 91.0), (0.0, -91.0), (math.nan, 0.0), (0.0, math.inf)]
)
def test_points_lie_on_earth(lon: float, lat: float) -> None:
    """Longitude first, both finite and within range."""
    with pytest.raises(ValueError, match="a point needs"):
        Point(lon=lon, lat=lat)


def road(history: tuple[RoadFact, ...], line: tuple[Point, ...]) -> Road:
    """A bridge with that history and line."""
    return Road(id="b1", kind="bridge", name="B", aliases=(), over="water", ends=("a", "b"), line=line, history=history)


CLOSED = RoadFact(state=RoadState.CLOSED, since=None, basis=Basis(claims=("c1",)))
FOOT = RoadFact(state=RoadState.FOOT_ONLY, since=None, basis=Basis(claims=("c2",)), disputed_by=("c3",))
LINE = (Point(lon=38.0, lat=48.0), Point(lon=38.1, lat=48.0))


def test_the_latest_fact_counts_and_the_earlier_ones_stay() -> None:
    """History is kept, oldest first."""
    bridge = road((CLOSED, FOOT), LINE)
    assert bridge.now is FOOT
    assert bridge.history[0] is CLOSED


def test_a_road_has_a_state_and_a_line() -> None:
    """Unknown is a state too; one point is no line."""
    with pytest.raises(ValueError, match="unknown is a state too"):
        road((), LINE)
    with pytest.raises(ValueError, match="at least two points"):
        road((CLOSED,), LINE[:1])
