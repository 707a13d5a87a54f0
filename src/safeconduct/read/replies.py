"""What somebody does with what was put to him, by classes of words: a verb of refusing or granting and a plan, light
verbs with a noun ("met with a flat no", "gave it its blessing"), wills and their lack, and having been told.

Where ``answer_frames`` knows turns of phrase, this knows classes: any verb of a class in any form, active or passive,
with any thing that can be put to somebody as its object or its subject.
"""

from __future__ import annotations

import re
from functools import lru_cache

from safeconduct.read.reply_words import (
    A_NO,
    A_YES,
    ADV,
    BE,
    DENY,
    DET,
    GRANT,
    GRANTING,
    LEAVE,
    LIGHT,
    MAY_PART,
    MAY_TAKE,
    MAY_TURN,
    NEWS,
    NP,
    PARTICLES,
    PASS,
    PP_GRANT,
    PP_REJECT,
    PUT,
    REJECT,
    RETURNED,
    YIELD,
)
from safeconduct.read.sieve import AnyCase, words_of

_TURNED = AnyCase(
    rf"\b{REJECT}\s+{NP}{PUT}\b(?!\s+of\s+(?:lies|inventions))"
    rf"|\b{RETURNED}\s+{NP}{PUT}\s+(?:back|out|down|aside|away|off|up|home)\b"
    rf"|\b{DENY}\s+(?:{DET}\s+)?{NP}{LEAVE}\b"
    rf"|\b(?:{PUT}|{LEAVE})\b(?:\s+(?!not\b|never\b)[\w'’-]+){{0,7}}?\s+(?:has|have|had\s+)?\s*{BE}\s+{ADV}{PP_REJECT}"
    rf"\b"
    rf"|\b{LEAVE}\s+(?:for\s+|to\s+)?(?:[\w'’-]+\s+){{0,5}}?(?:(?:has|have|had|was|were|is|are)\s+)?(?:not|"
    rf"never|n't)\s+(?:\w+\s+){{0,2}}?(?:given|granted|forthcoming|come|arrived|obtained|issued|received|"
    rf"secured|extended|accorded|materiali[sz]ed)\b"
    rf"|\bno\s+(?:such\s+)?(?:\w+\s+)?{LEAVE}\s+(?:to\s+\w+\s+|for\s+(?:[\w-]+\s+){{1,3}})?(?:has|have|"
    rf"had|was|were|is|will)\s+(?:be\s+|been\s+)?(?:given|granted|forthcoming|come|obtained|issued|received|"
    rf"secured|extended)\b"
    rf"|\b(?:{LIGHT})\s+(?:it\s+|them\s+|him\s+|her\s+|us\s+|{DET}\s+(?:[\w'’-]+\s+){{1,3}}?)?{A_NO}\b"
    r"|\b(?:answer|repl|respond|react)\w*\s+in\s+the\s+negative\b|\banswer\w*\s+(?:was|is|came\s+back|"
    r"remains?|remained)\s*:?\s*(?:an?\s+)?[\"'“]?(?:[\w-]+\s+)?no\b(?!\s+\w+\s+(?:has|had|was))"
    r"|\b(?:shook|shakes|shake|shaking)\s+(?:his|her|their|its)\s+heads?\b|\bput\s+(?:his|her|their|"
    r"its)\s+foot\s+down\b|\b(?:fell|fallen|falls?)\s+on\s+deaf\s+ears\b"
    r"|\b(?:was|were|is|are|be|been|proved?)\s+(?:not|never)\s+(?:been\s+)?forthcoming\b|\b(?:stopped|"
    r"stops?|stopping|fell|falls?)\s+short\s+of\s+(?:granting|giving|agreeing|accepting|approving|consenting|"
    r"allowing|permitting|authori[sz]ing)\b"
    r"|\b(?:no|not\s+any|not\s+the\s+(?:slightest|least)|little|zero|without\s+any)\s+(?:\w+\s+)?(?:intention|"
    r"willingness|readiness|appetite|inclination|desire|wish|interest|question)\s+(?:of|to|for|in|whatsoever)\b"
    r"|\b(?:see|sees|saw|seeing|seen|find|finds|found|ha(?:s|ve|d))\s+no\s+(?:good\s+|valid\s+)?(?:grounds|"
    r"case|reason|point|justification|basis|use|room|place|merit)\s+(?:for|in|to|whatever|whatsoever)\b"
    rf"|\b(?:unwilling|disinclined|not\s+(?:at\s+all\s+|yet\s+)?(?:willing|prepared|minded|inclined|disposed|"
    rf"about|going)|in\s+no\s+(?:mood|hurry|position)|reluctant)\s+to\s+(?:\w+ly\s+)?{YIELD}\b"
    rf"|\b(?:nobody|no\s+one|none|not\s+one|neither|no\s+(?:\w+\s+){{0,2}}?(?:resident|villager|family|"
    rf"household|side|party|command|member|passenger|patient|crew|driver|elder|islander))s?\b(?:\s+[\w'’-]+){{0,6}}?"
    rf"\s+(?:(?:was|is|were|are|seems?|will\s+be|has\s+been)\s+(?:\w+\s+)?(?:willing|prepared|ready|inclined|"
    rf"minded)\s+to|wants?\s+to|wanted\s+to|wishes\s+to|wished\s+to|(?:has|had|have)\s+agreed\s+to|agreed\s+to|"
    rf"consented\s+to|consents\s+to|agrees\s+to|intends?\s+to|intended\s+to)\s+{YIELD}\b"
    rf"|\b(?:will|would|shall|could|can)\s*(?:not|never|n't)\s+(?:\w+ly\s+|ever\s+|even\s+|so\s+much\s+as\s+)?(?:co"
    rf"untenance|contemplate|entertain|tolerate|stand\s+for|hear\s+of|sign\s+off|go\s+along|play\s+along|"
    rf"be\s+a\s+party\s+to|put\s+(?:its|his|her|their|our)\s+name|sanction|condone|endorse|authori[sz]e|"
    rf"clear|bless|support|back|host|give\s+(?:way|in|ground|up)|yield|bend|relent|back\s+down|be\s+(?:budged|"
    rf"drawn\s+out|coaxed|persuaded|rushed|herded|parted|separated|dictated|bullied|blackmailed))\b"
    r"|\b(?:wo|would|ca)n't\s+(?:countenance|contemplate|entertain|tolerate|stand\s+for|hear\s+of|sign\s+off|"
    r"go\s+along|sanction|endorse|authori[sz]e|clear|back|give\s+(?:way|in|up)|yield|budge|leave|go|"
    r"come|be\s+moved)\b"
    r"|^\W*(?:that|this|it)\s+(?:cannot|can't|can\s+not|won't|will\s+not|is\s+not\s+going\s+to|isn't\s+going\s+to|"
    r"shall\s+not)\s+(?:happen|be\s+done|be\s+allowed|work|do|go\s+ahead|take\s+place)\b"
    rf"|\b(?:insist\w*|insistence|ruled|swore|vowed|made\s+(?:it\s+)?(?:clear|plain))\s+that\s+(?:no\s+(?:\w+\s+){{0,2}}?"
    rf"\w+|nobody|no\s+one|nothing|not\s+a\s+single\s+\w+)\s+(?:would|will|could|can|may|shall|should|"
    rf"must)\s+(?:be\s+)?(?:pass|leave|move|go|enter|cross|sail|land|allowed|let|permitted|released|handed|"
    rf"admitted|come)\w*\b"
    r"|\b(?:is|was|are|were|remains?|remained|stays?|stayed|seems?)\s+(?:\w+ly\s+|utterly\s+|quite\s+|"
    r"simply\s+|still\s+)?(?:out\s+of\s+the\s+question|a\s+non-?starter|off\s+the\s+table|off\s+limits\s+as\s+an?|"
    r"unthinkable|not\s+negotiable|non-negotiable|dead\s+in\s+the\s+water|not\s+on\s+(?:the\s+cards|"
    r"offer|the\s+table))\b"
    r"|\b(?:will|would|'ll|'d)\s+(?:sooner|rather|liefer)\s+(?:\w+\s+){1,8}than\s+\w+"
    r"|^\W*no\s+to\s+(?:the\s+)?\w+|\b(?:is\s+|are\s+|was\s+)?(?:simply\s+|quite\s+)?(?:not\s+(?:possible|"
    r"feasible|acceptable|workable|on)|impossible|unacceptable|unworkable|no\s+good|no\s+go)(?=\s*(?:[.,;:!]|"
    r"$))"
    r"|\b(?:we|i|they|he|she)\s+(?:won't|will\s+not|shan't|can't|cannot|would\s+not|wouldn't|shall\s+not)(?=\s*(?:"
    r"[.,;!]|$))"
    r"|\b(?:could|can|cannot|can't|would|will)\s*(?:not|n't)?\s+be\s+(?:met|satisfied|accommodated|entertained|"
    r"fulfilled|acceded\s+to|complied\s+with)\b(?<=t\sbe\smet)"
    r"|\b(?:is|are|was|were)\s+not\s+(?:agreeable|amenable|open|disposed|favourable|receptive|willing|"
    r"prepared|party)\s+to\b"
    r"|\b(?:no|not\s+a)\s+(?:deal|chance|way|thank\s+you|thanks)\b(?=\s*(?:$|[.,;!\"'”]))"
    r"|\b(?:opted|chose|choose|chooses|chosen|elected|decided|resolved|determined|preferred|prefers?|"
    r"insists?\s+on|insisted\s+on|voted|bent\s+on|set\s+on|intent\s+on)\s+(?:instead\s+)?(?:to\s+(?:stay|"
    r"remain|sit\s+(?:it|tight)|hang\s+on|stick|hold\s+on|ride\s+it|see\s+it)|against\s+(?:leaving|going|"
    r"moving|evacuat\w+)|not\s+to\s+(?:leave|go|move|board|evacuate|budge)|staying|remaining)\b",
)
_TAKEN = AnyCase(
    rf"\b{GRANTING}\s+{NP}{PUT}\b"
    rf"|\b{GRANT}\s+(?:it|them|him|her|us|me|{DET}(?:\s+[\w'’-]+){{1,5}}?)?\s*(?:{DET}\s+)?(?:\w+\s+){{0,2}}?{A_YES}"
    rf"\b"
    rf"|\b(?:{PUT}|{LEAVE})\b(?:\s+[\w'’-]+){{0,6}}?\s+(?:(?:has|have|had)\s+)?(?:{BE})\s+{ADV}{PP_GRANT}\b"
    rf"|\b(?:granted|given|accorded|cleared)\s+(?:\w+\s+)?{LEAVE}\b"
    rf"|\b(?:put|puts|set|sets|affixed)\s+(?:its|his|her|their|our)\s+(?:names?|signatures?|hands?|seals?|"
    rf"initials|stamp)\s+to\b|\b(?:shook|shake|shakes)\s+hands?\s+(?:on|over)\b"
    r"|\b(?:ha(?:s|ve|d)|see[ns]?|saw|raise[sd]?|with|there\s+(?:is|was|are|were)|voiced|made)\s+no\s+(?:\w+\s+)?(?"
    r":objections?|quarrel|complaints?|problem)\s*(?:to|with|about|at\s+all|whatsoever|$|[.,;])"
    r"|\b(?:fine|ok|okay|all\s+right|acceptable|agreeable|good)\s+(?:by|with|for|to)\s+(?:us|me|it|them|"
    r"him|her|the\s+\w+|both|all|everyone)\b|\b(?:on\s+board|in\s+agreement|in\s+accord|in\s+favou?r|"
    r"content|happy|at\s+one|comfortable)\s+(?:with|of)\s+(?:the|this|that|it|its|their|these|those|"
    r"an?)\b"
    r"|\b(?:nod|wav|usher|let)\w*\s+(?:the|it|them|its|their|two|three|four|all|both|an?)\b(?:\s+[\w'’-]+){0,4}?\s+"
    r"through\b|\bclear(?:s|ed)\s+(?:the|its|their|our|an?|two|three|both|all)\s+(?:[\w'’-]+\s+){1,4}?(?:to\s+(?:g"
    r"o|proceed|leave|sail|cross|land|pass|move|enter|depart|fly)|for\s+(?:departure|landing|take-off|"
    r"passage|transit))\b"
    r"|\b(?:relent(?:s|ed)|g(?:ives|ave)\s+way|gave\s+in|back(?:s|ed)\s+down|"
    r"climbed\s+down|softened|dropped\s+(?:its|his|her|their)\s+(?:objections?|opposition|veto|resistance))\b"
    r"|\b(?:willing|prepared|ready|happy|content|glad|agreeable|disposed|persuaded|minded)\s+(?:now\s+)?to\s+(?:go"
    r"|leave|move|board|be\s+(?:moved|taken|evacuated)|accept|abide|comply|honou?r|respect|cooperate|"
    r"co-operate|observe|sign)\b"
    r"|^\W*(?:yes|agreed|granted|accepted|approved|affirmative|wilco|done|very\s+well|by\s+all\s+means|"
    r"go\s+ahead|no\s+objections?)\b(?=\s*[.,;!\"'”]|\s*$)"
    r"|\b(?:will|would|shall|'ll)\s+(?:honou?r|respect|observe|abide\s+by|comply\s+with|keep\s+to|stick\s+to|"
    r"adhere\s+to|cooperate|co-operate|accept|live\s+with|go\s+along|take\s+up|take\s+part|sign|be\s+bound\s+by)\b",
)
_UNDONE = re.compile(
    r"\b(?:not|never|n't|no\s+(?:longer|one|side)|nobody|neither|yet\s+to|has\s+yet|ha(?:s|ve)\s+still\s+to|"
    r"refus\w+|declin\w+|fail\w*|before|until|unless|if|once|when|after|whether|without|nor|hop\w+|wait\w*|"
    r"want\w*|await\w*|ask\w*|urg\w*|request\w*|seek\w*|sought|must|should|expect\w*|to\s+be)\b[^.;]{0,32}$",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:not|never|n't|den(?:y|ies|ied)(?:\s+(?:that|having))?|(?:if|unless|should)\s+(?:[\w'’-]+\s+){0,3}?)\s*$",
    re.IGNORECASE,
)
_KNOWN = AnyCase(
    rf"(?<!this\s)\b{NEWS}\b(?:\s+(?!that\b)[\w'’-]+){{0,6}}?\s+(?:(?:has|have|had)\s+)?(?:never\s+|not\s+|n't\s+|"
    rf"only\s+)?(?:was|were|is|are|been|being)?\s*(?:not\s+|never\s+|only\s+|duly\s+|formally\s+|also\s+)?(?:{PASS}"
    rf"\s+(?:to|on\s+to|among|over|round|around|in|across|through|by|at|on|from|into)\b|(?:got|gets|came|"
    rf"come|reached|reaches|arrived?|arrives)\s+(?:to|in|at|from|only|late|by|on|through|the|us|them|"
    rf"him|her|[A-Z])\w*)"
    rf"|\b(?:{PASS.replace('announced', 'announce')}|pass|passes|hand|hands|transmit\w*|send|sends|relays?|"
    rf"conveys?|shares?)\s+(?:on\s+)?(?:{DET}\s+)?(?:[\w'’-]+\s+){{0,4}}?{NEWS}\b(?:\s+[\w'’-]+){{0,5}}?\s+to\b"
    rf"|\b(?:was|were|been|is|are|be)\s+(?:not\s+|never\s+|only\s+)?given\s+(?:no|any|ample|adequate|"
    rf"little|fair|enough|due|proper|formal|written|two|three|an?|the|[\w-]+)\s*(?:[\w'’-]+\s+){{0,2}}?(?:warning|"
    rf"notice|notification|briefing|word|instructions?|details|copy|copies)\b"
    rf"|\b(?:hear|hears|heard|learn(?:s|ed|t)?|knew|know|knows)\s+(?:of|about|nothing|only|by|from|no\s+more|"
    rf"not\s+a\s+word)\b[^.;]{{0,60}}?\b(?:corridor|hours|opening|plan|evacuation|convoy|offer|route|"
    rf"window|pause|truce|order|closure|passage|transfer|radio|neighbours?|television|loudspeakers?|leaflets?|"
    rf"social\s+media|the\s+news)\b"
    r"|\b(?:put|keep|keeps|kept|keeping)\s+(?:[\w'’-]+\s+){0,4}?(?:in\s+the\s+(?:picture|dark|loop)|"
    r"informed|posted|abreast|advised)\b|\bin\s+the\s+dark\s+(?:about|over|on|as\s+to)\b|\b(?:caught|"
    r"taken)\s+(?:unawares|by\s+surprise|off\s+guard)\b|\bunaware\s+of\s+(?:the|any)\b|\b(?:first|last)\s+(?:it|"
    r"they|he|she|we|i)\s+(?:knew|heard)\b"
    r"|\b(?:nobody|no\s+one|none)\s+(?:had\s+|has\s+|have\s+)?(?:briefed|consulted|told|informed|notified|"
    r"warned|alerted|contacted|rang|phoned|called|spoke\s+to|asked)\s+(?:it|us|them|him|her|me|the)\b",
)

_MAY_TELL = AnyCase(
    r"\b(?:word|notice|news|warning|notif\w+|message|letter|text|cop(?:y|ies)|instruct\w+|orders?|timings?|"
    r"hours|coordinates|lists?|terms|schedule|timetable|plans?|details|leaflets?"
    r"|flyers?|note|signal|briefing|briefed|offer|proposal|announcement|ultimatum|reply|answer|map|route|"
    r"manifest|call|telegram|fax|e-?mail|heard|hear|hears|learn\w*|knew|dark|picture|loop|informed|surprise|"
    r"unawares|unaware|consulted|told|contacted)\b",
)


@lru_cache(maxsize=64)
def turned_down(plain: str) -> bool:
    """Whether somebody turns down what was put to him, by a verb or a noun of refusing or a will that is lacking."""
    held = words_of(plain)
    if MAY_TURN.isdisjoint(held) and (MAY_PART.isdisjoint(held) or PARTICLES.isdisjoint(held)):
        return False
    return any(_NOT_SO.search(plain[: hit.start()]) is None for hit in _TURNED.finditer(plain))


@lru_cache(maxsize=64)
def taken_up(plain: str) -> bool:
    """Whether somebody takes up what was put to him; what is denied, awaited or asked for is not taken up."""
    if MAY_TAKE.isdisjoint(words_of(plain)):
        return False
    return any(_UNDONE.search(plain[: hit.start()]) is None for hit in _TAKEN.finditer(plain))


@lru_cache(maxsize=64)
def made_known(plain: str) -> bool:
    """Whether somebody was, or was not, told of what is planned."""
    return _MAY_TELL.search(plain) is not None and _KNOWN.search(plain) is not None
