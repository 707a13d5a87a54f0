"""Places moved to the network: to its largest part, and never far."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.model.errors import InputError
from safeconduct.model.place import Point
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import arc_times
from safeconduct.network.snap import largest_part, snap
from tests.network.extracts import ROW, made

ROAD = {"highway": "primary"}
PROFILES = load_profiles()


def test_places_snap_to_the_largest_part(tmp_path: Path) -> None:
    net, _ = made(tmp_path, ROW, [(1, [1, 2, 3], ROAD), (2, [3, 4], {**ROAD, "oneway": "yes"}), (3, [15, 16], ROAD)])
    inside = largest_part(net, arc_times(net, PROFILES, "bus"))
    assert sorted(net.node_id[inside].tolist()) == [1, 3]
    found = snap(net, Point(lon=0.05, lat=0.01), inside, what="site")
    assert net.node_id[found.node] == 3
    assert found.metres == pytest.approx(2486, rel=1e-2)


def test_a_place_far_off_is_an_error_and_swapped_numbers_are_said(tmp_path: Path) -> None:
    net, _ = made(tmp_path, {1: (8.0, 41.0), 2: (8.1, 41.0)}, [(1, [1, 2], ROAD)])
    inside = largest_part(net, arc_times(net, PROFILES, "car"))
    with pytest.raises(InputError, match="222 km off the network") as caught:
        snap(net, Point(lon=8.0, lat=43.0), inside, what="site azot")
    assert caught.value.field == "site azot"
    with pytest.raises(InputError, match="look swapped"):
        snap(net, Point(lon=41.0, lat=8.0), inside, what="site")


def test_a_class_that_can_use_nothing(tmp_path: Path) -> None:
    net, _ = made(tmp_path, ROW, [(1, [1, 2], {"highway": "steps"})])
    nothing = largest_part(net, arc_times(net, PROFILES, "car")) & False
    with pytest.raises(InputError, match="can use no road"):
        snap(net, Point(lon=0.01, lat=0.0), nothing, what="site")
