"""Convoys of a fleet on a simulated day (docs/rules-fleet.md, F17): their headway, and who leads long ones."""

from __future__ import annotations

import math

from safeconduct.stress.programme import Together


class Escorts:
    """When the next convoy of a corridor may leave, and who leads it; without a rule, anybody at any time."""

    def __init__(self, rule: Together | None) -> None:
        self._rule = rule
        self._there = math.inf if rule is None or rule.escorts is None else rule.escorts
        self._left: dict[str, float] = {}

    def may_leave(self, corridor: str, at: float) -> float:
        """From when the next convoy of a corridor may leave."""
        if self._rule is None or corridor not in self._left:
            return at
        return max(at, self._left[corridor] + self._rule.headway)

    def needed(self, vehicles: int) -> bool:
        """Whether a convoy of so many vehicles is led."""
        return self._rule is not None and vehicles > self._rule.led_above

    def take(self) -> bool:
        """One escort goes; False when none is there."""
        if self._there < 1:
            return False
        self._there -= 1
        return True

    def left(self, corridor: str, at: float) -> None:
        """A convoy of the corridor leaves."""
        self._left[corridor] = at

    def back_at(self, at: float) -> float:
        """When the escort of a convoy that is over at a minute is there again."""
        return at if self._rule is None else at + self._rule.returns

    def back(self) -> None:
        """An escort is there again."""
        self._there += 1
