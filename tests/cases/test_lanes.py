"""One screening lane does not carry 1,000 people; with two the page names what limits it then."""

from __future__ import annotations

from pathlib import Path

from safeconduct.app.answers import answer
from safeconduct.model.certificate import Verdict
from safeconduct.model.dossier import Dossier
from safeconduct.model.plan import Scenario
from safeconduct.publish.page import page_html
from safeconduct.redact.levels import Level
from tests.cases.azot import AZOT, change, copy, situation_of


def test_one_lane_does_not_carry_a_thousand() -> None:
    scenario = Scenario(corridor="svatove", people=1000, objective="all")
    found = answer(situation_of(AZOT), scenario, work=10, seconds=5.0)
    assert found.certificate.verdict is Verdict.SOME_LEFT
    assert found.certificate.bound is not None
    assert found.certificate.bound.persons < 1000


def test_with_two_lanes_the_page_says_that_vehicles_bind(tmp_path: Path) -> None:
    """Two lanes would pass over 1,100 people in the time there is: it is the vehicles that carry fewer."""
    folder = copy(tmp_path)
    change(folder, "assumptions.yaml", "slot: screening.lanes\n    value: 1", "slot: screening.lanes\n    value: 2")
    situation = situation_of(folder)
    scenario = Scenario(corridor="svatove", people=1000, objective="most")
    found = answer(situation, scenario, work=10, seconds=5.0)
    assert found.certificate.bound is not None
    assert found.certificate.bound.binding == "fleet"
    dossier = Dossier(
        reports=(),
        claims=(),
        conflicts=(),
        decisions=(),
        situation=situation,
        answers=(found,),
        audits=(),
        decisives=(),
        draft=False,
    )
    assert "because of the vehicles" in page_html(dossier, Level.INTERNAL, ())
