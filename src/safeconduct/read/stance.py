"""What a speaker does with the content: a lexicon of cue words, then patterns of the content."""

from __future__ import annotations

import re

from safeconduct.model.claim import Hedge, Stance

_VERBS = {
    Stance.ASSERTS: (
        "say tell announce state report add note write explain confirm claim declare argue suggest reveal describe"
        " acknowledge tweet continue recall conclude insist maintain assert contend emphasize emphasise stress mention"
        " remark comment indicate inform testify disclose admit concede respond reply answer reiterate repeat clarify"
        " affirm post warn stipulate specify observe point"
    ),
    Stance.ESTIMATES: "estimate believe think expect predict assume reckon suspect fear hope doubt assess anticipate",
    Stance.DENIES: "deny dismiss dispute rebuff refute reject",
    Stance.REFUSES: "refuse decline",
    Stance.ACCEPTS: "accept agree approve welcome",
    Stance.ACCUSES: "accuse blame allege condemn criticize criticise denounce lament complain",
    Stance.REQUESTS: "request ask urge appeal plead beg call invite renew",
    Stance.OFFERS: "offer propose pledge promise vow guarantee",
    Stance.DEMANDS: "demand order threaten instruct require",
}
CUES: dict[str, Stance] = {lemma: stance for stance, lemmas in _VERBS.items() for lemma in lemmas.split()}
"""Stance a cue verb carries by itself, by lemma."""

NOUNS: dict[str, Stance] = {
    "claim": Stance.ASSERTS,
    "statement": Stance.ASSERTS,
    "announcement": Stance.ASSERTS,
    "warning": Stance.ASSERTS,
    "request": Stance.REQUESTS,
    "call": Stance.REQUESTS,
    "appeal": Stance.REQUESTS,
    "plea": Stance.REQUESTS,
    "demand": Stance.DEMANDS,
    "ultimatum": Stance.DEMANDS,
    "accusation": Stance.ACCUSES,
    "allegation": Stance.ACCUSES,
    "charge": Stance.ACCUSES,
    "offer": Stance.OFFERS,
    "proposal": Stance.OFFERS,
    "denial": Stance.DENIES,
}
"""Stance a nominal cue carries ("renewed his request for"), by lemma of the noun."""

LIGHT_VERBS = frozenset(
    ("make", "issue", "renew", "repeat", "reiterate", "launch", "voice", "lodge", "file", "submit", "withdraw")
)
"""Verbs that only carry a nominal cue."""

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
    stance = CUES.get(lemma, NOUNS.get(lemma, Stance.ASSERTS))
    impossible = re.search(_IMPOSSIBLE, content, re.IGNORECASE) is not None
    if lemma in JUDGE_VERBS and (lemma not in CUES or _JUDGED_OUT.search(content)):
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


def hedge_of(content: str, stance: Stance) -> Hedge:
    """How firmly a statement without a number is put."""
    if _MAY.search(content):
        return Hedge.MAY
    return Hedge.ABOUT if stance is Stance.ESTIMATES else Hedge.EXACT
