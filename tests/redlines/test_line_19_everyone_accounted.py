"""Red line 19: everyone is accounted for.

Fails when: departed differs from arrived + returned + let off + detained + dead + missing in a convoy that closes, by
one person and in any of them; a day closes around an open convoy; an outcome other than arrival goes without its
reason; the people of a day do not add up after any event; a missing or detained person leaves the day "accounted".
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model import movement
from safeconduct.model.control import ConvoyClosed, DayClosed
from safeconduct.model.event import Body, Event
from safeconduct.model.movement import Arrived, Death, Detained, LetOff, Missing, Reason, Returned
from safeconduct.run.account import holds, status
from safeconduct.run.decide import decide
from safeconduct.run.records import State
from safeconduct.run.refusal import Refusal
from safeconduct.run.state import Folding
from tests.run.days import UNDER_WAY, Desk, after, walking
from tests.run.test_merge import facts

#: The fifty of convoy 1, every one with an outcome.
OUTCOMES: tuple[Body, ...] = (
    Arrived(convoy="1", persons=walking(30)),
    Returned(convoy="1", persons=walking(8), reason=Reason.REFUSED),
    LetOff(convoy="1", persons=walking(5), point="gate", reason=Reason.FAMILY),
    Detained(convoy="1", persons=walking(4), point="gate"),
    Death(convoy="1", persons=walking(1), reason=Reason.MEDICAL),
    Missing(convoy="1", persons=walking(2)),
)
CLOSE = Desk("desk").event(ConvoyClosed(convoy="1"), 90)


def test_a_convoy_closes_when_everyone_has_an_outcome() -> None:
    assert decide(after(*UNDER_WAY, *OUTCOMES), CLOSE) == CLOSE


@pytest.mark.parametrize("lacking", OUTCOMES, ids=lambda body: body.kind)
def test_it_does_not_close_while_any_outcome_lacks(lacking: Body) -> None:
    state = after(*UNDER_WAY, *(body for body in OUTCOMES if body is not lacking))
    for command in (CLOSE, Desk("desk").event(DayClosed(), 90)):
        refused = decide(state, command)
        assert isinstance(refused, Refusal)
        assert "not everyone is accounted for" in refused.reason
        assert "record where they are" in refused.next_step


@pytest.mark.parametrize("counted", [49, 51])
def test_it_does_not_close_when_the_count_on_leaving_was_another(counted: int) -> None:
    leave = movement.Departed(convoy="1", persons=walking(counted))
    refused = decide(after(*UNDER_WAY[:-1], leave, *OUTCOMES), CLOSE)
    assert isinstance(refused, Refusal)
    assert f"{counted} were counted on leaving, 50 had boarded" in refused.reason


def test_every_other_outcome_has_its_reason() -> None:
    """There is no way to write one without; where a default stands, it says what it is."""
    for kind in (LetOff, Returned, Detained, Death, Missing, movement.Declined):
        assert "reason" in kind.__dataclass_fields__


def test_a_day_with_missing_or_detained_people_is_closed_and_not_accounted() -> None:
    everyone = (*UNDER_WAY, Arrived(convoy="1", persons=walking(50)), ConvoyClosed(convoy="1"), DayClosed())
    assert status(after(*everyone)) == "accounted"
    assert status(after(*UNDER_WAY, *OUTCOMES, ConvoyClosed(convoy="1"), DayClosed())) == "closed"


@given(st.lists(st.tuples(facts(), st.integers(0, 500)), max_size=40))
def test_the_people_add_up_after_every_event_true_or_not(what: list[tuple[Body, int]]) -> None:
    """Whatever phones report, in whatever order: nobody is lost, nobody is made, nobody is above the places."""
    board, phone, folding = Desk(), Desk("phone"), Folding(State())
    reported: list[Event] = [*board.events(*UNDER_WAY), *(phone.event(body, minute) for body, minute in what)]
    for event in reported:
        folding.apply(event)
        assert holds(folding.state)
