"""The demo as a person runs it: one command, an answer on screen, documents that check themselves."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.runner import Ran, safeconduct

BUNDLE = ("index.html", "brief.pdf", "map.svg", "timetable.csv", "claims.csv", "situation.json", "check.pyz")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """The demo with little work, so that it is quick; the full one is what ``make demo`` runs."""
    out = tmp_path_factory.mktemp("demo") / "azot"
    return safeconduct("demo", "azot", "--out", out, "--work", "300", timeout=300), out


def test_it_ends_with_the_answer_in_80_columns(demo: tuple[Ran, Path]) -> None:
    ran, _ = demo
    assert ran.code == 0, ran.err
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= 80
    for label in ("STATUS", "PEOPLE", "SVATOVE", "LYSYCHANSK", "ASK FIRST", "MISSING", "CHECKED", "OPEN"):
        assert any(line.startswith(label) for line in lines), label
    assert "announced by one party · not agreed · capacity study" in ran.out
    assert re.search(r"PEOPLE +500–1,000 civilians \(\d+ claims; \d+ combatant claims withheld\)", ran.out)


def test_it_writes_the_whole_bundle(demo: tuple[Ran, Path]) -> None:
    _, out = demo
    assert {name for name in BUNDLE if (out / name).is_file()} == set(BUNDLE)
    assert (out.parent / "azot.safeconduct").is_file()
    assert not list(out.glob("*.safeconduct"))
    assert not list(out.parent.glob(".azot-*"))


def test_the_page_needs_no_script_and_no_network(demo: tuple[Ran, Path]) -> None:
    page = (demo[1] / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=["']https?:""", page)


def test_every_answer_is_checked_again_with_bare_python(demo: tuple[Ran, Path]) -> None:
    out = demo[1]
    certificates = sorted(out.glob("certificate-*.json"))
    assert certificates
    for certificate in certificates:
        plan = out / certificate.name.replace("certificate-", "plan-")
        files = [out / "situation.json", *([plan] if plan.is_file() else []), certificate]
        command = [sys.executable, "-I", str(out / "check.pyz"), *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr


def test_an_altered_plan_is_caught_with_bare_python(demo: tuple[Ran, Path], tmp_path: Path) -> None:
    out = demo[1]
    plan = next(iter(sorted(out.glob("plan-*.json"))))
    document = json.loads(plan.read_text(encoding="utf-8"))
    document["body"]["convoys"][0]["arrive"] -= 1
    altered = tmp_path / plan.name
    altered.write_text(json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n")
    certificate = out / plan.name.replace("plan-", "certificate-")
    command = [
        sys.executable,
        "-I",
        str(out / "check.pyz"),
        str(out / "situation.json"),
        str(altered),
        str(certificate),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 5, done.stdout + done.stderr


def test_the_timetable_lists_every_trip(demo: tuple[Ran, Path]) -> None:
    with (demo[1] / "timetable.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    plans = [json.loads(p.read_text(encoding="utf-8"))["body"] for p in sorted(demo[1].glob("plan-*.json"))]
    assert len(rows) == sum(len(plan["trips"]) for plan in plans)


def test_nothing_on_combatants_leaves_the_ledger(demo: tuple[Ran, Path]) -> None:
    out = demo[1]
    for name in ("index.html", "map.svg", "timetable.csv", "claims.csv", "situation.json"):
        text = (out / name).read_text(encoding="utf-8")
        assert "2,500" not in text, name
        assert "2501" not in text, name
