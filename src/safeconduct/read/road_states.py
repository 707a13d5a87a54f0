"""Words for the states of crossings and roads: said of an element after it, or ahead of it."""

from __future__ import annotations

from typing import Literal

from safeconduct.read.sieve import AnyCase

State = Literal["destroyed", "damaged", "closed", "open", "foot only", "difficult", "unknown"]

_WALKERS = (
    r"(?:pedestrians?|walkers|people\s+on\s+foot|persons\s+on\s+foot"
    r"|foot\s+traffic|foot\s+passengers|those\s+on\s+foot)"
)
_HEAVY = (
    r"(?:lorries|trucks?|heavy\s+(?:vehicles?|traffic|lorries|trucks|goods)|buses|coaches|large\s+vehicles|goods\s+vehicles|trailers|tankers"
    r"|high-sided|tenders|big\s+vehicles|ordinary\s+(?:cars|vehicles|traffic)|normal\s+(?:cars|traffic)|low\s+cars|saloon\s+cars|anything\s+heavier)"
)
_LIGHT = (
    r"(?:light|small|tracked|emergency|off-road|high-clearance|rescue|heavy|military"
    r"|all-terrain|agricultural|four-wheel[\w-]*|4x4s?|4\s?x\s?4|four-by-four\w*)"
)

LIMITS: tuple[tuple[State, AnyCase], ...] = (
    ("damaged", AnyCase(r"\b(?<!not )damaged\b(?![^.;]*\b(?:beyond|closed|impassable|destroyed|reopened)\b)")),
    (
        "closed",
        AnyCase(
            r"\bopen\s+(?:only\s+)?to\s+(?:the\s+)?(?:military|army|armed|troops)\b|\b(?:stuck|jammed|left)\s+(?:in\s+the\s+)?(?:open|raised|up)\b|\bclosed\s+to\s+(?:all\s+traffic|everyone|all\s+but)\b"
            r"|\bclosed\b[^.;]{0,30}\bnot\s+even\b"
        ),
    ),
    (
        "open",
        AnyCase(
            r"\b(?:could|can|should|will|would|may)\s+(?:soon\s+)?(?:be\s+(?:re)?opened|reopen)\b(?!\s+to\s+(?:pedestrians|foot))"
        ),
    ),
    (
        "foot only",
        AnyCase(
            rf"\b(?:only\s+)?on\s+foot\b(?!\s+(?:or|and)\s+by\b)|\bonly\s+(?:by\s+|to\s+|for\s+)?{_WALKERS}\b|\b{_WALKERS}(?:\s+and\s+(?:cyclists|bicycles|cycles|handcarts|animals))?\s+(?:only|alone)\b|\bon\s+foot\s+only\b"
            rf"|\b(?:open(?:ed)?|reopened|passable|usable|safe)\s+(?:only\s+)?(?:to|for|by)\s+(?:the\s+)?{_WALKERS}\b|\bfoot\s+only\b|\bwalkers\s+can\b|\b(?:you|people|one|residents|civilians|they)\s+(?:can|may|could)\s+(?:only\s+|still\s+)?(?:walk|cross\s+on\s+foot)\b|\bcan\s+(?:still\s+|only\s+)?be\s+(?:walked|waded)\b|\bfor\s+{_WALKERS}\b(?!\s+and\s+(?:cars|vehicles))|\bwalked\s+(?:over|across)\b"
            r"|\bcarr(?:y|ies)\s+(?:no\s+)?vehicles\b.*\bany\s+more\b|\bno\s+(?:longer\s+)?(?:carr\w+\s+)?vehicles?\b(?!\s+(?:over|above|heavier|longer|wider))|\bno\s+vehicle\s+can\b|\b(?:carry|take|bear|hold|carries|takes|bears|holds)\s+(?:a\s+person|people|walkers|pedestrians|persons|foot\s+traffic|foot\s+passengers)\b(?:\s+only|[^.;]*\b(?:not|n't|no)\b|(?=\s*$))|\bon\s+(?:two\s+)?planks\b"
            rf"|\bfor\s+{_WALKERS}\s+but\s+not\b|\bpeople\s+can\s+(?:still\s+)?walk\b|\bclosed\s+to\s+(?:all\s+)?(?:vehicles|vehicle\s+traffic|motor\s+traffic|cars(?:\s+and\s+lorries)?|motor\s+vehicles)\b(?=.*\b(?:foot|walk\w*|pedestrians?)\b)|\bat\s+your\s+own\s+risk,?\s+on\s+foot\b"
        ),
    ),
    (
        "difficult",
        AnyCase(
            r"\bwith\s+(?:great\s+|much\s+|some\s+)?(?:difficulty|caution|care)\b|\b(?:jammed|gridlocked|congested|clogged|choked|bumper\s+to\s+bumper)\b|\banything\s+but\b|\bby\s+tractors?\b|\bonly\s+(?:slowly|partly|partially)\b|\bpart(?:ly|ially)\s+(?:blocked|open|passable|flooded|closed|obstructed|submerged)\b"
            r"|\b(?:difficult|hard|dangerous|risky)\b.*?\bnot\s+impossible\b|\b(?:is|are|as|remains?|very|was|were|but|and)\s+[\"']?(?:very\s+|extremely\s+|quite\s+|too\s+)?(?:difficult|slippery|treacherous|rough|icy|muddy|slow(?!,)|soft|narrow|steep|hazardous|dangerous|barely\s+passable|hardly\s+passable)\b|\bmuddy\b|\bdifficult,\s+but\b|\btraffic\s+(?:is\s+)?(?:\w+\s+)?slow\b|\b(?:barely|hardly|scarcely|just)\s+passable\b"
            r"|\b(?:one|single)[\s-]lane\b|\b(?:one|a\s+single|only\s+one|alternate|its\s+last)\s+lane\b|\balternating\b|\bone\s+(?:vehicle\s+)?at\s+a\s+time\b|\bone\s+by\s+one\b|\bweight[\s-](?:restrict\w+|limit\w*)\b|\b(?:limit|maximum)\s+of\s+[\w.]+\s+tonnes\b|\b(?:limited|restricted)\s+to\b|\b(?:[\d.]+|two|three|four|five|seven|eight|ten|twelve|fifteen|twenty)[\s-](?:tonnes?|tons?)\b(?<!of\s)|\bunder\s+(?:armed\s+|military\s+|police\s+)?escort\b|\bescorted\s+(?:convoys|vehicles)\b"
            rf"|\b{_LIGHT}(?:\s+(?:drive\s+)?(?:vehicles?|traffic|cars|lorries|trucks|services|craft))?\s+(?:only|alone)\b|\bhigh[\s-]clearance\b|\b{_LIGHT}\s+(?:vehicles?|traffic|cars|lorries|trucks)\b[^.;]{{0,12}}\bonly\b|\b(?:four|4)[\s-]?(?:wheel|x\s?4)[\w-]*(?:\s+vehicles?)?\s+only\b|\bonly\s+(?:to|for|by|with)\s+(?:{_LIGHT}|tractors?|motorcycles|lorries|trucks|cars|residents|staff|humanitarian)\b"
            r"|\b(?:tractors?|motorcycles|jeeps|lorries|trucks|mules|cars|emergency\s+services|residents|staff|ambulances|local\s+traffic)\s+(?:only|alone)\b|\bopen\s+(?:only\s+)?to\s+(?:[\w-]+\s+){1,3}only\b|\bopen\s+only\s+(?:to|for)\b|\blets?\s+(?:through|in|pass)\s+[^.;]{0,40}\bonly\b|\b(?:foot\s+passengers\s+and\s+light\s+cars)\b"
            rf"|\b(?:closed|shut|barred|banned|off\s+limits|forbidden)\s+(?:to|for)\s+(?:all\s+)?{_HEAVY}|\bcannot\s+be\s+used\s+by\b|\bnot\s+(?:suitable|fit|passable|safe|strong\s+enough|wide\s+enough|advised|recommended|meant|admitted)\s+for\s+(?:\w+\s+)?{_HEAVY}|\b(?:unfit|unsuitable|unsafe|tight|too\s+\w+|impassable|no\s+good)\s+for\s+(?:a\s+)?(?:\w+\s+)?(?:bus|lorry|truck|coach|cars|{_HEAVY})|\b{_HEAVY}\s+(?:cannot|can't|can\s+not|could\s+not|will\s+not|won't|are\s+not|not|is\s+not|must\s+not|may\s+not)\b"
            rf"|\badvised\s+against\b|\bagainst\s+(?:heavy|large|loaded|full)\b|\bbuses\s+(?:must|have\s+to)\s+cross\s+empty\b|\bat\s+walking\s+pace\b|\bwith\s+(?:snow\s+)?chains\b|\bby\s+(?:[\w-]+\s+){{1,3}}only\b|\bby\s+(?:small|shallow|light)\s+(?:craft|boats|vessels)\b|\b(?:no|nothing\s+heavier|nothing\s+larger|nothing\s+bigger)\s+{_HEAVY}|\bnothing\s+(?:heavier|larger|bigger|wider)\s+than\b|\bno\s+vehicles?\s+(?:over|above|heavier)\b|\brestricted\b|\b(?:only\s+at|at)\s+(?:low|high)\s+(?:tide|water)\s+only\b|\bonly\s+at\s+(?:low|high)\s+(?:tide|water)\b|\bin\s+convoy\s+only\b|\bhalf\s+(?:its|the)\s+width\b|\b(?:long|endless)\s+(?:queues|tailbacks|lines\s+of\s+cars)\b|\bheavy\s+(?:traffic|congestion)\b"
        ),
    ),
)
"""States of limited use; said of an element they outweigh "closed" and "open" in the same clause."""

STATES: tuple[tuple[State, AnyCase], ...] = (
    (
        "unknown",
        AnyCase(
            r"\b(?:unsafe(?![^.;]*\b(?:closed|shut)\b)|not\s+known(?:\s+(?:whether|if))?|unclear(?:\s+(?:whether|if))?|state\s+(?:is|of\s+\w+)?\s*(?:unknown|not\s+known|unclear)|status\s+unknown|unknown|uncertain|unconfirmed|in\s+doubt|(?:not|never)\s+(?:yet\s+)?been\s+(?:inspected|checked|surveyed|assessed|reconnoitred)|(?:has|have)\s+been\s+inspected\s+by\s+nobody|(?:could|can)\s*not\s+be\s+(?:checked|verified|confirmed|inspected|assessed)|no\s+(?:news|report|word|information)\s+(?:of|on|from)|may\s+have\s+been|awaits?\s+inspection)\b"
        ),
    ),
    ("damaged", AnyCase(r"\bpart(?:ly|ially)\s+(?:destroyed|collapsed|washed\s+away)\b")),
    (
        "destroyed",
        AnyCase(
            r"\b(?:destr(?:oyed|oying|oy|oys|uction)|demolish\w*|demolition|bl(?:ew|own|owing)\s+up|blown|blew\s+(?:it|them)\s+up|dynamited|collapse[ds]?|wrecked|(?:is|are|was|were|has|have)\s+(?:all\s+)?gone|gone|no\s+longer\s+(?:exists?|stands?|there)|not\s+a\s+(?:road|bridge|track)\s+any\s*more|(?:is|are|was|came|brought|went|come|gone)\s+down(?!\s+(?:to|the|a|by|from))"
            r"|(?:washed|swept|carried|torn|taken|borne|ripped|broken)\s+(?:away|out|off|downstream|clean\s+away|down(?!\s+to))|(?:the\s+)?loss\s+of|was\s+lost|were\s+lost|lost\s+to"
            r"|burn(?:t|ed)(?:\s+(?:down|out|through))?|fell(?:\s+into)?(?!\s+to\b)|fallen|has\s+broken|(?:has|have)\s+(?:slid|slipped|dropped|tumbled|given\s+way)|gave\s+way"
            r"|broke\s+(?:up|apart|in\s+two)|in\s+ruins|rubble\s+now|levelled|dismantled|torn\s+down|(?:lies|lay|is|are|now)\s+(?:now\s+)?(?:in\s+pieces\s+)?in\s+the\s+(?:river|water|gorge|sea|canal|valley)|in\s+the\s+river|smashed|only\s+(?:the\s+)?(?:piers|pillars|abutments)\s+(?:are\s+left|remain|stand)|split\s+in\s+two|hanging\s+in\s+the\s+air)\b"
            r"|\bno\b[^.;]{0,40}\b(?:is|are)\s+(?:left|standing)\b"
        ),
    ),
    (
        "closed",
        AnyCase(
            r"\b(?:closed|shut|blocked|barred|sealed(?:\s+off)?|cordoned(?:\s+off)?|barricaded|obstructed|severed|interrupted|breached|(?:is|are)\s+out(?!\s+of)|impassable|unpassable|impossible|unusable|unserviceable|overwhelmed|withdrawn|cancelled|under\s+(?:[\w-]+\s+){0,4}?(?:water|rubble|debris|mud|snow|rocks?|ash|lava)|snowbound|snowed\s+under|underwater|awash|overtopped|drowned|no\s+longer\s+(?:be\s+)?(?:crossed|passed|used|passable|running|sailing)|too\s+(?:high|rough|low|shallow|strong|deep|dangerous)\s+(?:for|to)|flooded|submerged|inundated|cut(?:\s+off)?|not\s+(?:yet\s+)?(?:passable|usable|open|running|run|operating|operational|in\s+service|been\s+cleared|reopened|sailing|working|accessible|possible|safe|be\s+used)|cannot\s+be\s+(?:used|passed|crossed|reached|driven|entered)|can't\s+be\s+(?:used|passed|crossed|driven)"
            r"|suspended|halted|no\s+(?:service|services|trains|ferry|ferries|traffic|crossing|passage|way\s+through|through\s+traffic|sailings|access|entry|longer\s+(?:passable|usable|open|in\s+use))|out\s+of\s+(?:service|use|action|order|bounds)|mined|booby-trapped|inaccessible|buried|snowed\s+(?:in|up)|iced\s+(?:up|over)|has\s+stopped|have\s+stopped|stopped|(?:does|do|did|will)\s+not\s+(?:run|sail|operate)|doesn't\s+(?:run|sail)|are\s+off|off\s+limits|laid\s+up|moored|tied\s+up|aground|strewn|littered|covered\s+(?:in|with|by)|engulfed|(?:has|have)\s+(?:a\s+)?(?:\w+\s+)?(?:tree|trees|truck|slide|rocks?|wreck|barricade)\s+(?:lying\s+)?(?:across|on)|(?:will|can|does|would)\s*(?:not|n't)\s+(?:carry|take|bear|hold)|won't\s+(?:carry|take|bear|hold)|cannot\s+(?:carry|take|bear|hold))\b"
            r"|\b(?:closure|blocking|blockage|mining|flooding|closing|shutting|suspension)\b"
        ),
    ),
    (
        "damaged",
        AnyCase(
            r"\b(?:damag\w+|hit|struck|crack(?:ed|s)|crater(?:ed|s)|holed|scorched|charred|buckled|weakened|undermined|scoured|subsided|subsiding|sagging|sags|potholed|leaning|tilting|tilted|twisted|bent|shaken|unstable|eroded|torn\s+up)\b"
        ),
    ),
    (
        "open",
        AnyCase(
            r"\b(?:(?:re-?)?open(?:ed|s)?(?:\s+again)?|passable|intact|usable|useable|serviceable|accessible|clear(?:ed)?|unobstructed|unblocked|can\s+(?:now\s+|still\s+|again\s+)?be\s+(?:used|passed|crossed|driven|reached)|in\s+(?:full\s+|normal\s+)?(?:use|service|order|operation|good\s+\w+)|still\s+(?:stand(?:s|ing)|there)|stands|standing|holding|holds|survived|undamaged|unharmed|bears?|above\s+(?:the\s+)?water|dry|works|working|runs?|running|sails?|sailing|plies|operat(?:es|ing|ional)|resumed?|restored|repaired|rebuilt|carries|carrying|takes\s+(?:traffic|vehicles|cars|buses)|drivable|driveable|navigable|drove\s+over|crossed\s+it|drove\s+across|sound|safe\s+(?:to|for)|fine|ok|okay|free(?:\s+of)?|back\s+(?:in|to\s+normal)|functioning|traffic\s+(?:is\s+)?(?:\w+\s+)?(?:moving|flowing|normal))\b"
        ),
    ),
)
_GOT = (
    r"(?:\w+ly\s+|also\s+|now\s+|completely\s+)?(?:the\s+|its\s+|our\s+|their\s+|all\s+"
    r"|both\s+|part\s+of\s+the\s+|every\s+|two\s+|three\s+|four\s+)*(?:[\w'-]+\s+){0,3}$"
)
LEADS: tuple[tuple[State, AnyCase], ...] = (
    (
        "foot only",
        AnyCase(
            rf"\bonly\s+{_WALKERS}\s+(?:can|may|could|are\s+\w+\s+to)\s+(?:use|cross|pass|be\s+on|go\s+over)\s+{_GOT}|\b(?:walk|wade|cross\s+on\s+foot)\s+(?:only\s+)?(?:over|across|through)\s+{_GOT}"
        ),
    ),
    (
        "difficult",
        AnyCase(
            rf"\b(?:{_HEAVY})\b[^.;]{{0,24}}\b(?:banned|barred|forbidden|kept\s+off|excluded|turned\s+back|not\s+allowed)\s+(?:from|off|on|at)\s+{_GOT}|\b(?:one\s+lane|a\s+single\s+lane|only\s+one\s+lane)\s+of\s+{_GOT}|\b(?:slow|heavy)\s+traffic\s+on\s+{_GOT}|\b(?:queues|tailbacks|congestion|jams?|delays)\s+(?:\w+\s+){{0,3}}on\s+{_GOT}|\ballows?\s+only\s+[^.;]{{0,30}}\bon\s+{_GOT}|\bonly\s+(?:{_LIGHT}|tractors|lorries|residents)[^.;]{{0,30}}\b(?:use|on|over|through|by)\s+{_GOT}"
        ),
    ),
    (
        "unknown",
        AnyCase(
            rf"\b(?:nobody|no\s+one|no\s+engineer)\s+(?:has\s+|had\s+)?(?:yet\s+)?(?:inspected|checked|seen|surveyed|tested)\s+{_GOT}|\bno\s+(?:information|news|word|report|details)\s+(?:on|of|from|about)\s+{_GOT}|\b(?:unknown|unclear|uncertain|not\s+known)\s+(?:whether|if)\s+{_GOT}"
        ),
    ),
    (
        "destroyed",
        AnyCase(
            r"\b(?:destr(?:oyed|oying|oy|oys|uction)|demolish\w*|demolition|bl(?:ew|own|owing)\s+up|blew|dynamited|swept\s+away|took\s+(?:away|out)|tore\s+away|collapse\s+of|nothing\s+(?:is\s+left|remains|is\s+standing)\s+of|brought\s+down|burnt\s+down"
            r"|collapse|(?:the\s+)?loss\s+of|lost|wrecked|(?:washed|swept|carried)\s+away)\b[^.;]{0,40}$"
        ),
    ),
    (
        "damaged",
        AnyCase(r"\b(?:damage(?:d|s)?(?:\s+to)?|cratered|hit|undermined|weakened|cracked|scoured|cracks?\s+in)\b"),
    ),
    (
        "closed",
        AnyCase(
            r"\b(?:closed?|closes|closure|closing|shuts?|blocks?|blocked|blocking|blockage|bars?|barred|severed|severs|cut|cuts|cutting|flooded|floods|flooding|sealed|suspended|suspension|mined|interrupted|obstructs?|obstructed|buried|breached|swamped)\b(?!\s+by\b)"
            rf"|\b(?:trees?|water|floodwater|mud|debris|rocks?|boulders?|pylons?|poles?|wreck\w*|trucks?|lorry|wires|cables|slides?|landslides?|snow|lava|wall|flames|fire|barricades?|cows)\s+(?:(?:lies?|lying|fell|fallen|came\s+down|is|are|has\s+come\s+down|have\s+fallen|slid|has|have|crossed|covers?|reached|running|washing)\s+)+(?:right\s+)?(?:across\s+|over\s+|onto\s+|on\s+to\s+|on\s+)?{_GOT}|\b(?:nothing|nobody|no\s+(?:traffic|vehicles?|one|cars|way\s+(?:through|past|over)))\b[^.;]{{0,30}}\b(?:on|over|through|by|along|across)\s+{_GOT}"
        ),
    ),
    (
        "open",
        AnyCase(
            rf"\b(?:reopen(?:ed|ing)?|cleared|repaired|restored|unblocked)\b|\btraffic\s+(?:is|was|has\s+been)\s+(?:\w+\s+)?(?:flowing|moving|running|normal|passing|back)(?:\s+\w+)?\s+(?:on|over|along|through|across)\s+{_GOT}|\b(?:buses|coaches|cars|lorries|trucks|vehicles|convoys|ambulances)\s+(?:can|could|are\s+able\s+to)\s+(?:still\s+)?(?:get\s+through|pass|cross|drive|travel|use)\s+(?:by|on|over|through|along)?\s*{_GOT}"
        ),
    ),
)
"""States said ahead of an element: "the destruction of the only bridge", "fire has cut the ring road"."""
TRAINS_STATE = AnyCase(
    r"\b(?:suspended|cancelled|not\s+run\w*|no\s+\w+|halted|stopped|(?:can|could)\s+run|(?:are|is|were)\s+(?:again\s+)?running|run\w*\s+(?:again|normally|as\s+far|every|to\s+time|as\s+usual)|resum\w+|closed|blocked|cut|out\s+of|at\s+a\s+standstill)\b"
)
