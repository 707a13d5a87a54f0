"""What cannot be undone of a day that is being driven, for those who add to its orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from safeconduct.plan.fleet.trips import Free


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """The minute of the change; ``late`` is the minute before which a vehicle begins nothing more, ``fixed`` how many
    of its first trips may not change, and those who are ``out`` get nothing new."""

    now: int
    late: Mapping[str, int] = field(default_factory=dict)
    fixed: Mapping[str, int] = field(default_factory=dict)
    out: frozenset[str] = frozenset()

    def since(self, vehicle: str) -> int:
        """From when on the vehicle may begin something."""
        return max(self.now, self.late.get(vehicle, self.now))

    def free(self, vehicle: str, number: int, free: Free) -> Free | None:
        """Where and when it is free before its trip of that number (from 0); None where that may not change."""
        if vehicle in self.out or number < self.fixed.get(vehicle, 0):
            return None
        return replace(free, since=max(free.since, self.since(vehicle)))
