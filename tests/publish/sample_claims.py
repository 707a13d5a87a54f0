"""The report of the sample dossier and the claims read from it, each with its words."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from safeconduct.model.claim import (
    Claim,
    DestinationValue,
    Hedge,
    Kind,
    Origin,
    PeopleValue,
    Population,
    ReserveValue,
    RoadValue,
    Stance,
    Value,
    WindowValue,
    claim_id,
)
from safeconduct.model.report import Report, Span

COMBATANT_TEXT = "over 2,500 fighters may be in Alpha"

TEXT = (
    "North said that a corridor to Bravo will be open on 15 June from 08:00 to 20:00 Moscow time. "
    "South said that about 100 civilians are in Alpha. A spokesman for North estimated that " + COMBATANT_TEXT + ".\n\n"
    "According to North, South had asked for a corridor to Charlie, but North refused because the Old Bridge is "
    "destroyed. The Old Bridge can be passed on foot.\n\n"
    "South denied that the Old Bridge is destroyed. Alpha has food, the town said."
)


def report(text: str = TEXT, report_id: str = "wire", title: str = "Corridor offered from Alpha") -> Report:
    """A report of our own."""
    return Report(
        id=report_id,
        title=title,
        publisher="Wire service A",
        published=date(2022, 6, 14),
        language="en",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )


def span(source: Report, quote: str, after: int = 0) -> Span:
    """The span of the first occurrence of a quote."""
    at = source.text.index(quote, after)
    return Span(report=source.id, start=at, end=at + len(quote), quote=quote)


def claim(
    source: Report,
    content: str,
    kind: Kind,
    *values: Value,
    speaker: str | None = None,
    party: str | None = None,
    stance: Stance = Stance.ASSERTS,
    relayed_by: str | None = None,
) -> Claim:
    """A claim whose content and speaker are quotes of the report."""
    contents = (span(source, content),)
    speakers = (span(source, speaker),) if speaker else ()
    return Claim(
        id=claim_id(source.sha256, contents, speakers, kind),
        report=source.id,
        kind=kind,
        stance=stance,
        hedge=Hedge.EXACT,
        origin=Origin.RULES,
        speaker=speakers,
        cue=(),
        content=contents,
        party=party,
        suggested_party=None if party else "south",
        relayed_by=relayed_by,
        values=values,
        places=(),
        flags=(),
    )


def people(low: int | None, high: int | None, population: Population, as_written: str) -> PeopleValue:
    """A count of persons."""
    return PeopleValue(low=low, high=high, population=population, hedge=Hedge.ABOUT, as_written=as_written)


def bridge(state: str, as_written: str) -> RoadValue:
    """A state of the Old Bridge."""
    return RoadValue(
        element="bridge",
        state=state,  # type: ignore[arg-type]
        scope="named",
        names=("Old Bridge",),
        over="Anduin",
        links=(),
        as_written=as_written,
    )


OPENS = datetime(2022, 6, 15, 5, tzinfo=UTC)
REPORT = report()

WINDOW = claim(
    REPORT,
    "a corridor to Bravo will be open on 15 June from 08:00 to 20:00 Moscow time",
    Kind.WINDOW,
    WindowValue(
        opens=OPENS, closes=OPENS.replace(hour=17), zone="Europe/Moscow", as_written="from 08:00 to 20:00 Moscow time"
    ),
    DestinationValue(as_written="Bravo", place="bravo"),
    speaker="North",
    party="north",
    stance=Stance.OFFERS,
)
COUNT = claim(
    REPORT,
    "about 100 civilians are in Alpha",
    Kind.PEOPLE,
    people(100, 100, Population.CIVILIANS, "about 100 civilians"),
    speaker="South",
    party="south",
    stance=Stance.ESTIMATES,
)
COMBATANTS = claim(
    REPORT,
    COMBATANT_TEXT,
    Kind.PEOPLE,
    people(2501, None, Population.COMBATANTS, "over 2,500 fighters"),
    speaker="A spokesman for North",
    party="north",
    stance=Stance.ESTIMATES,
)
REFUSAL = claim(
    REPORT,
    "South had asked for a corridor to Charlie, but North refused because the Old Bridge is destroyed",
    Kind.REFUSAL,
    speaker="North, ",
    party="north",
    stance=Stance.REFUSES,
)
REQUEST = claim(
    REPORT,
    "asked for a corridor to Charlie",
    Kind.DESTINATION,
    DestinationValue(as_written="Charlie", place="charlie"),
    speaker="South had",
    party="south",
    stance=Stance.REQUESTS,
    relayed_by=REFUSAL.id,
)
BRIDGE = claim(
    REPORT,
    "the Old Bridge is destroyed. The",
    Kind.ROAD,
    bridge("destroyed", "destroyed"),
    speaker="North, ",
    party="north",
)
ON_FOOT = claim(REPORT, "The Old Bridge can be passed on foot", Kind.ROAD, bridge("foot only", "passed on foot"))
DENIAL = claim(
    REPORT,
    "denied that the Old Bridge is destroyed",
    Kind.ROAD,
    bridge("destroyed", "destroyed"),
    speaker="South",
    party="south",
    stance=Stance.DENIES,
)
FOOD = claim(
    REPORT,
    "Alpha has food",
    Kind.RESERVE,
    ReserveValue(what="food", present=True, days=None, as_written="has food"),
    speaker="the town",
)
CLAIMS = (WINDOW, COUNT, COMBATANTS, REFUSAL, REQUEST, BRIDGE, ON_FOOT, DENIAL, FOOD)
