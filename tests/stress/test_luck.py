"""Luck: a number hangs on seed, day and name alone, and is uniform."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.stress.luck import Luck


def test_a_number_does_not_depend_on_what_was_asked_before() -> None:
    first, second = Luck(1, 2), Luck(1, 2)
    second.number("weather")
    assert first.number("bus-1") == second.number("bus-1")


def test_seed_day_and_name_each_make_another_number() -> None:
    numbers = {Luck(s, d).number(n) for s in (0, 1) for d in (0, 1) for n in ("a", "b")}
    assert len(numbers) == 8


def test_the_number_of_a_name_never_changes() -> None:
    """A report names seed and day so that anybody can play the day again: this value is part of the format."""
    assert round(Luck(7, 3).number("weather "), 12) == 0.618557278406


@given(st.integers(0, 2**40), st.integers(0, 10**6), st.text(max_size=40))
def test_numbers_lie_inside_the_unit_interval(seed: int, day: int, name: str) -> None:
    assert 0 < Luck(seed, day).number(name) < 1


def test_numbers_are_spread_evenly() -> None:
    n, cells = 8000, [0] * 16
    for day in range(n):
        cells[int(Luck(5, day).number("x") * 16)] += 1
    chi_square = sum((count - n / 16) ** 2 / (n / 16) for count in cells)
    assert chi_square < 37.7  # the 0.999 quantile of chi-square with 15 degrees of freedom
