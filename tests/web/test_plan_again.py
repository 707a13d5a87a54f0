"""The board asks for another plan while people wait without a place and something is free that no plan counts on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from safeconduct.app.day_desk import Seen
from safeconduct.model.control import ConvoyClosed, DayClosed, PlanReplaced, RoadReported
from safeconduct.model.event import Body
from safeconduct.model.movement import CalledForward, CrowdCounted, Reason, Returned, TurnedBack
from safeconduct.model.place import RoadState
from safeconduct.run.records import State
from safeconduct.run.state import fold_all
from safeconduct.web.plan_again import PlanAgain, plan_again
from tests.run.days import OPENED, ORDERS, UNDER_WAY, Desk, convoy, walking

BACK = (
    *UNDER_WAY,
    TurnedBack(convoy="1", reason=Reason.ROAD),
    Returned(convoy="1", persons=walking(50), reason=Reason.ROAD),
)
OTHER = replace(ORDERS, plan="3" * 64, convoys=(convoy(2),))


def asked(*bodies: Body) -> PlanAgain | None:
    """Of a day with these lines."""
    events = Desk().events(*bodies)
    lines: Any = tuple((None, event) for event in events)
    return plan_again(Seen(day="day", state=fold_all(State(), events), lines=lines, latest=None))


def test_nothing_is_asked_for_before_anything_comes_free() -> None:
    """Two of the hundred have no place from the start: no vehicle came free since."""
    assert asked(OPENED) is None
    assert asked(*UNDER_WAY) is None


def test_while_a_convoy_comes_back_its_vehicles_are_named_and_then_they_are_free() -> None:
    coming = asked(*BACK[:-1])
    assert coming is not None
    assert (coming.freed, coming.coming) == ("", "convoy 1 with 50 aboard")
    free = asked(*BACK)
    assert free is not None
    assert (free.freed, free.coming) == ("vehicles of convoy 1 are free again at the site", "")
    assert free.no_place.startswith("50 people: 48 who walk")


def test_a_plan_made_since_then_is_the_answer_even_if_it_seats_nobody_more() -> None:
    assert asked(*BACK, PlanReplaced(orders=OTHER)) is None
    assert asked(*BACK[:-1], PlanReplaced(orders=OTHER), BACK[-1]) is not None


def test_nobody_is_asked_when_everybody_has_a_place_or_the_day_is_over() -> None:
    assert asked(*BACK, CrowdCounted(site="alpha", waiting=walking(0))) is None
    assert asked(*BACK, ConvoyClosed(convoy="1"), DayClosed()) is None


def test_a_convoy_closed_before_it_left_and_a_road_that_opened_count_as_free() -> None:
    called = (OPENED, CalledForward(convoy="1", persons=walking(50)), ConvoyClosed(convoy="1"))
    closed = asked(*called)
    assert closed is not None
    assert closed.freed == "vehicles of convoy 1 are free again at the site"
    heard = RoadReported(road="ford", state=RoadState.OPEN, confirmed=False)
    assert asked(OPENED, heard) is None
    sure = asked(OPENED, replace(heard, confirmed=True))
    assert sure is not None
    assert sure.freed == "1 road reported open since"
