"""Notes on a report: one plain sentence for each thing a person should know."""

from __future__ import annotations

from safeconduct.read.notes import notes_on
from tests.read.conftest import Maker
from tests.read.test_language import SAID


def test_an_ordinary_report_has_no_note(report: Maker) -> None:
    assert notes_on(report(SAID["en"])) == ()


def test_another_language_is_said_with_the_next_step(report: Maker) -> None:
    (note,) = notes_on(report(SAID["uk"]))
    assert "Ukrainian" in note
    assert "Give a translation" in note


def test_each_oddity_has_its_note(report: Maker) -> None:
    notes = notes_on(report(f"{SAID['en']} \u202eMоscow\u202c a\u200bb, said Xxxx Xxxxxx, 43, and Xxxxxx left."))
    assert [note.split()[0] for note in notes] == ["2", "1", "1", "2"]
    assert "CYRILLIC SMALL LETTER O" in notes[2]
    assert "masked" in notes[3]
