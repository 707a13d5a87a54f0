"""``roads table``: what it prints, with and without exact turns, across a broken crossing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safeconduct.app.road_network import open_roads
from safeconduct.app.roads import import_roads
from tests.cli.runner import safeconduct
from tests.cli.test_roads import BANKS, HAS_CCH, network, refused
from tests.network.extracts import ROW, write


def lists(folder: Path, site: str = "shelter,30.01,10.0", reception: str = "hall,30.01,10.01") -> tuple[str, ...]:
    (folder / "sites.csv").write_text(site, encoding="utf-8")
    (folder / "receptions.csv").write_text(reception, encoding="utf-8")
    return "--sites", str(folder / "sites.csv"), "--receptions", str(folder / "receptions.csv")


def test_minutes_and_what_the_routes_lean_on(tmp_path: Path) -> None:
    net = network(tmp_path)
    ran = safeconduct("roads", "table", net, *lists(tmp_path), "--class", "bus", "--class", "foot", "--others", "2")
    assert ran.code == 0, ran.err
    assert max(len(line) for line in ran.out.splitlines()) <= 80
    for words in ("Minutes for bus", "Minutes for foot", "West Bridge", "weight limit not stated (1)", "others"):
        assert words in ran.out


def test_a_broken_crossing_is_walked(tmp_path: Path) -> None:
    net = network(tmp_path)
    by = ("--by", "officer", "--source", "police")
    for way in ("way/4", "way/5"):
        safeconduct("roads", "close", net, "--road", way, *by)
    safeconduct("roads", "close", net, "--road", "way/3", "--state", "foot only", *by)
    asked = ("roads", "table", net, *lists(tmp_path, reception="hall,30.03,10.01"))
    answer = json.loads(safeconduct(*asked, "--json").out)
    (pair,) = answer["pairs"]
    assert (pair["minutes"], pair["routes"]) == (None, [])
    assert (pair["transfer"]["over"], pair["transfer"]["by"]) == (["West Bridge"], "foot")
    assert pair["transfer"]["crossing_metres"] == pytest.approx(1112, abs=2)
    text = safeconduct(*asked).out
    assert "1,112 m on foot" in " ".join(text.split())
    assert "Where to change" in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_a_place_200_km_away_is_named_with_its_file(tmp_path: Path) -> None:
    net = network(tmp_path)
    refused(
        safeconduct("roads", "table", net, *lists(tmp_path, site="far,30.01,8.2")), "sites.csv", "far", "200 km off"
    )
    refused(safeconduct("roads", "table", net, *lists(tmp_path, reception="x,1")), "receptions.csv", "line 1")


@HAS_CCH
def test_turn_restrictions_are_obeyed_unless_put_off_with_either_engine(tmp_path: Path) -> None:
    """From the south bank into the West Bridge no turn is allowed: buses take the next one."""
    nodes = {ident: (30 + x, 10 + y) for ident, (x, y) in ROW.items()}
    ways = [*BANKS, (9, [1, 9], {"highway": "primary"})]
    members = [("w", 9, "from"), ("n", 1, "via"), ("w", 3, "to")]
    source = write(
        tmp_path / "a.osm.pbf", nodes, ways, [(1, members, {"type": "restriction", "restriction": "no_left_turn"})]
    )
    fast = tmp_path / "fast.roads"
    import_roads(source, fast, bbox=None, say=lambda line: None)
    asked = ("roads", "table", fast, *lists(tmp_path, site="s,30.09,10", reception="r,30.01,10.01"), "--json")
    answers = {turns: json.loads(safeconduct(*asked, "--turns", turns).out) for turns in ("auto", "exact", "off")}
    over = {turns: answer["pairs"][0]["routes"][0]["crossings"] for turns, answer in answers.items()}
    assert over == {"auto": ["Middle Bridge"], "exact": ["Middle Bridge"], "off": ["West Bridge"]}
    assert {turns: answer["turns"] for turns, answer in answers.items()} == {
        "auto": "exact",
        "exact": "exact",
        "off": "off",
    }
    slow = open_roads(network(tmp_path), ["bus"], exact=True)
    assert (slow.engine, slow.exact) == ("scipy", True)
