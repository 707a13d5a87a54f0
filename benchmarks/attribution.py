"""How well relations (source, cue, content) were found: aligned one to one and counted, word by word.

A word is a run of letters, digits or underscores with inner apostrophes, hyphens, stops and commas; punctuation and
quotation marks never count, so a span with or without its final stop is the same span. A word belongs to a span when
they share a character. Two spans are as alike as their Dice coefficient over words: twice the words they share over
the words they have.

A gold and a read relation may be aligned when they share a word of the cue, or their contents are at least half
alike. Of all such pairs the most alike are taken first, each relation once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+(?:['’.,\-]\w+)*")

HALF = 0.5
"""From this likeness on two spans are taken for the same."""

Range = tuple[int, int]
Words = frozenset[int]
Pair = tuple[int, int]


@dataclass(slots=True)
class Tally:
    """How many were right, of how many read, against how many in the gold; figures in percent, 0 without any."""

    right: int = 0
    read: int = 0
    gold: int = 0

    def add(self, right: int, read: int, gold: int) -> None:
        """Counts of one more report."""
        self.right += right
        self.read += read
        self.gold += gold

    @property
    def precision(self) -> float:
        """Right among those read."""
        return 100 * self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Right among those of the gold; a share that has no other side is kept here too."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 200 * self.right / (self.read + self.gold) if self.read + self.gold else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The words of each role, as numbers of words in their report."""

    source: Words
    cue: Words
    content: Words


def word_ranges(text: str) -> list[Range]:
    """Where the words of a text stand."""
    return [match.span() for match in _WORD.finditer(text)]


def words_in(spans: Sequence[Range], words: Sequence[Range]) -> Words:
    """Numbers of the words that share a character with one of the spans."""
    return frozenset(
        number for number, (start, end) in enumerate(words) if any(start < b and end > a for a, b in spans)
    )


def likeness(one: Words, other: Words) -> float:
    """Dice coefficient; two empty spans are alike."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def align(gold: Sequence[Relation], read: Sequence[Relation]) -> list[Pair]:
    """Pairs of positions (gold, read), the most alike first; neither side twice."""
    possible: list[tuple[float, int, int]] = []
    for i, one in enumerate(gold):
        for j, other in enumerate(read):
            cue, content = bool(one.cue & other.cue), likeness(one.content, other.content)
            if cue or content >= HALF:
                possible.append((-(2 * cue + content + likeness(one.source, other.source)), i, j))
    left, right = set[int](), set[int]()
    pairs: list[Pair] = []
    for _, i, j in sorted(possible):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def _roles(relation: Relation) -> tuple[Words, Words, Words]:
    return relation.source, relation.cue, relation.content


def is_half(gold: Relation, read: Relation) -> bool:
    """Source and content are each at least half alike; the cue is not looked at."""
    return likeness(gold.content, read.content) >= HALF and likeness(gold.source, read.source) >= HALF


def is_overlap(gold: Relation, read: Relation) -> bool:
    """Every role shares a word with its gold; a role the gold leaves empty is empty."""
    return all(bool(one & other) if one else not other for one, other in zip(_roles(gold), _roles(read), strict=True))


def shares_cue(gold: Relation, read: Relation) -> bool:
    """The cues share a word."""
    return bool(gold.cue & read.cue)


def is_exact(gold: Relation, read: Relation) -> bool:
    """The three roles have the same words."""
    return gold == read


#: The relation scores, from the one that is aimed at.
SCORES = {"rel half": is_half, "rel overlap": is_overlap, "rel exact": is_exact, "rel cue": shares_cue}
