"""What simulated days say stands beside every answer that a command prints, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.model.place import RoadState
from tests.cli.runner import safeconduct
from tests.sunsets import sun_set
from tests.tiny import tiny
from tests.tiny_fleet import tiny_fleet

LINE = "simulated days"


@pytest.mark.parametrize("together", [False, True])
def test_an_answer_is_printed_with_its_days(together: bool, tmp_path: Path) -> None:
    given = tmp_path / "situation.json"
    given.write_bytes(codec.dump(sun_set(tiny_fleet() if together else tiny(seconds=30))))
    args = ("plan", given, "--work", "40", "--mode", "most", *(("--together",) if together else ()))
    said = safeconduct(*args)
    assert said.code == 0, said.err
    assert LINE in " ".join(said.out.split())
    plain = json.loads(safeconduct(*args, "--json").out)
    beside = plain["stress"] if together else plain[0]["stress"]
    assert beside["of_days"] > 0
    assert 0 <= beside["low"] <= beside["everyone_out_days"] / beside["of_days"] <= beside["high"] <= 1
    assert "foretell nothing" in beside["says"]


def test_where_nobody_can_move_there_are_no_days(tmp_path: Path) -> None:
    given = tmp_path / "situation.json"
    given.write_bytes(codec.dump(sun_set(tiny(bridge=RoadState.CLOSED))))
    ran = safeconduct("plan", given, "--work", "40", "--json")
    assert ran.code == 3
    assert {one["stress"] for one in json.loads(ran.out)} == {None}
