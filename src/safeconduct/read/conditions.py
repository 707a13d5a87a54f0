"""What is asked in return for movement, and whether it asks something of combatants."""

from __future__ import annotations

import re

from safeconduct.model.claim import ConditionValue, Stance
from safeconduct.read.persons import THERE
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase, words_of

_CONDITION = AnyCase(
    r"\b(?:(?:corridor|evacuation|transfer|convoy|passage|departure|everything|movement|opening|move|release|boats?|buses)\s+(?:\w+\s+)?(?:depends?|hinges?|rests?)\s+on|on\s+(?:the\s+)?(?:sole\s+|one\s+|strict\s+)?condition\s+(?:that|of)|(?:only\s+|and\s+only\s+)(?:if|with|when|after|once|as\s+long\s+as|so\s+long\s+as|against|in\s+return\s+for|in\s+daylight)|on\s+(?:the\s+)?(?:strict\s+|clear\s+)?(?:understanding|terms|proviso)\s+that|only\s+(?:behind|under|with|in|by)\s+(?:an?\s+|the\s+)?(?:escort|guard|convoy|daylight|permit|pass|supervision|guide)|(?:the\s+)?(?:pre-?requisite|pre-?condition)\s+(?:is|was|for|of|that|:)|with\s+the\s+proviso\s+that|in\s+the\s+event\s+that|assuming(?:\s+that)?|against\s+(?:an?\s+|the\s+)?(?:written|signed|firm|advance|proper|formal)\s+\w+|always\s+provided(?:\s+that)?|pending\s+(?:the\s+|an?\s+)?\w+|when,?\s+and\s+only\s+when|provided(?:\s+that)?|providing(?:\s+that)?|so\s+long\s+as|as\s+long\s+as"
    r"|unless|in\s+(?:return|exchange)\s+for|subject\s+to|contingent\s+(?:on|upon)|conditional\s+(?:on|upon)|if\s+and\s+only\s+if|(?:a|an|one|its|the|their|our|my|his|her|two|three|on)\s+(?:\w+\s+)?conditions?\s*(?::|\b(?:that|is|are|was|be|being)\b)"
    r"|(?:a|the|its)\s+(?:pre-?)?condition\s+(?:for|of)\b|(?:conditional|contingent|dependent)\s+(?:up)?on\b|(?:weather|wind|tide|tides|visibility|sea|swell|ice|fuel|conditions|time|daylight)\s+(?:permitting|allowing|and\s+\w+\s+(?:permitting|allowing))|if\s+(?:the\s+)?(?:weather|wind|tide|visibility|swell|ice|light|fuel|road|bridge|bar|water|river|snow)\s+(?:holds?|allows?|permits?|drops?|lasts?|improves?|falls?|clears?|freezes|lifts)|it\s+a\s+condition|insists?\s+that)\s*[^.;]*",
)
_CONDITION_WORDS = frozenset(
    [
        "depends",
        "depend",
        "hinges",
        "hinge",
        "rests",
        "rest",
        "condition",
        "conditions",
        "only",
        "understanding",
        "terms",
        "proviso",
        "prerequisite",
        "pre-requisite",
        "pre",
        "precondition",
        "pre-condition",
        "preconditions",
        "event",
        "assuming",
        "against",
        "provided",
        "providing",
        "pending",
        "when",
        "long",
        "unless",
        "return",
        "exchange",
        "subject",
        "contingent",
        "conditional",
        "dependent",
        "if",
        "permitting",
        "allowing",
        "insist",
        "insists",
    ]
)
"""Words of which each condition holds one."""
_MILITARY = AnyCase(
    r"\b(?:no\s+(?:soldiers?|troops|patrols?|armed\s+\w+|uniform\w*|weapons)|(?:single\s+)?shots?\s+(?:be|is|are|were)\s+fired|stop(?:s|ped)?\s+shooting|(?:bodies|remains)\s+of\s+[^.;]{0,24}\b(?:men|soldiers|fighters|dead)|silent|nobody\s+(?:moves|moved|fires|fired|shoots)\b(?=[^.;]{0,30}\b(?:bank|line|front|side|ridge|hill))|drones?|surrender\w*|white\s+(?:flags?|cloths?)|lay(?:s|ing)?\s+down|put(?:s|ting)?\s+down|hand(?:s|ed|ing)?\s+over\s+(?:its|their|the|all)?\s*(?:weapons|arms|guns)|disarm\w*|weapons|arms\b|rifles|guns?|machine-gun|mortars?|artillery|tanks?|armour|cease\s*-?fire|truce"
    r"|resistance|struggle|(?:holds?|ceases?|stops?|suspends?)\s+(?:their\s+|its\s+|all\s+|the\s+)?(?:fire|firing|shelling|hostilities|attacks)|without\s+fire|withdraw\w*|pull\s+back|garrison|fighters|combatants|checkpoint\s+crew|rockets?|besiegers|attackers|marines|commandos|snipers?|given\s+up|drones?|mines|mined|de-?min\w+|shelling|firing|bombardment|bombing|attacks|hostilities|prisoners?\s+of\s+war|prisoners|militias?|militiam[ae]n|gunm[ae]n|armed|unarmed|(?:nobody|no\s+one)\s+fires|brigade\s+(?:leave|withdraw|stop)\w*|fired\s+(?:up)?on|shooting|gunfire|fighting|sniper|uniforms?|tank|guns?\s+(?:are|fall|stay)|checkpoints?\s+(?:be|is|are|were)|warplanes?|shells?|barrage|offensive|cadres?|barricades?|trench\w*|sieges?|blockades?|encirclement|stand(?:s|ing)?\s+(?:down|back)|stood\s+down|men\s+(?:between|aged|of\s+(?:military|fighting)\s+age)|male)\b",
)
_AT_ARMS = AnyCase(rf"\b(?:{THERE})\b")
_FORCES = AnyCase(
    r"\b(?:soldiers?|troops|units|positions|arm(?:y|ies)|military|patrols?|sentries|outposts?|regiment|battalion|commanders?\s+(?:withdraw|leave|order))\b",
)
"""Those who may as well be there to help: combatants only where the report tells of some."""
_MOVEMENT = re.compile(
    r"\b(?:corridors?|leave|evacuat\w*|open\w*|come\s+out|civilians|safe\s+passage|passage|exit|cross\w*|convoys?|move\w*|transfer\w*|buses|road|boats|walk|out|offer|proposal|agree\w*|hours|camp|go|lowered|cattle|animals|vehicles|ferry|passengers?|residents|people|patients|trucks|lorries|families|silent|quiet|pause|truce|fire|barges?|launch(?:es)?|tugs?|helicopters?|crew|sail|runs?|shelter|seminary|school|hall)\b",
    re.IGNORECASE,
)
_SUBJUNCTIVE = re.compile(
    r"\bthat\b[^.;]{1,80}\bbe\s+(?:\w+ed|present|free|lifted|allowed|given|let|taken|sent|shown|put)\b", re.IGNORECASE
)
_IF = re.compile(
    r"\b(?:if|as\s+soon\s+as|once\s+(?=the|all|its|their|they|it|both|every|that)|in\s+(?:return|exchange)\b)(?!\s+(?:they|people|anyone|residents|families|you)\s+(?:wish|want|choose|like|ask)|\s+(?:possible|needed|necessary))[^.;]*",
    re.IGNORECASE,
)
_WOULD = re.compile(
    r"\b(?:will|would|can|could|may|'ll|'d|shall|ready\s+to|prepared\s+to|willing\s+to|happy\s+to|able\s+to)\s+(?!not\b|never\b)(?:\w+ly\s+|also\s+|then\s+|again\s+"
    r"|gladly\s+|all\s+)?(?:leave|go|walk|come|move|sail|fly|run|cross|sign|crew|land|lift|let|allow|accept|agree|stop\s+(?:firing|shooting)|hold|send|take|open|keep|put|bring"
    r"|carry|lend|release|give|provide|escort|return|evacuate|receive|shelter|be\s+(?:had|taken|moved|allowed|let|released|opened|brought|lifted|evacuated|escorted)|consider|restart|try|start|make|stay\s+(?:open|silent))\b",
    re.IGNORECASE,
)
"""Somebody would do something, if; what water and fire will do is no movement."""
_THEN = AnyCase(
    r"\b(?:if|as\s+soon\s+as|when|whenever|once|the\s+moment|the\s+instant|the\s+minute|after)\s+(?!you\b|they\s+(?:wish|want|choose|like)\b|and\s+(?!only)|possible|needed|necessary|asked|required|in\s+doubt)[^.;,]{6,}"
    r"|\bshould\s+(?:the|a|an|any|its|their|that|this)\s+[^.;]{4,}",
)
_HAPPENS = AnyCase(
    r"\b(?:flood|fire|flames|water|river|dyke|dam|wall|smoke|cloud|bank|ice|storm|town|wind|lava|food|fuel|stocks?|supplies|power|bridge|road)\s+(?:will|would|can|could|may)\b",
)
_TERMS = AnyCase(
    r"\b(?:an?|its|the)\s+(?:pre-?)?condition\W*$|\b(?:ma[dk]e[s]?|made|set|sets|named|called|puts?|laid\s+down)\s+[^.;]{3,60}?\b(?:an?\s+|the\s+|its\s+)?(?:pre-?)?condition\b|\b(?:insist\w*|depend\w*|hing\w+|conditional|contingent)\s+(?:up)?on\b[^.;]{3,}|\b(?:those|these|such)\s+(?:are|were)\s+(?:our|its|the|their|his|her|my)\s+(?:only\s+)?(?:terms|conditions)|\b(?:our|its|their|his|her|my)\s+(?:only\s+)?(?:terms|conditions?)\s+(?:are|is|were|was)\b"
    r"|\bno\s+\w+,\s+no\s+(?:evacuation|boats?|buses|convoy|deal|passage|lift|crossing)\b|\bin\s+(?:return|exchange)\b|\b(?:any|only\s+a)\s+\w+\s+that\s+[^.;]{3,40},\s+and\s+no\s+other",
)
_TAKEN_BACK = re.compile(
    r"^[\"'\s]*(?:the\s+|an?\s+|any\s+)?(?:immediate\s+|complete\s+|full\s+|prior\s+)*(?:withdrawal|surrender|removal|disarm\w+|exclusion|dismantling|release|handover)\s+of\b",
    re.IGNORECASE,
)
_ONLY_THEN = AnyCase(
    r"\b(?:nobody|no\s+one|no\s+(?:bus|buses|boat|boats|convoy|vehicle|ship|ferry|train|civilians?|residents?|patients?|one)|not\s+(?:a|one)\s+\w+|(?:buses|boats|gates?|corridor|convoy|they|we|it)\s+(?:will|would|shall)\s+(?:not|only))\b[^.;]{0,40}?\b(?P<when>(?:before|until|unless|when|once|if|after)\b[^.;]*)",
)
_RULE = AnyCase(
    r"\b(?:weapons|arms|guns|rifles|knives|uniforms)\s+(?:must|have\s+to|are\s+to|will|shall|stay|remain|be)\b[^.;]{0,60}|\b(?:armed\s+(?:men|persons|people)|fighters|soldiers|anyone\s+(?:armed|carrying\s+(?:arms|weapons|a\s+weapon))|men\s+(?:between|aged|of)\s[^.;]{0,30}?)\s*[\"']?(?:(?:will|may|can|shall)\s+(?:not|be\s+(?:turned|searched|stopped|sent|let|disarmed|allowed|detained))|must|have\s+to|pass\b|cannot|(?:who\s+(?:wish|want)\s+to\s+\w+\s+)?(?:are|is)\s+to\s+(?:do\s+so|leave|come|register|walk|go|hand))[^.;]{0,60}"
    r"|\b(?:passengers|evacuees|people|persons|everyone|everybody|anyone|anybody|those\s+(?:who\s+)?leav\w+|residents|families|households|owners|visitors|crews?|drivers|each\s+\w+|every\s+(?:passenger|evacuee|person|vehicle|bus))(?:\s+(?:arriving|wishing|who|leaving|boarding|travelling|entering|coming|seeking)\b[^.;,]{0,40}?)?\s+(?:must|(?:will\s+)?have\s+to|has\s+to|shall|(?:are|is)\s+required\s+to|need\s+to)\s+(?:carry|show|bring|present|register|wear|sign|produce|hold|have|surrender|leave|be\s+(?:searched|registered|screened|checked|unarmed)|submit|hand)\b[^.;]{0,40}",
)
_RULES = AnyCase(
    r"\b(?:nobody|no\s+one|no\s+(?:passenger|vehicle|bus|boat|person|resident|civilian|evacuee|patient|driver|family|convoy)s?)\s+(?:[\w']+\s+){1,5}?without\s+[^.;]{3,}"
    r"|\b(?:whoever|anyone\s+who|anybody\s+who|everyone\s+who|all\s+who|those\s+who|any\s+\w+\s+that)\s+[^.;]{2,40}?\b(?:has\s+to|have\s+to|must|needs?\s+to|is\s+to|are\s+to|will\s+have\s+to|shall)\b[^.;]*"
    r"|\bonly\s+(?:in\s+(?:the\s+)?case|on\s+(?:the\s+)?(?:condition|understanding|basis)|in\s+exchange|in\s+return|under\s+(?:the\s+)?(?:condition|flag)|so\s+long|as\s+long|for\s+as\s+long|provided|where|while|with)\b[^.;]+"
    r"|\b(?:under|with|on)\s+the\s+(?:condition|proviso|stipulation|understanding)\s+(?:that|of)\b[^.;]+|\b(?:stipulation|proviso|caveat|string|price|catch|rider)\s*(?::|is\s+that|was\s+that)\s*[^.;]+"
    r"|\b(?:tie[sd]?|tying|link(?:s|ed)?|peg(?:s|ged)?|made|makes?)\s+[^.;]{2,40}?\s+(?:to|conditional\s+on|contingent\s+on|dependent\s+on|hinge\s+on)\s+(?:the|an?)\s+(?:prior\s+|full\s+|complete\s+)?(?:removal|withdrawal|release|return|surrender|end|lifting|clearance|clearing|handover|departure|halt|exchange|inspection|search)\b[^.;]*"
    r"|\b(?:failing|short\s+of|absent)\s+(?:an?|the|that|such|any)\s+\w+[^.;]*",
)
"""What whoever comes must do or have, and what a consent is tied to."""
_CLAUSE = re.compile(r"^[\"'\s]*(?:\w+\s+\w+\s*:\s*)?that\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:unless|until|before|without|while|as\s+long\s+as)\b[^.;]*", re.IGNORECASE)
_DEMANDED = re.compile(
    r"\b(?:before|until|unless)\b[^.;]*\b(?:gate|bus|buses|convoy|boats?|anyone|people|passengers|it|corridor|road|opens?|opened|moves?|leaves?|leave|go)\b"
    r"|(?<!so )\bthat\b[^.;]{1,80}\b(?:be|carry|show|wear|register|hand|submit|present|keep|stay|remain)\b"
    r"|\b(?:inspections?|searches|screening|guarantees?|promises?|assurances?|pledges?|lists?\s+of|escorts?"
    r"|access\s+for|an\s+end\s+to)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:be|been)\s+(?:\w+ly\s+)?(?:evacuated|moved|brought|taken|opened|reopened|cleared|released|allowed|let|sent|emptied|lifted|set\s+down|flown|transferred|escorted|extended|provided|out\b)|\bevacuat\w+\s+of\b|\bleave\s+(?:the|their|now|by|at|before|between)",
    re.IGNORECASE,
)
_WEAPONS = re.compile(
    r"\b(?:lay(?:s|ing)?\s+down|put(?:s|ting)?\s+down|hand(?:s|ing)?\s+over|surrender\w*|weapons|disarm\w*|withdraw\w*\s+(?:of|from|to|its|their|all|the)|pull\s+back|shelling|cease-?\s?fire|hold\s+(?:its|their)\s+fire)\b",
    re.IGNORECASE,
)
_GIVES = (Stance.ACCEPTS, Stance.OFFERS, Stance.DEMANDS)
_MARKED = AnyCase(
    r"\b(?:on\s+(?:the\s+|one\s+)?condition\s*(?:that|:)?|provided(?:\s+that)?|only\s+if|unless|as\s+long\s+as|in\s+(?:return|exchange)\s+for|subject\s+to|conditions?\s*:|as\s+a\s+condition)\s*$",
)
_PASSED = re.compile(
    r"\b(?:had|was|were|did|has|have|nobody|no\s+one)\b[^.;]{0,20}\b(?:left|moved|been|let|gone|go)\b", re.IGNORECASE
)
_SOMEBODY_MUST = re.compile(
    r"if\s+(?:the|its|their|all|both|every)\s+[^.;]{3,40}\b(?:allows?|agrees?|permits?|consents?|approves?|lets?|holds?|stops?|withdraws?|signs?|guarantees?|accepts?)\b",
    re.IGNORECASE,
)
_WEST = re.compile(r"heavy weapons|\bWest")


def condition(
    text: str, stance: Stance, *, armed: bool = True, lemma: str = "", before: str = "", following: str = ""
) -> ConditionValue | None:
    """What is asked in return for movement; ``military`` when it asks something of combatants.

    ``armed``: the report tells of combatants, so that a demand on weapons is a demand on them.
    """
    plain = view(text).replace("\n", " ")
    match = _CONDITION.search(plain) if not _CONDITION_WORDS.isdisjoint(words_of(plain)) else None
    if match is None and _MARKED.search(view(before)):
        return ConditionValue(military=_of_arms(armed, plain), as_written=text)
    behind = _CONDITION.match(view(following).lstrip(" ,")) if match is None and stance in _GIVES else None
    if behind is not None:
        return ConditionValue(military=_of_arms(armed, behind.group()), as_written=text)
    gives = stance in (Stance.ACCEPTS, Stance.OFFERS, Stance.DEMANDS)
    if (
        match is not None
        and (gives or _MOVEMENT.search(plain) or "condition" in match.group().lower())
        and not _politics(match.group(), plain, gives)
    ):
        return ConditionValue(
            military=_of_arms(armed, match.group()), as_written=text[match.start() : match.end()].strip()
        )
    if (
        stance is Stance.ASSERTS
        and (told := _ONLY_THEN.search(plain) or _RULE.search(plain)) is not None
        and not _PASSED.search(plain)
    ):
        return ConditionValue(
            military=_of_arms(armed, told.group()), as_written=text[told.start() : told.end()].strip()
        )
    demanded = (
        (_DEMANDED.search(plain) or _CLAUSE.match(plain) or _TAKEN_BACK.match(plain))
        if stance is Stance.DEMANDS
        else None
    )
    if demanded is not None and not _MOVES.search(plain):
        return ConditionValue(military=_of_arms(armed, plain), as_written=text)
    conditional = _IF.search(plain) if stance in (Stance.ACCEPTS, Stance.OFFERS) else None
    if conditional is not None and (
        stance is Stance.ACCEPTS or _of_arms(armed, conditional.group()) or _SOMEBODY_MUST.match(conditional.group())
    ):
        return ConditionValue(
            military=_of_arms(armed, conditional.group()),
            as_written=text[conditional.start() : conditional.end()].strip(),
        )
    rule = _RULES.search(plain) if stance is not Stance.DENIES else None
    if rule is not None and not _PASSED.search(plain):
        return ConditionValue(
            military=_of_arms(armed, rule.group()), as_written=text[rule.start() : rule.end()].strip()
        )
    put = _put_so(plain) if stance in (Stance.ASSERTS, *_GIVES, Stance.ESTIMATES) else None
    if put is not None:
        return ConditionValue(military=_of_arms(armed, put.group()), as_written=text[put.start() : put.end()].strip())
    until = _UNTIL.search(plain) if stance is Stance.REFUSES else None
    if until is not None and armed and _of_arms(armed, until.group()):
        return ConditionValue(military=True, as_written=text[until.start() : until.end()].strip())
    if stance is Stance.DEMANDS and (re.search(r"condition", lemma + before) or (armed and _SUBJUNCTIVE.search(plain))):
        return ConditionValue(military=_of_arms(armed, plain), as_written=text)
    if stance is Stance.DEMANDS and _WEAPONS.search(plain) and not _WEST.search(plain):
        return ConditionValue(military=True, as_written=text)
    asks = stance is Stance.DEMANDS or (stance is Stance.REQUESTS and not re.search(r"without\s+fire", plain))
    if asks and armed and _of_arms(armed, plain) and not _WEST.search(plain):
        return ConditionValue(military=True, as_written=text)
    return None


def _put_so(plain: str) -> re.Match[str] | None:
    """ "I can come alongside as soon as she stops rolling", "those are our terms": a condition set in plain words."""
    terms = _TERMS.search(plain)
    if terms is not None:
        return terms
    then = _THEN.search(plain)
    if then is None or _HAPPENS.search(plain) or _PASSED.search(plain):
        return None
    rest = plain[: then.start()] + " ; " + plain[then.end() :]
    return then if _WOULD.search(rest) else None


def _politics(found: str, plain: str, gives: bool) -> bool:
    """ "Unless" and "as long as" of a threat or a guess set no condition on a movement."""
    weak = re.match(
        r"(?:unless|as\s+long\s+as|so\s+long\s+as|only\s+when|only\s+after|only\s+with|insist)", found, re.IGNORECASE
    )
    return bool(weak) and not gives and not _MOVEMENT.search(plain.replace(found, " "))


def _of_arms(armed: bool, words: str) -> bool:
    """Whether words ask something of combatants; an army in a flood is asked for boats."""
    return bool(_MILITARY.search(words) or _AT_ARMS.search(words) or (armed and _FORCES.search(words)))
