"""Answers to an offer or a request, and notices given: acceptance, refusal, who was told."""

from __future__ import annotations

import re
from functools import lru_cache

from safeconduct.model.claim import AnswerValue, Stance
from safeconduct.read.answer_frames import takes_up, turns_down, was_told
from safeconduct.read.answer_words import OF_WORDS, PLANS, RECEIPT, accepted, may_notify, refused
from safeconduct.read.lacking import open_still, untaken, without_unrefused
from safeconduct.read.parties import PartyTable
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase, holding

_REASON = re.compile(
    r"\b(?:because(?:\s+of)?|due\s+to|owing\s+to|on\s+the\s+grounds?\s+that)\s+(?P<reason>[^.;]+)", re.IGNORECASE
)
_SAYING = re.compile(r"^\s*[,;]?\s*(?:saying|arguing|because)\s+(?:that\s+)?(?P<reason>[^.;]+)", re.IGNORECASE)
_TOLD = r"(?:informed|notified|briefed|alerted|warned|consulted|advised)"
_TELLS = holding("informed notified briefed alerted warned consulted advised told")
_WHO = r"(?P<to>(?:the\s+|its\s+|our\s+|their\s+)?[\w'’-]+(?:\s+[\w'’-]+){0,2})"
_NOTICE = re.compile(rf"\b(?:had|has|have|was|were)?\s*{_TOLD}\s+{_WHO}", re.IGNORECASE)
_NOTICE_PASSIVE = re.compile(rf"{_WHO}\s+(?:(?:had|has|have)\s+been|was|were)\s+(?:{_TOLD}|told)\b", re.IGNORECASE)
_NOT_TOLD = re.compile(rf"\b(?:not|never)\s+(?:been\s+)?(?:{_TOLD}|told)\b", re.IGNORECASE)
_OF_A_PLAN = re.compile(
    rf"\b{PLANS}\b|\b(?:informed|notified|warned|alerted|told)\b[^.;]{{0,30}}\bthat\b[^.;]{{3,40}}\b(?:had|has|was|is|were|are)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:notice|notification|warning)\s+(?:was|were|had\s+been|has\s+been)\s+(?:given|sent|issued|served)\b",
    re.IGNORECASE,
)
_NOBODY_TOLD = AnyCase(
    rf"\b(?:nobody|no\s+one|none|no\s+\w+|never|not)\b[^.;]{{0,40}}\b(?:been|was|were)?\s*(?:told|{_TOLD}|heard)\b[^.;]{{0,40}}\b(?:of|about|that|any)\b",
)
_UNTOLD = re.compile(
    r"\b(?:nobody|no[ -]one|none|neither|nor|never|not|no\s+\w+)\b[^.;]{0,40}$|n't\s+[\w\s]{0,24}$", re.IGNORECASE
)
"""A denial ahead of whom somebody told: "nobody has informed the command"."""
_NO_WORD = re.compile(
    r"\b(?:had|has|have|heard|got|received)\s+(?:had\s+)?no\s+(?:word|notice|news|warning)\s+(?:of|from|about)\b"
    r"|\b(?:was|were|been)\s+never\s+told\s+of\b"
    r"|\b(?:nobody|no[ -]one)\s+(?:ha[ds]\s+)?(?:rang|rung|phoned|called|told|warned|asked)\s+(?:me|us|her|him|them)\b",
    re.IGNORECASE,
)
_LEARNED = AnyCase(
    r"(?:^|\b(?:that|only|we|they|it|he|she)\s+)(?:had\s+|have\s+|has\s+)?(?:learn(?:ed|t)|heard|found\s+out)\b",
)
_MESSAGE = re.compile(
    r"\b(?:letter|message|notice|order|text|timings?|hours|receipt|signal|call|list|offer)s?\b", re.IGNORECASE
)
_TOLD_THEN = re.compile(rf"\b(?:had|has|have)\s+(?:{_TOLD}|told)\s*$", re.IGNORECASE)


def answer(
    text: str, following: str, stance: Stance, parties: PartyTable, place: str | None, lemma: str
) -> AnswerValue | None:
    """Acceptance or refusal by stance, or a notice given; ``following`` is the text after it."""
    plain = view(text).replace("\n", " ")
    if stance in (Stance.REFUSES, Stance.ACCEPTS) and OF_WORDS.match(plain):
        return None
    if stance in (Stance.REFUSES, Stance.ACCEPTS):
        match = _REASON.search(plain) or _SAYING.match(view(following).replace("\n", " "))
        reason = None
        if match is not None:
            source = text if match.re is _REASON else following
            reason = source[match.start("reason") : match.end("reason")].strip()
        return AnswerValue(
            slot="refusal" if stance is Stance.REFUSES else "acceptance",
            place=place,
            addressee=None,
            reason=reason,
            as_written=text,
        )
    if stance in (Stance.ASSERTS, Stance.ESTIMATES) and turned_down(text):
        return AnswerValue(slot="refusal", place=place, addressee=None, reason=None, as_written=text)
    taken = stance is Stance.ASSERTS and (accepted(plain) or takes_up(plain)) and not open_still(plain)
    if taken and not re.search(r"\bnot\b", plain):
        return AnswerValue(slot="acceptance", place=place, addressee=None, reason=None, as_written=text)
    return _notice(text, plain, parties, lemma) if stance in (Stance.ASSERTS, Stance.DENIES) else None


@lru_cache(maxsize=64)
def turned_down(text: str) -> bool:
    """True when the words refuse something themselves, whatever verb they are told with."""
    plain = without_unrefused(view(text).replace("\n", " "))
    return refused(plain) or turns_down(plain) or untaken(plain)


def _notice(text: str, plain: str, parties: PartyTable, lemma: str) -> AnswerValue | None:
    match = _NOTICE_PASSIVE.search(plain) or _NOTICE.search(plain) if _TELLS(plain) else None
    untold = match is not None and _UNTOLD.search(plain[: match.start("to")])
    if match is not None and not untold and not _NOT_TOLD.search(plain) and parties.mentioned(match["to"]) is not None:
        addressee = re.split(r"\s+(?:of|that|about|through|had|has)\b", text[match.start("to") : match.end("to")])[0]
        addressee = re.sub(r"^that\s+", "", addressee)
        return AnswerValue(slot="notice", place=None, addressee=addressee, reason=None, as_written=text)
    told = match is not None or _NOBODY_TOLD.search(plain) or _NOT_TOLD.search(plain)
    received = (may_notify(plain) and RECEIPT.search(plain)) or _GIVEN.search(plain)
    learned = lemma in ("learn", "hear") or _LEARNED.search(plain)
    plainly = was_told(plain) or lemma == "unanswered"
    plainly = plainly or (lemma == "acknowledge" and _MESSAGE.search(plain) is not None)
    if (
        received
        or plainly
        or _NO_WORD.search(plain)
        or _TOLD_THEN.search(plain)
        or ((told or learned) and _OF_A_PLAN.search(plain))
    ):
        return AnswerValue(slot="notice", place=None, addressee=None, reason=None, as_written=text)
    if (
        lemma in ("inform", "notify", "alert", "informed", "notified")
        and len(plain) < 60
        and not re.match(r"\s*(?:that|of)\b", plain)
    ):
        return AnswerValue(slot="notice", place=None, addressee=None, reason=None, as_written=text)
    return None
