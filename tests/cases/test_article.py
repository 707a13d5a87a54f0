"""The issue's article: what the reader must show. The text lies outside the repository and is never committed."""

from __future__ import annotations

import importlib.util
import json
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.model.claim import Claim, Conflict, ConflictKind, Kind, PeopleValue, Population, Stance, WindowValue
from safeconduct.model.report import Report
from safeconduct.read.conflicts import find_conflicts
from safeconduct.read.load import load_report
from safeconduct.read.reader import RulesReader
from safeconduct.read.relations import relations_json

SHARED = Path(__file__).parents[2].parent / "shared"
SEED, SCORER = SHARED / "seed", SHARED / "tools" / "score_attribution.py"

pytestmark = pytest.mark.skipif(
    not (SEED / "article.txt").is_file() or not SCORER.is_file(),
    reason=f"the issue's article and the scorer are not at {SHARED}",
)


def load(published: date = date(2022, 6, 15)) -> Report:
    data = (SEED / "article.txt").read_bytes()
    return load_report(data, id="article", title="article", publisher="issue", published=published)


@pytest.fixture(scope="module")
def reader() -> RulesReader:
    return RulesReader(SpacyParser())


@pytest.fixture(scope="module")
def report() -> Report:
    return load()


@pytest.fixture(scope="module")
def claims(reader: RulesReader, report: Report) -> tuple[Claim, ...]:
    return reader.read(report, (), {})


@pytest.fixture(scope="module")
def conflicts(claims: tuple[Claim, ...], report: Report) -> tuple[Conflict, ...]:
    return find_conflicts(claims, [report])


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_attribution", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(report: Report) -> dict[str, Any]:
    data = json.loads((SEED / "gold.json").read_text(encoding="utf-8"))
    rows = [
        {role: [[s["start"], s["end"]] for s in claim.get(role, [])] for role in ("source", "cue", "content")}
        for claim in data["claims"]
        if claim.get("attributed")
    ]
    return {report.id: {"text": report.text, "relations": rows}}


def hours(claims: tuple[Claim, ...]) -> list[WindowValue]:
    return [v for c in claims for v in c.values if isinstance(v, WindowValue) and v.opens is not None]


def pairs(conflicts: tuple[Conflict, ...], claims: tuple[Claim, ...], kind: ConflictKind) -> list[set[str]]:
    said = {c.id: " ".join(s.quote for s in c.content) for c in claims}
    return [{said[c.left], said[c.right]} for c in conflicts if c.kind is kind]


def test_who_and_what_reach_eighty(report: Report, claims: tuple[Claim, ...]) -> None:
    figures = scorer().score(gold(report), relations_json(report, claims))
    assert figures["rel_half"]["F"] >= 80.0
    assert figures["src_acc"] >= 90.0


def test_every_span_is_verbatim(report: Report, claims: tuple[Claim, ...]) -> None:
    for claim in claims:
        for span in (*claim.speaker, *claim.cue, *claim.content):
            assert report.text[span.start : span.end] == span.quote


def test_the_window_in_utc(claims: tuple[Claim, ...]) -> None:
    (window,) = hours(claims)
    assert window.opens == datetime(2022, 6, 15, 5, tzinfo=UTC)
    assert window.closes == datetime(2022, 6, 15, 17, tzinfo=UTC)
    assert window.zone == "Europe/Moscow"
    assert any("malformed" in flag for flag in window.flags)


def test_the_window_of_the_winter_twin(reader: RulesReader) -> None:
    (window,) = hours(reader.read(load(date(2022, 12, 14)), (), {}))
    assert window.opens == datetime(2022, 12, 14, 5, tzinfo=UTC)
    assert window.closes == datetime(2022, 12, 14, 17, tzinfo=UTC)


def test_counts(claims: tuple[Claim, ...]) -> None:
    counts = [v for c in claims for v in c.values if isinstance(v, PeopleValue)]
    civilians = [v for v in counts if v.population is Population.CIVILIANS]
    assert [(v.low, v.high) for v in civilians] == [(501, None)]
    assert [(v.low, v.high) for v in counts if v.population is Population.COMBATANTS] == [(2501, None)]
    assert [(v.low, v.high) for v in counts if v.population is Population.MIXED] == [(200, 999), (200, 999)]
    assert len({v.place for v in counts if v.population is Population.MIXED}) == 2


def test_exactly_four_claims_have_no_speaker(claims: tuple[Claim, ...]) -> None:
    loose = [c for c in claims if not c.attributed]
    assert len(loose) == 4
    assert all(c.party is None for c in loose)


def test_all_bridges_and_the_only_bridge(claims: tuple[Claim, ...], conflicts: tuple[Conflict, ...]) -> None:
    (pair,) = pairs(conflicts, claims, ConflictKind.CONTRADICTS)
    assert any(t.startswith("All bridges") for t in pair)
    assert any("the only bridge" in t for t in pair)


def test_the_accusation_and_its_denial(claims: tuple[Claim, ...], conflicts: tuple[Conflict, ...]) -> None:
    (pair,) = pairs(conflicts, claims, ConflictKind.DENIES)
    assert any("shields" in t for t in pair)
    assert any("similar claims" in t for t in pair)


def test_two_directions_a_refusal_and_finer_hours(claims: tuple[Claim, ...], conflicts: tuple[Conflict, ...]) -> None:
    (ways,) = pairs(conflicts, claims, ConflictKind.ALTERNATIVE)
    assert any("Svatovo" in t for t in ways)
    assert any("Lysychansk" in t for t in ways)
    assert len(pairs(conflicts, claims, ConflictKind.REFUSES)) == 1
    assert len(pairs(conflicts, claims, ConflictKind.REFINES)) == 1


def test_civilians_and_fighters_never_conflict(claims: tuple[Claim, ...], conflicts: tuple[Conflict, ...]) -> None:
    assert pairs(conflicts, claims, ConflictKind.DIFFERENT_MAGNITUDE) == []
    by_id = {c.id: c for c in claims}
    assert not any(by_id[c.left].on_combatants or by_id[c.right].on_combatants for c in conflicts)


def test_the_garbled_sentence_and_the_weapons_are_out_of_scope(claims: tuple[Claim, ...]) -> None:
    last = max(claims, key=lambda c: c.content[-1].end)
    assert last.kind is Kind.OUT_OF_SCOPE
    assert last.values == ()
    weapons = [c for c in claims if "heavy weapons" in c.content[0].quote]
    assert [c.kind for c in weapons] == [Kind.OUT_OF_SCOPE]


def test_parties_and_stances_of_the_gold_ledger(report: Report, claims: tuple[Claim, ...]) -> None:
    """At least 17 of 20 stances, and every party right or open (role phrases and states only, no table given)."""
    data = json.loads((SEED / "gold.json").read_text(encoding="utf-8"))
    stances = sides = rows = 0
    for row in (r for r in data["claims"] if r["attributed"]):
        start, end = row["content"][0]["start"], row["content"][0]["end"]
        found = next((c for c in claims if c.content[0].start == start and c.content[0].end == end), None)
        rows += 1
        if found is not None:
            stances += found.stance is Stance(row["stance"])
            wanted = "ru" if row["party"].startswith("Russia") else "ua" if row["party"] == "Ukraine" else None
            assert found.party in (wanted, None), row["id"]
            sides += found.party == wanted
    assert rows == 20
    assert stances >= 17
    assert sides >= 18
