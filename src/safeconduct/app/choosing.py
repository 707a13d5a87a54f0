"""Candidates of the planner for one scenario, and the one that was chosen among them, written like any plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from safeconduct import codec
from safeconduct.app.answers import checked
from safeconduct.app.fleet_planning import checked_fleet
from safeconduct.app.plans import checks_of
from safeconduct.app.situating import write_whole
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.verify.check import require


def candidates(
    situation: Situation, plan: Plan | FleetPlan, *, work: int | None = None
) -> Iterator[tuple[str, Plan | FleetPlan]]:
    """Other plans of the plan's scenario, each checked: (what it has in hand, the plan). ``work`` is what the search
    for one of a fleet may spend (None: the default for the size)."""
    for words, found in _made(situation, plan, work):
        require(checks_of(situation, found))
        yield words, found


def _made(situation: Situation, plan: Plan | FleetPlan, work: int | None) -> Iterator[tuple[str, Plan | FleetPlan]]:
    if isinstance(plan, Plan):
        from safeconduct.plan.looser import looser_plans

        yield from looser_plans(situation, plan)
    else:
        from safeconduct.plan.fleet.looser import looser_fleet_plans

        yield from looser_fleet_plans(situation, plan, work=work)


def write_chosen(folder: Path, situation: Situation, plan: Plan | FleetPlan) -> Path:
    """Write a chosen plan with its situation and what is proved of it, all checked, into a folder; the plan's path."""
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(plan, Plan):
        from safeconduct.plan.looser import stated

        certificate = stated(situation, plan)
        checked(situation, plan, certificate)
        names, proof = ("plan.json", "certificate.json"), codec.dump(certificate)
    else:
        from safeconduct.plan.fleet.answer import certified

        proved = certified(situation, plan.scenario, plan)
        checked_fleet(situation, plan, proved)
        names, proof = ("fleet-plan.json", "fleet-certificate.json"), codec.dump(proved)
    write_whole(folder / "situation.json", codec.dump(situation))
    write_whole(folder / names[0], codec.dump(plan))
    write_whole(folder / names[1], proof)
    return folder / names[0]
