"""How many can cross in time: by hand, and as the bound of the day with two boats and two buses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.fleet import Price
from safeconduct.model.situation import Approach, Leg, Needs, Situation
from safeconduct.verify.fleet_bound import persons_by_need
from safeconduct.verify.fleet_facts import FleetFacts, fleet_facts
from safeconduct.verify.fleet_landing import (
    RELAXED_TRANSFERS,
    can_leave,
    last_boarding,
    most_across,
    relaxed_transfers,
)
from tests.quay import BOATS, PATH, SCENARIO, quay
from tests.tiny import known
from tests.verify.test_fleet_bound import UNIT, bound_of


def facts(**changes: object) -> FleetFacts:
    """Facts of the day with changes."""
    return fleet_facts(quay(**changes), SCENARIO)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("close", "last", "out"), [(84, 50, 48), (83, 49, 32), (64, 30, 32), (63, 29, 16), (44, 10, 16), (43, 9, 0)]
)
def test_boats(close: int, last: int, out: int) -> None:
    """4 to board and 30 to drive before the close; the boats land at 10, 30 and 50, 16 persons each time."""
    found = facts(close=close)
    assert last_boarding(found, "quay") == last
    assert most_across(found, BOATS, "walking") == out
    assert most_across(found, BOATS, "wheelchair") == 0


@pytest.mark.parametrize(("close", "out"), [(46, 0), (47, 3), (50, 12)])
def test_on_foot(close: int, out: int) -> None:
    """Three a minute; who sets out at 0 is across at 13 at the latest, boards by 17 and is there at 47."""
    assert most_across(facts(close=close, transfers=(PATH,)), PATH, "walking") == out
    assert most_across(facts(close=close, transfers=(PATH,)), PATH, "wheelchair") == 0  # no wheels on it


def test_the_bound_of_the_day_is_what_the_hand_finds() -> None:
    """Everyone at 84; at 83 what has landed by 49: 32, the most there is (tests/quay.py)."""
    prices = (Price(row="people", of=("alpha-any", "walking"), since=0, until=0, parts=UNIT),)
    assert bound_of(facts(close=84), prices).value == 40
    assert bound_of(facts(close=83), prices).value == 32
    # two buses of 20 make one trip each: more people across do not help
    assert bound_of(facts(close=84, people=100)).value == 40


def test_the_bound_names_what_it_relaxes() -> None:
    """Where there is a transfer, and nowhere else."""
    assert relaxed_transfers(facts()) == RELAXED_TRANSFERS
    assert relaxed_transfers(facts(transfers=())) == ()


def test_two_transfers_carry_the_sum() -> None:
    """32 by boat and 3 x (49 - 12) on foot."""
    found = facts(close=83, people=500, transfers=(BOATS, PATH))
    assert can_leave(found, persons_by_need(found)) == {("alpha-any", "walking"): 32 + 111}


def test_who_has_a_way_of_their_own_is_not_held_to_the_boats() -> None:
    """A second corridor leads from alpha itself."""
    situation = quay(close=83)
    own = replace(situation.corridors[0], id="from-alpha", site="alpha")
    leg = replace(situation.legs[0], id="alpha-bravo", site="alpha")
    both = replace(situation, corridors=(*situation.corridors, own), legs=(*situation.legs, leg))
    found = fleet_facts(both, replace(SCENARIO, corridors=("from-quay", "from-alpha")))
    assert can_leave(found, persons_by_need(found)) == {("alpha-any", "walking"): 40}


def test_a_stop_at_the_landing_may_be_later_than_a_last_stop() -> None:
    """From the quay 2 minutes on to a village 5 minutes from bravo: boarding at the quay may begin at 83 - 5 - 1."""
    found = fleet_facts(joined(quay(close=83)), replace(SCENARIO, corridors=("from-quay", "from-village")))
    assert last_boarding(found, "quay") == 77


def joined(situation: Situation) -> Situation:
    """A village behind the quay."""
    village = replace(situation.sites[1], id="village")
    leg: Leg = replace(situation.legs[0], id="village-bravo", site="village", minutes_loaded=known(5))
    way = Approach(
        id="quay-village",
        depot="quay",
        site="village",
        minutes=known(2),
        minutes_loaded=known(2),
        edges=(),
        leans_on=(),
    )
    return replace(
        situation,
        sites=(*situation.sites, village),
        legs=(*situation.legs, leg),
        approaches=(*situation.approaches, way),
        corridors=(
            *situation.corridors,
            replace(situation.corridors[0], id="from-village", site="village"),
        ),
    )


def test_needs_are_counted_one_by_one() -> None:
    """A boat takes one wheelchair: two boats land twice, four persons in wheelchairs."""
    boats = replace(BOATS, places=known(Needs(walking=8, wheelchair=1)))
    assert most_across(facts(close=83, transfers=(boats,)), boats, "wheelchair") == 4
