"""Who comes forward, by where the way leads: simulation against the mean of a cut-off uniform.

A share U of the people comes, uniform between 0 and 1, times the factor f of the side, and no more than all: the mean
of min(1, f U) is f / 2 for f up to 1, and 1 - 1 / (2 f) beyond.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from statistics import fmean, stdev

import pytest

from safeconduct.stress.fortune import fortune_of
from safeconduct.stress.luck import Luck
from safeconduct.stress.programme import Programme, Towards
from safeconduct.stress.shapes import Uniform
from tests.stress.programmes import priors, shuttle

PEOPLE, DAYS = 1000, 3000


def leading(*sides: Towards) -> Programme:
    """Everybody may leave by one corridor to each of these sides."""
    base = shuttle(trips=1, people=PEOPLE)
    facts, run = base.corridors["corridor"], base.runs[0]
    corridors = {f"to {n}": replace(facts, id=f"to {n}", towards=side) for n, side in enumerate(sides)}
    runs = tuple(replace(run, orders=replace(run.orders, id=name, corridor=name)) for name in corridors)
    return replace(base, corridors=corridors, runs=runs)


def shares(programme: Programme, direction: Mapping[str, float], days: int = DAYS) -> list[float]:
    """Shares of the people who come forward, by day."""
    factors = {f"turnout__direction__{side}": factor for side, factor in direction.items()}
    given = priors(turnout__agreed=Uniform(low=0.0, high=1.0), **factors)
    fortunes = (fortune_of(programme, given, Luck(3, n)) for n in range(days))
    return [sum(sum(profiles.values()) for profiles in one.come.values()) / PEOPLE for one in fortunes]


def mean_of(factor: float) -> float:
    return factor / 2 if factor <= 1 else 1 - 1 / (2 * factor)


@pytest.mark.parametrize("factor", [0.0, 0.4, 1.0, 1.5, 4.0])
@pytest.mark.parametrize("side", ["same", "other", "unknown"])
def test_the_factor_of_a_side_is_on_the_share_and_nobody_comes_twice(side: Towards, factor: float) -> None:
    others = {"same": 0.1, "other": 0.1, "unknown": 0.1} | {side: factor}
    found = shares(leading(side), others)
    assert max(found) <= 1
    # a household more or less is rounding: 1 in 1,000
    assert fmean(found) == pytest.approx(mean_of(factor), abs=4 * stdev(found) / math.sqrt(DAYS) + 1 / PEOPLE)


def test_with_two_ways_the_side_trusted_more_counts_whichever_that_is() -> None:
    ways = leading("same", "other")
    for same, other in ((0.4, 1.5), (1.5, 0.4)):
        found = shares(ways, {"same": same, "other": other}, 200)
        assert found == shares(leading("unknown"), {"unknown": 1.5}, 200)


def test_trust_is_one_number_a_day_for_all_sites() -> None:
    """The factor is drawn once: on a day, two groups with the same share have the same turnout, else not."""
    base = leading("other")
    (people,) = base.people
    second = replace(people, group="second", site="second")
    run = replace(base.runs[0], orders=replace(base.runs[0].orders, id="second", site="second"), groups=("second",))
    both = replace(base, people=(people, second), runs=(*base.runs, run))
    trust = priors(turnout__agreed=0.5, turnout__direction__other=Uniform(low=0.0, high=2.0))
    days = [fortune_of(both, trust, Luck(0, n)).come for n in range(40)]
    assert all(abs(day["all"]["one"] - day["second"]["one"]) <= 1 for day in days)
    assert len({day["all"]["one"] for day in days}) > 30
