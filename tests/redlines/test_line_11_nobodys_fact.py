"""Red line 11: nobody's fact.

Fails when: any document gains a field with one value for who destroyed a bridge, fired or is to blame; a decision can
confirm such a thing; an accusation of one party alters the situation; only one side's accusation reaches the ledger.
"""

from __future__ import annotations

import pytest

from safeconduct import codec
from safeconduct.model.claim import Kind, Stance
from tests.redlines.test_line_04_no_names import shapes
from tests.redlines.worked import assembled, case, claims, dossier, room, situation

#: Words of a field name that would settle who did it.
BLAME = frozenset(
    {
        *("culprit", "perpetrator", "attacker", "blame", "blamed", "guilty", "fault", "responsible", "responsibility"),
        *("cause", "caused", "agent", "actor", "author", "attribution", "attributed", "destroyer", "who"),
    }
)
#: "by" fields there are: by whom a decision, a relay, a dispute, a resolution, a hold, a proposal to go on is; none
#: says who destroyed.
BY = {"relayed_by", "by", "disputed_by", "controlled_by", "resolved_by", "proposed_by"}


@pytest.mark.parametrize("document", sorted(codec.DOCUMENTS))
def test_no_field_says_who_did_it(document: str) -> None:
    for title, names in shapes(document):
        for name in names:
            assert not BLAME & {name, *name.split("_")}, f"{title}.{name}"
            assert not name.endswith("by") or name in BY, f"{title}.{name}"


def test_a_bridge_has_a_state_and_no_author() -> None:
    found = {title: names for document in codec.DOCUMENTS for title, names in shapes(document)}
    assert found["RoadFact"] == {"state", "since", "basis", "disputed_by"}
    assert found["RoadValue"] == {
        *("slot", "element", "state", "scope", "names", "over", "links", "as_written", "n", "m"),
    }


def test_no_slot_confirms_an_author() -> None:
    assert {kind.value for kind in Kind} == {
        *("people", "window", "destination", "road", "reserve", "transport", "acceptance", "refusal", "condition"),
        *("notice", "outcome", "out of scope"),
    }


def test_accusations_of_both_sides_are_kept_and_change_nothing() -> None:
    accusing = [claim for claim in claims() if claim.stance is Stance.ACCUSES]
    assert {claim.party for claim in accusing} >= {"russian-side", "ukrainian-side"}
    confirmed = {id_ for road in situation().roads for id_ in road.now.basis.claims}
    assert not confirmed & {claim.id for claim in accusing}
    quiet = tuple(claim for claim in claims() if claim.stance is not Stance.ACCUSES)
    quiet_situation = assembled(claims=quiet)
    roads = [(r.id, r.now.state, r.now.basis) for r in quiet_situation.roads]
    assert roads == [(r.id, r.now.state, r.now.basis) for r in situation().roads]


def test_the_page_shows_both() -> None:
    page = room("publish.page").page_html(dossier())
    for party in case().parties:
        assert party.label in page
    assert page.count("accuses") >= 2
