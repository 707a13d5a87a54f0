"""What an import found, repaired and does not know, in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from safeconduct.network.roadnet import RoadNet

#: Facts a convoy asks for, and the tags that state each.
FACTS: Mapping[str, tuple[str, ...]] = {
    "weight limit": ("maxweight", "maxweightrating"),
    "height limit": ("maxheight", "maxheight:physical"),
    "width": ("width", "maxwidth", "maxwidth:physical"),
    "lanes": ("lanes",),
    "surface": ("surface", "tracktype"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Figures of one import. ``repairs`` counts everything that was cut, dropped or mended, by what it was;
    ``left_out`` the kinds of way no profile knows; ``unknown`` the share of edges (0 to 1) whose fact nobody mapped;
    ``box`` is west, south, east, north of the nodes in degrees."""

    file: str
    file_bytes: int
    box: tuple[float, float, float, float]
    ways: int
    nodes: int
    edges: int
    road_km: float
    bridges: int
    bridges_named: int
    bridges_over_water: int
    tunnels: int
    ferries: int
    fords: int
    barriers: int
    turns: int
    repairs: Mapping[str, int]
    left_out: Mapping[str, int]
    unknown: Mapping[str, float]


def unknown_shares(net: RoadNet) -> dict[str, float]:
    """For each fact, the share of edges on which the map does not state it."""
    uses = np.bincount(net.edge_tags, minlength=len(net.tagsets))
    total = max(1, net.edges)
    return {
        fact: round(
            sum(int(n) for tags, n in zip(net.tagsets, uses, strict=True) if not tags.keys() & set(keys)) / total, 4
        )
        for fact, keys in FACTS.items()
    }
