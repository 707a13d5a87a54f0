"""Which named water a bridge crosses, where the map's own lines say so.

A bridge over a road is a bridge too: only a line of water that the bridge's drawn line meets gives it a water. A
river is preferred to a stream. Where no named water was mapped the answer is nothing, not "no water".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safeconduct.network.osm_ways import Lines
from safeconduct.network.roadnet import SCALE, Feature, Floats, Ints, RoadNet
from safeconduct.network.spans import spans


@dataclass(frozen=True, slots=True, eq=False)
class Shore:
    """Lines of water as single steps: ends in degrees, the index of the water's name, whether it is a river."""

    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    name: Ints
    river: Ints

    @classmethod
    def of(cls, lines: Lines) -> Shore:
        """Steps of mapped waters whose two ends have positions."""
        x, y = np.array(lines.x, dtype=np.int64), np.array(lines.y, dtype=np.int64)
        way = np.repeat(np.arange(len(lines.id)), np.diff(np.array(lines.start)))
        known = (np.abs(x) <= 180 * SCALE) & (np.abs(y) <= 90 * SCALE)
        at = np.flatnonzero(known[:-1] & known[1:] & (way[:-1] == way[1:])) if len(x) else np.zeros(0, dtype=np.int64)
        name, river = np.array(lines.name, dtype=np.int32), np.array(lines.tags, dtype=np.int32)
        return cls(
            x[at] / SCALE,
            y[at] / SCALE,
            x[at + 1] / SCALE,
            y[at + 1] / SCALE,
            name[way[at]] if len(at) else np.zeros(0, dtype=np.int32),
            river[way[at]] if len(at) else np.zeros(0, dtype=np.int32),
        )


def water_under(net: RoadNet, shore: Shore) -> Ints:
    """Of every edge the index of the name of the water it crosses, 0 where it is no bridge or none is known."""
    found = np.zeros(net.edges, dtype=np.int32)
    bridges = np.flatnonzero(net.has(Feature.BRIDGE))
    if not len(bridges) or not len(shore.name):
        return found
    from shapely import STRtree, linestrings

    water = linestrings(np.stack((shore.x0, shore.x1), axis=1), np.stack((shore.y0, shore.y1), axis=1))
    length = np.diff(net.shape_start)[bridges]
    gather = spans(net.shape_start[bridges], length)
    lines = linestrings(
        net.shape_x[gather] / SCALE, net.shape_y[gather] / SCALE, indices=np.repeat(np.arange(len(bridges)), length)
    )
    bridge_at, water_at = STRtree(water).query(lines, predicate="intersects")
    order = np.lexsort((shore.name[water_at], -shore.river[water_at], bridge_at))
    first = np.unique(bridge_at[order], return_index=True)[1]
    chosen = order[first]
    found[bridges[bridge_at[chosen]]] = shore.name[water_at[chosen]]
    return found
