"""Small extracts written for a test, and the real ones beside the project where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from safeconduct.network.import_report import ImportReport
from safeconduct.network.osm import read_osm
from safeconduct.network.roadnet import Box, RoadNet
from tests.house.tree import ROOT

SHARED = ROOT.parent / "shared" / "data" / "osm"

Nodes = Mapping[int, tuple[float, float] | tuple[float, float, Mapping[str, str]]]
Ways = Sequence[tuple[int, Sequence[int], Mapping[str, str]]]
Relations = Sequence[tuple[int, Sequence[tuple[str, int, str]], Mapping[str, str]]]


def write(path: Path, nodes: Nodes, ways: Ways, relations: Relations = ()) -> Path:
    """An .osm.pbf of these nodes (lon, lat, tags), ways and relations."""
    import osmium
    from osmium.osm import mutable

    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for ident, place in sorted(nodes.items()):
            tags = place[2] if len(place) > 2 else {}  # type: ignore[misc]
            writer.add_node(mutable.Node(id=ident, location=(place[0], place[1]), tags=dict(tags)))
        for ident, refs, tags in ways:
            writer.add_way(mutable.Way(id=ident, nodes=list(refs), tags=dict(tags)))
        for ident, members, tags in relations:
            writer.add_relation(mutable.Relation(id=ident, members=list(members), tags=dict(tags)))
    return path


def made(
    folder: Path, nodes: Nodes, ways: Ways, relations: Relations = (), box: Box | None = None
) -> tuple[RoadNet, ImportReport]:
    """The network of such an extract, and its report."""
    return read_osm(write(folder / "made.osm.pbf", nodes, ways, relations), box=box)


def real(name: str) -> Path:
    """A real extract; the test is skipped where it is not beside the project."""
    path = SHARED / f"{name}.osm.pbf"
    if not path.exists():
        pytest.skip(f"needs {name}.osm.pbf beside the project, in shared/data/osm")
    return path


#: A row of places 0.01 degrees apart on the equator (1,111.95 m each), with one north of each.
ROW: dict[int, tuple[float, float]] = {
    **{at: (at / 100, 0.0) for at in range(1, 10)},
    **{at + 10: (at / 100, 0.01) for at in range(1, 10)},
}
STEP = 1111.95
