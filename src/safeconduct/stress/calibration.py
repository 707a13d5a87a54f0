"""Operations of the past against the priors: their first day simulated with one set for all, beside what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safeconduct.stress.course import play
from safeconduct.stress.luck import Luck
from safeconduct.stress.of_operation import Taken, programme_of_operation, taken_from
from safeconduct.stress.operations import Figure, Operation
from safeconduct.stress.priors import Priors
from safeconduct.stress.summary import spread

#: Days simulated for an operation.
DAYS = 500
#: A first day lasts so many minutes from the opening: who is in later was not out on it.
DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One operation: what was said to be out on the first day, what the programme was made from and moves as planned,
    the simulated quantiles (persons), and on how many of ``days`` no more were out than was said at most (``below``),
    no fewer than was said at least (``above``)."""

    id: str
    name: str
    said: Figure
    taken: Taken
    planned: int
    low: int
    quarter: int
    median: int
    three_quarters: int
    high: int
    below: int
    above: int
    days: int

    @property
    def inside(self) -> bool:
        """Whether what was said, or part of its range, lies in the band from 5 to 95 %."""
        return self.low <= self.said.high and self.said.low <= self.high

    @property
    def middle(self) -> bool:
        """Whether it lies in the middle half of the days."""
        return self.quarter <= self.said.high and self.said.low <= self.three_quarters

    @property
    def inside_if_still(self) -> bool:
        """Whether it is what the plan alone says: a day on which nothing goes wrong."""
        return self.said.low <= self.planned <= self.said.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many operations were compared, and how many lie where."""

    compared: int
    inside: int
    middle: int
    inside_if_still: int


def tally(measured: Sequence[Measured]) -> Counted:
    """The operations counted by where they lie."""
    return Counted(
        compared=len(measured),
        inside=sum(one.inside for one in measured),
        middle=sum(one.middle for one in measured),
        inside_if_still=sum(one.inside_if_still for one in measured),
    )


def out_on_the_first_day(operation: Operation, priors: Priors, seed: int, days: int = DAYS) -> tuple[int, list[int]]:
    """Persons the programme moves as planned, and persons in within the first day, day by day."""
    programme = programme_of_operation(operation)
    courses = (play(programme, priors, Luck(seed, index)) for index in range(days))
    out = [sum(persons for at, persons in course.arrivals if at <= DAY) for course in courses]
    return sum(run.orders.persons.total for run in programme.runs), out


def measure_operation(operation: Operation, priors: Priors, *, seed: int = 0, days: int = DAYS) -> Measured | None:
    """The operation against its simulated first days; None when nobody said how many were out on the first."""
    said = operation.first_day
    if said is None:
        return None
    planned, out = out_on_the_first_day(operation, priors, seed, days)
    found = spread(out)
    return Measured(
        id=operation.id,
        name=operation.name,
        said=said,
        taken=taken_from(operation),
        planned=planned,
        low=found.p5,
        quarter=found.p25,
        median=found.p50,
        three_quarters=found.p75,
        high=found.p95,
        below=sum(persons <= said.high for persons in out),
        above=sum(persons >= said.low for persons in out),
        days=days,
    )


def rows(measured: Sequence[Measured]) -> list[tuple[str, ...]]:
    """The table of docs/stress.md, without its head: one row an operation, in the order given."""
    return [
        (
            one.name,
            f"{one.taken.people:,}",
            _fleet(one.taken),
            f"{one.planned:,}",
            _range(one.said),
            f"{one.low:,}",
            f"{one.median:,}",
            f"{one.high:,}",
            f"{round(100 * one.below / one.days)} % / {round(100 * one.above / one.days)} %",
            "inside" if one.inside else "**outside**",
        )
        for one in measured
    ]


HEAD = (
    "operation, first day",
    "people",
    "vehicles",
    "planned",
    "said to be out",
    "5 %",
    "median",
    "95 %",
    "days with no more / no fewer",
    "",
)


def _fleet(taken: Taken) -> str:
    told = [f"{taken.buses:,} buses" if taken.buses else "", f"{taken.cars:,} cars" if taken.cars else ""]
    words = ", ".join(word for word in told if word) or "on foot"
    return f"({words})" if "vehicles" in taken.defaults else words


def _range(figure: Figure) -> str:
    return f"{figure.low:,}" if figure.low == figure.high else f"{figure.low:,} to {figure.high:,}"
