"""Claims: who said what, relayed by whom, tied to its exact characters, with the values it states."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from safeconduct.model.report import Span
from safeconduct.model.times import require_utc


class Stance(StrEnum):
    """What the speaker does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ACCUSES = "accuses"
    ESTIMATES = "estimates"
    REQUESTS = "requests"
    OFFERS = "offers"
    DEMANDS = "demands"
    ACCEPTS = "accepts"
    REFUSES = "refuses"


class Kind(StrEnum):
    """What the claim is about. Also the *slot* a decision confirms."""

    PEOPLE = "people"
    WINDOW = "window"
    DESTINATION = "destination"
    ROAD = "road"
    RESERVE = "reserve"
    TRANSPORT = "transport"
    ACCEPTANCE = "acceptance"
    REFUSAL = "refusal"
    CONDITION = "condition"
    NOTICE = "notice"
    OUTCOME = "outcome"
    OUT_OF_SCOPE = "out of scope"


class Origin(StrEnum):
    """Who or what proposed the claim."""

    RULES = "rules"
    MODEL = "model"
    LLM = "llm"
    PERSON = "person"


class Hedge(StrEnum):
    """How firmly a number or statement is put."""

    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"
    MAY = "may"


class Population(StrEnum):
    """Who is counted. Only CIVILIANS and CHILDREN may ever leave the ledger for a situation."""

    CIVILIANS = "civilians"
    CHILDREN = "children"
    COMBATANTS = "combatants"
    MIXED = "mixed"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleValue:
    """A count of persons: [low, high], either bound open; ``place`` is the gazetteer id it speaks of, if known."""

    slot: Literal["people"] = "people"
    low: int | None
    high: int | None
    population: Population
    hedge: Hedge
    as_written: str
    place: str | None = None

    def __post_init__(self) -> None:
        for bound in (self.low, self.high):
            if bound is not None and bound < 0:
                raise ValueError(f"people are counted from 0, got {bound}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"a count needs low <= high, got {self.low}..{self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowValue:
    """Announced hours. None where the words do not settle them; ``flags`` says what was malformed or assumed."""

    slot: Literal["window"] = "window"
    opens: datetime | None
    closes: datetime | None
    zone: str | None
    as_written: str
    flags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for at in (self.opens, self.closes):
            if at is not None:
                require_utc(at, "window value")


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationValue:
    """A place people would be taken to, as written, and its gazetteer id when one was found."""

    slot: Literal["destination"] = "destination"
    as_written: str
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadValue:
    """The reported state of a bridge, road or crossing.

    ``scope``: "all", "only", "some", "n of m" or "named"; ``names`` the elements as written; ``over`` the
    water crossed as written; ``links`` the places it is said to join. ``state`` is what is said of it.
    """

    slot: Literal["road"] = "road"
    element: Literal["bridge", "road", "crossing", "ferry", "rail"]
    state: Literal["destroyed", "damaged", "closed", "open", "foot only", "difficult", "unknown"]
    scope: Literal["all", "only", "some", "n of m", "named"]
    names: tuple[str, ...]
    over: str | None
    links: tuple[str, ...]
    as_written: str
    n: int | None = None
    m: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveValue:
    """Stock said to exist or to be lacking at a place; ``days`` is None when nobody counted it."""

    slot: Literal["reserve"] = "reserve"
    what: str
    present: bool | None
    days: int | None
    as_written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransportValue:
    """Means of transport said to be provided, with their number when stated."""

    slot: Literal["transport"] = "transport"
    what: str
    count: int | None
    as_written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerValue:
    """An acceptance, a refusal or a notice: of which direction (gazetteer id), to whom, the reason as written."""

    slot: Literal["acceptance", "refusal", "notice"]
    place: str | None
    addressee: str | None
    reason: str | None
    as_written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionValue:
    """A condition attached to an offer; ``military`` when it asks something of combatants."""

    slot: Literal["condition"] = "condition"
    military: bool
    as_written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeValue:
    """What is said to have happened: persons who came out (None when uncounted) or that nobody did."""

    slot: Literal["outcome"] = "outcome"
    people: int | None
    as_written: str


Value = (
    PeopleValue
    | WindowValue
    | DestinationValue
    | RoadValue
    | ReserveValue
    | TransportValue
    | AnswerValue
    | ConditionValue
    | OutcomeValue
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of one speaker.

    ``speaker``, ``cue`` and ``content`` are verbatim spans (content may be discontinuous). ``party`` is the
    party the speaker belongs to, None while unknown; ``suggested_party`` is a guess for a person to judge.
    ``relayed_by`` is the id of the claim this one is nested in. ``values`` are the typed values stated, the
    first of kind ``kind``; ``places`` the gazetteer ids mentioned; ``flags`` what was malformed or guessed.
    """

    id: str
    report: str
    kind: Kind
    stance: Stance
    hedge: Hedge
    origin: Origin
    speaker: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    party: str | None
    suggested_party: str | None
    relayed_by: str | None
    values: tuple[Value, ...]
    places: tuple[str, ...]
    flags: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("a claim has content")
        if any(span.report != self.report for span in (*self.speaker, *self.cue, *self.content)):
            raise ValueError("all spans of a claim lie in its report")

    @property
    def attributed(self) -> bool:
        """True when the text names a speaker."""
        return bool(self.speaker)

    @property
    def on_combatants(self) -> bool:
        """True when the claim counts combatants; such a claim stays in the ledger and is withheld elsewhere."""
        return any(
            isinstance(v, PeopleValue) and v.population in (Population.COMBATANTS, Population.MIXED)
            for v in self.values
        )

    def value(self, slot: str) -> Value | None:
        """The first value of a slot, or None."""
        return next((v for v in self.values if v.slot == slot), None)


def claim_id(report_sha256: str, content: tuple[Span, ...], speaker: tuple[Span, ...], kind: Kind) -> str:
    """Content hash that names a claim: 12 hex digits over report, content span, speaker span and kind."""
    ranges = "|".join(f"{s.start}-{s.end}" for s in content) + "||" + "|".join(f"{s.start}-{s.end}" for s in speaker)
    return hashlib.sha256(f"{report_sha256}|{ranges}|{kind.value}".encode()).hexdigest()[:12]


class ConflictKind(StrEnum):
    """How two claims stand against each other. Different populations are never a conflict."""

    CONTRADICTS = "contradicts"
    DENIES = "denies"
    DIFFERENT_MAGNITUDE = "different magnitude"
    REFINES = "refines"
    REFUSES = "refuses"
    ALTERNATIVE = "alternative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two claims that stand against each other, by id, with the kind and one neutral sentence on why."""

    kind: ConflictKind
    left: str
    right: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's verdict on a claim, found by report, verbatim quote and slot (never by an id a rerun may change).

    ``speaker`` attributes an unattributed sentence to a party, on the person's responsibility.
    """

    report: str
    quote: str
    slot: Kind
    verdict: Literal["confirm", "reject"]
    by: str
    at: datetime
    why: str
    speaker: str | None = None

    def __post_init__(self) -> None:
        require_utc(self.at, "decision.at")
        for name in ("quote", "by", "why"):
            if not getattr(self, name).strip():
                raise ValueError(f"a decision states its {name}")
