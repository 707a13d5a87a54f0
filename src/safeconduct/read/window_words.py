"""Words that stand around announced hours: joining two of them, opening, closing, and those that announce nothing."""

from __future__ import annotations

import re

from safeconduct.model.claim import Stance
from safeconduct.read.days import MONTHS, WEEKDAYS
from safeconduct.read.zones import NAMED

DAYISH = (
    rf"(?:(?:on\s+)?(?:{'|'.join(WEEKDAYS)}|\d{{1,2}}\s+(?:{'|'.join(MONTHS)})|(?:{'|'.join(MONTHS)})\s+\d{{1,2}}"
    rf"|today|tomorrow|tonight|the\s+(?:next|following|same)\s+(?:day|morning|evening)))"
)
TO = re.compile(
    rf"^\s*(?:[\"(]?{NAMED.pattern.replace('?P<', '?P<x')}\)?)?\s*,?\s*(?:{DAYISH}\s*,?\s*)?(?P<by>to"
    rf"|until|till|-|–|—|and|through|up\s+to|and\s+(?:until|till|closes?\s+(?:at|again\s+at))"
    rf"|to\s+about)"
    rf"\s*(?:about\s+|at\s+)?(?:{DAYISH}\s*,?\s*(?:at\s+)?)?$"
)
FROM = re.compile(
    r"\b(?P<by>from|between(?:\s+the\s+hours\s+of)?|hours(?:\s+(?:as|of|are|will\s+be))?|open|opens?\s+(?:at|from)|starting\s+(?:at|from)|schedule\s+(?:gives|is))\s*:?\s*(?:about\s+|at\s+)?$",
    re.IGNORECASE,
)
OPENS = re.compile(
    r"\b(?:from|as\s+(?:of|from)|starting\s+(?:at|from)|start(?:s|ing)?\s+at|beginning\s+at|begins?\s+at|opens?\s+(?:again\s+)?(?:at\s+|from\s+|on\s+\w+\s+at|)|(?:will|would|shall|to|can|may|must|should)\s+(?:all\s+|then\s+)?(?:move|leave|depart|set\s+(?:off|out)|sail|start|go|roll|begin|commence|pull\s+out|fly|cross|walk|run)(?:\s+(?!to\b)[^.;,]{0,30})?\s+(?:at|from|after)|(?:departing|leaving|sailing|starting)(?:\s+[^.;,]{0,20})?(?:\s+at)?|first\s+\w+\s+(?:leaves|departs|sails|goes|runs)\s+at|open(?:ed|ing)?\s+at"
    rf"|open\s+(?:the\s+)?(?:[\w-]+\s+){{1,3}}at|doors\s+open|open|not\s+before|no\s+earlier\s+than|(?:from|as\s+of)\s+{DAYISH},?(?:\s+at)?)\s*(?:about\s+)?$",
    re.IGNORECASE,
)
CLOSES = re.compile(
    r"\b(?P<by>by|until|till|before|extend\w*\s+(?:\w+\s+){0,2}(?:to|until|till)|no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest\s+by|up\s+to|clos(?:es?|ing)\s+(?:it\s+|again\s+)?at|close\s+(?:the\s+|it\s+)?(?:[\w-]+\s+){0,2}at|ends?\s+at|shuts?\s+at|last\s+\w+\s+(?:leaves|departs|sails|goes|runs)\s+at"
    rf"|(?:by|until|till|before)\s+{DAYISH},?(?:\s+at)?)\s*(?:about\s+)?$",
    re.IGNORECASE,
)
OPEN_CLOSE = re.compile(r"\bopen\w*\b[^.;]*\bat\s*$", re.IGNORECASE)
THEN_CLOSE = re.compile(r"^[^.;]{0,60}\b(?:clos\w+|ends?|shuts?|until|till)\b[^.;]{0,20}\b(?:at\s*)?$", re.IGNORECASE)
FIRST_AT = re.compile(r"\bfirst\b[^.;]{0,25}\bat\s*$", re.IGNORECASE)
LAST_AT = re.compile(r"[^.;]{0,30}\blast\b[^.;]{0,25}\bat\s*$", re.IGNORECASE)
DONE = re.compile(
    r"\b(?:had|has|have|was|were|been|left|reached|arrived|crossed|registered|reported|stood|counted|came|went|ran\s+out|reopened|since|walked|drove|rained|burned|burnt|lasted|worked|waited|fired|lay|spoke|met|flew|sailed|swam)\b",
    re.IGNORECASE,
)
SHUT = re.compile(
    r"\b(?:closed|shut|blocked|suspended|impassable|under\s+water|cut|no\s+(?:trains|service|ferry)|silent|power|sealed|open\s+to\s+lorries|last\s+(?:bus|boat|ferry)|curfew|low\s+tide|high\s+water|crest|peak|meeting|briefing|bulletin|statement|talks|forecast|shelling|funeral|session|storms?|winds?|gale|rain|tide|flood\s+(?:crest|wave)|river|flames|lava|aftershocks?|press\s+conference|update)\b",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:was|were|had\s+been)\s+open|\byesterday\b|\bnothing\s+moved\b", re.IGNORECASE)
ROAD = re.compile(r"\b(?:roads?|bridges?|lanes?|highway|tunnel|route|causeway|track|railway|trains)\b", re.IGNORECASE)
ASKS = (Stance.OFFERS, Stance.DEMANDS, Stance.REQUESTS, Stance.ACCEPTS)
ORDERED = re.compile(
    r"\b(?:(?:can|may|will|could|would|shall)\s+(?:now\s+|all\s+|also\s+)?(?:cross|leave|walk|run|work|sail|move|pass|enter|depart|start|be\s+(?:taken|evacuated|received|admitted|moved))|(?:is|are)\s+(?:still\s+)?(?:safe|possible|navigable|passable)|must|ha(?:s|ve)\s+to|(?:is|are)\s+to|to\s+be\s+(?:cleared|evacuated|out|empty))\b",
    re.IGNORECASE,
)
MOVEMENT = re.compile(
    r"\b(?:corridors?|passages?|evacuat\w*|pauses?|cease-?fires?|truces?|open\w*|leave|convoys?|boats?|buses|ferr(?:y|ies)|trains?|helicopters?|crossings?|transfers?|barges?|ready|way\s+out|window|gates?|doors|run|runs|cross|walk|depart\w*|received?|lull|quiet|halt)\b",
    re.IGNORECASE,
)
PLACE_OPEN = re.compile(
    r"\b(?:open|opens|received|receives|registration|shelters?|doors|gates?|work|run|runs|operates?)\b", re.IGNORECASE
)
HEADED_ZONE = re.compile(
    r"(?<!\d\s)\b(?:[Aa]ll\s+)?(?:[Tt]imes?|[Hh]ours)\s+(?:are\s+|given\s+|shown\s+|as\s+logged\s+|is\s+)*(?:in\s+)?(?="
    + NAMED.pattern.replace("?P<", "?P<y")
    + ")"
)
