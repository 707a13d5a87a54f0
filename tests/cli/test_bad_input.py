"""Bad input: a clear error naming file, field and next step, exit 2 (or 4), and nothing half-written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.runner import AZOT, safeconduct

BAD_REPORTS = {
    "empty": b"",
    "blank": b" \n\n ",
    "binary": b"\x00\x01\x02" * 500,
    "latin-1": "Évacuation à 8 h".encode("latin-1"),
    "one-line": b"x" * 10_000_000,
    "html": b"<html><script>alert(1)</script><p>All bridges are destroyed.</p></html>",
}


@pytest.mark.parametrize("name", BAD_REPORTS)
def test_a_bad_report_is_refused_by_name(tmp_path: Path, name: str) -> None:
    report = tmp_path / f"{name}.txt"
    report.write_bytes(BAD_REPORTS[name])
    out = tmp_path / "out"
    ran = safeconduct("try", report, "--published", "2022-06-15", "--out", out)
    assert ran.code == 2
    assert report.name in ran.err
    assert "next:" in ran.err
    assert not out.exists()


def test_a_plain_text_needs_its_date(tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_text("North said all bridges are destroyed.")
    ran = safeconduct("read", report)
    assert ran.code == 2
    assert "--published" in ran.err


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(AZOT, folder)
    return folder


LOADED = "slot: leg.azot.svatove.loaded_kph\n    value: "
FAR = "slot: leg.azot.svatove.km\n    value: "

#: file, words to replace, what to put there, words the error must hold
BAD_TABLES = [
    ("assumptions.yaml", "slot: unload.minutes", "slot: unload.minuets", "unload.minuets"),
    ("assumptions.yaml", "{count: 5, seats: 45", "{count: -5, seats: 45", "fleet.bus"),
    ("assumptions.yaml", LOADED + "40", LOADED + "400000000", "loaded_kph"),
    ("assumptions.yaml", FAR + "78", FAR + ".nan", "svatove.km"),
    ("assumptions.yaml", "as_of: 2022-06-17T18:00:00Z", "as_of: 2022-06-17T18:00:00", "as_of"),
    ("decisions.yaml", "verdict: confirm", "verdict: confirmed", "verdict"),
    ("decisions.yaml", "at: 2022-06-17T09:05:00Z", "at: 2022-06-17T09:05:00", "at"),
    ("parties.yaml", "zone: Europe/Moscow", "zone: Mars/Olympus", "zone"),
    ("roads.geojson", "FeatureCollection", "Feature", "roads.geojson"),
]


@pytest.mark.parametrize(("file", "old", "new", "named"), BAD_TABLES)
def test_a_bad_table_is_refused_by_field(case: Path, file: str, old: str, new: str, named: str) -> None:
    table = case / file
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), encoding="utf-8")
    out = case.parent / "out"
    ran = safeconduct("demo", case, "--out", out)
    assert ran.code == 2, ran.err
    assert file in ran.err
    assert named in ran.err
    assert "next:" in ran.err
    assert not out.exists()


def test_a_document_that_is_no_situation_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "plan.json"
    wrong.write_text('{"document":"situation","version":1,"body":{"name":NaN}}')
    ran = safeconduct("plan", wrong)
    assert ran.code == 2
    assert "plan.json" in ran.err
    assert "next:" in ran.err


def test_a_missing_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    ran = safeconduct("claims", "--workspace", tmp_path / "none.safeconduct")
    assert ran.code == 2
    assert "safeconduct read" in ran.err
