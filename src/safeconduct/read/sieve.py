"""A quick look before a slow pattern: whether a text holds any of the words without which the pattern cannot match.

Most sentences speak of no bridge and of no flour. Looking for a few words is far faster than a pattern of many
alternatives, and never changes what is found: where letters are odd, the pattern is asked.
"""

from __future__ import annotations

from collections.abc import Callable

_ODD = "\u0130\u0131\u017f\u212a"
"""Letters that a pattern without regard to case takes for i, s and k, and that ``lower`` does not."""


def holding(words: str) -> Callable[[str], bool]:
    """A test whether a text holds any of the words, or parts of words, in whatever case; they are parted by spaces."""
    wanted = tuple(words.split())

    def holds(text: str) -> bool:
        low = text.lower()
        for word in wanted:
            if word in low:
                return True
        return not text.isascii() and any(letter in text for letter in _ODD)

    return holds
