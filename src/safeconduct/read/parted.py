"""Statements of the report itself that stand in one sentence and each for itself.

"The coast road is cut, but the inland road is open" tells of two roads and is two statements; "two bridges are gone,
and the third can be crossed on foot" is one, and so are counts of which the second needs the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from safeconduct.model.claim import Value
from safeconduct.read.tree import Range

_BETWEEN = re.compile(r";\s+(?:and\s+|but\s+)?|,?\s+(?:but|while|whereas)\s+|,\s+and\s+")
_POINTS_BACK = re.compile(
    r"(?:it|its|they|them|their|he|she|this|that|these|those|both|neither|none|one|another|some|others?|many|most|all\s+of\s+them"
    r"|the\s+(?:first|second|third|fourth|last|other|others|rest|remaining|two|three|same)|no\s+one|nobody|of\s+(?:them|these)|only|also|then|there|still)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b(bridges?|roads?|highways?|causeways?|ferr(?:y|ies)|railways?|lines?|tunnels?|pass(?:es)?|piers?|tracks?|lanes?"
    r"|crossings?|ports?|checkpoints?|streets?|routes?|trains?)\b",
    re.IGNORECASE,
)
_SLOTS = ("road", "reserve", "people", "outcome", "window")


def parted(text: str, at: Range, values: Callable[[Range], Sequence[Value]]) -> list[Range]:
    """The statement as one range, or as two where each of them states something of its own."""
    said = text[at[0] : at[1]]
    for cut in _BETWEEN.finditer(said):
        first, second = (at[0], at[0] + cut.start()), (at[0] + cut.end(), at[1])
        if _POINTS_BACK.match(text, second[0]) or min(first[1] - first[0], second[1] - second[0]) < _LEAST:
            continue
        one, other = _first(values(first)), _first(values(second))
        if one is None or other is None:
            continue
        if one != other or (one == "road" and _apart(text, first, second)) or (one == "reserve" and ";" in cut.group()):
            return [first, second]
    return [at]


_LEAST = 14
"""Shortest statement, in code points."""


def _first(values: Sequence[Value]) -> str | None:
    return next((value.slot for value in values if value.slot in _SLOTS), None)


def _apart(text: str, first: Range, second: Range) -> bool:
    """Two ways called by different nouns."""
    one, other = (_NOUN.search(text, *part) for part in (first, second))
    return bool(one and other and one.group().lower().rstrip("s") != other.group().lower().rstrip("s"))
