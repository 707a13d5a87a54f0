"""Networks to measure on: grids of our own making, and public graphs that lie beside the project.

The public graphs (PACE 2016: New York, Florida) have neither times nor positions. Times are drawn from a seed;
positions are distances in steps from two landmarks, which orders the nodes well enough.
"""

from __future__ import annotations

import lzma
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.registry import MissingData

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from safeconduct.network.arcs import ArcTable

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
#: Thousands of nodes by which the public graphs are asked for.
PUBLIC = {264: "pace16_NY.gr.xz", 1070: "pace16_FLA.gr.xz"}
CLASSES = ("car", "bus", "truck", "light", "ambulance", "foot")
#: Share of a car's speed, by class in the order above.
_SHARES = (1.0, 0.9, 0.85, 0.95, 1.0, 0.08)


@cache
def graph(thousands: int) -> ArcTable:
    """The public graph of that size, or a grid of about as many nodes. MissingData where the public one is absent."""
    if thousands not in PUBLIC:
        return grid(thousands * 1000)
    path = SHARED / "roads" / PUBLIC[thousands]
    if not path.exists():
        raise MissingData(f"{path.name} is not beside the project, in shared/data/roads")
    return read_gr(path)


def read_gr(path: Path) -> ArcTable:
    """A graph in the PACE form, xz-compressed: ``p tw NODES EDGES``, then one edge a line, nodes from 1."""
    import numpy as np

    with lzma.open(path, "rt", encoding="ascii") as file:
        lines = [line for line in file if line[0] not in "c\n"]
    nodes = int(lines[0].split()[2])
    ends = np.array(" ".join(lines[1:]).split(), dtype=np.int32).reshape(-1, 2) - 1
    lon, lat = (steps_from(nodes, ends, landmark) for landmark in (0, nodes // 2))
    return arc_table(nodes, ends, lon, lat)


def steps_from(nodes: int, ends: NDArray[Any], landmark: int) -> NDArray[Any]:
    """Hundredths of a degree, one a step from a landmark node."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    matrix = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(nodes, nodes))
    steps = dijkstra(matrix, directed=False, indices=landmark, unweighted=True)
    return np.where(np.isfinite(steps), steps, 0) / 100


def arc_table(nodes: int, ends: NDArray[Any], lon: NDArray[Any], lat: NDArray[Any]) -> ArcTable:
    """Two arcs an edge."""
    import numpy as np

    from safeconduct.network.arcs import ArcTable

    tail, head = np.ascontiguousarray(ends.reshape(-1)), np.ascontiguousarray(ends[:, ::-1].reshape(-1))
    return ArcTable(nodes=nodes, tail=tail.astype(np.int32), head=head.astype(np.int32), lon=lon, lat=lat)


def grid(nodes: int) -> ArcTable:
    """A square grid of about so many nodes, one street in five missing."""
    import numpy as np

    side = max(2, round(nodes**0.5))
    at = np.arange(side * side, dtype=np.int32).reshape(side, side)
    east = np.stack((at[:, :-1].reshape(-1), at[:, 1:].reshape(-1)), axis=1)
    north = np.stack((at[:-1].reshape(-1), at[1:].reshape(-1)), axis=1)
    ends = np.concatenate((east, north))
    kept = np.random.default_rng(1).random(len(ends)) > 0.2
    return arc_table(side * side, ends[kept], at.reshape(-1) % side / 100, at.reshape(-1) // side / 100)


def times(arcs: ArcTable, seed: int) -> dict[str, NDArray[Any]]:
    """Deciseconds of every class on every arc: lognormal, the same both ways, about 20 s in the middle for a car."""
    import numpy as np

    rng = np.random.default_rng(seed)
    base = np.repeat(np.clip(rng.lognormal(5.3, 0.8, arcs.arcs // 2), 5, 20_000), 2)
    return {name: np.ceil(base / share).astype(np.int64) for name, share in zip(CLASSES, _SHARES, strict=True)}


def sites(arcs: ArcTable, seed: int, count: int) -> list[int]:
    """Different nodes of the largest connected part."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    matrix = csr_array((np.ones(arcs.arcs, dtype=np.int8), (arcs.tail, arcs.head)), shape=(arcs.nodes, arcs.nodes))
    part = connected_components(matrix, directed=False)[1]
    inside = np.flatnonzero(part == np.bincount(part).argmax())
    return [int(node) for node in np.random.default_rng(seed).choice(inside, count, replace=False)]
