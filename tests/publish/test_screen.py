"""The closing screen: 80 columns, the lines of the issue, any corridor names."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.publish.screen import screen
from tests.publish import sample


def test_lines_and_width() -> None:
    text = screen(sample.dossier(), "out/azot/index.html")
    assert all(len(line) <= 80 for line in text.splitlines())
    labels = [line.split()[0] for line in text.splitlines() if not line.startswith(" ")]
    assert labels == ["STATUS", "PEOPLE", "BRAVO", "CHARLIE", "ASK", "MISSING", "CHECKED", "OPEN"]
    assert "100–120 civilians (1 claim; 1 combatant claim withheld)" in text
    assert "no vehicle route if 1 bridge claim holds (disputed)" in text
    assert "needs ≥ 2 buses × 1 trip + 1 spare" in text


def test_a_long_name_keeps_to_the_width() -> None:
    dossier = sample.dossier()
    assert dossier.situation is not None
    places = tuple(replace(r, name="A place with a very long name indeed") for r in dossier.situation.receptions)
    text = screen(replace(dossier, situation=replace(dossier.situation, receptions=places)), "index.html")
    assert all(len(line) <= 80 for line in text.splitlines())


def test_a_draft_says_that_nothing_is_confirmed() -> None:
    text = screen(sample.draft(), "index.html")
    assert "nothing confirmed" in text
    assert "CHECKED" not in text
