"""Answers and conditions: acceptance, refusal, notice, what is asked in return, and reserves said to exist."""

from __future__ import annotations

import re

from safeconduct.model.claim import AnswerValue, ConditionValue, ReserveValue, Stance
from safeconduct.read.parties import PartyTable
from safeconduct.read.segment import view

_REASON = re.compile(
    r"\b(?:because(?:\s+of)?|due\s+to|owing\s+to|on\s+the\s+grounds?\s+that)\s+(?P<reason>[^.;]+)", re.IGNORECASE
)
_SAYING = re.compile(r"^\s*[,;]?\s*(?:saying|arguing|because)\s+(?:that\s+)?(?P<reason>[^.;]+)", re.IGNORECASE)
_TOLD = r"(?:informed|notified|briefed|alerted)"
_NOTICE = re.compile(
    rf"\b(?:had|has|have|was|were)?\s*{_TOLD}\s+(?P<to>(?:the\s+)?[\w'’-]+(?:\s+[\w'’-]+)?)", re.IGNORECASE
)
_NOTICE_PASSIVE = re.compile(
    rf"(?P<to>(?:the\s+)?[\w'’-]+(?:\s+[\w'’-]+)?)\s+(?:had|has|have)\s+been\s+(?:{_TOLD}|told)\b", re.IGNORECASE
)
_NOT_TOLD = re.compile(rf"\b(?:not|never)\s+(?:been\s+)?(?:{_TOLD}|told)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:on\s+(?:the\s+)?condition\s+(?:that|of)|only\s+if|only\s+with|provided\s+that|as\s+long\s+as|unless)\s+[^.;]+",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"\b(?:surrender\w*|white\s+flags?|lay(?:ing)?\s+down|put(?:ting)?\s+down|weapons|arms|ceasefire|cease\s*-?fire|truce"
    r"|resistance|struggle|hold\s+(?:their|its)\s+fire|withdraw\w*)\b",
    re.IGNORECASE,
)
_MOVEMENT = re.compile(
    r"\b(?:corridor|leave|evacuat\w*|open\w*|come\s+out|civilians|safe\s+passage|exit)\b", re.IGNORECASE
)
_STOCK = r"(?:reserves?|food|water|supplies|stocks?|medicines?|provisions|bread|fuel)"
_THERE = re.compile(
    rf"\b(?:there\s+(?:is|are)|has|have|holds?)\s+(?P<no>no\s+|not\s+enough\s+)?(?:[a-z]+\s+){{0,2}}?(?P<what>{_STOCK})\b",
    re.IGNORECASE,
)
_LASTS = re.compile(
    rf"\b(?P<what>(?:drinking\s+)?{_STOCK})\s+(?:will|would|can)\s+last\b[^.;,]*?(?:(?P<days>\d+)\s+days?)?(?=[.;,]|$)",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    rf"\b(?:running\s+out\s+of|short\s+of|without|no|lacks?)\s+(?:[a-z]+\s+)?(?P<what>{_STOCK})\b", re.IGNORECASE
)
_SHORT = re.compile(
    rf"\b(?P<what>(?:drinking\s+)?{_STOCK})\s+(?:is|are|was|were)\s+(?:running\s+(?:out|low)|scarce|short|low)\b",
    re.IGNORECASE,
)
_STATED_DAYS = re.compile(r"\b(?:for|last)\s+(?:(?:about|some|another)\s+)?(?P<days>\d+)\s+days?\b", re.IGNORECASE)


def answer(
    text: str, following: str, stance: Stance, parties: PartyTable, place: str | None, lemma: str
) -> AnswerValue | None:
    """Acceptance or refusal by stance, or a notice given to another party; ``following`` is the text after it."""
    plain = view(text).replace("\n", " ")
    if stance is Stance.REFUSES or (stance is Stance.ACCEPTS and _MOVEMENT.search(plain)):
        match = _REASON.search(plain) or _SAYING.match(view(following).replace("\n", " "))
        reason = None
        if match is not None:
            source = text if match.re is _REASON else following
            reason = source[match.start("reason") : match.end("reason")].strip()
        slot = "refusal" if stance is Stance.REFUSES else "acceptance"
        return AnswerValue(
            slot="refusal" if slot == "refusal" else "acceptance",
            place=place,
            addressee=None,
            reason=reason,
            as_written=text,
        )
    return _notice(text, plain, parties)


def _notice(text: str, plain: str, parties: PartyTable) -> AnswerValue | None:
    if _NOT_TOLD.search(plain):
        return None
    match = _NOTICE_PASSIVE.search(plain) or _NOTICE.search(plain)
    if match is None or parties.mentioned(match["to"]) is None:
        return None
    addressee = re.split(r"\s+(?:of|that|about|through|had|has)\b", text[match.start("to") : match.end("to")])[0]
    addressee = re.sub(r"^that\s+", "", addressee)
    return AnswerValue(slot="notice", place=None, addressee=addressee, reason=None, as_written=text)


def condition(text: str, stance: Stance) -> ConditionValue | None:
    """What is asked in return for movement; ``military`` when it asks something of combatants."""
    plain = view(text).replace("\n", " ")
    match = _CONDITION.search(plain)
    if match is not None and _MOVEMENT.search(plain):
        return ConditionValue(
            military=bool(_MILITARY.search(match.group())), as_written=text[match.start() : match.end()].strip()
        )
    if (
        stance in (Stance.DEMANDS, Stance.REQUESTS)
        and _MILITARY.search(plain)
        and not re.search(r"heavy weapons|\bWest", plain)
    ):
        return ConditionValue(military=True, as_written=text)
    return None


def reserve(text: str) -> ReserveValue | None:
    """Stock said to exist or to be lacking; days only where a number of days is stated."""
    plain = view(text).replace("\n", " ")
    match = _SHORT.search(plain)
    if match is not None:
        written = text[match.start() : match.end()]
        return ReserveValue(what=match["what"].lower(), present=None, days=None, as_written=written)
    match = _THERE.search(plain)
    present: bool | None = None
    if match is not None:
        present = not match["no"]
    else:
        match = _LASTS.search(plain)
        present = True if match is not None else None
        if match is None:
            match = _OUT_OF.search(plain)
            present = False if match is not None else None
    if match is None:
        return None
    stated = _STATED_DAYS.search(plain)
    return ReserveValue(
        what=match["what"].lower(),
        present=present,
        days=int(stated["days"]) if stated else None,
        as_written=text[match.start() : match.end()],
    )
