"""From an .osm.pbf to a road network: ways cut at every crossroads, each bridge an edge of its own, nothing guessed.

A clipped extract holds ways whose nodes are missing: such a way is cut there, never bridged by a straight line. What
was cut, dropped or repaired is counted in the report. OpenStreetMap splits ways at the ends of bridges, so an edge
never is half a bridge. A barrier or ford standing on a node between two edges becomes an edge of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError
from safeconduct.network.area import Area
from safeconduct.network.import_report import ImportReport, report_of
from safeconduct.network.obstacles import stand_alone
from safeconduct.network.osm_ways import Lines, RawMap, Tell, read_ways
from safeconduct.network.roadnet import SCALE, Box, Feature, Ints, Longs, RoadNet, haversine_metres
from safeconduct.network.spans import spans
from safeconduct.network.turns import resolve_turns
from safeconduct.network.waters import Shore, water_under

#: Share of nodes without a position above which the file, not its clipping, is at fault.
MISSING_LIMIT = 0.9


@dataclass(frozen=True, slots=True)
class _Runs:
    """Unbroken stretches of ways: flat positions, and where each stretch begins and ends (inclusive)."""

    ref: Longs
    x: Ints
    y: Ints
    way: Ints
    first: Longs
    last: Longs


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Edges as stretches of the flat positions, both ends inclusive, and the way each belongs to."""

    begin: Longs
    end: Longs
    way: Ints


def read_osm(
    path: Path, *, box: Box | Area | None = None, tell: Tell = lambda line: None
) -> tuple[RoadNet, ImportReport]:
    """The network of an extract, or of the part of it inside a box or area, and the report of what was repaired.

    InputError naming the file and the next step: not a PBF, cut short, no roads, no positions, a box or area that
    holds nothing (with the swapped order of its numbers said where that would hold something).
    """
    found = read_ways(path, tell)
    if isinstance(box, Area):
        found.counts.update(box.mended)
    tell(f"{len(found.roads.id):,} ways of roads; cutting them into edges")
    counts: Counter[str] = found.counts
    if not found.roads.id:
        raise InputError(
            "the file holds no roads",
            file=str(path),
            field=", ".join(key for key, _ in found.left_out.most_common(3)) or None,
            next_step="give an extract with highways or ferries, unfiltered",
        )
    runs = _runs(found.roads, box, counts, str(path))
    if not len(runs.first):
        raise _nothing_inside(found, box, path)
    net = _finish(_network(found, runs), found, counts)
    tell(f"{net.nodes:,} nodes, {net.edges:,} edges")
    return net, report_of(
        net,
        file=path.name,
        size=path.stat().st_size,
        ways=len(found.roads.id),
        repairs={key: count for key, count in sorted(counts.items()) if count and key != "ways met"},
        left_out=dict(found.left_out.most_common()),
    )


def _runs(lines: Lines, box: Box | Area | None, counts: Counter[str], file: str) -> _Runs:
    """Ways cut at nodes that are missing or outside the box, without repeated ways and repeated nodes."""
    ref, x, y = np.array(lines.ref, dtype=np.int64), np.array(lines.x, np.int32), np.array(lines.y, np.int32)
    start = np.array(lines.start, dtype=np.int64)
    way = np.repeat(np.arange(len(lines.id), dtype=np.int32), np.diff(start))
    known = (np.abs(x.astype(np.int64)) <= 180 * SCALE) & (np.abs(y.astype(np.int64)) <= 90 * SCALE)
    counts["nodes missing from the file"] = len(np.unique(ref[~known]))
    counts["ways cut at missing nodes"] = len(np.unique(way[~known]))
    if len(ref) and (~known).mean() > MISSING_LIMIT:
        raise InputError(
            "the ways have no positions: the file lists ways before nodes, or holds no nodes",
            file=file,
            next_step="sort it with `osmium sort`, or fetch an extract with its nodes",
        )
    keep = known
    if box is not None:
        inside = box.holds(x, y)
        counts["ways cut at the area" if isinstance(box, Area) else "ways cut at the box"] = len(
            np.unique(way[known & ~inside])
        )
        keep = known & inside
    again = _repeated_ways(np.array(lines.id, dtype=np.int64))
    counts["ways given twice, second one dropped"] = int(again.sum())
    keep = keep & ~again[way]
    counts["ways with one node or none, dropped"] = int((np.diff(start) < 2).sum())
    stutter = np.zeros(len(ref), dtype=bool)
    stutter[1:] = keep[1:] & keep[:-1] & (way[1:] == way[:-1]) & (ref[1:] == ref[:-1])
    counts["nodes repeated in a row, dropped"] = int(stutter.sum())
    at = np.flatnonzero(~stutter)
    ref, x, y, way, keep = ref[at], x[at], y[at], way[at], keep[at]
    joined = np.zeros(len(ref) + 1, dtype=bool)  # joined[i]: position i - 1 and i stand in one stretch
    joined[1:-1] = keep[1:] & keep[:-1] & (way[1:] == way[:-1])
    first = np.flatnonzero(keep & ~joined[:-1])
    last = np.flatnonzero(keep & ~joined[1:])
    long = last > first
    return _Runs(ref=ref, x=x, y=y, way=way, first=first[long], last=last[long])


def _repeated_ways(ids: Longs) -> NDArray[np.bool_]:
    again = np.ones(len(ids), dtype=bool)
    again[np.unique(ids, return_index=True)[1]] = False
    return again


def _nothing_inside(found: RawMap, box: Box | Area | None, path: Path) -> InputError:
    """Why no road is left: the box or area lies elsewhere, perhaps because its numbers are swapped."""
    x, y = np.array(found.roads.x, dtype=np.int64), np.array(found.roads.y, dtype=np.int64)
    known = (np.abs(x) <= 180 * SCALE) & (np.abs(y) <= 90 * SCALE)
    x, y = x[known], y[known]
    if box is None or not len(x):
        return InputError("no way has two nodes", file=str(path), next_step="fetch an extract with its nodes")
    edges = ",".join(f"{value / SCALE:.4f}" for value in (x.min(), y.min(), x.max(), y.max()))
    what = "area" if isinstance(box, Area) else "bbox"
    why = f"the {'area' if what == 'area' else 'box'} holds no road of the file"
    swapped = box.swapped()
    if swapped is not None and bool(swapped.holds(x, y).any()):  # type: ignore[arg-type]
        step = "write its positions longitude first"
        if isinstance(swapped, Box):
            step = f"give longitude first: {swapped.west},{swapped.south},{swapped.east},{swapped.north}"
        return InputError(
            f"{why}: latitude and longitude look swapped; the roads lie in {edges}",
            file=str(path),
            field=what,
            next_step=step,
        )
    return InputError(
        f"{why}; its roads lie in {edges}",
        file=str(path),
        field=what,
        next_step=f"give {'an area' if what == 'area' else 'a box'} inside these limits (west,south,east,north)",
    )


def _cut(runs: _Runs, obstacles: Longs) -> tuple[_Pieces, Ints, Longs]:
    """The edges, the number among distinct nodes of every position, and the distinct OSM node ids."""
    change = np.zeros(len(runs.ref) + 1, dtype=np.int32)
    change[runs.first] += 1
    change[runs.last + 1] -= 1
    used = np.cumsum(change[:-1]) > 0
    distinct, inverse = np.unique(runs.ref, return_inverse=True)
    uses = np.bincount(inverse[used], minlength=len(distinct))
    junction = (uses >= 2) | np.isin(distinct, obstacles)
    junction[inverse[runs.first]] = True
    junction[inverse[runs.last]] = True
    stop = used & junction[inverse]
    pieces = _split(runs, stop)
    loop = np.flatnonzero(inverse[pieces.begin] == inverse[pieces.end])
    if len(loop):  # a loop hung on one node: cut it in the middle, so that no edge ends where it begins
        middle = (pieces.begin[loop] + pieces.end[loop]) // 2
        stop[middle[(middle > pieces.begin[loop]) & (middle < pieces.end[loop])]] = True
        pieces = _split(runs, stop)
        proper = inverse[pieces.begin] != inverse[pieces.end]
        pieces = _Pieces(begin=pieces.begin[proper], end=pieces.end[proper], way=pieces.way[proper])
    return pieces, inverse.astype(np.int32), distinct


def _split(runs: _Runs, stop: NDArray[np.bool_]) -> _Pieces:
    at = np.flatnonzero(stop)
    run_of = np.searchsorted(runs.first, at, side="right")
    together = (run_of[1:] == run_of[:-1]) & (at[1:] <= runs.last[run_of[1:] - 1])
    begin, end = at[:-1][together], at[1:][together]
    return _Pieces(begin=begin, end=end, way=runs.way[begin])


def _network(found: RawMap, runs: _Runs) -> RoadNet:
    """The network before obstacles, waters and turns are added."""
    pieces, node_of, distinct = _cut(runs, np.fromiter(found.obstacles, np.int64, len(found.obstacles)))
    steps = np.zeros(len(runs.ref), dtype=np.float64)
    steps[1:] = haversine_metres(runs.x[:-1], runs.y[:-1], runs.x[1:], runs.y[1:])
    along = np.cumsum(steps)
    metres = np.maximum(1.0, along[pieces.end] - along[pieces.begin])
    ends = np.unique(np.concatenate((node_of[pieces.begin], node_of[pieces.end])))
    number = np.full(len(distinct), -1, dtype=np.int32)
    number[ends] = np.arange(len(ends), dtype=np.int32)
    node_x, node_y = np.zeros(len(ends), dtype=np.int32), np.zeros(len(ends), dtype=np.int32)
    node_x[number[node_of[pieces.begin]]], node_y[number[node_of[pieces.begin]]] = (
        runs.x[pieces.begin],
        runs.y[pieces.begin],
    )
    node_x[number[node_of[pieces.end]]], node_y[number[node_of[pieces.end]]] = runs.x[pieces.end], runs.y[pieces.end]
    length = pieces.end - pieces.begin + 1
    shape_start = np.concatenate(([0], np.cumsum(length)))
    gather = spans(pieces.begin, length)
    tags = np.array(found.roads.tags, dtype=np.int32)[pieces.way]
    tagsets = tuple(dict(tagset) for tagset in found.tagsets)
    features = np.array([features_of(tagset) for tagset in tagsets], dtype=np.int32)[tags]
    new_way = np.concatenate(([True], pieces.way[1:] != pieces.way[:-1]))
    first_of_way = np.maximum.accumulate(np.where(new_way, np.arange(len(new_way)), 0))
    return RoadNet(
        node_id=distinct[ends],
        node_x=node_x,
        node_y=node_y,
        edge_tail=number[node_of[pieces.begin]],
        edge_head=number[node_of[pieces.end]],
        edge_way=np.array(found.roads.id, dtype=np.int64)[pieces.way],
        edge_piece=(np.arange(len(new_way)) - first_of_way).astype(np.int32),
        edge_metres=metres,
        edge_features=features,
        edge_tags=tags,
        edge_name=np.array(found.roads.name, dtype=np.int32)[pieces.way],
        edge_water=np.zeros(len(tags), dtype=np.int32),
        shape_start=shape_start.astype(np.int64),
        shape_x=runs.x[gather],
        shape_y=runs.y[gather],
        names=tuple(found.names),
        tagsets=tagsets,
        turns=(),
    )


def features_of(tags: dict[str, str]) -> int:
    """Bits of Feature for the tags of a way."""
    bits = Feature(0)
    if tags.get("bridge", "no") != "no":
        bits |= Feature.BRIDGE
    if tags.get("tunnel", "no") not in ("no", "building_passage"):
        bits |= Feature.TUNNEL
    if tags.get("route") == "ferry" and "highway" not in tags:
        bits |= Feature.FERRY
    if tags.get("ford", "no") != "no" or tags.get("highway") == "ford":
        bits |= Feature.FORD
    if tags.get("junction") in ("roundabout", "circular"):
        bits |= Feature.ROUNDABOUT
    if tags.get("barrier", "no") != "no" and "highway" in tags:
        bits |= Feature.BARRIER
    return int(bits)


def _finish(net: RoadNet, found: RawMap, counts: Counter[str]) -> RoadNet:
    """Obstacles as edges, waters under bridges, turns by arc."""
    net = stand_alone(net, found.obstacles, counts)
    net = replace(net, edge_water=water_under(net, Shore.of(found.waters)))
    turns, dropped = resolve_turns(net, found.restrictions)
    counts.update(dropped)
    return replace(net, turns=turns)
