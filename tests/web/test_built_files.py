"""The islands' files: found through the manifest, served by name only, and missed without harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.web import built_files
from tests.web.served import PAGES, Service


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of built files of one island that loads a shared chunk."""
    folder = tmp_path / "built"
    folder.mkdir()
    (folder / "manifest.json").write_text(
        '{"src/plan.ts": {"file": "plan-1.js", "name": "plan", "isEntry": true, "imports": ["_ask-2.js"],'
        ' "css": ["plan-1.css"]}, "_ask-2.js": {"file": "ask-2.js", "name": "ask", "css": ["ask-2.css"]}}'
    )
    (folder / "plan-1.js").write_text("export {};")
    monkeypatch.setattr(built_files, "files", lambda _package: tmp_path)
    built_files.islands.cache_clear()
    yield folder  # type: ignore[misc]
    built_files.islands.cache_clear()


def test_an_island_names_its_script_what_it_needs_first_and_its_sheets(built: Path) -> None:
    assert built.is_dir()
    found = built_files.islands_for("/plan")
    assert [(one.script, one.ahead, one.styles) for one in found] == [
        ("plan-1.js", ("ask-2.js",), ("plan-1.css", "ask-2.css"))
    ]
    assert built_files.islands_for("/documents") == ()


@pytest.mark.parametrize("path", PAGES)
def test_without_built_files_a_page_is_plain_and_says_so(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(built_files, "files", lambda _package: tmp_path)
    built_files.islands.cache_clear()
    try:
        page = service.person("reader").get(path).text
    finally:
        built_files.islands.cache_clear()
    assert "/built/" not in page
    assert "make setup-frontend, make frontend" in page


@pytest.mark.parametrize("name", ["..%2Fguard.py", "manifest.json", "sources.sha256", "none.js", "%2e%2e"])
def test_nothing_but_scripts_and_sheets_is_handed_out(service: Service, name: str) -> None:
    assert service.stranger().get(f"/built/{name}").status_code == 404
