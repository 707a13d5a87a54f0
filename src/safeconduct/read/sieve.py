"""A quick look before a slow pattern: whether a text can hold what the pattern finds.

Most sentences speak of no bridge and of no flour. Looking for a few words is far faster than a pattern of many
alternatives, and so is the same pattern on a text in lower case, where an engine need not weigh every letter twice.
Neither changes what is found: where letters are odd, the pattern itself is asked.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache

_ODD = "\u0130\u0131\u017f\u212a"
"""Letters that a pattern without regard to case takes for i, s and k, and that ``lower`` does not."""
_CAPITAL = re.compile(r"\\.|\(\?P<\w+>|[A-Z]", re.DOTALL)
"""A capital of a pattern; what is no letter to find (an escape, the name of a group) is stepped over."""


def holding(words: str) -> Callable[[str], bool]:
    """A test whether a text holds any of the words, or parts of words, in whatever case; they are parted by spaces."""
    wanted = tuple(words.split())

    def holds(text: str) -> bool:
        low = text.lower()
        for word in wanted:
            if word in low:
                return True
        return _odd(text)

    return holds


@lru_cache(maxsize=256)
def words_of(plain: str) -> frozenset[str]:
    """The words of a text in lower case: whether it holds one of a class is then no search."""
    return frozenset(_WORD.findall(plain.lower()))


_WORD = re.compile(r"[a-z][a-z'\u2019-]*")


class AnyCase:
    """A pattern without regard to case: it is tried in lower case first, where an engine need not weigh every letter
    twice and leaves a wrong alternative at its first. It finds what ``re`` finds with IGNORECASE."""

    __slots__ = ("_exact", "_low", "_source", "_written")

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """``pattern``: it matches no empty text; a part of it may hang on case, ``(?-i:NOT)``."""
        self._source = (pattern, flags | re.IGNORECASE)
        self._written: re.Pattern[str] | None = None
        self._low = re.compile(_CAPITAL.sub(_in_lower_case, _loosened(pattern)), flags)
        self._exact = "(?-i:" not in pattern

    def search(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The leftmost match in the text as it is written, or None."""
        first = self._first(text, at, end)
        return self._as_written().search(text, first, end) if first is not None else None

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """The match at a place of the text, or None."""
        if self._low.match(text.lower(), at) is None and not _odd(text):
            return None
        return self._as_written().match(text, at)

    def finditer(self, text: str, at: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Every match in the text as it is written, from left to right."""
        if self._exact and text.isascii():
            hits = self._low.finditer(text.lower(), at, end)
            return filter(None, (self._as_written().match(text, hit.start(), end) for hit in hits))
        first = self._first(text, at, end)
        return self._as_written().finditer(text, first, end) if first is not None else iter(())

    def sub(self, by: str, text: str) -> str:
        """The text with every match in place of it."""
        return self._as_written().sub(by, text) if self._first(text, 0, len(text)) is not None else text

    def _first(self, text: str, at: int, end: int) -> int | None:
        """Where a match begins at the earliest; None when there is none."""
        if _odd(text):
            return at
        found = self._low.search(text.lower(), at, end)
        return found.start() if found is not None else None

    def _as_written(self) -> re.Pattern[str]:
        """The pattern itself, made when a text first needs it: that takes milliseconds, and most are not needed."""
        if self._written is None:
            self._written = re.compile(*self._source)
        return self._written


_GROUP = re.compile(
    r"(\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|\(\?-i:|\(\?<?[!=]|\((?:\?(?:P<\w+>|:|i:|\(\w+\)))?|\))", re.DOTALL
)
"""Escapes and classes, which are stepped over, and what opens and closes a group."""
_UNLESS = ("(?!", "(?<!")


def _loosened(pattern: str) -> str:
    """The pattern with its parts that hang on case in any case; where they rule something out they rule out nothing."""
    pieces = _GROUP.split(pattern)
    ruled_out: list[bool] = []
    for number, piece in enumerate(pieces):
        if piece.startswith("("):
            ruled_out.append((piece in _UNLESS) ^ (ruled_out[-1] if ruled_out else False))
            if piece == "(?-i:":
                pieces[number] = "(?:(?!)" if ruled_out[-1] else "(?:"
        elif piece == ")":
            ruled_out.pop()
    return "".join(pieces)


def _in_lower_case(found: re.Match[str]) -> str:
    return found.group().lower() if len(found.group()) == 1 else found.group()


def usual(text: str) -> str:
    """The text with the odd letters written as those they are taken for: the same length, and no word is unknown."""
    return text.translate(_USUAL) if _odd(text) else text


_USUAL = str.maketrans(_ODD, "IisK")


def _odd(text: str) -> bool:
    return not text.isascii() and any(letter in text for letter in _ODD)
