"""The roads as a running day knows them, and the way around what is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from safeconduct.app.day_roads import as_reported, way_of, with_ways
from safeconduct.model.control import RoadReported
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.run.records import State
from tests.detours import detour
from tests.run.days import OPENED, after
from tests.tiny import OPENS

NOW = OPENS + timedelta(hours=2)


def closed(*roads: str, confirmed: bool = True) -> State:
    return after(OPENED, *(RoadReported(road=r, state=RoadState.CLOSED, confirmed=confirmed) for r in roads))


def way(situation: Situation) -> tuple[str, ...] | None:
    """The roads of the way to Bravo."""
    leg = way_of(situation, situation.corridor("bravo"))
    return None if leg is None else leg.edges


def test_a_confirmed_report_is_a_fact_of_the_situation_with_its_assumption() -> None:
    found = as_reported(detour(), closed("bridge"), NOW)
    bridge = next(road for road in found.roads if road.id == "bridge")
    assert (bridge.now.state, bridge.now.since) == (RoadState.CLOSED, NOW)
    (reported,) = [one for one in found.assumptions if one.id in bridge.now.basis.assumptions]
    assert reported.value == "bridge closed"
    assert as_reported(found, closed("bridge"), NOW) == found


def test_hearsay_closes_nothing() -> None:
    assert as_reported(detour(), closed("bridge", confirmed=False), NOW) == detour()


def test_the_way_around_is_as_much_longer_and_takes_as_much_longer() -> None:
    """As long on the road as its line is longer than the old one's, at the pace of the old way, rounded up."""
    before = detour()
    found = with_ways(as_reported(before, closed("bridge"), NOW))
    assert way(found) == ("ford",)
    old, new = before.legs[0], found.legs[0]
    ratio = new.km.value / old.km.value
    assert ratio > 1
    assert 0 <= new.minutes_loaded.value - old.minutes_loaded.value * ratio < 1
    assert 0 <= new.minutes_empty.value - old.minutes_empty.value * ratio < 1
    assert found.legs[1] == old


def test_when_the_bridge_opens_again_the_old_way_is_back() -> None:
    around = with_ways(as_reported(detour(), closed("bridge"), NOW))
    opened = after(OPENED, RoadReported(road="bridge", state=RoadState.OPEN, confirmed=True))
    assert way(with_ways(as_reported(around, opened, NOW))) == ("road", "bridge")


def test_where_no_way_is_left_there_is_none() -> None:
    assert way(with_ways(as_reported(detour(), closed("bridge", "ford"), NOW))) is None


def test_a_way_that_is_open_stays() -> None:
    assert with_ways(as_reported(detour(), closed("ford"), NOW)).legs == detour().legs


def test_another_given_way_goes_before_one_that_must_be_found() -> None:
    given = replace(detour().legs[0], id="by the ford", edges=("ford",))
    both = replace(detour(), legs=(*detour().legs, given))
    found = with_ways(as_reported(both, closed("bridge"), NOW))
    assert [leg.id for leg in found.legs] == ["by the ford", "alpha-bravo"]
