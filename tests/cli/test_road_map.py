"""``safeconduct roads map`` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runner import safeconduct
from tests.network.extracts import ROW, write

ROAD = {"highway": "primary"}
WAYS = [
    (1, [1, 2, 3], ROAD),
    (2, [11, 12, 13], ROAD),
    (3, [2, 12], {**ROAD, "bridge": "yes", "name": "Middle Bridge"}),
    (4, [3, 4], {"highway": "footway"}),
]


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("map")
    write(folder / "made.osm.pbf", ROW, WAYS)
    ran = safeconduct("roads", "import", folder / "made.osm.pbf", "--out", folder / "made.net")
    assert ran.code == 0, ran.err
    (folder / "sites.csv").write_text("name,lon,lat\nShelter,0.01,0\nTown,0.03,0.01\n", encoding="utf-8")
    return folder / "made.net"


def test_a_map_a_class_with_the_deciding_crossing(net: Path) -> None:
    sites = net.parent / "sites.csv"
    out = net.parent / "maps"
    ran = safeconduct(
        "roads", "map", net, "--class", "bus", "--class", "foot", "--sites", sites, "--out", out, "--json"
    )
    assert ran.code == 0, ran.err
    bus, foot = json.loads(ran.out)
    assert bus["crossings"] == foot["crossings"] == ["Middle Bridge"]
    assert sorted(p.name for p in out.iterdir()) == [
        "roads-bus.geojson", "roads-bus.svg", "roads-foot.geojson", "roads-foot.svg",
    ]  # fmt: skip
    drawn = json.loads((out / "roads-bus.geojson").read_text(encoding="utf-8"))
    passable = {f["id"]: f["properties"]["passable"] for f in drawn["features"]}
    assert passable["way/3/0"] in ("yes", "unknown")
    assert passable.get("way/4/0", "no") == "no"
    walks = json.loads((out / "roads-foot.geojson").read_text(encoding="utf-8"))
    assert {f["id"]: f["properties"]["passable"] for f in walks["features"]}["way/4/0"] == "yes"
    page = (out / "roads-bus.svg").read_text(encoding="utf-8")
    for words in ("Middle Bridge", "Shelter", "© OpenStreetMap contributors"):
        assert words in page


def test_a_closed_crossing_stays_on_the_map_with_its_state(net: Path) -> None:
    copy = net.with_name("closed.net")
    copy.write_bytes(net.read_bytes())
    said = ("--source", "ranger", "--by", "duty officer")
    ran = safeconduct("roads", "close", copy, "--road", "way/3", *said)
    assert ran.code == 0, ran.err
    out = net.parent / "closed"
    ran = safeconduct("roads", "map", copy, "--sites", net.parent / "sites.csv", "--out", out, "--json")
    assert json.loads(ran.out)[0]["crossings"] == ["Middle Bridge"]
    drawn = json.loads((out / "roads-bus.geojson").read_text(encoding="utf-8"))
    bridge = next(f["properties"] for f in drawn["features"] if f["id"] == "way/3/0")
    assert (bridge["state"], bridge["passable"]) == ("closed", "no")
    assert ">closed<" in (out / "roads-bus.svg").read_text(encoding="utf-8")


def test_the_scale_asked_for_is_the_scale_given(net: Path) -> None:
    ran = safeconduct("roads", "map", net, "--out", net.parent / "scaled", "--scale", "50000", "--json")
    assert json.loads(ran.out)[0]["scale"] == 50_000
    assert "1 : 50,000" in (net.parent / "scaled" / "roads-bus.svg").read_text(encoding="utf-8")


def test_no_such_scale(net: Path) -> None:
    ran = safeconduct("roads", "map", net, "--out", net.parent / "none", "--scale", "10")
    assert ran.code == 2
    assert "--scale" in ran.err
    assert not (net.parent / "none").exists()


def test_a_site_with_latitude_first_is_named_with_its_file(net: Path, tmp_path: Path) -> None:
    (tmp_path / "far.csv").write_text("id,lon,lat\nShelter,0.01,0\nTown,60,70\n", encoding="utf-8")
    ran = safeconduct("roads", "map", net, "--sites", tmp_path / "far.csv", "--out", tmp_path / "maps")
    assert ran.code == 2
    assert "far.csv: Town" in ran.err
