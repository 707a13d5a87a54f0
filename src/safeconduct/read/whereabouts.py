"""What a number of persons is said to be: still there, come out, lost, or only provided for."""

from __future__ import annotations

import re
from enum import StrEnum


class Role(StrEnum):
    """What a number of persons is said to be."""

    PRESENT = "present"
    OUT = "out"
    LOST = "lost"
    ROOM = "room"


_BLOCKED = re.compile(
    r"\b(?:will|would|shall|may|might|could|can|cannot|must|should|to(?!\s+have\b)|being|waiting|wait|await\w*|hope\w*|want\w*|wish\w*"
    r"|need\w*|ready|due|expected|not|never|n't|yet|if|once|until|before|unable|refus\w+|still|planned|plans?|ha(?:d|s|ve)"
    r"\s+yet)\b[^.;]{0,24}$|n't\b[^.;]{0,20}$|\b(?:are|is)\s+$",
    re.IGNORECASE,
)
WENT = (
    r"(?:(?:had|has|have)\s+)?(?:(?:already|now|since|all|also|both|just|safely)\s+)*(?:left(?!\s+(?:behind|before|in\s+(?:the\s+)?(?:city|town|village|building|cellars?|hospital|camp|enclave|works|hall|shelter|[A-Z])|on\s+the\s+(?:island|roof|ship|bank|quay|ferry|beach|site|boat)|without|aboard|inside|stranded|there\b|to\s+(?:move|evacuate|fetch)))"
    r"|walked|(?:came|come)\s+(?:out|through|off|ashore|across|over|down|with|by|in\b)|got(?:ten)?\s+(?:out|away|through|across|off)"
    r"|gone(?!\s+back)|went(?!\s+back)|crossed|reached|arrived|escaped|fled|made\s+it|departed|registered(?!\s+(?:for|as|to|with|nowhere))|checked\s+in|signed\s+in|disembarked"
    r"|passed|used\s+the|swam|rode|drove|sailed|travelled|headed|made\s+their\s+way|set\s+(?:off|out)|boarded|moved\s+out"
    r"|slipped\s+(?:out|through|past|away)|managed\s+to|found\s+their\s+way|turned\s+up|exited|availed\s+(?:themselves|himself|herself)\s+of"
    r"|(?:made|taken|took)\s+(?:use|advantage)\s+of|emerged|trekked|hiked|(?:filed|streamed|poured|trickled|straggled|climbed|crawled|waded"
    r"|paddled|pushed|cycled|limped|marched|scrambled|hobbled|slid|pulled|moved|struggled)\s+(?:out|through|down|across|over|past|away|up\s+to|in\s+to|into|to)"
    r"|got\s+clear|stepped\s+(?:off|ashore|out)|reported\s+(?:in|at)|been\s+accounted\s+for|(?:signed|checked|logged|booked)\s+(?:in|through|out))\b"
)
TAKEN = (
    r"(?:evacuated|moved|taken|brought|transferred|carried|driven|bused|bussed|flown|ferried|lifted|airlifted|rescued"
    r"|escorted|relocated|led|conveyed|landed|winched|picked\s+up|plucked|transported|helped|collected|shipped|rehoused"
    r"|admitted|received|accommodated|released|let\s+(?:out|through|go)|saved|walked\s+out|put\s+ashore|guided|rowed|towed"
    r"|delivered|processed|registered|hauled|pulled\s+(?:out|from|off)|plucked|extricated|freed|shifted|removed|housed|lodged|repatriated|accompanied|disembarked|found\s+alive|dug\s+out|extracted|disembarked|unloaded|welcomed|put\s+up|choppered(?:\s+out)?|trucked|shuttled|medevaced|stretchered|hoisted|marched|ushered|accounted\s+for"
    r"|checked\s+(?:in|through|out)|signed\s+(?:in|out)|logged(?:\s+in)?|booked\s+in|got\s+(?:out|off|away)|passed\s+(?:out|through)|handed\s+over|cleared|decanted|seen\s+(?:off|across|out))"
)
OUT_AFTER = re.compile(
    rf"\b{WENT}|\b(?:was|were|been|got)\s+(?:\w+ly\s+|already\s+|then\s+|all\s+)*{TAKEN}\b|^\s*(?:who\s+)?{TAKEN}\s+(?:\w+\s+)?(?:out|off|to|from|by|at|in|on|ashore|safely|yesterday|so\s+far|since)\b"
    r"|^[^.;,]{0,30}\b(?:are|were|is|was)\s+(?:now\s+|already\s+|safely\s+)*(?:out\b(?!\s+of\s+(?:food|water|fuel|medicine))|ashore|across|on\s+the\s+road|in\s+safety)"
    r"|^\s*(?:now\s+|safely\s+|are\s+|were\s+)?(?:through|out|across|ashore|clear|off|away|over)(?=\s*(?:$|[.,;:]|at\s+\d|by\s+\d|so\s+far|and\b))"
    r"|^\s*(?:disembarked|offloaded|landed|discharged|delivered|alighted)\b"
    r"|^\s*to\s+(?:leave|come\s+out|get\s+out|cross|arrive|go)\b[^.;]{0,60}?\b(?:were|are|was|have|had|reached|arrived|came|got)\b"
    r"|^\s*in(?=\s*[.,;])|^\s*(?!be\b|to\b|will\b|not\b)(?:\w+\s+){0,2}(?:ashore|out\s+(?:by|on|via|so|through|of\s+the|in\s+all|altogether|already|now|today|since)|(?:through|past)\s+the\s+(?:[\w-]+\s+){0,2}(?:gate|checkpoint|bridge|chapel|tunnel|line|crossing|lane|barrier|cordon)|safely|safe|out$|by\s+(?:bus|car|boat|train|air|road|sea))",
    re.IGNORECASE,
)
OUT_BEFORE = re.compile(
    r"\b(?:brought|evacuated|moved|transferred|took|ferried|flew|lifted|airlifted|rescued|landed|bused|drove|escorted|led"
    r"|picked\s+up|winched|saved|plucked|delivered|shipped|carried|received|registered|admitted|pulled|guided|(?<!'ve\s)(?<!have\s)(?<!has\s)(?<!had\s)got|counted\s+out"
    r"|taken\s+(?:out|off)|moved\s+out|evacuating|carrying|taking|bringing)\s+(?:out\s+|off\s+|away\s+|ashore\s+|down\s+|up\s+)?"
    r"(?:another\s+|a\s+further\s+|the\s+first\s+|all\s+|in\s+|its\s+|their\s+)*$"
    rf"|(?:^|[.;]\s*)(?:\w+\s+){{0,3}}?(?:moved|evacuated|left|transferred|arrived|departed|rescued|brought\s+out|came\s+out|crossed|relocated|out)\b[^:;.]*:\s*$"
    rf"|\b(?:{TAKEN}|out|left|crossed|arrived|departed)\b[^.;]{{0,40}}\b(?:stood|stands|was|is|at|reached|rose\s+to|grew\s+to|climbed\s+to|increased\s+to|risen\s+to|totall?ed|came\s+to|of|total\s+to)\s+(?:at\s+|to\s+)?$"
    r"|\b(?:corridor|gate|route|crossing|bridge|passage|exit|lane|ferry)\b[^.;]{0,24}\bused\s+by\s+$"
    r"|\b(?:signed|checked|logged|booked)\s+(?:in|through|out)\s+$|\b(?:landing|disembarking|unloading|rescuing|lifting|putting\s+ashore|having\s+(?:moved|evacuated|landed|brought\s+out|taken\s+off))\s+$"
    r"|\b(?:away|back|alongside|under\s+way|underway|docked|landed)\b[^.;]{0,24}\bwith\s+(?:another\s+|a\s+further\s+|the\s+first\s+)?$"
    r"|\b(?:those|all|people|persons)\s+who\s+(?:came|got|went|walked|left|crossed|were\s+taken)\b[^.;]{0,24}\b(?:as|at|was|is|to|:)\s*$"
    r"|\bbringing\s+(?:the|its|their)\s+total\s+(?:so\s+far\s+)?to\s+$"
    r"|\b(?:bus|buses|convoy|boat|train|ferry|lorry|helicopter|flight|barge|coach|minibus|ambulances?|tug|lifeboat)\b[^.;]{0,40}"
    r"\b(?:left|departed|arrived|reached|crossed|sailed|landed|pulled\s+out|got\s+through|took\s+off|returned|docked)\b[^.;]{0,40}\b(?:with|carrying)\s*$"
    r"|\b(?:left|came\s+out|got\s+out|moved\s+out|walked\s+out)\b[^.;:]{0,40},\s*(?:some\s+|about\s+)?$",
    re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    r"\b(?:lift|trip|run|load|wave|rotation|crossing)\s+(?:is\s+)?(?:complete|done|finished)|\bheading\s+(?:for|to|back)|\bunder\s+way\b|\ben\s+route\b",
    re.IGNORECASE,
)
_LOST_AFTER = re.compile(
    r"^[^.;:,]{0,40}?\b(?:killed|dead|died|drowned|missing|unaccounted|arrested|detained|buried|perished|abducted|shot|treated|hospitali[sz]ed|poisoned|infected"
    r"|(?:were|was|been)\s+(?:\w+\s+)?(?:wounded|injured|hurt|held|seized|turned\s+back))\b",
    re.IGNORECASE,
)
_LOST_BEFORE = re.compile(
    r"\b(?:killed|killing|kills|deaths?\s+of|death\s+toll\b.{0,20}|buried|arrested|detained|lost|shot|wounded|wounding|injuring"
    r"|injured|bodies\s+of|burial\s+of|missing|detention\s+of|loss\s+of)\s+(?:at\s+least\s+)?$",
    re.IGNORECASE,
)
_ROOM_BEFORE = re.compile(
    r"\b(?:room|space|beds?|places?|shelter|capacity|seats?|food|rations|cots|tents|meals|water|blankets|enough|licen[sc]ed"
    r"|designed|built|made|suitable|supplies|equipped|fit|bunks|mattresses)\s+(?:for|of)\s+(?:only\s+|some\s+|about\s+)*$"
    r"|\b(?:bus|buses|boats?|coach|tents?|hall|camp|school|ship|ferry|vessel|van|barge|raft|dinghy|train)\s+(?:with\s+(?:room|space)\s+)?for\s+(?:some\s+|about\s+)?$"
    r"|\b(?:can|could|will|would|(?:able|enough|room|ready|willing|prepared|space)\s+to)\s+(?:only\s+|each\s+)?(?:take|carry|hold|house|seat|accommodate|sleep|fit|lift|feed|receive|berth)\s+(?:\w+\s+)?$"
    r"|\b(?:seats|sleeps|takes|serves|supplies|feeds)\s+$",
    re.IGNORECASE,
)
_ROOM_AFTER = re.compile(
    r"^\s*(?:people\s+|persons\s+)?(?:each\b|a\s+(?:day|trip|time|head)\b|at\s+a\s+time|per\s+|an\s+hour\b|at\s+once\b|per-)",
    re.IGNORECASE,
)
RESCUED = re.compile(
    rf"\s*(?:{TAKEN})\s*(?:$|[,.;]|and\b|so\s+far|since|today|yesterday|overnight|this\s+\w+|by\s|at\s|from\s|last\s+night|before\b)",
    re.IGNORECASE,
)
_THERE_ARE = re.compile(r"\bthere\s+(?:are|were|is|was)\b[^.;,]{0,24}$", re.IGNORECASE)
_ABOARD = re.compile(r"\s*(?:aboard|on\s+board|on\s+(?:them|it|each)\b)", re.IGNORECASE)
_VEHICLE_LEFT = re.compile(
    r"\b(?:bus|buses|trains?|boats?|ferry|tractors|trailers|convoy|coach|coaches|lorries|trucks|helicopters?|barges?|tug)\b[^.;]{0,40}\b(?:left|gone|departed|away|sailed|pulled\s+out|took\s+off|arrived|in)\b",
    re.IGNORECASE,
)


def role_of(lead: str, tail: str, rest: str, plain: str, before: str) -> Role:
    """The role of a count; ``lead`` is its clause ahead, ``tail`` the words to the next count, ``rest`` all behind."""
    if _LOST_BEFORE.search(lead) or _LOST_AFTER.match(tail):
        return Role.LOST
    if _ROOM_BEFORE.search(lead) or _ROOM_AFTER.match(tail):
        return Role.ROOM
    if RESCUED.match(tail):
        return Role.OUT
    if re.match(r"\s*(?:(?:are|is|were|was)\s+(?:still\s+|now\s+)?)?left\b(?!\s+(?:by|on|for|in\s+a)\b)", tail) and (
        _THERE_ARE.search(lead) or re.match(r"\s*(?:are|is|were|was)\b", tail)
    ):
        return Role.PRESENT
    if re.match(r"\s*arrivals\b", tail) or re.search(r"arrivals$", plain[: len(plain) - len(rest)]):
        return Role.OUT
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
