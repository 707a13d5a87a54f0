"""The worked case: the reader's claims, a person's decisions and the printed assumptions to one Situation."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.adapters.scipy_router import ScipyRouter
from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.assess.assemble import assemble
from safeconduct.assess.assumptions import parse_case
from safeconduct.assess.tables import parse_decisions, parse_parties, parse_reports
from safeconduct.model.claim import Kind, Origin
from safeconduct.model.corridor import CorridorStatus
from safeconduct.model.errors import UnconfirmedError
from safeconduct.model.place import RoadState
from safeconduct.model.report import Report
from safeconduct.network.cut import cut_of
from safeconduct.network.roadfile import parse_roads
from safeconduct.read.reader import RulesReader
from tests.assess.test_assemble import bases, swapped_ids

AZOT = Path(__file__).parents[2] / "examples" / "azot"


@pytest.fixture(scope="module")
def reader() -> RulesReader:
    return RulesReader(SpacyParser())


def tables() -> dict[str, Any]:
    def data(name: str) -> bytes:
        return (AZOT / name).read_bytes()

    reports = []
    for entry in parse_reports(data("reports.yaml"), file="reports.yaml"):
        raw = data(entry.file)
        reports.append(
            Report(
                id=entry.id, title=entry.title, publisher=entry.publisher, published=entry.published,
                language=entry.language, sha256=hashlib.sha256(raw).hexdigest(), text=raw.decode(),
            )
        )  # fmt: skip
    return {
        "reports": tuple(reports),
        "parties": parse_parties(data("parties.yaml"), file="parties.yaml"),
        "decisions": parse_decisions(data("decisions.yaml"), file="decisions.yaml"),
        "roads": parse_roads(data("roads.geojson"), file="roads.geojson"),
        "case": parse_case(data("assumptions.yaml"), file="assumptions.yaml"),
        "routers": ScipyRouter.of,
    }


def read(reader: RulesReader, case: dict[str, Any], reports: tuple[Report, ...] | None = None) -> dict[str, Any]:
    kept = reports or case["reports"]
    gazetteer = case["roads"].gazetteer
    claims = tuple(c for one in kept for c in reader.read(one, case["parties"], gazetteer))
    return {**case, "reports": kept, "claims": claims}


@pytest.fixture(scope="module")
def azot(reader: RulesReader) -> dict[str, Any]:
    return read(reader, tables())


def changed(reader: RulesReader, azot: dict[str, Any], report: str, old: str, new: str) -> dict[str, Any]:
    """The case with one report's words changed, its claims read again."""
    (one,) = [r for r in azot["reports"] if r.id == report]
    assert one.text.count(old) == 1
    text = one.text.replace(old, new)
    other = replace(one, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    claims = reader.read(other, azot["parties"], azot["roads"].gazetteer)
    return {
        **azot,
        "reports": tuple(other if r.id == report else r for r in azot["reports"]),
        "claims": tuple(
            c for r in azot["reports"] for c in (claims if r.id == report else azot["claims"]) if c.report == r.id
        ),
    }


def without(azot: dict[str, Any], quote: str) -> dict[str, Any]:
    kept = tuple(d for d in azot["decisions"] if quote not in d.quote)
    assert len(kept) == len(azot["decisions"]) - 1
    return {**azot, "decisions": kept}


def test_two_corridors_one_announced_by_one_party_one_asked_for_and_refused(azot: dict[str, Any]) -> None:
    situation = assemble(**azot)
    svatove, lysychansk = situation.corridors
    assert svatove.status is CorridorStatus.ANNOUNCED
    assert svatove.window is not None
    assert (svatove.window.opens, svatove.window.closes) == (
        datetime(2022, 6, 15, 5, tzinfo=UTC),
        datetime(2022, 6, 15, 17, tzinfo=UTC),
    )
    assert svatove.missing_parties == ("ukrainian-side",)
    north = {p.party: p for p in svatove.positions}
    assert north["russian-side"].offered
    assert north["russian-side"].conditions
    assert north["ukrainian-side"].told
    assert not north["ukrainian-side"].receipt
    assert lysychansk.status is CorridorStatus.PROPOSED
    west = {p.party: p for p in lysychansk.positions}
    assert west["ukrainian-side"].requested
    assert west["ukrainian-side"].relayed_by
    assert west["russian-side"].refused
    assert [guard.corridor for guard in situation.guards] == ["svatove"]


def test_people_are_a_range_of_civilians(azot: dict[str, Any]) -> None:
    people = assemble(**azot).sites[0].groups[0].people
    assert (people.low, people.likely, people.high) == (500, 568, 1000)
    assert len(people.basis.claims) == 5


def test_three_bridges_are_closed_and_disputed_and_the_borova_stays_unknown(azot: dict[str, Any]) -> None:
    situation = assemble(**azot)
    now = {road.id: road.now for road in situation.roads}
    for bridge in ("pavlohrad-bridge", "proletarskyi-bridge", "yuvileinyi-bridge"):
        assert now[bridge].state is RoadState.CLOSED
        assert now[bridge].basis.claims
        assert now[bridge].disputed_by
    assert now["borova-bridge"].state is RoadState.UNKNOWN
    assert situation.legs[0].leans_on == ("borova-bridge",)
    old = next(r for r in situation.roads if r.id == "yuvileinyi-bridge")
    assert [(e.state, e.since and e.since.day) for e in old.history] == [
        (RoadState.FOOT_ONLY, 12),
        (RoadState.CLOSED, 13),
    ]


def test_the_legs_are_those_of_the_worked_arithmetic(azot: dict[str, Any]) -> None:
    situation = assemble(**azot)
    (leg,) = situation.legs
    assert (leg.reception, leg.minutes_loaded.value, leg.minutes_empty.value) == ("svatove", 117, 94)
    assert situation.sunsets[0].at.value == datetime(2022, 6, 15, 17, 34, tzinfo=UTC)
    (walk,) = situation.foot_crossings
    assert (walk.reception, walk.persons_per_hour.value) == ("lysychansk", 170)


def test_the_cut_names_the_three_bridges_and_never_says_no_route(azot: dict[str, Any]) -> None:
    cut = cut_of(assemble(**azot), "lysychansk")
    assert cut is not None
    assert [edge.road for edge in cut.edges] == ["pavlohrad-bridge", "proletarskyi-bridge", "yuvileinyi-bridge"]
    assert "No vehicle route" in cut.statement
    assert "no route" not in cut.statement.lower()
    assert cut_of(assemble(**azot), "svatove") is None


def test_every_value_traces_to_a_claim_of_the_rules_or_a_printed_assumption(azot: dict[str, Any]) -> None:
    situation = assemble(**azot)
    by_id = {claim.id: claim for claim in azot["claims"]}
    printed = {assumption.id for assumption in situation.assumptions}
    for basis in bases(situation):
        assert all(by_id[c].origin is Origin.RULES and not by_id[c].on_combatants for c in basis.claims)
        assert set(basis.assumptions) <= printed


def test_deleting_the_window_sentence_is_exit_4_naming_it(reader: RulesReader, azot: dict[str, Any]) -> None:
    with pytest.raises(UnconfirmedError, match="a humanitarian corridor will be open") as caught:
        assemble(**changed(reader, azot, "02-ministry-statement", "a humanitarian corridor will be open on", "nothing"))
    assert (caught.value.field, caught.value.exit_code) == ("window", 4)


def test_a_smaller_number_in_the_report_is_a_smaller_bound(reader: RulesReader, azot: dict[str, Any]) -> None:
    fewer = changed(reader, azot, "04-wire-story", "more than 500 citizens", "more than 300 citizens")
    assert assemble(**fewer).sites[0].groups[0].people.low == 301


def test_removing_a_bridge_sentence_changes_the_cut(reader: RulesReader, azot: dict[str, Any]) -> None:
    sentence = "Haidai reported on 13 June that the Proletarskyi bridge has been destroyed.\n"
    less = without(changed(reader, azot, "01-governor-channel", sentence, ""), "the Proletarskyi bridge")
    situation = assemble(**less)
    assert {r.id: r.now.state for r in situation.roads}["proletarskyi-bridge"] is RoadState.UNKNOWN
    assert cut_of(situation, "lysychansk") is None
    assert {leg.reception: leg.leans_on for leg in situation.legs}["lysychansk"] == ("proletarskyi-bridge",)


@pytest.mark.parametrize(
    ("quote", "slot"), [("the Yuvileinyi bridge", Kind.ROAD), ("the people at the factory", Kind.DESTINATION)]
)
def test_one_decision_less_is_never_filled_in(azot: dict[str, Any], quote: str, slot: Kind) -> None:
    if slot is Kind.ROAD:
        now = {r.id: r.now for r in assemble(**without(azot, quote)).roads}["yuvileinyi-bridge"]
        assert now.state is RoadState.FOOT_ONLY
        return
    with pytest.raises(UnconfirmedError) as caught:
        assemble(**without(azot, quote))
    assert caught.value.field == slot.value


def test_swapping_the_parties_gives_the_same_situation_after_renaming_back(azot: dict[str, Any]) -> None:
    ids = ("russian-side", "ukrainian-side")
    other = codec.dump(assemble(**swapped_ids(azot, *ids))).decode()
    for a, b in ((ids[0], "\0"), (ids[1], ids[0]), ("\0", ids[1])):
        other = other.replace(a, b)
    assert other == codec.dump(assemble(**azot)).decode()
