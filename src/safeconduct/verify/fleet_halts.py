"""What a crew has left to drive before it is due a halt, as far as it matters for where it can still go (F16).

Between two halts a crew drives at most its limit. At a place, two amounts left are alike when the same rows of drives
from there fit into both; so an amount stands for the longest row that fits into it. A certificate that says so counts
driving in parts of the limit: of a limit of D minutes in m parts a drive of d minutes is floor(m d / (D + 1)) parts.
Drives that add up to D minutes at most are m - 1 parts at most, so no day is lost by it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

#: What a bound does not hold crews to, where it names it.
NO_HALTS = "crews take no halts"
#: By what a certificate says, the parts of the limit it counts driving in.
COUNTED_IN = {
    f"driving between halts is counted in whole {parts}ths of the limit": parts for parts in (4, 8, 16, 32, 64)
}
COUNTED_IN |= {NO_HALTS: 1, "driving between halts is counted in halves of the limit": 2}

Place = TypeVar("Place", bound=Hashable)


def parts_of(relaxed: Collection[str]) -> int:
    """In how many parts of the limit driving is counted, by what is relaxed; 0: in minutes, so nothing is."""
    return min((parts for name, parts in COUNTED_IN.items() if name in relaxed), default=0)


class Driving:
    """How drives count towards a limit of minutes, in ``parts`` of it (0: in minutes). ``most`` is what may be driven
    between halts, counted so; without a limit, or where a halt takes no time, drives count nothing."""

    def __init__(self, limit: int | None, rest: int | None, parts: int) -> None:
        self.limit = limit
        self.rest = rest or 0
        self.parts = 1 if limit is None or not self.rest else parts or limit + 1
        self.most = self.parts - 1

    def counts(self, minutes: int) -> int | None:
        """What a drive counts; None where it is longer than the limit."""
        if self.limit is None:
            return 0
        return self.parts * minutes // (self.limit + 1) if minutes <= self.limit else None


class Lefts(Generic[Place]):
    """The amounts left to drive that are told apart at every place, by drives (start, goal, counts) between them."""

    def __init__(self, drives: Sequence[tuple[Place, Place, int]], most: int) -> None:
        self.most = most
        self._rows: dict[Place, list[int]] = {}
        rows: dict[Place, set[int]] = {place: {0} for start, goal, _ in drives for place in (start, goal)}
        grown = True
        while grown:
            grown = False
            for start, goal, counts in drives:
                more = {counts + row for row in rows[goal] if counts + row <= most} - rows[start]
                rows[start] |= more
                grown = grown or bool(more)
        self._rows = {place: sorted(found) for place, found in rows.items()}
        self.at = {place: {self.of(place, most)} for place in rows}
        grown = True
        while grown:
            grown = False
            for start, goal, counts in drives:
                after = {self.of(goal, left - counts) for left in self.at[start] if left >= counts} - self.at[goal]
                self.at[goal] |= after
                grown = grown or bool(after)

    def of(self, place: Place, left: int) -> int:
        """The amount that stands for ``left`` at a place."""
        return next(row for row in reversed(self._rows[place]) if row <= left)


def running(row: Iterable[int]) -> list[int]:
    """Sums of a row up to each place, 0 before the first."""
    total, sums = 0, [0]
    for value in row:
        total += value
        sums.append(total)
    return sums
