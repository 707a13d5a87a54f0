"""Ways in stages: where stations and roads stand on them, out and back; by hand on the tiny fleet."""

from __future__ import annotations

from safeconduct.stress.programme import Stage
from safeconduct.stress.ways import Ways, planned
from tests.quay import BOATS, quay
from tests.tiny import tiny
from tests.tiny_fleet import singles, tiny_fleet
from tests.verify.test_fleet_stops import BETWEEN


def test_a_leg_is_driven_to_its_narrow_place_and_on() -> None:
    ways = Ways(tiny_fleet())
    out = ways.loaded(ways.legs["charlie-bravo"])
    assert out.stages == (Stage(minutes=30.0, station="old-bridge"), Stage(minutes=30.0))
    assert out.roads == (("bridge", 30.0),), "a road with a narrow place begins there"
    assert ways.loaded(ways.legs["alpha-bravo"]).roads == (("road", 0.0), ("bridge", 30.0))


def test_back_is_the_other_way_round() -> None:
    ways = Ways(tiny_fleet())
    assert [road for road, _ in ways.empty("alpha-bravo").roads] == ["bridge", "road"]
    assert ways.empty("yard-alpha").minutes == 50.0


def test_between_two_stops_it_takes_as_long_as_loaded() -> None:
    ways = Ways(tiny_fleet())
    assert ways.loaded(BETWEEN).minutes == 15.0


def test_boats_go_over_and_back() -> None:
    ways = Ways(quay())
    assert (ways.loaded(BOATS).minutes, ways.over(BOATS).minutes) == (10.0, 10.0)
    assert ways.over(BOATS).roads == (("bridge", 0.0),)


def test_a_checkpoint_that_screens_a_convoy_as_one_is_a_station_out_and_none_back() -> None:
    situation = tiny(seconds=30)
    ways = Ways(situation)
    both = ways.checked(situation.corridors[0], situation.legs[0])
    assert both.out.stages[0].station == "gate"
    assert all(stage.station is None for stage in both.back.stages)
    assert ways.stations["gate"].screens


def test_groups_are_those_who_wish_to_go_there_or_have_not_said() -> None:
    ways = Ways(tiny_fleet(wish="elsewhere"))
    assert ways.groups("charlie", frozenset({"bravo"})) == ()
    assert ways.groups("alpha", frozenset({"bravo"})) == ("alpha-any",)


def test_people_are_summed_by_group() -> None:
    ways = Ways(tiny_fleet())
    entries = [*singles("charlie-all", 3), *singles("charlie-all", 4)]
    assert [(one.group, one.site, dict(one.households)) for one in ways.people(entries)] == [
        ("charlie-all", "charlie", {"single": 7})
    ]
    assert planned(singles("charlie-all", 3)) == (("charlie-all", "single", 3),)
