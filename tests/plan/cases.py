"""The case with the fixed assumptions of the worked example, built from the tiny situation; and checked solving."""

from __future__ import annotations

from safeconduct import codec
from safeconduct.model.certificate import Certificate
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.plan.solve import solve
from safeconduct.verify.check import check_certificate, check_plan
from tests.tiny import profile, tiny, vehicle


def worked(people: int, *, lanes: int = 1) -> Situation:
    """78 km at 40 and 50 km/h, 5 buses of 45 and one accessible vehicle, 2 bays, 60 s a person, convoys of 2 to 5."""
    return tiny(
        people=people,
        out=117,
        back=94,
        near=15,
        lanes=lanes,
        seconds=60,
        convoy_min=2,
        headway=10,
        standing=60,
        margin=30,
        sunset_margin=30,
        vehicles=(vehicle("bus", 5, 45), vehicle("accessible", 1, 20, 4, 2)),
        profiles=(
            profile("single", 180, 1),
            profile("pair", 110, 2),
            profile("family-of-4", 70, 4),
            profile("family-of-5", 24, 5),
            profile("older-pair-with-wheelchair", 6, 1, 1),
            profile("carer-and-stretcher", 4, 1, 1, 1),
        ),
    )


def asked(people: int, objective: str = "most") -> Scenario:
    """A scenario on the tiny corridor."""
    return Scenario(corridor="bravo", people=people, objective="all" if objective == "all" else "most")


def checked(situation: Situation, scenario: Scenario, *, work: int = 4000) -> tuple[Plan | None, Certificate]:
    """Solve by counted work; every rule and number is recomputed by the checker."""
    plan, certificate = solve(situation, scenario, work=work)
    sha = codec.sha(situation)
    checks = list(check_plan(situation, plan, situation_sha=sha)) if plan is not None else []
    plan_sha = codec.sha(plan) if plan is not None else None
    checks += check_certificate(situation, certificate, plan, situation_sha=sha, plan_sha=plan_sha)
    assert [check for check in checks if not check.ok] == []
    return plan, certificate
