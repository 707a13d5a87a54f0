"""Crews on a simulated day: when a halt is due before the next drive, and when their day is over.

The rules are F16 of docs/rules-fleet.md: minutes of driving add up until the vehicle has stood empty long enough.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from safeconduct.stress.programme import Crew

#: Minutes too short to matter: a halt of 45 minutes is over after 44.9999 in floating point.
INSTANT = 1e-6


class Crews:
    """The crews that have limits, by vehicle; all others drive on."""

    def __init__(self, crews: Mapping[str, Crew]) -> None:
        self._crews = crews
        self._driven: dict[str, float] = {}
        self._stands: dict[str, float] = {}

    def ready(self, vehicle: str, at: float, minutes: float) -> float:
        """From when an empty vehicle may begin so many minutes of driving: at once, or after its halt."""
        crew = self._crews.get(vehicle)
        if crew is None:
            return at
        since = self._stands.get(vehicle, at)
        if at - since >= crew.rests - INSTANT:
            self._driven[vehicle] = 0.0
        if self._driven.get(vehicle, 0.0) and self._driven[vehicle] + minutes > crew.drives:
            return since + crew.rests
        return at

    def drove(self, vehicle: str, minutes: float, stands: float) -> None:
        """A vehicle has driven so many minutes and stands empty from a minute on."""
        if vehicle in self._crews:
            self._driven[vehicle] = self._driven.get(vehicle, 0.0) + minutes
            self._stands[vehicle] = stands

    def ends(self, vehicle: str) -> float:
        """The minute a crew's day is over."""
        crew = self._crews.get(vehicle)
        return math.inf if crew is None else crew.ends

    def relieved(self, vehicle: str) -> None:
        """Another crew, with another vehicle, goes on under the same name."""
        self._driven.pop(vehicle, None)
        self._stands.pop(vehicle, None)
