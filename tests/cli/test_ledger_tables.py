"""The ledger on screen: copies are said and are no second witness; a time line by place or slot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runner import safeconduct

STORY = (
    "Ardia said that 500 civilians are in Kelm. Ordia said that 900 civilians are in Kelm. The road bridge over the "
    "river was closed at noon, a monitor said, and nobody was seen on the road to the north for the rest of the day.\n"
)
LATER = "Ordia said that 700 civilians are in Kelm. The bridge is open again.\n"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a story, its copy a day later, and another report."""
    folder = tmp_path_factory.mktemp("case")
    for name, text in (("first", STORY), ("second", STORY.replace(" at noon", "")), ("third", LATER)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    rows = [
        f"  - {{file: {name}.txt, title: {name}, publisher: p, published: 2022-06-{day}, language: en}}\n"
        for name, day in (("first", 15), ("second", 16), ("third", 17))
    ]
    (folder / "reports.yaml").write_text("reports:\n" + "".join(rows), encoding="utf-8")
    into = folder / "w.safeconduct"
    ran = safeconduct("read", folder / "reports.yaml", "--workspace", into)
    assert ran.code == 0, ran.err
    return into


def test_a_copy_is_said_and_stands_against_nothing_twice(held: Path) -> None:
    ran = safeconduct("conflicts", "--workspace", held, "--json")
    assert "copies: second is a copy of first" in ran.err
    assert "one witness" in ran.err
    claims = {c["id"]: c for c in json.loads(safeconduct("claims", "--workspace", held, "--json").out)}
    pairs = [{claims[c["left"]]["report"], claims[c["right"]]["report"]} for c in json.loads(ran.out)]
    assert {"first"} in pairs
    assert not any("second" in pair for pair in pairs)


def test_a_time_line_by_slot_marks_the_copy(held: Path) -> None:
    lines = json.loads(safeconduct("claims", "--workspace", held, "--timeline", "people", "--json").out)
    assert lines
    (line,) = [line for line in lines if len(line["entries"]) == 5]
    assert line["witnesses"] == 2
    assert [(e["published"][-2:], e["report"], e["witness"]) for e in line["entries"]] == [
        ("15", "first", "first"),
        ("15", "first", "first"),
        ("16", "second", "first"),
        ("16", "second", "first"),
        ("17", "third", "third"),
    ]
    shown = safeconduct("claims", "--workspace", held, "--timeline", line["about"])
    assert shown.code == 0
    assert "2 witnesses" in shown.out


def test_what_has_no_time_line_names_what_has(held: Path) -> None:
    ran = safeconduct("claims", "--workspace", held, "--timeline", "nowhere")
    assert ran.code == 2
    assert "people" in ran.err
