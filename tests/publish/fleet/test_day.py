"""The day in views: boardings and runs as the plan has them, minutes as clock times."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.fleet import Move, Pass, PickUp
from safeconduct.model.situation import Needs
from safeconduct.publish.fleet.day import day_of, persons_in
from tests.publish.fleet.answered import PLAN, SITUATION, the_day
from tests.tiny_fleet import singles


def test_every_trip_and_move_is_there() -> None:
    day = the_day()
    assert len(day.boardings) == sum(len(one.trips) for one in PLAN.days) == 3
    assert [run.loaded for run in day.runs] == [False, True, True, False, True]
    bus, van = (day.of(name) for name in ("bus-1", "van-1"))
    assert [(b.site, b.since, b.until, b.bay, b.persons.walking) for b in bus[0]] == [("charlie", 66, 76, 1, 40)]
    assert [(r.start, r.goal, r.depart, r.arrive, r.unloaded) for r in van[1]] == [
        ("alpha", "bravo", 10, 72, 77),
        ("bravo", "alpha", 77, 138, 138),
        ("alpha", "bravo", 149, 210, 215),
    ]
    assert bus[1][0].start == "yard"
    assert day.last == 215


def test_minutes_are_told_in_utc_and_on_the_partys_clock() -> None:
    day = the_day()
    assert day.clock(65) == "06:05Z"
    assert day.local(65) == "09:05"
    assert day.iso(65) == "2022-06-15T06:05Z"


def test_people_picked_up_on_the_way_are_aboard_from_there() -> None:
    """A bus takes ten at charlie and goes on to alpha with them: the run to bravo carries all fifty."""
    link = replace(SITUATION.approaches[0], id="charlie-alpha", depot="charlie", site="alpha")
    situation = replace(SITUATION, approaches=(*SITUATION.approaches, link))
    stop = PickUp(
        bay=0, load_from=66, load_until=76, boarded=singles("charlie-all", 10), way="charlie-alpha", depart=76,
        passes=(), arrive=100,
    )  # fmt: skip
    trip = replace(
        PLAN.days[0].trips[0], leg="alpha-bravo", load_from=100, load_until=110, boarded=singles("alpha-any", 40),
        depart=110, passes=(Pass(resource="old-bridge", at=141),), arrive=171, unloaded=176, stops=(stop,),
    )  # fmt: skip
    move = Move(way="yard-charlie", depart=15, passes=(), arrive=66)
    plan = replace(PLAN, days=(replace(PLAN.days[0], approach=move, trips=(trip,)),))
    day = day_of(situation, plan)
    assert [(b.site, b.persons.total, b.reception) for b in day.boardings] == [
        ("charlie", 10, "bravo"),
        ("alpha", 40, "bravo"),
    ]
    assert [(r.start, r.goal, r.persons.total) for r in day.runs if r.loaded] == [
        ("charlie", "alpha", 10),
        ("alpha", "bravo", 50),
    ]


def test_persons_are_counted_by_need() -> None:
    assert persons_in(SITUATION, (*singles("alpha-any", 3), *singles("charlie-all", 4))) == Needs(walking=7)
