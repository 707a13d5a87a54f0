"""Persons said to have come out: their number where one is stated exactly, nobody, or some uncounted."""

from __future__ import annotations

import re

from safeconduct.model.claim import OutcomeValue
from safeconduct.read.headcounts import Headcount, headcounts
from safeconduct.read.persons import ANY
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase
from safeconduct.read.whereabouts import Role

_LEFT = (
    r"(?:(?<!is\s)(?<!are\s)left|(?:come|came)\s+(?:out|through|over|across|ashore|off)|got\s+(?:out|through)|crossed|walked\s+out|reached|arrived|been\s+(?:\w+\s+)?(?:evacuated|moved|taken\s+out"
    r"|brought\s+out|released|let\s+(?:out|through))|(?:was|were)\s+(?:evacuated|moved|brought\s+out|taken\s+(?:out|off|away)|let\s+(?:out|through))|made\s+it"
    r"|used\s+(?:it|the\s+\w+)|turned\s+up|gone\s+(?:out|through|over|to)|departed|evacuated|been\s+able\s+to\s+(?:leave|get\s+out|cross)|managed\s+to\s+(?:leave|get\s+out|cross)|got\s+away|escaped|fled|boarded)"
)
_NOBODY = AnyCase(
    rf"(?<!there\sis\s)(?<!there\sare\s)(?<!there\swas\s)\b(?:nobody|no\s+one|no-one|none(?:\s+of\s+(?:them|the\s+\w+|us))?|not\s+(?:a\s+single|one)\s+(?:\w+\s+)?(?:{ANY}|bus|buses|boat|coach|convoy|vehicle|family|families|lorry)|no\s+(?:{ANY}|bus|buses|boat|coach|convoy|vehicle|family|families|lorry))\b"
    rf"[^.;]{{0,40}}?\b{_LEFT}\b"
    r"|\b(?:passed|ended|closed|expired|lapsed)\s+(?:without\s+(?:any\s+)?(?:movement|departures?|crossings?)|unused)\b"
    r"|\b(?:nobody|no\s+one|none)\s+came(?=\s*(?:$|[.,;]))",
)
_EMPTY = AnyCase(
    r"\b(?:buses|bus|boats?|convoys?|trains?|coach(?:es)?|ferr(?:y|ies)|lorr(?:y|ies)|vehicles|helicopters?)\s+(?:left|departed|returned|came\s+back|sailed|drove\s+(?:off|back)|went\s+(?:off|back))\s+empty\b"
    r"|\b(?:buses|bus|boats?|convoys?|trains?|coach(?:es)?|ferr(?:y|ies)|lorr(?:y|ies)|vehicles|helicopters?)\b[^.;]{0,60}?"
    r"\b(?:came|come|went|drove|sailed|turned|driven|returned|sent)\s+(?:back\s+|home\s+|away\s+|round\s+)?(?:again\s+)?empty\b",
)
_NOT_EVACUATED = AnyCase(
    r"\b(?:has|have|had|was|were)\s+(?:still\s+)?(?:not|never)\s+(?:yet\s+)?(?:been\s+)?evacuated\b",
)
_FUTURE = re.compile(r"\b(?:will|would|shall|may|can|could|cannot|must|should|unless|until|if)\b", re.IGNORECASE)
_STOPPED = AnyCase(
    r"\b(?:clos(?:e|ed)|stopped|halted|scuppered|failed|collapsed|disrupted|broke\s+down|suspended|cancelled)\b"
    r"[^.;]{0,30}\b(?:corridor|evacuation)\b|\b(?:corridor|evacuation)\b[^.;]{0,30}"
    r"\b(?:was\s+closed|stopped|failed|collapsed|suspended|cancelled)\b",
)
_SOME_OUT = AnyCase(
    rf"\b(?:the\s+)?(?:(?:first|last|all|most|many|several|other|remaining)\s+(?:of\s+the\s+)?(?:\w+\s+)?(?:{ANY}|famil(?:y|ies)|groups?)|rest|others|remainder)\b[^.;,]{{0,30}}?"
    r"\b(?:left|fled|escaped|(?:came|come)\s+(?:out|ashore|off)|crossed|reached|arrived|(?:was|were|been)\s+(?:evacuated|taken|brought\s+(?:out|ashore|to|down)|moved|landed|flown\s+out|collected|picked\s+up|fetched))\b"
    rf"|\b(?:all|both)\s+(?:(?:the|our|its|their|remaining)\s+)?(?:{ANY})\s+(?:are\s+|now\s+|safely\s+|have\s+been\s+(?:got\s+|taken\s+)?)*(?:off|out|ashore|clear|across|through|safe)\b"
    rf"|\b(?:most|nearly\s+all|almost\s+all|many|all\s+but\s+\w+|per\s+cent|percent|half|three\s+quarters|two\s+thirds)\s+of\s+(?:the\s+|its\s+|our\s+|their\s+)?(?:[\w']+\s+){{0,2}}(?:{ANY}|households|families|homes)\s+(?:have|has|had)\s+(?:now\s+|already\s+|since\s+)?(?:gone|left|moved|fled|come\s+out|got\s+out|been\s+(?:moved|evacuated|taken))\b"
    r"|\b(?:first|second|last|final|next)\s+(?:\w+\s+)?(?:train|bus|boat|coach|convoy|ferry|barge|helicopter|lorry|lift|group)\s+(?:has\s+|is\s+|had\s+)?(?:gone|away|out|in|left|departed|arrived|through|across)\b"
    r"|\b(?:everyone|everybody)\s+(?:else\s+)?(?:(?:in|at|on)\s+[^.;]{1,30}\s+)?(?:is|has)\s+(?:now\s+|already\s+|all\s+)*(?:out|ashore|left|gone|safe\s+ashore|across|been\s+(?:taken|evacuated|moved|brought|rescued|lifted)\s*(?:off|out|to|from)?)\b|\b(?:village|town|hamlet|island|hospital|school|camp|building|ward|quarter|district)\s+(?:is|has\s+been|was)\s+(?:now\s+|completely\s+)?(?:empty|emptied|deserted)\b|\b(?:those|people|residents|families)\b[^.;]{0,40}?\bhave\s+(?:all\s+|now\s+|since\s+)?(?:left|gone)\b(?!\s+(?:without|no))|\b(?:everyone|everybody)\s+left\b|\bthe\s+(?:wounded|sick|injured|patients|children|elderly|prisoners|residents|villagers|passengers|crew)\s+(?:have|has|had)\s+(?:all\s+)?been\s+(?:evacuated|moved|taken|brought|flown|transferred|rescued)\b|\b(?:part|half|most|much|all)\s+of\s+the\s+\w+\s+(?:has|have|had)\s+been\s+(?:evacuated|emptied)\b|\bevacuation\b[^.;]{0,40}\b(?:is|was|has\s+been)?\s*(?:completed?|finished|over)\b"
    r"|\b(?:cars|vehicles|families|households|lorries|convoys)\s+(?:had\s+|have\s+)?(?:already\s+)?(?:crossed|left|reached|arrived|got\s+(?:out|through)|passed|come\s+out|come\s+through)\b|\b(?:buses|boats|convoys?|families|lorries|coaches|people)\s+did\s+(?:get\s+(?:out|through)|leave|come\s+out|reach|arrive|cross)\b"
    r"|\b(?:both|all(?:\s+\w+)?|the|first|last)\s+(?:of\s+the\s+)?(?:\w+\s+)?(?:buses|bus|boats?|convoys?|trains?|lorries|coaches)(?:\s+(?:with|of|carrying)\s+[^.;,]{1,30}?)?\s+(?:(?:are|is)\s+(?:now\s+|all\s+|safely\s+)*(?:in|at|here|there|back|out|safe|across|away|through)\b|have\s+(?:arrived|reached)|has\s+(?:arrived|reached)|arrived|reached)\b",
)


def outcomes(text: str, *, armed: bool = False, before: str = "") -> tuple[OutcomeValue, ...]:
    """What a text says came of a movement, in its order; parts of a number already given are left out."""
    plain = view(text).replace("\n", " ")
    found = headcounts(plain, armed=armed, before=view(before))
    counted = [h for h in found if h.role is Role.OUT and not (h.part and _whole(h, found))]
    if counted:
        return tuple(OutcomeValue(people=h.amount.exactly, as_written=text[h.start : h.end]) for h in counted)
    for pattern, people in ((_NOBODY, 0), (_EMPTY, 0), (_NOT_EVACUATED, 0), (_STOPPED, None), (_SOME_OUT, None)):
        match = pattern.search(plain)
        if match is not None and not (pattern is not _STOPPED and _FUTURE.search(match.group())):
            return (OutcomeValue(people=people, as_written=text[match.start() : match.end()]),)
    return ()


def _whole(part: Headcount, found: tuple[Headcount, ...]) -> bool:
    return any(h.role is Role.OUT and not h.part and h.start < part.start for h in found)
