"""What a bound leaves out is named, where it matters and nowhere else; the checker asks for the same names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from safeconduct.plan.fleet.relaxed import ALWAYS, ESCORTS, HALTS, SMALL, counted_in, relaxed_rules
from safeconduct.verify.fleet_bound import RELAXED
from safeconduct.verify.fleet_convoys import relaxed_convoys
from safeconduct.verify.fleet_facts import fleet_facts
from tests.tiny import known
from tests.tiny_fleet import SCENARIO, VAN
from tests.verify.test_fleet_convoys import convoyed


@pytest.mark.parametrize(
    ("convoys", "crew", "named"),
    [
        ({"least": 1}, {}, ()),
        ({"least": 2}, {}, (SMALL,)),
        ({"least": 1, "escorts": 1, "escort_return_minutes": 5}, {}, (ESCORTS,)),
        ({"least": 1}, {"duty_minutes": 300}, ()),
        ({"least": 1}, {"drive_minutes": 300, "rest_minutes": 45}, ()),
    ],
)
def test_planner_and_checker_name_the_same(
    convoys: dict[str, int], crew: dict[str, int], named: tuple[str, ...]
) -> None:
    """Duty, halts, headway, size and spares are in the bound and not named."""
    own: dict[str, Any] = {name: known(value) for name, value in crew.items()}
    situation = replace(convoyed(**convoys), vehicles=(replace(VAN, **own),))
    facts = fleet_facts(situation, SCENARIO)
    assert relaxed_rules(situation) == (*ALWAYS, *named)
    assert (*RELAXED, *relaxed_convoys(facts)) == (*ALWAYS, *named)


@pytest.mark.parametrize(("parts", "named"), [(0, 0), (1, 1), (2, 1), (16, 1)])
def test_driving_in_parts_is_named_where_crews_take_halts(parts: int, named: int) -> None:
    """And nowhere else."""
    free, resting = (
        replace(convoyed(least=1), vehicles=(replace(VAN, **own),))
        for own in ({}, {"drive_minutes": known(300), "rest_minutes": known(45)})
    )
    assert relaxed_rules(free, parts) == ALWAYS
    assert relaxed_rules(resting, parts) == (*ALWAYS, *counted_in(parts))
    assert len(counted_in(parts)) == named
    assert (counted_in(parts) == (HALTS,)) == (parts == 1)
