"""An instance that exists is valid: shapes, ranges, whole numbers."""

from __future__ import annotations

import numpy as np
import pytest

from safeconduct.model.errors import InputError
from safeconduct.plan.fleet.instance import Closure, Ways
from tests.plan.fleet.days import ints, one_pair


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"bays": np.array([0.5])}, "bays"),
        ({"bays": ints([[1]])}, "bays"),
        ({"bays": ints([-1])}, "bays"),
        ({"group_site": ints([1])}, "group_site"),
        ({"group_need": ints([3])}, "group_need"),
        ({"group_people": ints([1, 2])}, "group_people"),
        ({"group_people": ints([10**9])}, "group_people"),
        ({"type_load": ints([0])}, "type_load"),
        ({"class_origin": ints([1])}, "class_origin"),
        ({"crossing_slot": ints([0])}, "crossing_slot"),
        ({"close": 10**6}, "close"),
        ({"closures": (Closure(crossing=1, start=0, end=1),)}, "closures"),
        ({"closures": (Closure(crossing=0, start=2, end=1),)}, "closures"),
        ({"reception_capacity": ints([1, 1])}, "group_allowed"),
        ({"outbound": Ways(crossing=ints([[[7]]]), before=ints([[[1]]]), after=ints([[[1]]]))}, "outbound.crossing"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as error:
        one_pair().with_(**change)
    assert error.value.field == f"fleet.{field}"


def test_ways_must_match() -> None:
    with pytest.raises(InputError):
        Ways(crossing=ints([[[0]]]), before=ints([[[0, 1]]]), after=ints([[[0]]]))
    with pytest.raises(InputError):
        Ways(crossing=ints([[[0]]]), before=ints([[[-1]]]), after=ints([[[0]]]))


def test_arrays_cannot_change() -> None:
    instance = one_pair(vehicles=3)
    with pytest.raises(ValueError, match="read-only"):
        instance.bays[0] = 2
    assert instance.vehicle_class.tolist() == [0, 0, 0]
