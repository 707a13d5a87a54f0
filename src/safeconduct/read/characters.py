"""Characters that deceive the eye: marks that turn the order of text, invisible ones, and letters that look alike.

They are counted and named, never removed: the stored text is the published one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the direction in which text is shown."""
INVISIBLE = frozenset("\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff") | {
    chr(n) for n in range(0xE0020, 0xE0080)
}
"""Characters that take no place on a screen and part or hide words."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
#: Letters of other scripts that a reader takes for Latin ones.
_ALIKE = frozenset("аеорсухіїјѕԁԛԝһкмтвнАВЕКМНОРСТУХІЈЅԌԚԜαβεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧսօոցհ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddities:
    """How many turning and invisible characters a text holds, and its words that mix look-alike letters."""

    turning: int
    invisible: int
    mixed: tuple[str, ...]


def oddities(text: str) -> Oddities:
    """What in a text deceives the eye. A pure function of the text; a byte order mark at its start is none."""
    if _FOREIGN.search(text) is None:
        return Oddities(turning=0, invisible=0, mixed=())
    body = text.removeprefix("\ufeff")
    looked_at = () if _ALIKE.isdisjoint(body) else _WORD.finditer(body)
    words = dict.fromkeys(found[0] for found in looked_at if _mixes(found[0]))
    return Oddities(
        turning=sum(char in TURNING for char in body),
        invisible=sum(char in INVISIBLE for char in body),
        mixed=tuple(words),
    )


def spelled_out(word: str) -> str:
    """A word with its letters of other scripts named, such as "Mоscow (CYRILLIC SMALL LETTER O)"."""
    named = dict.fromkeys(unicodedata.name(char, f"U+{ord(char):04X}") for char in word if char in _ALIKE)
    return f"{word} ({', '.join(named)})"


def _mixes(word: str) -> bool:
    return any(char in _ALIKE for char in word) and any("a" <= char.lower() <= "z" for char in word)
