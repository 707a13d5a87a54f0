"""What a plan achieves, counted by hand, and which proofs stand."""

from __future__ import annotations

from safeconduct.verify.facts import facts_of
from safeconduct.verify.levels import due_levels, outcome
from tests.tiny import tiny
from tests.verify.timetables import busy, timetable


def test_outcome_by_hand() -> None:
    """Two buses of 50 board 34 minutes side by side, drive 60: everyone arrives at minute 94."""
    situation = tiny()
    got = outcome(facts_of(situation, "bravo"), timetable(situation))
    assert (got.persons, got.helped, got.last_arrival, got.sum_of_arrivals, got.vehicles) == (100, 0, 94, 9400, 2)


def test_levels_of_all_by_hand() -> None:
    """100 people over two bays and buses at 40 s: 33 minutes board 49 each, so the last arrives at 94 at best."""
    situation = tiny()
    levels = due_levels(situation, facts_of(situation, "bravo"), timetable(situation, objective="all"))
    assert [(level.name, level.sense) for level in levels] == [
        ("last arrival", "min"),
        ("sum of arrivals", "min"),
        ("vehicles", "min"),
    ]
    assert (levels[0].value, levels[0].bound) == (94, 94)
    assert levels[2].bound == 1  # one bus could make two trips


def test_levels_of_most_put_need_first() -> None:
    situation = busy(hours=5)
    levels = due_levels(situation, facts_of(situation, "bravo"), timetable(situation))
    assert [level.name for level in levels] == [
        "stretcher and wheelchair persons out",
        "persons out",
        "sum of arrivals",
        "vehicles",
    ]
    assert (levels[0].value, levels[0].bound) == (6, 6)
