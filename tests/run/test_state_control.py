"""The fold of what people decide and report about a day: stops, going on, roads, windows, other plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct.model.control import (
    Aborted,
    EventId,
    PlanReplaced,
    Resumed,
    ResumeProposed,
    RoadReported,
    Suspended,
    WindowChanged,
)
from safeconduct.model.day import SiteOrders
from safeconduct.model.event import Body
from safeconduct.model.movement import (
    Arrived,
    Birth,
    Boarded,
    CalledForward,
    Departed,
    Transferred,
)
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Needs
from safeconduct.run.account import balance
from safeconduct.run.records import State
from safeconduct.run.state import fold_all
from tests.run.days import OPENED, ORDERS, STOP_ALL, UNDER_WAY, Desk, after, at, convoy, walking
from tests.tiny import OPENS


@pytest.mark.parametrize(
    ("stop", "one", "two"),
    [
        (Suspended(convoy="1"), 1, 0),
        (Suspended(corridor="bravo"), 1, 1),
        (Aborted(), 1, 1),
        (Aborted(convoy="no such"), 1, 1),  # it stops everything rather than nothing
        (Suspended(corridor="no such"), 1, 1),
    ],
)
def test_a_stop_by_one_holds_at_once(stop: Body, one: int, two: int) -> None:
    state = after(*UNDER_WAY, stop)
    assert len(state.stopped(state.convoys["1"].orders)) == one
    assert len(state.stopped(state.convoys["2"].orders)) == two
    assert state.convoys["1"].standing_since == at(5)
    assert state.in_force[0].aborts is isinstance(stop, Aborted)


def resumed(first: Desk, second: Desk, *stops: EventId) -> State:
    """A stop of the day lifted by two desks."""
    board = Desk()
    opening = board.events(*UNDER_WAY, STOP_ALL)
    proposed = first.event(ResumeProposed(stops=stops or (opening[-1].id,)), 10)
    lifted = Resumed(proposal=proposed.id, proposed_by=first.role, stops=proposed.body.stops)  # type: ignore[union-attr]
    return fold_all(State(), (*opening, proposed, second.event(lifted, 11)))


def test_going_on_needs_two_roles_on_two_devices() -> None:
    leader, medic = Desk("link-1", "convoy leader"), Desk("link-2", "medic")
    assert resumed(leader, medic).in_force == ()
    for second in (Desk("link-2", "convoy leader"), Desk("link-1", "medic")):
        state = resumed(Desk("link-1", "convoy leader"), second)
        assert len(state.in_force) == 1
        assert "two people" in state.stray[0][1]


def test_resuming_without_a_proposal_lifts_nothing() -> None:
    stop = EventId(device="board", counter=5)
    state = after(*UNDER_WAY, STOP_ALL, Resumed(proposal=stop, proposed_by="medic", stops=(stop,)))
    assert len(state.in_force) == 1


def test_a_stop_that_neither_had_seen_stays() -> None:
    """It comes late from a phone, with an earlier time than the resumption."""
    board, leader, medic, phone = Desk(), Desk("l1", "leader"), Desk("l2", "medic"), Desk("phone", "gate")
    opening = board.events(*UNDER_WAY, STOP_ALL)
    proposed = leader.event(ResumeProposed(stops=(opening[-1].id,)), 10)
    lifted = Resumed(proposal=proposed.id, proposed_by="leader", stops=(opening[-1].id,))
    late = phone.event(Suspended(convoy="1"), 9)
    state = fold_all(State(), (*opening, late, proposed, medic.event(lifted, 11)))
    assert [stop.id.device for stop in state.in_force] == ["phone"]


def test_a_lifted_stop_heard_later_halts_nothing() -> None:
    """The resumption may stand before the stop in the order when a clock is wrong."""
    board, leader, medic = Desk(), Desk("l1", "leader"), Desk("l2", "medic")
    stop = replace(board.event(STOP_ALL), id=EventId(device="slow", counter=0))
    proposed = leader.event(ResumeProposed(stops=(stop.id,)), 10)
    lifted = Resumed(proposal=proposed.id, proposed_by="leader", stops=(stop.id,))
    state = fold_all(State(), (*board.events(*UNDER_WAY), proposed, medic.event(lifted, 11), stop))
    assert (state.in_force, state.convoys["1"].standing_since) == ((), None)


def test_only_a_confirmed_report_takes_the_place_of_a_confirmed_one() -> None:
    closed = RoadReported(road="bridge", state=RoadState.CLOSED, confirmed=True)
    rumour = RoadReported(road="bridge", state=RoadState.OPEN)
    assert after(OPENED, closed, rumour).roads["bridge"].state is RoadState.CLOSED
    assert after(OPENED, rumour, closed).roads["bridge"].state is RoadState.CLOSED
    assert after(OPENED, rumour, replace(rumour, state=RoadState.UNKNOWN)).roads["bridge"].state is RoadState.UNKNOWN
    assert after(OPENED, closed, replace(rumour, confirmed=True)).roads["bridge"].state is RoadState.OPEN


def test_a_window_that_moves_takes_the_last_arrival_with_it() -> None:
    state = after(OPENED, WindowChanged(corridor="bravo", closes=OPENS + timedelta(hours=10)))
    assert state.corridors["bravo"].latest == OPENS + timedelta(hours=9)


def test_another_plan_leaves_begun_convoys_their_orders() -> None:
    """Convoy 1 has begun and stays; convoy 2 has not and gives way to a shorter one; convoy 3 is new."""
    other = replace(
        ORDERS,
        plan="3" * 64,
        sites=(*ORDERS.sites, SiteOrders(id="charlie", people=walking(9))),
        convoys=(convoy(1, vehicles=1), convoy(2, vehicles=1), replace(convoy(3), site="charlie")),
    )
    moved = WindowChanged(corridor="bravo", closes=OPENS + timedelta(hours=10))
    state = after(*UNDER_WAY, moved, PlanReplaced(orders=other))
    assert [len(c.orders.vehicles) for c in state.convoys.values()] == [2, 1, 2]
    assert (state.plan, state.convoys["1"].aboard) == ("3" * 64, (50, 0, 0))
    assert state.corridors["bravo"].closes == OPENS + timedelta(hours=10)
    assert balance(state).known.total == 100  # a plan brings nobody


@pytest.mark.parametrize(
    "touch",
    [
        Transferred(convoy="1", vehicle="bus-1", to_convoy="2", to_vehicle="bus-3", persons=walking(30)),
        Birth(convoy="2"),
        Boarded(convoy="2", vehicle="bus-3", persons=walking(31)),
        Arrived(convoy="2", persons=walking(1)),
        CalledForward(convoy="2", persons=walking(1)),
        Departed(convoy="2", persons=Needs()),
    ],
)
def test_a_convoy_that_anything_happened_to_outlives_its_plan(touch: Body) -> None:
    """Else its people would leave the day with it."""
    state = after(*UNDER_WAY, touch, PlanReplaced(orders=replace(ORDERS, plan="3" * 64, convoys=(convoy(3),))))
    assert list(state.convoys) == ["1", "2", "3"]
