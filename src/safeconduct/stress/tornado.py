"""The tornado: each prior at its low and its high end, one at a time, on the same days.

Every draw is named (``stress.luck``), so that a day meets the same luck at either end but for what was moved, and a day
on which nothing would have been drawn otherwise need not be simulated again. Priors that change nothing have no bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from safeconduct.model.stress import Policy, SimulatedDay, Swing
from safeconduct.stress.compare import paired
from safeconduct.stress.course import play
from safeconduct.stress.luck import Luck
from safeconduct.stress.priors import End, Priors
from safeconduct.stress.programme import Programme
from safeconduct.stress.shapes import Shape, figure

#: A prior at one of its ends.
At = tuple[str, End]
#: Days on which a prior is tried at most where nobody said how many, and at least: fewer would say too little.
DAYS, LEAST_DAYS = 100, 40


class Noting(Priors):
    """Priors that note in ``differs`` which of them would have been drawn otherwise at an end."""

    differs: set[At]
    _ends: dict[str, tuple[Shape, Shape]]

    @classmethod
    def of(cls, priors: Priors) -> Noting:
        """The same priors, nothing drawn yet."""
        noting = cls(by_name=priors.by_name, sha=priors.sha)
        found = {name: ends for name in priors.by_name if (ends := priors.ends(name)) is not None}
        object.__setattr__(noting, "differs", set())
        object.__setattr__(noting, "_ends", found)
        return noting

    def draw(self, luck: Luck, name: str, of: str = "") -> float:
        """The value on a day, noted."""
        value = super().draw(luck, name, of)
        if name in self._ends:
            number = luck.number(f"{name} {of}")
            for shape, end in zip(self._ends[name], get_args(End), strict=True):
                if shape.at(number) != value:
                    self.differs.add((name, end))
        return value


def moved(programme: Programme, priors: Priors, seed: int, days: int, policy: Policy) -> dict[At, frozenset[int]]:
    """Of so many days, those on which something would be drawn otherwise with a prior at an end, in the order of the
    file: all others are the same day there. A prior that is never drawn otherwise is not named."""
    found: dict[At, set[int]] = {}
    for index in range(days):
        noting = Noting.of(priors)
        play(programme, noting, Luck(seed, index), policy=policy)
        for at in noting.differs:
            found.setdefault(at, set()).add(index)
    each = [(name, end) for name in priors.by_name for end in get_args(End)]
    return {at: frozenset(found[at]) for at in each if at in found}


def tries(runs: int, most: int) -> int:
    """On how many days each prior is tried at both ends of a plan of so many runs, when no more than ``most`` runs are
    simulated: at most ``DAYS``; none where it would be too few to say anything."""
    days = min(DAYS, most // max(1, runs))
    return days if days >= LEAST_DAYS else 0


def swings(
    again: Mapping[At, Sequence[SimulatedDay]], priors: Priors, before: Sequence[SimulatedDay]
) -> Iterator[Swing]:
    """The bars of priors that change anything: the days simulated ``again`` with a prior at an end, against the same
    days ``before``. Days that are not among them are as they were."""
    for name in dict.fromkeys(name for name, _ in again):
        ends = priors.ends(name)
        assert ends is not None  # else it is not moved
        (at_low, low_half), (at_high, high_half) = (_gain(before, again.get((name, end), ())) for end in get_args(End))
        if any((at_low, low_half, at_high, high_half)):
            yield Swing(
                prior=name,
                says=priors.by_name[name].says,
                unit=priors.by_name[name].unit,
                low=figure(ends[0]),
                high=figure(ends[1]),
                of=len(before),
                at_low=at_low,
                at_high=at_high,
                low_half_width=low_half,
                high_half_width=high_half,
            )


def _gain(before: Sequence[SimulatedDay], after: Sequence[SimulatedDay]) -> tuple[float, float]:
    """The mean gain over all days; a day that was not simulated again is as it was."""
    again = {day.index: day.arrived for day in after}
    return paired([again.get(day.index, day.arrived) - day.arrived for day in before])
