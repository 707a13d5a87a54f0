"""One more household across in time, or not: on the day of two boats, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.situation import Needs
from safeconduct.plan.fleet_explain.across import Across
from tests.quay import BOATS, CROSSINGS, PATH, bus_day, over, quay, quay_plan
from tests.tiny import known


@pytest.mark.parametrize(
    ("boards", "holds", "there"),
    [
        (50, None, True),  # boat 1 goes again at 40 and lands at 50
        (49, None, False),  # every boat that lands before is full
        (50, 20, True),  # of 32 across bus 1 took 20; 8 land at 50 beside 12, and all 20 board at once
        (51, 20, False),  # a minute longer the 20 wait, and there is no room for one more
        (51, 21, True),
    ],
)
def test_one_more_by_boat(boards: int, holds: int | None, there: bool) -> None:
    """Bus 2 boards at that minute."""
    boats = replace(BOATS, holds=None if holds is None else known(holds))
    situation = quay(transfers=(boats,))
    plan = replace(quay_plan(situation), days=(bus_day(1, 30), bus_day(2, boards)))
    assert Across(situation, plan).in_time("alpha-any", Needs(walking=1), plan.days[1].trips[0]) is there


def test_a_place_left_on_a_boat() -> None:
    """The boat that lands at 30 has seven on board: one more, not two."""
    situation = quay()
    plan = replace(quay_plan(situation), crossings=(*CROSSINGS[:3], over(1, 20, 7), CROSSINGS[4]))
    first = plan.days[0].trips[0]
    found = [Across(situation, plan).in_time("alpha-any", Needs(walking=n), first) for n in (1, 2)]
    assert found == [True, False]


def test_who_is_at_home_there_comes_by_no_boat() -> None:
    """Nor does anybody by one that leads elsewhere; on foot a larger party takes longer than it was given."""
    across = Across(quay(), quay_plan(quay()))
    assert [t.id for t in across.ways("alpha-any", "quay")] == ["boats"]
    assert across.ways("alpha-any", "alpha") == ()
    situation = quay(transfers=(PATH,))
    party = replace(over(0, 0, 6), transfer="path", arrive=14)
    plan = replace(quay_plan(situation), crossings=(party,), days=(bus_day(1, 14),))
    trip = plan.days[0].trips[0]
    assert not Across(situation, plan).in_time("alpha-any", Needs(walking=1), trip)
    later = replace(trip, load_from=15)
    assert Across(situation, plan).in_time("alpha-any", Needs(walking=1), later)
