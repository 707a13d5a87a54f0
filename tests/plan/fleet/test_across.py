"""How many can cross in time, as the planner counts: by hand, and as the checker counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.situation import Needs, Transfer
from safeconduct.plan.fleet.across import landed_instance, last_boarding, most_across, opening
from safeconduct.plan.fleet.landings import with_landed
from safeconduct.plan.fleet.situated import EACH, legend_of
from safeconduct.verify.fleet_bound import persons_by_need
from safeconduct.verify.fleet_facts import fleet_facts
from safeconduct.verify.fleet_landing import can_leave
from tests.quay import BOATS, PATH, SCENARIO, quay
from tests.tiny import known
from tests.verify.test_fleet_landing import joined


@pytest.mark.parametrize(("close", "last", "out"), [(84, 50, 40), (83, 49, 32), (63, 29, 16), (43, 9, 0)])
def test_boats(close: int, last: int, out: int) -> None:
    """As in tests/quay.py; of forty no more than forty."""
    legend = with_landed(legend_of(quay(close=close), SCENARIO))
    assert last_boarding(legend, "quay") == last
    assert opening(legend, "quay") == 0
    instance = landed_instance(legend, EACH)
    assert instance.group_people.tolist() == [out]
    assert instance.reception_capacity.tolist() == [out]  # one that takes everybody takes all who can cross


def test_on_foot() -> None:
    """Three a minute: who sets out at 0 is across at 13, and boards by 17 at the latest."""
    legend = legend_of(quay(close=50, transfers=(PATH,)), SCENARIO)
    assert most_across(legend, PATH, "walking") == 12
    assert most_across(legend, PATH, "stretcher") == 0


@settings(max_examples=60, deadline=None)
@given(
    close=st.integers(20, 200),
    minutes=st.integers(1, 40),
    back=st.integers(0, 40),
    boats=st.integers(1, 3),
    foot=st.booleans(),
    chain=st.booleans(),
)
def test_the_checker_counts_the_same(close: int, minutes: int, back: int, boats: int, foot: bool, chain: bool) -> None:
    """By boat and on foot, with and without a village that trips can go on to."""
    afloat = replace(BOATS, minutes=known(minutes), minutes_back=known(back), boats=known(boats))
    walked = replace(PATH, minutes=known(minutes), places=known(Needs(walking=5)))
    transfers: tuple[Transfer, ...] = (afloat, walked) if foot else (afloat,)
    situation, scenario = quay(close=close, people=500, transfers=transfers), SCENARIO
    if chain:
        situation, scenario = joined(situation), replace(SCENARIO, corridors=("from-quay", "from-village"))
    legend = with_landed(legend_of(situation, scenario))
    facts = fleet_facts(situation, scenario)
    people = dict(zip(legend.groups, landed_instance(legend, EACH).group_people.tolist(), strict=True))
    assert people == can_leave(facts, persons_by_need(facts))
