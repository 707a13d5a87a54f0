"""The operations that come with the program, and the line a brief has on those like a situation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct.app import operations
from safeconduct.app.operations import line_on_similar, past_operations
from safeconduct.model.errors import DocumentInvalid, NotFound
from tests.redlines.worked import situation
from tests.stress.past import TEXT


def test_in_the_order_of_their_days() -> None:
    days = [one.when for one in past_operations()]
    assert days == sorted(days)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as found:
        past_operations(tmp_path)
    assert found.value.file == str(tmp_path)


def test_a_fault_in_a_file_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(TEXT.replace("mode: bus", "mode: boat"), encoding="utf-8")
    with pytest.raises(DocumentInvalid) as found:
        past_operations(tmp_path)
    assert (found.value.file, found.value.field) == (str(tmp_path / "small.yaml"), "mode")


def test_they_are_found_inside_an_installed_package_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "small.yaml").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(operations, "CASES", (tmp_path, tmp_path / "absent"))
    assert [one.id for one in past_operations()] == ["small"]


def test_the_worked_case_names_the_past_and_not_itself() -> None:
    """Its own operation began on the day of its window; what came later is not known on that day."""
    line = line_on_similar(situation())
    assert "East Ghouta" in line
    assert "siege, consent missing, screening bound" in line
    assert "Azot" not in line
    assert "Gaza" not in line


def test_a_situation_that_states_nothing_has_no_line() -> None:
    assert line_on_similar(replace(situation(), corridors=(), sites=())) == ""
