"""Red line 14: a human confirms.

Fails when: a claim nobody confirmed reaches the situation; a slot a plan needs is filled without a confirmed claim; a
decision can be recorded without who, when, why and the words it is about; a rejected claim is used.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from safeconduct import codec
from safeconduct.assess.confirm import apply_decisions
from safeconduct.model.claim import Decision, Kind
from safeconduct.model.errors import UnconfirmedError
from tests.redlines.worked import assembled, case, claims, situation

GIVEN = Decision(
    report="r",
    quote="500 civilians",
    slot=Kind.PEOPLE,
    verdict="confirm",
    by="access officer",
    at=datetime(2022, 6, 17, 10, tzinfo=UTC),
    why="named source",
)


@pytest.mark.parametrize("missing", ["by", "why", "quote"])
def test_a_decision_says_who_why_and_which_words(missing: str) -> None:
    with pytest.raises(ValueError, match=missing):
        replace(GIVEN, **{missing: " "})


def test_a_decision_has_its_time() -> None:
    with pytest.raises(ValueError, match="UTC"):
        replace(GIVEN, at=GIVEN.at.replace(tzinfo=None))


def test_nothing_confirmed_is_no_situation() -> None:
    with pytest.raises(UnconfirmedError) as refused:
        assembled(decisions=())
    assert refused.value.exit_code == 4
    assert refused.value.next_step


@pytest.mark.parametrize("slot", [Kind.PEOPLE, Kind.WINDOW, Kind.DESTINATION])
def test_each_needed_slot_is_confirmed_or_refused(slot: Kind) -> None:
    without = tuple(d for d in case().decisions if d.slot is not slot)
    with pytest.raises(UnconfirmedError) as refused:
        assembled(decisions=without)
    assert refused.value.field == slot.value


def cited(plain: object) -> set[str]:
    """Claim ids that values of plain data rest on."""
    found: set[str] = set()
    if isinstance(plain, dict):
        basis = plain.get("basis") or plain.get("window_basis")
        if isinstance(basis, dict):
            found |= set(basis["claims"])
        for value in plain.values():
            found |= cited(value)
    elif isinstance(plain, list):
        for value in plain:
            found |= cited(value)
    return found


def test_every_value_rests_on_a_confirmed_claim_or_a_printed_assumption() -> None:
    given = case()
    ledger = apply_decisions(given.reports, claims(), given.decisions, given.parties)
    confirmed = {claim.id for claim in ledger.confirmed}
    rests_on = cited(codec.to_plain(situation()))
    assert rests_on
    assert rests_on <= confirmed
    assert len(confirmed) < len(claims()), "the worked case leaves claims undecided, so the test can fail"


def test_a_rejected_count_is_not_used() -> None:
    """Reject every count: nothing takes its place."""
    rejected = tuple(replace(d, verdict="reject") if d.slot is Kind.PEOPLE else d for d in case().decisions)
    with pytest.raises(UnconfirmedError, match="civilians"):
        assembled(decisions=rejected)
