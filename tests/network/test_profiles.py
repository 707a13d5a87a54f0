"""Who may pass, how fast, and what is unknown: by the map's tags, the reported state and the class."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from safeconduct.model.errors import InputError
from safeconduct.model.place import Mode, Passable, RoadState, passable
from safeconduct.network.arcs import SHUT
from safeconduct.network.osm import read_osm
from safeconduct.network.profile_table import CLASSES, load_profiles
from safeconduct.network.profiles import ArcTimes, Unknown, arc_times
from safeconduct.network.roadnet import RoadNet
from tests.network.extracts import ROW, STEP, made, real

PROFILES = load_profiles()
VEHICLES = [name for name in CLASSES if name != "foot"]


def one_edge(folder: Path, tags: Mapping[str, str]) -> RoadNet:
    return made(folder, ROW, [(7, [1, 2], tags)])[0]


def times(folder: Path, tags: Mapping[str, str], name: str, **asked: object) -> ArcTimes:
    return arc_times(one_edge(folder, tags), PROFILES, name, **asked)  # type: ignore[arg-type]


def may(folder: Path, tags: Mapping[str, str], name: str) -> tuple[bool, bool]:
    along, against = times(folder, tags, name).deciseconds
    return along != SHUT, against != SHUT


def unknown(folder: Path, tags: Mapping[str, str], name: str) -> Unknown:
    return Unknown(int(times(folder, tags, name).unknown[0]))


@pytest.mark.parametrize(
    ("tags", "name", "kph"),
    [
        ({"highway": "primary"}, "car", 65),
        ({"highway": "primary", "maxspeed": "50"}, "car", 45),
        ({"highway": "primary", "surface": "gravel"}, "car", 30),
        ({"highway": "track", "tracktype": "grade3"}, "car", 10),
        ({"highway": "motorway"}, "bus", 80),
        ({"highway": "primary"}, "foot", 3.6),
        ({"route": "ferry", "motor_vehicle": "yes"}, "car", 5),
    ],
)
def test_minutes_are_length_over_speed_with_the_margin(
    tmp_path: Path, tags: Mapping[str, str], name: str, kph: float
) -> None:
    found = times(tmp_path, tags, name)
    assert found.minutes()[0] == pytest.approx(STEP / 1000 / kph * 60 * 1.25, rel=2e-3)


def test_a_convoy_is_slower_and_capped(tmp_path: Path) -> None:
    for tags, kph in (({"highway": "primary"}, 65 * 0.75), ({"highway": "motorway"}, 60)):
        found = times(tmp_path, tags, "car", convoy=True)
        assert found.minutes()[0] == pytest.approx(STEP / 1000 / kph * 60 * 1.25, rel=2e-3)
    walk = times(tmp_path, {"highway": "primary"}, "foot", convoy=True)
    assert walk.minutes()[0] == times(tmp_path, {"highway": "primary"}, "foot").minutes()[0]


def test_a_ferry_takes_as_long_as_it_says(tmp_path: Path) -> None:
    tags = {"route": "ferry", "duration": "0:30", "motor_vehicle": "yes"}
    net, _ = made(tmp_path, ROW, [(7, [1, 2, 4], tags), (8, [2, 12], {"highway": "service"})])
    found = arc_times(net, PROFILES, "bus")
    assert found.minutes()[:4] == pytest.approx([10, 10, 20, 20], rel=1e-2)


@pytest.mark.parametrize(
    ("tags", "name", "expected"),
    [
        ({"highway": "primary", "oneway": "yes"}, "car", (True, False)),
        ({"highway": "primary", "oneway": "-1"}, "car", (False, True)),
        ({"highway": "motorway"}, "car", (True, False)),
        ({"highway": "primary", "junction": "roundabout"}, "car", (True, False)),
        ({"highway": "primary", "oneway": "yes", "oneway:bus": "no"}, "bus", (True, True)),
        ({"highway": "primary", "oneway": "yes"}, "foot", (True, True)),
        ({"highway": "footway"}, "car", (False, False)),
        ({"highway": "footway", "access": "yes"}, "car", (False, False)),
        ({"highway": "footway", "motor_vehicle": "yes"}, "car", (True, True)),
        ({"highway": "footway"}, "foot", (True, True)),
        ({"highway": "steps", "motor_vehicle": "yes"}, "car", (False, False)),
        ({"highway": "busway"}, "bus", (True, True)),
        ({"highway": "busway"}, "truck", (False, False)),
        ({"highway": "primary", "access": "no"}, "car", (False, False)),
        ({"highway": "primary", "access": "no", "bus": "yes"}, "bus", (True, True)),
        ({"highway": "primary", "access": "no", "emergency": "yes"}, "ambulance", (True, True)),
        ({"highway": "primary", "hgv": "no"}, "truck", (False, False)),
        ({"highway": "primary", "hgv": "no"}, "bus", (True, True)),
        ({"highway": "primary", "foot": "no"}, "foot", (False, False)),
    ],
)
def test_access_and_direction(tmp_path: Path, tags: Mapping[str, str], name: str, expected: tuple[bool, bool]) -> None:
    assert may(tmp_path, tags, name) == expected


@pytest.mark.parametrize(
    ("limit", "fits", "does_not"),
    [
        ({"maxweight": "7.5"}, ["car", "light", "ambulance", "foot"], ["bus", "truck"]),
        ({"maxheight": "3.5"}, ["car", "light", "ambulance", "foot"], ["bus", "truck"]),
        ({"maxwidth": "2.2"}, ["car", "light", "ambulance", "foot"], ["bus", "truck"]),
        ({"maxlength": "12.5"}, ["car", "truck", "light", "ambulance", "foot"], ["bus"]),
        ({"maxweight": "3"}, ["car", "foot"], ["light", "ambulance", "bus", "truck"]),
    ],
)
def test_limits_keep_out_what_does_not_fit(
    tmp_path: Path, limit: Mapping[str, str], fits: list[str], does_not: list[str]
) -> None:
    tags = {"highway": "primary", **limit}
    assert [name for name in CLASSES if may(tmp_path, tags, name)[0]] == sorted(fits, key=CLASSES.index)
    assert not any(may(tmp_path, tags, name)[0] for name in does_not)


def test_a_missing_fact_is_unknown_neither_fits_nor_does_not(tmp_path: Path) -> None:
    plain = {"highway": "primary"}
    assert may(tmp_path, plain, "bus") == (True, True)
    assert unknown(tmp_path, plain, "bus") == Unknown.WEIGHT | Unknown.HEIGHT | Unknown.WIDTH
    stated = {**plain, "maxweight": "none", "maxheight": "4.5", "width": "7"}
    assert unknown(tmp_path, stated, "bus") == Unknown(0)
    assert unknown(tmp_path, {**stated, "maxheight": "default"}, "bus") == Unknown.HEIGHT
    assert unknown(tmp_path, {**stated, "maxweight:conditional": "5 @ wet"}, "bus") == Unknown.CONDITION
    assert unknown(tmp_path, plain, "car") == Unknown(0)


@pytest.mark.parametrize(
    ("tags", "name", "bit"),
    [
        ({"highway": "service", "access": "private"}, "car", Unknown.PERMISSION),
        ({"highway": "track", "motor_vehicle": "forestry"}, "car", Unknown.PERMISSION),
        ({"highway": "motorway"}, "foot", Unknown.PERMISSION),
        ({"route": "ferry"}, "car", Unknown.PERMISSION | Unknown.FERRY),
        ({"highway": "track", "ford": "yes"}, "car", Unknown.FORD),
        ({"highway": "primary", "oneway": "reversible"}, "car", Unknown.DIRECTION),
    ],
)
def test_unknowns_are_usable_and_listed(tmp_path: Path, tags: Mapping[str, str], name: str, bit: Unknown) -> None:
    assert may(tmp_path, tags, name)[0]
    assert unknown(tmp_path, tags, name) == bit
    listed = times(tmp_path, tags, name).leans_on([1, 0])
    assert list(listed) == [0]
    assert len(listed[0]) == bit.bit_count()


def test_an_edge_that_cannot_be_used_leans_on_nothing(tmp_path: Path) -> None:
    assert unknown(tmp_path, {"highway": "primary", "access": "no"}, "bus") == Unknown(0)


@pytest.mark.parametrize(
    ("barrier", "vehicle", "foot"),
    [("bollard", "no", "yes"), ("gate", "unknown", "unknown"), ("toll_booth", "yes", "yes"), ("wall", "no", "no")],
)
def test_barriers(tmp_path: Path, barrier: str, vehicle: str, foot: str) -> None:
    nodes = {**ROW, 2: (0.02, 0.0, {"barrier": barrier})}
    net, _ = made(tmp_path, nodes, [(7, [1, 2, 3], {"highway": "primary"})])
    edge = net.edges_of("node/2")[0]
    for name in CLASSES:
        found = arc_times(net, PROFILES, name)
        expected = foot if name == "foot" else vehicle
        assert bool(found.deciseconds[2 * edge] != SHUT) is (expected != "no")
        assert bool(found.unknown[edge]) is (expected == "unknown")


def test_an_opened_barrier(tmp_path: Path) -> None:
    nodes = {**ROW, 2: (0.02, 0.0, {"barrier": "bollard", "bus": "yes"})}
    net, _ = made(tmp_path, nodes, [(7, [1, 2, 3], {"highway": "primary"})])
    edge = net.edges_of("node/2")[0]
    assert arc_times(net, PROFILES, "bus").deciseconds[2 * edge] != SHUT
    assert arc_times(net, PROFILES, "car").deciseconds[2 * edge] == SHUT


# --- damage ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(RoadState))
def test_states_close_what_the_model_says_they_close(tmp_path: Path, state: RoadState) -> None:
    net = one_edge(tmp_path, {"highway": "primary"})
    for name, mode in (("bus", Mode.BUS), ("foot", Mode.FOOT)):
        found = arc_times(net, PROFILES, name, states={0: state})
        assert bool(found.deciseconds[0] == SHUT) is (passable(state, mode, "road") is Passable.NO)
        assert bool(found.unknown[0] & Unknown.STATE) is (state is RoadState.UNKNOWN)


def test_damage_slows_vehicles_and_nobody_on_foot(tmp_path: Path) -> None:
    net = one_edge(tmp_path, {"highway": "primary"})
    slow = arc_times(net, PROFILES, "car", states={0: RoadState.ONE_LANE})
    assert slow.minutes()[0] == pytest.approx(STEP / 1000 / 15 * 60 * 1.25, rel=2e-3)
    walk = arc_times(net, PROFILES, "foot", states={0: RoadState.ONE_LANE})
    assert walk.minutes()[0] == arc_times(net, PROFILES, "foot").minutes()[0]


def test_light_vehicles_only(tmp_path: Path) -> None:
    net = one_edge(tmp_path, {"highway": "primary"})
    passes = [
        name for name in CLASSES if arc_times(net, PROFILES, name, states={0: RoadState.LIGHT}).deciseconds[0] != SHUT
    ]
    assert passes == ["car", "light", "ambulance", "foot"]


# --- the table ---------------------------------------------------------------------------------------------------


def edited(folder: Path, old: str, new: str) -> Path:
    import safeconduct.network

    text = (Path(safeconduct.network.__file__).parent / "data" / "profiles.toml").read_text(encoding="utf-8")
    assert old in text
    path = folder / "mine.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_every_number_has_its_source() -> None:
    assert all(number.source for number in PROFILES.kinds.values())
    assert PROFILES.flow["evacuation_per_lane"].value == 600
    assert "hurricanes" in PROFILES.flow["evacuation_per_lane"].source


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('{ kph = 100, source = "graphhopper" }', "{ kph = 100 }", "speed.kinds.motorway"),
        ('{ kph = 100, source = "graphhopper" }', '{ kph = 100, source = "me" }', "speed.kinds.motorway"),
        ('{ kph = 100, source = "graphhopper" }', '{ kph = 1000, source = "graphhopper" }', "speed.kinds.motorway"),
        ('{ kph = 100, source = "graphhopper" }', '{ kph = nan, source = "graphhopper" }', "speed.kinds.motorway"),
        ('{ kph = 100, source = "graphhopper" }', '{ kph = true, source = "graphhopper" }', "speed.kinds.motorway"),
        ('{ kph = 100, source = "graphhopper" }', "100", "speed.kinds.motorway"),
        ("motorway = {", "autobahn = {", "speed.kinds"),
        ('asks = ["weight", "height", "width"]', 'asks = ["colour"]', "classes.bus.asks"),
        ('closed_to = ["bus", "truck"]', 'closed_to = ["tank"]', "states.light vehicles.closed_to"),
        ("version = 1", "version = 2", "version"),
        ("version = 1", "version = ", None),
        ("[classes.bus]", "[classes.coach]", "classes"),
        ("[states.closed]", "[states.shut]", "states"),
    ],
)
def test_a_table_that_is_not_usable_is_refused_by_field(tmp_path: Path, old: str, new: str, field: str | None) -> None:
    path = edited(tmp_path, old, new)
    with pytest.raises(InputError) as caught:
        load_profiles(path)
    assert (caught.value.file, caught.value.field) == (str(path), field)


def test_an_edited_table_is_used(tmp_path: Path) -> None:
    mine = load_profiles(edited(tmp_path, "primary = { kph = 65", "primary = { kph = 13"))
    found = arc_times(one_edge(tmp_path, {"highway": "primary"}), mine, "car")
    assert found.minutes()[0] == pytest.approx(STEP / 1000 / 13 * 60 * 1.25, rel=2e-3)
    with pytest.raises(InputError, match="cannot be read"):
        load_profiles(tmp_path / "none.toml")


# --- real extracts: each fails without the feature it names ------------------------------------------------------


def test_maltas_ferry_is_the_only_way_to_gozo_by_car() -> None:
    from safeconduct.model.place import Point
    from safeconduct.network.netcut import find_crossings
    from safeconduct.network.snap import largest_part, snap

    net, _ = read_osm(real("malta"))
    car = arc_times(net, PROFILES, "car")
    inside = largest_part(net, car)
    gozo = snap(net, Point(lon=14.2395, lat=36.0443), inside, what="Victoria").node
    malta = snap(net, Point(lon=14.5146, lat=35.8989), inside, what="Valletta").node
    cut = find_crossings(net, car, [gozo], [malta])
    assert cut is not None
    assert [name for name, _ in cut.groups] == ["Malta-Gozo"]


def test_heidelbergs_weight_limits_keep_trucks_out() -> None:
    net, _ = read_osm(real("heidelberg"))
    limited = np.array([("maxweight" in net.tags(edge)) for edge in range(net.edges)])
    open_to = {
        name: (arc_times(net, PROFILES, name).deciseconds.reshape(-1, 2) != SHUT).any(axis=1) for name in CLASSES
    }
    assert (open_to["car"] & ~open_to["truck"] & limited).sum() > 50
