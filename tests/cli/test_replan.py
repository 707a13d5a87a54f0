"""``safeconduct replan``: a report changes the plan, or is refused; how it was understood is said either way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safeconduct import codec
from tests.cli.runner import safeconduct
from tests.tiny_fleet import fleet_plan, tiny_fleet


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan of the tiny fleet beside its situation: 80 people out, all of them over one bridge."""
    situation = tiny_fleet()
    (tmp_path / "situation.json").write_bytes(codec.dump(situation))
    (tmp_path / "fleet-plan.json").write_bytes(codec.dump(fleet_plan(situation)))
    return tmp_path / "fleet-plan.json"


def words(out: str) -> str:
    """The text without the ends of its lines."""
    return " ".join(out.split())


@pytest.mark.parametrize(
    ("close", "said"),
    [
        (
            "bridge@07:00",
            "from 07:00 on 2022-06-15 (Europe/Moscow; 04:00 UTC), 1 h 20 min before --now; before the open",
        ),
        ("bridge@2022-06-14T22:00Z", "from 01:00 on 2022-06-15 (Europe/Moscow; 22:00 UTC on 2022-06-14)"),
        ("bridge@08:20", "from 08:20 on 2022-06-15 (Europe/Moscow; 05:20 UTC)"),
        ("bridge", "from 08:20 on 2022-06-15 (Europe/Moscow; 05:20 UTC)"),
    ],
)
def test_a_bridge_closed_before_the_opening_is_not_crossed(plan: Path, close: str, said: str) -> None:
    """Twenty past eight, nobody has crossed yet; whatever time before is given, nobody does any more."""
    ran = safeconduct("replan", plan, "--now", "08:20", "--close", close, "--work", "0")
    assert ran.code == 3, ran.err
    assert f"Understood: bridge closed {said}" in words(ran.out)
    assert words(ran.out).index("Understood: --now is 08:20") < words(ran.out).index("Repaired and checked")
    assert "0 people out, 80 before." in ran.out
    assert "no way on is known: decide" in words(ran.out)


def test_a_bridge_that_was_crossed_since_is_asked_about(plan: Path) -> None:
    """Nothing is planned, and what to give instead works."""
    ran = safeconduct("replan", plan, "--now", "09:00", "--close", "bridge@07:00", "--work", "0")
    assert ran.code == 2
    assert "Understood: bridge closed from 07:00" in words(ran.out)
    assert "people out" not in ran.out
    assert "by the plan 2 runs passed bridge between 07:00 and 09:00, bus-1 at 08:36 first" in words(ran.err)
    _, _, given = words(ran.err).partition("give --close ")
    again = safeconduct("replan", plan, "--now", "09:00", "--close", given.split(": ")[0], "--work", "0")
    assert again.code in (0, 3), again.err
    assert "20 people out, 80 before." in again.out


def test_programs_are_told_as_well(plan: Path) -> None:
    """The minute, and the sentence."""
    ran = safeconduct("replan", plan, "--now", "08:20", "--close", "bridge@07:00", "--work", "0", "--json")
    told = json.loads(ran.out)
    assert told["reports"] == [
        {"field": "--close", "entry": "bridge@07:00", "of": "bridge", "becomes": "closed", "since": -60, "until": None}
    ]
    assert told["understood"][1].startswith("bridge closed from 07:00 on 2022-06-15")


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--close", "bridge@", "'' is no time of the day"),
        ("--close", "bridge@25:00", "'25:00' is no time of the day"),
        ("--close", "bridge@2022-06-15T10:00", "is no time of the day"),
        ("--close", "bridge@2032-06-15T10:00Z", "days from the opening"),
        ("--close", "bridge@2021-06-15T10:00Z", "days from the opening"),
        ("--now", "2022-06-15T04:00Z", "60 minutes before the opening"),
    ],
)
def test_times_without_a_meaning_are_refused(plan: Path, option: str, value: str, says: str) -> None:
    """By their option, with the next step; nothing is planned."""
    now = () if option == "--now" else ("--now", "08:20")
    ran = safeconduct("replan", plan, *now, option, value, "--work", "0")
    assert ran.code == 2
    assert option in words(ran.err)
    assert says in words(ran.err)
    assert "next:" in ran.err
    assert "Repaired" not in ran.out
