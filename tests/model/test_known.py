"""Values with their basis."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from safeconduct.model.known import Basis, Estimate, Known

CLAIM = Basis(claims=("c1",))


def test_nothing_rests_on_nothing() -> None:
    """A basis without claim and assumption does not exist."""
    with pytest.raises(ValueError, match="at least one claim or assumption"):
        Basis()


def test_a_value_is_not_changed_later() -> None:
    """Values are frozen."""
    value = Known(value=5, basis=CLAIM)
    with pytest.raises(FrozenInstanceError):
        value.value = 6  # type: ignore[misc]


@pytest.mark.parametrize(
    ("bounds", "low", "likely", "high"),
    [
        ((500, 568, 1000), 500, 568, 1000),
        ((501, None, None), 501, 501, 501),
        ((None, None, 40), 40, 40, 40),
        ((None, 568, None), 568, 568, 568),
        ((500, None, 800), 500, 500, 800),
        ((0, 0, 0), 0, 0, 0),
    ],
)
def test_pick_takes_the_nearest_stated_bound(
    bounds: tuple[int | None, int | None, int | None], low: int, likely: int, high: int
) -> None:
    """An open bound gives the nearest stated one: more than 500 is 501 whichever is asked for."""
    estimate = Estimate(low=bounds[0], likely=bounds[1], high=bounds[2], basis=CLAIM)
    assert (estimate.pick("low"), estimate.pick("likely"), estimate.pick("high")) == (low, likely, high)


def test_pick_knows_three_words() -> None:
    """Any other word is an error of the caller."""
    with pytest.raises(KeyError):
        Estimate(low=1, likely=None, high=None, basis=CLAIM).pick("median")


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ((None, None, None), "states at least one bound"),
        ((-1, None, None), "counted from 0, got -1"),
        ((10, 5, None), "low <= likely <= high"),
        ((10, None, 5), "low <= likely <= high"),
        ((None, 6, 5), "low <= likely <= high"),
    ],
)
def test_impossible_estimates(bounds: tuple[int | None, int | None, int | None], message: str) -> None:
    """An estimate that exists can be used."""
    with pytest.raises(ValueError, match=message):
        Estimate(low=bounds[0], likely=bounds[1], high=bounds[2], basis=CLAIM)
