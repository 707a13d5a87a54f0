"""Roads on the page: crossings first, each state with its sentence and its age."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.publish.ledger import build_ledger
from safeconduct.web.roads import age, road_rows
from tests.publish import sample

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
