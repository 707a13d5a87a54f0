"""One class of a network router, seen as the small ``ports.Router`` that the worked case uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safeconduct.model.errors import InputError
from safeconduct.network.arcs import MAX_DECISECONDS
from safeconduct.ports import NetworkRouter


@dataclass(frozen=True, slots=True)
class OneClass:
    """Routes by edge numbers for one class; closing an edge closes it for every class of the router behind it."""

    router: NetworkRouter
    name: str

    @classmethod
    def undirected(cls, router: NetworkRouter, deciseconds: Sequence[int]) -> OneClass:
        """Give a router one class whose edges cost the same both ways. InputError for a cost out of range."""
        for edge, cost in enumerate(deciseconds):
            if not 1 <= cost <= MAX_DECISECONDS:
                raise InputError(
                    f"edge {edge} costs {cost} deciseconds, 1 to {MAX_DECISECONDS} are possible",
                    field=f"deciseconds[{edge}]",
                    next_step="check its length and speed",
                )
        router.customise("all", np.repeat(np.asarray(deciseconds, dtype=np.int64), 2))
        return cls(router, "all")

    def route(self, origin: int, destination: int) -> tuple[int, tuple[int, ...]] | None:
        """Cost in deciseconds and the edge numbers used, in order; None when there is no way."""
        way = self.router.route(self.name, origin, destination)
        return None if way is None else (way[0], tuple(arc // 2 for arc in way[1]))

    def close(self, edges: Sequence[int]) -> None:
        """Take edges out."""
        self.router.close(edges)

    def reopen(self, edges: Sequence[int]) -> None:
        """Put edges back at their former cost."""
        self.router.reopen(edges)
