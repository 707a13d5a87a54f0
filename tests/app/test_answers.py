"""How many people a plan is asked for, and that nobody sees one unchecked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.app import answers
from safeconduct.app.answers import answer, people_number
from safeconduct.model.errors import CheckFailed, InputError, UnconfirmedError
from safeconduct.model.known import Estimate
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Scenario
from safeconduct.plan.solve import solve
from tests.tiny import CLAIMED, tiny


def test_a_plan_for_nobody_is_refused_in_words() -> None:
    """And the other end of the same estimate is not."""
    situation = tiny()
    site, corridor = situation.sites[0], situation.corridors[0]
    nobody = replace(site.groups[0], people=Estimate(low=0, likely=0, high=7, basis=CLAIMED))
    situation = replace(situation, sites=(replace(site, groups=(nobody,)), *situation.sites[1:]))
    with pytest.raises(InputError) as caught:
        people_number(situation, corridor, "likely")
    assert f"nobody is at {site.name}" in caught.value.message
    assert people_number(situation, corridor, "high") == 7


def test_a_strict_plan_that_leans_on_an_unknown_road_is_refused_whoever_made_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The planner refuses to make one; a planner that does make it is not believed."""
    situation = tiny(bridge=RoadState.UNKNOWN)
    scenario = Scenario(corridor=situation.corridors[0].id, people=10, objective="most")
    leaning = answer(situation, scenario, work=10, seconds=5).plan
    assert leaning is not None
    assert leaning.leans_on
    with pytest.raises(UnconfirmedError):
        answer(situation, scenario, work=10, seconds=5, strict=True)
    monkeypatch.setattr(answers, "solve", lambda *given, strict, **more: solve(*given, strict=False, **more))
    with pytest.raises(CheckFailed, match="unknown roads"):
        answer(situation, scenario, work=10, seconds=5, strict=True)
