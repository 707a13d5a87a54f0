from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.model.claim import Claim
from safeconduct.model.report import Party, Report
from safeconduct.read.conflicts import find_conflicts
from safeconduct.read.reader import RulesReader
from tests.read.fakes import FakeParser

Maker = Callable[..., Report]
VOCABULARY = (
    "Ardia Ordian said that according to accused denied requested demanded the army it 500 citizens fighters bridge"
    " destroyed open corridor will evacuate Kelm from 8:00 a.m. to 20:00 p.m. Moscow time on Wednesday because which"
    ' deemed impossible and but , . " ? renewed his request for made similar claims refused 15 June 2022 informed'
)
WORDS = VOCABULARY.split(" ")
GAZETTEER = {"kelm": ("Kelm", "the mill")}
SIDES = (
    Party(id="x", label="Ardia side", aliases=("Ardia", "Ardian"), zone="UTC"),
    Party(id="y", label="Ordia side", aliases=("Ordia", "Ordian"), zone="UTC"),
)


def make(text: str) -> Report:
    return Report(
        id="r", title="t", publisher="p", published=date(2022, 6, 15), language="en", sha256="0" * 64, text=text
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)))
def test_every_span_is_verbatim_and_in_range_on_any_text(text: str) -> None:
    report = make(text)
    reader = RulesReader(FakeParser())
    claims = reader.read(report, SIDES, GAZETTEER)
    assert claims == reader.read(report, SIDES, GAZETTEER)
    for claim in claims:
        for span in (*claim.speaker, *claim.cue, *claim.content):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.quote
        assert not claim.values or claim.values[0].slot == claim.kind.value
        assert claim.relayed_by is None or any(c.id == claim.relayed_by for c in claims)
    assert len({c.id for c in claims}) == len(claims)
    find_conflicts(claims, [report])


TEMPLATES = (
    (
        "{X} said on Tuesday that it would provide a humanitarian corridor on Wednesday."
        " {Y} said that more than 500 citizens are hiding within the mill."
    ),
    "The {X}n defense ministry accused {Y}n forces of using residents as human shields. {Y} rejected the charge.",
    (
        "According to the {X}n army, {Y}n officials requested that people be evacuated to Kelm,"
        " but the evacuation was deemed impossible due to the destruction of the only bridge."
    ),
    "{X} has repeatedly made similar claims, which {Y} has dismissed. All bridges to Kelm have been demolished.",
    "The {X}n defense ministry stated that it had informed {Y} of its offer and requested the authorities to answer.",
    (
        "The corridor will be open from 8:00 a.m. to 20:00 p.m. Moscow time on Friday, the {X}n defense ministry said."
        " {Y}n officials estimated that over 2,500 fighters may be hiding at the mill."
    ),
)


def rows(claims: tuple[Claim, ...]) -> list[str]:
    """Claims as text without ids (an id is a hash of the report's)."""
    return [repr(replace(c, id="", relayed_by=c.relayed_by and "outer")) for c in claims]


def renamed(text: str) -> str:
    """The two names and the two party ids exchanged."""
    turn = {"Ardia": "Ordia", "Ordia": "Ardia", "='x'": "='y'", "='y'": "='x'"}
    return re.sub("|".join(turn), lambda match: turn[match.group()], text)


@pytest.mark.parametrize("template", TEMPLATES)
def test_swapping_two_parties_swaps_the_claims_and_nothing_else(reader: RulesReader, template: str) -> None:
    one = reader.read(make(template.format(X="Ardia", Y="Ordia")), SIDES, GAZETTEER)
    two = reader.read(make(template.format(X="Ordia", Y="Ardia")), SIDES, GAZETTEER)
    assert rows(one) == [renamed(row) for row in rows(two)]
    assert len(one) >= 2


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_order_of_the_party_table_does_not_matter(reader: RulesReader, template: str) -> None:
    report = make(template.format(X="Ardia", Y="Ordia"))
    assert reader.read(report, SIDES, GAZETTEER) == reader.read(report, SIDES[::-1], GAZETTEER)


MOST_CALLS = 250
"""Calls a code point of text that is not prose may take; one that looked at all pairs of words would take thousands."""
FILLERS = ("A ", "the ", "will ", '"', "500 people ", "bridge to A and B ", "a" * 50, "1,000 ", "from 8 to ")


@pytest.mark.parametrize("filler", FILLERS)
def test_text_that_is_not_prose_takes_bounded_work(filler: str) -> None:
    """Work is counted in calls, of our functions and of those they call; what a pattern does inside is not seen."""
    reader, length, calls = RulesReader(FakeParser()), 10_000, 0
    report = make(filler * (length // len(filler)))

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        reader.read(report, SIDES, GAZETTEER)
    finally:
        sys.setprofile(None)
    assert 0 < calls <= MOST_CALLS * length
