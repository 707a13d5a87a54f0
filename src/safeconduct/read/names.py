"""Private persons' names in a report: found by how the text introduces a person, so that they are never stored.

A name counts as a private person's when the text says so: by a form of address, an age, a private role ("a nurse"),
or by letting somebody speak who is given no public role. Who acts in public (a minister, a spokesperson, a mayor, a
general) keeps the name, because the claim rests on it. Places, bodies and parties are no persons.

What is masked keeps its length: each word of a name becomes an X and as many x as it had further letters, so every
position in the stored text is the same position in the published one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from safeconduct.read.roles import (
    HONORIFICS,
    ORDINARY,
    PRIVATE_ROLE,
    PUBLIC_ROLE,
    RANKS,
    SPEAKS,
    THINGS,
)
from safeconduct.read.segment import sentences, view
from safeconduct.read.sieve import AnyCase

Persons = Callable[[str], Sequence[tuple[int, int]]]
"""Ranges of a sentence that a name recogniser takes for persons: candidates, never a verdict."""

_WORD = re.compile(r"[^\W\d_](?:[\w-]*\w)?(?:['’](?!s\b)[^\W\d_][\w-]*)?")
_PARTICLE = "al|bin|bint|da|das|de|del|della|den|der|di|do|dos|du|el|ibn|la|le|ten|ter|van|von|zu"
_PREFIXED = re.compile(r"(?:a[dlnrst]|ash|el)-[A-Z]")  # the article of an Arabic name
_LINK = re.compile(rf"\.?[ \u00a0]+(?:(?:{_PARTICLE})[ \u00a0]+){{0,2}}")
_SOME = r"[\w'’&.-]+"
_PUBLIC = re.compile(PUBLIC_ROLE, re.I)
_PRIVATE = re.compile(PRIVATE_ROLE, re.I)
_SPEECH = re.compile(rf"\b{SPEAKS}\b", re.IGNORECASE)

# Before a name.
_PUBLIC_BEFORE = AnyCase(
    rf"{PUBLIC_ROLE}(?:\s+(?:of|for|at|in|on|to|with|from)\s+(?:{_SOME}\s+){{0,8}}?{_SOME})?,?\s*$"
)
_BODY_BEFORE = re.compile(r"\b[A-Z]{2,}(?:['’]s)?\s+$")
_PRIVATE_BEFORE = AnyCase(
    rf"{PRIVATE_ROLE}(?:\s+(?:of|from|in|at)\s+(?:{_SOME}\s+){{0,3}}?{_SOME})?"
    r"(?:\s*$|(?P<apart>,)\s*$|,?\s+(?:named|called|identified\s+as|by\s+the\s+name\s+of)\s+$)",
)
_NAMED_BEFORE = re.compile(
    r"\b(?:(?:identified|named|introduced|described|known)\s+(?:only\s+|here\s+)?as|whose\s+name\s+is|(?:my|her|his)\s+name\s+is|(?:gave|giving)\s+(?:her|his|their)\s+name\s+(?:only\s+)?as)"
    r"\s+$",
    re.I,
)
_NAMED_AS = re.compile(
    r",?\s+(?:(?:who\s+)?(?:was|is|has\s+been)\s+)?(?:identified|named|introduced)\s+(?:only\s+|here\s+)?as\s+$", re.I
)
_VESSEL_BEFORE = re.compile(
    r"\b(?:ferry|ship|vessel|liner|tanker|trawler|boat|barge|tug|freighter|cutter|yacht|lifeboat|steamer|M/?[VSF]|SS|HMS)\s+[\"']?$"
)
_STREET = (
    r"(?:Street|St|Road|Rd|Lane|Avenue|Ave|Square|Terrace|Close|Crescent|Boulevard|Row|Court|Place|Drive|Way|Alley|Quay"
    r"|Embankment|Gardens|Mews|Hill)"
)
_ADDRESS = re.compile(
    rf"(?:,\s*[^,.;:\n]{{1,40}})?,?\s+(?:of|from|who\s+lives\s+(?:at|in|on)|living\s+(?:at|in|on)|at)\s+"
    rf"(?P<at>(?:(?:[Nn]o\.?\s*)?\d{{1,4}}[A-Za-z]?,?\s+)?(?:[^\W\d_][\w'\u2019-]*\s+){{1,3}}?{_STREET}\b)"
)
"""Where a private person lives: a house and its street, told with the name."""
_AGED_BEFORE = re.compile(r"\d{1,3}-year-old\s+(?:[\w'’-]+\s+){0,3}$", re.I)
_BYLINE = re.compile(r"(?:^|\n)\s*(?:reporting\s+)?by\s+$", re.I)
_THE_BEFORE = re.compile(r"\b(?:the|this|that)\s+$", re.I)
_PLACE_BEFORE = re.compile(
    r"\b(?:across|and|around|at|between|by|for|from|in|inside|into|leave|leaving|left|near|of|on|or|outside|over|"
    r"reach(?:ed|ing)?|through|to|towards?|via)\s+$",
    re.I,
)
_SPEAKS_BEFORE = re.compile(rf"[”\"',]\s*{SPEAKS}\s+$|\baccording\s+to\s+$", re.I)

# After a name.
_NOT_APART = rf"(?!{SPEAKS}\b|who\b|where\b|and\b|but\b)"
_PUBLIC_AFTER = re.compile(
    rf"^\s*(?:,|\(|–|—)\s*(?:\d{{1,3}},?\s+)?(?:{_NOT_APART}{_SOME}\s+){{0,7}}?{PUBLIC_ROLE}"
    rf"|^,?\s+who\s+(?:is\s+(?:the|an?)\s+(?:{_SOME}\s+){{0,4}}?{PUBLIC_ROLE}"
    r"|(?:heads|leads|chairs|commands|runs|represents|directs|governs|speaks\s+(?:\w+\s+){0,3}?for)\b)",
    re.I,
)
_OF_A_BODY = re.compile(
    r"^,?\s+(?:of|from|for)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}?"
    r"(?:administration|command|committee|council|ministry|office|party|service|union|[A-Z]{2,})\b"
)
_DETERMINED = r"(?:an?|the|her|his|their|our|my|another|one\s+of\s+the|both|now\s+an?)\s+(?:[\w'’-]+\s+){0,4}?"
_PRIVATE_AFTER = re.compile(
    rf"^\s*[,(]\s*(?:\d{{1,3}},?\s+)?(?P<said>{_DETERMINED})?{PRIVATE_ROLE}"
    rf"|^(?P<kin>\s+and\s+(?:her|his|their)\s+{PRIVATE_ROLE}|\s*\((?:not\s+(?:her|his|their)\s+real\s+name|name\s+changed))",
    re.I,
)
_FAMILY_AFTER = re.compile(r"^\s+(?:family|siblings|brothers|sisters|twins|household)\b")
_MET_BEFORE = re.compile(r"\b(?:told|asked|thanked|met|interviewed|warned|saw|called)\s+$")
_AGE = r"(?:[1-9]\d?|1[01]\d)"
_AGE_AFTER = re.compile(rf"^\s*(?:,\s*(?:aged\s+)?{_AGE}\s*(?:,|\.|and\b|$)|,?\s+aged\s+\d|\s*\((?:aged\s+)?{_AGE}\))")
_WHO_AFTER = re.compile(r"^,?\s+(?:who|whose|whom)\b")
_SPEAKS_AFTER = re.compile(rf"^(?:,[^,.;!?]{{1,80}},)?\s+(?:\w+ly\s+)?{SPEAKS}\b")
_CLOSED = re.compile(r"^\s*(?:[,.;:)”]|$)")
_NUMBERED = re.compile(r"^[ \u00a0]+\d")

_HOUSE = re.compile(r"[\w'\u2019-]+")
_MASKED = re.compile(r"(?<![^\W_])Xx*(?![^\W_])(?:\.?[ \u00a0]+Xx*(?![^\W_]))*")


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring capitalised words, as ranges; ``head`` of them are roles, ranks or forms of address."""

    words: tuple[tuple[int, int], ...]
    head: int

    @property
    def start(self) -> int:
        """Where the name begins."""
        return self.words[self.head][0]

    @property
    def end(self) -> int:
        """Where the name ends."""
        return self.words[-1][1]


def mask_names(text: str, known: Iterable[str] = (), persons: Persons | None = None) -> str:
    """The text with private persons' names masked, of the same length. Masking a masked text changes nothing.

    ``known`` are names of places and parties, which stay. ``persons`` may confirm speakers without any role; without
    it such speakers are masked when the text goes on calling them by the last name alone.
    """
    masked = list(text)
    for start, end in private_names(text, known, persons):
        for at in range(start, end):
            if text[at].isalnum():
                masked[at] = "X" if at == start else "x"
    return "".join(masked)


def masked_mentions(text: str) -> int:
    """How many times a masked name stands in a text."""
    return sum(any(len(word.strip(".")) > 1 for word in found[0].split()) for found in _MASKED.finditer(text))


def private_names(text: str, known: Iterable[str] = (), persons: Persons | None = None) -> list[tuple[int, int]]:
    """Ranges of the words to mask, in order."""
    reading = _Reading(text, known)
    public: set[str] = set()
    private: list[tuple[str, ...]] = []
    beside = -1  # where a private person's name ended, if the text goes on with "and"
    for run in reading.runs:
        name = reading.name(run)
        if reading.is_thing(run, name):
            continue
        if reading.public(run):
            public.update(_keys(name))
        elif (
            reading.private(run)
            or (persons is not None and reading.speaker(run, persons))
            or (beside >= 0 and reading.plain[beside : run.words[0][0]].split() == ["and"])
        ):
            private.append(name)
            beside = run.end
    private = [name for name in private if name[-1].lower() not in public]
    return sorted(reading.mentions(private, public))


def _keys(name: Sequence[str]) -> Iterator[str]:
    """What a person may be called by again, in lower case."""
    return (word.lower() for word in name if len(word) > 1)


class _Reading:
    """One text, its runs of capitalised words and what stands around them."""

    def __init__(self, text: str, known: Iterable[str]) -> None:
        self.plain = view(text).replace("\n", " ")
        self.text = text
        self.known = {" ".join(name.lower().split()) for name in known}
        self.known_words = {word for name in self.known for word in name.split()}
        self.spans = [(s.start, s.end) for s in sentences(text)]
        self.runs = [run for start, end in self.spans for run in self._runs(start, end)]

    def _runs(self, start: int, end: int) -> Iterator[Run]:
        """Runs of one sentence; an ordinary word that begins it belongs to none."""
        words: list[tuple[int, int]] = []
        for found in _WORD.finditer(self.plain, start, end):
            if not (found[0][0].isupper() or _PREFIXED.match(found[0])) or found[0] == "I":
                continue
            if words and not _LINK.fullmatch(self.plain, words[-1][1], found.start()):
                yield from self._run(words)
                words = []
            if words or found[0].lower() not in ORDINARY:
                words.append(found.span())
        yield from self._run(words)

    def _run(self, words: list[tuple[int, int]]) -> Iterator[Run]:
        head = 0
        for number, (start, end) in enumerate(words[:-1]):
            word = self.plain[start:end].lower()
            if word in HONORIFICS or word in RANKS or _PUBLIC.fullmatch(word) or _PRIVATE.fullmatch(word):
                head = number + 1
        if words:
            yield Run(tuple(words), head)

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """Words the report also writes with a small letter: they are no names."""
        return frozenset(word for word in re.findall(r"[^\W\d_][\w-]*", self.plain) if word[0].islower())

    def name(self, run: Run) -> tuple[str, ...]:
        """The words of the name itself."""
        return tuple(self.plain[start:end] for start, end in run.words[run.head :])

    def head(self, run: Run) -> str:
        """The roles, ranks and forms of address written with the name, empty when there are none."""
        return self.plain[run.words[0][0] : run.start] if run.head else ""

    def before(self, run: Run) -> str:
        """What stands before the run, to the beginning of its sentence, at most 120 code points."""
        low = self._sentence(run)[0]
        return self.plain[max(low, run.words[0][0] - 120) : run.words[0][0]]

    def after(self, run: Run) -> str:
        """What follows the name, to the end of its sentence, at most 120 code points."""
        end = run.end + (self.plain[run.end : run.end + 1] == "." and len(self.name(run)[-1]) == 1)
        high = self._sentence(run)[1]
        return self.plain[end : min(end + 120, max(high, end))]

    @cached_property
    def things(self) -> frozenset[str]:
        """Whole names, in lower case, that stand behind an article somewhere: ships, bodies, places."""
        return frozenset(
            " ".join(self.name(run)).lower()
            for run in self.runs
            if run.head == 0 and _THE_BEFORE.search(self.before(run)) and not _FAMILY_AFTER.match(self.after(run))
        )

    @cached_property
    def vessels(self) -> frozenset[str]:
        """Whole names, in lower case, that stand behind a kind of vessel somewhere."""
        return frozenset(
            " ".join(self.name(run)).lower()
            for run in self.runs
            if run.head == 0 and _VESSEL_BEFORE.search(self.before(run))
        )

    def is_thing(self, run: Run, name: tuple[str, ...]) -> bool:
        """Whether a run names a place, a body or a party, or is a heading in capitals."""
        words = [word.lower() for word in name]
        whole = " ".join(words)
        return (
            whole in self.known
            or whole in self.things
            or whole in self.vessels
            or any(word in THINGS for word in words)
            or all(word in self.known_words or word in ORDINARY for word in words)
            or all(word.isupper() and len(word) > 1 for word in name)
            or _NUMBERED.match(self.after(run)) is not None
        )

    def public(self, run: Run) -> bool:
        """Whether the text gives the person a public role here."""
        own, after = self.head(run), self.after(run)
        before = _SPEECH.split(self.before(run))[-1]  # a role of somebody else spoke before
        before = _NAMED_AS.sub(" ", before)
        return bool(
            _PUBLIC.search(own)
            or own.rstrip(". ").lower() in RANKS
            or _PUBLIC_BEFORE.search(before if run.head == 0 else before + own)
            or _BODY_BEFORE.search(before)
            or _PUBLIC_AFTER.match(after)
            or _OF_A_BODY.match(after)
        )

    def private(self, run: Run) -> bool:
        """Whether the text introduces a private person here; a lone word must be no place by its preposition."""
        before, after, two = self.before(run), self.after(run), len(run.words) - run.head > 1
        own = self.head(run).rstrip(". \u00a0").lower()
        if own.rsplit(" ", 1)[-1] in HONORIFICS or (_PRIVATE.search(own) and (two or not before.strip(' “"'))):
            return True
        if _FAMILY_AFTER.match(after) or (_AGE_AFTER.match(after) and _SPEAKS_BEFORE.search(before)):
            return True
        if _NAMED_BEFORE.search(before) or _AGED_BEFORE.search(before):
            return True
        if not two and _PLACE_BEFORE.search(before):
            return False
        role = _PRIVATE_BEFORE.search(before)
        if role is not None and (role["apart"] is None or _CLOSED.match(after)):
            return True
        apposed = _PRIVATE_AFTER.match(after)
        if apposed is not None and (two or apposed["said"] or apposed["kin"]):
            return True
        if not two:
            return False
        if _AGE_AFTER.match(after) or _WHO_AFTER.match(after) or _BYLINE.search(self.text[: run.start][-40:]):
            return True
        return self._speaks(run) and self._called_by_last_name(run)

    def speaker(self, run: Run, persons: Persons) -> bool:
        """Whether somebody of two names and no role speaks or is spoken to, and the recogniser sees a person there."""
        if len(run.words) - run.head < 2 or not (self._speaks(run) or _MET_BEFORE.search(self.before(run))):
            return False
        start, end = self._sentence(run)
        return any(start + a < run.end and run.start < start + b for a, b in persons(self.plain[start:end]))

    def _speaks(self, run: Run) -> bool:
        return bool(_SPEAKS_AFTER.match(self.after(run)) or _SPEAKS_BEFORE.search(self.before(run)))

    def _called_by_last_name(self, run: Run) -> bool:
        """Whether the last word of the name also speaks alone, as people do once they were introduced."""
        return self.name(run)[-1] in self.lone_speakers

    def _address(self, run: Run) -> Iterator[tuple[int, int]]:
        """The words of the house and street that are told with a person's name."""
        found = _ADDRESS.match(self.plain, run.end)
        if found is not None:
            yield from (word.span() for word in _HOUSE.finditer(self.plain, *found.span("at")))

    def _person_here(self, run: Run) -> bool:
        """Whether a last name that is a known place's name too stands for the person: alone, and speaking."""
        return len(run.words) == 1 and self._speaks(run) and not _PLACE_BEFORE.search(self.before(run))

    @cached_property
    def lone_speakers(self) -> frozenset[str]:
        """Single words that somewhere are the subject of speech."""
        return frozenset(self.name(run)[0] for run in self.runs if len(run.words) == 1 and self._speaks(run))

    def _sentence(self, run: Run) -> tuple[int, int]:
        """The sentence a run stands in."""
        return self.spans[bisect_right(self.spans, (run.start, len(self.plain))) - 1]

    def mentions(self, private: Sequence[tuple[str, ...]], public: set[str]) -> Iterator[tuple[int, int]]:
        """Every word of every run that names one of these persons again, whole or by one of the names."""
        whole = {tuple(word.lower() for word in name) for name in private}
        parts = {key for name in private for key in _keys(name)} - public
        for run in self.runs:
            words = tuple(self.plain[start:end].lower() for start, end in run.words[run.head :])
            if words in whole:
                yield from run.words[run.head :]
                yield from self._address(run)
                continue
            if any(word in THINGS for word in words):
                continue
            for word, span in zip(words, run.words[run.head :], strict=True):
                free = word not in self.known_words or self._person_here(run)
                if word in parts and free and word not in ORDINARY | self.lower_words:
                    yield span
