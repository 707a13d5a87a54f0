"""Red line 21: a refusal explains itself.

Fails when: "impossible" is printed without its mode, its crossings, their sources and their age, or without what would
change it; ``verify`` accepts a cut that is open, rests on no claim, or a statement that says "no route" of every mode.
"""

from __future__ import annotations

import re

import pytest

from safeconduct.model.certificate import Cut, Verdict
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Scenario
from safeconduct.verify.check import check_certificate
from safeconduct.verify.cut import check_cut
from tests.redlines.worked import room, situation
from tests.tiny import tiny
from tests.verify.certificates import OF_A_CUT, Falsify, cut_certificate, shut


def explained(cut: Cut) -> None:
    """The statement names mode, crossings, claims, days and what would change it."""
    assert "vehicle" in cut.statement
    assert "given these confirmed states" in cut.statement
    assert cut.edges
    for edge in cut.edges:
        assert edge.name in cut.statement
        assert edge.since is not None
        assert edge.since in cut.statement
        assert edge.claims
        assert all(claim in cut.statement for claim in edge.claims)
    assert re.search(r"\d+ days? (?:old|after)", cut.statement)
    assert "changes if" in cut.statement


def test_the_worked_case_names_three_bridges_their_claims_and_age() -> None:
    given = situation()
    cut = room("network.cut").cut_of(given, "lysychansk")
    assert {edge.road for edge in cut.edges} == {"pavlohrad-bridge", "proletarskyi-bridge", "yuvileinyi-bridge"}
    explained(cut)
    assert all(check.ok for check in check_cut(given, given.corridor("lysychansk"), cut))


def test_svatove_is_not_called_impossible_for_an_unknown_bridge() -> None:
    assert room("network.cut").cut_of(situation(), "svatove") is None


@pytest.mark.parametrize(("name", "rule", "falsify"), OF_A_CUT, ids=[f[0] for f in OF_A_CUT])
def test_a_refusal_that_does_not_explain_is_refused(name: str, rule: str, falsify: Falsify) -> None:
    checks = check_certificate(shut(), falsify(cut_certificate()), None)
    assert rule in [check.rule for check in checks if not check.ok]


@pytest.mark.parametrize("state", [RoadState.CLOSED, RoadState.FOOT_ONLY, RoadState.BOAT, RoadState.LIGHT])
def test_the_planner_s_refusal_explains_itself(state: RoadState) -> None:
    solve = room("plan.solve").solve
    given = tiny(bridge=state)
    plan, certificate = solve(given, Scenario(corridor="bravo", people=100, objective="all"))
    assert plan is None
    assert certificate.verdict is Verdict.NOBODY
    explained(certificate.cut)
    assert all(check.ok for check in check_certificate(given, certificate, None))
