"""Answers put in other words than accepting and refusing, by what the words do with what was put to somebody.

Each is a frame that may stand in anybody's words and in the report's own: turning down ("voted against", "would budge
for nobody", "yes to the bodies, no to the searches"), taking up ("came round to", "gave the go-ahead"), and being told.
"""

from __future__ import annotations

from functools import lru_cache

from safeconduct.read import replies
from safeconduct.read.act_words import any_of
from safeconduct.read.lexicon import words
from safeconduct.read.sieve import words_of

_PUT = (
    r"(?:offer|proposal|plan|request|route|road|destination|corridor|passage|hours|timings?|terms|idea|move|evacuation"
    r"|convoy|transfer|transport|pause|truce|cease-?fire|camp|centre|center|hall|draft|deal|condition|demand|order"
    r"|extension|opening|window|help|boats?|buses|ships?|lift|shelter|crossing|arrangement|scheme|list|escort|use)s?"
)
"""What can be put to somebody."""
_THE = r"(?:the|its|their|his|her|our|any|an?|this|that|these|those|such|all|both|every)"
_SOME = r"(?:[\w'-]+ ){0,3}?"
_PERSONS = (
    r"(?:they|we|i|he|she|who|you|residents|villagers|families|people|households?|brothers|sisters|farmers|herdsmen"
    r"|crofters|tenants|monks|nuns|patients|elders|members|crews?|keeper|inhabitants|islanders|pensioners|owners"
    r"|neighbours|couple|parents|guests|staff|inmates|women|men|village|town|community|camp|street|ward|parish|convent"
    r"|home|hospital|council|committee|assembly|command|union|company|captain|master|board|ministry)"
)
_HOLDS = (
    r"(?:stay|remain|sit tight|stay put|hold out|stick it out|see it out|hang on|stand fast|wait it out|ride it out)"
)
_MOVES = (
    r"(?:go|leave|move|budge|come|board|walk|evacuate|use|cross|sail|travel|put|send|hand|open|let|take|give|allow|sign"
    r"|shift|stir|abandon|be (?:moved|taken|split|parted|evacuated|shifted))"
)

_TURNING_DOWN = any_of(
    r"\b(?:considered|discussed|examined|looked at|studied) and (?:then )?(?:rejected|refused|turned down"
    r"|ruled out|dropped)\b",
    r"\b(?:is|are|'re|'m|was|were) (?:all )?(?:sitting tight|staying (?:put|behind|on|home|here|to (?:defend"
    r"|fight|guard|look after|mind)))\b",
    r"\b(?:he|she|i|we|they|who)(?:'s|'m|'re| is| am| are| was| were) staying\b(?! (?:with|at|in) )",
    rf"\b{_PERSONS} (?:would |'d )?(?:prefer|prefers|preferred|intends?|intended|means?|meant|plans?|choose"
    rf"|chose|chooses) (?:to )?{_HOLDS}",
    rf"\band (?:intends?|means?|plans?|prefers?) to {_HOLDS}\b",
    r"\b(?:will|would|'ll|shall) (?:have|be having) (?:none|nothing) (?:of (?:it|this|that|the)|to do with)\b",
    r"\b(?:will|would|'ll|shall|'d) (?:be going|go) nowhere\b|\bgoing nowhere\b|\bgo(?:es)? nowhere without\b",
    r"\b(?:as one|together|all of (?:them|us)) or not at all\b|\b(?:all|together) or nobody\b",
    r"\bvoted\b[^.;]{0,40}\bagainst\b|\b(?:came|come|comes) (?:out|down) against\b|\b(?:vote|ballot) (?:was"
    r"|went) against\b",
    r"\bha(?:s|ve|d) (?:not|never) (?:agreed|accepted|consented|approved|signed|given (?:its|their|his|her) consent)\b",
    r"\bdo(?:es)? not (?:agree|consent|accept|approve)\b|\bdid not (?:agree|consent|accept|approve)\b",
    rf"\bno to (?:{_THE} )?{_SOME}(?:more|{_PUT}|searches|bodies|names|lists|weapons|monitors|observers)\b",
    r"\b(?:the )?(?:deal|offer|plan|truce|cease-?fire|convoy|evacuation|window|pause|agreement|transfer|lift"
    r"|operation|boats?|pick-?up)(?:'s| is| are| was| were) (?:now )?(?:off|dead|void|scrapped|scotched|off"
    r" the table)\b(?! the (?:coast|island|road|ship|quay|pier))",
    r"\b(?:is|are|was|were|remains?) (?:\w+ly )?(?:ruled out|rejected|off the table|out)\b(?= (?:before|until"
    r"|for now|at present|today|tonight)\b)",
    r"\bwithdr(?:ew|awn|aws) (?:its|their|his|her|our|the) (?:\w+ )?(?:offer|consent|agreement|permission"
    r"|clearance|approval)\b",
    r"\b(?:will|would|'ll|'d) (?:not|never)(?: \w+ly)? (?:split|part|separate|leave|be (?:split|parted"
    r"|separated)|break up|divide)\b",
    r"\b(?:won't|wouldn't|will not|would not|shan't|shall not)(?: even| ever)? (?:use|budge|take that|take"
    r" the|touch|hear of|contemplate|set foot|cross|have (?:it|them|any))\b",
    r"\b(?:refus\w+|turn(?:s|ed)? (?:us|it|them|him|her) down) (?:point-blank|flatly|outright|flat out)\b"
    r"|\bflatly refus\w+",
    r"\b(?:says?|said|told) (?:\w+ )?(?:a )?(?:flat |firm )?no\b(?! (?:more|less|such|longer|later|earlier"
    r"|further|fewer)\b| \w+ (?:had|was|were|is|are|has|have|will|would)\b)",
    r"\b(?:given|gave|gives|met with|answered with) (?:a )?(?:flat |firm |blunt )?(?:refusal|no)\b(?=[.,;]|$|"
    r" for an answer)",
    r"\b(?:want|wants|wanted) (?:nothing|no part) (?:to do with|of|in)\b",
    r"\bnot (?:while|as long as|until|without)\b[^.;]{0,40}\b(?:said|says|he|she|they)\b",
    r"\b(?:unable|in no position|not in a position) to (?:accept|agree|grant|take|receive|help|comply)\b",
    r"\b(?:stays|stay|is staying|are staying|remains) (?:where (?:it|he|she|they) (?:is|are)|with (?:his|her"
    r"|their) (?:cattle|animals|flock|sheep|dog|dogs|herd|bees|land|boat|house))\b",
    r"\b(?:dig|dug|digging) (?:in )?(?:their|his|her|our) heels\b|\b(?:holds?|holding|held) out against\b",
    r"\b(?:cannot|can't|can not) (?:hold|wait|comply|take (?:any )?more|accommodate)\b(?=\s*(?:[.,;]|$|them"
    r"|you|the request))",
    r"\bnegative (?:on|to|for)\b",
    rf"\b{_PERSONS} (?:will|would|'ll|shall) (?:all )?(?:stay|remain) (?:at|in|with|by|where|behind|put|on|inside)\b",
    r"\b(?:nothing|nobody|no power on earth|no order) (?:will|would|is going to) (?:move|shift|budge|get)"
    r" (?:them|him|her|me|us)\b",
    r"\bnot (?:a|one) (?:single )?(?:inch|step|metre|yard)\b(?! of the)",
    rf"\b(?:shut|slammed|closed) the door (?:on|to) (?:{_THE} )?{_SOME}{_PUT}\b",
    r"\b(?:scrapped|scotched|shelved|abandoned|called off|threw out|thrown out|struck out|torn up|tore up)"
    rf" (?:{_THE} )(?:[\w'-]+ )?{_PUT}\b",
    rf"\bobject(?:s|ed|ing)? to (?:{_THE} )?{_SOME}{_PUT}\b",
    r"\b(?:turned|turns) (?:away )?(?:its|his|her|their) back on\b",
)
"""Somebody will not do, or have, what was put to them."""

_TAKING_UP = any_of(
    rf"\b(?:came|come|comes|coming) (?:round|around) to (?:{_THE} )?{_SOME}(?:{_PUT}|idea|view)\b",
    r"\b(?:gave|give|gives|given|got|has|have|had) (?:it |them |us |me |him |her )?(?:the |a |its |his |her "
    r"|their )(?:\w+ )?(?:go-?ahead|green light|blessing|nod|all-clear|thumbs[- ]up|assent)\b",
    r"\b(?:green-?lit|green-?lights?|green-?lighted|okay(?:s|ed)|ok'?d|oks|rubber-?stamped|waved through"
    r"|nodded through)\b",
    r"\bsign(?:s|ed)? off(?: on)?\b|\bsigned (?:up to|the (?:paper|order|agreement|release|list|plan|protocol))\b",
    rf"\byes to (?:{_THE} )?\w+",
    r"\b(?:is|are|was|were) (?:also )?(?:acceptable|agreeable|welcome|in order) to (?:it|us|them|him|her|the"
    r" \w+|both)\b",
    r"\b(?:hours|terms|route|plan|observers|monitors|offer|proposal|conditions?|arrangement|destination|camp"
    r"|hall) (?:was|were|is|are) (?:quite |perfectly )?acceptable\b",
    rf"\b(?:back|backs|backed|endorse[sd]?|supports?|supported|welcome[sd]?|embrace[sd]?) (?:{_THE}"
    r" )(?:[\w'-]+ )?(?:evacuation|offer|proposal|plan|route|hours|transfer|corridor|timetable|move|opening"
    r"|pause|truce)\b",
    r"\b(?:took|take|takes|taken) (?:it|them|him|her|us|the \w+) up on\b|\b(?:jumped|leapt) at (?:the|its|their)\b",
    r"\b(?:will|would|'ll|shall) (?:comply|go along|play (?:its|their|his|our) part|do as (?:asked|requested)"
    r"|check fire)\b",
    rf"\bhas no (?:difficulty|quarrel|problem|objections?) (?:with|to) (?:{_THE} )?{_SOME}{_PUT}\b|\bno"
    r" objections? (?:to|from)\b",
    r"\b(?:said|says|say|saying) (?:a )?(?:\w+ )?yes\b",
    r"\b(?:permission|consent|clearance|leave|authority|approval) (?:came|arrived|has come|came through)\b",
    rf"\b(?:is|are|was|were|stands?) (?:now |all )?(?:agreed|in agreement) (?:on|to|with) (?:{_THE} )?{_SOME}{_PUT}\b",
    rf"\b(?:fell|falls|fallen) in with (?:{_THE} )?{_SOME}{_PUT}\b",
    r"\b(?:dropped|drops|withdrew|withdrawn|withdraws|waived|waives|lifted|given up) (?:its|his|her|their|all"
    r"|the) (?:\w+ )?(?:objections?|opposition|veto|reservations?)\b",
)
"""Somebody takes up what was put to them."""

_WORDED = (
    r"(?:word|notice|news|warning|advance notice|prior notice|a message|a copy|the text|instructions|no instructions"
    r"|the timings|the hours|the order|the orders|the list|the coordinates|the letter|the leaflet)"
)
_BEING_TOLD = any_of(
    r"\b(?:had|has|have|got|gets|received|receives|never got|never had|never received) (?:no |any |its |the "
    rf"|our |their )?{_WORDED} (?:of|about|that|on|from|in|as to)\b",
    r"\b(?:had|has|have) (?:received|been given|been sent|got) (?:no|any|the|its|their|our) (?:\w+"
    r" )?(?:instructions|orders|word|notice|warning|message|timings|hours|letter|copy)\b",
    r"\b(?:never|not) (?:got|had|received|heard) (?:any )?(?:word|notice|news|warning)\b",
    r"(?<!this )\b(?:notice|notices|leaflets?|posters?|the order|the orders|the text|the timetable|the hours)"
    r" (?:\w+ ){0,5}?(?:was|were|has been|have been|had been|is|are) (?:pinned|posted|nailed|read (?:out"
    r"|aloud)|pasted|pushed under|handed (?:out|round)|dropped|put up|called out|broadcast|distributed"
    r"|circulated|texted|chalked)\b",
    r"\b(?:was|were|been) (?:shown|read|handed|given|served with|presented with) (?:the|an?|its|their|our)"
    r" (?:\w+ )?(?:order|orders|text|plan|timetable|letter|list|terms|proposal|notice|copy|map|hours)\b",
    r"\b(?:summoned|called in|called together|assembled) and (?:shown|told|given|read|informed|briefed)\b",
    r"\b(?:went|been|gone|going|go) (?:\w+ ){0,3}?(?:door to door|house to house|up every \w+|from house to"
    r" house|round the (?:houses|villages|cellars|streets))\b",
    r"\b(?:told|informed|notified|warned|advised|alerted|apprised) (?:of|about) (?:the|our|its|their|his|this"
    r"|that|these|any|a|an) (?:[\w'-]+ ){0,2}?(?:run|measure|trip|sailing|lift|coming|arrival|visit|plan|move"
    r"|convoy|corridor|window|pause|hours|order|evacuation|route|change|delay|closure|transfer|timings?"
    r"|composition|passage|offer|opening|crossing|decision|release|leak|danger)\b",
    r"\b(?:nobody|no one|none of \w+) (?:had |has |have )?(?:told|informed|notified|warned|consulted|asked"
    r"|briefed|alerted)\b",
    r"\b(?:was|were|been|is) (?:not|never) (?:asked|consulted|told|informed|notified|briefed|warned|alerted)\b",
    r"\bneither (?:\w+ )?(?:was|were|had been|has been|is) (?:asked|consulted|told|informed|notified|briefed"
    r"|warned|alerted)\b",
    r"\b(?:serve[sd]?|gave|given|gives|posted|issued|sent) (?:\w+ )?notice (?:of|to|on|in)\b|\bserved notice\b",
    r"\backnowledge[sd]? (?:receipt|the (?:message|letter|notice|timings|hours|order|text|signal))\b",
    r"\b(?:it|they|we|he|she|i) (?:had |has |have )?(?:told|informed|notified|warned|advised|alerted) (?!us\b"
    r"|me\b|reporters|the (?:agency|paper|radio|press|council of))[A-Z]\w+(?: \w+)? (?:that |of )?(?:the|its"
    r"|our|their)\b",
    r"\b(?:announcement|announcements) (?:had|has|have|was|were) (?:not |never )?(?:been )?made\b|\bno announcement\b",
    r"\b(?:was|were|is|are) (?:\w+ly )?(?:notified|informed|briefed|alerted) (?:by|through|via|in writing|at|on)\b",
    r"\bwith (?:the|its|our) (?:order|orders|notice|leaflet|leaflets|warning) (?:by|in|at|on)\b",
)
"""Somebody was, or was not, told of what is planned."""


_MAY_TURN_DOWN = words(
    "not no never none nothing nobody nowhere won't wouldn't can't cannot shan't couldn't don't didn't doesn't refuse"
    " refuses refused refusing refusal flatly rejected dropped ruled staying sitting stay stays remain remains sit hold"
    " holds held holding stick see hang stand wait ride against off dead void scrapped scotched withdrew withdrawn"
    " withdraws unable heels negative door shelved abandoned called threw thrown struck torn tore object objects"
    " objected objecting back turned turns turn turning out dig dug digging position"
)
_MAY_TAKE_UP = words(
    "round around go-ahead goahead go ahead light blessing nod all-clear thumbs thumbs-up assent green-lit greenlit"
    " green-light green-lights greenlight greenlights green-lighted greenlighted okays okayed okay oks ok'd okd"
    " rubber-stamped rubberstamped waved nodded sign signs signed yes acceptable agreeable welcome order back backs"
    " backed endorse endorses endorsed support supports supported welcomes welcomed embrace embraces embraced took"
    " take takes taken jumped leapt comply along play asked requested check difficulty quarrel problem objection"
    " objections permission consent clearance leave authority approval agreed agreement fell falls fallen"
    " dropped drops withdrew"
    " withdrawn withdraws waived waives lifted given"
)
"""Words of which each such frame holds one."""


@lru_cache(maxsize=64)
def turns_down(plain: str) -> bool:
    """Whether somebody turns down, in any words, what was put to them."""
    if not _MAY_TURN_DOWN.isdisjoint(words_of(plain)) and _TURNING_DOWN.search(plain) is not None:
        return True
    return replies.turned_down(plain)


@lru_cache(maxsize=64)
def takes_up(plain: str) -> bool:
    """Whether somebody takes up what was put to them."""
    if not _MAY_TAKE_UP.isdisjoint(words_of(plain)) and _TAKING_UP.search(plain) is not None:
        return True
    return replies.taken_up(plain)


def was_told(plain: str) -> bool:
    """Whether somebody was, or says that he was not, told of what is planned."""
    return _BEING_TOLD.search(plain) is not None or replies.made_known(plain)
