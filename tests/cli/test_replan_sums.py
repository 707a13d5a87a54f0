"""What the command says of people adds up to those the plan is for: out, without a place, aboard with no way on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.runner import safeconduct
from tests.cli.test_replan import plan, words

__all__ = ["plan"]


@pytest.mark.parametrize(
    ("now", "told", "aboard"),
    [
        ("08:20", ["--close", "bridge"], True),
        ("08:20", [], False),
        ("08:05", ["--lose", "bus-1"], False),
    ],
    ids=["no way is left", "nothing happened", "one bus fewer"],
)
def test_out_and_without_a_place_are_everybody(plan: Path, now: str, told: list[str], aboard: bool) -> None:
    ran = safeconduct("replan", plan, "--now", now, *told, "--work", "0")
    found = re.search(
        r"(\d+) of (\d+) people out(?:, (\d+) have no place(?:, (\d+) of them aboard with no way on)?)?\.",
        words(ran.out),
    )
    assert found is not None, ran.out
    out, known, without, held = (int(n or 0) for n in found.groups())
    assert out + without == known
    assert (held > 0) is aboard
    decided = sum(int(n) for n in re.findall(r"under way with (\d+) people", words(ran.out)))
    assert held == decided <= without
