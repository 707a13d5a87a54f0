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


def test_another_date_and_another_language_are_told(report: Maker) -> None:
    told = "The road is open and the bridge was checked by the engineers of the town on Tuesday."
    other = f"Issued 12 March 2022\n\n{told}\n\nГолова заперечив це і сказав, що дорога закрита."
    said = " ".join(notes_on(report(other)))
    assert '"12 March 2022"' in said
    assert "1 paragraph is not English" in said
    same = f"Issued 15 June 2022\n\n{told}\n\nThe head of the town denied it, and said that it is closed."
    assert notes_on(report(same)) == ()
