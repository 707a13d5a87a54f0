"""Depots, approaches and vehicles: where they stand, from when, and how they come to the sites."""

from __future__ import annotations

import pytest

from safeconduct.assess.assemble import assemble
from safeconduct.model.errors import DocumentInvalid, InputError
from safeconduct.model.known import Assumption
from safeconduct.network.case_roads import MeasuredWays
from tests.assess.fleet_village import SLOTS, TABLES, TWO, fleet_village, with_a_yard
from tests.assess.village import case, village

SITUATION = fleet_village()


def test_a_depot_is_a_place_of_the_road_file() -> None:
    assert [(d.id, d.name) for d in SITUATION.depots] == [("yard", "Yard")]
    with pytest.raises(InputError, match="'mill' is no place of the road file") as caught:
        fleet_village(depots=[{"id": "mill"}])
    assert caught.value.field == "depots"


def test_vehicles_stand_where_their_class_or_the_fleet_does() -> None:
    bus, van = SITUATION.vehicles
    assert (bus.start.value, bus.available_from, bus.loading_minutes) == ("yard", None, None)
    assert van.start.value == "mill"
    assert van.available_from is not None
    assert van.loading_minutes is not None
    assert (van.available_from.value, van.loading_minutes.value, van.unload_minutes) == (20, 12, None)
    assert van.start.basis.assumptions == ("fleet-van-start",)
    with pytest.raises(InputError, match="no site or depot") as caught:
        fleet_village({"fleet.van.start": "upham"})
    assert caught.value.field == "fleet.van.start"


def test_an_approach_is_the_fastest_way_at_its_own_speed() -> None:
    (slow,) = fleet_village({"approach.yard.mill.kph": 30}).approaches
    (fast,) = SITUATION.approaches
    assert (fast.id, fast.depot, fast.site) == ("yard-mill", "yard", "mill")
    assert slow.minutes.value in (2 * fast.minutes.value - 1, 2 * fast.minutes.value)
    assert slow.minutes.basis.assumptions == ("leg-road_factor", "approach-yard-mill-kph")


def test_kilometres_given_by_hand_are_taken() -> None:
    (approach,) = fleet_village({"approach.yard.mill.km": 90}).approaches
    assert approach.minutes.value == 90


def test_a_depot_without_a_speed_is_refused() -> None:
    with pytest.raises(DocumentInvalid, match=r"approach\.kph"):
        fleet_village({"approach.kph": None})


def test_another_way_of_a_corridor_is_a_leg_of_its_own() -> None:
    """The way over the old bridge is closed, so only the first two are there."""
    changes = {
        "leg.mill.upham.other.again": ["hill-road"],
        "leg.mill.lowford.other.old": ["quay-road", "old-bridge", "low-road"],
        "leg.loaded_kph": 30,
    }
    legs = {leg.id: leg for leg in fleet_village(changes).legs}
    assert set(legs) == {"mill-upham-bus", "mill-upham-bus-again"}
    assert legs["mill-upham-bus"].minutes_loaded.value == 90, "its own speed, 40 km/h, goes before that of every leg"
    assert legs["mill-upham-bus-again"].km.value == 56.1


def test_every_leg_may_have_one_speed() -> None:
    changes = {"leg.mill.upham.loaded_kph": None, "leg.mill.upham.empty_kph": None}
    leg = fleet_village(changes | {"leg.loaded_kph": 30, "leg.empty_kph": 60}).legs[0]
    assert (leg.minutes_loaded.value, leg.minutes_empty.value) == (120, 60)


def test_depots_wait_for_measured_ways() -> None:
    record = Assumption(id="network-times", slot="network", value="v", unit="u", why="w", source="s")
    measured = MeasuredWays(record=record, closable=frozenset(), ways=_Everywhere())
    with pytest.raises(InputError, match="not measured on an extract") as caught:
        assemble(**village(roads=with_a_yard(), case=case(SLOTS, **TABLES), measured=measured))
    assert caught.value.field == "depots"


class _Everywhere(dict):  # type: ignore[type-arg]
    """Ways that are nowhere."""

    def __missing__(self, pair: object) -> dict[frozenset[str], None]:
        return {frozenset(): None}


def test_linked_sites_have_a_way_for_pick_ups_loaded_and_empty() -> None:
    """1.5 km of the mill lane, taken as 6 by hand: 6 minutes at 60 km/h empty, 12 at 30 loaded."""
    changes = {"site.upper-mill.bays": 1, "approach.mill.upper-mill.km": 6, "leg.loaded_kph": 30, "leg.empty_kph": 60}
    raft = {"transfer.raft.places": {"walking": 8, "wheelchair": 0, "stretcher": 0}, "transfer.raft.minutes": 6}
    found = fleet_village(
        changes | raft | {"transfer.raft.per_minute": 4},
        upper_mill=True,
        **TWO,
        links=[{"from": "mill", "to": "upper-mill"}],
        transfers=[{"id": "raft", "name": "Raft", "site": "mill", "landing": "upper-mill", "via": ["weir"]}],
    )
    link = next(way for way in found.approaches if way.id == "mill-upper-mill")
    assert link.minutes_loaded is not None
    assert (link.minutes.value, link.minutes_loaded.value, link.edges) == (6, 12, ("mill-lane",))
    assert all(way.minutes_loaded is None for way in found.approaches if way.depot == "yard")


def test_a_link_from_a_site_to_itself_is_refused() -> None:
    with pytest.raises(DocumentInvalid, match="no new link"):
        fleet_village(links=[{"from": "mill", "to": "mill"}])
