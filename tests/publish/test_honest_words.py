"""What reads as more than was shown: a least that is not enough, and hours that are over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct.model.dossier import Dossier
from safeconduct.model.situation import Situation
from safeconduct.publish.audits import audit_views, together
from safeconduct.publish.corridors import over
from safeconduct.publish.screen import screen
from tests.publish import sample


@pytest.fixture(name="dossier")
def _dossier() -> Dossier:
    return sample.dossier()


def _situation(dossier: Dossier) -> Situation:
    assert dossier.situation is not None
    return dossier.situation


def test_the_least_of_each_stands_beside_what_both_carry(dossier: Dossier) -> None:
    """Vehicles enough if screening took no time, and screening fast enough for vehicles without number, are two
    conditions; what is carried under both is the plan's number."""
    (view,) = audit_views(dossier)
    answer = next(a for a in dossier.answers if a.plan is not None)
    scenario, out = answer.certificate.scenario, answer.certificate.persons_out
    words = together(dossier, scenario.corridor, scenario.people)
    assert str(out) in words
    assert words in view.together
    assert together(dossier, scenario.corridor, scenario.people + 1) == "", "a number that was not planned"
    assert {r.state for r in view.rows} == {"fewer ruled out", "fewer open"}
    text = " ".join(screen(dossier, "index.html").split())
    assert "each by itself" in text


@pytest.mark.parametrize(
    ("after_closing", "said"),
    [(-10_000, ""), (-60, "began at"), (0, "ended on"), (2 * 24 * 60, "ended on")],
)
def test_hours_that_are_over_are_said_to_be(dossier: Dossier, after_closing: int, said: str) -> None:
    situation = _situation(dossier)
    corridor = next(c for c in situation.corridors if c.window is not None)
    assert corridor.window is not None
    at = corridor.window.closes + timedelta(minutes=after_closing)
    moved = replace(situation, as_of=at)
    assert (said in over(moved, corridor)) if said else over(moved, corridor) == ""
    text = " ".join(screen(replace(dossier, situation=moved), "index.html").split())
    assert ("before this situation" in text) is bool(said)
