"""Reports of the day as the checker reads them: a vehicle that is late or lost does nothing meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.fleet import FleetPlan
from safeconduct.model.known import Assumption
from safeconduct.model.situation import Situation
from safeconduct.verify.fleet_today import Outage, changed_at, outages
from safeconduct.verify.rules import Unusable
from tests.quay import quay, quay_plan
from tests.tiny_fleet import fleet_plan, tiny_fleet
from tests.verify.test_fleet import failing
from tests.verify.test_fleet_convoys import TRIPS, convoyed, planned

REPORTS = {"F18"}


def reported(situation: Situation, slot: str, value: str) -> Situation:
    """With one more report."""
    report = Assumption(id=f"day-{value}", slot=slot, value=value, unit="", why="reported", source="dispatcher")
    return replace(situation, assumptions=(*situation.assumptions, report))


def test_reports_are_read() -> None:
    """And what is no report is refused."""
    found = reported(reported(tiny_fleet(), "vehicle.out", "van-1@100/145"), "vehicle.out", "bus-1@90")
    assert outages(found) == (
        Outage(vehicle="van-1", since=100, until=145),
        Outage(vehicle="bus-1", since=90, until=None),
    )
    assert (changed_at(found), changed_at(reported(found, "day.now", "100"))) == (None, 100)
    for slot, value in (("vehicle.out", "van-1"), ("day.now", "noon")):
        assert failing(reported(tiny_fleet(), slot, value), fleet_plan(tiny_fleet())) == {"F0"}
    with pytest.raises(Unusable):
        outages(reported(tiny_fleet(), "vehicle.out", "van-1@x"))


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        ("van-1@77/108", True),  # it starts back at 77 and is on the bridge at 108
        ("van-1@76/108", False),
        ("van-1@77/109", False),
        ("van-1@109/138", True),  # at alpha at 138
        ("van-1@109/139", False),
        ("van-1@138/149", True),  # boards at 138, departs at 149
        ("van-1@137/139", False),
        ("van-1@210", True),  # arrives at 210
        ("van-1@209", False),
        ("bus-1@141", True),
        ("tram-1@0", False),
    ],
)
def test_nothing_happens_meanwhile(value: str, holds: bool) -> None:
    """Departures, passes, arrivals and boardings, each to the minute."""
    situation = reported(tiny_fleet(), "vehicle.out", value)
    assert failing(situation, fleet_plan(tiny_fleet())) == (set() if holds else REPORTS)


def test_what_was_over_is_history() -> None:
    """One van alone at 20 is no convoy of two, unless it left before the plan was changed."""
    alone: FleetPlan = planned(TRIPS[0], *TRIPS[2:])
    assert failing(convoyed(), alone) == {"F17"}
    assert failing(reported(convoyed(), "day.now", "21"), alone) == set()
    assert failing(reported(convoyed(), "day.now", "20"), alone) == {"F17"}


def test_who_set_out_before_may_stand_at_the_landing() -> None:
    """The bus at 50 is not there: those who left at 20 and 40 wait. Known at 41 it is so; at 40 the last boat should
    have stayed."""
    situation = quay()
    whole = quay_plan(situation)
    some = tuple(entry for trip in whole.days[1].trips for entry in trip.aboard)
    one = replace(whole, days=whole.days[:1], left_behind=some)
    assert failing(situation, one) == {"F15"}
    assert failing(reported(situation, "day.now", "40"), one) == {"F15"}
    assert failing(reported(situation, "day.now", "41"), one) == set()
