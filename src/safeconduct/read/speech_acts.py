"""What words do whatever verb introduces them: an opening announced is an offer, "no, not to Vesk" a refusal."""

from __future__ import annotations

import re

from safeconduct.model.claim import Stance

IMPOSSIBLE = (
    r"(?:impossible|unacceptable|unworkable|unfeasible|infeasible|out of the question|premature"
    r"|too (?:dangerous|risky|shallow|early|late))"
)
_MOVERS = (
    r"(?:corridors?|passages?|evacuat\w*|evacuees|convoys?|buses|bus|coach(?:es)?|trains?|trams?|ferr(?:y|ies)|boats?"
    r"|barges?|shuttles?|lorries|trucks|vans?|ships?|vessels?|helicopters?|vehicles?|shelters?|gates?|routes?)"
)
_PEOPLE = (
    r"(?:civilians|residents|people|persons|inhabitants|evacuees|families|wounded|patients|children|passengers|guests"
    r"|everyone|anyone|every \w+|those|households)"
)
_CARRIED = (
    r"(?:taken|carried|driven|brought|moved|evacuated|transported|conveyed|relocated|flown|landed|received|housed"
    r"|sheltered|guarded|escorted|admitted)"
)
_WILL = r"(?:will|would|shall|is to|are to|can|could)"
_NUMBER = (
    r"(?:\d[\d,. ]*|(?:some |several )?(?:dozens?|hundreds?|thousands?)|(?:a |one |two |three )?hundred|\w+ty"
    r"|ten|twelve)"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE | re.DOTALL)


_DENIAL = _any(
    r"^\W*(?:that )?(?:this|that|it|all this) (?:is|was)(?: all| simply| just)? "
    r"(?:untrue|false|not true|nonsense|a lie|lies|slander|absurd|wrong|an invention|invented|fabricated)\b",
    r"^\W*(?:not true|untrue|false|nonsense|absurd|lies|a lie|not gone|not so)\b",
    r"\bcontrary to what\b",
    r"\bwe (?:reject|deny|dispute) (?:the|this|that|any|these|all) (?:\w+ )?(?:allegation|accusation|claim"
    r"|charge|report|story)",
    r"\bno truth in\b",
    r"\bno such\b|\bnever happened\b",
    r"\b(?:is|was|are|were) (?-i:NOT)\b",
)
_STAY = r"(?:leave|go|move|come out|come|accept|agree|board|register|hand over|let|allow|sign|join|give up)"
_REFUSAL = _any(
    r"^\W*(?:no|negative)(?:[,.!;]| thanks\b| way\b)",
    rf"^\W*no (?:\w+ )?(?:transfers?|passage|entry|landing|evacuation|ceasefire|truce|{_MOVERS})\b(?! (?:has"
    rf"|have|is|are|was|were|exists?)\b)",
    rf"\b(?:will|would|shall|are|is|they'?re|shes?|he'?s) (?:not|never) (?:be )?(?:going to )?{_STAY}\b",
    rf"\b(?:won't|wouldn't|shan't|refuses? to|not going to|no intention (?:of|to)) {_STAY}\b|\bnot going anywhere\b",
    rf"^\W*(?:that )?not to {_STAY}\b",
    rf"\bno {_MOVERS} (?:could|can|will|would|may)\b",
    r"\bcould not be (?:considered|accepted|agreed|met|granted)\b",
    rf"\b(?:found|deemed|judged|considered|called|is|was|be) (?:\w+ )?{IMPOSSIBLE}\b",
    r"\b(?:will|would) stay (?:until|where|put|with)\b",
    r"\bshall carry none\b",
    r"\b(?:cannot|can't|can not|unable to) (?:accept|agree|allow|permit|take|receive|admit|let|send|open|land|berth)\b",
    r"(?:\b(?:are|is|am)|'re|'m) (?:not leaving|staying (?:put|here|where|until))\b",
)
_ACCEPTANCE = _any(
    r"\b(?:has|have|had) been (?:granted|accepted|approved)\b",
    r"\b(?:is|are|was|were) (?:accepted|granted|approved)\b",
    r"\b(?:will|would|shall) (?:accept|take|agree)\b.*\b(?:if|provided|on condition|as long as|so long as)\b",
    r"^\W*(?:yes|agreed|accepted|we accept|we agree|affirmative|wilco|granted|permission granted)\b",
    r"\bno objections?\b",
)
_DEMAND = _any(
    r"^\W*(?:all|everybody|everyone)\b.{0,40}\b(?:to leave|out|below|must)\b",
    r"^\W*(?:mandatory |immediate )?evacuation of\b",
    r"\b(?:to )?(?:leave|evacuate|get out|go) (?:now|immediately|at once)\b",
    rf"\b{_PEOPLE}\b.{{0,30}}\b(?:must|have to|has to) (?:leave|be out|evacuate|register|clear|go)\b",
    r"\bto be out (?:of|by|before)\b",
    r"\bmust (?:leave|be (?:out|cleared|evacuated|emptied)|evacuate|register|surrender|withdraw|hand over)\b",
    r"\bare to (?:leave|evacuate|assemble|be out)\b",
    r"\b(?:put|lay|put) down (?:its|their|your|his) (?:arms|weapons)\b",
)
_REQUEST = _any(
    r"^\W*(?:please\b|do not \w|don't \w|stay (?:in|away|off|clear)|keep (?:clear|away|off|out|windows)|avoid )",
    rf"\b(?:{_PEOPLE}|residents of [\w ]{{2,40}}) should (?!be able)\w+",
    r"\b(?:is|are) (?:asked|requested|urged|advised) to\b",
)
_OFFER = _any(
    rf"\b(?:corridor|passage|gate|route|window|crossing|shelter|road|lane)\b.{{0,60}}\b{_WILL} (?:be )?(?:open"
    rf"|opened|operational)",
    rf"\b{_WILL} open (?:a|an|the|its) ",
    rf"\b(?:will|would|shall|is to|are to) (?:also )?be {_CARRIED}\b",
    rf"\b{_MOVERS}\b.{{0,50}}\b(?:will|would|'d)(?: also)? (?:run|leave|wait|go|depart|take|carry|cross|berth"
    rf"|arrive|come|bring|be (?:there|waiting|sent))\b",
    rf"\b{_MOVERS}\b (?:were|are|have been|had been|was|is) (?:coming|on (?:the|its|their) way|dispatched|sent)\b",
    r"\b(?:trams|buses|trains|coaches|ferries|boats|shuttles?)\b (?:run|leave|go|depart) (?:to|from|every|at)\b",
    rf"\b(?:can|could) (?:take|carry|receive|house|shelter|be there)\b.{{0,40}}(?:{_NUMBER}|room)",
    rf"\bwe(?:'ve| have)? (?:got |are offering |offer |can send )\w+ (?:\w+ ){{0,2}}{_MOVERS}\b",
    rf"\bprovides?\b.{{0,20}}\b{_MOVERS}\b",
    rf"\b{_PEOPLE}\b.{{0,40}}\bmay (?:walk|leave|pass|go|come|cross)\b",
    rf"^\W*(?:shuttle|transport|buses|coaches|boats?)\W+{_NUMBER}\s+\w+",
    r"\b(?:gave|given|give|giving|granted|offered)\b.*\b(?:opportunity|chance)\b",
    rf"\b(?:prepared|willing|ready) to\b.{{0,60}}\b(?:{_MOVERS}|operation|bring|take|carry|open|organi[sz]e"
    rf"|provide|receive)\b",
    rf"\b(?:will|would|shall|offers?|offered|plans? to|intends? to) (?:(?!not\b)\w+ ){{0,3}}(?:provide|open"
    rf"|organi[sz]e|offer|send|evacuate|bring|carry|take|set up)\b.{{0,60}}"
    rf"\b(?:{_MOVERS}|{_PEOPLE}|opportunity)\b",
    r"\b(?:cross|leave|go)\b.{0,60}\bfrom \d\d?[:.]?\d\d\b.{0,8}\bto \d\d?[:.]?\d\d\b",
    r"^(?:an?|the|its)?\s*(?:new )?(?:schedule|timetable)\b",
    r"\bat (?:the|their|its|[\w' ]+'s) disposal\b",
    r"\broom for\b.{0,20}",
    r"\b(?:is|are|were|was) (?:sending|opening|providing|organi[sz]ing|laying on|putting on|arranging)\b",
    r"\b(?:will|would) (?:send|lay on|put on|receive|host|take in|accommodate|escort|cease fire)\b",
    r"\b(?:will|would) hold (?:its |their )?fire\b",
)
_FIGURE = re.compile(
    rf"^\W*(?:that )?(?:(?:well |just )?(?:around|about|roughly|some|perhaps|maybe|fewer than|less than|under|up to"
    rf"|at most|closer to|nearer|between|an estimated|call it)\s+\W?\s*(?:{_NUMBER}|\w+ hundred|\w+teen|\w+een)"
    rf"|dozens\b|hundreds\b|\d[\d,.]*\s*(?:to|-|\u2013|or)\s*\d)",
    re.IGNORECASE,
)
_GUESS = re.compile(
    r"\b(?:could be|might be|let's say|I'd say|call it|I guess|we think|we believe|probably"
    r"|(?:is|are) (?:likely|expected) to)\b"
    r"|^\W*(?:that )?(?:it|we|they|he|she) hopes? (?:to|that)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|remain\w*|live|shelter|stay|wait|need|sleep|left|came"
    r"|boarded|crossed|arrived)\b"
)


def act_of(content: str) -> Stance | None:
    """What the words themselves do, or None when they only state something. Order: the firmer act first."""
    for stance, pattern in (
        (Stance.DENIES, _DENIAL),
        (Stance.REFUSES, _REFUSAL),
        (Stance.ACCEPTS, _ACCEPTANCE),
        (Stance.DEMANDS, _DEMAND),
        (Stance.OFFERS, _OFFER),
        (Stance.REQUESTS, _REQUEST),
    ):
        if pattern.search(content):
            return stance
    if (_FIGURE.match(content) and not _FINITE.search(content)) or _GUESS.search(content):
        return Stance.ESTIMATES
    return None
