"""Operations of the past: one strict YAML file each (cases/README.md gives the fields), every figure with its source.

What no source gave is None here, never filled in; for a simulation ``stress.of_operation`` fills in, by one rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from safeconduct.assess.rows import Row, load_table

Movement = Literal["bus", "cars", "foot"]
Consent = Literal["agreed", "announced", "unknown"]
Feature = Literal[
    "siege",
    "consent missing",
    "foot corridor",
    "screening bound",
    "stop and go",
    "crowd",
    "no opponent",
    "detentions",
]
FEATURES: tuple[Feature, ...] = get_args(Feature)

#: Figures a file may give, with the largest value that makes sense and whether they are counts.
FIGURES: dict[str, tuple[float, bool]] = {
    "open_hours": (24, False),
    "km": (2_000, False),
    "people": (5_000_000, True),
    "vehicles": (10_000, True),
    "cars": (10_000, True),
    "first_day": (5_000_000, True),
    "total": (5_000_000, True),
    "days": (1_000, True),
    "hours": (1_000, False),
}
STEP = "compare it with another file of cases/, and with cases/README.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as it was said, from ``low`` to ``high`` (the same twice when one number was), and who said it."""

    low: float
    high: float
    source: str

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"low is at least 0 and at most high, got {self.low:g} and {self.high:g}")

    @property
    def middle(self) -> float:
        """Half way between low and high."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An operation of the past; ``id`` is its file's stem, None stands where no source gave a figure.

    ``when`` is its first day, ``open_hours`` of that day, ``km`` one way, ``people`` those there or expected,
    ``first_day`` and ``total`` the persons out, ``days`` until the end, ``hours`` a run from door to door.
    """

    id: str
    name: str
    when: date
    window: str
    movement: Movement
    consent: Consent
    features: tuple[Feature, ...]
    lesson: str
    open_hours: Figure | None = None
    km: Figure | None = None
    people: Figure | None = None
    vehicles: Figure | None = None
    cars: Figure | None = None
    first_day: Figure | None = None
    total: Figure | None = None
    days: Figure | None = None
    hours: Figure | None = None


def read_operation(data: bytes, *, id: str, file: str) -> Operation:
    """The operation in the bytes of a file; DocumentInvalid names file, field and next step."""
    row = load_table(data, file=file, step=STEP)
    found = Operation(
        id=id,
        name=row.text("name"),
        when=row.day("when"),
        window=row.text("window"),
        movement=row.choice("mode", get_args(Movement)),  # type: ignore[arg-type]
        consent=row.choice("consent", get_args(Consent)),  # type: ignore[arg-type]
        features=_features(row),
        lesson=row.text("lesson"),
        **{key: _figure(row.row(key), key) for key in FIGURES if row.has(key)},
    )
    row.done()
    if found.people and found.first_day and found.first_day.low > found.people.high:
        row.fault("first_day", "more were out than were there", "put first_day or people right")
    if found.total and found.first_day and found.first_day.low > found.total.high:
        row.fault("first_day", "more were out on the first day than in the end", "put first_day or total right")
    return found


def _features(row: Row) -> tuple[Feature, ...]:
    words = row.texts("features")
    if wrong := [word for word in words if word not in FEATURES]:
        row.fault("features", f"{wrong[0]!r} is not known here", f"use some of: {', '.join(FEATURES)}")
    return tuple(feature for feature in FEATURES if feature in words)


def _figure(row: Row, key: str) -> Figure:
    """``{low, high, source}``."""
    most, counted = FIGURES[key]
    ends = [row.whole(end, most=int(most)) if counted else _amount(row, end, most) for end in ("low", "high")]
    source = row.text("source")
    row.done()
    if ends[0] > ends[1]:
        row.fault("low", f"{ends[0]:g} is more than high, {ends[1]:g}", "write the smaller number as low")
    return Figure(low=ends[0], high=ends[1], source=source)


def _amount(row: Row, end: str, most: float) -> float:
    return row.number(end, above=0, most=most)
