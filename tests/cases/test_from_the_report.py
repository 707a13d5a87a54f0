"""From the report to the software: what each of the fifteen paragraphs of a contested report obliges us to.

The wire story of the worked example carries the fifteen paragraphs in our own words, traps included. The table of the
same name in README.md has one row for each test here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.app.case import CaseFolder, load_case
from safeconduct.model.claim import (
    AnswerValue,
    Claim,
    ConditionValue,
    Conflict,
    ConflictKind,
    DestinationValue,
    Kind,
    PeopleValue,
    Population,
    ReserveValue,
    RoadValue,
    Stance,
    TransportValue,
    Value,
    WindowValue,
)
from safeconduct.model.report import Report
from safeconduct.read.conflicts import find_conflicts
from safeconduct.read.reader import RulesReader
from tests.house.tree import ROOT

#: Values of these slots could reach a plan.
PLANNED = {"people", "window", "destination", "road"}


@pytest.fixture(scope="module")
def case() -> CaseFolder:
    """The worked example's folder."""
    return load_case(ROOT / "examples" / "azot")


@pytest.fixture(scope="module")
def report(case: CaseFolder) -> Report:
    """The wire story."""
    return next(report for report in case.reports if report.id == "04-wire-story")


@pytest.fixture(scope="module")
def claims(case: CaseFolder, report: Report) -> tuple[Claim, ...]:
    """What the reader proposes for it."""
    return RulesReader(SpacyParser(None)).read(report, case.parties, case.gazetteer)


@pytest.fixture(scope="module")
def by_paragraph(report: Report, claims: tuple[Claim, ...]) -> Mapping[int, list[Claim]]:
    """Claims by the number of their paragraph, from 1."""
    starts = [0]
    while (at := report.text.find("\n\n", starts[-1])) >= 0:
        starts.append(at + 2)
    ranges = list(pairwise([*starts, len(report.text) + 1]))
    assert len(ranges) == 15
    return {
        number: [claim for claim in claims if start <= claim.content[0].start < end]
        for number, (start, end) in enumerate(ranges, start=1)
    }


@pytest.fixture(scope="module")
def conflicts(report: Report, claims: tuple[Claim, ...]) -> tuple[Conflict, ...]:
    """How they stand against each other."""
    return find_conflicts(claims, (report,))


Paragraphs = Mapping[int, list[Claim]]


def values(claims: list[Claim]) -> list[Value]:
    """All values stated in these claims."""
    return [value for claim in claims for value in claim.values]


def kinds_between(conflicts: tuple[Conflict, ...], left: list[Claim], right: list[Claim]) -> set[ConflictKind]:
    """Kinds of the conflicts between two lots of claims, whichever way round."""
    one, two = {claim.id for claim in left}, {claim.id for claim in right}
    return {c.kind for c in conflicts if {c.left, c.right} & one and {c.left, c.right} & two and c.left != c.right}


def test_every_claim_is_tied_to_its_characters(report: Report, claims: tuple[Claim, ...]) -> None:
    """Before all else: each quote is the text at its place."""
    for claim in claims:
        for span in (*claim.speaker, *claim.cue, *claim.content):
            assert report.text[span.start : span.end] == span.quote


def test_paragraph_01(by_paragraph: Paragraphs) -> None:
    """A chance to surrender for fighters: attributed, and nothing of it can reach a plan."""
    held = by_paragraph[1]
    assert [claim.party for claim in held] == ["russian-side"]
    assert not {value.slot for value in values(held)} & PLANNED


def test_paragraph_02(by_paragraph: Paragraphs) -> None:
    """An offer and a demand to fighters in one breath: two claims, the demand a military condition."""
    held = by_paragraph[2]
    assert {Stance.OFFERS, Stance.DEMANDS} <= {claim.stance for claim in held}
    assert any(isinstance(value, ConditionValue) and value.military for value in values(held))


def test_paragraph_03(by_paragraph: Paragraphs) -> None:
    """Residents and soldiers in one vague count, from authorities of no stated side: withheld, and no party guessed."""
    counted = [claim for claim in by_paragraph[3] if claim.value("people")]
    assert counted
    assert all(claim.on_combatants and claim.attributed and claim.party is None for claim in counted)


def test_paragraph_04(by_paragraph: Paragraphs) -> None:
    """Hours in Moscow time, one of them malformed; a destination in nobody's mouth."""
    windows = [value for value in values(by_paragraph[4]) if isinstance(value, WindowValue)]
    assert [(w.opens, w.closes) for w in windows] == [
        (datetime(2022, 6, 15, 5, tzinfo=UTC), datetime(2022, 6, 15, 17, tzinfo=UTC))
    ]
    assert windows[0].zone == "Europe/Moscow"
    assert any("20:00 p.m." in flag for claim in by_paragraph[4] for flag in claim.flags)
    carried = [claim for claim in by_paragraph[4] if claim.value("destination")]
    assert [(c.attributed, c.party, c.suggested_party) for c in carried] == [(False, None, "russian-side")]
    assert [v.place for v in values(carried) if isinstance(v, DestinationValue)] == ["svatove"]


def test_paragraph_05(by_paragraph: Paragraphs) -> None:
    """Readiness is not transport: an offer in quotation marks, kept verbatim, with no vehicle in it."""
    held = by_paragraph[5]
    assert [claim.stance for claim in held] == [Stance.OFFERS]
    assert "stand ready" in held[0].content[0].quote
    assert not any(isinstance(value, TransportValue) for value in values(held))


def test_paragraph_06(by_paragraph: Paragraphs) -> None:
    """All bridges destroyed, said by nobody and done by nobody: an unattributed claim on roads."""
    (held,) = by_paragraph[6]
    assert not held.attributed
    assert held.party is None
    road = held.value("road")
    assert isinstance(road, RoadValue)
    assert (road.element, road.state, road.scope) == ("bridge", "destroyed", "all")


def test_paragraph_07(by_paragraph: Paragraphs) -> None:
    """An accusation stays an accusation of one side and states no value."""
    held = by_paragraph[7]
    assert [(claim.stance, claim.party) for claim in held] == [(Stance.ACCUSES, "russian-side")]
    assert not values(held)


def test_paragraph_08(by_paragraph: Paragraphs, conflicts: tuple[Conflict, ...]) -> None:
    """The denial is the other side's, and it denies the accusation, not the corridor."""
    denials = [claim for claim in by_paragraph[8] if claim.stance is Stance.DENIES]
    assert [claim.party for claim in denials] == ["ukrainian-side"]
    accusations = [c for number in (7, 8) for c in by_paragraph[number] if c.stance is Stance.ACCUSES]
    assert kinds_between(conflicts, denials, accusations) == {ConflictKind.DENIES}
    assert not kinds_between(conflicts, denials, [*by_paragraph[2], *by_paragraph[4]])


def test_paragraph_09(by_paragraph: Paragraphs) -> None:
    """More than 500 citizens is at least 501 civilians with no upper end; reserves nobody counted stay uncounted."""
    counts = [value for value in values(by_paragraph[9]) if isinstance(value, PeopleValue)]
    assert [(c.low, c.high, c.population) for c in counts] == [(501, None, Population.CIVILIANS)]
    reserves = [value for value in values(by_paragraph[9]) if isinstance(value, ReserveValue)]
    assert reserves
    assert all(reserve.days is None for reserve in reserves)


def test_paragraph_10(by_paragraph: Paragraphs, conflicts: tuple[Conflict, ...]) -> None:
    """A count of fighters is withheld, and is not a conflict with a count of civilians."""
    held = by_paragraph[10]
    assert all(claim.on_combatants for claim in held)
    assert held
    assert not kinds_between(conflicts, held, by_paragraph[9])


def test_paragraph_11(by_paragraph: Paragraphs) -> None:
    """One side says that it told the other: a notice, no receipt and no acceptance."""
    notices = [claim for claim in by_paragraph[11] if claim.kind is Kind.NOTICE]
    assert [claim.party for claim in notices] == ["russian-side"]
    answers = [value for value in values(by_paragraph[11]) if isinstance(value, AnswerValue)]
    assert [(answer.slot, answer.addressee) for answer in answers] == [("notice", "Kyiv")]


def test_paragraph_12(by_paragraph: Paragraphs, conflicts: tuple[Conflict, ...]) -> None:
    """A request told by the other side is relayed; the refusal names a bridge; a second direction is an alternative."""
    held = by_paragraph[12]
    ids = {claim.id for claim in held}
    requests = [claim for claim in held if claim.stance is Stance.REQUESTS]
    assert [(claim.party, claim.relayed_by in ids) for claim in requests] == [("ukrainian-side", True)]
    refusals = [claim for claim in held if claim.value("refusal")]
    roads = [value for value in values(refusals) if isinstance(value, RoadValue)]
    assert [(road.element, road.state, road.scope) for road in roads] == [("bridge", "destroyed", "only")]
    assert ConflictKind.CONTRADICTS in kinds_between(conflicts, refusals, by_paragraph[6])
    assert ConflictKind.ALTERNATIVE in kinds_between(conflicts, held, by_paragraph[4])


def test_paragraph_13(by_paragraph: Paragraphs) -> None:
    """Another plant, as a comparison: nobody's claim, its mixed count withheld, and nothing of it can reach a plan."""
    held = by_paragraph[13]
    assert all(not claim.attributed for claim in held)
    assert all(claim.on_combatants for claim in held if claim.value("people"))
    assert not {value.slot for value in values(held)} & (PLANNED - {"people"})


def test_paragraph_14(by_paragraph: Paragraphs) -> None:
    """Off the topic: kept, classed as out of scope, and empty of values."""
    held = by_paragraph[14]
    assert held
    assert all(claim.kind is Kind.OUT_OF_SCOPE and not claim.values for claim in held)


def test_paragraph_15(by_paragraph: Paragraphs) -> None:
    """A garbled sentence under a misspelt name: known as the same side, and never a rule about who may stay or go."""
    held = by_paragraph[15]
    assert [claim.party for claim in held] == ["ukrainian-side"]
    assert all(claim.kind is Kind.OUT_OF_SCOPE and not claim.values for claim in held)
