"""A whole case in the background: each plan with its number on the way, every answer checked, stopped when asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from safeconduct import codec
from safeconduct.app.background_work import Step
from safeconduct.app.operation import Operation
from safeconduct.app.study_again import STUDY, CaseAsked, study_again
from safeconduct.model.dossier import Dossier
from tests.publish import sample
from tests.web import served

#: The sample with the one corridor that has a road.
BRAVO = replace(sample.situation(), corridors=sample.situation().corridors[:1])


def studied(*, stop_after: int) -> tuple[Dossier, list[Step], Any]:
    """The study of the sample's situation, stopped after so many numbers were told."""
    told: list[Step] = []
    asked = CaseAsked(situation=BRAVO, seconds=0.5)
    outcome = study_again(asked, told.append, lambda: len(told) >= stop_after)
    data = dict(outcome.documents[:1])[STUDY]
    return codec.load(Dossier, data), told, outcome


def test_every_answer_is_checked_and_stands_for_the_situation() -> None:
    found, _, outcome = studied(stop_after=1_000_000)
    assert outcome.ended == "done"
    assert found.situation == BRAVO
    corridors = {one.certificate.scenario.corridor for one in found.answers}
    assert corridors == {corridor.id for corridor in BRAVO.corridors}
    for one in found.answers:
        assert one.certificate.situation == codec.sha(BRAVO)
        assert one.checks
        assert all(check.ok for check in one.checks)
    assert found.reports == found.decisions == ()
    kinds = {kind for kind, _ in outcome.documents}
    assert {"certificate", STUDY} <= kinds
    plans = [codec.sha(one.plan) for one in found.answers if one.plan is not None]
    assert plans
    assert {kind for kind, _ in outcome.documents if kind == "plan"} == {"plan"}
    assert all(one.stress is not None for one in found.answers if one.plan is not None and one.plan.trips)


def test_a_number_never_lies_above_its_bound_and_every_part_is_told() -> None:
    _, told, outcome = studied(stop_after=1_000_000)
    assert told
    for step in told:
        assert 0 <= step.value <= step.bound
    searched = [step for step in told if step.unit.startswith("persons out")]
    assert {step.unit.partition(",")[0] for step in searched} == {"persons out"}
    assert (outcome.last.value, outcome.last.unit) == (outcome.last.bound, "parts")


def test_asked_to_stop_it_keeps_what_is_checked_so_far() -> None:
    found, _, outcome = studied(stop_after=1)
    whole, _, _ = studied(stop_after=1_000_000)
    assert outcome.ended in ("stopped", "no plan")
    assert 1 <= len(found.answers) <= len(whole.answers)
    assert all(check.ok for one in found.answers for check in one.checks)
    assert found.decisives == ()


def test_answers_for_another_situation_are_not_taken_into_the_case(tmp_path: Path) -> None:
    """The case got another situation while its plans were made: they are left out, and those it has stay."""
    operation = Operation(served.workspace(tmp_path))
    before = operation.case()
    study, _, _ = studied(stop_after=1)
    assert study.situation != before.dossier.situation
    assert not operation.take_answers(study)
    assert operation.case() == before
    own = replace(study, situation=before.dossier.situation)
    assert operation.take_answers(own)
    assert operation.case().dossier.answers == study.answers
    operation.close()
