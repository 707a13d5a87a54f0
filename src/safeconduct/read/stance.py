"""What a speaker does with the content: a lexicon of cue words, then patterns of the content."""

from __future__ import annotations

import re

from safeconduct.model.claim import Hedge, Stance
from safeconduct.read.lexicon import ADJECTIVES, NOUNS, VERBS

JUDGE_VERBS = frozenset(["deem", "judge", "consider", "rule", "declare", "call", "find"])
"""Verbs of judgement whose passive hides who judged ("was deemed impossible")."""

_IMPOSSIBLE = r"(?:impossible|unacceptable|unworkable|unfeasible|infeasible|out of the question|too dangerous)"
_JUDGED_OUT = re.compile(
    rf"\b(?:deemed|judged|considered|ruled|declared|called|found)\b.{{0,40}}?\b{_IMPOSSIBLE}\b", re.I
)
_PROPOSALS = re.compile(
    r"\b(?:offer|request|proposal|corridor|evacuation|plan|ceasefire|truce|pause|appeal|demand)\b", re.I
)
_CLAIMS = re.compile(r"\b(?:claims?|charges?|accusations?|allegations?|reports?)\b", re.I)
_READY = r"\b(?:will|would|shall|ready|prepared|willing|offers?|offered|plans? to|intends? to|is to be|are to be)\b"
_HELP = (
    r"\b(?:corridors?|evacuat\w*|evacuees|humanitarian operation|bring\b.{0,30}\bout|take people|carry people"
    r"|(?:civilians|residents|people|inhabitants|families|wounded)\b.{0,40}\b(?:taken|carried|driven|brought|moved)"
    r"|opportunity|safe passage|buses|convoys?)\b"
)
_OFFER = re.compile(rf"{_READY}.*?{_HELP}|{_HELP}.*?{_READY}", re.I | re.S)
_TAKEN = re.compile(
    r"\b(?:civilians|residents|people|inhabitants|evacuees|families|those who leave)\b.{0,30}"
    r"\b(?:will|would|shall)\b.{0,20}\b(?:taken|carried|driven|brought|moved|evacuated|transported)\b",
    re.I | re.S,
)
_CARRY_OUT = re.compile(r"\b(?:ready|prepared|willing)\b.{0,30}\b(?:operation|evacuation)\b", re.I | re.S)
_CHANCE = re.compile(r"\b(?:gave|given|give|giving|granted|offered)\b.*\b(?:opportunity|chance)\b", re.I | re.S)
_ANNOUNCED = re.compile(r"^(?:an?|the|its)?\s*(?:\w+\s+){0,2}(?:corridor|evacuation|humanitarian pause|truce)\b", re.I)
_MAY = re.compile(r"\b(?:may|might|could|possibly|perhaps|reportedly|apparently)\b")


def stance_of(lemma: str, content: str) -> Stance:
    """Stance of a relation from the lemma of its cue and the words of its content."""
    stance = _of_cue(lemma)
    impossible = re.search(_IMPOSSIBLE, content, re.IGNORECASE) is not None
    if lemma in JUDGE_VERBS and (lemma not in VERBS or _JUDGED_OUT.search(content)):
        return Stance.REFUSES if impossible else Stance.ASSERTS
    if lemma in ("call", "describe") and impossible and _PROPOSALS.search(content):
        return Stance.REFUSES
    if stance is Stance.DENIES and lemma == "reject" and _PROPOSALS.search(content) and not _CLAIMS.search(content):
        return Stance.REFUSES
    if stance is Stance.ASSERTS and any(p.search(content) for p in (_OFFER, _CHANCE, _TAKEN, _CARRY_OUT)):
        return Stance.OFFERS
    if lemma == "announce" and _ANNOUNCED.search(content):
        return Stance.OFFERS
    return stance


def _of_cue(lemma: str) -> Stance:
    """Stance a cue carries by itself."""
    if lemma in VERBS:
        return VERBS[lemma].stance
    return NOUNS.get(lemma) or ADJECTIVES.get(lemma) or Stance.ASSERTS


def hedge_of(content: str, stance: Stance) -> Hedge:
    """How firmly a statement without a number is put."""
    if _MAY.search(content):
        return Hedge.MAY
    return Hedge.ABOUT if stance is Stance.ESTIMATES else Hedge.EXACT
