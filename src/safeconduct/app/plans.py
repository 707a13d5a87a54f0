"""A plan of either kind, of one corridor or of a fleet: found by path or sha, and checked."""

from __future__ import annotations

import json
from pathlib import Path

from safeconduct import codec
from safeconduct.app.find import document
from safeconduct.app.ledger import file_bytes
from safeconduct.model.dossier import Check
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.verify.check import check_plan
from safeconduct.verify.fleet import check_fleet_plan


def plan_named(named: str, store: Path) -> Plan | FleetPlan:
    """A plan of either kind, by path or by sha in the workspace."""
    if Path(named).is_file():
        return document(FleetPlan, "fleet plan", named, store) if _is_fleet(Path(named)) else _one(named, store)
    try:
        return _one(named, store)
    except NotFound:
        return document(FleetPlan, "fleet plan", named, store)


def situation_for(plan: Plan | FleetPlan, named: str, given: str | None, store: Path) -> Situation:
    """The situation of a plan: the one that is ``given``, else the ``situation.json`` that lies beside the plan's file
    and is the plan's by its sha, else the workspace's. InputError, which names both, when the one given is another."""
    if given is not None:
        stated = document(Situation, "situation", given, store)
        if codec.sha(stated) != plan.situation:
            raise InputError(
                f"{named} is a plan for situation {plan.situation[:12]}, {given} is situation {codec.sha(stated)[:12]}",
                field="--situation",
                next_step="give the situation the plan was made for, or a plan that was made for this one",
            )
        return stated
    beside = Path(named).with_name("situation.json")
    if Path(named).is_file() and beside.is_file():
        found = codec.load(Situation, file_bytes(beside), file=str(beside))
        if codec.sha(found) == plan.situation:
            return found
    try:
        return document(Situation, "situation", plan.situation, store)
    except NotFound as missing:
        raise NotFound(
            f"{missing}; nor does its situation lie beside the plan as situation.json",
            next_step="give it with --situation FILE, or --workspace FILE that holds it",
        ) from missing


def _one(named: str, store: Path) -> Plan:
    return document(Plan, "plan", named, store)


def _is_fleet(path: Path) -> bool:
    try:
        plain = json.loads(file_bytes(path))
    except ValueError:
        return False  # the reader of plans says what is wrong with it
    return isinstance(plain, dict) and plain.get("document") == "fleet plan"


def checks_of(situation: Situation, plan: Plan | FleetPlan) -> tuple[Check, ...]:
    """Every rule of a plan, recomputed."""
    sha = codec.sha(situation)
    if isinstance(plan, Plan):
        return check_plan(situation, plan, situation_sha=sha)
    return check_fleet_plan(situation, plan, situation_sha=sha)
