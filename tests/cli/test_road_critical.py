"""``roads critical``: ranked, limited, told while it runs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.runner import safeconduct
from tests.cli.test_road_table import lists
from tests.cli.test_roads import network, refused


def test_the_roads_on_which_most_hangs(tmp_path: Path) -> None:
    ways = [
        (1, [1, 2, 3, 4], {"highway": "primary"}),
        (3, [4, 14], {"highway": "primary", "bridge": "yes", "name": "Only Bridge"}),
    ]
    net = network(tmp_path, ways=[*ways, (4, [14, 15], {"highway": "primary"})])
    asked = ("roads", "critical", net, *lists(tmp_path, "s,30.01,10", "r,30.04,10.01"))
    ran = safeconduct(*asked)
    assert ran.code == 0, ran.err
    assert "Only Bridge" in ran.out
    assert max(len(line) for line in ran.out.splitlines()) <= 80
    found = json.loads(safeconduct(*asked, "--json").out)
    assert {road["road"]: road["cut_off"] for road in found["roads"]} == {"way/1/0": 1, "way/3/0": 1}
    assert (found["roads_used"], found["routes"]) == (2, 1)
    one = json.loads(safeconduct(*asked, "--most", "1", "--json").out)
    assert [road["name"] for road in one["roads"]] == ["Only Bridge"]


def test_a_place_off_the_network_is_named(tmp_path: Path) -> None:
    net = network(tmp_path)
    refused(safeconduct("roads", "critical", net, *lists(tmp_path, site="far,30.01,8.2")), "sites.csv", "far")
