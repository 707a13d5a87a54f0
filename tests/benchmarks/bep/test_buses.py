"""Arrivals by hand, and every broken rule is named."""

from __future__ import annotations

import pytest

from benchmarks.bep.buses import Bus, arrival, faults, makespan
from benchmarks.bep.instance import Instance

#: Two yards with a bus each, two sources with two loads and one, two shelters with room for two and one.
CASE = Instance(name="c", buses=(1, 1), loads=(2, 1), room=(2, 1), start=((1, 5), (2, 3)), way=((4, 2), (6, 3)))
PLAN = [Bus(0, ((0, 0), (0, 1))), Bus(1, ((1, 0),))]


def test_arrivals() -> None:
    """1 + 4 to shelter 0, back 4, out 2 to shelter 1; and 3 + 6."""
    assert [arrival(CASE, bus) for bus in PLAN] == [11, 9]
    assert makespan(CASE, PLAN) == 11
    assert makespan(CASE, []) == 0


def test_a_plan_that_holds() -> None:
    """Until its last arrival and no earlier."""
    assert faults(CASE, PLAN, 11) == []
    assert faults(CASE, PLAN, 10) == ["the last bus arrives at minute 11, after 10"]


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ([Bus(0, ((0, 0), (0, 1)))], "source 1 loses 0 loads of 1"),
        ([*PLAN, Bus(1, ())], "yard 1 sends 2 buses of 1"),
        ([Bus(0, ((0, 1), (0, 1))), PLAN[1]], "shelter 1 takes 2 loads with room for 1"),
        ([*PLAN, Bus(2, ())], "yard 2 has no such number"),
        ([Bus(0, ((2, 0),))], "source 2 has no such number"),
        ([Bus(0, ((0, -1),))], "shelter -1 has no such number"),
    ],
)
def test_a_broken_rule(plan: list[Bus], words: str) -> None:
    """One fault each, told in words."""
    assert words in faults(CASE, plan, 99)
