"""All typed values a piece of a report states, in the order that names the claim's kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from safeconduct.model.claim import (
    AnswerValue,
    DestinationValue,
    Kind,
    PeopleValue,
    Population,
    ReserveValue,
    RoadValue,
    Stance,
    TransportValue,
    Value,
)
from safeconduct.read.announced import announced
from safeconduct.read.answers import answer, turned_down
from safeconduct.read.conditions import condition
from safeconduct.read.days import reference_day
from safeconduct.read.destinations import destinations
from safeconduct.read.fighters_beside import fighters_follow
from safeconduct.read.infrastructure import road_states
from safeconduct.read.outcomes import outcome_doubts, outcomes
from safeconduct.read.parties import PartyTable
from safeconduct.read.places import Mention
from safeconduct.read.quantities import Count, counts, doubts
from safeconduct.read.reserves import reserves
from safeconduct.read.segment import view
from safeconduct.read.setting import armed, unrest
from safeconduct.read.sieve import AnyCase
from safeconduct.read.stocks import spoken_of
from safeconduct.read.times import windows
from safeconduct.read.transport import transports
from safeconduct.read.tree import Range

ORDER = (
    "refusal",
    "acceptance",
    "notice",
    "condition",
    "window",
    "outcome",
    "people",
    "destination",
    "road",
    "reserve",
)
"""Slots from the one that names the claim first to last; transport comes after all of them."""

_BACK = re.compile(
    r"\b(?:of\s+(?:them|whom)|there|in\s+the\s+shelters?|the\s+site|the\s+same\s+people)\b", re.IGNORECASE
)
_BEFORE = 700
"""How far back in a report, in code points, words such as "it" and bare numbers may point."""
_TELLS = (Stance.ASSERTS, Stance.ESTIMATES, Stance.ACCEPTS)
_ASKS = (Stance.OFFERS, Stance.DEMANDS, Stance.REQUESTS, Stance.ACCEPTS)
_BARE = (*_ASKS, Stance.REFUSES)
_STAYED = AnyCase(
    r"\b(?:remain\w*|still|wait\w*|stay\w*|trapped|left\s+(?:behind|in|on|at)|inside|more|others|on\s+the\s+(?:path|way|road)|not\s+yet|none|nobody)\b",
)
_GIVES = re.compile(
    r"\bto\s+(?:send|provide|lend|supply|bring|give|make|put|release)\b[^.;]*\b(?:vehicles|buses|boats|lorries|trucks|ambulances|helicopters|coaches|trains|ships|drivers)\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"\W*(?:(?:to|from)\s+(?!be\b)\w+|(?:re-?)?(?:closing|opening|shutting|blocking|clearing|repairing|destroying|mining)\b"
    r"|(?:a|the|any)\s+(?:closure|reopening|blocking|blockade|clearing)\b)",
    re.IGNORECASE,
)
_NEXT = 160
"""How far behind a count, in code points, its own fighters may be named."""
_MAY_BE_CIVIL = (Population.CIVILIANS, Population.UNSTATED)
_AWAITED = frozenset(("expect", "anticipate", "plan", "await", "hope"))
"""Cues of what is to come: a number said with them may be nobody's count."""
_JUDGED = AnyCase(r"\b(?:deemed|considered|judged|found|declared|impossible)\b")
_ANAPHOR = re.compile(
    r"^[\"'\s]*(?:that\s+)?(?:to\s+)?(?:(?:the|this|that|its|their|his|her|our|both|such\s+an?)\s+)?(?:[\w-]+\s+){0,2}?(?:offer|proposal|request|plan|demand|call|appeal|idea|invitation|suggestion|terms|arrangement)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
"""An answer in words that point back to what was offered or asked for."""
_BARE_ANSWER = re.compile(
    r"^[\"'\s]*(?:(?:hear|have|speak|talk|think)\s+(?:of\s+)?)?(?:it|this|that|them|to\s+(?:it|this|that|them)|yes|no|nothing|none|none\s+of\s+(?:it|that|this))?(?:\s+(?:outright|flatly|at\s+once|at\s+all|today|tonight|on\s+\w+day|within\s+\w+\s+\w+))?[\"'\s.!]*$"
    r"|^[\"'\s]*(?:accepted|agreed|approved|granted|refused|rejected|declined|negative|affirmative|not\s+possible|impossible|(?:we|they|he|she)\s+(?:won't|will\s+not|can't|cannot|accept|agree|refuse|decline))\b(?:[.,;:!]|$)"
    r"|^[\"'\s]*(?:but\s+)?(?:only\s+)?(?:if|provided|on\s+condition|subject\s+to)\b",
    re.IGNORECASE,
)
"""An answer that says nothing of what it answers: it answers what was said just before."""
NOT_TOLD = "notice: said not to have been given"
_NOT_GIVEN = re.compile(
    r"\b(?:nobody|no[ -]one|none|neither|never|not|no\s+(?:word|notice|notification|warning|message|letter))\b|n't\b",
    re.IGNORECASE,
)
OPEN_LATER = "road: open only later, as it is told"
_PASSABLE = ("open", "difficult", "foot only")
_LATER = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|(?:is|are|was|were)\s+(?:now\s+)?(?:to|due|expected|planned|scheduled|hoped)|due\s+to|plann?(?:s|ed)\s+to"
    r"|hopes?\s+to|expect(?:s|ed)?)\b[^.;]{0,24}\b(?:re-?open\w*|be\s+(?:\w+\s+)?(?:re-?opened|open(?:ed)?|passable|usable|cleared|repaired|restored|ready|back))\b"
    r"|\bto\s+re-?open\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\b(?:because(?:\s+of)?|since|as\s+long\s+as|while|due\s+to|owing\s+to|now\s+that)\b", re.IGNORECASE
)
_OBJECTS = ("bridge", "road", "river", "crossing")


def _starts(mention: Mention) -> int:
    return mention.start


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a value may look at besides the words: the report, its places, the parties, the day."""

    text: str
    published: date
    mentions: tuple[Mention, ...]
    parties: PartyTable

    def inside(self, at: Range) -> tuple[Mention, ...]:
        """Mentions within the offsets, as offsets into the report."""
        first = bisect_left(self.mentions, at[0], key=_starts)
        return tuple(m for m in self.mentions[first : bisect_left(self.mentions, at[1], key=_starts)] if m.end <= at[1])

    def local(self, at: Range) -> tuple[Mention, ...]:
        """Mentions within the offsets, as offsets into that piece."""
        return tuple(replace(m, start=m.start - at[0], end=m.end - at[0]) for m in self.inside(at))


def values_in(
    context: Context,
    pieces: Sequence[Range],
    end: int,
    stance: Stance,
    lemma: str,
    asked: str | None,
    whole: Range | None = None,
) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """Values of the pieces and what was guessed.

    ``end`` closes the sentence, ``asked`` is a place just asked for, ``whole`` the content with what others say in it.
    """
    found: list[Value] = []
    flags: list[str] = []
    for piece in pieces:
        found.extend(_of_piece(context, piece, end, stance, lemma, asked, flags, whole))
    found.sort(key=lambda value: ORDER.index(value.slot) if value.slot in ORDER else len(ORDER))
    return tuple(_once(found)), tuple(dict.fromkeys(flags))


def _of_piece(
    context: Context,
    piece: Range,
    end: int,
    stance: Stance,
    lemma: str,
    asked: str | None,
    flags: list[str],
    whole: Range | None = None,
) -> list[Value]:
    text, before = context.text[piece[0] : piece[1]], context.text[max(0, piece[0] - _BEFORE) : piece[0]]
    at_arms = armed(context.text)
    came = list(outcomes(text, armed=at_arms, before=before)) if stance in _TELLS else []
    people = _people(context, piece, counts(text, armed=at_arms, before=before, offered=stance is Stance.OFFERS), flags)
    if any(outcome.people != 0 for outcome in came):
        people = [value for value in people if _STAYED.search(_tail(text, value))]
    flags.extend(f"count: {doubt}" for doubt in doubts(text, armed=at_arms, before=before, unrest=unrest(context.text)))
    if any(outcome.people for outcome in came):
        flags.extend(outcome_doubts(text, armed=at_arms, before=before))
    if any(value.population in _MAY_BE_CIVIL for value in people) and fighters_follow(
        view(context.text[piece[1] : piece[1] + _NEXT])
    ):
        flags.append("count: fighters are told of among them")
    if people and lemma in _AWAITED:
        flags.append("count: awaited, not counted")
    if stance is Stance.ACCUSES:
        return list(people)
    roads = [road.value for road in road_states(text, before=before)]
    if stance is Stance.REFUSES and _ACT.match(view(text)):
        roads = _why(text)  # a road that somebody refuses to close is not closed
    if any(road.state in _PASSABLE and _LATER.search(view(road.as_written)) for road in roads):
        flags.append(OPEN_LATER)
    if stance is Stance.DENIES:
        return [*people, *roads]
    goes = destinations(text, context.local(piece), bare=stance in _BARE or turned_down(text))
    place = goes[0].place if goes else asked if asked is not None and _points_back(text) else None
    if place is None and (stance in (Stance.REFUSES, Stance.ACCEPTS) or turned_down(text)):
        place = _named(context, whole or piece)
    following = context.text[piece[1] : max(end, piece[1])]
    given = answer(text, following, stance, context.parties, place, lemma)
    if given is not None and given.slot == "notice" and _NOT_GIVEN.search(view(text)):
        flags.append(NOT_TOLD)
    stated = condition(text, stance, armed=at_arms, lemma=lemma, before=before[-40:], following=following)
    unless = stated is not None and stated.as_written.lower().startswith("unless")
    if stance is Stance.REFUSES and stated is not None and not stated.military and not unless:
        stated = None  # "not without her dog": why they stay, and no terms
    if given is not None and given.slot == "refusal" and stance is not Stance.REFUSES:
        goes = ()
    if stance is Stance.REFUSES:
        stock = _stock(context, piece, text)
        return [value for value in (given, stated, *people, *roads, *stock) if value is not None]
    posted = stance is Stance.ASSERTS and not lemma and announced(":", view(text))
    put = Stance.OFFERS if posted else stance  # "Cots at the school from 17:00": a notice, and a noun alone
    hours = [
        h.value
        for h in windows(text, context.published, stance=put, before=context.text[: piece[0]], report=context.text)
    ]
    flags.extend(flag for hour in hours for flag in hour.flags)
    means = _provided(transports(text, stance), text, told=bool(came), roads=roads)
    if stance is Stance.ACCEPTS:
        given, means = (None, means) if _GIVES.search(text) or any(m.count for m in means) else (given, ())
    stock = _stock(context, piece, text)
    if stance is Stance.ACCEPTS:
        goes = ()
    if hours:  # "the gate is open from eight": hours, and no state of a road
        bound = stance in _ASKS
        roads = [
            r for r in roads if r.state != "open" or not (bound or any(h.as_written in r.as_written for h in hours))
        ]
    single = [value for value in (given, stated) if value is not None]
    return [*single, *came, *goes, *stock, *means, *hours, *people, *roads]


def _why(text: str) -> list[RoadValue]:
    """Roads told of in the reason of a refusal: "refused to send buses because the bridge is closed"."""
    reason = _BECAUSE.search(view(text))
    return [road.value for road in road_states(text[reason.end() :])] if reason is not None else []


def _points_back(text: str) -> bool:
    return bool(_JUDGED.search(text) or _ANAPHOR.match(text) or _BARE_ANSWER.match(text))


def _stock(context: Context, piece: Range, text: str) -> tuple[ReserveValue, ...]:
    """Reserves, counted from the day that "today" means there."""
    if not spoken_of(view(text)):
        return ()
    return reserves(text, reference_day(context.text[: piece[0]], context.published))


def _named(context: Context, at: Range) -> str | None:
    """The one place a refusal or an acceptance names."""
    places = {m.place for m in context.inside(at) if m.known and not any(word in m.place for word in _OBJECTS)}
    return places.pop() if len(places) == 1 else None


def _provided(
    means: Sequence[TransportValue], text: str, *, told: bool, roads: Sequence[RoadValue]
) -> tuple[TransportValue, ...]:
    """Means of transport but those that only say how people came out, or that a line or a ferry runs."""
    running = {road.element for road in roads}
    kept = [
        m
        for m in means
        if not told or re.search(rf"{re.escape(m.as_written)}\s+ha(?:s|ve)\s+(?:now\s+)?(?:arrived|come)\b", text)
    ]
    return tuple(
        m
        for m in kept
        if m.count
        or not (("rail" in running and re.search(r"train|tram", m.what)) or ("ferry" in running and "ferr" in m.what))
    )


def _tail(text: str, value: PeopleValue) -> str:
    at = text.find(value.as_written)
    return text[at : at + len(value.as_written) + 60]


def kind_of(values: Sequence[Value]) -> Kind:
    """Kind of a claim: the slot of its first value; out of scope without one."""
    return Kind(values[0].slot) if values else Kind.OUT_OF_SCOPE


def _people(context: Context, piece: Range, found: Sequence[Count], flags: list[str]) -> list[PeopleValue]:
    """Counts with the place each speaks of; civilians before children."""
    values = []
    for count in found:
        place, guess = _place_of(context, piece, piece[0] + count.start, piece[0] + count.end)
        if guess:
            flags.append(guess)
        if context.text[piece[0] + count.start : piece[0] + count.end] and count.value.population is Population.MIXED:
            flags.append("civilians and combatants counted together")
        values.append(replace(count.value, place=place))
    rank = [Population.CIVILIANS, Population.UNSTATED, Population.CHILDREN, Population.MIXED, Population.COMBATANTS]
    return sorted(values, key=lambda value: rank.index(value.population))


def _place_of(context: Context, piece: Range, start: int, end: int) -> tuple[str | None, str | None]:
    """Nearest place after the count in the same piece, else before it, else an earlier one a pronoun points to."""
    here = [m for m in context.inside(piece) if not any(word in m.place for word in _OBJECTS)]
    after = [m for m in here if m.start >= end]
    before = [m for m in here if m.end <= start]
    if after and (not before or after[0].start - end <= 60):
        return after[0].place, None
    if before:
        return before[-1].place, None
    if _BACK.search(context.text[piece[0] : piece[1]]):
        earlier = [m for m in context.mentions if m.end <= piece[0] and not any(w in m.place for w in _OBJECTS)]
        if earlier:
            return earlier[-1].place, f"place taken from earlier words: {earlier[-1].place}"
    return None, None


def _once(found: Sequence[Value]) -> list[Value]:
    """Each value once; of answers, which take the words of their piece, one a slot."""
    kept: list[Value] = []
    for value in found:
        again = (isinstance(value, AnswerValue) and any(v.slot == value.slot for v in kept)) or (
            isinstance(value, RoadValue)
            and not value.names
            and any(isinstance(v, RoadValue) and replace(v, as_written=value.as_written) == value for v in kept)
        )
        if not again and value not in kept:
            kept.append(value)
    return kept


def destination_of(values: Sequence[Value]) -> str | None:
    """Place of the destination among the values."""
    return next((v.place for v in values if isinstance(v, DestinationValue)), None)
