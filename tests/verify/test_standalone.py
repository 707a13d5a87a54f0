"""What ``check.pyz`` says, and the codes it ends with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.model.certificate import Certificate
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation, Sunset
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_certificate import check_fleet_certificate
from safeconduct.verify.standalone import STATEMENT, main
from tests.tiny import known
from tests.tiny_fleet import fleet_plan, tiny_fleet
from tests.verify.certificates import certificate, cut_certificate, shut
from tests.verify.test_fleet_certificate import true_certificate
from tests.verify.timetables import busy, timetable


def under_the_right_sun(situation: Situation) -> Situation:
    """The sunset as it is at Bravo (17:29Z)."""
    at = situation.sunsets[0].at.value.replace(minute=29)
    return replace(situation, sunsets=(Sunset(reception="bravo", at=known(at)),))


def documents(situation: Situation | None = None) -> tuple[Situation, Plan, Certificate]:
    """Situation, plan and certificate that name each other."""
    situation = situation or under_the_right_sun(busy())
    plan = replace(timetable(situation), situation=codec.sha(situation))
    true = replace(certificate(situation, plan), situation=codec.sha(situation), plan=codec.sha(plan))
    return situation, plan, true


def fleet_documents(situation: Situation | None = None) -> tuple[Situation, FleetPlan, FleetCertificate]:
    """Situation, plan and certificate of a fleet that name each other."""
    situation = situation or under_the_right_sun(tiny_fleet())
    plan = replace(fleet_plan(situation), situation=codec.sha(situation))
    proof = replace(true_certificate(), situation=codec.sha(situation), plan=codec.sha(plan))
    return situation, plan, proof


def write(folder: Path, *values: Situation | Plan | FleetPlan | Certificate | FleetCertificate) -> list[str]:
    """Each value in a file of its own."""
    paths = []
    for value in values:
        path = folder / f"{type(value).__name__.lower()}.json"
        path.write_bytes(codec.dump(value))
        paths.append(str(path))
    return paths


def test_a_true_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(write(tmp_path, *documents())) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "CHECKED 21 rules recomputed without the solver, all hold"
    assert lines[-2] == STATEMENT
    assert sum(line.startswith("ok  ") for line in lines) == 21


def test_a_fleets_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rules on the plan and those on the situation of both corridors; one bus too early is told."""
    situation = under_the_right_sun(tiny_fleet())
    plan = replace(fleet_plan(situation), situation=codec.sha(situation))
    assert main(write(tmp_path, situation, plan)) == 0
    rules = check_fleet_plan(situation, plan, situation_sha=codec.sha(situation))
    assert sum("fleet plan" in line for line in capsys.readouterr().out.splitlines()[2:]) == len(rules)
    early = replace(plan.days[0], approach=replace(plan.days[0].approach, depart=14)) if plan.days[0].approach else None
    assert early is not None
    assert main(write(tmp_path, situation, replace(plan, days=(early, *plan.days[1:])))) == 5
    assert "FAILED 1 of" in capsys.readouterr().out


def test_every_column_is_wide_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Kinds, rules and names of a fleet's documents are followed by a blank, and what is found begins in one column."""
    situation, plan, proof = fleet_documents()
    assert main(write(tmp_path, situation, plan, proof)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines[:3]] == [codec.sha(situation), codec.sha(plan), codec.sha(proof)]
    assert all(line[: -64 - 1].strip() in ("situation", "fleet plan", "fleet certificate") for line in lines[:3])
    checks = [
        *check_fleet_plan(situation, plan, situation_sha=codec.sha(situation)),
        *check_fleet_certificate(situation, proof, plan, situation_sha=codec.sha(situation), plan_sha=codec.sha(plan)),
    ]
    shown = [line for line in lines if line.startswith("ok  ")]
    columns = {line.index(check.found) for line, check in zip(shown, checks, strict=False)}
    assert len(columns) == 1
    assert all(f" {check.rule} " in line for line, check in zip(shown, checks, strict=False))


def test_what_breaks_no_rule_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words of the hours that name another zone, and wishes nobody recorded: told by name, and the exit code stays."""
    situation, _, _ = fleet_documents()
    first, *others = situation.corridors
    assert first.window is not None
    odd = replace(first, window=replace(first.window, as_written="07:00 to 17:00 Lisbon time"))
    situation, plan, proof = fleet_documents(replace(situation, corridors=(odd, *others), wishes_recorded=True))
    assert main(write(tmp_path, situation, plan, proof)) == 0
    told = [line.split(maxsplit=2)[2] for line in capsys.readouterr().out.splitlines() if line.startswith("NOTE")]
    assert told[0].startswith(
        f"window words           {first.id}: '07:00 to 17:00 Lisbon time' is by the clock of Lisbon"
    )
    assert any(line.startswith("wishes ") and "rests on an assumption" in line for line in told)


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    assert main(list(reversed(write(tmp_path, *documents())))) == 0


def test_a_cut_needs_no_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    situation = under_the_right_sun(shut())
    assert main(write(tmp_path, situation, replace(cut_certificate(), situation=codec.sha(situation)))) == 0
    assert "shut by confirmed claims: Old Bridge" in capsys.readouterr().out


def test_a_plan_changed_after_it_was_certified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    situation, plan, true = documents()
    other = replace(plan, work=replace(plan.work, units=1))
    assert main(write(tmp_path, situation, other, true)) == 5
    assert "FAILED 1 of 21 rules: subject" in capsys.readouterr().out.splitlines()[-1]


def test_a_situation_changed_after_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    situation, plan, true = documents()
    assert main(write(tmp_path, replace(situation, title="Another"), plan, true)) == 5
    assert capsys.readouterr().out.splitlines()[-1] == "FAILED 2 of 21 rules: subject, subject"


def test_a_wrong_sunset_is_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(write(tmp_path, *documents(busy()))) == 5
    assert "FAIL  situation   sunset" in capsys.readouterr().out


def test_help_and_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert main([]) == 2
    assert capsys.readouterr().out.count("usage:") == 2


def test_bad_input_ends_with_two_and_a_next_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    situation, plan, _ = write(tmp_path, *documents())
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    for arguments in ([situation], [situation, situation], [str(tmp_path / "none")], [str(broken)], [plan, plan]):
        assert main(arguments) == 2
        assert "next: " in capsys.readouterr().err
