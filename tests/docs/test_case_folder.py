"""docs/case-folder.md: its example answers, and it names every slot there is."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from safeconduct.assess import assumptions
from tests.cli.runner import safeconduct

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "case-folder.md").read_text(encoding="utf-8")


def test_the_smallest_case_folder_answers(tmp_path: Path) -> None:
    """140 people, three vehicles of 72 seats and 3 places for wheelchairs, seven hours, nine in wheelchairs: all out
    in three runs of the accessible bus. The road reported flooded is closed, the bridge open on its claim."""
    shutil.copytree(ROOT / "examples" / "weir", tmp_path / "weir")
    found = tmp_path / "weir.json"
    ran = safeconduct("assess", tmp_path / "weir", "-w", tmp_path / "weir.safeconduct", "--out", found)
    assert ran.code == 0, ran.err
    assert "in vain" not in ran.out + ran.err
    states = {road["id"]: road["history"][-1]["state"] for road in _body(found)["roads"]}
    assert states["mill-road"] == "closed"
    assert states["lenne-bridge"] == "open"
    ran = safeconduct("plan", found, "--mode", "most", "--out", tmp_path / "plan")
    assert ran.code == 0, ran.err
    certificate = next(json.loads(p.read_text()) for p in (tmp_path / "plan").glob("certificate*.json"))
    assert (certificate.get("body") or certificate)["persons_out"] == 140


def _body(path: Path) -> dict[str, list[dict[str, list[dict[str, str]]]]]:
    document = json.loads(path.read_text(encoding="utf-8"))
    body: dict[str, list[dict[str, list[dict[str, str]]]]] = document.get("body") or document
    return body


def test_every_slot_of_an_assumption_is_named() -> None:
    """A slot is there when its parts that are not ids stand in one of the two pages."""
    pages = PAGE + (ROOT / "docs" / "assess.md").read_text(encoding="utf-8")
    missing = []
    for pattern, _ in assumptions._SLOTS:
        parts = re.sub(r"\[\^\.\]\+", "", pattern).replace("\\", "").strip(".").split(".")
        words = [word for part in parts for word in re.findall(r"[a-z_]+", part)]
        if not all(word in pages for word in words):
            missing.append(pattern)
    assert not missing
