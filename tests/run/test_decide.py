"""Commands: what may be done, what is refused, and that every refusal says what to do instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct.model.control import (
    Aborted,
    AlarmCleared,
    AlarmRaised,
    ConvoyClosed,
    DayClosed,
    EventId,
    PlanReplaced,
    Resumed,
    ResumeProposed,
    RoadReported,
    Suspended,
    WindowChanged,
)
from safeconduct.model.day import VehicleOrders
from safeconduct.model.event import BODIES, Body, Corrected, Event
from safeconduct.model.movement import (
    Arrived,
    Birth,
    Boarded,
    Breakdown,
    CalledForward,
    CrowdCounted,
    Death,
    Declined,
    Departed,
    Detained,
    Found,
    LetOff,
    Missing,
    PassedPoint,
    Reason,
    Released,
    Returned,
    Transferred,
    TurnedBack,
)
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Needs
from safeconduct.run.decide import FACTS, admit, decide
from safeconduct.run.records import State
from safeconduct.run.refusal import Refusal
from tests.run.days import BUS, OPENED, ORDERS, STOP_ALL, UNDER_WAY, Desk, after, at, convoy, walking
from tests.tiny import OPENS

IN = Arrived(convoy="1", persons=walking(50))
CALL = CalledForward(convoy="1", persons=walking(50))
BOARD = Boarded(convoy="1", vehicle="bus-1", persons=walking(30))
STOP = EventId(device="board", counter=5)
CLOSED = (*UNDER_WAY, IN, ConvoyClosed(convoy="1"))


def wanted(body: Body, minute: int = 50, role: str = "dispatcher", device: str = "desk") -> Event:
    """A command at the desk."""
    return Event(day="day", id=EventId(device=device, counter=0), at=at(minute), role=role, body=body)


ALLOWED: list[tuple[tuple[Body, ...], Body]] = [
    ((), OPENED),
    ((OPENED,), CALL),
    ((OPENED, CALL), CalledForward(convoy="2", persons=walking(50))),
    ((OPENED,), BOARD),
    ((OPENED,), Boarded(convoy="1", vehicle="bus-1", persons=Needs(walking=28, wheelchair=1, stretcher=1))),
    (UNDER_WAY[:-1], Departed(convoy="1", persons=walking(50))),
    (UNDER_WAY, PassedPoint(convoy="1", point="gate")),
    (UNDER_WAY, TurnedBack(convoy="1", reason=Reason.ROAD)),
    (UNDER_WAY, IN),
    (UNDER_WAY, Returned(convoy="1", persons=walking(50), reason=Reason.ROAD)),
    (UNDER_WAY, LetOff(convoy="1", persons=walking(1), point="gate", reason=Reason.FAMILY)),
    (UNDER_WAY, Detained(convoy="1", persons=walking(1), point="gate")),
    (UNDER_WAY, Missing(convoy="1", persons=walking(1))),
    (UNDER_WAY, Death(convoy="1", persons=walking(1))),
    (UNDER_WAY, Birth(convoy="1")),
    (UNDER_WAY, Breakdown(convoy="1", vehicle="bus-1")),
    (UNDER_WAY, Transferred(convoy="1", vehicle="bus-1", to_convoy="1", to_vehicle="bus-2", persons=walking(10))),
    ((OPENED, BOARD), Declined(convoy="1", vehicle="bus-1", persons=walking(30))),
    ((OPENED, BOARD), Detained(convoy="1", persons=walking(30), point="bay")),
    ((OPENED,), Declined(site="alpha", persons=walking(100))),
    ((OPENED,), CrowdCounted(site="alpha", waiting=walking(900))),
    ((OPENED, Missing(site="alpha", persons=walking(2))), Found(site="alpha", persons=walking(2), met="waiting")),
    ((OPENED,), Birth(site="alpha")),
    ((OPENED,), RoadReported(road="bridge", state=RoadState.CLOSED)),
    ((OPENED,), WindowChanged(corridor="bravo", closes=OPENS + timedelta(hours=20))),
    ((OPENED,), PlanReplaced(orders=replace(ORDERS, plan="3" * 64, convoys=(convoy(1, vehicles=1),)))),
    ((*UNDER_WAY, IN), ConvoyClosed(convoy="1")),
    (CLOSED, DayClosed()),
    ((OPENED,), DayClosed()),
    ((OPENED,), AlarmRaised(alarm="standing", subject="1", since=OPENS)),
    ((*CLOSED, DayClosed()), AlarmCleared(alarm="standing", subject="1")),
    ((*CLOSED, DayClosed()), Suspended()),
    ((), Aborted()),
]


@pytest.mark.parametrize(("before", "body"), ALLOWED, ids=lambda v: getattr(v, "kind", ""))
def test_what_may_be_done(before: tuple[Body, ...], body: Body) -> None:
    command = wanted(body)
    assert decide(after(*before), command) == command


REFUSED: list[tuple[tuple[Body, ...], Body, str, str]] = [
    ((), CALL, "not open", "safeconduct day open"),
    ((OPENED,), OPENED, "open already", "log"),
    ((*CLOSED, DayClosed()), CALL, "closed at 05:07", "another day"),
    # calling forward
    ((OPENED,), CalledForward(convoy="1", persons=walking(61)), "61 walking are more than", "call 60 walking"),
    ((OPENED, CALL), CalledForward(convoy="1", persons=walking(11)), "still seats (10 walking, 2", "call 10 walking"),
    ((OPENED,), CalledForward(convoy="1", persons=Needs(stretcher=3)), "3 stretcher", "call 2 stretcher"),
    ((OPENED,), CalledForward(convoy="2", persons=walking(1)), "convoy 1 boards before", "for convoy 1 first"),
    ((*UNDER_WAY,), CALL, "convoy 1 has left", "next convoy"),
    ((OPENED, STOP_ALL), CALL, "the day was stopped at 05:01", "two people"),
    ((OPENED, Breakdown(convoy="1", vehicle="bus-2")), CALL, "(30 walking", "call 30 walking"),
    # boarding
    ((OPENED, BOARD), replace(BOARD, persons=walking(1)), "(1 wheelchair, 1 stretcher)", "hold the others"),
    ((OPENED,), replace(BOARD, persons=Needs(stretcher=2)), "more than the places", "hold the others"),
    ((OPENED,), replace(BOARD, vehicle="bus-9"), "no vehicle bus-9", "it has bus-1, bus-2"),
    ((OPENED,), replace(BOARD, convoy="9"), "no convoy 9", "name one of 1, 2"),
    (UNDER_WAY, BOARD, "has left", "next convoy"),
    ((OPENED, Breakdown(convoy="1", vehicle="bus-1")), BOARD, "broken down", "another vehicle"),
    ((OPENED, CrowdCounted(site="alpha", waiting=walking(9))), BOARD, "9 are known to wait", "count the crowd"),
    ((OPENED, Suspended(convoy="1")), BOARD, "convoy 1 was stopped", "two people"),
    ((OPENED, Aborted(corridor="bravo")), BOARD, "corridor bravo was stopped", "two people"),
    # leaving
    (UNDER_WAY, Departed(convoy="1", persons=walking(50)), "left already", "correct the earlier"),
    ((OPENED,), Departed(convoy="1", persons=walking(50)), "nobody is aboard", "who boarded"),
    ((OPENED, BOARD), Departed(convoy="1", persons=walking(29)), "29 are counted on leaving, 30", "count again"),
    ((OPENED, BOARD, STOP_ALL), Departed(convoy="1", persons=walking(30)), "was stopped", "two people"),
    # on the way
    ((OPENED, BOARD), PassedPoint(convoy="1", point="gate"), "has not left", "departure"),
    ((OPENED, BOARD), TurnedBack(convoy="1", reason=Reason.ROAD), "has not left", "departure"),
    ((OPENED, BOARD), Arrived(convoy="1", persons=walking(30)), "has not left", "departure"),
    (UNDER_WAY, Arrived(convoy="1", persons=walking(51)), "51 are more than the 50 aboard", "count again"),
    (UNDER_WAY, Detained(convoy="1", persons=walking(51), point="gate"), "more than the 50", "count again"),
    (UNDER_WAY, Released(convoy="1", persons=walking(1), met="arrived"), "the 0 detained", "count again"),
    (UNDER_WAY, Found(convoy="1", persons=walking(1), met="arrived"), "the 0 missing", "count again"),
    (UNDER_WAY, Declined(convoy="1", vehicle="bus-1", persons=walking(1)), "has left", "let off"),
    ((OPENED, BOARD), Declined(convoy="1", vehicle="bus-2", persons=walking(1)), "bus-2 holds nobody", "name the"),
    (UNDER_WAY, Breakdown(convoy="1", vehicle="bus-9"), "no vehicle bus-9", "bus-1, bus-2"),
    (
        UNDER_WAY,
        Transferred(convoy="1", vehicle="bus-1", to_convoy="1", to_vehicle="bus-2", persons=walking(11)),
        "(10 walking",
        "another vehicle",
    ),
    (
        UNDER_WAY,
        Transferred(convoy="1", vehicle="bus-1", to_convoy="9", to_vehicle="bus-2", persons=walking(1)),
        "no vehicle bus-2 in convoy 9",
        "two numbers",
    ),
    (
        (*UNDER_WAY, Breakdown(convoy="1", vehicle="bus-2")),
        Transferred(convoy="1", vehicle="bus-1", to_convoy="1", to_vehicle="bus-2", persons=walking(1)),
        "cannot take",
        "on the road",
    ),
    # at the site
    ((OPENED,), Declined(site="alpha", persons=walking(101)), "more than the 100 known at alpha", "count the crowd"),
    ((OPENED,), Found(site="alpha", persons=walking(1), met="died"), "the 0 missing from", "count the crowd"),
    ((OPENED,), Birth(site="nowhere"), "no site nowhere", "name one of alpha"),
    # closing
    ((OPENED,), ConvoyClosed(convoy="9"), "no convoy 9", "1, 2"),
    ((OPENED,), ConvoyClosed(convoy="1"), "never left", "leave it"),
    (CLOSED, ConvoyClosed(convoy="1"), "closed already", "nothing more"),
    (UNDER_WAY, ConvoyClosed(convoy="1"), "50 are still aboard", "record where they are"),
    (UNDER_WAY, DayClosed(), "50 are still aboard", "record where they are"),
    ((*UNDER_WAY, IN), DayClosed(), "convoy 1 is not closed", "close convoy 1"),
    (CLOSED, PassedPoint(convoy="1", point="gate"), "convoy 1 is closed", "correct the event"),
    # corridors and plans
    ((OPENED,), WindowChanged(corridor="x", closes=OPENS), "no corridor x", "name one of bravo"),
    ((OPENED,), WindowChanged(corridor="bravo", closes=OPENS), "before it opens", "stop it"),
    (
        UNDER_WAY,
        PlanReplaced(orders=replace(ORDERS, convoys=(convoy(1, vehicles=1),))),
        "begun with other vehicles",
        "another name",
    ),
    # going on
    ((OPENED,), ResumeProposed(stops=(STOP,)), "not in force", "look at the board"),
    (
        (*UNDER_WAY, STOP_ALL),
        Resumed(proposal=STOP, proposed_by="x", stops=(STOP,)),
        "nobody resumes alone",
        "second person",
    ),
]


@pytest.mark.parametrize(("before", "body", "why", "step"), REFUSED, ids=lambda v: getattr(v, "kind", ""))
def test_what_is_refused_and_what_to_do(before: tuple[Body, ...], body: Body, why: str, step: str) -> None:
    refused = decide(after(*before), wanted(body))
    assert isinstance(refused, Refusal)
    assert why in refused.reason
    assert step in refused.next_step


@pytest.mark.parametrize("state", [RoadState.CLOSED, RoadState.FOOT_ONLY, RoadState.LIGHT, RoadState.BOAT])
def test_no_convoy_leaves_into_a_road_known_to_be_closed(state: RoadState) -> None:
    report = RoadReported(road="bridge", state=state, confirmed=True)
    leave = wanted(Departed(convoy="1", persons=walking(50)))
    refused = decide(after(*UNDER_WAY[:-1], report), leave)
    assert isinstance(refused, Refusal)
    assert "bridge" in refused.reason
    for harmless in (replace(report, confirmed=False), replace(report, state=RoadState.ONE_LANE)):
        assert decide(after(*UNDER_WAY[:-1], harmless), leave) == leave
    assert decide(after(*UNDER_WAY[:-1], replace(report, road="another")), leave) == leave


def test_no_convoy_leaves_to_arrive_after_the_last_arrival() -> None:
    """An hour on the way, the last arrival at 16:00: leaving at 15:00 is the last moment."""
    leave = wanted(Departed(convoy="1", persons=walking(50)), 600)
    assert decide(after(*UNDER_WAY[:-1]), leave) == leave
    refused = decide(after(*UNDER_WAY[:-1]), replace(leave, at=at(601)))
    assert isinstance(refused, Refusal)
    assert "after the last arrival 16:00 UTC" in refused.reason
    longer = WindowChanged(corridor="bravo", closes=OPENS + timedelta(hours=12, minutes=1))
    assert decide(after(*UNDER_WAY[:-1], longer), replace(leave, at=at(601))) == replace(leave, at=at(601))


def test_a_convoy_without_people_does_not_hold_up_the_next() -> None:
    """Convoy 1 is planned empty: convoy 2 may be called without it."""
    orders = replace(ORDERS, convoys=(replace(convoy(1), persons=Needs()), convoy(2)))
    call = wanted(CalledForward(convoy="2", persons=walking(1)))
    assert decide(after(replace(OPENED, orders=orders)), call) == call


@pytest.mark.parametrize(
    "out_of_the_way",
    [
        (Suspended(convoy="1"),),
        (Breakdown(convoy="1", vehicle="bus-1"), Breakdown(convoy="1", vehicle="bus-2")),
        UNDER_WAY[1:],
    ],
    ids=["stopped", "broken down", "left"],
)
def test_a_convoy_that_cannot_take_anybody_does_not_hold_up_the_next(out_of_the_way: tuple[Body, ...]) -> None:
    call = wanted(CalledForward(convoy="2", persons=walking(1)))
    assert isinstance(decide(after(OPENED), call), Refusal)
    assert decide(after(OPENED, *out_of_the_way), call) == call


def test_another_corridor_or_site_does_not_hold_up_this_one() -> None:
    """Convoy 2 goes from the same site another way: people there wish otherwise."""
    other = replace(ORDERS.corridors[0], id="other")
    orders = replace(
        ORDERS, corridors=(*ORDERS.corridors, other), convoys=(convoy(1), replace(convoy(2), corridor="other"))
    )
    call = wanted(CalledForward(convoy="2", persons=walking(1)))
    assert decide(after(replace(OPENED, orders=orders)), call) == call


def test_a_transfer_is_measured_by_the_vehicle_that_takes() -> None:
    """A van of four takes four of the bus's thirty, and no fifth."""
    van = VehicleOrders(id="van-1", places=walking(4))
    orders = replace(ORDERS, convoys=(replace(convoy(1, vehicles=1), vehicles=(*convoy(1, vehicles=1).vehicles, van)),))
    before = (replace(OPENED, orders=orders), BOARD, Departed(convoy="1", persons=walking(30)))
    move = Transferred(convoy="1", vehicle="bus-1", to_convoy="1", to_vehicle="van-1", persons=walking(4))
    assert decide(after(*before), wanted(move)) == wanted(move)
    assert isinstance(decide(after(*before), wanted(replace(move, persons=walking(5)))), Refusal)
    back = replace(move, vehicle="van-1", to_vehicle="bus-1", persons=walking(1))
    assert isinstance(decide(after(*before), wanted(back)), Refusal)


STOPPED = after(*UNDER_WAY, STOP_ALL)
PROPOSE = ResumeProposed(stops=(STOP,))


def proposed() -> State:
    """The stop, and a convoy leader's proposal to lift it."""
    leader = replace(Desk("link-1", "convoy leader").event(PROPOSE, 8))
    from safeconduct.run.state import fold

    return fold(STOPPED, leader)


def test_one_proposes_and_another_lifts() -> None:
    command = wanted(PROPOSE, 8, role="convoy leader", device="link-1")
    assert decide(STOPPED, command) == command
    second = decide(proposed(), wanted(PROPOSE, 9, role="medic", device="link-2"))
    assert isinstance(second, Event)
    first = EventId(device="link-1", counter=0)
    assert second.body == Resumed(proposal=first, proposed_by="convoy leader", stops=(STOP,))


@pytest.mark.parametrize(("role", "device"), [("convoy leader", "link-2"), ("medic", "link-1")])
def test_the_same_role_or_the_same_link_is_one_person(role: str, device: str) -> None:
    refused = decide(proposed(), wanted(PROPOSE, 9, role=role, device=device))
    assert isinstance(refused, Refusal)
    assert "two people" in refused.reason
    assert "another role" in refused.next_step


def test_a_proposal_for_other_stops_is_another_proposal() -> None:
    from safeconduct.run.state import fold

    more = fold(proposed(), Desk("gate", "gate").event(Suspended(convoy="1"), 9))
    both = ResumeProposed(stops=(STOP, EventId(device="gate", counter=0)))
    command = wanted(both, 10, role="medic", device="link-2")
    assert decide(more, command) == command


@pytest.mark.parametrize(
    ("wrong", "instead", "why"),
    [
        (EventId(device="board", counter=99), None, "no event board 99"),
        (EventId(device="board", counter=0), None, "stands: day opened"),
        (STOP, None, "a stop is not corrected away"),
        (EventId(device="board", counter=6), None, "correction is not corrected"),
        (EventId(device="board", counter=2), OPENED, "no correction makes this"),
    ],
)
def test_what_cannot_be_corrected(wrong: EventId, instead: Body | None, why: str) -> None:
    first = Corrected(wrong=EventId(device="board", counter=2), seq=3, instead=None)
    events = Desk().events(*UNDER_WAY, STOP_ALL, first)
    refused = decide(
        after(*UNDER_WAY),
        wanted(Corrected(wrong=wrong, seq=None, instead=instead)),  # type: ignore[arg-type]
        {event.id: event for event in events},
    )
    assert isinstance(refused, Refusal)
    assert why in refused.reason
    assert refused.next_step


def test_a_boarding_can_be_corrected() -> None:
    events = {event.id: event for event in Desk().events(*UNDER_WAY)}
    command = wanted(Corrected(wrong=EventId(device="board", counter=2), seq=3, instead=replace(BOARD, persons=BUS)))
    assert decide(after(*UNDER_WAY), command, events) == command


def test_a_phone_reports_facts_and_stops_whatever_the_state() -> None:
    """35 on 30 seats has happened; it is taken down, and the account shows it."""
    for body in (replace(BOARD, persons=walking(35)), Suspended(convoy="1"), IN):
        assert admit(wanted(body)) == wanted(body)
    for kind, cls in BODIES.items():
        if cls not in FACTS:
            example = next((b for _, b in ALLOWED if b.kind == kind), None)
            if example is not None:
                refused = admit(wanted(example))
                assert isinstance(refused, Refusal)
                assert kind in refused.reason


def test_a_convoy_whose_time_has_come_does_not_wait_for_a_late_one_before_it() -> None:
    """Its vehicles are there and those of the first are not: calling its people puts nobody in the open."""
    state = after(OPENED)
    command = wanted(CalledForward(convoy="2", persons=walking(1)))
    due = replace(command, at=state.convoys["2"].orders.board)
    assert decide(state, due) == due
    early = replace(command, at=state.convoys["2"].orders.board - timedelta(minutes=1))
    assert isinstance(decide(state, early), Refusal)
