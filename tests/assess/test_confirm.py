"""Decisions find their claim by quote and slot, or say why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from safeconduct.assess.confirm import Ledger, apply_decisions, match
from safeconduct.model.claim import Decision, Kind, Population
from safeconduct.model.errors import DocumentInvalid, RefusedError, UnconfirmedError
from tests.assess.village import PARTIES, bridge, claim, decide, people, report, to

ONE = report("South counts 120 civilians in the mill and says the Old bridge fell. 120 more.")


def ledger(claims, *decisions: Decision) -> Ledger:  # type: ignore[no-untyped-def]
    return apply_decisions((ONE,), claims, decisions, PARTIES)


def test_the_smallest_content_with_a_value_of_the_slot_wins() -> None:
    outer = claim(ONE, "South counts 120 civilians in the mill", people(1, 1))
    inner = claim(ONE, "120 civilians in the mill", people(120, 120))
    other = claim(ONE, "120 civilians", bridge("destroyed"))
    found = match(decide(ONE, "120 civilians", Kind.PEOPLE), {"r1": ONE}, (outer, inner, other))
    assert found is inner


def test_of_equal_contents_the_most_deeply_nested_wins() -> None:
    outer = claim(ONE, "120 civilians", kind=Kind.PEOPLE)
    inner = replace(claim(ONE, "120 civilians", people(120, 120)), id="inner", relayed_by=outer.id)
    assert match(decide(ONE, "120 civ", Kind.PEOPLE), {"r1": ONE}, (outer, inner)) is inner


def test_a_claim_of_the_kind_without_a_value_can_be_confirmed() -> None:
    bare = claim(ONE, "the Old bridge fell", kind=Kind.ROAD)
    assert ledger((bare,), decide(ONE, "Old bridge fell", Kind.ROAD)).confirmed == (bare,)


@pytest.mark.parametrize(
    ("quote", "slot", "problem"),
    [
        ("130 civilians", Kind.PEOPLE, "not in the report"),
        ("120", Kind.PEOPLE, "stands 2 times"),
        ("120 civilians", Kind.WINDOW, "no claim of that slot"),
        ("in the mill and says the Old", Kind.ROAD, "no claim of that slot"),
    ],
)
def test_no_match_is_an_error_naming_report_quote_and_slot(quote: str, slot: Kind, problem: str) -> None:
    with pytest.raises(UnconfirmedError) as caught:
        ledger((claim(ONE, "120 civilians", people(120, 120)),), decide(ONE, quote, slot))
    assert problem in caught.value.message
    assert repr(quote) in caught.value.message
    assert (caught.value.file, caught.value.field, caught.value.exit_code) == ("r1", slot.value, 4)


def test_two_equally_good_matches_are_an_error() -> None:
    twins = tuple(replace(claim(ONE, "120 civilians", people(n, n)), id=str(n)) for n in (1, 2))
    with pytest.raises(UnconfirmedError, match="two claims fit equally well"):
        ledger(twins, decide(ONE, "120 civilians", Kind.PEOPLE))


def test_a_report_nobody_has_is_an_error() -> None:
    with pytest.raises(UnconfirmedError, match="no such report"):
        ledger((), decide(report("x", ident="r9"), "120", Kind.PEOPLE))


def test_only_the_slot_decided_is_confirmed_and_the_rest_stays_proposed() -> None:
    both = claim(ONE, "120 civilians in the mill", people(120, 120), to("upham"))
    found = ledger((both,), decide(ONE, "120 civilians", Kind.PEOPLE))
    assert [v.slot for v in found.confirmed[0].values] == ["people"]
    assert [v.slot for v in found.proposed[0].values] == ["destination"]
    assert found.confirmed_for(Kind.DESTINATION) == ()


def test_rejected_is_neither_confirmed_nor_proposed() -> None:
    found = ledger(
        (claim(ONE, "120 civilians", people(120, 120)),), decide(ONE, "120 civilians", Kind.PEOPLE, "reject")
    )
    assert (found.confirmed, found.proposed) == ((), ())


def test_a_later_decision_replaces_an_earlier_one_in_whatever_order_they_come() -> None:
    said = (claim(ONE, "120 civilians", people(120, 120)),)
    first = decide(ONE, "120 civilians", Kind.PEOPLE)
    later = decide(ONE, "120 civilians", Kind.PEOPLE, "reject", at=datetime(2022, 6, 17, tzinfo=UTC))
    for order in ((first, later), (later, first)):
        assert ledger(said, *order).confirmed == ()


def test_a_person_may_attribute_an_unattributed_sentence_and_nothing_else() -> None:
    loose = claim(ONE, "120 civilians", people(120, 120))
    found = ledger((loose,), decide(ONE, "120 civilians", Kind.PEOPLE, speaker="south"))
    assert found.confirmed[0].party == "south"
    assert found.all[loose.id].party is None
    with pytest.raises(DocumentInvalid, match="no party 'east'"):
        ledger((loose,), decide(ONE, "120 civilians", Kind.PEOPLE, speaker="east"))
    with pytest.raises(DocumentInvalid, match="attributes this sentence to 'north'"):
        ledger((replace(loose, party="north"),), decide(ONE, "120 civilians", Kind.PEOPLE, speaker="south"))


@pytest.mark.parametrize("population", [Population.COMBATANTS, Population.MIXED])
def test_counts_of_combatants_cannot_be_confirmed_but_can_be_rejected(population: Population) -> None:
    said = (claim(ONE, "120 civilians", people(120, 120, population=population)),)
    with pytest.raises(RefusedError, match="stay in the ledger"):
        ledger(said, decide(ONE, "120 civilians", Kind.PEOPLE))
    assert ledger(said, decide(ONE, "120 civilians", Kind.PEOPLE, "reject")).confirmed == ()


def test_two_verdicts_of_one_moment_are_refused() -> None:
    said = (claim(ONE, "120 civilians", people(120, 120)),)
    yes, no = (decide(ONE, "120 civilians", Kind.PEOPLE, verdict) for verdict in ("confirm", "reject"))
    with pytest.raises(DocumentInvalid, match="same moment") as caught:
        ledger(said, yes, no)
    assert caught.value.field == "people"
