"""What `plan` does not plan: a situation whose plans `check` would refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.model.situation import Situation
from tests.cli.runner import safeconduct
from tests.sunsets import sun_set
from tests.tiny import tiny


def planned(situation: Situation, folder: Path, *more: str) -> tuple[int, str]:
    """The exit code, and what was said."""
    given = folder / "situation.json"
    given.write_bytes(codec.dump(situation))
    ran = safeconduct("plan", given, "--work", "40", "--mode", "most", "--out", folder / "out", *more)
    return ran.code, " ".join(ran.err.split())


@pytest.mark.parametrize("more", [(), ("--together",)])
def test_a_sunset_that_the_check_refuses_is_not_planned_on(tmp_path: Path, more: tuple[str, ...]) -> None:
    """The field and the next step are named, and nothing is written; on the right sunset the same call plans."""
    code, words = planned(sun_set(tiny(), timedelta(hours=2)), tmp_path, *more)
    assert code == 2
    assert f"sunsets: no plan for {tiny().corridors[0].id} would pass `check`" in words
    assert "120 min off" in words
    assert "next: assemble the situation again" in words
    assert not (tmp_path / "out").exists()
    code, words = planned(sun_set(tiny()), tmp_path, *more)
    assert code in (0, 3)
    assert (tmp_path / "out" / "situation.json").is_file()
    assert "pass `check`" not in words


def test_a_sunset_that_nobody_states_is_one_too(tmp_path: Path) -> None:
    code, words = planned(replace(tiny(), sunsets=()), tmp_path)
    assert (code, "the situation does not say so" in words) == (2, True)
