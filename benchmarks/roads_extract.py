"""A made-up extract of any size, in the form OpenStreetMap extracts have: blocks, a river, bridges, tags, shapes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

#: Nodes between two crossroads, on average; real extracts have about six a way.
INNER = 5
#: Every so many rows a river runs from west to east, crossed by a bridge every so many columns.
RIVER_EVERY, BRIDGE_EVERY = 60, 25
_KINDS = (
    ("residential",) * 10 + ("service",) * 4 + ("tertiary", "secondary", "primary", "unclassified", "track", "footway")
)
_SURFACES = ("asphalt", "paved", "gravel", "", "", "", "", "")


def write_extract(path: Path, ways: int, seed: int = 1) -> Path:
    """An .osm.pbf with about so many ways of roads."""
    import osmium
    from osmium.osm import mutable

    side = max(4, round((ways / 1.62) ** 0.5))
    edits = edited(seed)
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for ident, lon, lat in places(side, seed):
            writer.add_node(mutable.Node(id=spread(ident), location=(lon, lat), **next(edits)))
        for ident, refs, tags in streets(side, seed):
            nodes = [spread(ref) for ref in refs]
            writer.add_way(mutable.Way(id=spread(ident), nodes=nodes, tags=tags, **next(edits)))
    return path


def spread(ident: int) -> int:
    """Ids with gaps and beyond 32 bits, as real ones are."""
    return 5_000_000_000 + 37 * ident + ident * ident % 31


def edited(seed: int) -> Iterator[dict[str, Any]]:
    """Who changed a thing and when, as real extracts say it of everything: half of their bytes."""
    import numpy as np

    rng = np.random.default_rng(seed + 4)
    start = datetime(2010, 1, 1, tzinfo=UTC)
    while True:
        draws = rng.integers(0, (400_000_000, 90_000, 140_000_000, 9), (10_000, 4)).tolist()
        for changeset, uid, second, version in draws:
            when = start + timedelta(seconds=second)
            yield {
                "changeset": changeset,
                "uid": uid,
                "user": f"mapper{uid % 997}",
                "timestamp": when,
                "version": version + 1,
            }


def places(side: int, seed: int) -> Iterator[tuple[int, float, float]]:
    """Nodes by id: crossroads first, then the nodes inside each street."""
    import numpy as np

    rng = np.random.default_rng(seed)
    jitter = rng.normal(0, 0.0002, (side * side, 2))
    for at in range(side * side):
        yield at + 1, 8 + (at % side) / 500 + jitter[at, 0], 41 + (at // side) / 500 + jitter[at, 1]
    for ident, (lon, lat) in enumerate(inner(side, seed), start=side * side + 1):
        yield ident, lon, lat


def inner(side: int, seed: int) -> Iterator[tuple[float, float]]:
    """Positions of nodes inside streets, in the order the streets come."""
    import numpy as np

    rng = np.random.default_rng(seed + 1)
    for start, end, _ in blocks(side, seed):
        bend = rng.normal(0, 0.0001, 2 * INNER)
        for step in range(INNER):
            share = (step + 1) / (INNER + 1)
            lon = 8 + ((start % side) * (1 - share) + (end % side) * share) / 500
            lat = 41 + ((start // side) * (1 - share) + (end // side) * share) / 500
            yield lon + bend[2 * step], lat + bend[2 * step + 1]


def blocks(side: int, seed: int) -> Iterator[tuple[int, int, bool]]:
    """Streets as two crossroads and whether the street bridges the river; one in five is missing."""
    import numpy as np

    rng = np.random.default_rng(seed + 2)
    for at in range(side * side):
        missing = rng.random(2) < 0.19
        column, row = at % side, at // side
        if column + 1 < side and not missing[0]:
            yield at, at + 1, False
        over = row % RIVER_EVERY == RIVER_EVERY // 2
        if row + 1 < side and (column % BRIDGE_EVERY == 0 if over else not missing[1]):
            yield at, at + side, over


def streets(side: int, seed: int) -> Iterator[tuple[int, list[int], dict[str, str]]]:
    """Ways by id, with the tags a map has."""
    import numpy as np

    rng = np.random.default_rng(seed + 3)
    first = side * side + 1
    for number, (start, end, bridge) in enumerate(blocks(side, seed)):
        kind, surface, name, oneway = rng.integers(0, (len(_KINDS), len(_SURFACES), 5_000, 8))
        tags: dict[str, Any] = {"highway": _KINDS[kind], "name": f"Street {name}"}
        if _SURFACES[surface]:
            tags["surface"] = _SURFACES[surface]
        if oneway == 0:
            tags["oneway"] = "yes"
        if bridge:
            tags = {"highway": "primary", "bridge": "yes", "name": f"Bridge {start}"}
        inside = range(first + number * INNER, first + (number + 1) * INNER)
        yield number + 1, [start + 1, *inside, end + 1], tags
