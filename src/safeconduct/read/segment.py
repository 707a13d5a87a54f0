"""Cuts a report into paragraphs and sentences, and gives parsers a view of the text that keeps every offset.

The report's own code points are never changed: a view has the same length, so a position in one is the same
position in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from safeconduct.read.openings import NUMBERED, labels

LONGEST = 3000
"""A longer sentence is cut, in code points: prose has none, and rules stay fast on text that is not prose."""

_PLAIN = {
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\u3000\t\r\f\v", " "),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc", "'"),
}
_ODD = tuple(_PLAIN.items())
_ODD_ASCII = tuple((odd, usual) for odd, usual in _ODD if odd.isascii())
_TWO_SINGLE = re.compile(r"(?<!')''(?!')")
_LOUD = re.compile(r"(?<![\w.])(?:[A-Z][A-Z'-]+ ){2,}[A-Z]+(?: (?:[A-Z0-9][A-Z0-9'-]*|[-\u2010-\u2015])){3,}(?!\w|:)")
"""Six words and more in capitals: a headline, of which a parser makes names."""
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_CLOCK_DOT = re.compile(r"(?<=[ap]\.m)\.(?=\s+[A-Z])")
_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Adm|Gov|Sen|Rep|St|No|Nos|Art|vs|approx|ca|e\.g|i\.e|etc"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|km|U\.S|U\.N|U\.K)|\b[A-Z])\.$"
)
_CLOCK = re.compile(r"\b[ap]\.m\.$")
CLOCK_GOES_ON = re.compile(
    r"\s+(?:[A-Z][\w.'-]*\s+(?:[A-Z][\w.'-]*\s+)?[Tt]ime\b|(?:GMT|UTC|MSK|[A-Z]{1,4}T)\b"
    r"|(?:Eastern|Central|Mountain|Pacific|Atlantic)\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec)\.?\s+\d|[a-z(\d])"
)
"""What goes on behind "p.m.": a zone, a day, small letters."""
_LIST_NUMBER = re.compile(r"^\s*\(?\d{1,3}\.$")
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'-]{2,}(?: [A-Z][A-Z.'-]+){0,3}(?:, [A-Z][\w.]*(?: [\w.]+){0,3}| \([^()\n]{2,30}\)){0,2}"
    r"|[A-Z]\w+(?: [A-Z]\w+){0,2} \([A-Z][A-Za-z]{1,10}\)) ?[\u2010-\u2015-]+ (?=\S)"
)
"""Place and day before a report's first words: "LENSK, May 12 -"."""
_HEADING = 45
"""Longest line, in code points, that is a heading when it ends with no mark and the next opens with a capital."""
_TERMINAL = re.compile(r"[.!?…:;][\"')\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Code points [start, end) of one sentence, without outer whitespace; ``paragraph`` counts from 0."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Code points [start, end) of a quoted passage, quotation marks included; it never leaves its paragraph."""

    start: int
    end: int


@lru_cache(maxsize=64)
def view(text: str) -> str:
    """The text with plain spaces and straight quotation marks: same length, same offsets.

    The rules ask for the same pieces over and over: the last ones are kept.
    """
    plain = text
    for odd, usual in _ODD_ASCII if text.isascii() else _ODD:  # a search and a copy each, far faster than translate
        if odd in plain:
            plain = plain.replace(odd, usual)
    if "''" in plain:
        plain = _TWO_SINGLE.sub(lambda m: '" ' if m.start() and not plain[m.start() - 1].isspace() else ' "', plain)
    return plain


def parser_view(text: str) -> str:
    """A view for a dependency parser: also hides the full stop of "p.m." before a capital, which splits sentences."""
    plain = _CLOCK_DOT.sub(",", view(text)).replace("\n", " ")
    return _LOUD.sub(_quietly, plain)


def _quietly(loud: re.Match[str]) -> str:
    """A headline in capitals as a sentence is written; letters that change their length in lower case stay."""
    low = loud.group().lower()
    return low if len(low) == len(loud.group()) else loud.group()


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges of the paragraphs (blank lines part them), without outer whitespace."""
    edges = [0, *(end for match in _BLANK_LINE.finditer(text) for end in match.span()), len(text)]
    ranges = (_strip(text, edges[i], edges[i + 1]) for i in range(0, len(edges), 2))
    return tuple(found for found in ranges if found is not None)


def sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences in order. A clock's "p.m." before a zone, a title ("Gen.") and "No." do not end one."""
    found: list[Sentence] = []
    plain = view(text)
    for number, (start, end) in enumerate(paragraphs(text)):
        for low, high in _split(plain, start, end):
            for part in _bounded(plain, low, high):
                kept = _strip(plain, *part)
                if kept is not None:
                    found.append(Sentence(kept[0], kept[1], number))
    return tuple(found)


def quotations(text: str) -> tuple[Quotation, ...]:
    """Passages between double quotation marks; an unclosed one ends with its paragraph."""
    found: list[Quotation] = []
    plain = view(text)
    for start, end in paragraphs(text):
        marks = [start + m.start() for m in re.finditer('"', plain[start:end])]
        if len(marks) % 2:
            marks.append(end - 1)
        found.extend(Quotation(a, b + 1) for a, b in zip(marks[::2], marks[1::2], strict=True) if b > a)
    return tuple(found)


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    body = piece.strip()
    return (start + left, start + left + len(body)) if body else None


def _split(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentence ranges of one paragraph. Lines of a heading (no closing mark at its end) stand each alone."""
    lines = [start, *(start + m.end() for m in re.finditer("\n", plain[start:end])), end]
    opened = DATELINE.match(plain, start, end) or NUMBERED.match(plain, start, end)
    heading = not _TERMINAL.search(plain[start:end])
    cuts = [start, *(m.end() for m in labels(plain, start, end)), *((opened.end(),) if opened else ())]
    for low, high in pairwise(lines):
        if low > start and (heading or _TERMINAL.search(plain[max(0, low - 40) : low]) or _titled(plain, start, low)):
            cuts.append(low)
            opened = NUMBERED.match(plain, low, high)
            cuts.extend((opened.end(),) if opened else ())
        cuts.extend(low + m.end() for m in _END.finditer(plain[low:high]) if _ends(plain, low, low + m.end(), high))
    cuts.append(end)
    cuts = sorted(set(cuts))
    return list(pairwise(cuts))


def _titled(plain: str, start: int, low: int) -> bool:
    """The first line of a paragraph is a heading: short, without a mark at its end, a capital after it."""
    first = "\n" not in plain[start : low - 1]
    line = plain[start : low - 1].rstrip()
    return first and 0 < len(line) <= _HEADING and line[-1].isalnum() and plain[low : low + 1].isupper()


def _bounded(plain: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Pieces of at most LONGEST code points, cut at a space where there is one."""
    while high - low > LONGEST:
        cut = plain.rfind(" ", low + 1, low + LONGEST)
        cut = cut if cut > low else low + LONGEST
        yield low, cut
        low = cut
    yield low, high


def _ends(plain: str, low: int, at: int, high: int) -> bool:
    """Whether the full stop that ends at ``at`` ends a sentence."""
    before, after = plain[max(low, at - 24) : at], plain[at:high]
    follower = after.lstrip(" \"'([")[:1]
    if _CLOCK.search(before):
        return bool(follower) and not CLOCK_GOES_ON.match(after)
    if _ABBREVIATED.search(before) or _LIST_NUMBER.match(plain[low:at]):
        return False
    return not follower or not follower.islower()
