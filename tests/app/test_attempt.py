"""``try`` gives the reader the settled names of a gazetteer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from safeconduct.adapters.gazetteer import build_places
from safeconduct.app import attempt as trying
from safeconduct.app.documents import report_from_file
from safeconduct.model.errors import InputError
from tests.cli.test_places import TABLE


class Asked(Exception):
    """Carries what the reader was given."""

    def __init__(self, gazetteer: Mapping[str, Sequence[str]]) -> None:
        self.gazetteer = gazetteer


def asked(folder: Path, monkeypatch: pytest.MonkeyPatch, places: Path | None) -> Mapping[str, Sequence[str]]:
    """The gazetteer that ``try`` hands to the reader for a report on Marsk and Tarnby."""
    (folder / "report.txt").write_text("People in Mårsk will be taken to Tarnby.\n", encoding="utf-8")

    def stop(reports: Any, reader: Any, parties: Any, gazetteer: Mapping[str, Sequence[str]]) -> Any:
        raise Asked(gazetteer)

    monkeypatch.setattr(trying, "read_reports", stop)
    with pytest.raises(Asked) as got:
        trying.attempt(
            folder / "report.txt",
            published=date(2026, 3, 12),
            out=folder / "draft",
            title=None,
            publisher="one",
            say=lambda _: None,
            places=places,
        )
    return got.value.gazetteer


def test_the_reader_gets_every_spelling_of_settled_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "XX.txt").write_text(TABLE + "\n", encoding="utf-8")
    build_places(tmp_path / "XX.txt", tmp_path / "xx.places")
    gazetteer = asked(tmp_path, monkeypatch, tmp_path / "xx.places")
    assert gazetteer == {"marsk": ("Mårsk", "Marsk"), "tarnby": ("Tarnby",)}


def test_without_a_gazetteer_it_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(tmp_path, monkeypatch, None) == {}


def test_a_settled_place_is_no_private_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "XX.txt").write_text(TABLE + "\n", encoding="utf-8")
    build_places(tmp_path / "XX.txt", tmp_path / "xx.places")
    seen: list[tuple[str, ...]] = []

    def watched(file: Path, *, known: tuple[str, ...], **rest: Any) -> Any:
        seen.append(known)
        return report_from_file(file, known=known, **rest)

    monkeypatch.setattr(trying, "report_from_file", watched)
    asked(tmp_path, monkeypatch, tmp_path / "xx.places")
    assert seen == [("Mårsk", "Marsk", "Tarnby")]


def test_a_missing_gazetteer_is_named_before_anything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="no such gazetteer"):
        asked(tmp_path, monkeypatch, tmp_path / "none.places")
