"""A plan of either kind, of one corridor or of a fleet: found by path or sha, and checked."""

from __future__ import annotations

import json
from pathlib import Path

from safeconduct import codec
from safeconduct.app.find import document
from safeconduct.app.ledger import file_bytes
from safeconduct.model.dossier import Check
from safeconduct.model.errors import NotFound
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
