"""What `plan` says before it plans: that `check` will refuse the situation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from safeconduct import codec
from safeconduct.model.situation import Situation, Sunset
from safeconduct.verify.sunset import solar_day, sunset
from tests.cli.runner import safeconduct
from tests.tiny import known, tiny


def noted(situation: Situation, folder: Path) -> str:
    given = folder / "situation.json"
    given.write_bytes(codec.dump(situation))
    return " ".join(safeconduct("plan", given, "--work", "40", "--mode", "most").err.split())


def setting(late: timedelta) -> Situation:
    """The tiny situation with the sunset of each reception computed, so much later."""
    situation = tiny()
    window = situation.corridors[0].window
    assert window is not None
    found = []
    for reception in situation.receptions:
        at = sunset(reception.point, solar_day(reception.point, window.opens))
        found.append(Sunset(reception=reception.id, at=known(at + late)))
    return replace(situation, sunsets=tuple(found))


def test_a_sunset_that_the_check_refuses_is_said_before_planning(tmp_path: Path) -> None:
    assert "will refuse" not in noted(setting(timedelta(0)), tmp_path)
    words = noted(setting(timedelta(hours=2)), tmp_path)
    assert f"`check` will refuse a plan for {tiny().corridors[0].id}" in words
    assert "120 min off" in words
