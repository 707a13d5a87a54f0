"""Classes of words for what is said of roads and crossings, beside the turns of phrase in ``road_states``.

What covers a road, what a vehicle or a walker can do on it, what a deck and a pier suffer: any word of a class.
"""

from __future__ import annotations

from safeconduct.read.inflect import forms
from safeconduct.read.road_states import State
from safeconduct.read.sieve import AnyCase

_COVER = (
    r"(?:water|floodwaters?|silt|mud|sludge|snow|drifts?|rubble|debris|sand|shingle|gravel|rocks?|stones?|"
    r"boulders|earth|soil|ash|lava|ice|slush|foam"
    r"|waves|the\s+sea|the\s+tide|the\s+flood|wreckage|scree|slides?|landslips?|timber|branches|trees)"
)
_PASSING = (
    r"(?:used|crossed|passed|driven|travelled|traversed|negotiated|forded|waded|navigated|sailed|"
    r"approached|entered|walked|taken|relied\s+on)"
)
_CAN_NOT = (
    r"(?:cannot|can't|can\s+no\s+longer|can\s+not|could\s+not|couldn't|may\s+not|must\s+not|mustn't|"
    r"(?:is|are)\s+not\s+to)"
)
_SMALL = (
    r"(?:tractors?|motorbikes|motorcycles|mopeds|quad\s+bikes|bicycles|mules|donkeys|carts|jeeps|4x4s?|"
    r"off-roaders|four-wheel(?:[\s-]drives?)?(?:\s+vehicles)?"
    r"|high-clearance\s+\w+|tracked\s+\w+|all-terrain\s+\w+|light\s+(?:vehicles|traffic|cars)|small\s+(?:cars|"
    r"vehicles|boats)|ambulances|emergency\s+vehicles|army\s+(?:lorries|trucks))"
)
_WALK = (
    r"(?:pedestrians|walkers|people\s+(?:walking|on\s+foot)|those\s+(?:walking|on\s+foot)|foot\s+(?:traffic|"
    r"passengers)|persons\s+(?:walking|on\s+foot))"
)

MORE_LIMITS: tuple[tuple[State, AnyCase], ...] = (
    (
        "closed",
        AnyCase(
            r"\b(?:jammed|blocked|wedged|frozen|plugged|packed|stuck)\s+(?:solid|fast|tight)\b|\bclosed\s+to\s+(?:"
            r"anything|everything|all)\b(?!\s+(?:but|except|heav|larg|vehicles\s+over))|\bclosed\s+in\s+both\s+dir"
            r"ections\b|\b(?:is|are|remains?|stays?)\s+(?:\w+\s+)?(?:closed|shut|sealed|blocked)\b[^.;]{0,60}\b(?:"
            r"will|would|to|until|not)\s+(?:be\s+)?(?:re)?open"
        ),
    ),
    (
        "unknown",
        AnyCase(
            r"\b(?:is|are|remains?|still)\s+(?:anybody's|anyone's)\s+guess\b|\bremains?\s+to\s+be\s+(?:seen|"
            r"checked|surveyed|inspected|established)\b|\b(?:nobody|no\s+one)\s+(?:knows|can\s+(?:say|"
            r"tell)|has\s+(?:been|looked|checked))\b"
            r"|\b(?:yet|still)\s+to\s+be\s+(?:checked|surveyed|inspected|assessed|tested|examined|reconnoitred)\b|"
            r"\bpending\s+(?:an?\s+)?(?:inspection|survey|assessment|check)\b"
        ),
    ),
    (
        "foot only",
        AnyCase(
            rf"\b(?:by|for|to)\s+{_WALK}\s+(?:alone|only)\b|\b(?:bears?|takes?|carries|holds?|supports?|"
            rf"admits?)\s+(?:only\s+)?{_WALK}\b|\b(?:by|on)\s+foot\s+(?:alone|only)\b|\bonly\s+(?:on|"
            rf"by)\s+foot\b|\bwalking\s+only\b|\b(?:open|passable|usable|fit|safe|good)\s+(?:only\s+)?(?:to|"
            rf"for|by)\s+(?:people\s+)?(?:walking|walkers|pedestrians|those\s+on\s+foot)\b"
            r"|\b(?:no|not\s+(?:for|by|to))\s+(?:cars|vehicles|wheels|wheeled\s+\w+|motor\s+\w+)\b(?=[^.;]*\b(?:fo"
            r"ot|walk\w*|pedestrians?)\b)"
        ),
    ),
    (
        "difficult",
        AnyCase(
            rf"\b(?:passable|usable|open|negotiable|fit|good|crossed|used|practicable|driven|managed)\s+(?:only\s+)?"
            rf"(?:for|by|to|in|on|with)\s+(?:an?\s+|heavy\s+)?{_SMALL}\b(?!\s+and\s+(?:cars|buses|lorries|"
            rf"all))|\b(?:slow|heavy|hard|rough|tough)\s+going\b|\bslow-moving\b|\b(?:at|to)\s+a\s+crawl\b|"
            rf"\bcrawl(?:s|ing)\b|\b(?:rutted|bumpy|greasy|boggy|sticky|slimy|potholed|washboarded|skiddy)\b"
            r"|\b(?:is|are|remains?|was|were|but|very|as)\s+(?:very\s+|extremely\s+|quite\s+)?(?:tricky|"
            r"perilous|arduous|awkward|touch\s+and\s+go|hairy|precarious|marginal|dicey|laborious|congested|"
            r"slow|heavy|crowded|overloaded)\b|\bpassable\s+(?:but|though|if)\b|\b(?:just\s+about|more\s+or\s+less"
            r"|only\s+just|at\s+a\s+pinch)\s+(?:passable|usable|negotiable|open)\b"
            r"|\b(?:by|under)\s+convoy\s+only\b|\bone\s+(?:\w+\s+)?at\s+a\s+time\b|\b(?:fine|good|ok|"
            r"okay|passable|all\s+right|usable|open|safe|fit)\s+for\b[^.;]{2,50}\b(?:hopeless|impossible|"
            r"no\s+good|useless|closed|not|nothing)\b|\b(?:only|just|nothing\s+but)\s+(?:light|small|"
            r"narrow|empty|unladen|single|high|slow)\s+\w+|\b(?:holds?|bears?|takes?|carries|carry|admits?|"
            r"will\s+take|can\s+take|will\s+bear)\s+(?:only\s+)?(?:an?|one|the\s+odd)\s+(?:jeep|tractor|"
            r"mule|motorbike|motorcycle|quad|cart|donkey|van|car|pick-?up)\b|,\s*(?:slowly|gingerly|"
            r"carefully|just)(?=\s*(?:$|[.,;]))|\bwith\s+(?:snow\s+)?chains\b|\bnothing\s+(?:with\s+a\s+trailer|"
            r"wider|over)\b|\bone-way\b|\bcontra-?flow\b|\bstop-and-go\b|\bhalf\s+(?:open|closed|blocked|"
            r"its\s+lanes)\b|\b(?:reduced|down)\s+to\s+(?:one|a\s+single)\b"
        ),
    ),
)
"""More states of limited use."""

MORE_STATES: tuple[tuple[State, AnyCase], ...] = (
    (
        "destroyed",
        AnyCase(
            r"\b(?:shattered|obliterated|flattened|ruined|wiped\s+out|annihilated|exploded|detonated|"
            r"razed|pulverised|pulverized|crushed|toppled|sheared\s+(?:off|away)|snapped|knocked\s+(?:down|"
            r"out\s+of)|taken\s+out|took\s+out|a\s+total\s+loss|torn\s+(?:from|apart)|ripped\s+(?:from|"
            r"apart)|swept\s+off|carried\s+off|blown\s+(?:apart|to\s+\w+)|sunk|sank|reduced\s+to\s+(?:rubble|"
            r"stumps|splinters|matchwood|a\s+ruin)|ceased\s+to\s+exist|no\s+longer\s+exists?"
            r"|(?:crashed|plunged|tumbled|toppled|slid|dropped|slipped|fell|fallen|went|gone|ended\s+up|"
            r"lies?|lying|lay)\s+(?:in\s*to|in|down\s+into)\s+the\s+(?:[\w-]+\s+){0,2}?(?:river|riverbed|"
            r"water|gorge|sea|canal|valley|ravine|stream|lake|harbour|estuary|channel|torrent|bay|flood)"
            r"|(?:missing|without|lost)\s+(?:its\s+|the\s+|an?\s+|two\s+|both\s+)?(?:\w+\s+)?(?:span|"
            r"spans|deck|arch|arches|middle|centre|pier|piers|abutment)|only\s+(?:stumps|the\s+stumps|"
            r"the\s+supports)|came\s+(?:crashing\s+)?down|come\s+down|brought\s+down|caved\s+in)\b"
        ),
    ),
    (
        "closed",
        AnyCase(
            rf"\b(?:under|beneath|below|behind)\s+(?:[\w'.-]+\s+){{0,5}}?{_COVER}\b|\b(?:iced|frozen|"
            rf"silted|snowed|fogged|walled|hemmed)\s+(?:in|up|over|solid)\b|\b(?:icebound|ice-bound|fogbound|"
            rf"fog-bound|storm-bound|snow-bound|landlocked)\b"
            r"|\b(?:scrubbed|axed|idle|idled|discontinued|paralysed|paralyzed|knocked\s+out|out\s+of\s+commission|"
            r"at\s+a\s+(?:standstill|halt)|inoperable|inoperative|defunct|unavailable|untraversable|"
            r"unnavigable|unfordable|padlocked|chained|plugged|roped\s+off|taped\s+off|fenced\s+off|"
            r"gated|quarantined|forbidden|prohibited|a\s+no-go|no-go|beyond\s+use|no\s+use|useless|unreachable|"
            r"a\s+dead\s+end|stopped\s+dead|swamped|drowned|overrun|obliterated\s+by\s+snow|wedged\s+shut|"
            r"jammed\s+shut|boarded\s+up|dead)\b"
            rf"|\b{_CAN_NOT}\s+(?:now\s+|safely\s+|yet\s+|currently\s+|at\s+present\s+)?be\s+{_PASSING}\b|"
            rf"\bnot\s+(?:to\s+be|being|currently|yet|at\s+present|now|in\s+a\s+state\s+to\s+be)\s+(?:in\s+use|{_PASSING}"
            rf")\b|\b(?:has|have|had)\s+not\s+(?:run|sailed|operated|crossed|moved|worked|reopened|been\s+(?:reopen"
            rf"ed|used|running|cleared))\b|\b(?:has|have)\s+(?:ceased|stopped|quit)\b|\bno\s+longer\s+(?:runs?|"
            rf"sails?|operates?|crosses|plies|carries|takes|goes|works|leads)\b"
            r"|\b(?:does|do|did|is|are)\s+not\s+(?:moving|sail|run|go|cross|operate|ply|function|work|"
            r"lead\s+anywhere|go\s+through)\b|\bfilled\s+with\b|\b(?:choked|clogged|blocked)\s+(?:with|"
            r"by)\s+(?:fallen|debris|rubble|wreck\w*|trees|ice|mud|snow)\b|\btoo\s+(?:high|rough|fast|"
            r"swift|deep|dangerous|hot|unstable|risky)\b"
        ),
    ),
    (
        "damaged",
        AnyCase(
            r"\b(?:holes?\s+(?:in|through)|gap(?:s|ing)?\s+(?:in|hole)|crumbl\w+|sag(?:s|ged|ging)?|"
            r"warp(?:s|ed|ing)?|dented|loosened|compromised|impaired|battered|chipped|displaced|lopsided|"
            r"out\s+of\s+(?:true|plumb|line|alignment)|scarred|pitted|gouged|peppered|burst|ruptured|"
            r"fractur\w+|unsound|weak(?:ened)?|shaky|rickety|in\s+(?:poor|bad|a\s+bad|a\s+poor)\s+(?:shape|"
            r"state|way|condition|repair)|broken\s+(?:rails?|planks|boards|surface|edge)|missing\s+(?:planks|"
            r"boards|rails|railings|parapets?|slabs)|fissur\w+|cracks?\b|subsid\w+|settled|shifted|bulg\w+|"
            r"heav(?:ed|ing)|slump\w*|part\s+of\s+(?:its|the)\s+(?:\w+\s+)?(?:is|are|has|have)\s+(?:gone|"
            r"missing|collapsed|fallen))\b"
        ),
    ),
    (
        "open",
        AnyCase(
            r"\b(?:negotiable|traversable|fordable|walkable|practicable|unscathed|unaffected|ploughed|"
            r"plowed|gritted|de-iced|dug\s+out|made\s+(?:passable|safe)|opened\s+up|(?:up\s+and\s+)?running\s+agai"
            r"n|in\s+business|moving\s+(?:freely|again|normally)|(?<!-)held(?:\s+up)?(?!\s+(?:by|in|under)\b)|can\s+(?:take|carry|"
            r"bear|support|hold)|able\s+to\s+(?:take|carry|bear)|carried|bore|taking\s+(?:traffic|cars|"
            r"vehicles|lorries|buses)|stays\s+open|available|in\s+full\s+\w+|back\s+(?:up|on|open)|unhindered|"
            r"unimpeded|toll-free|firm)\b"
        ),
    ),
)
"""More states; of all that a clause says, the one said first counts."""

_GOT = (
    r"(?:\w+ly\s+|now\s+|again\s+)?(?:the\s+|its\s+|our\s+|their\s+|all\s+|both\s+|both\s+lanes\s+of\s+the\s+|"
    r"part\s+of\s+the\s+|every\s+|an?\s+|two\s+|three\s+|four\s+)*(?:[\w'-]+\s+){0,3}$"
)
_OF = (
    r"(?:(?:the|its|their|one|several|some|both|all)\s+)?(?:(?:[\w-]+\s+){0,2}(?:piers?|deck|surface|"
    r"span|spans|arch|arches|parapets?|abutments?|supports?|pillars?|roadway|edge|railings?|approach|"
    r"approaches|end|ends|centre|middle)\s+(?:of|on|to)\s+)?"
)
_TRAVEL = "|".join(
    f
    for v in ("get", "go", "pass", "cross", "drive", "travel", "come", "move", "use", "reach", "make", "climb", "run")
    for f in forms(v)
)
_ALONG = r"(?:(?:it\s+)?(?:over|across|through|past|beyond|along|on|by|up|down|via|into|onto)\s+)?"

_FORCES = (
    r"(?:lava|(?:the\s+)?(?:floods?|floodwaters?|water|river|fire|storm|sea|waves?|current|slide|"
    r"landslide|avalanche|quake|torrent|tide|flames|surge|ice|mud|blast|shells?|shelling|explosion))"
)
_OBSTACLES = (
    r"(?:tankers?|lorr(?:y|ies)|trucks?|bus(?:es)?|coach(?:es)?|cars?|vans?|trailers?|tractors?|"
    r"boats?|containers?|barges?|cranes?|trees?|trunks?|poles?|pylons?|masts?|wires|cables|"
    r"rocks?|boulders?|slides?|landslides?|mud|rubble|debris|wall|barricades?|barriers?|hulks?|"
    r"wrecks?|wreckage|roofs?|beams?|cattle|ice|snow|drifts?|logs?|timber|wagons?|carriages?)"
)

MORE_LEADS: tuple[tuple[State, AnyCase], ...] = (
    (
        "destroyed",
        AnyCase(
            rf"\b{_FORCES}\s+(?:has\s+|have\s+|had\s+)?(?:now\s+|already\s+)?(?:taken|took|claimed|swallowed|"
            rf"eaten|ate|carried\s+off|removed|consumed|devoured|demolished|flattened|swept\s+(?:off|"
            rf"over)|ripped\s+(?:out|away)|tore\s+(?:out|away|down))\s+{_GOT}"
        ),
    ),
    (
        "unknown",
        AnyCase(
            rf"\b(?:nobody|no\s+one|no\s+(?:\w+\s+)?(?:team|crew|engineers?|patrol)|not\s+(?:yet\s+)?(?:been\s+)?ab"
            rf"le\s+to|unable\s+to|impossible\s+to|(?:ha(?:s|ve|d)|could|can)\s*not(?:\s+yet)?)\s+(?:[\w]+\s+){{0,4}}?"
            rf"(?:check|checked|inspect|inspected|survey\w*|assess\w*|look(?:ed)?\s+at|verif\w+|tested?|"
            rf"examin\w+|report(?:ed)?\s+on)\s+{_GOT}"
        ),
    ),
    (
        "foot only",
        AnyCase(
            rf"\bonly\s+{_WALK}\s+(?:\w+\s+){{0,3}}?(?:over|across|through|along|by|use|up)\s+{_GOT}|"
            rf"\bon\s+foot\s+(?:only\s+|alone\s+)?(?:over|across|through|along|by|up)\s+{_GOT}"
        ),
    ),
    (
        "difficult",
        AnyCase(
            rf"\b(?:only|nothing\s+but)\s+{_SMALL}\s+(?:\w+\s+){{0,3}}?(?:over|across|through|along|by|"
            rf"up|use|on|past)\s+{_GOT}|\b(?:slow|heavy|stop-start|crawling)\s+(?:traffic|progress|going)\s+(?:on|"
            rf"along|over|through)\s+{_GOT}"
        ),
    ),
    (
        "damaged",
        AnyCase(
            rf"\b(?:cracks?|holes?|gaps?|fissures|fractures?|craters?|damage|dents?|subsidence|a\s+breach)\b(?:\s+\w+"
            rf"){{0,4}}?\s+(?:in|to|on|through|across)\s+{_OF}{_GOT}"
        ),
    ),
    (
        "closed",
        AnyCase(
            rf"\b(?:straddl\w+|jackknifed\s+(?:on|across)|overturned\s+(?:on|across)|{_OBSTACLES}\s+(?:\w+\s+)?(?:r"
            rf"ight\s+)?across|sprawled\s+across|stranded\s+(?:on|across)|parked\s+across|piled\s+(?:up\s+)?(?:on|"
            rf"across)|strewn\s+(?:on|across|over)|slewed\s+across|swallowed|smothered|engulfed|overran|"
            rf"barricaded|padlocked|roped\s+off|taped\s+off|fenced\s+off|walled\s+off|cordoned\s+off|"
            rf"occup(?:y|ies|ied|ying))\s+{_GOT}"
            rf"|\bno\s+(?:getting|going|passing|driving|way|passage|access|thoroughfare)\s+{_ALONG}{_GOT}|"
            rf"\b(?:(?:cannot|can't|can\s+no\s+longer|no\s+longer|unable\s+to|impossible\s+to|could\s+not|"
            rf"couldn't|(?:nothing|nobody|no\s+(?:vehicles?|one|cars?|lorr(?:y|ies)|trucks?|buses|traffic|"
            rf"convoy|driver))\b(?:\s+[\w-]+){{0,3}}?)\s+(?:\w+ly\s+)?(?:{_TRAVEL})|turned\s+back\s+(?:at|"
            rf"from))\s+{_ALONG}{_GOT}"
        ),
    ),
    (
        "open",
        AnyCase(
            rf"\b(?:get|go|come|drive|pass)\s+(?:through|across|over|round)\s+(?:on|by|via|over|along)\s+{_GOT}|"
            rf"\b(?:cars?|traffic|vehicles|buses|lorries|trucks|trains?|convoys?|people|trams|drivers)\s+(?:(?:is|"
            rf"are|can|could|still|now|again|once\s+more|were|have\s+been|has\s+been|may)\s+)+(?:\w+ly\s+)?(?:movin"
            rf"g|move|flow|flowing|get|getting|pass|passing|using|use|cross|crossing|run|running|drive|"
            rf"driving|travelling|travel|rolling|going|go)\s+(?:freely\s+|again\s+|normally\s+|through\s+|"
            rf"well\s+|as\s+usual\s+)*{_ALONG}{_GOT}"
        ),
    ),
)
"""More states said ahead of an element."""
