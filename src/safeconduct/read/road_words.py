"""Words for crossings and roads, and for the states they are said to be in."""

from __future__ import annotations

import re
from typing import Literal

from safeconduct.read.sieve import holding

Element = Literal["bridge", "road", "crossing", "ferry", "rail"]

_RAIL = (
    r"rail(?:way)?\s+(?:line|viaduct|bridge|link|track)s?|railways?|rail\s+line|trains?|tramlines?|trams"
    r"|light\s+rail|branch\s+line|viaducts?\b(?=[^.;]*\b(?:rail|train))|(?:[Rr]ail|[Tt]rain)\s+traffic|[Tt]rain\s+services?|metro|underground\s+line|funicular|narrow-gauge\s+line|(?:railway|train)\s+lines?"
    r"|(?<=\b[Tt]he\s)(?:line(?=\s+(?:to|from|between|was|is|has|remains|beyond|past|north|south|east|west)\b)|rails|tracks)"
)
_BRIDGE = (
    r"(?:(?:rail(?:way)?|road|foot|pontoon|traffic|footbridge|suspension|timber|bailey"
    r"|truss)[\s-]*)?bridges?|footbridges?|overpass(?:es)?|flyovers?|viaducts?"
)
_FERRY = (
    r"ferry\s+(?:crossing|service|link|landing|slip|terminal|pier|route)s?|ferr(?:y|ies)|piers?|jett(?:y"
    r"|ies)|quays?|slipways?|(?<=\b[Tt]he\s)slip|landing\s+stages?|cable\s+ferr(?:y|ies)|wharf|wharves|boat\s+service|[Ss]ailings|ferry\s+boats?|vehicle\s+ferr(?:y|ies)|ro-ro|landing\s+stages?|pontoons?(?!\s+bridge)|moorings?|berths?(?=\s+(?:is|are|has|was|\d))"
)
_CROSSING = (
    r"link\s+by\s+road|river\s+crossings?|border\s+crossings?|level\s+crossings?|crossing\s+(?:point"
    r"|the\s+(?:river|stream|ford))s?|(?<!are\s)(?<!is\s)(?<!were\s)(?<!was\s)(?<!of\s)crossings?|fords?|checkpoints?(?:\s+\d+)?|channels?|fairway"
    r"|harbours?|harbors?|port|weirs?|toll-?gates?|border\s+posts?|frontier\s+posts?|roadblocks?|locks?(?=\s+(?:is|are|has|was)\b)|(?:reef|boat|sea|ship|river|harbour|inner|outer)\s+passages?|straits?(?=\s+(?:is|are|has|was)\b)|narrows(?=\s+(?:is|are|has|was)\b)|estuary|sandbar|(?<=\b[Tt]he\s)bar(?=\s+is\b)"
)
_ROAD = (
    r"(?:access|service|dyke|dike|dirt|forest|fire|coast|coastal|mountain|ring|trunk|main|side|lake|valley)\s+(?:road|track|route)s?|roads?|routes?(?:\s+\d+)?|[Hh]ighways?(?:\s+\d+)?|motorways?|expressways?|freeways?|(?<!one\s)(?<!single\s)(?<!both\s)(?<!two\s)lanes?(?!\s+(?:is|are)\s+open|\s+of\b)|streets?"
    r"|avenues?|tracks?|tunnels?|mountain\s+pass|(?<!would\s)(?<!will\s)(?<!to\s)(?<!can\s)(?<!may\s)(?<!could\s)pass(?:es)?(?!\s+(?:through|over|the|to|by|on|it))|causeways?(?:\s+\d+(?:\s+(?:and|,)\s+\d+)*)?|bypass|boulevards?|embankment|paths?|trails?|footpaths?|carriageways?|underpass(?:es)?|culverts?|[ADM]\d+|M\d+|(?:[A-Z]{1,3}-\d{1,4}|[NREBSTCD]\d{1,4}|(?:RN|RD|EN|ER|PR|SR|US|SH|NH|GR)\s?\d{1,4})(?=\b)|switchbacks?|towpaths?|gorge\s+road|ramps?|bridleways?|by-?roads?|byways?|roadway|motor\s+road|interchange|roundabout|(?<=\b[Tt]he\s)grade(?=\s+(?:is|closed|open|has|was)\b)"
)
_COMPANY = (
    r"(?!(?:['’]s)?\s+(?:company|companies|operator|agency|service\s+said|authority|authorities|works"
    r"|hours|times|timetable|schedule|fees?|slots?|plans?|order|workers|police|patrol|office|officials?|station|staff|union|department|master|board|authorit\w+"
    r"|captain|owner|crew))"
)
_NAME = r"[A-Z\u00c0-\u017f][\w'’.–-]*"
NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,2}}(?:(?:\s*,\s*|\s*,?\s+and\s+|\s+or\s+)(?:the\s+)?{_NAME}(?:\s+{_NAME})?){{0,6}}"
ELEMENTS = re.compile(
    rf"(?:(?P<names>{NAMES})\s+)?(?<![\w-])(?P<element>(?:(?P<rail>{_RAIL})|(?P<bridge>{_BRIDGE})|(?P<ferry>{_FERRY})|(?P<crossing>{_CROSSING})|(?P<road>{_ROAD})))(?![\w-]){_COMPANY}"
)
CAPITAL_ELEMENTS = re.compile(
    rf"\b(?P<names>(?:The\s+)?{_NAME}(?:\s+{_NAME}){{0,3}}?)\s+(?P<element>(?:(?P<rail>Railway|Line)|(?P<bridge>Bridge|Footbridge|Viaduct)|(?P<ferry>Ferry|Pier|Jetty|Quay|Slip|Slipway|Mole|Wharf|Landing)|(?P<crossing>Crossing|Ford|Channel|Harbour|Port|Weir|Tollgate|Checkpoint|Gate)|(?P<road>Road|Grade|Drive|Hill\s+Road|Parkway|Boulevard|Bypass|Path|Tunnel|Pass|Causeway|Highway|Street|Lane|Track|Route|Avenue|Trail|Way|Motorway)))\b{_COMPANY}"
    rf"|\b(?P<element2>(?:(?P<road2>(?:Route|Interstate|Autoroute|State\s+Route|National\s+Road|Provincial\s+Road|Highway|Causeways?|Road|Tunnel|Lane|Track|Motorway"
    rf"|Junction)\s+(?:[A-Z]?-?\d+(?:(?:\s*,\s*|\s+and\s+)\d+)*[A-Z]?\b))|(?P<crossing2>(?:Checkpoint"
    rf"|Ford|Crossing|Gate)\s+(?:\d+\b|(?!of\b){_NAME})|Port\s+(?!of\b){_NAME}(?=\s*(?::|is\b|was\b|has\b|remains\b|closed\b|open\b|shut\b|reopen)))|(?P<bridge2>(?:Bridge|Viaduct|Footbridge)\s+(?:No\.?\s*)?(?:\d+|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|[A-D]\b))"
    rf"|(?P<rail2>Railway|Rail|Trains)|(?P<bridge3>(?<![a-z] )(?:Bridges?|Footbridge)(?!\s+[A-Z]))"
    rf"|(?P<ferry2>(?<![a-z] )(?:Ferry|Ferries|Jetty|Pier))|(?P<crossing3>(?<![a-z] )(?:Harbour|Port"
    rf"|Ford|Crossing|Tollgate|Weir|Checkpoint)(?!\s+[A-Z\d])(?=[^.;]*\b(?:closed|open|shut)))|(?P<road3>(?:North|South|East"
    rf"|West)bound|Roads?|Highway|Tunnel|Causeway|Pass(?=\s+(?:is|closed|open|blocked|shut)\b)|Motorway|Route)))\b"
)
"""Elements written with capitals, which is how maps, notices and situation reports write them."""

_SPOKEN_OF = holding(
    "interstate"
    " rail train tram line viaduct bridge overpass flyover ferr pier jett quay slip mole landing wharf wharves boat"
    " crossing ford checkpoint channel fairway harbo port road route track highway motorway expressway freeway lane"
    " street avenue tunnel pass causeway boulevard embankment path trail way junction gate culvert bound line rails"
    " weir roadblock estuary sailing pontoon mooring berth switchback ramp interchange roundabout grade"
    " border lock frontier metro passage strait narrows funicular sandbar"
)
_NUMBERED = re.compile(r"[A-Z]-?\s?\d")


def elements_possible(plain: str) -> bool:
    """False when no pattern of elements can match: every element has one of a few words, or a road's number."""
    return _SPOKEN_OF(plain) or _NUMBERED.search(plain) is not None


def element_of(match: re.Match[str]) -> Element:
    """The kind of element a match speaks of."""
    for kind in ("rail", "bridge", "ferry", "crossing", "road"):
        if any(match.groupdict().get(kind + number) for number in ("", "2", "3")):
            return kind
    return "road"
