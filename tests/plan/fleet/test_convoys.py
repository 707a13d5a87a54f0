"""Timetables in convoys: by hand on the tiny fleet, and whatever the rules on random ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan
from safeconduct.plan.fleet.relaxed import ESCORTS, SMALL
from tests.plan.fleet.test_answer import solved
from tests.tiny import known
from tests.tiny_fleet import BUS, VAN
from tests.verify.test_fleet_convoys import convoyed


def convoys(plan: FleetPlan) -> list[int]:
    """Sizes of the convoys."""
    legs = (trip for day in plan.days for trip in day.trips)
    return sorted(Counter((trip.leg, trip.depart) for trip in legs).values())


def test_two_by_two() -> None:
    """Sixty people, four vans, convoys of two or three: all sixty go in one or two of them, and nobody drives alone.
    Charlie's forty are fetched by vans from bravo, together as well."""
    plan, certificate = solved(convoyed())
    assert plan is not None
    assert certificate.persons_out == 100
    assert set(convoys(plan)) <= {2, 3}
    assert SMALL in certificate.bounds[-1].relaxed
    assert ESCORTS not in certificate.bounds[-1].relaxed


def test_a_single_van_is_no_convoy_of_two() -> None:
    """Nobody goes, though the bound, which lets it, does not know."""
    plan, certificate = solved(convoyed(vans=1))
    assert plan is None
    assert certificate.levels[-1].bound > 0


def test_headway_and_size_are_in_the_proof() -> None:
    """Departures every ten hours, of two vans: at 0, before anyone has boarded, and at 600, when it is over."""
    plan, certificate = solved(convoyed(headway=600))
    assert plan is None
    assert certificate.levels[-1].bound == 0


def test_long_convoys_wait_for_their_escort() -> None:
    """One escort, away for ten hours: one convoy of more than two; without it none."""
    for escorts in (0, 1):
        plan, _ = solved(convoyed(least=1, most=4, headway=60, led_above=2, escorts=escorts, escort_return_minutes=600))
        assert plan is not None
        assert sum(size > 2 for size in convoys(plan)) <= escorts


@settings(max_examples=20, deadline=None)
@given(
    least=st.integers(1, 4),
    more=st.integers(0, 3),
    headway=st.sampled_from([0, 7, 30, 120]),
    spare=st.sampled_from([0, 20, 50]),
    led_above=st.integers(0, 3),
    escorts=st.none() | st.integers(0, 2),
    vans=st.integers(1, 6),
    buses=st.integers(0, 4),
)
def test_whatever_the_rules_the_plan_keeps_them(
    least: int, more: int, headway: int, spare: int, led_above: int, escorts: int | None, vans: int, buses: int
) -> None:
    """Every plan passes the checker, and its bound holds there (``solved`` asks for both)."""
    escort = {} if escorts is None else {"escorts": escorts, "escort_return_minutes": 45}
    situation = convoyed(
        least=least, most=least + more, headway=headway, spare=spare, led_above=led_above, vans=vans, **escort
    )
    classes = (replace(VAN, count=known(vans)), replace(BUS, count=known(buses)))
    plan, certificate = solved(replace(situation, vehicles=classes), work=200)
    assert certificate.levels[-1].value <= certificate.levels[-1].bound
    assert plan is None or plan.situation == codec.sha(replace(situation, vehicles=classes))
