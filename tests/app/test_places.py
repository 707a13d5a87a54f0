"""The names a reader should know: those in a place's position that are settled beside each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from safeconduct.adapters.gazetteer import build_places
from safeconduct.app.places import places_in
from safeconduct.read.load import load_report
from safeconduct.read.places import Finder
from tests.cli.test_places import TABLE
from tests.network.test_gazetteer_dump import row

TEXT = (
    "People in Mårsk will be taken to Tarnby. Others were driven from Oster to Vikby. The mayor, Marsk Olsen, said so. "
    "Nobody goes to Nowhere."
)


def test_the_reader_learns_every_spelling_of_what_is_settled(tmp_path: Path) -> None:
    table = TABLE + "\n" + row(5, "Vikby", lat="60", lon="30") + "\n"
    (tmp_path / "XX.txt").write_text(table, encoding="utf-8")
    build_places(tmp_path / "XX.txt", tmp_path / "xx.places")
    report = load_report(
        TEXT.encode(), id="one", title="one", publisher="one", published=date(2026, 3, 12), file="one.txt"
    )
    gazetteer, seen = places_in((report,), tmp_path / "xx.places")
    assert gazetteer == {"marsk": ("Mårsk", "Marsk"), "tarnby": ("Tarnby",)}
    verdicts = {one.name: one.verdict for one in seen}
    assert verdicts == {
        "Mårsk": "found",
        "Tarnby": "found",
        "Oster": "ambiguous",
        "Vikby": "found",
        "Nowhere": "unknown",
    }
    known = [mention.place for mention in Finder(gazetteer).find(TEXT) if mention.known]
    assert known[:2] == ["marsk", "tarnby"]
