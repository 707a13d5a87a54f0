"""The worked case: what the reports say decides the situation, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from safeconduct.model.claim import ConflictKind, Origin, PeopleValue, Population
from safeconduct.model.corridor import CorridorStatus
from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import UnconfirmedError
from safeconduct.network.cut import cut_of
from safeconduct.publish import lexicon
from safeconduct.publish.ledger import build_ledger
from tests.cases import azot
from tests.cases.azot import AZOT, change, copy, drop_decision, read, situation_of


def test_two_corridors_neither_agreed() -> None:
    situation = situation_of(AZOT)
    status = {corridor.id: corridor.status for corridor in situation.corridors}
    assert status == {"svatove": CorridorStatus.ANNOUNCED, "lysychansk": CorridorStatus.PROPOSED}
    window = situation.corridor("svatove").window
    assert window is not None
    assert (window.opens, window.closes) == (
        datetime(2022, 6, 15, 5, tzinfo=UTC),
        datetime(2022, 6, 15, 17, tzinfo=UTC),
    )
    assert window.zone == "Europe/Moscow"
    assert "ukrainian-side" in situation.corridor("svatove").missing_parties


def test_the_estimate_is_a_range_over_every_confirmed_count() -> None:
    people = situation_of(AZOT).sites[0].groups[0].people
    assert (people.low, people.likely, people.high) == (500, 568, 1000)
    assert len(people.basis.claims) == 5


def test_a_request_told_by_the_other_side_says_so() -> None:
    positions = {p.party: p for p in situation_of(AZOT).corridor("lysychansk").positions}
    assert positions["ukrainian-side"].requested
    assert positions["ukrainian-side"].relayed_by
    assert positions["russian-side"].refused


def test_every_road_that_is_not_open_rests_on_a_claim_or_an_assumption() -> None:
    situation = situation_of(AZOT)
    states = {road.id: road.now for road in situation.roads if road.now.state.value != "open"}
    assert states["borova-bridge"].state.value == "unknown"
    assert states["borova-bridge"].basis.assumptions
    for bridge in ("pavlohrad-bridge", "proletarskyi-bridge", "yuvileinyi-bridge"):
        assert states[bridge].state.value == "closed"
        assert states[bridge].basis.claims


def test_all_claims_come_from_the_rules() -> None:
    assert {claim.origin for claim in read(azot.load_case(AZOT)).claims} == {Origin.RULES}


def test_without_the_window_sentence_the_chain_stops_and_names_it(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    change(
        folder,
        "reports/02-ministry-statement.txt",
        "will be open on 15 June 2022 from 08:00 to 20:00 Moscow time",
        "is planned",
    )
    with pytest.raises(UnconfirmedError) as stopped:
        situation_of(folder)
    assert stopped.value.exit_code == 4
    assert "window" in str(stopped.value)
    assert "02-ministry-statement" in str(stopped.value)


def test_without_any_confirmed_window_the_slot_is_named(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    drop_decision(folder, "a humanitarian corridor will be open on 15 June 2022")
    drop_decision(folder, "the corridor will be open on Wednesday")
    with pytest.raises(UnconfirmedError) as stopped:
        situation_of(folder)
    assert stopped.value.field == "window"
    assert "confirm" in stopped.value.next_step


def test_a_smaller_count_in_a_report_makes_a_smaller_plan(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    change(folder, "reports/04-wire-story.txt", "more than 500 citizens", "more than 300 citizens")
    assert situation_of(folder).sites[0].groups[0].people.low == 301


def test_without_one_bridge_sentence_the_cut_is_gone(tmp_path: Path) -> None:
    whole = cut_of(situation_of(AZOT), "lysychansk")
    assert whole is not None
    assert [edge.road for edge in whole.edges] == ["pavlohrad-bridge", "proletarskyi-bridge", "yuvileinyi-bridge"]
    folder = copy(tmp_path)
    change(
        folder,
        "reports/01-governor-channel.txt",
        "Haidai reported on 13 June that the Proletarskyi bridge has been destroyed.\n",
        "",
    )
    drop_decision(folder, "the Proletarskyi bridge has been destroyed")
    assert cut_of(situation_of(folder), "lysychansk") is None


def test_combatants_stay_in_the_ledger() -> None:
    found = read(azot.load_case(AZOT))
    armed = [
        claim for claim in found.claims
        if any(isinstance(v, PeopleValue) and v.population is Population.COMBATANTS for v in claim.values)
    ]  # fmt: skip
    assert armed
    situation = situation_of(AZOT)
    assert situation.withheld_claims >= len(armed)
    used = set(situation.sites[0].groups[0].people.basis.claims)
    assert not used & {claim.id for claim in armed}


def test_the_expected_conflicts_are_found_and_no_false_one() -> None:
    found = read(azot.load_case(AZOT))
    kinds = {conflict.kind for conflict in found.conflicts}
    assert {ConflictKind.CONTRADICTS, ConflictKind.DENIES, ConflictKind.ALTERNATIVE, ConflictKind.REFUSES} <= kinds
    by_id = {claim.id: claim for claim in found.claims}
    for conflict in found.conflicts:
        if conflict.kind is ConflictKind.DIFFERENT_MAGNITUDE:
            assert not by_id[conflict.left].on_combatants
            assert not by_id[conflict.right].on_combatants


def test_the_page_shows_the_party_a_person_attributed_a_sentence_to() -> None:
    case = azot.load_case(AZOT)
    found = read(case)
    dossier = Dossier(
        reports=found.reports, claims=found.claims, conflicts=found.conflicts, decisions=case.decisions,
        situation=situation_of(AZOT), answers=(), audits=(), decisives=(), draft=False,
    )  # fmt: skip
    driven = next(c for c in build_ledger(dossier).claims if c.quote.startswith("Those who leave will be driven"))
    assert driven.party is not None
    assert driven.party.id == "russian-side"
    assert driven.party_note == lexicon.ATTRIBUTED
    undecided = build_ledger(replace(dossier, decisions=()))
    assert next(c for c in undecided.claims if c.id == driven.id).party is None
