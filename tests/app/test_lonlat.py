"""Places as people type them."""

from __future__ import annotations

import pytest

from safeconduct.app.lonlat import parse_lonlat
from safeconduct.model.errors import InputError
from safeconduct.model.place import Point


def test_longitude_comes_first() -> None:
    assert parse_lonlat("38.49, 48.94", "--near") == Point(lon=38.49, lat=48.94)


@pytest.mark.parametrize("wrong", ["", "30", "30,10,1", "thirty,10", "nan,10", "30,inf", "181,10", "30,91"])
def test_what_is_no_place_is_refused_with_its_option(wrong: str) -> None:
    with pytest.raises(InputError, match="is no place") as caught:
        parse_lonlat(wrong, "--near")
    assert caught.value.field == "--near"
    assert "longitude,latitude" in caught.value.next_step


def test_numbers_that_would_be_a_place_the_other_way_round_are_said() -> None:
    with pytest.raises(InputError, match="longitude comes first"):
        parse_lonlat("50,110", "--near")
    with pytest.raises(InputError) as caught:
        parse_lonlat("100,110", "--near")
    assert "longitude comes first" not in caught.value.message
