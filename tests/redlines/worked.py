"""The worked case as the red lines meet it: read once, assembled from confirmed claims, published in memory."""

from __future__ import annotations

import importlib
from functools import cache
from types import ModuleType
from typing import Any

from safeconduct.adapters.scipy_router import ScipyRouter
from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.app.case import CaseFolder, load_case
from safeconduct.assess.assemble import assemble
from safeconduct.model.claim import Claim
from safeconduct.model.dossier import Dossier
from safeconduct.model.situation import Situation
from safeconduct.read.conflicts import find_conflicts
from safeconduct.read.reader import RulesReader
from tests.house.tree import ROOT


def room(name: str) -> ModuleType:
    """A module of the program by its dotted name below safeconduct; a room that is gone fails the red line."""
    return importlib.import_module(f"safeconduct.{name}")


@cache
def reader() -> RulesReader:
    """The deterministic reader."""
    return RulesReader(SpacyParser())


@cache
def case() -> CaseFolder:
    """The worked example's folder."""
    return load_case(ROOT / "examples" / "azot")


@cache
def claims() -> tuple[Claim, ...]:
    """Everything read from its reports."""
    given = case()
    return tuple(c for report in given.reports for c in reader().read(report, given.parties, given.gazetteer))


def assembled(**changes: Any) -> Situation:
    """Its situation, with inputs of ``assemble`` replaced."""
    given = case()
    inputs: dict[str, Any] = {
        "reports": given.reports,
        "claims": claims(),
        "decisions": given.decisions,
        "parties": given.parties,
        "roads": given.roads,
        "case": given.study,
        "routers": ScipyRouter.of,
    }
    return assemble(**(inputs | changes))


@cache
def situation() -> Situation:
    """Its situation as confirmed."""
    return assembled()


@cache
def dossier() -> Dossier:
    """Its dossier without answers: reports, ledger, situation."""
    given = case()
    return Dossier(
        reports=given.reports,
        claims=claims(),
        conflicts=find_conflicts(claims(), given.reports),
        decisions=given.decisions,
        situation=situation(),
        answers=(),
        audits=(),
        decisives=(),
        draft=False,
    )
