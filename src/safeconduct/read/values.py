"""All typed values a piece of a report states, in the order that names the claim's kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from safeconduct.model.claim import (
    DestinationValue,
    Kind,
    PeopleValue,
    Population,
    Stance,
    Value,
)
from safeconduct.read.answers import answer, condition, reserve
from safeconduct.read.infrastructure import road_states
from safeconduct.read.movement import destination, outcome, transport
from safeconduct.read.parties import PartyTable
from safeconduct.read.places import Mention
from safeconduct.read.quantities import Count, counts
from safeconduct.read.times import windows
from safeconduct.read.tree import Range

ORDER = (
    "refusal",
    "acceptance",
    "notice",
    "condition",
    "window",
    "outcome",
    "people",
    "destination",
    "road",
    "reserve",
)
"""Slots from the one that names the claim first to last; transport comes after all of them."""

_BACK = re.compile(
    r"\b(?:them|there|the shelters?|the site|inside|whom|they|these people|the same people)\b", re.IGNORECASE
)
_OBJECTS = ("bridge", "road", "river", "crossing")


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a value may look at besides the words: the report, its places, the parties, the day."""

    text: str
    published: date
    mentions: tuple[Mention, ...]
    parties: PartyTable

    def inside(self, at: Range) -> tuple[Mention, ...]:
        """Mentions within the offsets, as offsets into the report."""
        return tuple(m for m in self.mentions if at[0] <= m.start and m.end <= at[1])

    def local(self, at: Range) -> tuple[Mention, ...]:
        """Mentions within the offsets, as offsets into that piece."""
        return tuple(replace(m, start=m.start - at[0], end=m.end - at[0]) for m in self.inside(at))


def values_in(
    context: Context, pieces: Sequence[Range], end: int, stance: Stance, lemma: str, asked: str | None
) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """Values of the pieces and what was guessed; ``end`` closes the sentence, ``asked`` is a place just asked for."""
    found: list[Value] = []
    flags: list[str] = []
    for piece in pieces:
        text = context.text[piece[0] : piece[1]]
        places = context.local(piece)
        to = destination(text, places)
        place = to.place if to else asked
        following = context.text[piece[1] : max(end, piece[1])]
        given = answer(text, following, stance, context.parties, place, lemma)
        stated = condition(text, stance)
        came = outcome(text)
        hours = [h.value for h in windows(text, context.published)]
        people = [] if came is not None else _people(context, piece, counts(text), flags)
        goes = to if to is not None and not _answers(stance) else None
        flags.extend(flag for hour in hours for flag in hour.flags)
        single = (given, stated, came, goes, reserve(text), transport(text))
        found.extend(value for value in single if value is not None)
        found.extend([*hours, *people, *(road.value for road in road_states(text))])
    found.sort(key=lambda value: ORDER.index(value.slot) if value.slot in ORDER else len(ORDER))
    return tuple(_once(found)), tuple(dict.fromkeys(flags))


def kind_of(values: Sequence[Value]) -> Kind:
    """Kind of a claim: the slot of its first value; out of scope without one."""
    return Kind(values[0].slot) if values else Kind.OUT_OF_SCOPE


def _answers(stance: Stance) -> bool:
    return stance in (Stance.REFUSES, Stance.ACCEPTS, Stance.DENIES)


def _people(context: Context, piece: Range, found: Sequence[Count], flags: list[str]) -> list[PeopleValue]:
    """Counts with the place each speaks of; civilians before children."""
    values = []
    for count in found:
        place, guess = _place_of(context, piece, piece[0] + count.start, piece[0] + count.end)
        if guess:
            flags.append(guess)
        if context.text[piece[0] + count.start : piece[0] + count.end] and count.value.population is Population.MIXED:
            flags.append("civilians and combatants counted together")
        values.append(replace(count.value, place=place))
    rank = [Population.CIVILIANS, Population.UNSTATED, Population.CHILDREN, Population.MIXED, Population.COMBATANTS]
    return sorted(values, key=lambda value: rank.index(value.population))


def _place_of(context: Context, piece: Range, start: int, end: int) -> tuple[str | None, str | None]:
    """Nearest place after the count in the same piece, else before it, else an earlier one a pronoun points to."""
    here = [m for m in context.inside(piece) if not any(word in m.place for word in _OBJECTS)]
    after = [m for m in here if m.start >= end]
    before = [m for m in here if m.end <= start]
    if after and (not before or after[0].start - end <= 60):
        return after[0].place, None
    if before:
        return before[-1].place, None
    if _BACK.search(context.text[piece[0] : piece[1]]):
        earlier = [m for m in context.mentions if m.end <= piece[0] and not any(w in m.place for w in _OBJECTS)]
        if earlier:
            return earlier[-1].place, f"place taken from earlier words: {earlier[-1].place}"
    return None, None


def _once(found: Sequence[Value]) -> list[Value]:
    return [value for number, value in enumerate(found) if value not in found[:number]]


def destination_of(values: Sequence[Value]) -> str | None:
    """Place of the destination among the values."""
    return next((v.place for v in values if isinstance(v, DestinationValue)), None)
