"""Shapes of uncertainty, as inverse distribution functions: a uniform number in (0, 1) in, a value out.

Every shape is monotone in that number, so that two plans on the same numbers meet the same luck, and a larger number
never means a smaller value. What a shape is asked for lies between its ends; the normal is cut at 0.001 and 0.999.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

_NORMAL = NormalDist()
_CUT = 0.001
_P90 = _NORMAL.inv_cdf(0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """One value, whatever the luck."""

    value: float

    def at(self, u: float) -> float:
        """The value."""
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """1 with probability ``p``, else 0."""

    p: float

    def __post_init__(self) -> None:
        if not 0 <= self.p <= 1:
            raise ValueError(f"a chance lies between 0 and 1, got {self.p}")

    def at(self, u: float) -> float:
        """1.0 when the number lies in the upper ``p`` of the unit interval."""
        return 1.0 if u > 1 - self.p else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniform:
    """Every value between two ends alike."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"low is at most high, got {self.low} and {self.high}")

    def at(self, u: float) -> float:
        """The value at a share ``u`` of the way."""
        return self.low + u * (self.high - self.low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangle:
    """Values between two ends, most often near ``mode``."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.mode <= self.high:
            raise ValueError(f"low, mode and high stand in this order, got {self.low}, {self.mode}, {self.high}")

    def at(self, u: float) -> float:
        """The inverse of the triangular distribution function."""
        width = self.high - self.low
        if width == 0:
            return self.low
        split = (self.mode - self.low) / width
        if u < split:
            return self.low + math.sqrt(u * width * (self.mode - self.low))
        return self.high - math.sqrt((1 - u) * width * (self.high - self.mode))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lognormal:
    """Values above 0 with a long tail: half lie below ``median``, nine tenths below ``p90``."""

    median: float
    p90: float

    def __post_init__(self) -> None:
        if not 0 < self.median <= self.p90:
            raise ValueError(f"median is above 0 and at most p90, got {self.median} and {self.p90}")

    def at(self, u: float) -> float:
        """``median * (p90 / median) ** (z(u) / z(0.9))``."""
        z = _NORMAL.inv_cdf(min(max(u, _CUT), 1 - _CUT))
        return float(self.median * (self.p90 / self.median) ** (z / _P90))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Something that happens ``per_hour`` times an hour, without memory: the value is the hours until it does."""

    per_hour: float

    def __post_init__(self) -> None:
        if self.per_hour < 0:
            raise ValueError(f"a rate starts at 0 per hour, got {self.per_hour}")

    def at(self, u: float) -> float:
        """Hours until the first time; infinite at rate 0."""
        return math.inf if self.per_hour == 0 else -math.log1p(-u) / self.per_hour


Shape = Fixed | Chance | Uniform | Triangle | Lognormal | Rate

#: The shapes by the name they carry in the file of priors.
SHAPES: dict[str, type[Shape]] = {
    "fixed": Fixed,
    "chance": Chance,
    "uniform": Uniform,
    "triangle": Triangle,
    "lognormal": Lognormal,
    "rate": Rate,
}


def scaled(shape: Shape, by: float) -> Shape | None:
    """A chance, at most 1, or a rate so many times as large; None for every other shape."""
    if isinstance(shape, Chance):
        return Chance(p=min(1.0, shape.p * by))
    return Rate(per_hour=shape.per_hour * by) if isinstance(shape, Rate) else None


def figure(shape: Shape) -> float:
    """The number of a shape that has but one: its value, its chance, its rate; ValueError for others."""
    if isinstance(shape, Fixed | Chance | Rate):
        return float(getattr(shape, shape.__slots__[0]))
    raise ValueError(f"{type(shape).__name__} has {len(shape.__slots__)} numbers")


def binomial(n: int, p: float, u: float) -> int:
    """How many of ``n`` independent things of probability ``p`` happen, as the inverse distribution function at ``u``.

    Exact summation; ``n`` up to a few thousand. Monotone in ``n``, ``p`` and ``u``.
    """
    if n <= 0 or p <= 0:
        return 0
    if p >= 1:
        return n
    if p > 0.5:
        return n - binomial(n, 1 - p, 1 - u)
    log_q = n * math.log1p(-p)
    if log_q < -700:  # the first term underflows: the normal with continuity correction
        z = _NORMAL.inv_cdf(min(max(u, _CUT), 1 - _CUT))
        return min(n, max(0, math.floor(n * p + z * math.sqrt(n * p * (1 - p)) + 0.5)))
    term = cumulated = math.exp(log_q)
    k, odds = 0, p / (1 - p)
    while cumulated < u and k < n:
        term *= (n - k) / (k + 1) * odds
        k += 1
        cumulated += term
    return k
