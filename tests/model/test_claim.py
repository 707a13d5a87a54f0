"""Claims: their ids, their values, and what is kept apart."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from safeconduct.model.claim import (
    AnswerValue,
    Claim,
    Decision,
    Hedge,
    Kind,
    Origin,
    PeopleValue,
    Population,
    Stance,
    Value,
    WindowValue,
    claim_id,
)
from safeconduct.model.report import Span

SHA = hashlib.sha256(b"text").hexdigest()


def span(start: int, end: int, report: str = "r1") -> Span:
    """A span of that length."""
    return Span(report=report, start=start, end=end, quote="x" * (end - start))


def people(low: int | None, high: int | None, population: Population = Population.CIVILIANS) -> PeopleValue:
    """A count."""
    return PeopleValue(low=low, high=high, population=population, hedge=Hedge.EXACT, as_written="n")


def claim(*values: Value, speaker: tuple[Span, ...] = (), content: tuple[Span, ...] | None = None) -> Claim:
    """A claim with these values."""
    return Claim(
        id="c1",
        report="r1",
        kind=Kind.PEOPLE,
        stance=Stance.ESTIMATES,
        hedge=Hedge.AT_LEAST,
        origin=Origin.RULES,
        speaker=speaker,
        cue=(),
        content=(span(10, 20),) if content is None else content,
        party=None,
        suggested_party=None,
        relayed_by=None,
        values=values,
        places=(),
        flags=(),
    )


# --- ids -------------------------------------------------------------------------------------------------------


def test_id_is_the_hash_of_what_was_said_where() -> None:
    """Twelve hex digits of SHA-256 over report, content, speaker and kind."""
    expected = hashlib.sha256(f"{SHA}|10-20|30-40||0-6|people".encode()).hexdigest()[:12]
    assert claim_id(SHA, (span(10, 20), span(30, 40)), (span(0, 6),), Kind.PEOPLE) == expected


def test_id_changes_with_each_of_its_parts() -> None:
    """Another report, content, speaker or kind is another claim."""
    ids = {
        claim_id(SHA, (span(10, 20),), (span(0, 6),), Kind.PEOPLE),
        claim_id(SHA[::-1], (span(10, 20),), (span(0, 6),), Kind.PEOPLE),
        claim_id(SHA, (span(10, 21),), (span(0, 6),), Kind.PEOPLE),
        claim_id(SHA, (span(10, 20),), (span(0, 7),), Kind.PEOPLE),
        claim_id(SHA, (span(10, 20),), (), Kind.PEOPLE),
        claim_id(SHA, (span(10, 20),), (span(0, 6),), Kind.ROAD),
    }
    assert len(ids) == 6


def test_content_and_speaker_do_not_run_together() -> None:
    """The same ranges, divided otherwise between content and speaker, give another id."""
    one = claim_id(SHA, (span(10, 20), span(0, 6)), (), Kind.PEOPLE)
    two = claim_id(SHA, (span(10, 20),), (span(0, 6),), Kind.PEOPLE)
    assert one != two


# --- claims ----------------------------------------------------------------------------------------------------


def test_a_claim_has_content() -> None:
    """Without content nobody said anything."""
    with pytest.raises(ValueError, match="has content"):
        claim(content=())


def test_spans_lie_in_one_report() -> None:
    """A claim is tied to one text."""
    with pytest.raises(ValueError, match="lie in its report"):
        claim(speaker=(span(0, 6, report="r2"),))


def test_attributed_means_a_speaker_is_named() -> None:
    """No speaker in the text: not attributed, whoever is suspected."""
    assert claim(speaker=(span(0, 6),)).attributed
    assert not claim().attributed


def test_value_finds_a_slot() -> None:
    """The first value of the slot; None when there is none."""
    refusal = AnswerValue(slot="refusal", place="lysychansk", addressee=None, reason="bridge", as_written="impossible")
    held = claim(people(501, None), people(40, 40, Population.CHILDREN), refusal)
    assert held.value("people") == people(501, None)
    assert held.value("refusal") is refusal
    assert held.value("window") is None


@pytest.mark.parametrize(
    ("population", "withheld"),
    [
        (Population.CIVILIANS, False),
        (Population.CHILDREN, False),
        (Population.UNSTATED, False),
        (Population.COMBATANTS, True),
        (Population.MIXED, True),
    ],
)
def test_who_is_withheld(population: Population, withheld: bool) -> None:
    """Counts of combatants, and counts that mix them in, are withheld (red line 12)."""
    assert claim(people(500, None), people(2501, None, population)).on_combatants is withheld


# --- values ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bounds", [(None, None), (0, 0), (501, None), (None, 40), (500, 800)])
def test_counts_with_open_bounds(bounds: tuple[int | None, int | None]) -> None:
    """Either bound may be open."""
    assert (people(*bounds).low, people(*bounds).high) == bounds


@pytest.mark.parametrize(
    ("bounds", "message"), [((-1, None), "from 0"), ((None, -5), "from 0"), ((9, 8), "low <= high")]
)
def test_impossible_counts(bounds: tuple[int | None, int | None], message: str) -> None:
    """Nobody counts below 0 or backwards."""
    with pytest.raises(ValueError, match=message):
        people(*bounds)


def test_announced_hours_are_utc_or_open() -> None:
    """A bound nobody settled is None; a naive one is refused."""
    assert WindowValue(opens=None, closes=None, zone=None, as_written="on Saturday").opens is None
    naive = datetime(2022, 6, 15, 8)  # noqa: DTZ001 - the naive time is what is refused
    with pytest.raises(ValueError, match="aware UTC"):
        WindowValue(opens=naive, closes=None, zone=None, as_written="at 8")


# --- decisions -------------------------------------------------------------------------------------------------


def decision(**changes: Any) -> Decision:
    """A decision with some fields changed."""
    fields: dict[str, Any] = {
        "report": "r1",
        "quote": "more than 500",
        "slot": Kind.PEOPLE,
        "verdict": "confirm",
        "by": "access officer",
        "at": datetime(2022, 6, 15, 4, tzinfo=UTC),
        "why": "two reports agree",
    }
    return Decision(**{**fields, **changes})


@pytest.mark.parametrize("field", ["quote", "by", "why"])
@pytest.mark.parametrize("blank", ["", "  \u00a0"])
def test_a_decision_says_what_who_and_why(field: str, blank: str) -> None:
    """None of the three may be blank (red line 14)."""
    with pytest.raises(ValueError, match=f"states its {field}"):
        decision(**{field: blank})


def test_a_decision_says_when() -> None:
    """In aware UTC."""
    assert decision().at.hour == 4
    with pytest.raises(ValueError, match=r"decision\.at"):
        decision(at=datetime(2022, 6, 15, 4))  # noqa: DTZ001 - the naive time is what is refused
