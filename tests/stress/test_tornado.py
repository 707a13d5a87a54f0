"""The tornado: ends of priors by their definition, bars by hand, and the days that need not be simulated again."""

from __future__ import annotations

from typing import get_args

import pytest

from safeconduct.model.stress import SimulatedDay, Swing
from safeconduct.stress.batch import chunks, run_chunk
from safeconduct.stress.luck import Luck
from safeconduct.stress.measure import simulate
from safeconduct.stress.priors import End, Priors, standard
from safeconduct.stress.programme import Programme
from safeconduct.stress.shapes import Chance, Fixed, Lognormal, Rate, Triangle, Uniform, figure
from safeconduct.stress.tornado import DAYS, LEAST_DAYS, At, moved, swings, tries
from tests.stress.programmes import priors, shuttle

ONE = shuttle(trips=2, buses=1, people=100)
MANY = shuttle(trips=3, buses=2, people=280, unknown=frozenset({"road"}), crossings=frozenset({"bridge"}))


def of(programme: Programme, given: Priors, days: int) -> tuple[list[SimulatedDay], list[tuple[At, int]], list[Swing]]:
    """The days as they are, how many were simulated again for each end, and the bars."""
    before = [simulate(programme, given, 0, n) for n in range(days)]
    asked: list[tuple[At, int]] = []

    again = {}
    for at, only in moved(programme, given, 0, days, "fixed orders").items():
        asked.append((at, len(only)))
        again[at] = [day for chunk in chunks(programme, given, 0, days, end=at, only=only) for day in run_chunk(chunk)]
        assert {day.index for day in again[at]} == only
    found = list(swings(again, given, before))
    return before, asked, found


def figures(given: Priors, name: str) -> list[float]:
    """The numbers at both ends."""
    return [figure(shape) for shape in given.ends(name) or ()]


def test_ends_of_an_amount_are_where_a_tenth_of_the_draws_lie_beyond() -> None:
    given = priors(crowd=Uniform(low=1.0, high=2.0), driving=Lognormal(median=1.0, p90=2.0))
    assert figures(given, "crowd") == pytest.approx([1.1, 1.9])
    assert figures(given, "driving") == pytest.approx([0.5, 2.0])
    # a tenth of the area of a triangle from 0 over 0 to 1 lies above 1 - sqrt(0.1), nine tenths above 1 - sqrt(0.9)
    assert figures(priors(night=Triangle(low=0.0, mode=0.0, high=1.0)), "night") == pytest.approx(
        [1 - 0.9**0.5, 1 - 0.1**0.5]
    )


def test_ends_of_a_chance_and_a_rate_are_half_and_double() -> None:
    given = priors(weather=Chance(p=0.2), detention=Chance(p=0.7), breakdown=Rate(per_hour=0.1))
    assert given.ends("weather") == (Chance(p=0.1), Chance(p=0.4))
    assert given.ends("detention") == (Chance(p=0.35), Chance(p=1.0)), "a chance is at most 1"
    assert given.ends("breakdown") == (Rate(per_hour=0.05), Rate(per_hour=0.2))
    assert priors(night=1.5).ends("night") is None
    assert priors(weather=Chance(p=0.0)).ends("weather") is None
    with pytest.raises(ValueError, match="night"):
        priors(night=1.5).at_end("night", "low")


def test_what_has_two_numbers_is_no_figure() -> None:
    assert figure(Fixed(value=3.0)) == 3.0
    with pytest.raises(ValueError, match="Uniform"):
        figure(Uniform(low=0.0, high=1.0))


def test_an_end_changes_one_prior_and_says_so() -> None:
    given = standard()
    there = given.at_end("crowd", "high")
    assert {name for name in given.by_name if there.by_name[name] != given.by_name[name]} == {"crowd"}
    assert there.sha == f"{given.sha} high crowd"


def test_the_bar_of_an_amount_by_hand() -> None:
    """Nobody is lost on the way: a tenth of 100 come at the low end, nine tenths at the high one, every day alike."""
    before, _, (bar,) = of(ONE, priors(turnout__agreed=Uniform(low=0.0, high=1.0)), 50)
    mean = sum(day.arrived for day in before) / 50
    assert (bar.prior, bar.of) == ("turnout.agreed", 50)
    assert (bar.low, bar.high) == pytest.approx((0.1, 0.9))
    assert (bar.at_low, bar.at_high) == pytest.approx((10 - mean, 90 - mean), abs=0.06)
    assert bar.width == pytest.approx(80, abs=0.2)


def test_the_bar_of_a_chance_by_the_numbers_of_its_days() -> None:
    """A day without a way out has a number in the upper two fifths; at the ends in the upper fifth, and four fifths."""
    _, asked, (bar,) = of(ONE, priors(window__withdrawn__agreed=Chance(p=0.4)), 200)
    drawn = [Luck(0, n).number("window.withdrawn.agreed corridor") for n in range(200)]
    fewer, more = sum(0.6 < u <= 0.8 for u in drawn), sum(0.2 < u <= 0.6 for u in drawn)
    assert bar.at_low == pytest.approx(100 * fewer / 200, abs=0.06)
    assert bar.at_high == pytest.approx(-100 * more / 200, abs=0.06)
    name = "window.withdrawn.agreed"
    assert asked == [((name, "low"), fewer), ((name, "high"), more)], "no other day is simulated again"


def test_days_left_out_are_the_same_days() -> None:
    """Every prior at both ends: with all days simulated again the bars are the same."""
    given, days = standard(), 12
    before, asked, found = of(MANY, given, days)

    names: list[At] = [(name, end) for name in given.by_name for end in get_args(End) if given.ends(name) is not None]
    every = {at: [simulate(MANY, given.at_end(*at), 0, n) for n in range(days)] for at in names}
    assert list(swings(every, given, before)) == found
    assert sum(n for _, n in asked) < 0.7 * len(names) * days


def test_what_no_day_draws_has_no_bar() -> None:
    """The corridor is agreed: what holds for one that is announced is never drawn."""
    drawn = {name for name, _ in moved(ONE, standard(), 0, 20, "fixed orders")}
    assert "turnout.agreed" in drawn
    assert not any(name.endswith(".announced") for name in drawn)
    assert "screening" not in drawn, "there is no checkpoint"


def test_as_many_days_as_runs_allow_and_none_where_they_are_too_few() -> None:
    assert tries(1, 10 * DAYS) == DAYS
    assert tries(20, 20 * LEAST_DAYS) == LEAST_DAYS
    assert tries(20, 20 * LEAST_DAYS - 1) == 0
    assert tries(0, 10) == 0


@pytest.mark.parametrize(
    ("at_low", "at_high", "width"), [(-5.0, -25.0, 25.0), (30.0, -20.0, 50.0), (3.0, 10.0, 10.0), (0.0, 0.0, 0.0)]
)
def test_a_bar_is_as_wide_as_its_ends_and_the_days_as_they_are_lie_apart(
    at_low: float, at_high: float, width: float
) -> None:
    bar = Swing(
        prior="x", says="", unit="factor", low=0.5, high=2.0, of=10, at_low=at_low, at_high=at_high,
        low_half_width=0.0, high_half_width=0.0,
    )  # fmt: skip
    assert bar.width == width
