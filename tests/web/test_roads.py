"""Roads on the page: crossings first, each state with its sentence and its age."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.publish.ledger import build_ledger
from safeconduct.web.roads import age, road_rows
from tests.publish import sample
from tests.web.served import Service

NOON = datetime(2022, 6, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-5, "0 min"),
        (40, "40 min"),
        (60, "1 h"),
        (119, "1 h"),
        (47 * 60, "47 h"),
        (48 * 60, "2 days"),
        (4320, "3 days"),
    ],
)
def test_an_age_in_the_unit_a_reader_thinks_in(minutes: int, words: str) -> None:
    assert age(NOON - timedelta(minutes=minutes), NOON) == words


def test_crossings_come_first_and_rest_on_claims() -> None:
    dossier = sample.dossier()
    assert dossier.situation is not None
    rows = road_rows(dossier.situation, build_ledger(dossier, dossier.situation.assumptions))
    assert {row.id for row in rows} == {road.id for road in dossier.situation.roads}
    bridges = [row.kind.startswith("bridge") for row in rows]
    assert bridges == sorted(bridges, reverse=True)
    assert all(row.now.refs for row in rows if row.kind.startswith("bridge"))


def test_a_claim_that_does_not_fit_a_state_is_shown_with_what_it_says() -> None:
    """Closed, and another claim speaks of the bridge otherwise: its words stand there, not only that it disputes."""
    dossier = sample.dossier()
    assert dossier.situation is not None
    ledger = build_ledger(dossier, dossier.situation.assumptions)
    claim = next(one for one in ledger.claims if one.values and not one.masked)
    road = dossier.situation.roads[0]
    fact = replace(road.history[-1], disputed_by=(claim.id, "unknown"))
    doubted = replace(road, history=(*road.history[:-1], fact))
    (row,) = road_rows(replace(dossier.situation, roads=(doubted,)), ledger)
    assert [(ref.label, words) for ref, words in row.now.others] == [(claim.label, "; ".join(claim.values))]


def test_a_chip_says_what_it_leads_to(service: Service) -> None:
    """Who, when and the words; no chip of a claim is without, and none holds what is masked."""
    page = service.person("reader").get("/situation").text
    chips = re.findall(r'<a href="([^"]*#claim-[^"]*)"( title="[^"]*")?>', page)
    assert chips
    assert all("“" in title and "”" in title for _, title in chips)
    assert sample.COMBATANT_TEXT not in page
