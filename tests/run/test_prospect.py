"""What becomes of everyone by the orders: whatever was reported, each person is in one part, and the parts are all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.control import ConvoyClosed, DayOpened, PlanReplaced
from safeconduct.model.day import Orders, SiteOrders
from safeconduct.model.event import Body
from safeconduct.model.movement import (
    Arrived,
    Boarded,
    Breakdown,
    CalledForward,
    CrowdCounted,
    Death,
    Declined,
    Departed,
    LetOff,
    Missing,
    Reason,
    Returned,
    Transferred,
    TurnedBack,
)
from safeconduct.model.situation import Needs
from safeconduct.run.order_changes import order_changes
from safeconduct.run.prospect import Prospect, at_opening, not_counted_on, places_left, prospect, stayed
from safeconduct.run.records import State
from safeconduct.run.state import fold_all
from safeconduct.run.tally import count
from tests.run.days import OPENED, ORDERS, UNDER_WAY, Desk, after, convoy, walking
from tests.run.test_merge import facts

SOME = st.builds(Needs, walking=st.integers(0, 30), wheelchair=st.integers(0, 2), stretcher=st.integers(0, 2)).filter(
    lambda of: of.total > 0
)
CONVOYS = st.sampled_from(["1", "2", "3"])
BUSES = st.sampled_from(["bus-1", "bus-2", "bus-3", "bus-4", "bus-5"])
MIXED = Needs(walking=38, wheelchair=2, stretcher=1)
OTHERS = (
    replace(ORDERS, plan="3" * 64, convoys=(replace(convoy(2, vehicles=1), persons=walking(20)), convoy(3))),
    replace(ORDERS, plan="4" * 64, convoys=()),
    replace(
        ORDERS,
        plan="5" * 64,
        sites=(*ORDERS.sites, SiteOrders(id="gamma", people=walking(7))),
        convoys=(replace(convoy(3), site="gamma"), replace(convoy(4), persons=MIXED)),
    ),
)


def reported() -> st.SearchStrategy[Body]:
    """What is reported and ordered on a day, true or not; people are of every need."""
    return st.one_of(
        facts(),
        st.builds(CalledForward, convoy=CONVOYS, persons=SOME),
        st.builds(Boarded, convoy=CONVOYS, vehicle=BUSES, persons=SOME),
        st.builds(Departed, convoy=CONVOYS, persons=SOME),
        st.builds(Arrived, convoy=CONVOYS, persons=SOME),
        st.builds(TurnedBack, convoy=CONVOYS, reason=st.just(Reason.ROAD)),
        st.builds(Returned, convoy=CONVOYS, persons=SOME, reason=st.just(Reason.ROAD)),
        st.builds(LetOff, convoy=CONVOYS, persons=SOME, point=st.just("gate"), reason=st.just(Reason.OWN_WISH)),
        st.builds(Death, convoy=CONVOYS, persons=SOME),
        st.builds(Breakdown, convoy=CONVOYS, vehicle=BUSES),
        st.builds(CrowdCounted, site=st.sampled_from(["alpha", "gamma"]), waiting=SOME),
        st.builds(
            Transferred, convoy=st.just("1"), vehicle=st.just("bus-1"), to_convoy=st.just("2"),
            to_vehicle=st.just("bus-3"), persons=SOME,
        ),
        st.builds(ConvoyClosed, convoy=CONVOYS),
        st.builds(PlanReplaced, orders=st.sampled_from(OTHERS)),
    )  # fmt: skip


def parts(found: Prospect) -> list[Needs]:
    """The parts of which each person is in one, named here once more."""
    return [
        found.out, found.on_the_way, found.coming_back, found.uncounted, found.seated, found.without,
        found.declined, found.let_off, found.detained, found.missing, found.died,
    ]  # fmt: skip


def add_up(state: State, found: Prospect) -> None:
    """Everyone known is in one part and nobody is in two, need by need: known is what was claimed, counted and born."""
    known = [0, 0, 0]
    for one in (*state.sites.values(), *state.convoys.values()):
        for of in (getattr(one, "claimed", (0, 0, 0)), one.revised, one.born):
            known = [a + b for a, b in zip(known, of, strict=True)]
    assert [sum(of) for of in zip(*(count(part) for part in parts(found)), strict=True)] == known
    assert found.even
    assert 0 <= found.planned <= sum(known)
    assert sum(found.by_convoy.values()) == found.planned


def seats_by_site(state: State) -> tuple[int, int, int]:
    """Persons with a place, from the side of the sites: need by need the smaller of the crowd and its places."""
    found = [0, 0, 0]
    for name, site in state.sites.items():
        for need in range(3):
            left = sum(places_left(c)[need] for c in state.convoys.values() if c.orders.site == name)
            found[need] += min(site.waiting[need] + site.returned[need], left)
    return (found[0], found[1], found[2])


@settings(max_examples=250, deadline=None)
@given(bodies=st.lists(reported(), max_size=25), orders=st.sampled_from(OTHERS))
def test_everyone_is_counted_once_whatever_was_reported(bodies: Sequence[Body], orders: Orders) -> None:
    desk = Desk()
    state = fold_all(State(), desk.events(OPENED))
    for body in bodies:
        state = fold_all(state, desk.events(body))
        found = prospect(state)
        add_up(state, found)
        assert count(found.seated) == seats_by_site(state)
        for name, of in state.convoys.items():
            if of.turned_back:
                assert found.by_convoy[name] == sum(of.arrived)
            if of.departed is not None:
                assert found.by_convoy[name] <= sum(of.arrived) + sum(of.aboard)
    replaced = fold_all(state, desk.events(PlanReplaced(orders=orders)))
    ahead = prospect(state, orders)
    add_up(state, ahead)
    assert ahead == prospect(replaced)
    changes = order_changes(state, orders)
    assert (changes.persons_before, changes.persons_after) == (prospect(state).planned, prospect(replaced).planned)


def test_a_day_that_opens_is_as_its_orders_say() -> None:
    """98 walk, one is in a wheelchair, one on a stretcher; two convoys take fifty who walk each."""
    found = at_opening(ORDERS)
    assert found == prospect(after(OPENED))
    assert (found.planned, found.seated, found.without) == (98, walking(98), Needs(wheelchair=1, stretcher=1))
    assert found.by_convoy == {"1": 50, "2": 48}


def test_a_convoy_that_turned_back_brings_nobody_out() -> None:
    back = TurnedBack(convoy="1", reason=Reason.ROAD)
    gone = after(*UNDER_WAY)
    assert (prospect(gone).planned, prospect(gone).on_the_way.total) == (98, 50)
    turned = after(*UNDER_WAY, back)
    assert (prospect(turned).planned, prospect(turned).coming_back.total, not_counted_on(turned)) == (48, 50, ("1",))
    there = after(*UNDER_WAY, back, Returned(convoy="1", persons=walking(50), reason=Reason.ROAD))
    found = prospect(there)
    assert (found.planned, found.seated.total, found.without.total, found.returned.total) == (50, 50, 50, 50)
    assert found.by_convoy == {"1": 0, "2": 50}
    assert not_counted_on(there) == ()
    (row,) = [one for one in order_changes(there, ORDERS).convoys if one.convoy == "1"]
    assert (row.kind, row.persons, row.persons_before, row.arrive_after) == ("sent", 0, 50, None)


@pytest.mark.parametrize(("boarded", "left"), [(28, 22), (30, 20)])
def test_who_was_called_and_did_not_board_keeps_a_place_until_the_convoy_leaves(boarded: int, left: int) -> None:
    """Fifty are called for convoy 1; convoy 2 has fifty places. Of the hundred the two who cannot walk have none."""
    aboard = (*UNDER_WAY[:2], Boarded(convoy="1", vehicle="bus-1", persons=walking(boarded)))
    standing = after(*aboard)
    assert (prospect(standing).planned, stayed(standing.convoys["1"])) == (98, 0)
    assert prospect(standing).by_convoy["1"] == 50
    gone = after(*aboard, Departed(convoy="1", persons=walking(boarded)))
    assert (prospect(gone).planned, stayed(gone.convoys["1"])) == (boarded + 50, left)
    assert prospect(gone).without.total == 100 - boarded - 50


def test_other_people_than_were_called_take_their_places_and_nobody_counts_for_them() -> None:
    """Two in wheelchairs and stretchers board where fifty who walk were ordered: a place is of a need."""
    state = after(OPENED, Boarded(convoy="1", vehicle="bus-1", persons=Needs(walking=20, wheelchair=1, stretcher=1)))
    found = prospect(state)
    assert (found.on_the_way.total, found.seated, found.without.total) == (22, walking(78), 0)
    assert found.planned == 100


def test_who_got_out_or_is_lost_is_not_planned_out() -> None:
    lost = (Missing(convoy="1", persons=walking(3)), Arrived(convoy="1", persons=walking(40)))
    found = prospect(after(*UNDER_WAY, *lost))
    assert (found.out.total, found.uncounted.total, found.missing.total, found.by_convoy["1"]) == (40, 7, 3, 40)
    stays = prospect(after(OPENED, Declined(site="alpha", persons=walking(60))))
    assert (stays.planned, stays.declined.total, stays.without.total) == (38, 60, 2)


def test_nobody_has_a_place_in_a_vehicle_that_broke_down() -> None:
    """Two buses of thirty seats; with one of them convoy 1 takes thirty of its fifty."""
    state = after(OPENED, Breakdown(convoy="1", vehicle="bus-1"))
    assert prospect(state).by_convoy == {"1": 30, "2": 50}
    assert prospect(state).without.walking == 18


def test_nobody_has_a_place_in_a_convoy_that_was_closed_before_it_left() -> None:
    state = after(OPENED, CalledForward(convoy="1", persons=walking(50)), ConvoyClosed(convoy="1"))
    assert prospect(state).by_convoy == {"1": 0, "2": 50}


def test_who_changed_over_has_taken_a_place() -> None:
    """Ten of convoy 2 change to convoy 1 of fifty places: forty are left there, and thirty beside the twenty in 2."""
    over = Transferred(convoy="2", vehicle="bus-3", to_convoy="1", to_vehicle="bus-1", persons=walking(10))
    state = after(OPENED, Boarded(convoy="2", vehicle="bus-3", persons=walking(30)), over)
    assert [places_left(state.convoys[name]) for name in ("1", "2")] == [(40, 0, 0), (30, 0, 0)]
    assert prospect(state).by_convoy == {"1": 50, "2": 48}


def test_a_larger_crowd_is_not_planned_out() -> None:
    assert prospect(after(OPENED, CrowdCounted(site="alpha", waiting=walking(140)))).planned == 100
    assert prospect(after(OPENED, CrowdCounted(site="alpha", waiting=walking(10)))).planned == 10


def test_the_known_are_those_of_the_day_not_of_the_new_plan() -> None:
    """A plan for a hundred more brings no people: they have to be counted."""
    more = replace(ORDERS, plan="6" * 64, convoys=(convoy(1), convoy(2), convoy(3), convoy(4)))
    assert prospect(after(OPENED), more).planned == 98
    opened = DayOpened(mode="exercise", orders=replace(ORDERS, convoys=()))
    assert prospect(after(opened)).planned == 0
