"""Answers that were not given: nobody refused, neither side accepted, something was not ruled out, nothing guaranteed.

Who did not refuse has not refused, and who did not accept has not accepted; the words for the answer are there all the
same, and nothing may be read from them alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from safeconduct.read.sieve import AnyCase

_NOT = (
    r"(?:\b(?:not(?!\s+only\b)|never|nobody|no[ -]one|none|nothing|neither|nor|far\s+from|no\s+(?:\w+\s+)?\w+)\b"
    r"|n't\b)"
)
_BETWEEN = r"(?:\s+(?!(?:and|but|that|why|because|who|which|when|if|to|for|until)\b)[\w'\u2019-]+){0,4}?"
_REFUSING = (
    r"(?:refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|declin(?:e|es|ed|ing)|veto(?:ed|ing)?"
    r"|(?:rul(?:e|es|ed|ing)|turn(?:s|ed|ing)?)(?:\s+(?:\w+\s+){0,2}?(?:out|down|away|back)))\b"
)
_TAKING = (
    r"(?:accept(?:s|ed|ing)?|agree(?:s|d|ing)?|consent(?:s|ed|ing)?|approv(?:e|es|ed|ing)|sign(?:s|ed|ing)?"
    r"|assent(?:s|ed|ing)?|endors(?:e|es|ed|ing)|tak(?:e|en|ing)\s+up|took\s+up)\b"
)
_NO_REFUSAL = re.compile(rf"{_NOT}{_BETWEEN}\s+{_REFUSING}", re.IGNORECASE)
_UNTRUE = re.compile(
    rf"\b(?:(?:not|n't)\s+(?:true|the\s+case|so)|untrue|false|a\s+lie|nonsense|wrong|incorrect|den(?:y|ies|ied|ying))\s+"
    rf"(?:to\s+say\s+)?(?:that\s+)?(?:[\w'\u2019-]+\s+){{0,6}}?{_REFUSING}",
    re.IGNORECASE,
)
_NO_TAKER = AnyCase(
    rf"\b(?:neither|nobody|no[ -]one|none|never|nothing|no\s+(?:\w+\s+)?(?:side|party|parties|command|commander|faction"
    rf"|delegation|government|council|army))\b(?:\s+(?!refus|reject|but\b|until\b)[\w'\u2019-]+){{0,5}}?\s+{_TAKING}"
    rf"|\b(?:fail(?:s|ed|ing)?|omit(?:s|ted)|neglect(?:s|ed)|was\s+unable|were\s+unable)\s+to\s+{_TAKING}"
    rf"|\bst(?:op(?:s|ped)|opping)\s+short\s+of\s+{_TAKING}",
)
_NOT_YET = re.compile(
    rf"\byet\s+to\s+{_TAKING}|\b(?:dissuad|prevent|discourag|stopp|kept)\w*\b[^.;]{{0,40}}?\bfrom\s+{_TAKING}|\b(?:undecided|silent|no\s+decision|not\s+(?:said|say|decided))\b",
    re.IGNORECASE,
)


def without_unrefused(plain: str) -> str:
    """The words without refusals that are said not to have been: "did not rule out", "nobody was refused"."""
    if "not" not in plain and "n't" not in plain and not _MAY.search(plain):
        return plain
    return _UNTRUE.sub(" ", _NO_REFUSAL.sub(" ", plain))


_NO_OFFER = re.compile(
    r"(?:\b(?:not|never|nobody|no[ -]one|neither)\b|n't\b)(?:\s+[\w-]+){0,3}?"
    r"\s+(?:guarantee|offer|promise|pledge)(?:s|d|ed)?\b"
    r"|\b(?:guarantee|offer|promise|pledge)(?:s|d|ed)?\s+(?:\w+\s+)?(?:nothing|none|neither|no\s+(?!one\s+will|longer)\w+)\b",
    re.IGNORECASE,
)
_MAY = AnyCase(r"\b(?:no|never|nobody|none|nothing|neither|nor|without|far|den\w+|untrue|false|lie|wrong)\b")


def unrefused(plain: str) -> bool:
    """Whether a refusal is said not to have been."""
    return without_unrefused(plain) != plain


@lru_cache(maxsize=64)
def untaken(plain: str) -> bool:
    """Whether nobody, or not all who were asked, accepted: "neither side has accepted", "failed to agree"."""
    return _NO_TAKER.search(plain) is not None


@lru_cache(maxsize=64)
def open_still(plain: str) -> bool:
    """Whether the answer is still to come: "has yet to agree"."""
    return _NOT_YET.search(plain) is not None


@lru_cache(maxsize=64)
def unoffered(plain: str) -> bool:
    """Whether an offer is said not to have been made: "he guaranteed nothing", "never promised"."""
    return _NO_OFFER.search(plain) is not None
