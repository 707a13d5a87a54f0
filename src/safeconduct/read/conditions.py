"""What is asked in return for movement, and whether it asks something of combatants."""

from __future__ import annotations

import re

from safeconduct.model.claim import ConditionValue, Stance
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase

_CONDITION = AnyCase(
    r"\b(?:(?:corridor|evacuation|transfer|convoy|passage|departure|everything|movement|opening|move|release|boats?|buses)\s+(?:\w+\s+)?(?:depends?|hinges?|rests?)\s+on|on\s+(?:the\s+)?(?:sole\s+|one\s+|strict\s+)?condition\s+(?:that|of)|only\s+if|only\s+with|only\s+when|only\s+after|provided(?:\s+that)?|providing(?:\s+that)?|so\s+long\s+as|as\s+long\s+as"
    r"|unless|in\s+(?:return|exchange)\s+for|subject\s+to|contingent\s+(?:on|upon)|conditional\s+(?:on|upon)|if\s+and\s+only\s+if|(?:a|an|one|its|the|their|our|my|his|her|two|three|on)\s+(?:\w+\s+)?conditions?\s*(?::|\b(?:that|is|are|was|be|being)\b)"
    r"|weather\s+permitting|it\s+a\s+condition|insists?\s+that)\s*[^.;]*",
)
_MILITARY = AnyCase(
    r"\b(?:surrender\w*|white\s+(?:flags?|cloths?)|lay(?:s|ing)?\s+down|put(?:s|ting)?\s+down|hand(?:s|ed|ing)?\s+over\s+(?:its|their|the|all)?\s*(?:weapons|arms|guns)|disarm\w*|weapons|arms\b|rifles|guns?|machine-gun|mortars?|artillery|tanks?|armour|cease\s*-?fire|truce"
    r"|resistance|struggle|(?:holds?|ceases?|stops?|suspends?)\s+(?:their\s+|its\s+|all\s+|the\s+)?(?:fire|firing|shelling|hostilities|attacks)|without\s+fire|withdraw\w*|pull\s+back|garrison|fighters|combatants|checkpoint\s+crew|rockets?|snipers?|given\s+up|drones?|mines|mined|de-?min\w+|shelling|firing|bombardment|bombing|attacks|hostilities|prisoners?\s+of\s+war|prisoners|militias?|militiam[ae]n|gunm[ae]n|armed|unarmed|(?:nobody|no\s+one)\s+fires|brigade\s+(?:leave|withdraw|stop)\w*|fired\s+(?:up)?on|shooting|gunfire|fighting|sniper|uniforms?|tank|guns?\s+(?:are|fall|stay)|checkpoints?\s+(?:be|is|are|were)|warplanes?|shells?|barrage|offensive|cadres?|barricades?|trench\w*|sieges?|blockades?|encirclement|stand(?:s|ing)?\s+(?:down|back)|stood\s+down|men\s+(?:between|aged|of\s+(?:military|fighting)\s+age)|male)\b",
)
_FORCES = AnyCase(
    r"\b(?:soldiers?|troops|units|positions|arm(?:y|ies)|military|patrols?|sentries|outposts?|regiment|battalion|commanders?\s+(?:withdraw|leave|order))\b",
)
"""Those who may as well be there to help: combatants only where the report tells of some."""
_MOVEMENT = re.compile(
    r"\b(?:corridors?|leave|evacuat\w*|open\w*|come\s+out|civilians|safe\s+passage|passage|exit|cross\w*|convoys?|move\w*|transfer\w*|buses|road|boats|walk|out|offer|proposal|agree\w*|hours|camp|go|lowered|cattle|animals|vehicles|ferry|passengers?|residents|people|patients|trucks|lorries|families)\b",
    re.IGNORECASE,
)
_SUBJUNCTIVE = re.compile(
    r"\bthat\b[^.;]{1,80}\bbe\s+(?:\w+ed|present|free|lifted|allowed|given|let|taken|sent|shown|put)\b", re.IGNORECASE
)
_IF = re.compile(
    r"\b(?:if|as\s+soon\s+as|once\s+(?=the|all|its|their|they|it|both|every|that)|in\s+(?:return|exchange)\b)(?!\s+(?:they|people|anyone|residents|families|you)\s+(?:wish|want|choose|like|ask)|\s+(?:possible|needed|necessary))[^.;]*",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"^[\"'\s]*(?:the\s+|an?\s+|any\s+)?(?:immediate\s+|complete\s+|full\s+|prior\s+)*(?:withdrawal|surrender|removal|disarm\w+|exclusion|dismantling|release|handover)\s+of\b",
    re.IGNORECASE,
)
_ONLY_THEN = AnyCase(
    r"\b(?:nobody|no\s+one|no\s+(?:bus|buses|boat|boats|convoy|vehicle|ship|ferry|train|civilians?|residents?|patients?|one)|not\s+(?:a|one)\s+\w+|(?:buses|boats|gates?|corridor|convoy|they|we|it)\s+(?:will|would|shall)\s+(?:not|only))\b[^.;]{0,40}?\b(?P<when>(?:before|until|unless|when|once|if|after)\b[^.;]*)",
)
_RULE = AnyCase(
    r"\b(?:weapons|arms|guns|rifles|knives|uniforms)\s+(?:must|have\s+to|are\s+to|will|shall|stay|remain|be)\b[^.;]{0,60}|\b(?:armed\s+(?:men|persons|people)|fighters|soldiers|anyone\s+(?:armed|carrying\s+(?:arms|weapons|a\s+weapon))|men\s+(?:between|aged|of)\s[^.;]{0,30}?)\s*[\"']?(?:(?:will|may|can|shall)\s+(?:not|be\s+(?:turned|searched|stopped|sent|let|disarmed|allowed|detained))|must|have\s+to|pass\b|cannot)[^.;]{0,60}"
    r"|\b(?:passengers|evacuees|people|everyone|those\s+(?:who\s+)?leav\w+|residents|each\s+\w+|every\s+(?:passenger|evacuee|person|vehicle|bus))\s+(?:must|have\s+to|has\s+to|shall)\s+(?:carry|show|bring|present|register|wear|sign|be\s+(?:searched|registered|screened|checked|unarmed)|submit|hand)\b[^.;]{0,40}",
)
_CLAUSE = re.compile(r"^[\"'\s]*(?:\w+\s+\w+\s*:\s*)?that\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:unless|until|before|without|while|as\s+long\s+as)\b[^.;]*", re.IGNORECASE)
_DEMANDED = re.compile(
    r"\b(?:before|until|unless)\b[^.;]*\b(?:gate|bus|buses|convoy|boats?|anyone|people|passengers|it|corridor|road|opens?|opened|moves?|leaves?|leave|go)\b"
    r"|\bthat\b[^.;]{1,80}\b(?:be|carry|show|wear|register|hand|submit|present|keep|stay|remain)\b|\b(?:inspections?|searches|screening|guarantees?|promises?|assurances?|pledges?|lists?\s+of|escorts?|access\s+for|an\s+end\s+to)\b",
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
    match = _CONDITION.search(plain)
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


def _politics(found: str, plain: str, gives: bool) -> bool:
    """ "Unless" and "as long as" of a threat or a guess set no condition on a movement."""
    weak = re.match(
        r"(?:unless|as\s+long\s+as|so\s+long\s+as|only\s+when|only\s+after|only\s+with|insist)", found, re.IGNORECASE
    )
    return bool(weak) and not gives and not _MOVEMENT.search(plain.replace(found, " "))


def _of_arms(armed: bool, words: str) -> bool:
    """Whether words ask something of combatants; an army in a flood is asked for boats."""
    return bool(_MILITARY.search(words) or (armed and _FORCES.search(words)))
