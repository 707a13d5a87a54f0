"""What a draft lacks: the questions a report leaves open, found by looking at which kinds of value no claim states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safeconduct.model.claim import Claim, Kind, PeopleValue, Population, ReserveValue, TransportValue, WindowValue
from safeconduct.redact.combatants import withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One open question of a draft: the slot, whether a plan needs it, the question, whom to ask."""

    slot: str
    needed: bool
    question: str
    ask: str


def missing_in(claims: Sequence[Claim]) -> tuple[Missing, ...]:
    """Open questions of a ledger in which nothing is confirmed yet; withheld claims answer none of them."""
    seen = [c for c in claims if not withheld(c)]
    values = [v for c in seen for v in c.values]
    kinds = {c.kind for c in seen} | {Kind(v.slot) for v in values}
    windows = [v for v in values if isinstance(v, WindowValue)]
    people = [v for v in values if isinstance(v, PeopleValue) and v.population is not Population.CHILDREN]
    known = {
        "window": any(w.opens and w.closes for w in windows),
        "zone": not windows or any(w.zone for w in windows),
        "people": any(p.low is not None or p.high is not None for p in people),
        "destination": Kind.DESTINATION in kinds,
        "acceptance": Kind.ACCEPTANCE in kinds,
        "fleet": any(isinstance(v, TransportValue) and v.count is not None for v in values),
        "reserve": any(isinstance(v, ReserveValue) and v.days is not None for v in values),
        "road": Kind.ROAD in kinds,
    }
    return tuple(m for key, m in _QUESTIONS if not known.get(key, False))


def _ask(slot: str, question: str, ask: str, *, needed: bool = False) -> Missing:
    return Missing(slot=slot, needed=needed, question=question, ask=ask)


_OFFERING = "whoever offers the movement"
_EVERY = "every party whose fire or checkpoints touch the route"

_QUESTIONS: tuple[tuple[str, Missing], ...] = (
    ("window", _ask("window", "On which day, from when to when?", _OFFERING, needed=True)),
    ("zone", _ask("window", "In which time zone are the hours given?", _OFFERING, needed=True)),
    (
        "people",
        _ask("people", "How many people are there, counted by whom and when?", "people at the site", needed=True),
    ),
    ("destination", _ask("destination", "Where would people be taken?", _OFFERING, needed=True)),
    ("road", _ask("road", "Which roads and crossings would be used, and in what state are they?", _EVERY, needed=True)),
    ("acceptance", _ask("acceptance", "Does each party accept? Silence is not consent.", _EVERY)),
    ("wishes", _ask("wishes", "Who wants to go where, and who wants to stay?", "people at the site")),
    ("fleet", _ask("fleet", "How many vehicles of which kind, and who drives them?", _OFFERING)),
    ("reserve", _ask("reserve", "For how many days is there food and water?", "people at the site")),
    ("guarantees", _ask("guarantees", "Who guarantees safety on the way, and who watches over it?", _EVERY)),
    ("screening", _ask("screening", "Who is screened where, in how many lanes, for how long?", _EVERY)),
)
