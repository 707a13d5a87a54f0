"""A quick look before a slow pattern: whether a text can hold what the pattern finds.

Most sentences speak of no bridge and of no flour. Looking for a few words is far faster than a pattern of many
alternatives, and so is the same pattern on a text in lower case, where an engine need not weigh every letter twice.
Neither changes what is found: where letters are odd, the pattern itself is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
    """A pattern without regard to case, for words that are seldom there: it is tried in lower case first."""

    __slots__ = ("_low", "_source", "_written")

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """``pattern``: a part that hangs on case, ``(?-i:NOT)``, may be asked for, not ruled out."""
        self._source = (pattern, flags | re.IGNORECASE)
        self._written: re.Pattern[str] | None = None
        self._low = re.compile(_CAPITAL.sub(_in_lower_case, pattern.replace("(?-i:", "(?:")), flags)

    def search(self, text: str) -> re.Match[str] | None:
        """The leftmost match in the text as it is written, or None."""
        if self._low.search(text.lower()) is None and not _odd(text):
            return None
        return self._as_written().search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the start of the text, or None."""
        if self._low.match(text.lower()) is None and not _odd(text):
            return None
        return self._as_written().match(text)

    def _as_written(self) -> re.Pattern[str]:
        """The pattern itself, made when a text first needs it: that takes milliseconds, and most are not needed."""
        if self._written is None:
            self._written = re.compile(*self._source)
        return self._written


def _in_lower_case(found: re.Match[str]) -> str:
    return found.group().lower() if len(found.group()) == 1 else found.group()


def usual(text: str) -> str:
    """The text with the odd letters written as those they are taken for: the same length, and no word is unknown."""
    return text.translate(_USUAL) if _odd(text) else text


_USUAL = str.maketrans(_ODD, "IisK")


def _odd(text: str) -> bool:
    return not text.isascii() and any(letter in text for letter in _ODD)
