"""Words for crossings and roads, and for the states they are said to be in."""

from __future__ import annotations

import re
from typing import Literal

from safeconduct.read.sieve import holding

Element = Literal["bridge", "road", "crossing", "ferry", "rail"]
State = Literal["destroyed", "damaged", "closed", "open", "foot only", "difficult", "unknown"]

_RAIL = (
    r"rail(?:way)?\s+(?:line|viaduct|bridge|link|track)s?|railways?|rail\s+line|trains?|tramlines?|trams"
    r"|light\s+rail|branch\s+line|viaducts?\b(?=[^.;]*\b(?:rail|train))"
)
_BRIDGE = (
    r"(?:(?:rail(?:way)?|road|foot|pontoon|traffic|footbridge|suspension|timber|bailey"
    r"|truss)[\s-]*)?bridges?|footbridges?|overpass(?:es)?|flyovers?|viaducts?"
)
_FERRY = (
    r"ferry\s+(?:crossing|service|link|landing|slip|terminal|pier|route)s?|ferr(?:y|ies)|piers?|jett(?:y"
    r"|ies)|quays?|slipways?|landing\s+stages?|cable\s+ferr(?:y|ies)|wharf|wharves|boat\s+service"
)
_CROSSING = (
    r"link\s+by\s+road|river\s+crossings?|border\s+crossings?|level\s+crossings?|crossing\s+(?:point"
    r"|the\s+(?:river|stream|ford))s?|crossings?|fords?|checkpoints?(?:\s+\d+)?|channels?|fairway"
    r"|harbours?|harbors?|port"
)
_ROAD = (
    r"(?:access|service|dyke|dike|dirt|forest|fire|coast|coastal|mountain|ring|trunk|main|side|lake|valley)\s+(?:road|track|route)s?|roads?|routes?(?:\s+\d+)?|[Hh]ighways?(?:\s+\d+)?|motorways?|expressways?|freeways?|lanes?(?!\s+(?:is|are)\s+open|\s+of\b)|streets?"
    r"|avenues?|tracks?|tunnels?|mountain\s+pass|pass(?:es)?(?!\s+(?:through|over|the|to|by|on|it))|causeways?(?:\s+\d+(?:\s+(?:and|,)\s+\d+)*)?|bypass|boulevards?|embankment|paths?|trails?|footpaths?|carriageways?|underpass(?:es)?|culverts?|[ADM]\d+|M\d+|[NRBE]-?\d{1,3}(?=\b)"
)
_COMPANY = (
    r"(?!(?:['’]s)?\s+(?:company|companies|operator|agency|service\s+said|authority|authorities|works"
    r"|workers|police|patrol|office|officials?|station|staff|union|department|master|board|authorit\w+"
    r"|captain|owner|crew))"
)
_NAME = r"[A-Z\u00c0-\u017f][\w'’.–-]*"
NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,2}}(?:(?:\s*,\s*|\s*,?\s+and\s+|\s+or\s+)(?:the\s+)?{_NAME}(?:\s+{_NAME})?){{0,6}}"
ELEMENTS = re.compile(
    rf"(?:(?P<names>{NAMES})\s+)?(?<![\w-])(?P<element>(?:(?P<rail>{_RAIL})|(?P<bridge>{_BRIDGE})|(?P<ferry>{_FERRY})|(?P<crossing>{_CROSSING})|(?P<road>{_ROAD})))(?![\w-]){_COMPANY}"
)
CAPITAL_ELEMENTS = re.compile(
    rf"\b(?P<names>(?:The\s+)?{_NAME}(?:\s+{_NAME}){{0,3}}?)\s+(?P<element>(?:(?P<rail>Railway|Line)|(?P<bridge>Bridge|Footbridge|Viaduct)|(?P<ferry>Ferry|Pier|Jetty|Quay|Slip|Slipway|Mole|Wharf|Landing)|(?P<crossing>Crossing|Ford|Channel|Harbour|Port)|(?P<road>Road|Tunnel|Pass|Causeway|Highway|Street|Lane|Track|Route|Avenue|Trail|Way|Motorway)))\b{_COMPANY}"
    rf"|\b(?P<element2>(?:(?P<road2>(?:Route|Highway|Causeways?|Road|Tunnel|Lane|Track|Motorway"
    rf"|Junction)\s+(?:[A-Z]?-?\d+(?:(?:\s*,\s*|\s+and\s+)\d+)*[A-Z]?\b))|(?P<crossing2>(?:Checkpoint"
    rf"|Ford|Crossing|Port|Gate)\s+(?:\d+\b|(?!of\b){_NAME}))|(?P<bridge2>Bridge\s+(?:No\.?\s*)?\d+)"
    rf"|(?P<rail2>Railway|Rail|Trains)|(?P<bridge3>(?<![a-z] )(?:Bridges?|Footbridge)(?!\s+[A-Z]))"
    rf"|(?P<ferry2>(?<![a-z] )(?:Ferry|Ferries|Jetty|Pier))|(?P<crossing3>(?<![a-z] )(?:Harbour|Port"
    rf"|Ford|Crossing)(?!\s+[A-Z])(?=[^.;]*\b(?:closed|open|shut)))|(?P<road3>(?:North|South|East"
    rf"|West)bound|Roads?|Highway|Tunnel|Causeway|Route)))\b"
)
"""Elements written with capitals, which is how maps, notices and situation reports write them."""

_SPOKEN_OF = holding(
    "rail train tram line viaduct bridge overpass flyover ferr pier jett quay slip mole landing wharf wharves boat"
    " crossing ford checkpoint channel fairway harbo port road route track highway motorway expressway freeway lane"
    " street avenue tunnel pass causeway boulevard embankment path trail way junction gate culvert bound"
)
_NUMBERED = re.compile(r"[ABDEMNR]-?\d")


def elements_possible(plain: str) -> bool:
    """False when no pattern of elements can match: every element has one of a few words, or a road's number."""
    return _SPOKEN_OF(plain) or _NUMBERED.search(plain) is not None


LIMITS: tuple[tuple[State, re.Pattern[str]], ...] = (
    ("damaged", re.compile(r"\b(?<!not )damaged\b(?![^.;]*\b(?:beyond|closed|impassable|destroyed)\b)", re.I)),
    ("closed", re.compile(r"\bopen\s+(?:only\s+)?to\s+(?:the\s+)?(?:military|army|armed|troops)\b", re.I)),
    (
        "open",
        re.compile(
            r"\b(?:could|can|should|will|would|may)\s+(?:soon\s+)?(?:be\s+(?:re)?opened|reopen)\b(?!\s+to\s+(?:pedestrians|foot))",
            re.I,
        ),
    ),
    (
        "foot only",
        re.compile(
            r"\b(?:only\s+)?on\s+foot\b|\bonly\s+(?:by\s+)?(?:pedestrians|walkers)\b|\b(?:pedestrians?|walkers|foot\s+traffic|foot\s+passengers)(?:\s+and\s+(?:cyclists|bicycles|cycles|handcarts|animals))?\s+only\b"
            r"|\bopen\s+(?:only\s+)?(?:to|for)\s+(?:pedestrians|walkers|foot\s+traffic|people\s+on\s+foot)\b|\bpassable\s+(?:only\s+)?(?:for|to|by)\s+(?:pedestrians|walkers)\b|\bfoot\s+only\b|\bwalkers\s+can\b|\b(?:you|people|one|residents)\s+can\s+(?:only\s+|still\s+)?walk\b|\bfor\s+(?:foot\s+passengers|people\s+on\s+foot)\b|\bopen\s+to\s+(?:walkers|pedestrians)\b|\bwalked\s+(?:over|across)\b"
            r"|\bcarr(?:y|ies)\s+(?:no\s+)?vehicles\b.*\bany\s+more\b|\bno\s+(?:longer\s+)?(?:carr\w+\s+)?vehicles?\b|\bno\s+vehicle\s+can\b|\bcarry\s+(?:a\s+person|people|walkers)\b[^.;]*\b(?:not|n't)\b|\bon\s+(?:two\s+)?planks\b"
            r"|\bclosed\s+to\s+(?:all\s+)?(?:vehicles|vehicle\s+traffic|motor\s+traffic|cars\s+and\s+lorries)\b(?=.*\b(?:foot|walk|pedestrian))",
            re.I,
        ),
    ),
    (
        "difficult",
        re.compile(
            r"\bwith\s+(?:great\s+)?(?:difficulty|caution|care)\b|\b(?:jammed|gridlocked|congested)\b|\banything\s+but\b|\bby\s+tractors?\b|\bonly\s+(?:slowly|partly|partially)\b|\bpart(?:ly|ially)\s+(?:blocked|open|passable|flooded|closed)\b"
            r"|\b(?:difficult|hard|dangerous|risky)\b.*?\bnot\s+impossible\b|\b(?:is|are|as|remains?|very|was|were)\s+[\"']?(?:very\s+|extremely\s+)?(?:difficult|slippery|treacherous|rough)\b|\bdifficult,\s+but\b|\bwith\s+(?:great\s+)?difficulty\b"
            r"|\b(?:one|single)[\s-]lane\b|\b(?:one|a\s+single|only\s+one|alternate)\s+lane\b|\balternating\b|\bone[\s-]way\b|\bweight[\s-](?:restrict\w+|limit\w*)\b|\blimit\s+of\s+[\w.]+\s+tonnes\b|\b(?:[\d.]+|two|three|four|five|ten|twelve)[\s-]tonnes?\b|\bunder\s+escort\b|\bescorted\s+(?:convoys|vehicles)\b"
            r"|\b(?:four|4)[\s-]?(?:wheel|x\s?4)[\w-]*|\bhigh[\s-]clearance\b|\b(?:light|small|tracked|heavy|off-road|emergency|military|high-sided)\s+(?:vehicles?|traffic|cars|lorries|trucks)\b[^.;]{0,12}\bonly\b|\bonly\s+(?:to|for|by)\s+(?:light|small|tracked|emergency|four|high|off-road|tractors?|motorcycles|rescue|heavy)\b"
            r"|\b(?:for|to|by)\s+(?:light|small|tracked)\s+(?:vehicles?|cars|traffic|lorries)\b|\b(?:tractors?|motorcycles|jeeps|lorries|trucks|mules|emergency\s+services|emergency\s+vehicles|residents|staff|ambulances)\s+only\b|\bopen\s+(?:only\s+)?to\s+(?:[\w-]+\s+){1,3}only\b|\bopen\s+only\s+(?:to|for)\b"
            r"|\b(?:closed|shut|barred)\s+to\s+(?:lorries|trucks|heavy|buses|coaches|large|goods)\b|\bcannot\s+be\s+used\s+by\b|\bnot\s+(?:suitable|fit|passable)\s+for\s+(?:ordinary|normal|low|heavy|buses|lorries|cars|coaches|large)\b|\b(?:ordinary|normal|low)\s+cars\s+(?:cannot|can't)\b|\b(?:impassable|too\s+\w+)\s+for\s+(?:buses|lorries|ordinary|heavy|cars|coaches|trucks|large)\b"
            r"|\badvised\s+against\b|\bagainst\s+(?:heavy|large|loaded|full)\b|\bbuses\s+(?:must|have\s+to)\s+cross\s+empty\b|\bat\s+walking\s+pace\b|\bwith\s+(?:snow\s+)?chains\b|\bby\s+(?:[\w-]+\s+){1,3}only\b|\b(?:small|shallow|light)\s+(?:craft|boats|vessels)\b|\bno\s+(?:buses|lorries|heavy\s+vehicles|trucks|coaches)\b|\brestricted\b|\bonly\s+at\s+(?:low|high)\s+(?:tide|water)\b|\bin\s+convoy\s+only\b|\bhalf\s+(?:its|the)\s+width\b",
            re.I,
        ),
    ),
)
"""States of limited use; said of an element they outweigh "closed" and "open" in the same clause."""

STATES: tuple[tuple[State, re.Pattern[str]], ...] = (
    (
        "unknown",
        re.compile(
            r"\b(?:unsafe|not\s+known\s+(?:whether|if)|unclear\s+(?:whether|if)|state\s+(?:is|of\s+\w+)?\s*(?:unknown|not\s+known|unclear)|status\s+unknown|unknown|unconfirmed|not\s+(?:yet\s+)?been\s+(?:inspected|checked|surveyed)|could\s+not\s+be\s+(?:checked|verified|confirmed)|no\s+(?:news|report)\s+of|may\s+have\s+been)\b",
            re.I,
        ),
    ),
    ("damaged", re.compile(r"\bpart(?:ly|ially)\s+(?:destroyed|collapsed|washed\s+away)\b", re.I)),
    (
        "destroyed",
        re.compile(
            r"\b(?:destr(?:oyed|oying|oy|oys|uction)|demolish\w*|demolition|bl(?:ew|own|owing)\s+up|blown|blew\s+(?:it|them)\s+up|collapse[ds]?|wrecked|(?:is|are|was|were|has|have)\s+(?:all\s+)?gone|gone|no\s+longer\s+exists?|(?:is|are|was|came|brought)\s+down(?!\s+to)"
            r"|(?:washed|swept|carried|torn)\s+(?:away|out)|(?:the )?loss\s+of|was\s+lost|were\s+lost"
            r"|burn(?:t|ed)(?:\s+(?:down|out|through))?|fell(?:\s+into)?|fallen|has\s+broken"
            r"|broke\s+(?:up|apart)|in\s+ruins|dismantled|torn\s+down|in\s+the\s+river|smashed)\b"
            r"|\bno\b[^.;]{0,40}\b(?:is|are)\s+left\b",
            re.I,
        ),
    ),
    (
        "closed",
        re.compile(
            r"\b(?:closed|shut|blocked|barred|sealed(?:\s+off)?|barricaded|impassable|unpassable|unusable|under\s+(?:[\w-]+\s+){0,4}?water|snowbound|snowed\s+under|underwater|no\s+longer\s+(?:be\s+)?(?:crossed|passed|used|passable)|too\s+(?:high|rough|low|shallow|strong)\s+for|flooded|submerged|inundated|cut(?:\s+off)?|not\s+(?:yet\s+)?(?:passable|usable|open|running|operating|in\s+service|been\s+cleared|reopened)|cannot\s+be\s+(?:used|passed|crossed|reached|driven)"
            r"|suspended|halted|cancelled|no\s+(?:service|services|trains|ferry|ferries|traffic|crossing|passage|through\s+traffic|sailings|longer\s+(?:passable|usable|open|in\s+use))|out\s+of\s+(?:service|use|action|order)|mined|inaccessible|buried|snowed\s+(?:in|up)|iced\s+(?:up|over)|has\s+stopped|have\s+stopped|stopped|does\s+not\s+run|do\s+not\s+run|not\s+run|are\s+off|off\s+limits|laid\s+up|moored|tied\s+up|lies\s+in\s+the|(?:will|can|does|would)\s*(?:not|n't)\s+(?:carry|take|bear|hold)|won't\s+(?:carry|take|bear|hold)|cannot\s+(?:carry|take|bear|hold))\b"
            r"|\b(?:closure|blocking|blockage|mining|flooding|closing|shutting|suspension)\b",
            re.I,
        ),
    ),
    (
        "damaged",
        re.compile(
            r"\b(?:damag\w+|hit|crack(?:ed|s)|crater(?:ed|s)|holed|scorched|buckled|weakened|undermined|subsided|sagging|sags|potholed|leaning)\b",
            re.I,
        ),
    ),
    (
        "open",
        re.compile(
            r"\b(?:(?:re-?)?open(?:ed|s)?(?:\s+again)?|passable|intact|usable|clear(?:ed)?|can\s+be\s+(?:used|passed|crossed|driven|reached)|in\s+(?:use|service|order)|still\s+stand(?:s|ing)|stands|holding|holds|undamaged|bears?|above\s+(?:the\s+)?water|dry|works|working|runs?|running|operat(?:es|ing)|resumed?|restored|repaired|carries|drivable|navigable|drove\s+over|crossed\s+it|drove\s+across|sound|free\s+of|back\s+in)\b",
            re.I,
        ),
    ),
)
LEADS: tuple[tuple[State, re.Pattern[str]], ...] = (
    (
        "destroyed",
        re.compile(
            r"\b(?:destr(?:oyed|oying|oy|oys|uction)|demolish\w*|demolition|bl(?:ew|own|owing)\s+up"
            r"|collapse|(?:the )?loss\s+of|lost|wrecked|(?:washed|swept|carried)\s+away)\b",
            re.I,
        ),
    ),
    ("damaged", re.compile(r"\b(?:damage(?:d|s)?(?:\s+to)?|cratered|hit|cracks?\s+in)\b", re.I)),
    (
        "closed",
        re.compile(
            r"\b(?:closed?|closure|closing|shut|blocks?|blocked|blocking|blockage|cut|cutting|flooded|flooding|barred|sealed|suspended|suspension)\b",
            re.I,
        ),
    ),
    ("open", re.compile(r"\b(?:reopen(?:ed|ing)?|cleared|repaired|restored)\b", re.I)),
)
"""States said ahead of an element: "the destruction of the only bridge", "fire has cut the ring road"."""
TRAINS_STATE = re.compile(
    r"\b(?:suspended|cancelled|not\s+run\w*|no\s+\w+|halted|stopped|can\s+run|running\s+again|run\s+again|resum\w+|closed|blocked|cut|out\s+of)\b",
    re.I,
)


def element_of(match: re.Match[str]) -> Element:
    """The kind of element a match speaks of."""
    for kind in ("rail", "bridge", "ferry", "crossing", "road"):
        if any(match.groupdict().get(kind + number) for number in ("", "2", "3")):
            return kind
    return "road"
