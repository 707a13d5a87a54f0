"""Red line 17: abort is easy.

Fails when: a stop by any one role is refused, asks for a reason, or does not hold at once; a convoy leaves, boards or
is called forward during a stop; going on takes fewer than two people; a stop that neither of them had seen is lifted.
"""

from __future__ import annotations

import pytest

from safeconduct.model.control import Aborted, EventId, Resumed, ResumeProposed, Suspended
from safeconduct.model.event import Body, Event
from safeconduct.model.movement import Boarded, CalledForward, Departed
from safeconduct.run.decide import admit, decide
from safeconduct.run.merge import state_of
from safeconduct.run.records import State
from safeconduct.run.refusal import Refusal
from safeconduct.run.state import fold
from tests.run.days import OPENED, UNDER_WAY, Desk, after, at, walking

STOPS = (Suspended(), Suspended(convoy="1"), Suspended(corridor="bravo"), Aborted(), Aborted(convoy="1"))
STATES = (State(), after(OPENED), after(*UNDER_WAY))


@pytest.mark.parametrize("state", STATES, ids=["not open", "open", "under way"])
@pytest.mark.parametrize("role", ["convoy leader", "gate", "medic", "anybody"])
@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_one_word_is_enough_from_anybody_at_any_time(state: State, role: str, stop: Body) -> None:
    """No reason is given here: the body's default is that none is known."""
    command = Desk("link", role).event(stop, 9)
    assert decide(state, command) == admit(command) == command
    stopped = fold(state, command)
    assert len(stopped.in_force) == 1


@pytest.mark.parametrize("stop", STOPS, ids=str)
@pytest.mark.parametrize(
    ("before", "body"),
    [
        ((OPENED,), CalledForward(convoy="1", persons=walking(1))),
        ((OPENED,), Boarded(convoy="1", vehicle="bus-1", persons=walking(1))),
        (UNDER_WAY[:-1], Departed(convoy="1", persons=walking(50))),
    ],
)
def test_nothing_moves_during_a_stop(before: tuple[Body, ...], body: Body, stop: Body) -> None:
    command = Desk("desk").event(body, 30)
    assert decide(after(*before), command) == command
    refused = decide(after(*before, stop), command)
    assert isinstance(refused, Refusal)
    assert "two people" in refused.next_step


def lift(*people: tuple[str, str]) -> State:
    """A stop, and these people (role, link) who wish to go on, one after the other, as decided."""
    board = Desk()
    state = state_of((*board.events(*UNDER_WAY), stop := board.event(Suspended(), 9)))
    for number, (role, link) in enumerate(people):
        wish = Event(
            day="day",
            id=EventId(device=link, counter=number),
            at=at(10 + number),
            role=role,
            body=ResumeProposed(stops=(stop.id,)),
        )
        decided = decide(state, wish)
        if isinstance(decided, Event):
            state = fold(state, decided)
    return state


@pytest.mark.parametrize(
    ("people", "goes_on"),
    [
        ([("leader", "a")], False),
        ([("leader", "a"), ("leader", "a")], False),
        ([("leader", "a"), ("medic", "a")], False),  # one link is one person
        ([("leader", "a"), ("leader", "b")], False),  # one role is one voice
        ([("leader", "a"), ("medic", "b")], True),
    ],
)
def test_going_on_takes_two(people: list[tuple[str, str]], goes_on: bool) -> None:
    assert (lift(*people).in_force == ()) is goes_on


def test_nobody_lifts_a_stop_they_had_not_seen() -> None:
    """A gate stopped convoy 1 before the two agreed, and its phone had no link until afterwards."""
    board, late = Desk(), Desk("gate", "gate").event(Suspended(convoy="1"), 9)
    events = [*board.events(*UNDER_WAY), stop := board.event(Suspended(), 8)]
    proposal = Desk("a", "leader").event(ResumeProposed(stops=(stop.id,)), 10)
    second = Desk("b", "medic").event(ResumeProposed(stops=(stop.id,)), 11)
    lifted = decide(state_of((*events, proposal)), second)
    assert isinstance(lifted, Event)
    assert isinstance(lifted.body, Resumed)
    assert state_of((*events, proposal, lifted)).in_force == ()
    assert [left.id.device for left in state_of((*events, proposal, lifted, late)).in_force] == ["gate"]
