"""``roads import`` and ``roads cut``: from an extract to the crossings by name, and every wrong input in words."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from safeconduct.adapters import cch_router, osm_import
from safeconduct.app.road_cut import RoadCut, cut_roads
from safeconduct.app.roads import import_roads
from safeconduct.cli.vehicles import Vehicle
from safeconduct.model.errors import InputError, ToolMissing
from safeconduct.network.netfile import NetFile, load_net, save_net
from safeconduct.network.profile_table import CLASSES
from tests.cli.runner import REPO, Ran, safeconduct
from tests.network.extracts import ROW, real, write

ROAD, BRIDGE = {"highway": "primary"}, {"highway": "primary", "bridge": "yes"}
#: South bank 1-2-3-4, north bank 11-12-13-14; three bridges, the eastern one far and with its weight limit stated.
BANKS = [
    (1, [1, 2, 3, 4], ROAD),
    (2, [11, 12, 13, 14], ROAD),
    (3, [1, 11], {**BRIDGE, "name": "West Bridge"}),
    (4, [2, 12], {**BRIDGE, "name": "Middle Bridge"}),
    (5, [4, 14], {**BRIDGE, "name": "East Bridge [old]", "maxweight": "40"}),
]
AROUND = [*BANKS, (6, [4, 5, 15, 14], ROAD)]
HAS_CCH = pytest.mark.skipif(find_spec("pyroutingkit") is None, reason="pyroutingkit has no wheel here")


def extract(folder: Path, lon: float = 30.0, lat: float = 10.0, ways: Any = BANKS) -> Path:
    """The two banks with their south-western corner about there."""
    nodes = {ident: (lon + x, lat + y) for ident, (x, y) in ROW.items()}
    return write(folder / "banks.osm.pbf", nodes, ways)


def network(folder: Path, lon: float = 30.0, lat: float = 10.0, ways: Any = BANKS) -> Path:
    """A network file of them, without a hierarchy."""
    osm_import.import_extract(extract(folder, lon, lat, ways), folder / "banks.roads", hierarchy=False)
    return folder / "banks.roads"


def refused(ran: Ran, *named: str) -> None:
    """Exit 2 with the words named and a next step."""
    assert ran.code == 2, ran.err
    assert "Traceback" not in ran.err
    assert "next:" in ran.err
    for words in named:
        assert words in ran.err


SOUTH, NORTH = "30.01,9.999", "30.01,10.011"


# --- import ------------------------------------------------------------------------------------------------------


def test_import_tells_its_steps_and_prints_its_report(tmp_path: Path) -> None:
    source, out = extract(tmp_path), tmp_path / "a" / "banks.roads"
    out.parent.mkdir()
    ran = safeconduct("roads", "import", source, "--out", out)
    assert ran.code == 0, ran.err
    assert "· " in ran.err
    assert re.search(r"bridges +│ 3\b", ran.out)
    assert re.search(r"not stated by the map: weight limit +│ 8[0-9]\.[0-9]% of edges", ran.out)
    assert max(len(line) for line in ran.out.splitlines()) <= 80
    assert [path.name for path in out.parent.iterdir()] == ["banks.roads"]
    assert load_net(out).report.bridges == 3


def test_import_as_json_and_only_a_box(tmp_path: Path) -> None:
    source, out = extract(tmp_path), tmp_path / "banks.roads"
    ran = safeconduct("roads", "import", source, "--out", out, "--bbox", "30.005,9.995,30.045,10.005", "--json")
    assert ran.code == 0, ran.err
    answer = json.loads(ran.out)
    assert answer["out"] == str(out)
    assert answer["report"]["bridges"] == 0
    assert (answer["report"]["edges"], answer["report"]["repairs"]["ways cut at the box"]) == (1, 4)


def test_import_of_a_drawn_area(tmp_path: Path) -> None:
    source, out, drawn = extract(tmp_path), tmp_path / "banks.roads", tmp_path / "area.geojson"
    ring = [[30.005, 9.995], [30.045, 9.995], [30.045, 10.005], [30.005, 10.005]]  # open: its last corner is missing
    drawn.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    ran = safeconduct("roads", "import", source, "--out", out, "--area", drawn, "--json")
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)["report"]
    assert (report["edges"], report["bridges"]) == (1, 0)
    assert report["repairs"]["outlines of the area that were open, closed"] == 1
    drawn.write_text("{}", encoding="utf-8")
    refused(safeconduct("roads", "import", source, "--out", out, "--area", drawn), "area.geojson", "Polygon")
    with pytest.raises(InputError, match="a box and an area"):
        import_roads(source, out, bbox="1,2,3,4", area=drawn, say=lambda line: None)


def test_import_refuses_what_it_cannot_use(tmp_path: Path) -> None:
    source, out = extract(tmp_path), tmp_path / "banks.roads"
    before = source.read_bytes()
    refused(safeconduct("roads", "import", tmp_path / "no.osm.pbf", "--out", out), "no.osm.pbf", "no such file")
    refused(safeconduct("roads", "import", source, "--out", out, "--bbox", "1,2,3"), "bbox", "four numbers")
    refused(
        safeconduct("roads", "import", source, "--out", out, "--bbox", "9.99,30,10.02,30.1"), "banks.osm.pbf", "swapped"
    )
    for wrong, why in (
        (tmp_path, "is a folder"),
        (tmp_path / "none" / "a.roads", "does not exist"),
        (source, "would replace"),
    ):
        with pytest.raises(InputError, match=why) as caught:
            import_roads(source, wrong, bbox=None, say=lambda line: None)
        assert (caught.value.file, caught.value.field) == (str(wrong), "--out")
    assert source.read_bytes() == before
    assert not out.exists()


def test_a_damaged_extract_leaves_the_old_network(tmp_path: Path) -> None:
    old = network(tmp_path)
    before = old.read_bytes()
    bad = tmp_path / "bad.osm.pbf"
    bad.write_bytes((tmp_path / "banks.osm.pbf").read_bytes()[:-20])
    refused(safeconduct("roads", "import", bad, "--out", old), "bad.osm.pbf", "cut short or damaged")
    assert old.read_bytes() == before


# --- cut ---------------------------------------------------------------------------------------------------------


def test_cut_names_the_crossings_and_closes_them_least_detour_first(tmp_path: Path) -> None:
    net = network(tmp_path)
    ran = safeconduct("roads", "cut", net, "--from", SOUTH, "--to", NORTH, "--json")
    assert ran.code == 0, ran.err
    answer = json.loads(ran.out)
    by_name = {crossing["name"]: crossing for crossing in answer["crossings"]}
    assert set(by_name) == {"West Bridge", "Middle Bridge", "East Bridge [old]"}
    assert by_name["West Bridge"]["roads"] == ["way/3/0"]
    assert {crossing["state"] for crossing in answer["crossings"]} == {"unknown"}
    assert "weight limit not stated" in by_name["West Bridge"]["unknown"]
    assert "weight limit not stated" not in by_name["East Bridge [old]"]["unknown"]
    assert by_name["East Bridge [old]"]["stated"] == {"maxweight": ["40"]}
    assert [step["closed"] for step in answer["closures"]] == ["West Bridge", "Middle Bridge", "East Bridge [old]"]
    first, second, last = (step["minutes"] for step in answer["closures"])
    assert answer["minutes"] < first < second
    assert last is None
    assert answer["cut_off"] is True
    assert answer["reopen"] == ["West Bridge"]
    assert answer["leans_on"]["weight limit not stated"] == 1
    assert (answer["from"]["metres"], answer["from"]["doubt"]) == (pytest.approx(111.2, abs=0.2), None)


def test_cut_on_a_terminal_of_80_columns(tmp_path: Path) -> None:
    ran = safeconduct("roads", "cut", network(tmp_path), "--from", SOUTH, "--to", NORTH, "--class", "truck")
    assert ran.code == 0, ran.err
    assert max(len(line) for line in ran.out.splitlines()) <= 80
    assert "moved 111 m to the nearest road for truck" in ran.out
    rows = [row for row in ran.out.splitlines() if row.startswith(("East Bridge  ", "[old]  "))]
    stated = [row.split("│")[-1].strip() for row in rows]
    assert stated == ["maxweight", "40"]
    for words in ("East Bridge [old]", "cut off", "reopen  West Bridge gives a way again"):
        assert words in ran.out


def test_a_way_around_is_said(tmp_path: Path) -> None:
    net = network(tmp_path, ways=AROUND)
    found = cut_roads(net, SOUTH, NORTH, "bus")
    assert (found.crossings, found.closures, found.reopen) == (None, (), ())
    ran = safeconduct("roads", "cut", net, "--from", SOUTH, "--to", NORTH)
    assert "none: some way needs no bridge" in ran.out


@pytest.mark.parametrize("wrong", ["", "30", "30,10,1", "thirty,10", "nan,10", "30,inf", "181,10", "30,91"])
def test_a_place_that_is_none_is_refused(tmp_path: Path, wrong: str) -> None:
    net = network(tmp_path)
    with pytest.raises(InputError) as caught:
        cut_roads(net, SOUTH, wrong, "bus")
    assert caught.value.field == "--to"
    assert "longitude,latitude" in caught.value.next_step


def test_a_place_beyond_50_km_is_refused_and_a_nearer_one_measured(tmp_path: Path) -> None:
    net = network(tmp_path)
    found = cut_roads(net, "30.01,9.6", NORTH, "bus")
    assert found.start.metres == pytest.approx(44_478, rel=0.01)
    ran = safeconduct("roads", "cut", net, "--from", "30.01,9.5", "--to", NORTH)
    refused(ran, "banks.roads", "--from", "56 km off")
    assert "swapped" not in ran.err


@pytest.mark.parametrize("lon", [30.0, 120.0])
def test_swapped_places_are_said(tmp_path: Path, lon: float) -> None:
    """By distance, and by a latitude beyond 90."""
    net = network(tmp_path, lon=lon)
    with pytest.raises(InputError, match="swapped") as caught:
        cut_roads(net, f"10.005,{lon + 0.02}", f"{lon + 0.01},10.01", "bus")
    assert (caught.value.file, caught.value.field) == (str(net), "--from")
    assert caught.value.next_step == f"write {lon + 0.02},10.005: longitude first"


def test_a_swap_that_is_near_is_a_doubt(tmp_path: Path) -> None:
    net = network(tmp_path, lon=10.0, lat=10.2)
    found = cut_roads(net, "10.205,10.02", "10.01,10.21", "bus")
    assert "inside it as 10.02,10.205" in found.start.doubt
    assert found.goal.doubt == ""


def test_other_refusals_of_cut(tmp_path: Path) -> None:
    net = network(tmp_path)
    with pytest.raises(InputError, match="same node"):
        cut_roads(net, SOUTH, SOUTH, "bus")
    refused(safeconduct("roads", "cut", tmp_path / "no.roads", "--from", SOUTH, "--to", NORTH), "no.roads")
    ran = safeconduct("roads", "cut", tmp_path / "banks.osm.pbf", "--from", SOUTH, "--to", NORTH)
    refused(ran, "banks.osm.pbf", "no road network")
    assert safeconduct("roads", "cut", net, "--from", SOUTH, "--to", NORTH, "--class", "tank").code == 2


# --- engines -----------------------------------------------------------------------------------------------------


def without_engine(found: RoadCut) -> tuple[object, ...]:
    return found.minutes, found.km, found.leans_on, found.crossings, found.closures, found.reopen


@HAS_CCH
def test_both_engines_give_the_same_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = tmp_path / "fast.roads"
    import_roads(extract(tmp_path), fast, bbox=None, say=lambda line: None)
    one, two = cut_roads(fast, SOUTH, NORTH, "bus"), cut_roads(network(tmp_path), SOUTH, NORTH, "bus")
    assert (one.engine, two.engine) == (cch_router.ENGINE, "scipy")
    assert without_engine(one) == without_engine(two)

    def missing() -> Any:
        raise ToolMissing("pyroutingkit is not installed", next_step="install it")

    monkeypatch.setattr(cch_router, "engine", missing)
    assert cut_roads(fast, SOUTH, NORTH, "bus").engine == "scipy"


@HAS_CCH
def test_a_hierarchy_of_another_network_is_refused_by_file(tmp_path: Path) -> None:
    good = tmp_path / "good.roads"
    made = import_roads(extract(tmp_path, ways=AROUND), good, bbox=None, say=lambda line: None)
    other = load_net(network(tmp_path))
    mixed = NetFile(net=other.net, report=other.report, engine=made.engine, hierarchy=made.hierarchy)
    save_net(good, mixed)
    with pytest.raises(InputError, match="hierarchy is for") as caught:
        cut_roads(good, SOUTH, NORTH, "bus")
    assert caught.value.file == str(good)
    assert "import" in caught.value.next_step


# --- what must agree ---------------------------------------------------------------------------------------------


def test_the_classes_are_those_of_the_profiles() -> None:
    assert tuple(Vehicle) == CLASSES


def commands() -> dict[str, Any]:
    """The commands under ``roads``."""
    from typer.main import get_command

    from safeconduct.cli.verbs import app

    group: Any = get_command(app)
    found: dict[str, Any] = group.commands["roads"].commands
    return found


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_stands_on_its_page(name: str) -> None:
    """docs/roads.md has a heading for each command, and under it the options that it takes."""
    command = commands()[name]
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    page = (REPO / "docs" / "roads.md").read_text(encoding="utf-8")
    section = page.split(f"## roads {name}\n")[1].split("\n## ")[0]
    assert set(re.findall(r"--[a-z][a-z-]+", section)) == options - {"--json", "--help"}


# --- the Douro ---------------------------------------------------------------------------------------------------


def test_the_six_crossings_of_the_douro(tmp_path: Path) -> None:
    out = tmp_path / "porto.roads"
    ran = safeconduct("roads", "import", real("porto"), "--out", out)
    assert ran.code == 0, ran.err
    ran = safeconduct("roads", "cut", out, "--from", "-8.611,41.115", "--to", "-8.611,41.155", "--json")
    assert ran.code == 0, ran.err
    answer = json.loads(ran.out)
    names = [
        "A 41",  # the motorway bridge upstream has no name of its own
        "Barragem de Crestuma-Lever",
        "Ponte Dom Luís I (tabuleiro inferior)",
        "Ponte Infante Dom Henrique",
        "Ponte da Arrábida",
        "Ponte do Freixo",
    ]
    assert sorted(crossing["name"] for crossing in answer["crossings"]) == names
    assert sorted(step["closed"] for step in answer["closures"]) == names
    minutes = [answer["minutes"], *(step["minutes"] for step in answer["closures"][:-1])]
    assert minutes == sorted(minutes)
    assert minutes[-1] > 3 * minutes[0]
    assert answer["closures"][-1]["minutes"] is None
    assert len(answer["reopen"]) == 1
