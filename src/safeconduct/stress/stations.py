"""Queues of a day: who comes first is served first, by one of the lanes, and not while the corridor is stopped."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from safeconduct.stress.programme import Station


class Clockwork:
    """Time that stands still while a corridor is stopped."""

    __slots__ = ("_pauses",)

    def __init__(self, pauses: Sequence[tuple[float, float]]) -> None:
        self._pauses = tuple(pauses)

    def open_from(self, at: float) -> float:
        """``at``, or the end of the stop it falls into."""
        for since, until in self._pauses:
            if since <= at < until:
                at = until
        return at

    def after(self, at: float, minutes: float) -> float:
        """When so many minutes have passed outside the stops."""
        for since, until in self._pauses:
            if until <= at:
                continue
            if at + minutes <= since and at < since:
                break
            minutes -= max(0.0, since - at)
            at = until
        return at + minutes


class Queue:
    """One station on one day; must be asked in the order of time."""

    __slots__ = ("_lanes", "_slow", "station")

    def __init__(self, station: Station, slow: float) -> None:
        self.station, self._slow = station, slow
        lanes = 1 if station.seconds else station.lanes
        self._lanes = [-1e18] * lanes

    def loaded(
        self, at: float, vehicles: int, persons: int, clock: Clockwork, factor: float = 1.0
    ) -> tuple[float, float]:
        """A loaded convoy that comes at a minute: (first served, on the road again); ``factor`` is its own slowness."""
        station = self.station
        if station.seconds:
            start = clock.open_from(max(at, self._lanes[0]))
            done = clock.after(start, persons * station.seconds * self._slow * factor / (60 * station.lanes))
            self._lanes[0] = done
            return start, done
        return self._pass(at, vehicles, station.loaded, clock, factor)

    def empty(self, at: float, clock: Clockwork) -> float:
        """An empty vehicle: when it is on the road again. Convoys screened as one let empty vehicles by."""
        station = self.station
        if station.empty_free or station.seconds:
            return at + station.empty
        return self._pass(at, 1, station.empty, clock)[1]

    def _pass(
        self, at: float, vehicles: int, delay: float, clock: Clockwork, factor: float = 1.0
    ) -> tuple[float, float]:
        slow = self._slow * factor
        first, last = None, at
        for _ in range(vehicles):
            last = clock.open_from(max(at, self._lanes[0]))
            heapq.heapreplace(self._lanes, last + self.station.minutes * slow)
            first = last if first is None else first
        return at if first is None else first, clock.after(last, delay * slow)
