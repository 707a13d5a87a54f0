"""Red line 12: combatants out.

Fails when: a type that a situation, a plan or a certificate is made of can say "combatants", weapons, positions or
fire; a count of combatants can be confirmed; it reaches the worked situation, its page or a table in any form.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from safeconduct import codec
from safeconduct.model.claim import Decision, Kind
from safeconduct.model.errors import RefusedError, SafeconductError
from tests.redlines.test_line_04_no_names import shapes
from tests.redlines.worked import assembled, case, claims, dossier, room, situation

MILITARY = ("combatant", "fighter", "soldier", "troop", "weapon", "armed", "artillery", "position", "fire", "target")


@pytest.mark.parametrize("document", ["situation", "plan", "certificate", "remedy", "audit"])
def test_no_field_or_value_for_combatants(document: str) -> None:
    """A corridor's ``positions`` are what parties are on record with, the only such word there is."""
    for title, names in shapes(document):
        for name in names - ({"positions"} if title == "Corridor" else set()):
            assert not [word for word in MILITARY if word in name], f"{title}.{name}"
    values = str(
        [shape.get("enum") for shape in codec.json_schema(document).get("$defs", {}).values() if "enum" in shape]
    )
    assert not [word for word in MILITARY if word in values]


def test_a_count_of_combatants_cannot_be_confirmed() -> None:
    counts = [claim for claim in claims() if claim.on_combatants]
    assert counts, "the worked case has such a claim"
    for claim in counts:
        decision = Decision(
            report=claim.report,
            quote=claim.content[0].quote,
            slot=Kind.PEOPLE,
            verdict="confirm",
            by="access officer",
            at=datetime(2022, 6, 17, 10, tzinfo=UTC),
            why="a test",
        )
        with pytest.raises(SafeconductError):
            assembled(decisions=(*case().decisions, decision))
    fighters = next(claim for claim in counts if "2,500" in claim.content[0].quote)
    decision = replace(decision, report=fighters.report, quote=fighters.content[0].quote)
    with pytest.raises(RefusedError, match="combatants"):
        assembled(decisions=(*case().decisions, decision))


def test_the_worked_situation_knows_nothing_of_them() -> None:
    text = codec.dump(situation()).decode()
    for trace in ("2500", "2501", "2,500", "fighters"):
        assert trace not in text
    ids = {claim.id for claim in claims() if claim.on_combatants}
    assert not [id_ for id_ in ids if id_ in text]
    assert situation().withheld_claims >= len(ids)


def test_without_such_claims_the_situation_is_the_same() -> None:
    """Only the count of withheld claims differs."""
    civil = tuple(claim for claim in claims() if not claim.on_combatants)
    confirmed = tuple(decision for decision in case().decisions if decision.verdict == "confirm")
    without = assembled(claims=civil, decisions=confirmed)
    assert replace(without, withheld_claims=0) == replace(situation(), withheld_claims=0)
    assert without.withheld_claims < situation().withheld_claims


def test_no_page_or_table_prints_them() -> None:
    page = room("publish.page").page_html(dossier())
    table = room("publish.tables").claims_csv(room("publish.ledger").build_ledger(dossier()))
    for text in (page, table):
        assert "2,500" not in text
        assert "2501" not in text
    assert "withheld" in page
