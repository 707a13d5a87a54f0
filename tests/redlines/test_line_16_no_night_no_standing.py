"""Red line 16: no night, no long standing.

Fails when: ``verify`` accepts an arrival after sunset minus the margin, a sunset that is not the place's own, or a
loaded vehicle that stands too long; the planner makes such a plan; a December day is planned by June's sun; on the day,
a loaded convoy stands longer than allowed without an alarm, or leaves to arrive after the last allowed arrival.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from safeconduct.model.movement import Arrived, Departed, PassedPoint
from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Situation, Sunset
from safeconduct.model.times import Window
from safeconduct.verify.check import check_plan, check_situation
from safeconduct.verify.sunset import sunset
from tests.redlines.worked import room, situation
from tests.run.days import UNDER_WAY, Desk, after, at, walking
from tests.tiny import known, tiny, vehicle
from tests.verify.mutations.movement import (
    less_patience,
    stands_at_the_checkpoint,
    stands_at_the_site,
    sun_sets_first,
)
from tests.verify.timetables import busy, timetable


def winter(**changes: object) -> Situation:
    """The tiny situation on 14 December 2022: the same hours, and the sun of that day."""
    given = tiny(**changes)  # type: ignore[arg-type]
    opens = datetime(2022, 12, 14, 5, tzinfo=UTC)
    window = Window(opens=opens, closes=opens + timedelta(hours=12), zone="Europe/Moscow", as_written="from 8:00")
    sets = sunset(given.receptions[0].point, date(2022, 12, 14))
    assert isinstance(sets, datetime)
    corridor = replace(given.corridors[0], window=window)
    return replace(
        given,
        corridors=(corridor,),
        sunsets=(Sunset(reception="bravo", at=known(sets.replace(microsecond=0))),),
    )


def test_a_minute_after_sunset_less_margin_is_refused() -> None:
    given = busy()
    changed = sun_sets_first(given, timetable(given))
    assert changed is not None
    assert [check.rule for check in check_plan(*changed) if not check.ok] == ["7 window"]


def test_standing_a_minute_too_long_is_refused() -> None:
    given = busy()
    for longer in (stands_at_the_site, stands_at_the_checkpoint, less_patience):
        changed = longer(given, timetable(given))
        assert changed is not None
        assert [check.rule for check in check_plan(*changed) if not check.ok] == ["6 standing"]


def test_another_day_s_sunset_is_seen() -> None:
    december = winter()
    assert all(check.ok for check in check_situation(december, "bravo"))
    june = replace(december, sunsets=tiny().sunsets)
    assert not all(check.ok for check in check_situation(june, "bravo"))
    assert all(check.ok for corridor in situation().corridors for check in check_situation(situation(), corridor.id))


def test_the_same_timetable_fails_in_december() -> None:
    """300 people on two buses need the afternoon: fine in June, after sunset in December."""
    june = tiny(people=300, vehicles=(vehicle("bus", 1, 50),), sunset_margin=30)
    plan = timetable(june)
    assert all(check.ok for check in check_plan(june, plan))
    december = winter(people=300, vehicles=(vehicle("bus", 1, 50),), sunset_margin=30)
    assert "7 window" in [check.rule for check in check_plan(december, plan) if not check.ok]


def test_the_planner_keeps_daylight_and_patience() -> None:
    solve = room("plan.solve").solve
    given = winter(people=200, sunset_margin=30, standing=15, seconds=30)
    plan, _ = solve(given, Scenario(corridor="bravo", people=200, objective="most"))
    assert plan.trips
    assert all(check.ok for check in check_plan(given, plan))


def test_a_loaded_convoy_that_stands_too_long_raises_an_alarm() -> None:
    """Thirty minutes are allowed at the bay and at the gate: the thirty-first raises it, an empty convoy never."""
    alarms = room("run.alarms").alarms
    gate = PassedPoint(convoy="1", point="gate", standing=True)
    at_bay, at_gate = after(*UNDER_WAY[:-1]), after(*UNDER_WAY, gate)
    for state, since in ((at_bay, 3), (at_gate, 5)):
        assert alarms(state, at(since + 30)) == ()
        assert [alarm.kind for alarm in alarms(state, at(since + 31))] == ["standing"]
    assert alarms(after(*UNDER_WAY, gate, Arrived(convoy="1", persons=walking(50))), at(300)) == ()


def test_no_convoy_is_let_go_to_arrive_after_the_last_daylight_arrival() -> None:
    decide, refusal = room("run.decide").decide, room("run.refusal").Refusal
    leave = Desk("desk").event(Departed(convoy="1", persons=walking(50)), 600)
    assert decide(after(*UNDER_WAY[:-1]), leave) == leave
    late = decide(after(*UNDER_WAY[:-1]), replace(leave, at=at(601)))
    assert isinstance(late, refusal)
    assert "after the last arrival" in late.reason
