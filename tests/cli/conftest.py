"""A small plan as files, for the verbs that take one."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.plan.solve import solve
from tests.tiny import tiny


@pytest.fixture(scope="module")
def case() -> tuple[Situation, Plan]:
    """A hundred people, a bus, a checkpoint; and its plan."""
    situation = tiny(people=100, seconds=30)
    plan, _ = solve(situation, Scenario(corridor="bravo", people=100, objective="most"), work=200)
    assert plan is not None
    return situation, plan


@pytest.fixture
def files(case: tuple[Situation, Plan], tmp_path: Path) -> tuple[Path, Path]:
    """Plan and situation as files."""
    given, planned = tmp_path / "situation.json", tmp_path / "plan.json"
    given.write_bytes(codec.dump(case[0]))
    planned.write_bytes(codec.dump(case[1]))
    return planned, given
