"""Positions and documents that every drawing is held to."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.model.errors import InputError
from safeconduct.model.place import Point
from safeconduct.network.geojson import parse_geojson, position


@pytest.mark.parametrize("pair", [[38.4, 48.9], [38.4, 48.9, 120]])
def test_longitude_comes_first_and_a_height_is_left_out(pair: list[float]) -> None:
    assert position(pair, file="f", field="p") == Point(lon=38.4, lat=48.9)


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ([48.9, 138.4], "look swapped"),
        ([-90, 90.5], "look swapped"),
        ([200, 10], "no such place on earth"),
        ([100, 100], "no such place on earth"),
        ([10**400, 10], "no such place on earth"),
        ([float("inf"), 10], "no such place on earth"),
        ([1], "a position is"),
        ([1, 2, 3, 4], "a position is"),
        ([True, 2], "a position is"),
        (["1", 2], "a position is"),
        (None, "a position is"),
    ],
)
def test_what_is_no_position_is_refused_with_its_field(pair: Any, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        position(pair, file="roads.geojson", field="features[3]")
    assert (caught.value.file, caught.value.field) == ("roads.geojson", "features[3]")


def test_the_right_order_is_told() -> None:
    with pytest.raises(InputError) as caught:
        position([48.9, 138.4], file="f", field="p")
    assert caught.value.next_step == "write [138.4, 48.9]: longitude first"


@pytest.mark.parametrize("data", [b"", b"{", b"[NaN]", b"[-Infinity]", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        parse_geojson(data)


def test_a_byte_order_mark_is_left_out() -> None:
    assert parse_geojson(b"\xef\xbb\xbf[1]") == [1]
