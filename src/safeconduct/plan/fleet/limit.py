"""How long the steps that better a plan may go on: so many trips timed, or until a moment of the clock."""

from __future__ import annotations

import time


class Limit:
    """So many units of work, or so many seconds from now on; without either as many units as come.

    Units are counted the same on every run, so what stops at a number of them is the same plan again; a clock is only
    for whoever waits. A step asks whether the limit is ``over`` between two changes, each of which leaves a plan that
    keeps every rule, and so stops soon after it.
    """

    def __init__(self, units: int | None = None, seconds: float | None = None, whole: Limit | None = None) -> None:
        self.units, self.whole, self.spent = units, whole, 0
        self.seconds, self.until = seconds, None if seconds is None else time.perf_counter() + seconds

    def count(self, units: int = 1) -> None:
        """So much was done, here and in what this is a part of."""
        self.spent += units
        if self.whole is not None:
            self.whole.count(units)

    @property
    def over(self) -> bool:
        """Whether no more is to be begun."""
        if self.units is not None and self.spent >= self.units:
            return True
        if self.until is not None and time.perf_counter() >= self.until:
            return True
        return self.whole is not None and self.whole.over

    @property
    def done(self) -> float:
        """The share of its units or seconds that is spent, from 0 to 1; always 0 of one without an end."""
        shares = [] if self.units is None else [self.spent / max(1, self.units)]
        if self.until is not None and self.seconds is not None:
            shares.append(1.0 - (self.until - time.perf_counter()) / max(1e-9, self.seconds))
        return min(1.0, max(shares, default=0.0))

    def part(self, share: float) -> Limit:
        """A limit of its own within this one, over after a share of what is left."""
        units = None if self.units is None else int(share * max(0, self.units - self.spent))
        seconds = None if self.until is None else share * max(0.0, self.until - time.perf_counter())
        return Limit(units, seconds, self)
