"""The tables of a fleet: what is written twice or wrongly is refused by file, field and next step."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.model.errors import DocumentInvalid
from tests.assess.fleet_village import SLOTS, TABLES
from tests.assess.village import case


def test_they_are_read_in_order() -> None:
    study = case(SLOTS, **TABLES)
    assert study.depots == ("yard",)
    assert [(row.id, row.kind, row.road, row.name) for row in study.resources] == [
        ("pass", "crossing", "hill-road", None)
    ]
    assert [(row.id, row.site) for row in study.groups] == [("up", "mill"), ("home", "mill")]
    assert study.of_a_fleet


def test_a_case_without_them_is_of_no_fleet() -> None:
    assert not case().of_a_fleet
    assert case(sites=[{"id": "mill"}, {"id": "inn"}], corridors=[
        {"id": "up", "site": "mill", "reception": "upham", "mode": "bus"}
    ]).of_a_fleet  # fmt: skip


@pytest.mark.parametrize(
    ("tables", "field", "words"),
    [
        ({"depots": [{"id": "yard"}, {"id": "yard"}]}, "depots[1].id", "two depots"),
        ({"depots": [{"id": "yard", "places": 4}]}, "depots[0].places", "unknown key"),
        ({"resources": [{"id": "p", "kind": "gate", "road": "r"}]}, "resources[0].kind", "'gate' is not known"),
        ({"resources": [{"id": "p", "kind": "ferry"}]}, "resources[0].road", "missing"),
        (
            {"resources": [{"id": "p", "kind": "ferry", "road": "r"}, {"id": "q", "kind": "ferry", "road": "r"}]},
            "resources[1].road",
            "two narrow places lie on 'r'",
        ),
        ({"groups": [{"id": "g", "site": "moon"}]}, "groups[0].site", "'moon' is not known"),
        ({"groups": [{"id": "g", "site": "mill"}] * 2}, "groups[1].id", "two groups"),
    ],
)
def test_a_wrong_row_is_named(tables: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(DocumentInvalid) as caught:
        case(**tables)
    assert words in caught.value.message
    assert caught.value.field == field
    assert caught.value.file == "assumptions.yaml"
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([], "no household is counted"),
        ([{"profile": "single", "count": 0}], "0 is out of range"),
        ([{"profile": "single", "count": 1}, {"profile": "single", "count": 2}], "counted twice"),
    ],
)
def test_counts_of_households_are_whole(value: list[object], words: str) -> None:
    with pytest.raises(DocumentInvalid) as caught:
        case({"group.up.households": value})
    assert words in caught.value.message
