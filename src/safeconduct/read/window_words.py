"""Words that stand around announced hours: joining two of them, opening, closing, and those that announce nothing."""

from __future__ import annotations

import re

from safeconduct.model.claim import Stance
from safeconduct.read.act_words import MOVERS, PEOPLE
from safeconduct.read.days import MONTHS, WEEKDAYS
from safeconduct.read.zones import NAMED

DAYISH = (
    rf"(?:(?:on\s+)?(?:{'|'.join(WEEKDAYS)}|\d{{1,2}}\s+(?:{'|'.join(MONTHS)})|(?:{'|'.join(MONTHS)})\s+\d{{1,2}}"
    rf"|today|tomorrow|tonight|the\s+(?:next|following|same)\s+(?:day|morning|evening)))"
)
TO = re.compile(
    rf"^\s*(?:[\"(]?{NAMED.pattern.replace('?P<', '?P<x')}\)?)?\s*,?\s*(?:{DAYISH}\s*,?\s*)?(?P<by>to"
    rf"|until|till?|-|–|—|and|through|up\s+to|(?:right\s+|straight\s+|all\s+the\s+way\s+)?(?:through|up)\s+(?:to|till?|until)|and\s+(?:until|till?|closes?\s+(?:at|again\s+at))"
    rf"|to\s+about)"
    rf"\s*(?:about\s+|at\s+)?(?:{DAYISH}\s*,?\s*(?:at\s+)?)?$"
)
FROM = re.compile(
    r"\b(?P<by>from|between(?:\s+the\s+hours\s+of)?|hours(?:\s+(?:as|of|are|will\s+be))?|open|opens?\s+(?:at|from)|starting\s+(?:at|from)|schedule\s+(?:gives|is))\s*:?\s*(?:about\s+|at\s+)?$",
    re.IGNORECASE,
)
OPENS = re.compile(
    r"\b(?:from|as\s+(?:of|from)|starting\s+(?:at|from)|start(?:s|ing)?\s+at|beginning\s+at|begins?\s+at|opens?\s+(?:again\s+)?(?:at\s+|from\s+|on\s+\w+\s+at|)|(?:will|would|shall|to|can|may|must|should)\s+(?:all\s+|then\s+)?(?:move|leave|depart|set\s+(?:off|out)|sail|start|go|roll|begin|commence|pull\s+out|fly|cross|walk|run)(?:\s+(?!to\b)[^.;,]{0,30})?\s+(?:at|from|after)|(?:departing|leaving|sailing|starting)(?:\s+[^.;,]{0,20})?(?:\s+at)?|first\s+\w+\s+(?:leaves|departs|sails|goes|runs)\s+at|open(?:ed|ing)?\s+at|(?:leaves?|departs?|sails?|goes|casts\s+off|puts\s+out|pulls\s+out|sets\s+(?:off|out)|load\w*|lifts?|takes\s+(?:hold|effect)|kicks?\s+(?:off|in)|begins?)(?:\s+(?!to\b)[^.;,]{0,30})?\s+at"
    rf"|(?:next|first|second|third|another|extra|further|last)\s+(?:\w+\s+)?(?:lift|sailing|convoy|bus|coach|run|trip|boat|train|flight|wave|departure|movement|load|rotation|crossing|shuttle)\s*(?:is\s+|due\s+|set\s+)?(?:at|:|from|for)"
    rf"|(?:planned|set|scheduled|laid\s+on|put\s+on|due|fixed|timed|arranged|booked)\s+for(?:\s+{DAYISH},?)?(?:\s+at)?|(?:due|set|scheduled)\s+to\s+\w+(?:\s+(?!to\b)[^.;,]{{0,30}})?\s+at|(?:commenc|start|beginn)\w*(?:\s+at|\s+from)?|(?:hour|half-hour|minutes?|hours)\s+from|takes?\s+effect\s+(?:at|from)"
    rf"|open\s+(?:the\s+)?(?:[\w-]+\s+){{1,3}}at|doors\s+open|open|not\s+before|no\s+earlier\s+than|(?:from|as\s+of)\s+{DAYISH},?(?:\s+at)?)\s*(?:about\s+)?$",
    re.IGNORECASE,
)
CLOSES = re.compile(
    r"\b(?P<by>by|until|till?|before|extend\w*\s+(?:\w+\s+){0,2}(?:to|until|till?)|no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest\s+by|up\s+to|clos(?:es?|ing)\s+(?:it\s+|again\s+)?at|close\s+(?:the\s+|it\s+)?(?:[\w-]+\s+){0,2}at|ends?\s+at|shuts?\s+at|(?:lapse|expire|run\s+out|finishe|halt|terminate)s?\s+(?:at|by)|has?v?e?\s+(?:only\s+)?(?:until|till?)|(?:finish|ceas|conclud|ending|stop)\w*\s+(?:by|at)|(?:window|pause|truce|cease-?fire|lull|corridor|hours|opening|deadline|passage|evacuation|halt)\s+(?:to|until|till?|up\s+to)|from\s+(?:sunrise|dawn|first\s+light|daybreak|sun-?up|daylight|now)\s+(?:on\s+)?(?:to|until|till?|through\s+to|up\s+to)|open\s+(?:until|till?|to)|(?:chance|deadline|cut-?off)\b[^.;]{0,24}\bis(?:\s+at)?|last\s+\w+\s+(?:leaves|departs|sails|goes|runs)\s+at"
    rf"|(?:by|until|till?|before)\s+{DAYISH},?(?:\s+at)?)\s*(?:about\s+)?$",
    re.IGNORECASE,
)
LAST_LEAVES = re.compile(
    r"\blast\s+\w+\s+(?:leaves|departs|sails|goes|runs|lifts\s+off)(?:\s+[^.;,]{0,30})?\s+at\s*$", re.IGNORECASE
)
IF = re.compile(r"\b(?:if|unless|provided|once|when|as\s+long\s+as)\b[^.;,]*", re.IGNORECASE)
"""What hours hang on announces none and takes none back."""
OPEN_CLOSE = re.compile(r"\bopen\w*\b[^.;]*\bat\s*$|\bopens\s*$", re.IGNORECASE)
THEN_CLOSE = re.compile(r"^[^.;]{0,60}\b(?:clos\w+|ends?|shuts?|until|till?)\b[^.;]{0,20}(?:\bat)?\s*$", re.IGNORECASE)
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
    rf"\b(?:{MOVERS}|{PEOPLE}|vessels?|craft)\b(?:\s+\w+){{0,2}}?\s+(?:can|may|will|could|would|shall|must|(?:is|are)\s+(?:to|allowed\s+to|free\s+to|able\s+to))\s+\w+"
    r"|\b(?:(?:can|may|will|could|would|shall)\s+(?:now\s+|all\s+|also\s+)?(?:cross|leave|walk|run|work|sail|move|pass|enter|depart|start|commence|begin|cease|hold|bus|stop\s+(?:firing|shooting)|cease\s+fire|empty\s+out|clear\s+out|get\s+out|come\s+out|go|make|be\s+(?:taken|evacuated|received|admitted|moved|laid\s+on|cleared|vacated|open|held|kept|lifted|bused|ferried|flown))|\b(?:bus(?:es)?|coach(?:es)?|boats?|convoys?|sailings?|trains?|ferr(?:y|ies)|lifts?|shuttles?|barges?|flights?|evacuation|movement|departures?|launches)\b[^.;]{0,50}?(?:\b(?:leaves?|departs?|sails?|goes|runs?|starts?|begins?)\b|\b(?:is|are)\s+(?:now\s+|also\s+)?(?:laid\s+on|put\s+on|set|due|scheduled|planned|timed|fixed)\b|\bat\s+$)|\bnext\s+(?:\w+\s+)?(?:lift|sailing|convoy|bus|coach|run|trip|boat|train|flight|wave|departure|movement|load|rotation|crossing|shuttle)\b|(?:is|are)\s+(?:still\s+)?(?:safe|possible|navigable|passable|survivable|tenable|habitable|workable|usable|free|on)|must|ha(?:s|ve)\s+to|(?:is|are)\s+to|to\s+be\s+(?:cleared|evacuated|out|empty))\b",
    re.IGNORECASE,
)
MOVEMENT = re.compile(
    r"\b(?:corridors?|passages?|evacuat\w*|pauses?|cease-?fires?|truces?|open\w*|leave|convoys?|boats?|buses|ferr(?:y|ies)|trains?|helicopters?|crossings?|transfers?|barges?|ready|way\s+out|window|gates?|doors|run|runs|cross|walk|depart\w*|received?|lull|quiet|halt)\b",
    re.IGNORECASE,
)
_CHANGED = (
    r"(?:extend|prolong|lengthen|shorten|bring\s+forward|brought\s+forward|put\s+back|push\s+back|pushed\s+back|postpone|shift|move|cut|advance|delay)\w*"
    r"\s+(?:the\s+|its\s+|this\s+|their\s+|today's\s+|tomorrow's\s+)?(?:\w+\s+)?(?:window|pause|corridor|truce|cease-?fire|hours|opening|passage|evacuation|lane|slot|deadline|crossing|start|departure)\b"
)
CHANGED = re.compile(
    rf"\b{_CHANGED}|\b(?:window|pause|corridor|truce|cease-?fire|hours|opening|passage|lane|slot|deadline)s?\b[^.;]{{0,30}}"
    r"\b(?:extended|prolonged|lengthened|shortened|brought\s+forward|put\s+back|pushed\s+back|postponed|shifted|moved|cut|now)\b"
    r"|^\W*(?:the|its|their|this)\s+(?:window|pause|corridor|truce|cease-?fire|hours|opening|passage|lane|slot|deadline)\s+(?:to|until|till?)\b",
    re.IGNORECASE,
)
"""Hours stated before are changed: their zone holds."""
PLACE_OPEN = re.compile(
    rf"\b(?:open|opens|receives|(?:is|are)\s+received|registration|shelters?|doors|gates?|work|run|runs|operates?|{_CHANGED})\b",
    re.IGNORECASE,
)
STANDS_OPEN = re.compile(
    r"\b(?:have|has|had|gave|given|gives|give)\b[^.;]{0,40}\b(?:until|till?)\b[^.;]{0,40}\bto\s+(?:leave|get\s+out|go|evacuate|cross|clear|come\s+out)\b|\blast\s+chance\b|"
    rf"\b(?:open|opens|receives|(?:is|are)\s+received|runs?|operates?|work|works|{_CHANGED})\b",
    re.IGNORECASE,
)
"""Words that announce hours also where the clause tells of something done: "has been open since six until"."""
HEADED_ZONE = re.compile(
    r"(?<!\d\s)\b(?:[Aa]ll\s+)?(?:[Tt]imes?|[Hh]ours)\s+(?:are\s+|given\s+|shown\s+|as\s+logged\s+|is\s+)*(?:in\s+)?(?="
    + NAMED.pattern.replace("?P<", "?P<y")
    + ")"
)
