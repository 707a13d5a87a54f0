"""The claims that decide, one row a question: every way the answer could come out otherwise stands under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safeconduct.model.corridor import CorridorStatus
from safeconduct.publish.corridors import Said
from safeconduct.publish.sheet import DecisiveView

#: The word of a direction's heading for how far a corridor has come.
_AGREED = {status.value: "agreed" if status is CorridorStatus.AGREED else "not agreed" for status in CorridorStatus}


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What would be otherwise of each of these alone, and the answer then."""

    whats: tuple[Said, ...]
    flipped: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to ask, of one direction: its answer as things are, and the ways it could change, the gravest
    first."""

    rank: int
    question: str
    ask: str
    corridor: str
    before: str
    ways: tuple[Otherwise, ...]


def questions(found: Iterable[DecisiveView]) -> tuple[Question, ...]:
    """One row a question and direction, in the order of the first that decides."""
    rows: dict[tuple[str, str], list[DecisiveView]] = {}
    for one in found:
        rows.setdefault((one.question, one.corridor), []).append(one)
    return tuple(_question(rank, mine) for rank, mine in enumerate(rows.values(), 1))


def _question(rank: int, mine: Sequence[DecisiveView]) -> Question:
    first = mine[0]
    ways: dict[tuple[str, str], list[Said]] = {}
    for one in mine:
        ways.setdefault((one.flipped, worded(one.after, one.before)), []).append(one.what)
    return Question(
        rank=rank,
        question=first.question,
        ask=first.ask,
        corridor=first.corridor,
        before=worded(first.before, first.before),
        ways=tuple(Otherwise(whats=tuple(whats), flipped=how, after=then) for (how, then), whats in ways.items()),
    )


def worded(answer: str, before: str) -> str:
    """An answer whose status has the word of the page: said where it is another than before, left out where not."""
    numbers, _, status = answer.rpartition("; ")
    word, was = _AGREED.get(status), _AGREED.get(before.rpartition("; ")[2])
    if word is None:
        return answer
    return numbers if word == was else f"{numbers}; {word}"
