"""Priors: what may go wrong, each with its unit, its shape and where the figure comes from; one editable file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from typing import Any, Literal

from safeconduct.model.errors import InputError
from safeconduct.stress.luck import Luck
from safeconduct.stress.shapes import SHAPES, Fixed, Shape, scaled

#: Every disturbance a day is made of; a file must give them all, and no other.
NAMES = (
    "turnout.agreed",
    "turnout.announced",
    "turnout.direction.same",
    "turnout.direction.other",
    "turnout.direction.unknown",
    "crowd",
    "start.late.agreed",
    "start.late.announced",
    "window.withdrawn.agreed",
    "window.withdrawn.announced",
    "window.cut",
    "window.cut.at",
    "window.extended",
    "window.extended.by",
    "pause",
    "pause.minutes",
    "screening",
    "screening.run",
    "screening.refused.agreed",
    "screening.refused.announced",
    "detention",
    "detention.share",
    "loading",
    "driving",
    "driving.run",
    "weather",
    "night",
    "breakdown",
    "breakdown.recovery",
    "driver.absent",
    "road.unknown",
    "crossing.lost",
)

#: Names whose numbers must stay between 0 and 1.
SHARES = frozenset({"turnout.agreed", "turnout.announced", "window.cut.at", "detention.share"})
#: Things that happen or do not, on a day or to one of many; and things that happen so many times an hour.
CHANCES = frozenset(
    {
        "window.withdrawn.agreed",
        "window.withdrawn.announced",
        "window.cut",
        "window.extended",
        "screening.refused.agreed",
        "screening.refused.announced",
        "detention",
        "weather",
        "driver.absent",
        "road.unknown",
    }
)
#: The value of an amount that means it does not happen, where it is not 0.
NEUTRAL = dict.fromkeys(
    (
        "turnout.agreed",
        "turnout.announced",
        "turnout.direction.same",
        "turnout.direction.other",
        "turnout.direction.unknown",
        "crowd",
        "window.cut.at",
        "screening",
        "screening.run",
        "loading",
        "driving",
        "driving.run",
        "night",
    ),
    1.0,
)
#: Factors on the time something takes.
TAKES_TIME = frozenset({"screening", "screening.run", "loading", "driving", "driving.run", "night"})
RATES = frozenset({"pause", "breakdown", "crossing.lost"})
#: Amounts in minutes; every other amount is a factor or a share.
MINUTES = frozenset(
    {"start.late.agreed", "start.late.announced", "window.extended.by", "pause.minutes", "breakdown.recovery"}
)
#: The ends a prior is put to, one at a time.
End = Literal["low", "high"]

#: Nothing on a day is larger, in any unit (minutes: two years), nor its inverse smaller: beyond it no calendar reaches.
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """One disturbance: ``says`` what it is, ``neutral`` is the value that means it does not happen."""

    name: str
    says: str
    unit: str
    shape: Shape
    neutral: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Priors:
    """All disturbances by name, and the SHA-256 of what they were read from."""

    by_name: Mapping[str, Prior]
    sha: str

    def draw(self, luck: Luck, name: str, of: str = "") -> float:
        """The value on a day: of a prior, and of what it happens to (a site, a vehicle, a run)."""
        shape = self.by_name[name].shape
        return shape.value if isinstance(shape, Fixed) else shape.at(luck.number(f"{name} {of}"))

    def at_end(self, name: str, end: End) -> Priors:
        """The same with one disturbance at its low or its high end; ValueError for one that has none."""
        ends = self.ends(name)
        if ends is None:
            raise ValueError(f"{name} has no ends: it is one value")
        shape = ends[0] if end == "low" else ends[1]
        moved = {name: replace(self.by_name[name], shape=shape)}
        return replace(self, by_name={**self.by_name, **moved}, sha=f"{self.sha} {end} {name}")

    def ends(self, name: str) -> tuple[Shape, Shape] | None:
        """A disturbance at its low and its high end; None where both are the same.

        An amount is put to the value that a tenth of the draws lie below, and above. To put a chance or a rate to such
        an end would be to have it never or always: they are put to half and to double of what they are.
        """
        shape = self.by_name[name].shape
        low, high = scaled(shape, 0.5), scaled(shape, 2.0)
        if low is None or high is None:
            low, high = Fixed(value=shape.at(0.1)), Fixed(value=shape.at(0.9))
        return None if low == high else (low, high)

    def without(self, *names: str) -> Priors:
        """The same with some disturbances put to their neutral value."""
        still = {name: replace(self.by_name[name], shape=_still(self.by_name[name])) for name in names}
        return replace(self, by_name={**self.by_name, **still}, sha=f"{self.sha} without {' '.join(sorted(names))}")


def _still(prior: Prior) -> Shape:
    """The shape that never disturbs. A rate of 0 never happens."""
    if SHAPES["rate"] is type(prior.shape):
        return SHAPES["rate"](per_hour=0.0)  # type: ignore[call-arg]
    return Fixed(value=prior.neutral)


def standard() -> Priors:
    """The priors that come with the program."""
    return read_priors(files("safeconduct.stress").joinpath("data/priors.toml").read_text("utf-8"), "priors.toml")


def read_priors(text: str, path: str) -> Priors:
    """Priors from the text of a file; InputError names the file and the field.

    Args:
        text: TOML, one table a disturbance (see the standard file).
        path: Name of the file, for messages.
    """
    try:
        tables = tomllib.loads(_quoted(text))
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            str(error), file=path, next_step="write one [name] a table, as the standard file does"
        ) from error
    missing = [name for name in NAMES if name not in tables]
    unknown = [name for name in tables if name not in NAMES]
    if missing or unknown:
        what = f"there is no disturbance {unknown[0]}" if unknown else f"{missing[0]} is not given"
        field = unknown[0] if unknown else missing[0]
        raise InputError(what, file=path, field=field, next_step=f"give exactly: {', '.join(NAMES)}")
    found = {name: _prior(name, tables[name], path) for name in NAMES}
    return Priors(by_name=found, sha=sha256(text.encode()).hexdigest())


def _quoted(text: str) -> str:
    """Table heads as single keys: ``[window.cut]`` holds a table of its own, not one inside ``window``."""
    return "\n".join(f'["{line[1:-1]}"]' if _is_head(line) else line for line in text.splitlines())


def _is_head(line: str) -> bool:
    return line.startswith("[") and line.endswith("]") and not line.startswith('["')


def _prior(name: str, table: object, path: str) -> Prior:
    def refuse(what: str, field: str, next_step: str) -> InputError:
        return InputError(what, file=path, field=f"{name}.{field}", next_step=next_step)

    if not isinstance(table, dict):
        raise refuse("is not a table", "", "write it as [name] with its lines below")
    shapes = [key for key in table if key in SHAPES]
    if len(shapes) != 1:
        raise refuse(f"{len(shapes)} shapes are given", "shape", f"give one of {', '.join(SHAPES)}")
    extra = sorted(set(table) - {"says", "unit", "neutral", "source", *shapes})
    if extra:
        raise refuse("is not a field of a prior", extra[0], "take the line out")
    words: dict[str, Any] = {}
    for field in ("says", "unit", "source"):
        if not isinstance(table.get(field), str) or not table[field].strip():
            raise refuse("is missing or empty", field, 'write it in quotes; a figure without a source says "judgement"')
        words[field] = table[field]
    unit, kinds = _meant(name)
    if not words["unit"].startswith(unit):
        raise refuse(
            f"its numbers count in {unit}, not in {words['unit']}", "unit", f'write "{unit}", and numbers in it'
        )
    if shapes[0] not in kinds:
        raise refuse(f"{shapes[0]} is no shape of a {unit}", shapes[0], f"give {' or '.join(kinds)}")
    neutral = _number(table.get("neutral"))
    if neutral is None:
        raise refuse("is no number", "neutral", "give the value that means it does not happen")
    values = table[shapes[0]] if isinstance(table[shapes[0]], list) else [table[shapes[0]]]
    numbers = [number for number in map(_number, values) if number is not None]
    kind = SHAPES[shapes[0]]
    if len(numbers) != len(values) or len(numbers) != len(kind.__slots__):
        raise refuse(f"needs {len(kind.__slots__)} numbers: {', '.join(kind.__slots__)}", shapes[0], "write them so")
    try:
        shape = kind(**dict(zip(kind.__slots__, numbers, strict=True)))
    except ValueError as error:
        raise refuse(str(error), shapes[0], "put the numbers right") from error
    _in_range(name, shape, numbers, refuse, shapes[0])
    if neutral != NEUTRAL.get(name, 0.0):
        raise refuse(
            f"{neutral:g} is not where it does not happen", "neutral", f"give {NEUTRAL.get(name, 0.0):g}, its meaning"
        )
    return Prior(name=name, shape=shape, neutral=neutral, **words)


def _meant(name: str) -> tuple[str, tuple[str, ...]]:
    """The unit of a prior, and the shapes it may have: an amount drawn where something happens or not, or the other
    way round, would be a number of another meaning."""
    if name in CHANCES:
        return "chance", ("chance",)
    if name in RATES:
        return "times per hour", ("rate",)
    amount = ("fixed", "uniform", "triangle", "lognormal")
    if name in MINUTES:
        return "minutes", amount
    return ("share" if name in SHARES else "factor"), amount


def _in_range(name: str, shape: Shape, numbers: list[float], refuse: Any, field: str) -> None:
    if any(number < 0 for number in numbers):
        raise refuse("numbers start at 0", field, "put the numbers right")
    if name in SHARES and any(number > 1 for number in numbers):
        raise refuse("a share lies between 0 and 1", field, "put the numbers right")
    if name in TAKES_TIME and numbers[0] == 0:
        raise refuse("what is done takes some time", field, "give a factor above 0")
    if any(number > LARGEST or 0 < number < 1 / LARGEST for number in numbers):
        raise refuse(f"numbers other than 0 lie between 1/{LARGEST} and {LARGEST}", field, "put the numbers right")


def _number(value: object) -> float | None:
    """A finite number; None for anything else (true and false are not numbers)."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) == float("inf"):
        return None
    try:
        return float(value)
    except OverflowError:  # a whole number longer than any float
        return None


def lines(priors: Priors) -> Iterator[tuple[str, str, str, str]]:
    """Name, value in words, unit and source of each prior, for a page."""
    for prior in priors.by_name.values():
        fields = prior.shape.__slots__
        kind = type(prior.shape).__name__.lower()
        numbers = ", ".join(f"{field} {getattr(prior.shape, field):g}" for field in fields)
        yield prior.name, f"{kind}: {numbers}", prior.unit, prior.source
