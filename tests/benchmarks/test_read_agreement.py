"""Agreement of two annotations of one small report, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import AnnotatedReport, parse
from benchmarks.read_agreement import Agreement, compare, figures, from_input, run
from benchmarks.registry import Instance, MissingData, Request

HEAD = """title: t
publisher: p
published: 2027-06-16
language: en
emergency: siege
genre: wire
parties: []
places: {}
---
"""
TEXT = (
    "{+c1.s}Ardia{-c1.s} {+c1.q}said{-c1.q} {+c1.c}40 civilians wait{-c1.c}. "
    "{+c2.s}Ordia{-c2.s} {+c2.q}denied{-c2.q} {+c2.c}this{-c2.c}. {+c3.c}The bridge is closed{-c3.c}.\n"
)
LEDGER = """---
claims:
  c1:
    stance: asserts
    kind: people
    party: null
    values:
      - {slot: people, low: 40, high: 40, population: civilians}
  c2: {stance: denies, kind: out of scope, party: null}
  c3:
    stance: asserts
    kind: road
    party: null
    values:
      - {slot: road, element: bridge, state: closed, scope: named, names: [bridge]}
conflicts:
  - {kind: denies, left: c1, right: c2}
"""
#: The second one: another stance, another population, no road, and the conflict the other way round of another kind.
OTHER = (
    LEDGER.replace("stance: asserts\n    kind: people", "stance: estimates\n    kind: people")
    .replace("population: civilians", "population: unstated")
    .replace("kind: denies, left: c1, right: c2", "kind: contradicts, left: c2, right: c1")
)
OTHER = OTHER[: OTHER.index("  c3:")] + OTHER[OTHER.index("conflicts:") :]
OTHER_TEXT = TEXT.replace("{+c3.c}", "").replace("{-c3.c}", "")


def report(text: str = TEXT, ledger: str = LEDGER) -> AnnotatedReport:
    """One annotation."""
    return parse("001-small.md", HEAD + text + ledger)


def found(first: AnnotatedReport, second: AnnotatedReport) -> dict[str, float]:
    """Every figure by its name."""
    total = Agreement()
    compare(first, second, total)
    return {name: value for name, _, value in figures(total)}


def test_an_annotation_agrees_with_itself() -> None:
    same = found(report(), report())
    assert {value for name, value in same.items() if "claims" not in name} == {100}


def test_each_difference_counts_once() -> None:
    seen = found(report(), report(OTHER_TEXT, OTHER))
    assert (seen["claims of the first"], seen["claims of the second"]) == (3, 2)
    assert seen["rel half F1"] == seen["rel exact F1"] == 100
    assert seen["unattributed F1"] == 0
    assert seen["stance agreement"] == 50
    assert seen["kind agreement"] == 100
    assert seen["people F1"] == seen["road F1"] == seen["values F1"] == 0
    assert seen["conflicts F1"] == 0
    assert seen["conflicts of whatever kind F1"] == 100


def test_two_texts_are_not_compared() -> None:
    with pytest.raises(ValueError, match="same text"):
        compare(report(), report(TEXT.replace("wait", "sit")), Agreement())


def test_a_folder_of_seconds_is_matched_by_name(tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    (tmp_path / "001-small.md").write_text(HEAD + TEXT + LEDGER, encoding="utf-8")
    (tmp_path / "second" / "001-small.md").write_text(HEAD + OTHER_TEXT + OTHER, encoding="utf-8")
    (instance,) = from_input(tmp_path)
    rows = {row.metric: row.value for row in run(instance, 0, Request())}
    assert rows["reports"] == 1
    assert rows["stance agreement"] == 50
    (tmp_path / "second" / "002-small.md").write_text(HEAD + TEXT + LEDGER, encoding="utf-8")
    with pytest.raises(MissingData, match="no first annotation"):
        run(instance, 0, Request())
    assert not from_input(tmp_path / "second")


def test_the_second_annotations_are_of_the_texts_they_name() -> None:
    rows = {row.metric: row.value for row in run(Instance(name="own"), 0, Request())}
    assert rows["reports"] == 10
