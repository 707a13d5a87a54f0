"""What a number of persons is said to be: still there, come out, lost, or only provided for."""

from __future__ import annotations

import re
from enum import StrEnum

from safeconduct.read.inflect import forms
from safeconduct.read.sieve import AnyCase
from safeconduct.read.trie import compact

_MOVED_ON = (
    "stumble stagger shuffle hobble limp trudge tramp slog toil wade paddle row swim drift creep crawl "
    "sneak slip squeeze"
    " spill pour stream file trickle flow climb clamber scramble hurry rush run race march trek hike "
    "walk move push press"
    " cycle ride drive pull straggle struggle float"
)
"""Verbs of moving that say with a direction that somebody came out."""
_FETCHED = (
    "evacuate extract rescue save pluck pull lift hoist winch airlift fly ferry ship row tow bus truck "
    "drive carry bring"
    " take lead guide escort shepherd march usher move transfer relocate transport convey deliver land disembark unload"
    " offload deposit receive admit register process house rehouse accommodate free release remove shift haul"
    " drag extricate medevac helicopter chopper spirit smuggle collect shuttle decant resettle repatriate "
    "welcome shelter"
    " withdraw"
)
"""Verbs of bringing somebody out, or of taking in who came out."""


def _past(lemmas: str) -> str:
    return compact("|".join(dict.fromkeys(form for lemma in lemmas.split() for form in forms(lemma)[2:-1])))


def _done_to(lemmas: str) -> str:
    """Participles alone: who "took cover" was taken nowhere."""
    return compact("|".join(dict.fromkeys(forms(lemma)[-2] for lemma in lemmas.split())))


class Role(StrEnum):
    """What a number of persons is said to be."""

    PRESENT = "present"
    OUT = "out"
    LOST = "lost"
    ROOM = "room"


_BLOCKED = re.compile(
    r"\b(?:will|would|shall|may|might|could|can|cannot|must|should|to(?!\s+have\b)|being|waiting|wait|"
    r"await\w*|hope\w*|want\w*|wish\w*"
    r"|need\w*|ready|due|expected|not|never|n't|yet|if|once|until|before|unable|refus\w+|still|planned|"
    r"plans?|ha(?:d|s|ve)"
    r"\s+yet)\b[^.;]{0,24}$|n't\b[^.;]{0,20}$|\b(?:are|is)\s+$",
    re.IGNORECASE,
)
WENT = (
    r"(?:(?:had|has|have)\s+)?(?:(?:already|now|since|all|also|both|just|safely)\s+)*(?:left(?!\s+(?:behind|"
    r"before|in\s+(?:the\s+)?(?:city|town|village|building|cellars?|hospital|camp|enclave|works|hall|"
    r"shelter|[A-Z])|on\s+the\s+(?:island|roof|ship|bank|quay|ferry|beach|site|boat)|without|aboard|"
    r"inside|stranded|there\b|to\s+(?:move|evacuate|fetch)))"
    r"|walked|(?:came|come)\s+(?:out|through|off|ashore|across|over|down|with|by|in\b)|got(?:ten)?\s+(?:out|"
    r"away|through|across|off)"
    r"|gone(?!\s+back)|went(?!\s+back)|crossed|reached|arrived|escaped|fled|made\s+it|departed|registered(?!\s+(?:"
    r"for|as|to|with|nowhere))|checked\s+in|signed\s+in|(?:dis)?embarked"
    r"|passed|used\s+the|swam|rode|drove|sailed|travelled|headed|made\s+their\s+way|set\s+(?:off|out)|"
    r"boarded|moved\s+out"
    r"|slipped\s+(?:out|through|past|away)|managed\s+to|found\s+their\s+(?:own\s+)?way|turned\s+up|exited|availed\s+(?:themse"
    r"lves|himself|herself)\s+of"
    r"|(?:made|taken|took)\s+(?:use|advantage)\s+of|emerged|trekked|hiked|(?:filed|streamed|poured|trickled|"
    r"straggled|climbed|crawled|waded"
    r"|paddled|pushed|cycled|limped|marched|scrambled|hobbled|slid|pulled|moved|struggled)\s+(?:out|"
    r"through|down|across|over|past|away|up\s+to|in\s+to|into|to)"
    rf"|(?:{_past(_MOVED_ON)})\s+(?:\w+ly\s+)?(?:out|through|down|across|over|past|away|ashore|in|into|"
    rf"off|up|to|on\s+to|onto|aboard|clear|free|back)"
    r"|made\s+(?:the|that|a|their|this)\s+(?:\w+\s+)?(?:crossing|journey|trip|passage|run|walk|climb|"
    r"exit|escape)|(?:cleared|bailed|moved|pulled|ventured)\s+out|landed|docked|berthed|alighted|surfaced|"
    r"decamped|vacated|quit\s+the|found\s+(?:a|the)\s+way|taken\s+the|took\s+the\s+(?:\w+\s+)?(?:road|"
    r"path|bus|boat|ferry|train|route|corridor|chance|opportunity|offer)"
    r"|got\s+(?:to|into|on(?:to)?|aboard|over|past)\b|got\s+clear|stepped\s+(?:off|ashore|out)|reported\s+(?:in|"
    r"at)|been\s+accounted\s+for|(?:signed|checked|logged|booked)\s+(?:in|through|out))\b"
)
TAKEN = (
    r"(?:evacuated|moved|taken|brought|transferred|carried|driven|bused|bussed|flown|ferried|lifted|airlifted|rescued"
    r"|escorted|relocated|led|conveyed|landed|winched|picked\s+up|plucked|transported|helped|collected|shipped|rehoused"
    r"|admitted|received|accommodated|released|let\s+(?:out|through|go)|saved|walked\s+out|put\s+ashore|"
    r"guided|rowed|towed"
    r"|delivered|processed|registered|hauled|pulled\s+(?:out|from|off)|plucked|extricated|freed|shifted|"
    r"removed|housed|lodged|repatriated|accompanied|disembarked|found\s+alive|dug\s+out|extracted|disembarked|"
    r"unloaded|welcomed|put\s+up|choppered(?:\s+out)?|trucked|shuttled|medevaced|stretchered|hoisted|"
    r"marched|ushered|accounted\s+for"
    rf"|(?:{_done_to(_FETCHED)})"
    r"|checked\s+(?:in|through|out)|signed\s+(?:in|out)|logged(?:\s+in)?|booked\s+in|got\s+(?:out|off|"
    r"away)|passed\s+(?:out|through)|handed\s+over|cleared|decanted|seen\s+(?:off|across|out))"
)
OUT_AFTER = AnyCase(
    rf"\b{WENT}|\b(?:was|were|been|got)\s+(?:\w+ly\s+|already\s+|then\s+|all\s+)*{TAKEN}\b|^\s*(?:who\s+)?{TAKEN}\s+"
    rf"(?:\w+\s+)?(?:out|off|to|from|by|at|in|on|ashore|safely|yesterday|so\s+far|since)\b"
    r"|^[^.;,]{0,30}\b(?:are|were|is|was)\s+(?:now\s+|already\s+|safely\s+)*(?:out\b(?!\s+of\s+(?:food|"
    r"water|fuel|medicine))|ashore|across|on\s+the\s+road|in\s+safety)"
    r"|^\s*(?:now\s+|safely\s+|are\s+|were\s+)?(?:through|out|across|ashore|clear|off|away|over)(?=\s*(?:$|"
    r"[.,;:]|at\s+\d|by\s+\d|so\s+far|and\b))"
    r"|^\s*(?:disembarked|offloaded|landed|discharged|delivered|alighted)\b"
    r"|^\s*to\s+(?:leave|come\s+out|get\s+out|cross|arrive|go)\b[^.;]{0,60}?\b(?:were|are|was|have|had|"
    r"reached|arrived|came|got)\b"
    r"|^\s*in(?=\s*[.,;])|^\s*(?!be\b|to\b|will\b|not\b)(?:\w+\s+){0,2}(?:ashore|out\s+(?:by|on|via|"
    r"so|through|of\s+the|in\s+all|altogether|already|now|today|since)|(?:through|past)\s+the\s+(?:[\w-]+\s+){0,2}"
    r"(?:gate|doors?|checkpoint|bridge|chapel|tunnel|line|crossing|lane|barrier|cordon)|safely|safe|out$|by\s+(?:bus|"
    r"car|boat|train|air|road|sea))",
)
OUT_BEFORE = AnyCase(
    rf"\b(?:{_past(_FETCHED.replace(' register', '').replace(' shelter', '').replace(' house', ''))}|registered"
    r"|picked\s+up|winched|saved|plucked|delivered|shipped|carried|received|registered|admitted|pulled|"
    r"guided|(?<!'ve\s)(?<!have\s)(?<!has\s)(?<!had\s)got|counted\s+out"
    r"|taken\s+(?:out|off)|moved\s+out|evacuating|carrying|taking|bringing)\s+(?:out\s+|off\s+|away\s+|"
    r"ashore\s+|down\s+|up\s+)?"
    r"(?:another\s+|a\s+further\s+|the\s+first\s+|all\s+|in\s+|its\s+|their\s+)*$"
    rf"|(?:^|[.;]\s*)(?:\w+\s+){{0,3}}?(?:moved|evacuated|left|transferred|arrived|departed|rescued|brought\s+out|"
    rf"came\s+out|crossed|relocated|out)\b[^:;.]*:\s*$"
    rf"|\b(?:{TAKEN}|out|left|crossed|arrived|departed)\b[^.;]{{0,40}}\b(?:stood|stands|was|is|at|reached|"
    rf"rose\s+to|grew\s+to|climbed\s+to|increased\s+to|risen\s+to|totall?ed|came\s+to|of|total\s+to)\s+(?:at\s+|"
    rf"to\s+)?$"
    r"|\b(?:corridor|gate|route|crossing|bridge|passage|exit|lane|ferry)\b[^.;]{0,24}\bused\s+by\s+$"
    r"|\b(?:signed|checked|logged|booked)\s+(?:in|through|out)\s+$|\b(?:landing|disembarking|unloading|"
    r"rescuing|lifting|putting\s+ashore|having\s+(?:moved|evacuated|landed|brought\s+out|taken\s+off))\s+$"
    r"|\b(?:away|back|alongside|under\s+way|underway|docked|landed)\b[^.;]{0,24}\bwith\s+(?:another\s+|"
    r"a\s+further\s+|the\s+first\s+)?$"
    r"|\b(?:those|all|people|persons)\s+who\s+(?:came|got|went|walked|left|crossed|were\s+taken)\b[^.;]{0,24}\b(?:"
    r"as|at|was|is|to|:)\s*$"
    r"|\bbringing\s+(?:the|its|their)\s+total\s+(?:so\s+far\s+)?to\s+$"
    r"|\b(?:bus|buses|convoy|boat|train|ferry|lorry|helicopter|flight|barge|coach|minibus|ambulances?|"
    r"tug|lifeboat)\b[^.;]{0,40}"
    r"\b(?:left|departed|arrived|reached|crossed|sailed|landed|pulled\s+out|got\s+through|took\s+off|"
    r"returned|docked)\b[^.;]{0,40}\b(?:with|carrying)\s*$"
    r"|\b(?:came|come|got|gone|went|walked|crossed|brought|taken|led|let)\s+(?:out|through|over|across|"
    r"ashore|off)\s+(?:only\s+|just\s+|about\s+|some\s+)?$|\b(?:out|crossed|evacuated|landed|lifted|"
    r"moved|departed|left|arrived|rescued|taken\s+off|flown\s+out)\s+(?:to\s+date|so\s+far|today|yesterday|"
    r"overnight|as\s+of\s+\w+|in\s+all|total)\s*:\s*$"
    r"|\b(?:left|came\s+out|got\s+out|moved\s+out|walked\s+out)\b[^.;:]{0,40},\s*(?:some\s+|about\s+)?$",
)
_UNDER_WAY = re.compile(
    r"\b(?:lift|trip|run|load|wave|rotation|crossing)\s+(?:is\s+)?(?:complete|done|finished)|\bheading\s+(?:for|"
    r"to|back)|\bunder\s+way\b|\ben\s+route\b",
    re.IGNORECASE,
)
_LOST_AFTER = re.compile(
    r"^[^.;:,]{0,40}?\b(?:killed|dead|died|drowned|missing|unaccounted|arrested|detained|buried|perished|"
    r"abducted|shot|treated|hospitali[sz]ed|poisoned|infected"
    r"|(?:were|was|been)\s+(?:\w+\s+)?(?:wounded|injured|hurt|held|seized|turned\s+back))\b",
    re.IGNORECASE,
)
_LOST_BEFORE = re.compile(
    r"\b(?:killed|killing|kills|deaths?\s+of|death\s+toll\b.{0,20}|buried|arrested|detained|lost|shot|"
    r"wounded|wounding|injuring"
    r"|injured|bodies\s+of|burial\s+of|missing|detention\s+of|loss\s+of)\s+(?:at\s+least\s+)?$",
    re.IGNORECASE,
)
_ROOM_BEFORE = AnyCase(
    r"\b(?:room|space|beds?|places?|shelter|capacity|seats?|food|rations|cots|tents|meals|water|blankets|"
    r"enough|licen[sc]ed"
    r"|designed|built|made|suitable|supplies|equipped|fit|bunks|mattresses)\s+(?:for|of)\s+(?:only\s+|"
    r"some\s+|about\s+)*$"
    r"|\b(?:bus|buses|boats?|coach|tents?|hall|camp|school|ship|ferry|vessel|van|barge|raft|dinghy|train)\s+(?:wit"
    r"h\s+(?:room|space)\s+)?for\s+(?:some\s+|about\s+)?$"
    r"|\b(?:can|could|will|would|(?:able|enough|room|ready|willing|prepared|space)\s+to)\s+(?:only\s+|"
    r"each\s+)?(?:take|carry|hold|house|seat|accommodate|sleep|fit|lift|feed|receive|berth)\s+(?:\w+\s+)?$"
    r"|\b(?:seats|sleeps|takes|serves|supplies|feeds)\s+$",
)
_ROOM_AFTER = re.compile(
    r"^\s*(?:people\s+|persons\s+)?(?:each\b|a\s+(?:day|trip|time|head)\b|at\s+a\s+time|per\s+|an\s+hour\b|"
    r"at\s+once\b|per-)",
    re.IGNORECASE,
)
RESCUED = re.compile(
    rf"\s*(?:{TAKEN})\s*(?:$|[,.;]|and\b|so\s+far|since|today|yesterday|overnight|this\s+\w+|by\s|at\s|"
    rf"from\s|last\s+night|before\b)",
    re.IGNORECASE,
)
_IF_SO = re.compile(
    r"\b(?:if|unless|whether|provided(?:\s+that)?|only\s+when|on\s+condition\s+that)\b[^.;]{0,60}$", re.IGNORECASE
)
_TAKES_NO_MORE = AnyCase(
    r"\b(?:would|will|can|could|to|may|shall)\s+(?:still\s+|only\s+)?(?:take|receive|accept|admit|host|house|shelter)\b[^.;]{0,60}"
    r"\b(?:(?:no|not)\s+more\s+than|at\s+(?:the\s+)?most|up\s+to|a\s+maximum\s+of)\s+[\w, ]{1,24}$",
)
"""What a place would take in at most."""
_HAS_LEFT = re.compile(r"\b(?:has|have|had|with)\s+(?:only\s+|some\s+|about\s+|still\s+)?$", re.IGNORECASE)
""" "The town has 2,100 inhabitants left": they are there."""
_THERE_ARE = re.compile(r"\bthere\s+(?:are|were|is|was)\b[^.;,]{0,24}$", re.IGNORECASE)
_ABOARD = re.compile(r"\s*(?:aboard|on\s+board|on\s+(?:them|it|each)\b)", re.IGNORECASE)
_VEHICLE_LEFT = re.compile(
    r"\b(?:bus|buses|trains?|boats?|ferry|tractors|trailers|convoy|coach|coaches|lorries|trucks|helicopters?|"
    r"barges?|tug)\b[^.;]{0,40}\b(?:left|gone|departed|away|sailed|pulled\s+out|took\s+off|arrived|in)\b",
    re.IGNORECASE,
)


def role_of(lead: str, tail: str, rest: str, plain: str, before: str) -> Role:
    """The role of a count; ``lead`` is its clause ahead, ``tail`` the words to the next count, ``rest`` all behind."""
    if _LOST_BEFORE.search(lead) or _LOST_AFTER.match(tail):
        return Role.LOST
    if _ROOM_BEFORE.search(lead) or _ROOM_AFTER.match(tail) or _TAKES_NO_MORE.search(plain[: len(plain) - len(rest)]):
        return Role.ROOM
    if _IF_SO.search(lead):
        return Role.PRESENT
    if RESCUED.match(tail):
        return Role.OUT
    if re.match(r"\s*(?:(?:are|is|were|was)\s+(?:still\s+|now\s+)?)?left\b(?!\s+(?:by|on|for|in\s+a)\b)", tail) and (
        _THERE_ARE.search(lead) or re.match(r"\s*(?:are|is|were|was)\b", tail)
    ):
        return Role.PRESENT
    if re.match(r"\s*arrivals\b", tail) or re.search(r"arrivals$", plain[: len(plain) - len(rest)]):
        return Role.OUT
    if _HAS_LEFT.search(lead) and re.match(r"\s*left\b", tail):
        return Role.PRESENT
    if re.match(
        r"\s*(?:leave|leaving|go|going|come\s+out|coming\s+out|cross|crossing|walk|walking)\b", tail
    ) and re.search(r"\b(?:saw|seen|see|sees|watched|counted|count|counts)\b", lead):
        return Role.OUT
    if OUT_BEFORE.search(lead) and not _BLOCKED.search(lead[: OUT_BEFORE.search(lead).start()]):  # type: ignore[union-attr]
        return Role.OUT
    for hit in OUT_AFTER.finditer(rest if len(tail) < 4 else tail):
        if hit.start() <= 110 and not _BLOCKED.search((rest if len(tail) < 4 else tail)[: hit.start()]):
            return Role.OUT
    if _ABOARD.match(tail) and (_UNDER_WAY.search(plain) or _VEHICLE_LEFT.search(before[-250:] + plain)):
        return Role.OUT
    return Role.PRESENT
