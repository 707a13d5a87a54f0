"""Persons said to have come out: their number where one is stated exactly, nobody, or some uncounted."""

from __future__ import annotations

import re

from safeconduct.model.claim import OutcomeValue
from safeconduct.read.headcounts import Headcount, Role, headcounts
from safeconduct.read.persons import ANY
from safeconduct.read.segment import view

_LEFT = (
    r"(?:(?<!is\s)(?<!are\s)left|come\s+out|came\s+out|got\s+(?:out|through)|crossed|walked\s+out|reached|arrived|been\s+(?:\w+\s+)?(?:evacuated|moved|taken\s+out"
    r"|brought\s+out|released|let\s+(?:out|through))|(?:was|were)\s+(?:evacuated|moved|brought\s+out|taken\s+out|let\s+(?:out|through))|made\s+it"
    r"|used\s+(?:it|the\s+\w+)|turned\s+up|gone\s+(?:out|through|over|to)|departed|evacuated)"
)
_NOBODY = re.compile(
    rf"\b(?:nobody|no\s+one|no-one|none(?:\s+of\s+(?:them|the\s+\w+|us))?|not\s+(?:a\s+single|one)\s+(?:\w+\s+)?(?:{ANY})|no\s+(?:{ANY}))\b"
    rf"[^.;]{{0,40}}?\b{_LEFT}\b",
    re.IGNORECASE,
)
_NOT_EVACUATED = re.compile(
    r"\b(?:has|have|had|was|were)\s+(?:still\s+)?(?:not|never)\s+(?:yet\s+)?(?:been\s+)?evacuated\b", re.IGNORECASE
)
_FUTURE = re.compile(r"\b(?:will|would|shall|may|can|could|cannot|must|should|unless|until|if)\b", re.IGNORECASE)
_STOPPED = re.compile(
    r"\b(?:clos(?:e|ed)|stopped|halted|scuppered|failed|collapsed|disrupted|broke\s+down|suspended|cancelled)\b"
    r"[^.;]{0,30}\b(?:corridor|evacuation)\b|\b(?:corridor|evacuation)\b[^.;]{0,30}"
    r"\b(?:was\s+closed|stopped|failed|collapsed|suspended|cancelled)\b",
    re.IGNORECASE,
)
_SOME_OUT = re.compile(
    rf"\b(?:the\s+)?(?:first|last|all|most|many|several|other|remaining)\s+(?:of\s+the\s+)?(?:\w+\s+)?(?:{ANY}|famil(?:y|ies)|groups?)\b[^.;,]{{0,30}}?"
    r"\b(?:left|(?:came|come)\s+(?:out|ashore|off)|crossed|reached|arrived|(?:was|were|been)\s+(?:evacuated|taken\s+(?:off|out)|brought\s+(?:out|ashore)|moved|landed|flown\s+out))\b"
    r"|\b(?:first|second|last|final|next)\s+(?:\w+\s+)?(?:train|bus|boat|coach|convoy|ferry|barge|helicopter|lorry|lift|group)\s+(?:has\s+|is\s+|had\s+)?(?:gone|away|out|in|left|departed|arrived|through|across)\b"
    r"|\b(?:everyone|everybody)\s+(?:is|has)\s+(?:now\s+)?(?:out|ashore|left|safe\s+ashore|across)\b|\bevacuation\b[^.;]{0,40}\b(?:is|was|has\s+been)?\s*(?:completed?|finished|over)\b"
    r"|\b(?:cars|vehicles|families|households|lorries|convoys)\s+(?:had\s+|have\s+)?(?:already\s+)?(?:crossed|left|reached|arrived|got\s+(?:out|through)|passed|come\s+out|come\s+through)\b"
    r"|\b(?:both|all(?:\s+\w+)?|the|first|last)\s+(?:of\s+the\s+)?(?:\w+\s+)?(?:buses|bus|boats?|convoys?|trains?|lorries|coaches)\s+(?:are|is|have\s+(?:arrived|reached)|has\s+(?:arrived|reached)|arrived|reached)\b",
    re.IGNORECASE,
)


def outcomes(text: str, *, armed: bool = False, before: str = "") -> tuple[OutcomeValue, ...]:
    """What a text says came of a movement, in its order; parts of a number already given are left out."""
    plain = view(text).replace("\n", " ")
    found = headcounts(plain, armed=armed, before=view(before))
    counted = [h for h in found if h.role is Role.OUT and not (h.part and _whole(h, found))]
    if counted:
        return tuple(OutcomeValue(people=h.amount.exactly, as_written=text[h.start : h.end]) for h in counted)
    for pattern, people in ((_NOBODY, 0), (_NOT_EVACUATED, 0), (_STOPPED, None), (_SOME_OUT, None)):
        match = pattern.search(plain)
        if match is not None and not (pattern is not _STOPPED and _FUTURE.search(match.group())):
            return (OutcomeValue(people=people, as_written=text[match.start() : match.end()]),)
    return ()


def _whole(part: Headcount, found: tuple[Headcount, ...]) -> bool:
    return any(h.role is Role.OUT and not h.part and h.start < part.start for h in found)
