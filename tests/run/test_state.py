"""The fold: each kind moves whom it says, nobody is lost or made, and what cannot be is kept in sight."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from safeconduct.model.control import (
    AlarmCleared,
    AlarmRaised,
    ConvoyClosed,
    DayClosed,
    EventId,
    PlanReplaced,
    Suspended,
    WindowChanged,
)
from safeconduct.model.day import SiteOrders
from safeconduct.model.event import Body, Corrected
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
from safeconduct.model.situation import Needs
from safeconduct.run.account import balance, holds
from safeconduct.run.records import State
from safeconduct.run.state import Folding, fold, fold_all
from safeconduct.run.tally import ZERO
from tests.run.days import OPENED, ORDERS, STOP_ALL, UNDER_WAY, Desk, after, at, walking
from tests.tiny import OPENS

BOARD_30 = Boarded(convoy="1", vehicle="bus-1", persons=walking(30))


def test_the_opening_puts_everyone_at_their_site() -> None:
    state = after(OPENED)
    assert state.sites["alpha"].waiting == (98, 1, 1)
    assert balance(state).known.total == 100
    assert (state.mode, state.plan, list(state.convoys)) == ("exercise", "1" * 64, ["1", "2"])


def test_a_second_opening_changes_nothing() -> None:
    state = after(*UNDER_WAY, OPENED)
    assert state.convoys["1"].aboard == (50, 0, 0)
    assert [why for _, why in state.stray] == ["the day was opened before"]


def test_convoy_one_on_its_way() -> None:
    state = after(*UNDER_WAY)
    one, alpha = state.convoys["1"], state.sites["alpha"]
    assert (one.boarded, one.aboard, one.departed, alpha.waiting) == ((50, 0, 0),) * 3 + ((48, 1, 1),)
    assert (one.phase, one.begun, one.standing_since) == ("on the way", True, None)
    assert (one.departed_at, one.seen_at) == (at(4), at(4))
    assert (state.convoys["2"].phase, state.convoys["2"].begun) == ("planned", False)


@pytest.mark.parametrize(
    ("bodies", "phase"),
    [
        ((OPENED,), "planned"),
        ((OPENED, CalledForward(convoy="1", persons=walking(1))), "called"),
        ((OPENED, BOARD_30), "boarding"),
        ((*UNDER_WAY, TurnedBack(convoy="1", reason=Reason.ROAD)), "coming back"),
        ((*UNDER_WAY, Arrived(convoy="1", persons=walking(50))), "empty"),
        ((*UNDER_WAY, ConvoyClosed(convoy="1")), "closed"),
    ],
)
def test_phases(bodies: tuple[Body, ...], phase: str) -> None:
    assert after(*bodies).convoys["1"].phase == phase


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (Arrived(convoy="1", persons=walking(7)), "arrived"),
        (Returned(convoy="1", persons=walking(7), reason=Reason.REFUSED), "returned"),
        (LetOff(convoy="1", persons=walking(7), point="gate", reason=Reason.FAMILY), "let_off"),
        (Detained(convoy="1", persons=walking(7), point="gate"), "detained"),
        (Missing(convoy="1", persons=walking(7)), "missing"),
        (Death(convoy="1", persons=walking(7)), "died"),
    ],
)
def test_each_way_out_of_a_convoy(body: Body, outcome: str) -> None:
    state = after(*UNDER_WAY, body)
    one = state.convoys["1"]
    assert (getattr(one, outcome), one.aboard) == ((7, 0, 0), (43, 0, 0))
    assert getattr(balance(state), outcome) == walking(7)


def test_who_returned_may_board_again() -> None:
    state = after(*UNDER_WAY, Returned(convoy="1", persons=walking(50), reason=Reason.ROAD))
    assert state.sites["alpha"].returned == (50, 0, 0)
    again = after(
        *UNDER_WAY,
        Returned(convoy="1", persons=walking(50), reason=Reason.ROAD),
        CrowdCounted(site="alpha", waiting=Needs()),
        Boarded(convoy="2", vehicle="bus-3", persons=walking(30)),
    )
    assert (again.sites["alpha"].returned, again.convoys["2"].aboard) == ((20, 0, 0), (30, 0, 0))
    assert balance(again).known.total == 50


def test_a_crowd_larger_than_claimed_is_revised() -> None:
    """40 known, 60 board: 20 more are known, and it shows."""
    small = replace(ORDERS, sites=(SiteOrders(id="alpha", people=walking(40)),))
    state = after(replace(OPENED, orders=small), BOARD_30, Boarded(convoy="1", vehicle="bus-2", persons=walking(30)))
    assert (state.sites["alpha"].revised, state.sites["alpha"].waiting) == ((20, 0, 0), ZERO)
    assert balance(state).known.total == 60


def test_a_head_count_replaces_what_was_believed() -> None:
    state = after(*UNDER_WAY, CrowdCounted(site="alpha", waiting=Needs(walking=40, stretcher=2)))
    assert (state.sites["alpha"].waiting, state.sites["alpha"].revised) == ((40, 0, 2), (-8, -1, 1))


def test_a_need_seen_differently_at_the_gate() -> None:
    """50 walking boarded; the reception counts 49 walking and a wheelchair: all are in, one need is revised."""
    state = after(*UNDER_WAY, Arrived(convoy="1", persons=Needs(walking=49, wheelchair=1)))
    one = state.convoys["1"]
    assert (one.aboard, one.arrived, one.revised, one.owed) == (ZERO, (49, 1, 0), (-1, 1, 0), ())


def test_nobody_is_ever_counted_above_the_places() -> None:
    """35 on 30 seats: 30 are aboard, 5 still wait, and the check-in stands out."""
    state = after(OPENED, Boarded(convoy="1", vehicle="bus-1", persons=walking(35)))
    one = state.convoys["1"]
    assert (one.aboard, state.sites["alpha"].waiting) == ((30, 0, 0), (68, 1, 1))
    assert one.over == ((EventId(device="board", counter=1), "bus-1", 5),)


def test_more_out_than_in_is_owed() -> None:
    state = after(*UNDER_WAY, Arrived(convoy="1", persons=walking(52)))
    one = state.convoys["1"]
    assert (one.arrived, one.aboard) == ((50, 0, 0), ZERO)
    assert one.owed == ((EventId(device="board", counter=5), "aboard", "arrived", (2, 0, 0)),)


def test_what_is_owed_is_settled_when_people_turn_up() -> None:
    """A phone whose clock is behind reports the arrival before the boarding."""
    state = after(OPENED, Arrived(convoy="1", persons=walking(30)), Departed(convoy="1", persons=walking(30)), BOARD_30)
    one = state.convoys["1"]
    assert (one.arrived, one.aboard, one.owed, one.drift) == ((30, 0, 0), ZERO, (), 0)


def test_what_is_owed_can_settle_in_a_chain() -> None:
    """Released before detained before boarded."""
    state = after(
        OPENED,
        Released(convoy="1", persons=walking(2), met="arrived"),
        Detained(convoy="1", persons=walking(3), point="gate"),
        BOARD_30,
    )
    one = state.convoys["1"]
    assert (one.detained, one.arrived, one.aboard, one.owed) == ((1, 0, 0), (2, 0, 0), (27, 0, 0), ())


@pytest.mark.parametrize("met", ["aboard", "arrived", "returned", "let off", "died"])
def test_released_and_found_again(met: str) -> None:
    for lost, again in (
        (Detained(convoy="1", persons=walking(3), point="gate"), Released(convoy="1", persons=walking(2), met=met)),  # type: ignore[arg-type]
        (Missing(convoy="1", persons=walking(3)), Found(convoy="1", persons=walking(2), met=met)),  # type: ignore[arg-type]
    ):
        one = after(*UNDER_WAY, lost, again).convoys["1"]
        held = one.detained if isinstance(lost, Detained) else one.missing
        assert held == (1, 0, 0)
        gained = getattr(one, met.replace(" ", "_"))
        assert gained == ((49, 0, 0) if met == "aboard" else (2, 0, 0))


def test_at_the_site_too() -> None:
    state = after(
        OPENED,
        Declined(site="alpha", persons=walking(4)),
        Missing(site="alpha", persons=walking(3)),
        Found(site="alpha", persons=walking(2), met="waiting"),
        Death(site="alpha", persons=walking(1)),
        Birth(site="alpha"),
    )
    alpha = state.sites["alpha"]
    assert (alpha.declined, alpha.missing, alpha.died, alpha.born) == ((4, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0))
    assert alpha.waiting == (98 - 4 - 3 + 2 - 1 + 1, 1, 1)
    assert balance(state).known.total == 101


def test_found_before_missing_at_the_site() -> None:
    early = after(OPENED, Found(site="alpha", persons=walking(2), met="died"))
    assert early.sites["alpha"].owed[0][1:] == ("died", (2, 0, 0))
    late = after(OPENED, Found(site="alpha", persons=walking(2), met="died"), Missing(site="alpha", persons=walking(2)))
    assert (late.sites["alpha"].owed, late.sites["alpha"].died) == ((), (2, 0, 0))


def test_who_gets_out_before_departure_never_travelled() -> None:
    state = after(OPENED, BOARD_30, Declined(convoy="1", vehicle="bus-1", persons=walking(4)))
    one = state.convoys["1"]
    assert (one.boarded, one.aboard, one.loads["bus-1"]) == ((26, 0, 0),) * 3
    assert state.sites["alpha"].declined == (4, 0, 0)


def test_births_and_deaths_before_departure_are_the_drift() -> None:
    """30 board, one dies, two are born: 31 leave."""
    state = after(
        OPENED,
        BOARD_30,
        Death(convoy="1", persons=walking(1)),
        Birth(convoy="1", children=2),
        Departed(convoy="1", persons=walking(31)),
    )
    assert (state.convoys["1"].drift, state.convoys["1"].aboard) == (1, (31, 0, 0))


def test_a_transfer_takes_places_only() -> None:
    """Bus 2 holds 20 of 30: of 15 from bus 1, ten fit."""
    move = Transferred(convoy="1", vehicle="bus-1", to_convoy="1", to_vehicle="bus-2", persons=walking(10))
    one = after(*UNDER_WAY, move).convoys["1"]
    assert (one.loads, one.aboard, one.over) == ({"bus-1": (20, 0, 0), "bus-2": (30, 0, 0)}, (50, 0, 0), ())
    one = after(*UNDER_WAY, replace(move, persons=walking(15))).convoys["1"]
    assert (one.loads["bus-2"], one.over[0][1:]) == ((30, 0, 0), ("bus-2", 5))


def test_a_transfer_between_convoys() -> None:
    move = Transferred(convoy="1", vehicle="bus-1", to_convoy="2", to_vehicle="bus-3", persons=walking(30))
    state = after(*UNDER_WAY, move)
    one, two = state.convoys["1"], state.convoys["2"]
    assert (one.moved, one.aboard, two.moved, two.aboard) == ((-30, 0, 0), (20, 0, 0), (30, 0, 0), (30, 0, 0))


def test_standing_is_counted_from_the_last_boarding_and_at_points() -> None:
    assert after(OPENED, BOARD_30).convoys["1"].standing_since == at(1)
    there = PassedPoint(convoy="1", point="gate", standing=True)
    state = after(*UNDER_WAY, there, there)
    assert (state.convoys["1"].standing_since, state.convoys["1"].point) == (at(5), "gate")
    assert after(*UNDER_WAY, there, replace(there, standing=False)).convoys["1"].standing_since is None
    assert after(*UNDER_WAY, there, Arrived(convoy="1", persons=walking(50))).convoys["1"].standing_since is None
    assert after(OPENED, there).convoys["1"].standing_since is None
    turned = after(*UNDER_WAY, there, TurnedBack(convoy="1", reason=Reason.FIRE))
    assert turned.convoys["1"].standing_since is None


@pytest.mark.parametrize(
    ("body", "heard"),
    [
        (PassedPoint(convoy="1", point="gate"), True),
        (TurnedBack(convoy="1", reason=Reason.ROAD), True),
        (Arrived(convoy="1", persons=walking(1)), True),
        (Breakdown(convoy="1", vehicle="bus-1"), True),
        (Boarded(convoy="1", vehicle="bus-2", persons=walking(1)), True),
        (Birth(convoy="1"), True),
        (Transferred(convoy="1", vehicle="bus-1", to_convoy="1", to_vehicle="bus-2", persons=walking(1)), True),
        (CalledForward(convoy="1", persons=walking(1)), False),
        (Suspended(convoy="1"), False),
    ],
)
def test_when_a_convoy_was_last_heard_of(body: Body, heard: bool) -> None:
    """By what only somebody with it can report."""
    assert after(*UNDER_WAY, body).convoys["1"].seen_at == at(5 if heard else 4)


def test_a_breakdown_halts_and_marks_the_vehicle() -> None:
    one = after(*UNDER_WAY, Breakdown(convoy="1", vehicle="bus-2")).convoys["1"]
    assert (one.broken, one.standing_since) == (frozenset({"bus-2"}), at(5))
    assert after(OPENED, Breakdown(convoy="1", vehicle="bus-2")).convoys["1"].standing_since is None


def test_alarms_and_closings_are_written_down() -> None:
    raised = AlarmRaised(alarm="standing", subject="1", since=OPENS)
    assert after(*UNDER_WAY, raised).alarms == {("standing", "1"): OPENS}
    cleared = AlarmCleared(alarm="standing", subject="1")
    assert after(*UNDER_WAY, raised, cleared, cleared).alarms == {}
    closed = after(*UNDER_WAY, ConvoyClosed(convoy="1"), DayClosed())
    assert (closed.convoys["1"].closed, closed.closed_at) == (True, at(6))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (CalledForward(convoy="9", persons=walking(1)), "no convoy 9"),
        (Boarded(convoy="1", vehicle="bus-9", persons=walking(1)), "no vehicle bus-9"),
        (Breakdown(convoy="1", vehicle="bus-9"), "no vehicle bus-9"),
        (CrowdCounted(site="nowhere", waiting=walking(1)), "no site nowhere"),
        (WindowChanged(corridor="nowhere", closes=OPENS), "no corridor nowhere"),
        (WindowChanged(corridor="bravo", closes=OPENS), "close before it opens"),
        (Departed(convoy="1", persons=walking(50)), "had departed before"),
    ],
)
def test_what_the_day_does_not_have_is_kept_in_sight(body: Body, why: str) -> None:
    before, state = after(*UNDER_WAY), after(*UNDER_WAY, body)
    assert [(event.counter, why in words) for event, words in state.stray] == [(5, True)]
    assert (state.convoys, state.sites, state.corridors) == (before.convoys, before.sites, before.corridors)


def test_nothing_happens_before_the_opening() -> None:
    state = after(PlanReplaced(orders=ORDERS), BOARD_30)
    assert [why for _, why in state.stray] == ["the day is not open", "there is no convoy 1 today"]
    assert state.mode is None


def test_the_fold_is_pure() -> None:
    """The state given stays as it was, one event at a time or many."""
    events = Desk().events(*UNDER_WAY, Arrived(convoy="1", persons=walking(50)), STOP_ALL)
    state = State()
    for event in events:
        before = deepcopy(state)
        following = fold(state, event)
        assert state == before
        state = following
    assert state == fold_all(State(), events)
    assert (state.folded, state.last_at) == (7, at(6))


def test_a_fold_under_way_can_be_read() -> None:
    folding = Folding(State())
    for event in Desk().events(*UNDER_WAY):
        folding.apply(event)
        assert holds(folding.state)
    assert folding.state == after(*UNDER_WAY)


def test_a_correction_by_itself_moves_nobody() -> None:
    """It is put in the wrong event's place before the fold."""
    wrong = EventId(device="board", counter=2)
    before, state = after(*UNDER_WAY), after(*UNDER_WAY, Corrected(wrong=wrong, seq=3, instead=None))
    assert state.convoys == before.convoys
