"""Ways: by hand, found, blocked; minutes rounded up; what a walk could carry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from safeconduct.assess.legs import foot_crossing, leg_for, minutes_for
from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.known import Basis, Known
from safeconduct.model.place import Mode, Road, RoadFact, RoadState
from safeconduct.model.situation import FootCrossing, Leg
from tests.assess.village import case, roads
from tests.contracts.plain_router import PlainRouter

FILE = roads()


def known(value: float, name: str) -> Known[float]:
    return Known(value=value, basis=Basis(assumptions=(name,)))


def network(**states: RoadState) -> tuple[Road, ...]:
    """All roads open but those named (underscores for hyphens)."""
    basis = Basis(claims=("c",))
    return tuple(
        s.with_history((RoadFact(state=states.get(s.id.replace("-", "_"), RoadState.OPEN), since=None, basis=basis),))
        for s in FILE.shapes
    )


def leg(reception: str, mode: Mode = Mode.BUS, slots: dict[str, Any] | None = None, **states: RoadState) -> Leg | None:
    studied = case(slots)
    row = next(c for c in studied.corridors if c.reception == reception)
    return leg_for(replace(row, mode=mode), FILE.nodes, network(**states), studied.assumptions, PlainRouter.of)


def walk(**states: RoadState) -> FootCrossing | None:
    return foot_crossing("mill", "lowford", FILE.nodes, network(**states), case().assumptions, PlainRouter.of)


@pytest.mark.parametrize(
    ("km", "kph", "minutes"), [(78, 40, 117), (78, 50, 94), (60, 60, 60), (0.1, 3, 2), (7.7, 7, 66)]
)
def test_minutes_are_rounded_up_and_rest_on_both(km: float, kph: float, minutes: int) -> None:
    found = minutes_for(known(km, "km"), known(kph, "kph"))
    assert (found.value, found.basis.assumptions) == (minutes, ("km", "kph"))


def test_a_way_given_by_hand_keeps_its_kilometres() -> None:
    found = leg("upham")
    assert found is not None
    assert (found.edges, found.km.value, found.minutes_loaded.value, found.minutes_empty.value) == (
        ("hill-road",),
        60.0,
        90,
        72,
    )
    assert found.checkpoint is not None
    assert found.checkpoint.minutes_from_site.value == 15


def test_a_way_is_found_when_none_is_given_and_says_what_it_leans_on() -> None:
    found = leg("lowford", old_bridge=RoadState.UNKNOWN, new_bridge=RoadState.CLOSED)
    assert found is not None
    assert found.edges == ("quay-road", "old-bridge", "low-road")
    assert found.leans_on == ("old-bridge",)
    assert found.km.value == 25.0


def test_no_way_no_leg() -> None:
    assert leg("lowford", old_bridge=RoadState.CLOSED, new_bridge=RoadState.FOOT_ONLY) is None


def test_a_blocked_way_by_hand_takes_the_way_round_at_the_road_factor_or_none() -> None:
    over = ["quay-road", "old-bridge", "low-road"]
    slots = {"leg.mill.lowford.via": over}
    assert leg("lowford", slots=slots, old_bridge=RoadState.CLOSED) is None
    found = leg("lowford", slots={**slots, "leg.road_factor": 1.5}, old_bridge=RoadState.CLOSED)
    assert found is not None
    assert found.edges == ("quay-road", "new-bridge", "low-road")
    assert found.km.value == pytest.approx(1.5 * 22.24, abs=0.1)
    assert found.km.basis.assumptions == ("leg-road_factor",)


def test_a_checkpoint_farther_than_the_reception_stands_at_it_and_none_assumed_is_none() -> None:
    near = leg("upham", slots={"screening.km": 90})
    assert near is not None
    assert near.checkpoint is not None
    assert near.checkpoint.minutes_from_site.value == near.minutes_loaded.value
    free = leg("upham", slots={f"screening.{what}": None for what in ("km", "lanes", "seconds")})
    assert free is not None
    assert free.checkpoint is None
    with pytest.raises(DocumentInvalid, match=r"screening\.lanes"):
        leg("upham", slots={"screening.lanes": None})


@pytest.mark.parametrize(
    ("via", "problem"),
    [
        (["nowhere"], "no road 'nowhere'"),
        (["low-road"], "does not start at 'mill'"),
        (["quay-road"], "ends at 'quay'"),
        ([], "ends at 'mill'"),
    ],
)
def test_a_way_by_hand_must_lead_there(via: list[str], problem: str) -> None:
    with pytest.raises(DocumentInvalid, match=problem):
        leg("upham", slots={"leg.mill.upham.via": via})


def test_a_leg_on_foot_uses_foot_kilometres_and_speed() -> None:
    found = leg(
        "lowford", mode=Mode.FOOT, old_bridge=RoadState.FOOT_ONLY, new_bridge=RoadState.CLOSED, weir=RoadState.CLOSED
    )
    assert found is not None
    assert (found.km.value, found.minutes_loaded.value) == (5.0, 100)
    assert "old-bridge" in found.edges


def test_a_walk_names_the_crossing_it_uses_and_its_hourly_rate() -> None:
    closed = {"old_bridge": RoadState.CLOSED, "new_bridge": RoadState.CLOSED}
    found = walk(**closed, weir=RoadState.UNKNOWN)
    assert found is not None
    assert (found.edges, found.walk_minutes.value, found.persons_per_hour.value) == (("weir",), 100, 170)
    assert walk(**closed, weir=RoadState.CLOSED) is None
