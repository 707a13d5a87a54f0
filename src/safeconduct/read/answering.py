"""Which claim an answer answers: what a denial denies, and the offer or request a refusal turns down.

An answer points at words before it ("this", "the charge", "the offer"), at a place, or repeats what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from safeconduct.model.claim import AnswerValue, Claim, DestinationValue, Stance

Apart = Callable[[Claim, Claim], bool]

_ANAPHOR = re.compile(
    r"\b(?:similar\s+claims?|any\s+such|no\s+such|such\s+an?|them|it|this|that|these|those|so|the\s+(?:last\s+part|charge|claim|accusation|allegation|report|complaint|figure|story|rumou?r|account|number|statement)s?)\b",
    re.IGNORECASE,
)
_FLAT_NO = re.compile(
    r"^[\"'“”\s]*(?:(?:this|that|it)\s+(?:is|was)\s+)?(?:not\s+(?:true|so)|untrue|false|nonsense|absurd|lies?|a\s+lie|wrong|rubbish|invented|an?\s+invention)\b",
    re.IGNORECASE,
)
_CHARGE = re.compile(r"\b(?:charge|accusation|allegation|complaint|claims?)s?\b", re.IGNORECASE)
_FIGURE = re.compile(r"\b(?:figures?|numbers?|counts?|totals?|tall(?:y|ies))\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d,.])\d[\d,]*\d(?![\d,.]*\d)")
_OFFER = re.compile(r"\b(?:offers?|proposals?|plans?|ideas?|schedule|terms|invitation)\b", re.IGNORECASE)
_SHORT_NO = re.compile(
    r"\b(?:negative|no\s+thanks|request|it|this|that|premature|impossible|unacceptable|out\s+of\s+the\s+question|keep\s+clear|refused|rejected)\b|^[\"'“”\s]*no\b",
    re.IGNORECASE,
)
_NOT_ANSWERED = re.compile(
    r"\b(?:to\s+(?:leave|go|move|be\s+moved|come|evacuate)|leave|search|will\s+(?:not|stay)|won't|animals|dog|without)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:told|informed|notified|warned|consulted)\b", re.IGNORECASE)
_ENDING = re.compile(r"(?:ings?|ed|ers?|es|s|e)$")
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "have",
        "been",
        "were",
        "their",
        "they",
        "would",
        "which",
        "about",
        "said",
        "will",
        "also",
        "into",
        "there",
        "than",
        "more",
        "some",
        "what",
        "when",
        "could",
        "having",
        "being",
        "anyone",
        "people",
    ]
)
_DENIED = re.compile(
    r"\b(?:reject|den(?:y|ies|ied)|dismiss)\w*\s+(?:the|this|that|these|any)\s+(?:\w+\s+)?(?:allegation|claim|charge|accusation|report|suggestion|complaint|figure)s?\b"
    r"|\b(?:charge|accusation|claim|allegation|figure|report|complaint|story)s?\b[^.;]{0,20}\b(?:slander|absurd|nonsense|untrue|false|inventions?|a\s+lie|lies|ridiculous|baseless|unfounded)\b"
    r"|^[\"'“”\s]*not\s+\w+\.|\bcontrary\s+to\s+what\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|would|shall|can|could|are\s+to|is\s+to|to\s+be|offer\w*|ready|prepared|ask\w*)\b", re.IGNORECASE
)
_STAYS = re.compile(
    r"\b(?:will|would|shall)\s+(?:all\s+)?stay\b|\bstay(?:ing)?\s+(?:put|where|behind|until)\b|\b(?:not|never|n't)\s+(?:be\s+)?"
    r"(?:going\s+(?:to\s+)?)?(?:leav\w+|go|mov\w+|com\w+|evacuat\w+)\b|^\W*to\s+(?:leave|go|move|be\s+moved|evacuate)\b",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"\b(?:leave|evacuat\w+|cleared|be\s+out|get\s+out|go|moved?|taken|brought|vacate)\b", re.IGNORECASE
)
_FLATLY = re.compile(r"^[\"'“”\s]*(?:negative|no)\b[.,!]", re.IGNORECASE)
_WAYS = frozenset(("bridg", "road", "rout", "corrid", "cross", "gat", "ferry", "highwa", "tunnel", "street", "track"))
"""Stems by which two statements name one place and nothing more."""
_MEANS = re.compile(
    r"\b(ambulance|bus|coach|boat|ferr|train|helicopter|lorr|truck|convoy|barge|ship|shelter|camp)(?:s|es|y|ies)?\b",
    re.IGNORECASE,
)
_NO_WORD = re.compile(
    r"\b(?:not|n't|never)\s+(?:\w+\s+)?(?:respond|answer|repl|comment|react)|\b(?:silent|unanswered|no\s+(?:comment|reply|answer))",
    re.IGNORECASE,
)
_NEVER_DID = re.compile(
    r"^[\"'“”\s]*(?:that\s+)?(?:i|we|it|he|she|they)(?:['’]ve|['’]d|\s+have|\s+has|\s+had)?\s+never\s+(?:\w+\s+)?\w+ed\b",
    re.IGNORECASE,
)
_DONE = (Stance.ACCEPTS, Stance.OFFERS, Stance.REFUSES)
NEAR = 2
"""Claims in between, at most, when an answer says nothing of what it answers but repeats a word of it."""


def said(claim: Claim) -> str:
    """The words of a claim."""
    return " ".join(span.quote for span in claim.content)


def stems(text: str) -> frozenset[str]:
    """Words of four letters and more without their endings, so that "mined" and "mines" meet."""
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(_ENDING.sub("", word)[:6] for word in words if word not in _COMMON)


def denies(claim: Claim) -> bool:
    """True for a denial, by its stance or, of a plain statement, by its words."""
    words = said(claim)
    flat = claim.attributed and claim.stance is Stance.ASSERTS and (_FLAT_NO.search(words) or _DENIED.search(words))
    return claim.stance is Stance.DENIES or bool(flat)


def asks(claim: Claim) -> bool:
    """True for what can be refused: an offer, a request, a demand, and what is announced to come."""
    if claim.stance in (Stance.OFFERS, Stance.REQUESTS, Stance.DEMANDS):
        return True
    announced = any(claim.value(slot) is not None for slot in ("window", "destination", "transport"))
    return claim.stance is Stance.ASSERTS and announced and bool(_WILL.search(said(claim)))


def denied(rows: Sequence[Claim], apart: Apart) -> Iterable[tuple[Claim, Claim]]:
    """Each denial with the claim it stands against; ``rows`` are the claims of one report in text order."""
    for number, denial in enumerate(rows):
        if not denies(denial):
            continue
        told = [c for c in rows[:number] if apart(c, denial) or c.relayed_by not in (None, denial.id)]
        before = [c for c in told if not denies(c) and not _says_nothing(c)]
        target = (
            _counted(denial, before, [c for c in rows[number + 1 :] if apart(c, denial) and not denies(c)])
            or next((c for c in reversed(before) if act_denied(denial, c)), None)
            or _pointed(said(denial), before, rows)
            or _repeated(denial, before, rows[number + 1 :], apart)
        )
        if target is not None:
            yield denial, _innermost(target, denial, rows)


def act_denied(denial: Claim, told: Claim) -> bool:
    """Whether one says that it never did what another tells of it: "I never offered that"."""
    own = _NEVER_DID.match(said(denial)) is not None and denial.party is not None
    return own and denial.party == told.party and told.relayed_by is not None and told.stance in _DONE


def _says_nothing(claim: Claim) -> bool:
    """What nobody can deny: that somebody did not answer, or a thing offered, named and no more."""
    if _NO_WORD.search(" ".join(span.quote for span in claim.cue)):
        return True
    thing = len(said(claim).split()) <= 1
    return thing and claim.stance in (Stance.OFFERS, Stance.REQUESTS, Stance.DEMANDS)


def numbers(claim: Claim) -> frozenset[str]:
    """Numbers of two digits and more as they are written, without their commas."""
    return frozenset(number.replace(",", "") for number in _NUMBER.findall(said(claim)))


def _counted(denial: Claim, before: Sequence[Claim], after: Sequence[Claim]) -> Claim | None:
    """The claim whose number a denial repeats ("the figure of 212"), or for "this figure" the last count."""
    words = said(denial)
    if not _FIGURE.search(words):
        return None
    own = numbers(denial)
    if own:
        same = [c for c in (*after[:NEAR], *reversed(before)) if own & numbers(c)]
        return same[0] if same else None
    counts = [c for c in before if c.value("people") is not None or c.value("outcome") is not None]
    return counts[-1] if counts else None


def _outermost(claim: Claim, rows: Sequence[Claim]) -> Claim:
    """The claim that relays a claim, when it accuses: what "this" denies is the charge, not a part of it."""
    holder = next((c for c in rows if c.id == claim.relayed_by), None)
    return holder if holder is not None and holder.stance is Stance.ACCUSES else claim


def _pointed(words: str, before: Sequence[Claim], rows: Sequence[Claim]) -> Claim | None:
    words = re.sub(r"^that\s+(?=\w+\s)", "", words)
    short = len(words.split()) <= 7
    if not before or not (_FLAT_NO.search(words) or (short and _ANAPHOR.search(words))):
        return None
    charges = [c for c in before if c.stance is Stance.ACCUSES and not _points_back(c)]
    if charges and (_CHARGE.search(words) or charges[-1] is before[-1] or re.search(r"\bthem\b", words)):
        return charges[-1]
    return _outermost(before[-1], rows) if before[-1].attributed else None


def _innermost(target: Claim, denial: Claim, rows: Sequence[Claim]) -> Claim:
    """Of a claim and what it relays, the one that says what is denied."""
    words = stems(said(denial))
    inner = [c for c in rows if c.relayed_by == target.id and words & stems(said(c))]
    return inner[-1] if inner else target


def _points_back(claim: Claim) -> bool:
    words = said(claim)
    return len(words) < 40 and bool(_ANAPHOR.search(words))


def _repeated(denial: Claim, before: Sequence[Claim], after: Sequence[Claim], apart: Apart) -> Claim | None:
    words = stems(said(denial))
    scored = [(len(words & stems(said(c))), n, c) for n, c in enumerate(before)]
    accused = denial.value("notice") is None and not _TOLD.search(said(denial))
    near = [c for c in before[-NEAR:] if (accused and c.stance is Stance.ACCUSES) or _meets(words, c)]
    best = max(scored, key=_score, default=None)
    pointed = best is not None and best[0] == 1 and not near and _CHARGE.search(said(denial)) and _meets(words, best[2])
    if best is not None and (best[0] >= 2 or pointed):
        return best[2]
    if near:
        return near[-1]
    if before and before[-1].relayed_by is not None and not _CHARGE.search(said(denial)):
        return before[-1]
    later = [c for c in after[:NEAR] if apart(c, denial) and len(words & stems(said(c))) >= 2]
    return later[0] if later else None


def _meets(words: frozenset[str], claim: Claim) -> bool:
    """Whether one word in common is enough: the name of a road is not, nor any word of what the report tells itself."""
    shared = words & stems(said(claim))
    return len(shared) > 1 or bool(claim.attributed and shared - _WAYS)


def _score(row: tuple[int, int, Claim]) -> tuple[int, int]:
    return row[0], row[1]


def refused(rows: Sequence[Claim], apart: Apart) -> Iterable[tuple[Claim, Claim]]:
    """Each refusal with the offer, request or demand it turns down."""
    for number, refusal in enumerate(rows):
        value = refusal.value("refusal")
        told = refusal.stance in (Stance.REFUSES, Stance.ASSERTS, Stance.ESTIMATES)
        if not told or not isinstance(value, AnswerValue):
            continue
        asked = [c for c in rows if asks(c) and apart(c, refusal) and c is not refusal]
        target = _asked_for(value.place, number, rows, asked)
        if value.place is None:
            target = _just_asked(refusal, rows[:number], asked) or _asked_next(refusal, rows[number + 1 :], asked)
        if target is None and refusal.party and refusal.stance is Stance.REFUSES and _STAYS.search(said(refusal)):
            target = _ordered(rows[:number], asked)
        if target is not None:
            yield refusal, target


def _asked_for(place: str | None, number: int, rows: Sequence[Claim], asked: Sequence[Claim]) -> Claim | None:
    """The nearest offer or request of the place refused, before the refusal rather than after."""
    if place is None:
        return None
    wished = [c for c in asked if any(isinstance(v, DestinationValue) and v.place == place for v in c.values)]
    before = [c for c in wished if c in rows[:number]]
    named = [c for c in rows[max(0, number - NEAR) : number] if c in asked and place in c.places]
    return before[-1] if before else wished[0] if wished else named[-1] if named else None


def _ordered(before: Sequence[Claim], asked: Sequence[Claim]) -> Claim | None:
    """Who will not leave refuses the last order or call to leave."""
    orders = [c for c in before if c in asked and c.stance is Stance.DEMANDS and _LEAVE.search(said(c))]
    orders = [c for c in orders if c.value("condition") is None]
    return orders[-1] if orders else None


def _asked_next(refusal: Claim, after: Sequence[Claim], asked: Sequence[Claim]) -> Claim | None:
    """An offer told right after its refusal, in words that come back."""
    near = [c for c in after[:1] if c in asked and c.stance is Stance.OFFERS and stems(said(c)) & stems(said(refusal))]
    return near[0] if near else None


def _other_means(refusal: Claim, offer: Claim) -> bool:
    """Ambulances declined are no buses declined: both name means of transport, and not one in common."""
    one, other = ({m.group(1).lower() for m in _MEANS.finditer(said(c))} for c in (refusal, offer))
    return bool(one and other) and not one & other


def _just_asked(refusal: Claim, before: Sequence[Claim], asked: Sequence[Claim]) -> Claim | None:
    """ "The offer" is the first one of the other side, a flat no the one just made."""
    words = re.sub(r"^that\s+", "", said(refusal))
    if before and _FLATLY.search(words) and before[-1].attributed and before[-1].relayed_by is None:
        return before[-1]
    earlier = [c for c in before if c in asked and not _other_means(refusal, c)]
    if not earlier:
        return None
    offer = _OFFER.search(words)
    short = len(words.split()) <= 10 and _SHORT_NO.search(words)
    near = [c for c in before[-NEAR - 1 :] if c in earlier and c.party and c.stance is Stance.OFFERS]
    both = near and refusal.party and refusal.stance is Stance.REFUSES
    if not offer and (not short or _NOT_ANSWERED.search(words)):
        return near[-1] if both and not _NOT_ANSWERED.search(words) else None
    if before[-1] is earlier[-1]:
        return earlier[-1]
    offers = [c for c in earlier if c.stance is Stance.OFFERS]
    return offers[0] if offer and offers else None
