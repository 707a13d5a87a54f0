"""The situation of a plan: another one is bad input, and both are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.app.plans import plan_named, situation_for
from safeconduct.model.errors import InputError
from tests.tiny_fleet import fleet_plan, tiny_fleet


def test_a_plan_of_another_situation_is_refused(tmp_path: Path) -> None:
    """Exit 2, not 5: no rule is broken, the files do not belong together."""
    day, other = tiny_fleet(), tiny_fleet(capacity=10)
    plan = fleet_plan(day)
    files = {"plan": codec.dump(plan), "day": codec.dump(day), "other": codec.dump(other)}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    named = str(tmp_path / "plan")
    assert plan_named(named, tmp_path / "none") == plan
    assert situation_for(plan, named, str(tmp_path / "day"), tmp_path / "none") == day
    with pytest.raises(InputError) as refused:
        situation_for(plan, named, str(tmp_path / "other"), tmp_path / "none")
    assert refused.value.exit_code == 2
    assert codec.sha(day)[:12] in str(refused.value)
    assert codec.sha(other)[:12] in str(refused.value)
