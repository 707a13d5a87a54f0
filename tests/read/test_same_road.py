from typing import Literal

import pytest

from safeconduct.model.claim import Claim, RoadValue, Stance
from safeconduct.read.same_road import roads_apart
from tests.read.claiming import made

State = Literal["destroyed", "damaged", "closed", "open", "foot only", "difficult", "unknown"]


def road(state: State, written: str, *names: str) -> RoadValue:
    return RoadValue(
        element="road", state=state, scope="named", names=names, over=None, links=(), as_written=written, n=None, m=None
    )


def pair(a: RoadValue, b: RoadValue, *, spoken: bool = True, stance: Stance = Stance.ASSERTS) -> tuple[Claim, Claim]:
    return made("c1", a.as_written, stance, a, party="x", spoken=spoken), made(
        "c2", b.as_written, stance, b, spoken=spoken
    )


@pytest.mark.parametrize(
    ("a", "b", "conflict"),
    [
        (road("closed", "the coast road is closed"), road("open", "the coast road is open"), True),
        (road("closed", "the coast road is closed"), road("open", "the ridge road is open"), False),
        (road("closed", "the coast road is closed"), road("open", "it is open"), True),
        (road("destroyed", "the coast road is gone"), road("closed", "the coast road is closed"), False),
        (road("damaged", "the causeway is damaged"), road("closed", "the causeway was closed"), True),
        (road("closed", "Route 9 is closed northbound"), road("open", "Route 9 southbound is open"), False),
        (road("closed", "w", "Alder"), road("open", "w", "Birch"), False),
    ],
)
def test_one_road_in_two_states(a: RoadValue, b: RoadValue, conflict: bool) -> None:
    left, right = pair(a, b)
    assert (roads_apart(left, right, [left, right]) is not None) is conflict


def test_one_voice_that_tells_of_a_change_contradicts_nobody() -> None:
    left, right = pair(road("closed", "Route 9 is closed"), road("open", "Route 9 is open"), spoken=False)
    assert roads_apart(left, right, [left, right]) is None


def test_a_forecast_contradicts_nobody() -> None:
    left, right = pair(
        road("open", "the coast road is open"),
        road("closed", "the coast road will be closed by Thursday"),
        stance=Stance.ESTIMATES,
    )
    assert roads_apart(left, right, [left, right]) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tarn highway", "highway", True),
        ("Alder bridge", "the Alder bridge", True),
        ("Alder bridge", "Old Alder bridge", True),
        ("Alder bridge", "Birch bridge", False),
        ("Alder footbridge", "Alder bridge", False),
    ],
)
def test_names_of_one_road(one: str, other: str, same: bool) -> None:
    left, far, right = (
        made("c1", "w", Stance.ASSERTS, road("closed", one, one), party="x"),
        made("c2", "between"),
        made("c3", "w", Stance.ASSERTS, road("open", other, other), party="y"),
    )
    assert (roads_apart(left, right, [left, far, right]) is not None) is same
