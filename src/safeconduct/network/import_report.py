"""What an import found, repaired and does not know, in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from safeconduct.network.roadnet import Feature, RoadNet

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


def report_of(
    net: RoadNet, *, file: str, size: int, ways: int, repairs: Mapping[str, int], left_out: Mapping[str, int]
) -> ImportReport:
    """The figures of a network that ``ways`` of a file of ``size`` bytes made; ferries are no road."""
    bridges, ferries = net.has(Feature.BRIDGE), net.has(Feature.FERRY)
    return ImportReport(
        file=file,
        file_bytes=size,
        box=net.box(),
        ways=ways,
        nodes=net.nodes,
        edges=net.edges,
        road_km=round(float(net.edge_metres[~ferries].sum()) / 1000, 1),
        bridges=int(bridges.sum()),
        bridges_named=int((net.edge_name[bridges] > 0).sum()),
        bridges_over_water=int((net.edge_water > 0).sum()),
        tunnels=int(net.has(Feature.TUNNEL).sum()),
        ferries=int(ferries.sum()),
        fords=int(net.has(Feature.FORD).sum()),
        barriers=int(net.has(Feature.BARRIER).sum()),
        turns=len(net.turns),
        repairs=repairs,
        left_out=left_out,
        unknown=unknown_shares(net),
    )


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
