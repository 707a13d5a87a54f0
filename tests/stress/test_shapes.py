"""Shapes: known quantiles, monotone in the number, means by integration, and what is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.stress.shapes import Chance, Fixed, Lognormal, Rate, Shape, Triangle, Uniform, binomial

SHAPES: tuple[Shape, ...] = (
    Fixed(value=3.0),
    Chance(p=0.25),
    Uniform(low=2.0, high=6.0),
    Triangle(low=0.0, mode=1.0, high=4.0),
    Lognormal(median=1.5, p90=5.0),
    Rate(per_hour=0.5),
)
NUMBER = st.floats(min_value=1e-9, max_value=1 - 1e-9)


@given(NUMBER, NUMBER, st.sampled_from(SHAPES))
def test_a_larger_number_never_gives_less(u: float, v: float, shape: Shape) -> None:
    low, high = sorted((u, v))
    assert shape.at(low) <= shape.at(high)


@pytest.mark.parametrize(
    ("shape", "mean"),
    [
        (Fixed(value=3.0), 3.0),
        (Chance(p=0.25), 0.25),
        (Uniform(low=2.0, high=6.0), 4.0),
        (Triangle(low=0.0, mode=1.0, high=4.0), 5 / 3),
        (Rate(per_hour=0.5), 2.0),
    ],
)
def test_means_are_those_of_the_textbook(shape: Shape, mean: float) -> None:
    n = 20_000
    assert sum(shape.at((k + 0.5) / n) for k in range(n)) / n == pytest.approx(mean, rel=2e-3)


def test_quantiles_of_the_lognormal_are_the_ones_it_is_given() -> None:
    shape = Lognormal(median=1.5, p90=5.0)
    assert shape.at(0.5) == pytest.approx(1.5)
    assert shape.at(0.9) == pytest.approx(5.0)
    assert shape.at(1e-12) > 0


def test_a_triangle_meets_its_ends_and_its_mode() -> None:
    shape = Triangle(low=1.0, mode=2.0, high=5.0)
    assert shape.at(1e-12) == pytest.approx(1.0, abs=1e-4)
    assert shape.at(0.25) == pytest.approx(2.0)  # (2 - 1) / (5 - 1)
    assert shape.at(1 - 1e-12) == pytest.approx(5.0, abs=1e-4)
    assert Triangle(low=2.0, mode=2.0, high=2.0).at(0.3) == 2.0


def test_a_rate_of_nothing_never_happens() -> None:
    assert Rate(per_hour=0.0).at(0.999) == math.inf


@given(st.integers(0, 300), st.floats(0, 1), NUMBER)
def test_the_binomial_is_the_inverse_of_its_distribution_function(n: int, p: float, u: float) -> None:
    k = binomial(n, p, u)
    assert 0 <= k <= n
    below = sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k))
    upto = below + math.comb(n, k) * p**k * (1 - p) ** (n - k)
    assert below <= u + 1e-7 or k == 0
    assert upto >= u - 1e-7


def test_a_large_binomial_is_near_its_mean() -> None:
    assert binomial(5000, 0.5, 0.5) == pytest.approx(2500, abs=1)
    assert binomial(10, 1.0, 0.01) == 10


@pytest.mark.parametrize(
    "make",
    [
        lambda: Chance(p=1.5),
        lambda: Uniform(low=2.0, high=1.0),
        lambda: Triangle(low=0.0, mode=5.0, high=4.0),
        lambda: Lognormal(median=0.0, p90=1.0),
        lambda: Lognormal(median=2.0, p90=1.0),
        lambda: Rate(per_hour=-1.0),
    ],
)
def test_shapes_out_of_order_are_refused(make: object) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        make()  # type: ignore[operator]
