"""What words do whatever verb introduces them: an opening announced is an offer, "no, not to Vesk" a refusal.

Each act is a frame over the classes of ``act_words``: who may do what to whom, said of the future, of what is allowed,
or denied. What roads, water and weather will not do is a fact and nobody's refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from safeconduct.model.claim import Stance
from safeconduct.read.act_words import (
    AID,
    CARRIED,
    FALSE,
    FUTURE,
    GIVE,
    HOSTILE,
    IMPOSSIBLE,
    MOVERS,
    NUMBER,
    PASSAGES,
    PEOPLE,
    ROADS,
    TOLD,
    WILL,
    any_of,
)
from safeconduct.read.answer_frames import takes_up, turns_down
from safeconduct.read.lacking import unoffered, unrefused, untaken, without_unrefused
from safeconduct.read.sieve import AnyCase

_SELF = r"(?:it|we|they|he|she|i|both (?:sides|parties)|(?:its|his|her|our) (?:side|people|command|government))"
_WHO = r"(?:it|this|that|all this|all of this|these (?:claims?|reports?|figures?)|such (?:claims?|reports?)|the \w+)"
_VERY = (
    r"(?:(?:all|simply|just|plainly|entirely|completely|utterly|flatly|wholly|pure|an? (?:outright|complete|plain)) )?"
)
_NOT = r"(?:not|never|n't)"
_DENIAL = any_of(
    rf"^\W*(?:that )?{_WHO} (?:is|was|are|were)(?: all| simply| just)? {_VERY}{FALSE}\b",
    rf"^\W*{_VERY}(?:not true|untrue|false|nonsense|absurd|lies|a lie|not gone|not so|rubbish|wrong)\b(?:[.,!;\"]|$)",
    rf"\b(?:allegation|accusation|claim|charge|report|story|rumou?r|figure|suggestion)s?\b[^.;]{{0,60}}?"
    rf"\b(?:is|was|are|were|be) {_VERY}{FALSE}\b",
    r"\bcontrary to (?:what|reports|claims|rumou?rs)\b",
    r"\b(?:we|it|they|he|she|i) (?:categorically |firmly |flatly )?(?:reject|deny|denie[sd]|dispute[sd]?|rejects"
    r"|rejected)"
    r" (?:the|this|that|any|these|all|having) (?:\w+ )?(?:allegation|accusation|claim|charge|report|story|suggestion"
    r"|figure|fired|done)",
    r"\bno (?:truth|substance|basis|foundation)(?: \w+)? (?:in|to|for)\b",
    r"^\W*(?:we|i) (?:\w+ly )?den(?:y|ied)\b",
    r"\bno such\b|\bnever happened\b|\bnothing of the (?:kind|sort)\b|\bnot (?:a word|one word) of it\b",
    r"\b(?:is|was|are|were) (?-i:NOT)\b",
    rf"\b(?:did|have|has|had|do|does)(?: not| never|n't)(?: \w+ly| ever| at any \w+)? {HOSTILE}",
    rf"\bnever (?:once |ever )?(?:been )?{HOSTILE}",
    rf"\bnever (?:been )?{TOLD}\b",
    rf"^\W*(?:that )?{_SELF}(?:'ve|'d| have| has| had)? never (?:once |ever |even )?(?:offered|agreed|accepted|promised"
    r"|guaranteed|approved|consented|refused|rejected|signed|proposed|suggested|pledged|authori[sz]ed|invited)\b",
    rf"\b(?:nobody|no one|none of (?:us|them|our \w+|its \w+))(?: (?!will|would|shall|be\b)\w+){{0,2}}? (?:{HOSTILE}"
    rf"|(?:told|notified|informed|warned) (?:us|it|them|him|her|me)\b)",
    rf"\bno (?:\w+ )?(?:shell|shot|round|order|force|unit|soldier|gun|mortar|rocket|patient|vehicle|warning|weapon"
    rf"|strike|officer|patrol)s?\b[^.;]{{0,30}}\b(?:was|were|has been|have been|had been|ever|came from) ?"
    rf"(?:{HOSTILE}|given|issued|used|made|from|by|turned)?",
    rf"\b(?:has|have|had|was|were) not been {HOSTILE}",
    r"\b(?:is|are) (?:not|n't) (?:shut|destroyed|mined|being (?:held|shelled|used|blocked))\b",
    r"\b(?:was|were)(?: not|n't) (?:us|ours|our|its|their|his|fired|shelled|hit|mined|behind|involved|responsible)\b",
    r"^\W*not (?:us|ours|our|my|on our)\b|\bnot responsible for\b|\bnothing to do with\b",
    r"\b(?:played|had|has|have) no (?:part|role|hand) in\b|\bbears? no (?:blame|responsibility)\b",
    r"\bnobody (?:was|is|has been) (?:ever )?(?:being )?(?:held|used|kept|forced|shielded|stopped)\b",
)
_HEAD = (
    r"(?:(?:correction|update|reply|answer|response|decision|amended|confirmed|correct(?:ed)?|further|later"
    r"|copied|copy|received|ref \w+|re \w+)\s*[,:;\u2013-]+\s*)?"
)
"""How an entry of a log heads its answer."""
_STAY = (
    r"(?:leave|go|move|come out|come|accept|agree|board|register|hand over|let|allow|sign|join|give up|open|send"
    r"|take part|evacuate|permit|admit|receive|release|withdraw|lift|stop|discuss|negotiate|attend|cross|walk|sail"
    r"|surrender|provide|extend|hand|supply|consider|abandon|be moved|be taken|be (?:party|bound|part))"
)
_GRANT = (
    r"(?:accept|agree|allow|permit|take|receive|admit|let|send|open|land|berth|grant|authori[sz]e|guarantee|approve"
    r"|consent|endorse|support|spare|release|host|recogni[sz]e|offer|promise to)"
)
_REFUSAL = any_of(
    r"^\W*(?:no|negative)(?:[,.!;]|\W*$| thanks\b| way\b| to (?!one\b|avail\b))",
    r"^\W*not (?:to )?(?-i:[A-Z])\w+(?: \w+)?\W*(?:$|[.;,])|\bout of the question\b",
    r"^\W*not (?:possible|acceptable|feasible|on|agreed|approved|granted|permitted)\b\W*(?:$|[.;,])",
    r"^\W*(?:then |so )?(?:we|i) (?:stay|remain|are staying|stay put)\b",
    rf"^\W*{_HEAD}(?:unable|denied|declined|refused|rejected|vetoed|overruled|turned down"
    r"|request (?:denied|refused)|permission (?:denied|refused)|no can do"
    r"|impossible|absolutely not|certainly not|never)\b[.,!;\"]?",
    rf"^\W*(?:that )?no (?:\w+ )?(?:transfers?|passage|entry|landing|evacuation|ceasefire|truce|one|body|{MOVERS}"
    rf"|{PEOPLE})\b"
    r"(?! (?:has|have|had|is|are|was|were|exists?|could|been)\b)(?!.{0,40}\b(?:will|would|shall) be (?:stopped|harmed"
    r"|left|searched"
    r"|questioned|charged|held|forced|turned))",
    rf"\b(?:will|would|shall|are|is|they'?re|shes?|he'?s) (?:not|never) (?:be )?(?:going to |prepared to "
    rf"|able to )?{_STAY}\b",
    rf"\b(?:won't|wouldn't|shan't|refuses? to|not going to|no intention (?:of|to)) {_STAY}\b|\bnot going anywhere\b",
    r"\b(?:no intention of|not (?:prepared|ready|willing|disposed|in a position) to|unwilling to|in no position to)\b",
    r"\b(?:we|i|we'll|i'll|they|he|she) (?:will|shall|would|are|am|is)(?: not|n't) (?:be )?(?:\w+ing )?(?!be\b|have\b"
    r"|know\b)\w+",
    r"\bwon't be \w+ing\b|\b(?:we|i)(?:'re|'m) not \w+ing\b",
    rf"^\W*(?:that )?not to {_STAY}\b",
    rf"\bno {MOVERS} (?:could|can|will|would|may|shall)\b",
    rf"\bno {PEOPLE} (?:could|can|will|would|may|shall) (?:be )?(?:leave|go|board|pass|cross|moved?|allowed|permitted"
    rf"|let|enter)\b",
    r"\b(?:nobody|no one|none of \w+) (?:will|would|shall|may|is to) (?:be )?(?:leave|go|board|pass|cross|moved?"
    r"|allowed"
    r"|permitted|let|enter|come)\b",
    r"\b(?:could|can|cannot|can't) (?:not )?be (?:considered|accepted|agreed|met|granted|permitted|allowed|approved"
    r"|contemplated|entertained|countenanced|authori[sz]ed)\b(?<!could be considered)(?<!can be considered)",
    rf"\b(?:found|deemed|judged|considered|called|is|was|be|remains?) (?:\w+ )?{IMPOSSIBLE}\b",
    r"\b(?:is|was|are|were|be) (?:simply |quite )?not (?:possible|feasible|acceptable|workable|practicable|an option"
    r"|on the table|negotiable|on offer|up for \w+|something we)\b",
    r"\bno question of\b|\bout of the question\b|\boff the table\b|\bnot a chance\b|\bnot on these terms\b",
    r"\bunder no circumstances\b|\bnot under (?:any|these|such) \w+\b|\bon no account\b|\bnot at any price\b",
    r"\bthere (?:can|could|will|would|shall|is to) be no\b|\bthere (?:is|was) nothing to (?:discuss|negotiate|talk)",
    r"\brul(?:es|ed|ing) out\b|\bturn(?:s|ed|ing)? (?:\w+ ){0,3}down\b|\b(?:has|have|had) (?:rejected|refused"
    r"|declined)\b",
    rf"\b{PEOPLE}\b.{{0,40}}\b(?:will|would) (?:all )?stay (?:by|in|on|at|behind|inside)\b",
    r"\b(?:will|would) stay (?:until|where|put|with)\b",
    r"\bshall carry none\b",
    rf"\b(?:cannot|can't|can not|unable to|could not|couldn't) {_GRANT}\b(?! to the road)",
    r"(?:\b(?:are|is|am)|'re|'m) (?:not leaving|staying (?:put|here|where|until))\b",
)
_ACCEPTANCE = any_of(
    r"\b(?:has|have|had) been (?:granted|accepted|approved|agreed|authori[sz]ed)\b",
    r"\b(?:is|are|was|were) (?:accepted|granted|approved|agreed|authori[sz]ed)\b",
    rf"^\W*(?:that )?{_SELF} (?:has|have|had|'ve)? ?(?:now |also |finally )?(?:agree[sd]?|accept(?:s|ed)?|approve[sd]?"
    r"|consent(?:s|ed)?|signed|authori[sz]ed|assented)\b(?! that\b)",
    r"\b(?:will|would|shall) (?:accept|take|agree)\b.*\b(?:if|provided|on condition|as long as|so long as)\b",
    r"(?<!way it )(?<!way they )\b(?:will|would|shall) (?:accept|abide by|respect|honou?r|comply with|go along with"
    r"|cooperate|co-operate|agree to"
    r"|observe (?:the|a)|keep to|live with)\b",
    r"\b(?:is|are|was|were) (?:content|happy|satisfied|agreeable|in agreement|fine) (?:to|with)\b",
    r"\b(?:gives?|gave|given) (?:its|his|her|their|our) (?:consent|agreement|blessing|approval|assent)\b",
    rf"^\W*{_HEAD}(?:[A-Z@]\w+, )?(?:yes|agreed|accepted|we accept|we agree|affirmative|wilco|granted"
    r"|permission granted"
    r"|approved"
    r"|ok|okay|understood|roger|deal|fine|very well|all right|go ahead|cleared|we consent"
    r"|no objections?)\b(?! (?:that|by|the|is|was))",
    r"^\W*(?:[A-Z]\w+, )?[\w' ]{2,30} (?:approved|agreed|accepted|granted)\W*$",
    r"\b(?:no|without|raises? no|raised no) objections?\b|\bsa(?:id|ys?) yes to\b|^\W*yes to\b|\bready to accept\b",
)
_ORDERED = (
    r"(?:leave|be (?:out|cleared|evacuated|emptied|removed|lifted|opened|handed|released|withdrawn|left|taken)|evacuate"
    r"|register|surrender|withdraw|hand|clear|go|stop|cease|end|lift|open|let|allow|remain|stay|report|assemble|lay"
    r"|put down|pull|disarm|release|vacate|show|present|comply|give|come|first|carry|wait|keep|turn back|move|hold"
    r"|pay|be (?:searched|inspected|screened|checked|counted|closed|stopped|emptied|let|shut|guaranteed)"
    r"|return|submit|guarantee|accept|sign|recogni[sz]e|account)"
)
_DEMAND = any_of(
    r"^\W*(?:all|everybody|everyone)\b.{0,40}\b(?:to leave|out|below|must)\b",
    r"^\W*(?:mandatory |immediate |full )?evacuation of\b|\bevacuation\b.{0,40}\b(?:leave now|mandatory|compulsory)\b",
    r"\b(?:to )?(?:leave|evacuate|get out|go) (?:now|immediately|at once)\b",
    r"^\W*(?:leave|evacuate|vacate|clear|withdraw|surrender|lay down|put down|hand over|open|lift|stop|release"
    r"|report to"
    r"|proceed to|move out|get out)\b(?! to\b).{0,80}(?:$|[.!\"]|\b(?:by|before|within|at once|immediately|now)\b)",
    rf"\b(?:{PEOPLE}|forces|troops|fighters|army|side|sides|drivers|vehicles|men|weapons|guns|residents of [\w ]+)\b"
    rf".{{0,50}}\b(?:must|have to|has to|need to|needs to|shall|are to|is to) (?:first |all |now |also "
    rf"|not )?{_ORDERED}\b",
    r"\bto be out (?:of|by|before)\b",
    rf"\bmust (?:first |all |now |also |not |at once )?{_ORDERED}\b",
    r"\bneeds? to (?:first |now |immediately )?(?:withdraw|lift|open|stop|cease|release|let|allow|guarantee|hand|lay"
    r"|pull|end)\b",
    r"\bmust (?!have\b|be (?:some|about|at least|between|over|nearly|around)\b)(?:not )?\w+",
    r"\bonly if\b.{0,60}\b(?:hands? over|withdraws?|lays? down|leaves?|surrenders?|pulls? (?:back|out)|stops?"
    r"|ceases?|releases?)\b",
    r"\bare to (?:leave|evacuate|assemble|be out|register|report|remain|stay)\b|\bshall (?:be cleared|be evacuated"
    r"|leave|withdraw)\b",
    r"\b(?:is|are|was|were) (?:hereby )?(?:ordered|required|obliged|instructed|forbidden|banned|prohibited"
    r"|commanded) (?:to|from)\b",
    r"\b(?:put|lay|put|lays|puts) down (?:its|their|your|his|all|the)?\s*(?:arms|weapons|guns)\b",
    r"\bnobody (?:leaves|moves|passes|boards|goes)\b.{0,40}\b(?:till|until|before|unless)\b",
    r"\b(?:weapons|arms|guns|rifles) (?:stay|remain|are left|are handed|go)\b|\bno weapons\b|\bor (?:they"
    r"|you) get nothing\b",
    r"\b(?:is|are) to be (?:handed|lifted|opened|released|withdrawn|cleared|removed|surrendered|left)\b",
)
_REQUEST = any_of(
    r"^\W*(?:please\b|do not \w|don't \w|stay (?:in|away|off|clear)|keep (?:clear|away|off|out|windows)|avoid )",
    r"[.,;] please (?!d\b)\w+|\bplease (?:send|come|let|help|bring|open|hold|take|stay|keep|give|confirm)\b",
    rf"\b(?:{PEOPLE}|residents of [\w ]{{2,40}}) should (?!be able)\w+",
    r"\b(?:is|are|was|were) (?:asked|requested|urged|advised|invited|encouraged|begged|called on) (?:to|not)\b",
    r"^\W*(?:that )?(?:we|it|they|he|she|i|the \w+)(?: urgently| badly| still| also)? (?:asks?|requests?|appeals?"
    r"|urges?|begs?"
    r"|pleads?|calls? (?:on|for))\b",
    rf"\b(?:we|they|it)(?: urgently| badly| desperately| still| now)? needs? (?:{NUMBER}|an?|more|some|two|three|four"
    rf"|help|the)"
    rf"?.{{0,20}}?\b(?:{MOVERS}|{AID})\b",
    rf"^\W*(?:send|bring|get) (?:us|them|help|someone|me|{MOVERS}|{AID}|a|an|more|{NUMBER})\b",
    r"\b(?:would|'d) (?:like|prefer|welcome)\b|\b(?:they|we|families|people) (?:would|'d) rather\b|\b(?:could|can"
    r"|would|will) (?:you|the \w+|someone|anyone) (?:send|let"
    r"|hold|open|help|bring|take|give|spare|come)\b|\blet (?:us|them|the \w+) (?:go|leave|out|through|pass|choose"
    r"|stay)\b",
    r"\b(?:should|ought to) (?:be )?(?:allowed|let|sent|opened|given|brought|taken|extended|evacuated|moved)\b",
)
_CLOCK = r"(?:\d|noon|midnight|dawn|daybreak|first light|sunrise|today|tonight|tomorrow|\w+day|next week)"
_OFFER = any_of(
    rf"\b(?:corridor|passage|gate|route|window|crossing|shelter|road|lane|path|pause)s?\b.{{0,60}}\b{WILL} (?:now "
    rf"|again )?(?:be |stand |stay )?"
    rf"(?:open|opened|operational|reopen)",
    rf"\b{PASSAGES}\b.{{0,60}}\b(?:opens?|to open|stands? open|reopens?|now open|open from|runs? from|begins?"
    rf"|starts?)\b.{{0,25}}\b{_CLOCK}",
    rf"\b{PASSAGES}\b.{{0,60}}\b{WILL} be (?:in force|in effect|available|established|set up|given|granted"
    r"|provided|observed|maintained|laid on|declared)\b",
    rf"\b{WILL} open (?:a|an|the|its) ",
    rf"\b(?:will|would|shall|is to|are to) (?:also |then |each )?be {CARRIED}\b",
    rf"\b{MOVERS}\b.{{0,50}}\b(?:will|would|'d|'ll)(?: also)? (?:run|leave|wait|go|depart|take|carry|cross|berth"
    rf"|arrive|come"
    rf"|bring|sail|fly|lift|shuttle|collect|pick|meet|stand|call|return|be (?:there|waiting|sent|ready|provided"
    rf"|laid))\b",
    rf"\b{MOVERS}\b (?:were|are|have been|had been|was|is) (?:coming|on (?:the|its|their) way|dispatched|sent|ready to"
    rf"|available|standing by|on standby|en route)\b|\b{MOVERS} coming\b",
    r"\b(?:trams|buses|trains|coaches|ferries|boats|shuttles?)\b (?:run|leave|go|depart) (?:to|from|every|at)\b",
    rf"\b(?:can|could) (?:take|carry|receive|house|shelter|be there|send|put up|lend|provide|spare"
    rf"|offer)\b.{{0,40}}(?:{NUMBER}|room|{MOVERS}|{PEOPLE})",
    rf"\bwe(?:'ve| have)? (?:got |are offering |offer |can send )\w+ (?:\w+ ){{0,2}}{MOVERS}\b",
    rf"\bprovides?\b.{{0,20}}\b{MOVERS}\b",
    rf"\b{PEOPLE}\b.{{0,50}}\b(?:may|can|could|(?:is|are) free to|(?:is|are|will be|would be) (?:allowed|able|free) to)"
    r" (?:now |safely )?(?:walk|leave|pass|go|come|cross|board|return|enter|use)\b",
    r"\b(?:it|we|they|he|she|i|command|army|side|forces|troops|government) (?:will|would|shall|'ll) (?:let|allow"
    r"|permit)\b",
    r"\b(?:nobody|no one|none|not one|no \w+)\b.{0,40}\b(?:will|would|shall) be (?:stopped|searched|harmed|questioned"
    r"|detained"
    r"|turned (?:back|away)|left behind|fired|charged|asked|held|hurt|touched|shot|arrested|moved against|forced)\b",
    r"\b(?:nobody|no one) (?:will|would|shall) (?:fire|shoot|shell|attack|move against)\b",
    r"\b(?:safe|free) (?:passage|conduct)\b|\bguarantees? (?:of|for|that|to|the|their|its|safe)\b|\bguaranteed\b",
    r"\byou(?:'ll| will| shall) (?:have|get|be (?:met|collected|picked|lifted|taken|escorted|brought))\b",
    r"\bthere(?:'d| will| would|'ll| is to) be (?!no\b|a (?:second|third)\b|\w+er\b)(?:an?|one|two|three|four"
    r"|five|six|\d+|\w+ty"
    r"|room|\w+ \w*?"
    rf"{MOVERS}|{MOVERS}|{AID})\b",
    rf"^\W*(?:shuttle|transport|buses|coaches|boats?)\W+{NUMBER}\s+\w+",
    r"\b(?:gave|given|give|giving|granted|offered)\b.*\b(?:opportunity|chance)\b",
    rf"\b(?:prepared|willing|ready|able) to\b.{{0,60}}\b(?:{MOVERS}|{PEOPLE}|{AID}|operation|{GIVE})\b",
    rf"\b(?:will|would|shall|offers?|offered|plans? to|intends? to) (?:(?!not\b|never\b)\w+ ){{0,3}}(?:provide|open"
    rf"|organi[sz]e|offer|send|evacuate|bring|carry|take|set up)\b.{{0,60}}\b(?:{MOVERS}|{PEOPLE}|opportunity)\b",
    rf"{FUTURE} (?:also |now |then |still |again |gladly |each )?{GIVE}\b(?! (?:place|part|time|days|effect|over"
    rf"|hours|note|care))",
    r"\b(?:cross|leave|go)\b.{0,60}\bfrom \d\d?[:.]?\d\d\b.{0,8}\bto \d\d?[:.]?\d\d\b",
    r"^(?:an?|the|its)?\s*(?:new )?(?:schedule|timetable)\b",
    r"\bat (?:the|their|its|your|[\w' ]+'s) (?:disposal|service|disposition)\b",
    r"\broom for\b.{0,20}",
    rf"^\W*to (?!take\b|cover\b)(?:{GIVE})\b",
    r"\b(?:is|are|were|was) (?:sending|opening|providing|organi[sz]ing|laying on|putting on|arranging|offering"
    r"|keeping)\b",
    r"\b(?:will|would) (?:send|lay on|put on|receive|host|take in|accommodate|escort|cease fire)\b",
    r"\b(?:will|would) hold (?:its |their |his |our |all )?fire\b",
)
_BLAME = any_of(
    r"^\W*(?:we|i|it|they) (?:accuses?|accused|blames?|blamed|hold(?:s)? \w+ responsible)\b",
    rf"\b(?:your|their|his|enemy|the other side'?s?|opposing|hostile|government) (?:\w+ )?(?:mortars?|guns?"
    rf"|artillery|forces|troops|snipers?"
    rf"|soldiers|shells?|drones?|men|patrols?|engineers|aircraft)\b(?: \w+ly| have| had| has)? {HOSTILE}",
    r"\b(?:forces|troops|artillery|soldiers|fighters|militia|gunners|snipers|army|company|plant|police|guards|men)"
    r" (?:had |have |has )?(?:deliberately |again |repeatedly )?(?:fired on|shelled|opened fire|shot at|bombed|mined"
    r"|looted|blew up|set fire"
    r"|started (?:this|the fire)|are using|were using|is using|was using|are holding|violated|broke the)\b",
    r"\b(?:is|are|was|were|amounts? to|nothing but|no more than) (?:an? |plain |pure )?(?:piracy|murder|massacre"
    r"|robbery|terror"
    r"|extortion|kidnapping|deportation|theft|blackmail|war crimes?|crimes?"
    r"|ethnic cleansing)\b",
    r"\b(?:is|are|was|were) (?:to blame|at fault|responsible) for\b(?<!not responsible for)",
)
_FIGURE = re.compile(
    rf"^\W*(?:that )?(?:(?:well |just )?(?:around|about|roughly|some|perhaps|maybe|fewer than|less than|under|up to"
    rf"|at most|closer to|nearer|between|an estimated|call it)\s+\W?\s*(?:{NUMBER}|\w+ hundred|\w+teen|\w+een)"
    rf"|dozens\b|hundreds\b|\d[\d,.]*\s*(?:to|-|\u2013|or)\s*\d)",
    re.IGNORECASE,
)
_GUESS = AnyCase(
    r"\b(?:could be|might be|let's say|I'd say|call it|I guess|we think|we believe|probably"
    r"|(?:is|are) (?:likely|expected|thought|believed|estimated|feared) to)\b"
    rf"|\b(?:maybe|perhaps|possibly) {NUMBER} (?:persons|people)\b|, maybe \w+"
    r"|^\W*(?:that )?(?:it|we|they|he|she) hopes? (?:to|that)\b"
    r"|\b(?:by|at) (?:our|my|its|their) (?:best )?(?:guess|reckoning|estimate)\b|\bsomewhere between\b"
    r"|\bin the region of\b",
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|remain\w*|live|shelter|stay|wait|need|sleep|left|came"
    r"|boarded|crossed|arrived)\b"
)
_FACT = AnyCase(
    rf"\b{ROADS}\b[^.;]{{0,30}}?\b(?:will|can|would|could)(?:not| not|n't) (?:\w+)"
    rf"|\b{ROADS}\b(?: \w+)? (?:can|could|will|would) (?:take|carry|bear|hold|support|stand) (?:\w+"
    rf" ){{0,3}}?(?:vehicles?|lorr(?:y|ies)|vans?|cars?|buses|trucks?|weight|tonnes?|traffic)\b|\b(?:it|that)"
    r" (?:will|would"
    rf"|won't) not? ?be\b",
)
"""What a bridge will not bear and a river will not do."""
_SENTENCE = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[\"(]?[A-Z@\d])")
_ACTS = (
    (Stance.DENIES, _DENIAL.search),
    (Stance.REFUSES, _REFUSAL.search),
    (Stance.REFUSES, turns_down),
    (Stance.ACCEPTS, _ACCEPTANCE.search),
    (Stance.ACCEPTS, takes_up),
    (Stance.DEMANDS, _DEMAND.search),
    (Stance.OFFERS, _OFFER.search),
    (Stance.REQUESTS, _REQUEST.search),
    (Stance.ACCUSES, _BLAME.search),
)


_LACKS: dict[Stance, Callable[[str], bool]] = {
    Stance.REFUSES: unrefused,
    Stance.ACCEPTS: untaken,
    Stance.OFFERS: unoffered,
}
"""Acts that words may say were not done."""
_RULED = re.compile(r"\brul(?:e|es|ed|ing) out\b", re.IGNORECASE)
_LATER = (Stance.OFFERS, Stance.DENIES, Stance.ESTIMATES)
"""Acts that count in a later sentence, after one that only states something."""
_SHORT = 5


def act_of(content: str) -> Stance | None:
    """What the words themselves do, or None when they only state something. Order: the firmer act first.

    Of several sentences the first counts; after a plain statement, refusals and requests tell of others.
    """
    parts = _SENTENCE.split(content)
    first = _act(parts[0])
    later = [act for part in parts[1:] if (act := _act(part)) in _LATER]
    if first is Stance.REFUSES and Stance.DENIES in later and len(parts[0].split()) < _SHORT:
        return Stance.DENIES  # "Negative. Nobody here gave that order."
    return first or next(iter(later), None)


def _act(content: str) -> Stance | None:
    plain = _FACT.sub("", content)
    for stance, does in _ACTS:
        if not does(plain):
            continue
        if (lacks := _LACKS.get(stance)) is not None and lacks(plain):
            if stance is Stance.REFUSES and does(without_unrefused(plain)):
                return stance
            if stance is not Stance.ACCEPTS and not _RULED.search(plain):
                return Stance.DENIES
        else:
            return stance
    if (_FIGURE.match(content) and not _FINITE.search(content)) or _GUESS.search(content):
        return Stance.ESTIMATES
    return None
