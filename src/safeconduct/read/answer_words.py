"""Words by which a telling says that something was refused, accepted, or made known to somebody."""

from __future__ import annotations

import re
from functools import lru_cache

from safeconduct.read.sieve import AnyCase, holding

PLANS = (
    r"(?:corridors?|offers?|hours|plans?|routes?|passages?|evacuations?|windows?|openings?|convoys?|pauses?|destinations?|letters?|texts?|messages?|proposals?|orders?|decisions?|halt|truce|cease-?fire|wagon|cargo|leak|danger|closure|movement"
    r"|crossing|transfers?|timings?|timetables?|schedules?|requests?|permissions?|permits?|access|landings?|clearance|consent|agreements?|terms|answers?|repl(?:y|ies)|lists?|coordinates|notes?|notices?|notifications?|cop(?:y|ies)|leaflets?|maps?|warnings?)"
)
_PEOPLE = (
    r"(?:they|we|I|he|she|you|nobody|no\s+one|none|people|persons|residents|families|households|who|and|villages?|villagers|patients|passengers|inhabitants"
    r"|islanders|elders|nuns|monks|farmers|members|crew|staff|workers|hospital|committee|council|some|many|several|most|others|men|women|everyone)"
)
_GO = (
    r"(?:leave|leaving|go\b|going(?!\s+to\s+(?!the\b|any\b|their\b|that\b|a\b)(?-i:[a-z]))|move|moving|budge|come\s+out|evacuate|board"
    r"|be\s+(?:moved|evacuated|taken)|get\s+(?:on|in|into|out)|getting\s+(?:on|in|into|out)|release|send|take\s+(?:them|anyone|part)|carry|bring)"
)
REFUSED = AnyCase(
    rf"\b(?:(?:would|will|'d)\s+rather\s+(?:stay|not)\b|will\s+not\s+(?:take|carry|accept|receive|admit)\s+(?:any\s+|more\s+|the\s+)?(?:passengers|people|patients|civilians|residents|evacuees|them|us)\b|turned\s+(?:\w+\s+)?down|(?:would|will|could)\s+not\s+hear\s+of|(?:said|say)\s+no\s+to|refus(?:ed|ing)\s+(?:to\b|the\b)|(?:has|have|had)\s+been\s+(?:cancelled|called\s+off|refused|rejected|declined|turned\s+down|withdrawn|denied|vetoed)|(?:has|have|had)\s+(?:already\s+|now\s+|also\s+)?(?:cancelled|called\s+off|refused|rejected|declined|turned\s+down"
    rf"|withdrawn|ruled\s+(?:it\s+|them\s+|this\s+)?out)|ruled\s+(?:it|them|this|that)\s+out|(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:called\s+off|refused|rejected|declined|turned\s+down|not\s+acceptable|unacceptable)|refuses?\b|declines?\s+to\b|no\s+thanks|out\s+of\s+the\s+question|unacceptable"
    rf"|{PLANS}\b[^.;]{{0,40}}?\b(?:was|were|is|are|has\s+been|have\s+been|had\s+been)\s+(?:\w+ly\s+)?(?:denied|cancelled|withdrawn|vetoed|not\s+(?:given|granted|accepted|approved|issued))|\bno\s+(?:permission|access|clearance|consent|agreement|permit)\s+(?:was|has\s+been|is|were)\s+(?:given|granted|issued|reached)"
    rf"|(?:could|can|will|would)\s*(?:not|n't)\s+be\s+(?:considered|accepted|granted|agreed|allowed|permitted)|will\s+stay\s+(?:until|where|put|with|by|at|in|to)|will\s+not\s*$|(?:shall|would)\s+not\s+(?:leave|go|be\s+moved)"
    rf"|\b{_PEOPLE}\s+(?:will|would|shall)\s+not\s+{_GO}|will\s+not\s+(?:leave\b|be\s+moved|evacuate|go\s+to|move\s+(?:before|until|without))"
    rf"|not\s+(?:going\s+anywhere|leaving|moving)|\b(?:are|is|am|'m|'re)\s*not\s+(?:{_GO})|nobody\s+(?:\w+\s+)?(?:is\s+going|goes|will\s+go|leaves|is\s+leaving|will\s+leave)\s+(?:to|for|with|without|until|before)\b|won't\s*(?:$|leave|move|go\b|budge|come|be\s+moved|take\s+them)|(?:shall|will)\s+(?:carry|send|bring|take)\s+none"
    rf"|(?:want|wants|wish|wishes|choose|chooses|chose|chosen|prefer|prefers|preferred|decided|decide|insist\s+on|insists\s+on|intend|voted|opted|elected|determined)\s+(?:not\s+to\s+(?:leave|go|move|be\s+moved|evacuate)|(?:to\s+)?stay(?:ing)?\b)|(?:monks|nuns|residents|villagers|families|farmers|elders|inhabitants|islanders|people|members|guests|they|we)\s+are\s+(?:all\s+)?staying\b"
    rf"|(?:ignored|defied|disregarded|resisted)\s+(?:the|an?|all|every|repeated)\s+(?:\w+\s+)?(?:orders?|calls?|appeals?|evacuation|instructions?)|(?:did|does|do|has|have|had|could|cannot|can|will|would)\s*(?:not|n't)?\s*(?<=not\s)(?:agree|consent|accept|grant|approve|allow)\b|cannot\s+(?:agree|consent|accept|grant|approve|allow)\b"
    rf"|(?:considers?|deems?|calls?|thinks?|finds?|judges?|considered|deemed|called|judged)\s+(?:an?\s+|the\s+|any\s+|such\s+)?(?:[\w-]+\s+){{0,4}}(?:impossible|out\s+of\s+the\s+question|unacceptable|too\s+dangerous|unworkable)|(?:landing|transfer|evacuation|corridor|convoy|crossing|passage|move|pick-?up|tow)\b[^.;]{{0,30}}\b(?:is|was)\s+(?:not\s+possible|impossible|ruled\s+out)|\bnot\s+possible\s+(?:tonight|today|tomorrow|now)\b|says?\s+no(?=\s*(?:$|[.,;]|to\b)))"
    r"|^[\"'\s]*(?:negative|unable|no\s+way|never)\b(?=\s*[.,!]|\s*$)|^[\"'\s]*no\b(?=[.,]\s+[A-Za-z])(?![.]\s*\d)",
)
_NOT_REFUSED = AnyCase(r"\bRefuse\s+(?:will|is|was|collection|bags|bins)\b|\bNo\.\s*\d")
ACCEPTED = AnyCase(
    rf"\b(?:(?:has|have|had|is|are|was|were)\s+(?:been\s+)?(?:granted|approved|accepted(?!\s+(?:by\s+the\s+(?:yard|garage|dock|bank)|as\b)))|would\s+(?:accept(?!\s+is\b)|agree|welcome)|(?:has|have|had)\s+(?:accepted|agreed\s+(?:to|on)|approved|consented|signed(?!\s+(?:in|out|up|on|for|off|them|him|her)\b)|said\s+yes)|(?:permission|clearance|consent|permits?|access|approval|authorisation|authorization|the\s+go-ahead)\s+(?:was|were|has\s+been|have\s+been|is)\s+(?:given|granted)|{PLANS}\s+(?:was|were|has\s+been|have\s+been|is)\s+(?:signed|agreed|approved)|approved\s+(?:the|its|their|his)\s+{PLANS}|(?:we|I|they|he|she)\s+(?:accept|agree|consent)\b|(?:residents|villagers|families|they|we|people|patients|passengers)\s+are\s+(?:willing|ready|prepared|happy)\s+to\s+(?:go|leave|move|come|board|be\s+moved))\b"
    r"|^[\"'\s]*(?:\w+,\s+)?(?:agreed|approved|accepted|granted|permission\s+granted|yes,\s+we\s+accept)\b(?=\s*[.,!]|\s*$)|^[\"'\s]*\w+,\s+\w+\s+(?:approved|granted|agreed|accepted)\b",
)
RECEIPT = AnyCase(
    rf"\b(?:receipt\s+of|(?:receiv(?:ed|ing)|(?:got|had)(?=\s+(?:a|an|the|its|no|their)\s+(?:\w+\s+)?(?:letter|notice|notification|message|text|copy))|seen|was\s+sent|were\s+sent|been\s+sent|been\s+given|was\s+given|were\s+given|was\s+handed|sent|handed|delivered|transmitted|passed|forwarded|shared|communicated|conveyed)\s+(?:[\w']+\s+){{0,4}}?(?:letter|notice|notification|message|text|copy|offer|proposal|list|terms|hours|note|coordinates|timetable|schedule|plan|route|map)s?\b"
    rf"|(?:text|letter|notice|message|list|offer|proposal|terms|coordinates|hours|note|order|plan|timetable|schedule|copy\s+of\s+the\s+\w+|leaflets?(?:\s+with\s+the\s+\w+)?)s?\b(?:\s+\w+ing\s+the\s+\w+)?\s+(?:was|were|is|are|had\s+been|has\s+been|have\s+been)\s+(?:in\s+the\s+hands\s+of|with|received|delivered|handed|sent|transmitted|passed|forwarded|communicated|shared|given|read\s+out|posted|published|dropped|distributed|conveyed)\b|(?:text|letter|offer|proposal|list|message)\b[^.;]{{0,30}}\bin\s+the\s+hands\s+of"
    rf"|(?:letter|message|note|text|offer|order|notice|notification|list|copy)s?\s+(?:has|have|had)\s+(?:now\s+|not\s+|never\s+)?(?:arrived|come|got\s+through)\b|{PLANS}(?:\s+of\s+the\s+\w+)?\s+(?:(?:has|have|had)\s+(?:not\s+|never\s+|now\s+)?)?reached\s+(?!\d)|\bconfirmed\b[^.;]{{0,30}}\bthe\s+hours\b)",
)


_MAY_REFUSE = holding(
    "refus reject declin cancel called turned withdr"
    " ruled accept denied veto question not n't no never none stay rather hear"
    " insist ignor defied disregard resist impossible negative unable"
)
_MAY_ACCEPT = holding("grant approv accept agree welcome consent sign willing ready prepared happy yes given")
may_notify = holding(
    "receipt letter notice notification message text cop offer proposal list terms hours note coordinates timetable"
    " schedule plan route map order leaflet permi access clearance agreement warning corridor passage evacuation"
    " window opening convoy pause destination decision halt truce fire wagon cargo leak danger closure movement"
    " crossing transfer timing request landing"
)
"""Whether a text can speak of something made known."""


@lru_cache(maxsize=8)
def refused(plain: str) -> bool:
    """True when the words say that somebody refused something."""
    return _MAY_REFUSE(plain) and REFUSED.search(_NOT_REFUSED.sub(" ", plain)) is not None


def accepted(plain: str) -> bool:
    """True when the words say that somebody accepted something; "before it is signed" is no acceptance yet."""
    hit = ACCEPTED.search(plain) if _MAY_ACCEPT(plain) else None
    return hit is not None and _BEFOREHAND.search(plain[: hit.start() + 1]) is None


OF_WORDS = re.compile(
    r"^[\"'\s]*(?:that\s+)?(?:to\s+)?(?:confirm|comment|show|say|name|answer|discuss|speak|talk|publish|disclose|reveal|apologi[sz]e|recogni[sz]e|pay|explain|identify|deny|repeat|elaborate|estimate|speculate|guess|be\s+(?:drawn|named|quoted|interviewed)|give\s+(?:any\s+|a\s+|its\s+|his\s+|her\s+)?(?:names?|figures?|numbers?|details|reasons?|comment|interview|opinion|account)|(?:any\s+)?comment|the\s+account|hold\s+back\s+water|how\b|what\b|why\b|who\b)\b",
    re.IGNORECASE,
)
"""What is refused or granted in talk: no answer to an offer of movement."""
_BEFOREHAND = re.compile(r"\b(?:before|until|unless|if|once|as\s+soon\s+as|when|after)\b[^,.;]{0,40}$", re.IGNORECASE)
