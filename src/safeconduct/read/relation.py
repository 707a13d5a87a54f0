"""Who says what by which cue, as offsets into a report."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.claim import Stance
from safeconduct.read.tree import Range


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution. ``lemma`` is the cue's; ``sentence`` counts sentences from 0; every range is of code points."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    lemma: str
    sentence: int
    flags: tuple[str, ...] = ()
    reported: bool = True
    """False for what no ledger keeps: attitudes, what things show, denied or merely supposed speech."""
    pronoun: Range | None = None
    """Where the text puts a relative pronoun in the speaker's place."""
    pronominal: bool = False
    """True when the speaker is written as a personal pronoun."""
    stance: Stance | None = None
    """What the cue does by itself, where its lemma does not tell."""
    voice: Range | None = None
    """The label of the turn whose speaker "I" or "we" is."""
    reach: int = -1
    """Last sentence the content goes on to."""

    def __post_init__(self) -> None:
        if self.reach < self.sentence:
            object.__setattr__(self, "reach", self.sentence)

    def holds(self, at: Range) -> bool:
        """True when the offsets lie inside the content."""
        if len(self.content) == 1:  # nearly always, and asked for every pair of relations
            return self.content[0][0] <= at[0] and at[1] <= self.content[0][1]
        return any(start <= at[0] and at[1] <= end for start, end in self.content)

    def relays(self, other: Relation) -> bool:
        """True when the other's cue and content lie inside this one's content."""
        if (other.cue and not self.holds(other.cue[0])) or other.content == self.content:
            return False
        return all(map(self.holds, other.cue)) and all(map(self.holds, other.content))
