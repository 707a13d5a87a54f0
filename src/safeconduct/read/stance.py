"""What a speaker does with the content: what the cue does by itself, corrected by what the words of the content do."""

from __future__ import annotations

import re

from safeconduct.model.claim import Hedge, Stance
from safeconduct.read.act_words import IMPOSSIBLE, MOVERS, PASSAGES, PEOPLE
from safeconduct.read.announced import announced
from safeconduct.read.inflect import forms
from safeconduct.read.lexicon import ADJECTIVES, NOUNS, VERBS
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase
from safeconduct.read.speech_acts import act_of

JUDGE_VERBS = frozenset(["deem", "judge", "consider", "rule", "declare", "call", "find"])
"""Verbs of judgement whose passive hides who judged ("was deemed impossible")."""

_NAMING = frozenset(["call", "describe", "regard", "consider", "deem", "judge", "find", "label", "dismiss", "brand"])
_JUDGED_OUT = re.compile(
    rf"\b(?:deemed|judged|considered|ruled|declared|called|found)\b.{{0,40}}?\b{IMPOSSIBLE}\b", re.I
)
_IMPOSSIBLE = re.compile(rf"\b{IMPOSSIBLE}\b", re.I)
_PROPOSALS = re.compile(
    r"\b(?:offers?|requests?|proposals?|corridors?|evacuations?|plans?|cease-?fires?|truces?|pauses?|appeals?"
    r"|demands?|schedule"
    r"|timetable|lanes?|passages?|routes?|hours|terms|windows?|transfers?|move|relocation|crossing|convoys?|ideas?|deal"
    r"|invitation|extension|conditions?|order|draft|options?|destination|buses|boats?|camps?|landing|safe conduct"
    r"|talks)\b",
    re.I,
)
_CLAIMS = re.compile(
    r"\b(?:claims?|charges?|accusations?|allegations?|reports?|figures?|story|rumours?|rumors?|numbers?|counts?"
    r"|suggestions?"
    r"|account|version|tally|estimates?|total)\b",
    re.I,
)
_SCORN = re.compile(
    r"\b(?:trick|trap|cover for|capture|sham|farce|blackmail|provocation|propaganda|crime|betrayal|stunt|kidnapping"
    r"|deportation|theft|criminal|cynical|responsible for|cage|prison|piracy|massacre|murder|robbery|terror\w*"
    r"|disgrace|scandal"
    r"|outrage\w*|barbar\w+|ethnic cleansing|shields|starvation|inhuman\w*)\b",
    re.I,
)
_ANNOUNCED = re.compile(
    rf"^\W*(?!that\b)(?:an?|the|its|one|two|three|\d+)?\s*(?:[\w'-]+\s+){{0,3}}(?:{MOVERS}|{PASSAGES})\b(?! (?:is|are"
    rf"|was|were|has|have|had)\b)",
    re.I,
)
_CLAIMED = re.compile(
    r"^\W*(?:the|that|this|these|those|any|such|its|their|his|her)\s+(?:[\w-]+\s+){0,2}(?:claim|charge|figure|number"
    r"|count|report"
    r"|allegation|accusation|total|tally|estimate|story|account)s?\b",
    re.I,
)
_QUESTION = re.compile(r"^\W*(?:whether|if|who|what|when|where|why|how)\b", re.I)
_WISHED = re.compile(
    r"^\W*that\b[^.;]{1,60}?\b(?:be|leave|move|withdraw|register|stop|open|let|allow|surrender|hand|lay|put|keep"
    r"|lift|go|pass|end|carry|show|wait|remain|stay|take|give|return)\b",
    re.I,
)
_BE_DONE = re.compile(
    r"^\W*(?!that\b)(?:(?!to\b|will\b|would\b|can\b|could\b|may\b|might\b|must\b|should\b|shall\b)[\w'-]+"
    r" ){1,6}be (?:\w+ed|\w+en|put|set|let|shut|kept|held|left|brought|sent)\b",
    re.I,
)
_MODAL = re.compile(r"\b(?:will|would|can|could|may|might|to|is|are|was|were|has|have|had|does|did)\b", re.I)
_USED = re.compile(
    rf"\b{PEOPLE}\b.{{0,60}}\bto (?:use|shelter|come|board|leave|cross|sleep|stay|eat|collect|travel|walk|move)\b", re.I
)
_MOVED = re.compile(
    rf"^\W*(?:{PEOPLE}|them|us|you|him|her|everybody|everyone)\b.{{0,30}}?\b(?:brought|taken|moved|flown"
    r"|carried|driven|evacuated|housed|out|on|off|ferried|lifted|sent|set down)\b",
    re.I,
)
"""Whom one wants moved: a wish for them and no demand on somebody."""
_OPEN = frozenset(["put", "advise", "recommend"])
"""Verbs that assert nothing by themselves and yet take on what their content does."""
_TO_DO = re.compile(
    r"^(?!\W*that\b)(?:[\w',.-]+\s+){1,8}?to (?!be )\w+|^(?!\W*that\b)(?:[\w',.-]+\s+){1,8}?to be (?:out|gone|ready)\b",
    re.I,
)
_STATES = re.compile(r"^[^.;]{0,60}?\b(?:they|he|she|it|we|i)(?:'\w+)?\s+(?!to\b)[^.;]*?\bto\b", re.I)
"""A clause of its own before the infinitive: "told the officers they would prefer to remain" orders nothing."""
_COUNTED = AnyCase(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven"
    r"|eigh|nine)ty|dozens?|hundreds?|thousands?)\b",
)
_DENIED = re.compile(r"\b(?:not|never)\b|n't\b", re.I)
_DONE = (Stance.REFUSES, Stance.OFFERS, Stance.ACCEPTS, Stance.DEMANDS)
_MAY = re.compile(r"\b(?:may|might|could|possibly|perhaps|reportedly|apparently)\b")


def stance_of(lemma: str, content: str, cue: str = "", base: Stance | None = None) -> Stance:
    """Stance of a relation: from the lemma of its cue, the words of its content, and the cue as written.

    ``base`` is what the cue does by itself where the lemma does not tell (a noun that is a verb too).
    """
    plain = view(content)
    if lemma == "unanswered":
        return Stance.ASSERTS  # what stays without an answer is nobody's act
    stance = base if base is not None else _of_cue(lemma)
    if stance is Stance.DENIES and re.search(r"\bnot\b|n't\b", view(cue)):
        return Stance.ASSERTS
    if stance in _DONE and base is None and undone(lemma, view(cue)):
        return Stance.ASSERTS  # "did not rule out": no refusal, and no acceptance either
    judged = _judged(lemma, plain, stance)
    if judged is not None:
        return judged
    answered = re.search(r"\bsa(?:y|ys|id) (yes|no) to\b", view(cue))
    if answered is not None:
        return Stance.ACCEPTS if answered.group(1) == "yes" else Stance.REFUSES
    named = re.search(r"\bas an? (\w+)$", view(cue))
    if named is not None and named.group(1) in NOUNS:
        return NOUNS[named.group(1)]
    act = act_of(plain) if stance is Stance.ASSERTS or lemma in _OPEN else None
    special = _by_verb(lemma, plain, cue, act)
    if special is not None:
        return special
    if stance is Stance.ASSERTS and act is None and announced(view(cue), plain):
        return Stance.OFFERS
    return act or stance if stance is Stance.ASSERTS else stance


def undone(lemma: str, cue: str) -> bool:
    """Whether the cue says of its own verb that it was not done; "did not accept" is a refusal by another verb."""
    if not _DENIED.search(cue):
        return False
    after = _DENIED.split(cue, maxsplit=1)[1].lower().split()
    return any(form in after for form in forms(lemma.split("_", maxsplit=1)[0]))


def _by_verb(lemma: str, plain: str, cue: str, act: Stance | None) -> Stance | None:
    """Verbs that do one thing with some contents and another with others; None for all else."""
    counted = _COUNTED.search(plain) is not None
    match lemma:
        case "put" if re.search(r"\bput\w* it\b", cue):
            return act or Stance.ASSERTS
        case "put" if re.search(
            r"\bat (?:the|our|its|their|your|his|her|[\w' ]+'s) (?:disposal|service|disposition)\b", cue + plain
        ):
            return Stance.OFFERS
        case "put" if act is Stance.OFFERS or not counted:
            return act or Stance.ASSERTS
        case "tell" | "instruct" if _TO_DO.search(plain) and not _STATES.match(plain):
            return Stance.DEMANDS
        case "insist" if (act is None or act is Stance.REFUSES) and _subjunctive(plain):
            return Stance.DEMANDS
        case "insist" if not re.match(r"\W*that\b|\"", plain) and cue.endswith(("on", "upon")):
            return Stance.DEMANDS
        case "advise" | "argue" | "decide" | "rule" | "recommend" | "vote" | "speak" if re.search(
            r"\bagainst$", view(cue)
        ):
            return Stance.REFUSES
        case "warn" if re.search(r"\b(?:may|might|could)\b", plain):
            return Stance.ESTIMATES
        case "announce" | "publish" | "schedule" | "declare" if _ANNOUNCED.search(plain):
            return Stance.OFFERS
        case "ask" if _QUESTION.match(plain):
            return Stance.ASSERTS
        case "advise" | "recommend" if re.match(r"\W*that\b", plain) and _MODAL.search(plain):
            return act or Stance.ASSERTS
        case "want" if re.match(r"\W*to\b", plain) or _MOVED.match(plain):
            return Stance.REQUESTS
        case "consider" | "deem" | "judge" if not counted and not re.match(r"\W*that\b", plain):
            return Stance.ASSERTS  # "considers the ferry unserviceable": a judgement, and no number
        case "assure" if _ANNOUNCED.search(re.sub(r"^\W*of\b", "", plain)):
            return Stance.OFFERS
        case "invite" if _USED.search(plain):
            return Stance.OFFERS
        case "doubt" | "refuse" | "question" | "accept" if _CLAIMED.match(plain):
            return Stance.DENIES if lemma != "accept" else None
        case "believe" if not counted and not _MODAL.search(plain):
            return Stance.ASSERTS
        case "count" | "record" | "register" | "certify" if act is Stance.ESTIMATES:
            return Stance.ASSERTS
    return None


def _subjunctive(plain: str) -> bool:
    """ "That the men leave their weapons", "the guns be counted": a wish put as a clause without a modal."""
    if _BE_DONE.match(plain):
        return True
    match = _WISHED.match(plain)
    return match is not None and not _MODAL.search(match.group())


def _judged(lemma: str, content: str, stance: Stance) -> Stance | None:
    """What a judgement comes to: "deemed impossible" refuses, "called the charge absurd" denies."""
    if lemma in JUDGE_VERBS and (lemma not in VERBS or _JUDGED_OUT.search(content)):
        return Stance.REFUSES if _IMPOSSIBLE.search(content) else Stance.ASSERTS
    if lemma in ("consider", "deem", "judge", "find") and _IMPOSSIBLE.search(content):
        return Stance.REFUSES
    named = lemma in ("call", "describe") and _IMPOSSIBLE.search(content) is not None
    turned_down = named or lemma in ("reject", "dismiss", "rebuff")
    if turned_down and _PROPOSALS.search(content) is not None and _CLAIMS.search(content) is None:
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
