"""``safeconduct check``: the documents of one corridor or of a fleet, as ``check.pyz`` checks them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.model.certificate import Certificate
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.verify.bundle import build_pyz
from tests.cli.runner import safeconduct
from tests.verify.test_standalone import documents, fleet_documents, write

Documents = tuple[Situation, Plan | FleetPlan, Certificate | FleetCertificate]


def both(folder: Path, *values: Situation | Plan | FleetPlan | Certificate | FleetCertificate) -> tuple[int, int]:
    """How the verb ends, and how ``check.pyz`` does on the same files."""
    files = write(folder, *values)
    build_pyz(folder / "check.pyz")
    command = [sys.executable, "-I", str(folder / "check.pyz"), *files]
    alone = subprocess.run(command, capture_output=True, check=False, cwd=folder)
    return safeconduct("check", *files).code, alone.returncode


@pytest.mark.parametrize("made", [documents, fleet_documents])
def test_the_verb_ends_as_the_file_to_take_along(tmp_path: Path, made: Callable[[], Documents]) -> None:
    """True documents in either order and by themselves; a plan that was changed, a certificate for another, a wrong
    file."""
    situation, plan, proof = made()
    other = replace(plan, work=replace(plan.work, units=plan.work.units + 1))
    without = replace(plan, situation="0" * 64)
    for values, code in (
        ((situation, plan, proof), 0),
        ((situation, proof, plan), 0),
        ((situation, plan), 0),
        ((situation, other, proof), 5),
        ((situation, without), 5),
        ((replace(situation, title="Another"), plan, proof), 5),
        ((situation, situation), 2),
    ):
        assert both(tmp_path, *values) == (code, code), (made, code)


def test_a_fleets_rules_are_listed(tmp_path: Path) -> None:
    """All of them, and of both documents; what is broken stands in the table and in the error."""
    situation, plan, proof = fleet_documents()
    ran = safeconduct("check", *write(tmp_path, situation, proof, plan), "--json")
    assert ran.code == 0, ran.err
    rules = json.loads(ran.out)
    assert {rule["document"] for rule in rules} == {"fleet plan", "certificate", "situation"}
    assert {"F1 people", "F18 reports of the day", "bounds", "sunset"} <= {rule["rule"] for rule in rules}
    assert "note: headway" in ran.err
    broken = safeconduct("check", *write(tmp_path, situation, proof, replace(plan, left_behind=())))
    assert broken.code == 5
    assert "BROKEN" in broken.out
    assert "F1 people" in broken.err


def test_help_says_what_it_takes() -> None:
    """Both kinds of documents."""
    told = " ".join(safeconduct("check", "--help").out.split())
    assert "of one corridor or of a fleet" in told
    assert "check.pyz" in told


def test_what_is_noted_when_planning(tmp_path: Path) -> None:
    """The same words, before the plan."""
    situation, _, _ = fleet_documents()
    first, *others = situation.corridors
    assert first.window is not None
    odd = replace(first, window=replace(first.window, as_written="08:00 to 19:00"))
    path = tmp_path / "given.json"
    path.write_bytes(codec.dump(replace(situation, corridors=(odd, *others))))
    for ran in (
        safeconduct("plan", path, "--together", "--work", "100", "--mode", "most"),
        safeconduct("plan", path, "--corridor", first.id, "--work", "100", "--mode", "most"),
    ):
        assert f"note: window words: {first.id}: '08:00 to 19:00', but the window closes at 18:00" in ran.err
