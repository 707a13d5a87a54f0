"""Many stretches of a flat array at once, without a loop: the lines of edges, the arcs out of nodes."""

from __future__ import annotations

import numpy as np

from safeconduct.network.roadnet import Longs


def spans(start: Longs, length: Longs) -> Longs:
    """The positions ``start[i], start[i] + 1, …``, ``length[i]`` of them, of every stretch in a row."""
    before = np.cumsum(length) - length
    positions: Longs = np.repeat(start - before, length) + np.arange(int(length.sum()))
    return positions
