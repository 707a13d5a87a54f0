"""What a speaker does with the content: what the cue does by itself, corrected by what the words of the content do."""

from __future__ import annotations

import re

from safeconduct.model.claim import Hedge, Stance
from safeconduct.read.lexicon import ADJECTIVES, NOUNS, VERBS
from safeconduct.read.segment import view
from safeconduct.read.speech_acts import IMPOSSIBLE, act_of

JUDGE_VERBS = frozenset(["deem", "judge", "consider", "rule", "declare", "call", "find"])
"""Verbs of judgement whose passive hides who judged ("was deemed impossible")."""

_NAMING = frozenset(["call", "describe", "regard", "consider", "deem", "judge", "find", "label", "dismiss", "brand"])
_JUDGED_OUT = re.compile(
    rf"\b(?:deemed|judged|considered|ruled|declared|called|found)\b.{{0,40}}?\b{IMPOSSIBLE}\b", re.I
)
_IMPOSSIBLE = re.compile(rf"\b{IMPOSSIBLE}\b", re.I)
_PROPOSALS = re.compile(
    r"\b(?:offer|request|proposal|corridor|evacuation|plan|ceasefire|truce|pause|appeal|demand|schedule|timetable)\b",
    re.I,
)
_CLAIMS = re.compile(
    r"\b(?:claims?|charges?|accusations?|allegations?|reports?|figures?|story|rumours?|rumors?)\b", re.I
)
_SCORN = re.compile(
    r"\b(?:trick|trap|cover for|capture|sham|farce|blackmail|provocation|propaganda|crime|betrayal|stunt|kidnapping"
    r"|deportation|theft|criminal|cynical|responsible for)\b",
    re.I,
)
_ANNOUNCED = re.compile(r"^(?:an?|the|its)?\s*(?:\w+\s+){0,2}(?:corridor|evacuation|humanitarian pause|truce)\b", re.I)
_TO_DO = re.compile(
    r"^(?!\W*that\b)(?:[\w',.-]+\s+){1,8}?to (?!be )\w+|^(?!\W*that\b)(?:[\w',.-]+\s+){1,8}?to be (?:out|gone|ready)\b",
    re.I,
)
_COUNTED = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?)\b", re.I)
_MAY = re.compile(r"\b(?:may|might|could|possibly|perhaps|reportedly|apparently)\b")


def stance_of(lemma: str, content: str, cue: str = "", base: Stance | None = None) -> Stance:
    """Stance of a relation: from the lemma of its cue, the words of its content, and the cue as written.

    ``base`` is what the cue does by itself where the lemma does not tell (a noun that is a verb too).
    """
    plain = view(content)
    stance = base if base is not None else _of_cue(lemma)
    if stance is Stance.DENIES and re.search(r"\bnot\b|n't\b", view(cue)):
        return Stance.ASSERTS
    judged = _judged(lemma, plain, stance)
    if judged is not None:
        return judged
    act = act_of(plain)
    named = re.search(r"\bas an? (\w+)$", view(cue))
    if named is not None and named.group(1) in NOUNS:
        return NOUNS[named.group(1)]
    if lemma == "put" and act is Stance.OFFERS:
        return act
    if lemma == "put" and not _COUNTED.search(plain):
        return act or Stance.ASSERTS
    if lemma in ("tell", "instruct") and _TO_DO.search(plain):
        return Stance.DEMANDS
    if lemma == "insist" and not re.match(r"\W*that\b|\"", plain) and cue.endswith(("on", "upon")):
        return Stance.DEMANDS
    if lemma == "warn" and re.search(r"\b(?:may|might|could)\b", plain):
        return Stance.ESTIMATES
    if lemma == "announce" and _ANNOUNCED.search(plain):
        return Stance.OFFERS
    return act or stance if stance is Stance.ASSERTS else stance


def _judged(lemma: str, content: str, stance: Stance) -> Stance | None:
    """What a judgement comes to: "deemed impossible" refuses, "called the charge absurd" denies."""
    impossible = _IMPOSSIBLE.search(content) is not None
    if lemma in JUDGE_VERBS and (lemma not in VERBS or _JUDGED_OUT.search(content)):
        return Stance.REFUSES if impossible else Stance.ASSERTS
    if lemma in ("consider", "deem", "judge", "find") and impossible:
        return Stance.REFUSES
    proposal = _PROPOSALS.search(content) is not None and _CLAIMS.search(content) is None
    if lemma in ("call", "describe") and impossible and proposal:
        return Stance.REFUSES
    if lemma in ("reject", "dismiss", "rebuff") and proposal:
        return Stance.REFUSES
    if lemma in _NAMING and stance in (Stance.ASSERTS, Stance.ESTIMATES) and lemma != "find":
        if re.search(
            r"\b(?:invention|invented|absurd|slander|untrue|false|nonsense|lies?|fabricat\w+)\b", content, re.I
        ):
            return Stance.DENIES
        if _SCORN.search(content):
            return Stance.ACCUSES
    return Stance.ACCUSES if lemma == "hold" and "responsible" in content else None


def _of_cue(lemma: str) -> Stance:
    """Stance a cue carries by itself; "describe" is a "call" that asks for nothing."""
    if lemma in VERBS:
        return VERBS[lemma].stance
    return NOUNS.get(lemma) or ADJECTIVES.get(lemma) or Stance.ASSERTS


def hedge_of(content: str, stance: Stance) -> Hedge:
    """How firmly a statement without a number is put."""
    if _MAY.search(content):
        return Hedge.MAY
    return Hedge.ABOUT if stance is Stance.ESTIMATES else Hedge.EXACT
