"""Persons said to have come out: their number where one is stated exactly, nobody, or some uncounted."""

from __future__ import annotations

import re

from safeconduct.model.claim import OutcomeValue, Population
from safeconduct.read.headcounts import Headcount, headcounts
from safeconduct.read.persons import ANY
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase, words_of
from safeconduct.read.whereabouts import Role

_LEFT = (
    r"(?:(?<!is\s)(?<!are\s)left|(?:come|came)\s+(?:out|through|over|across|ashore|off)|got\s+(?:out|"
    r"through)|crossed|walked\s+out|reached|arrived|been\s+(?:\w+\s+)?(?:evacuated|moved|taken\s+out"
    r"|brought\s+out|released|let\s+(?:out|through))|(?:was|were)\s+(?:evacuated|moved|brought\s+out|"
    r"taken\s+(?:out|off|away)|let\s+(?:out|through))|made\s+it"
    r"|used\s+(?:it|the\s+\w+)|turned\s+up|gone\s+(?:out|through|over|to)|departed|evacuated|been\s+able\s+to\s+(?"
    r":leave|get\s+out|cross)|managed\s+to\s+(?:leave|get\s+out|cross)|got\s+away|escaped|fled|boarded)"
)
_NOBODY = AnyCase(
    rf"(?<!there\sis\s)(?<!there\sare\s)(?<!there\swas\s)\b(?:nobody|no\s+one|no-one|none(?:\s+of\s+(?:them|"
    rf"the\s+\w+|us))?|not\s+(?:a\s+single|one)\s+(?:\w+\s+)?(?:{ANY}|bus|buses|boat|coach|convoy|vehicle|"
    rf"family|families|lorry)|no\s+(?:{ANY}|bus|buses|boat|coach|convoy|vehicle|family|families|lorry))\b"
    rf"[^.;]{{0,40}}?\b{_LEFT}\b"
    r"|\b(?:passed|ended|closed|expired|lapsed)\s+(?:without\s+(?:any\s+)?(?:movement|departures?|crossings?)|unused)\b"
    r"|\b(?:nobody|no\s+one|none)\s+came(?=\s*(?:$|[.,;]))"
    r"|\bnot\s+(?:a\s+(?:single\s+)?(?:soul|person|resident|villager|civilian|passenger|patient|family)|"
    r"one\s+(?:soul|person|resident|villager|civilian|passenger|patient|family)|anyone|anybody)\b[^.;]{0,40}?"
    rf"\b(?:{_LEFT}|(?:has|have|had|was|were)\s+\w+ed|passed|walked|went|used|took|moved)\b"
    r"|\b(?:nobody|no\s+one|none|no\s+(?:resident|villager|civilian|famil|passenger|patient|one)\w*)\b[^.;]{0,30}?"
    r"\b(?:(?:made|taken|took)\s+(?:any\s+)?(?:use|advantage)\s+of|availed|took\s+(?:the|it|up)|taken\s+(?:up|"
    r"the)|passed\s+(?:through|along|the|by|over)|walked\s+(?:through|along|to|over|the)|set\s+(?:foot|"
    r"out|off)|went\s+(?:through|out|along|over|across)|stepped\s+(?:on|aboard|out|forward)|came\s+forward|"
    r"showed\s+up|got\s+(?:on|aboard|past|beyond|to)|moved|budged|stirred|ventured)\b"
    r"|\b(?:corridor|lane|route|passage|gate|window|road|crossing|pause|buses|boats?|convoy|train|ferry)\b[^.;]{0,"
    r"30}?\b(?:(?:saw|had|drew|found|attracted|carried|met)\s+no\s+(?:traffic|movement|takers|users|"
    r"passengers|customers|departures|people|response|one)|(?:went|remained|lay|stood|stayed|was|were|"
    r"passed)\s+(?:unused|empty|deserted|untaken|unvisited))\b"
    r"|\b(?:came|went|drove|sailed|turned|returned|left|set\s+off|departed|pulled\s+out|headed)\b[^.;]{0,20}?\bwit"
    r"hout\s+(?:a\s+(?:single\s+)?|any\s+|its\s+|one\s+)?(?:passengers?|evacuees?|people|person|soul|"
    r"anyone|anybody|takers|patients?|residents?)\b"
    r"|\b(?:there\s+were|had|found|got)\s+no\s+takers\b|\bnot\s+used\s+by\s+(?:anyone|anybody|a\s+single)\b",
)
_EMPTY = AnyCase(
    r"\b(?:buses|bus|boats?|convoys?|trains?|coach(?:es)?|ferr(?:y|ies)|lorr(?:y|ies)|vehicles|helicopters?)\s+(?:"
    r"left|departed|returned|came\s+back|sailed|drove\s+(?:off|back)|went\s+(?:off|back))\s+empty\b"
    r"|\b(?:buses|bus|boats?|convoys?|trains?|coach(?:es)?|ferr(?:y|ies)|lorr(?:y|ies)|vehicles|helicopters?)\b[^."
    r";]{0,60}?"
    r"\b(?:came|come|went|drove|sailed|turned|driven|returned|sent)\s+(?:back\s+|home\s+|away\s+|round\s+)?(?:agai"
    r"n\s+)?empty\b",
)
_NOT_EVACUATED = AnyCase(
    r"\b(?:has|have|had|was|were)\s+(?:still\s+)?(?:not|never)\s+(?:yet\s+)?(?:been\s+)?evacuated\b",
)
_NOBODY_WORDS = frozenset(
    [
        "nobody",
        "no",
        "none",
        "not",
        "no-one",
        "without",
        "unused",
        "empty",
        "deserted",
        "untaken",
        "unvisited",
        "passed",
        "ended",
        "closed",
        "expired",
        "lapsed",
    ]
)
_EMPTY_WORDS = frozenset(["empty"])
_EVACUATED_WORDS = frozenset(["evacuated"])
_CORRIDOR_WORDS = frozenset(["corridor", "evacuation"])
_SOME_WORDS = frozenset(
    [
        "first",
        "second",
        "next",
        "final",
        "last",
        "all",
        "both",
        "most",
        "many",
        "several",
        "other",
        "others",
        "remaining",
        "rest",
        "remainder",
        "nearly",
        "almost",
        "per",
        "percent",
        "half",
        "three",
        "two",
        "everyone",
        "everybody",
        "village",
        "town",
        "hamlet",
        "island",
        "hospital",
        "school",
        "camp",
        "building",
        "ward",
        "quarter",
        "district",
        "those",
        "people",
        "residents",
        "families",
        "the",
        "part",
        "much",
        "evacuation",
        "cars",
        "vehicles",
        "households",
        "lorries",
        "convoys",
        "buses",
        "boats",
        "convoy",
        "coaches",
    ]
)
"""Words of which a text that speaks of each holds one."""
_FUTURE = re.compile(r"\b(?:will|would|shall|may|can|could|cannot|must|should|unless|until|if)\b", re.IGNORECASE)
_STOPPED = AnyCase(
    r"\b(?:clos(?:e|ed)|stopped|halted|scuppered|failed|collapsed|disrupted|broke\s+down|suspended|cancelled)\b"
    r"[^.;]{0,30}\b(?:corridor|evacuation)\b|\b(?:corridor|evacuation)\b[^.;]{0,30}"
    r"\b(?:was\s+closed|stopped|failed|collapsed|suspended|cancelled)\b",
)
_SOME_OUT = AnyCase(
    rf"\b(?:the\s+)?(?:(?:first|last|all|most|many|several|other|remaining)\s+(?:of\s+the\s+)?(?:\w+\s+)?(?:{ANY}|"
    rf"famil(?:y|ies)|groups?)|rest|others|remainder)\b[^.;,]{{0,30}}?"
    r"\b(?:left|fled|escaped|(?:came|come)\s+(?:out|ashore|off)|crossed|reached|arrived|(?:was|were|"
    r"been)\s+(?:evacuated|taken|brought\s+(?:out|ashore|to|down)|moved|landed|flown\s+out|collected|"
    r"picked\s+up|fetched))\b"
    rf"|\b(?:all|both)\s+(?:(?:the|our|its|their|remaining)\s+)?(?:{ANY})\s+(?:are\s+|now\s+|safely\s+|"
    rf"have\s+been\s+(?:got\s+|taken\s+)?)*(?:off|out|ashore|clear|across|through|safe)\b"
    rf"|\b(?:most|nearly\s+all|almost\s+all|many|all\s+but\s+\w+|per\s+cent|percent|half|three\s+quarters|"
    rf"two\s+thirds)\s+of\s+(?:the\s+|its\s+|our\s+|their\s+)?(?:[\w']+\s+){{0,2}}(?:{ANY}|households|"
    rf"families|homes)\s+(?:have|has|had)\s+(?:now\s+|already\s+|since\s+)?(?:gone|left|moved|fled|come\s+out|"
    rf"got\s+out|been\s+(?:moved|evacuated|taken))\b"
    r"|\b(?:first|second|last|final|next)\s+(?:\w+\s+)?(?:train|bus|boat|coach|convoy|ferry|barge|helicopter|"
    r"lorry|lift|group)\s+(?:has\s+|is\s+|had\s+)?(?:gone|away|out|in|left|departed|arrived|through|"
    r"across)\b"
    r"|\b(?:everyone|everybody)\s+(?:else\s+)?(?:(?:in|at|on)\s+[^.;]{1,30}\s+)?(?:is|has)\s+(?:now\s+|"
    r"already\s+|all\s+)*(?:out|ashore|left|gone|safe\s+ashore|across|been\s+(?:taken|evacuated|moved|"
    r"brought|rescued|lifted)\s*(?:off|out|to|from)?)\b|\b(?:village|town|hamlet|island|hospital|school|"
    r"camp|building|ward|quarter|district)\s+(?:is|has\s+been|was)\s+(?:now\s+|completely\s+)?(?:empty|"
    r"emptied|deserted)\b|\b(?:those|people|residents|families)\b[^.;]{0,40}?\bhave\s+(?:all\s+|now\s+|"
    r"since\s+)?(?:left|gone)\b(?!\s+(?:without|no))|\b(?:everyone|everybody)\s+left\b|\bthe\s+(?:wounded|"
    r"sick|injured|patients|children|elderly|prisoners|residents|villagers|passengers|crew)\s+(?:have|"
    r"has|had)\s+(?:all\s+)?been\s+(?:evacuated|moved|taken|brought|flown|transferred|rescued)\b|\b(?:part|"
    r"half|most|much|all)\s+of\s+the\s+\w+\s+(?:has|have|had)\s+been\s+(?:evacuated|emptied)\b|\bevacuation\b[^.;]{"
    r"0,40}\b(?:is|was|has\s+been)?\s*(?:completed?|finished|over)\b"
    rf"|\b(?:last|first|remaining|final)\s+(?:of\s+(?:the|its)\s+)?(?:[\w-]+\s+)?(?:{ANY}|famil(?:y|ies)|"
    rf"households|groups?)\s+(?:has|have|had|was|were)\s+(?:now\s+|already\s+|finally\s+|all\s+|been\s+)*(?:cleared"
    rf"|gone|moved|pulled|got|left|come|made|crossed|reached|out|ashore|safe|taken|driven|flown|ferried|"
    rf"bused|lifted)\b"
    r"|\b(?:everyone|everybody|all)\s+(?:\w+\s+){0,3}?(?:has|have|had|was|were|is|are)\s+(?:now\s+|all\s+|"
    r"been\s+|since\s+|safely\s+)*(?:got|gotten|gone|moved|taken|brought|driven|bused|ferried|evacuated|"
    r"relocated|accounted\s+for|out|ashore|clear|safe)\b(?!\s+(?:hungry|tired|cold))"
    r"|\b(?:cars|vehicles|families|households|lorries|convoys)\s+(?:had\s+|have\s+)?(?:already\s+)?(?:crossed|"
    r"left|reached|arrived|got\s+(?:out|through)|passed|come\s+out|come\s+through)\b|\b(?:buses|boats|"
    r"convoys?|families|lorries|coaches|people)\s+did\s+(?:get\s+(?:out|through)|leave|come\s+out|reach|"
    r"arrive|cross)\b"
    r"|\b(?:both|all(?:\s+\w+)?|the|first|last)\s+(?:of\s+the\s+)?(?:\w+\s+)?(?:buses|bus|boats?|convoys?|"
    r"trains?|lorries|coaches)(?:\s+(?:with|of|carrying)\s+[^.;,]{1,30}?)?\s+(?:(?:are|is)\s+(?:now\s+|"
    r"all\s+|safely\s+)*(?:in|at|here|there|back|out|safe|across|away|through)\b|have\s+(?:arrived|reached)|"
    r"has\s+(?:arrived|reached)|arrived|reached)\b",
)


def outcomes(text: str, *, armed: bool = False, before: str = "") -> tuple[OutcomeValue, ...]:
    """What a text says came of a movement, in its order; parts of a number already given are left out."""
    plain = view(text).replace("\n", " ")
    found = headcounts(plain, armed=armed, before=view(before))
    counted = [h for h in found if h.role is Role.OUT and not (h.part and _whole(h, found))]
    if counted:
        return tuple(
            OutcomeValue(
                people=None if h.population is Population.MIXED else h.amount.exactly, as_written=text[h.start : h.end]
            )
            for h in counted
            if h.population is not Population.COMBATANTS
        )
    held = words_of(plain)
    for pattern, people, needs in (
        (_NOBODY, 0, _NOBODY_WORDS),
        (_EMPTY, 0, _EMPTY_WORDS),
        (_NOT_EVACUATED, 0, _EVACUATED_WORDS),
        (_STOPPED, None, _CORRIDOR_WORDS),
        (_SOME_OUT, None, _SOME_WORDS),
    ):
        match = pattern.search(plain) if not needs.isdisjoint(held) else None
        if match is not None and not (pattern is not _STOPPED and _FUTURE.search(match.group())):
            return (OutcomeValue(people=people, as_written=text[match.start() : match.end()]),)
    return ()


_AHEAD = AnyCase(
    r"\b(?:expect(?:s|ed|ing)?|await\w*|planned|scheduled|promis\w+|hop(?:es|ed|ing)|target|quota|was\s+to|were\s+to"
    r"|should\s+have|would\s+have|supposed)\b"
)
_TAKEN_BACK = AnyCase(
    r"\b(?:acknowledg\w+|admit\w*|conced\w+|correct(?:ed|ion|ing)|retract\w*|with(?:drew|drawn)|overstat\w+|exaggerat\w+"
    r"|double-count\w*|counted\s+twice|miscount\w*|in\s+error|wrong(?:ly)?|mistaken(?:ly)?|untrue|not\s+true|false"
    r"|only\s+registered|on\s+paper)\b"
)
_CARRIED = re.compile(
    r"\b(?:ships?|ferry|ferries|vessel|liner|train|plane|aircraft|boat|bus|buses|coach|barge)\b[^.;]{0,30}\b(?:carr(?:ied|ies|ying)|had|holds?|held)\s+"
    r"(?:about\s+|some\s+)?$",
    re.IGNORECASE,
)
_SOMEWHERE = re.compile(
    r"[^.;]{0,60}\b(?:to|ashore|out|off|away|across|over|from|through|into|back|home|safely|upstream|downstream)\b",
    re.IGNORECASE,
)
_BESIDE = 70
"""Code points ahead of a statement that are looked at for words that put it in question."""


def outcome_doubts(text: str, *, armed: bool = False, before: str = "") -> tuple[str, ...]:
    """Why a number of persons that came out may be none: expected, taken back, or of those on board."""
    plain = view(text).replace("\n", " ")
    found = [h for h in headcounts(plain, armed=armed, before=view(before)) if h.role is Role.OUT]
    lead_in = re.split(r"[.;!?]\s|\n", view(before)[-_BESIDE:])[-1]
    flags = []
    for count in found:
        written = plain[count.start : count.end].strip()
        low = max((plain.rfind(mark, 0, count.start) for mark in (". ", "; ")), default=-1) + 1
        high = min((at for mark in (". ", "; ") if (at := plain.find(mark, count.end)) >= 0), default=len(plain))
        said = (lead_in if low == 0 else "") + plain[low:high]
        if _AHEAD.search(said):
            flags.append(f'outcome: "{written}" may be expected, not counted')
        if _TAKEN_BACK.search(said):
            flags.append(f'outcome: "{written}" is put in question')
        if _CARRIED.search(plain[low : count.start]) and not _SOMEWHERE.match(plain, count.end):
            flags.append(f'outcome: "{written}" may be those on board, not those brought out')
    return tuple(flags)


def _whole(part: Headcount, found: tuple[Headcount, ...]) -> bool:
    return any(h.role is Role.OUT and not h.part and h.start < part.start for h in found)
