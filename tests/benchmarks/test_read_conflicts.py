from pathlib import Path

import pytest

from benchmarks.corpus import parse
from benchmarks.read_conflicts import gold_ledger, score_rules
from safeconduct.model.claim import ConflictKind, Hedge, PeopleValue, RoadValue

HEAD = """title: t
publisher: p
published: 2027-05-05
language: en
emergency: siege
genre: wire
parties:
  - {id: x, label: Ardia side, zone: UTC, aliases: [Ardia]}
  - {id: y, label: Ordia side, zone: UTC, aliases: [Ordia]}
places: {mill: [the mill]}
"""
TEXT = (
    "{+c1.s}Ardia{-c1.s} {+c1.q}said{-c1.q} {+c1.c}800 people are at the mill{-c1.c}. "
    "{+c2.s}Ordia{-c2.s} {+c2.q}said{-c2.q} {+c2.c}500 people are at the mill{-c2.c}. "
    "{+c3.s}Ordia{-c3.s} {+c3.q}said{-c3.q} {+c3.c}the only bridge was destroyed{-c3.c}."
)
PEOPLE = "{{slot: people, low: {0}, high: {0}, population: unstated}}"
LEDGER = f"""claims:
  c1: {{stance: asserts, kind: people, party: x, values: [{PEOPLE.format(800)}]}}
  c2: {{stance: asserts, kind: people, party: y, values: [{PEOPLE.format(500)}]}}
  c3:
    stance: asserts
    kind: road
    party: y
    values: [{{slot: road, element: bridge, state: destroyed, scope: only, names: []}}]
conflicts:
  - {{kind: different magnitude, left: c1, right: c2}}
"""


@pytest.fixture
def whole() -> str:
    return f"{HEAD}---\n{TEXT}\n---\n{LEDGER}"


def test_gold_claims_in_the_ledgers_own_type(whole: str) -> None:
    report, claims = gold_ledger(parse("001-t.md", whole))
    count, bridge = claims[0].values[0], claims[2].values[0]
    assert isinstance(count, PeopleValue)
    assert (count.low, count.hedge, count.place) == (800, Hedge.EXACT, "mill")
    assert isinstance(bridge, RoadValue)
    assert bridge.scope == "only"
    assert [claim.id for claim in claims] == ["c1", "c2", "c3"]
    assert all(report.text[s.start : s.end] == s.quote for claim in claims for s in claim.content)


def test_the_rules_are_scored_on_them(whole: str) -> None:
    found = score_rules([parse("001-t.md", whole)]).findings
    tally = found.conflicts[ConflictKind.DIFFERENT_MAGNITUDE]
    assert (tally.right, tally.read, tally.gold) == (1, 1, 1)
    assert found.across == 0


def test_the_half_kept_apart_is_never_its_default() -> None:
    source = Path(__file__).parents[2] / "benchmarks" / "read_conflicts.py"
    assert 'CORPUS / "dev"' in source.read_text(encoding="utf-8")
