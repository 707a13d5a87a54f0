"""The account: what keeps a convoy or a day from closing, in words, and the day's status."""

from __future__ import annotations

from copy import deepcopy

import pytest

from safeconduct.model.control import ConvoyClosed, DayClosed
from safeconduct.model.event import Body
from safeconduct.model.movement import (
    Arrived,
    Boarded,
    CalledForward,
    Death,
    Departed,
    Detained,
    Found,
    Missing,
    Reason,
    Released,
    Returned,
)
from safeconduct.run.account import (
    balance,
    convoy_balance,
    holds,
    open_in_convoy,
    open_points,
    site_balance,
    status,
    unaccounted,
)
from safeconduct.run.records import State
from tests.run.days import OPENED, STOP_ALL, UNDER_WAY, after, walking

IN = Arrived(convoy="1", persons=walking(50))
DONE = (*UNDER_WAY, IN, ConvoyClosed(convoy="1"), DayClosed())


def words(state: State) -> list[str]:
    """The open points, one line each."""
    return [f"{p.subject}: {p.persons} {p.what}" for p in open_points(state)]


def test_everyone_adds_up() -> None:
    state = after(*UNDER_WAY, Arrived(convoy="1", persons=walking(40)), Death(convoy="1", persons=walking(1)))
    now = balance(state)
    assert now.even
    assert (now.known.total, now.waiting.total, now.aboard.total, now.arrived.total, now.died.total) == (
        100,
        50,
        9,
        40,
        1,
    )
    took, outcomes = convoy_balance(state.convoys["1"])
    assert (took, outcomes["arrived"], outcomes["aboard"], sum(outcomes.values())) == (50, 40, 9, 50)
    assert site_balance(state.sites["alpha"])["waiting"] == 50


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ((OPENED,), []),
        ((OPENED, CalledForward(convoy="1", persons=walking(9))), []),
        (
            (OPENED, Boarded(convoy="1", vehicle="bus-1", persons=walking(9))),
            ["convoy 1: 9 boarded, and no departure is recorded"],
        ),
        (UNDER_WAY, ["convoy 1: 50 are still aboard"]),
        (
            (*UNDER_WAY[:-1], Departed(convoy="1", persons=walking(48)), IN),
            ["convoy 1: 2 48 were counted on leaving, 50 had boarded"],
        ),
        ((*UNDER_WAY, IN), ["convoy 1: 0 is not closed"]),
        ((*UNDER_WAY, IN, ConvoyClosed(convoy="1")), []),
        (
            (OPENED, Boarded(convoy="1", vehicle="bus-1", persons=walking(32))),
            [
                "convoy 1: 30 boarded, and no departure is recorded",
                "convoy 1: 2 were checked in above the places of bus-1 (board 1)",
            ],
        ),
        (
            (*UNDER_WAY, Arrived(convoy="1", persons=walking(52))),
            ["convoy 1: 2 were reported arrived but were not aboard (board 5)"],
        ),
        (
            (OPENED, Found(site="alpha", persons=walking(2), met="died")),
            ["site alpha: 2 were found died but nobody had reported them missing (board 1)"],
        ),
        ((OPENED, OPENED), ["event board 1: 0 the day was opened before"]),
    ],
)
def test_what_is_open(bodies: tuple[Body, ...], expected: list[str]) -> None:
    state = after(*bodies)
    assert words(state) == expected
    assert all(point.next_step for point in open_points(state))


def test_departed_equals_arrived_and_every_other_outcome() -> None:
    state = after(
        *UNDER_WAY,
        Arrived(convoy="1", persons=walking(40)),
        Detained(convoy="1", persons=walking(3), point="gate"),
        Missing(convoy="1", persons=walking(2)),
        Returned(convoy="1", persons=walking(5), reason=Reason.REFUSED),
    )
    assert open_in_convoy(state.convoys["1"]) == ()
    assert unaccounted(state) == 5


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ((), "not open"),
        ((OPENED,), "open"),
        ((OPENED, STOP_ALL), "suspended"),
        (DONE, "accounted"),
    ],
)
def test_status(bodies: tuple[Body, ...], expected: str) -> None:
    assert status(after(*bodies)) == expected


def test_closed_is_not_accounted_while_somebody_is_held_or_missing() -> None:
    held = (
        *UNDER_WAY,
        Arrived(convoy="1", persons=walking(49)),
        Detained(convoy="1", persons=walking(1), point="gate"),
        ConvoyClosed(convoy="1"),
        DayClosed(),
    )
    assert status(after(*held)) == "closed"
    assert status(after(*held, Released(convoy="1", persons=walking(1), met="arrived"))) == "accounted"
    assert status(after(*DONE, Missing(site="alpha", persons=walking(1)))) == "closed"
    assert status(after(*DONE, OPENED)) == "closed"  # a stray event is open too


@pytest.mark.parametrize("fault", ["site", "convoy", "need", "load"])
def test_the_identities_notice_a_fault(fault: str) -> None:
    """One person more or less anywhere is seen."""
    state = deepcopy(after(*UNDER_WAY))
    one, alpha = state.convoys["1"], state.sites["alpha"]
    if fault == "site":
        alpha.waiting = (49, 1, 1)
    elif fault == "convoy":
        one.aboard, alpha.waiting = (51, 0, 0), (47, 1, 1)
    elif fault == "need":
        one.revised, one.born = (1, 0, 0), (-1, 0, 0)
    else:
        one.loads["bus-1"] = (31, 0, 0)
    assert not holds(state)
