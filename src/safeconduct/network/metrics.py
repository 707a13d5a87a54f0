"""The times of every class on every arc, with edges closed and reopened: what all routers agree on.

A closed edge is closed both ways and for every class. Its times stay known, so that it can be reopened; times given
for a closed edge hold once it is reopened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError, NotFound
from safeconduct.network.arcs import MAX_DECISECONDS, SHUT, ArcTable
from safeconduct.network.roadnet import Ints

#: New times for some arcs of a class: arc numbers and their times, of one length.
Retimed = Mapping[str, tuple[Any, Any]]


class Metrics:
    """Times by class, and which edges are closed."""

    def __init__(self, arcs: ArcTable) -> None:
        self.arcs = arcs
        self._times: dict[str, Ints] = {}
        self._closed = np.zeros(arcs.arcs // 2, dtype=bool)

    @property
    def names(self) -> tuple[str, ...]:
        """The classes that have times, in the order they came."""
        return tuple(self._times)

    def known(self, name: str) -> str:
        """A class that has times; NotFound otherwise."""
        if name not in self._times:
            raise NotFound(
                f"no times were given for the class {name!r}",
                next_step=f"use one of {', '.join(self._times)}" if self._times else "customise the router first",
            )
        return name

    def customise(self, name: str, deciseconds: NDArray[Any]) -> None:
        """Set all times of a class, SHUT where it cannot pass. InputError as ``ArcTable.times``."""
        self._times[name] = self.arcs.times(deciseconds)

    def retime(self, changes: Retimed) -> dict[str, NDArray[np.int64]]:
        """Change some times of some classes; returns the arcs changed by class. All or none are changed."""
        checked: dict[str, tuple[NDArray[np.int64], Ints]] = {}
        for name, (arcs, times) in changes.items():
            numbers, given = self.checked(name, arcs, times)
            whole = self._times[name].copy()
            whole[numbers] = given
            checked[name] = (numbers, whole)
        for name, (_, whole) in checked.items():
            self._times[name] = whole
        return {name: numbers for name, (numbers, _) in checked.items()}

    def checked(self, name: str, arcs: Any, times: Any) -> tuple[NDArray[np.int64], Ints]:
        """Arc numbers and their new times for a class, found usable. NotFound or InputError otherwise."""
        self.known(name)
        numbers, given = np.asarray(arcs, dtype=np.int64), np.asarray(times)
        if numbers.shape != given.shape or numbers.ndim != 1 or (len(given) and given.dtype.kind not in "iu"):
            raise InputError("give one whole time an arc", field=name, next_step="give deciseconds")
        if len(numbers) and not 0 <= int(numbers.min()) <= int(numbers.max()) < self.arcs.arcs:
            raise NotFound(
                f"an arc is none of 0 to {self.arcs.arcs - 1}",
                field=name,
                next_step="number arcs as the network does",
            )
        if ((given != SHUT) & ((given < 1) | (given > MAX_DECISECONDS))).any():
            raise InputError(
                f"times are 1 to {MAX_DECISECONDS} deciseconds", field=name, next_step="check length and speed"
            )
        return numbers, given.astype(np.int32)

    def set_closed(self, edges: Iterable[int], closed: bool) -> NDArray[np.int64]:
        """Close or reopen edges; returns the arcs whose times that changed. NotFound, and no change, for an edge
        that does not exist."""
        arcs = self.arcs.arcs_of(edges)
        changed: NDArray[np.int64] = arcs[self._closed[arcs // 2] != closed]
        self._closed[changed // 2] = closed
        return changed

    def times(self, name: str, arcs: NDArray[np.int64] | None = None) -> Ints:
        """Times as they hold now, SHUT on closed edges; of all arcs, or of some."""
        if arcs is None:
            return np.where(np.repeat(self._closed, 2), np.int32(SHUT), self._times[name])
        return np.where(self._closed[arcs // 2], np.int32(SHUT), self._times[name][arcs])
