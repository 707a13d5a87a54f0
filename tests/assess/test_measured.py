"""Legs with minutes and kilometres measured on a network: which way, in which states, resting on what."""

from __future__ import annotations

from safeconduct.assess.assumptions import CorridorRow
from safeconduct.assess.measured import measured_leg
from safeconduct.model.known import Assumption, Basis
from safeconduct.model.place import Mode, Point, Road, RoadFact, RoadState
from safeconduct.model.situation import Leg
from safeconduct.network.case_roads import MeasuredWay, MeasuredWays
from tests.assess.village import case

RECORD = Assumption(id="network-times", slot="network.times", value="x", unit="min", why="measured", source="x")
OUT = MeasuredWay(minutes=20, km=10.0, roads=("lane", "ford-bridge"))
LONG = MeasuredWay(minutes=55, km=30.0, roads=("lane", "high-bridge"))
BACK = MeasuredWay(minutes=25, km=11.0, roads=("ford-bridge", "lane"))
BOTH = frozenset({"ford-bridge", "high-bridge"})
FORD, HIGH = frozenset({"ford-bridge"}), frozenset({"high-bridge"})
WAYS = MeasuredWays(
    record=RECORD,
    closable=BOTH,
    ways={
        ("mill", "upham"): {frozenset(): OUT, HIGH: OUT, FORD: LONG, BOTH: None},
        ("upham", "mill"): {frozenset(): BACK, HIGH: BACK, FORD: None, BOTH: None},
    },
)
ROW = CorridorRow(id="upham", site="mill", reception="upham", mode=Mode.BUS)


def road(ident: str, state: RoadState) -> Road:
    fact = RoadFact(state=state, since=None, basis=Basis(claims=("c",)))
    line = (Point(lon=0, lat=0), Point(lon=1, lat=0))
    return Road(id=ident, kind="bridge", name=ident, aliases=(), over=None, ends=("a", "b"), line=line, history=(fact,))


def leg(slots: dict[str, object] | None = None, **states: RoadState) -> Leg | None:
    """The leg with every road open but those named (underscores for hyphens)."""
    ids = ("lane", "ford-bridge", "high-bridge")
    roads = [road(ident, states.get(ident.replace("-", "_"), RoadState.OPEN)) for ident in ids]
    return measured_leg(ROW, roads, case(slots).assumptions, WAYS)


def test_minutes_there_and_back_are_the_networks() -> None:
    found = leg()
    assert found is not None
    assert (found.edges, found.km.value) == (OUT.roads, 10.0)
    assert (found.minutes_loaded.value, found.minutes_empty.value) == (20, 25)
    assert found.minutes_loaded.basis == Basis(assumptions=("network-times",))


def test_a_closed_crossing_that_is_not_used_changes_nothing() -> None:
    assert leg(high_bridge=RoadState.CLOSED) == leg()


def test_no_way_back_is_no_leg() -> None:
    assert leg(ford_bridge=RoadState.CLOSED) is None
    assert leg(ford_bridge=RoadState.FOOT_ONLY) is None


def test_an_unknown_crossing_is_used_and_listed() -> None:
    found = leg(ford_bridge=RoadState.UNKNOWN)
    assert found is not None
    assert found.leans_on == ("ford-bridge",)


def test_screening_stands_at_its_share_of_the_way() -> None:
    """2.5 km of 10 km is a quarter of 20 minutes; beyond the way it stands at the reception."""
    for km, minutes in ((2.5, 5), (99.0, 20)):
        found = leg({"screening.km": km, "screening.lanes": 1, "screening.seconds": 60})
        assert found is not None
        assert found.checkpoint is not None
        assert found.checkpoint.minutes_from_site.value == minutes
        assert "network-times" in found.checkpoint.minutes_from_site.basis.assumptions
