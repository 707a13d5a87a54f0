"""A day of a report as an exercise: the same day, accepted event by event by the rules of the real one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.app.kept_days import Kept
from safeconduct.app.played_day import Days, as_lines, events_of, exercise_of
from safeconduct.app.rehearsal import rehearse
from safeconduct.model.errors import CheckFailed, InputError
from safeconduct.model.event import Event
from safeconduct.run.account import balance
from safeconduct.run.decide import decide
from safeconduct.run.records import State
from safeconduct.run.state import Folding
from safeconduct.stress.measure import simulate
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import standard
from tests.stress.programmes import shuttle
from tests.tiny_fleet import fleet_plan, tiny_fleet

SITUATION = tiny_fleet()
PLAN = fleet_plan(SITUATION)


def entered(lines: str) -> State:
    """Lines as the log of a day takes them: each decided on the day as it then is."""
    folding = Folding(State())
    for line in lines.splitlines():
        decided = decide(folding.state, codec.from_plain(Event, json.loads(line)))
        assert isinstance(decided, Event), decided
        folding.apply(decided)
    return folding.state


@pytest.mark.parametrize("agreed", [False, True])
def test_every_day_can_be_entered_and_ends_as_it_was_simulated(agreed: bool) -> None:
    programme, which = shuttle(trips=3, buses=2, people=280, agreed=agreed), Days(seed=3, agreed=agreed)
    for index in range(40):
        state = entered(as_lines(events_of(programme, which, index), "drill"))
        now, day = balance(state), simulate(programme, standard(), 3, index)
        assert state.mode == "exercise"
        assert (now.arrived.total, now.detained.total, now.waiting.total) == (day.arrived, day.detained, day.waiting)


def test_a_day_of_a_report_is_told_in_time_and_under_its_own_name() -> None:
    report = rehearse(SITUATION, PLAN, 20)
    events = exercise_of(report, SITUATION, PLAN, 7)
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert {event.day for event in events} == {"simulated 0/7"}
    arrived = simulate(programme_of(SITUATION, PLAN), standard(), 0, 7).arrived
    assert balance(entered(as_lines(events))).arrived.total == arrived


def test_a_report_of_another_plan_or_other_priors_has_no_such_day() -> None:
    report = rehearse(SITUATION, PLAN, 20)
    for field in ("plan", "priors"):
        with pytest.raises(CheckFailed, match=f"other {field}"):
            exercise_of(replace(report, **{field: "0" * 64}), SITUATION, PLAN, 7)
    with pytest.raises(InputError, match="no day 20"):
        exercise_of(report, SITUATION, PLAN, 20)


def test_nothing_is_kept_without_a_report_to_write(tmp_path: Path) -> None:
    Kept(None).close()
    assert list(tmp_path.iterdir()) == []
