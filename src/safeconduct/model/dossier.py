"""Everything the publish step draws from, in one value: reports, ledger, situation, answers and their checks."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.certificate import Audit, Certificate, Decisive, Remedy
from safeconduct.model.claim import Claim, Conflict, Decision
from safeconduct.model.plan import Plan
from safeconduct.model.report import Party, Report
from safeconduct.model.situation import Situation
from safeconduct.model.stress import StressReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One rule recomputed by ``verify`` on a plan or certificate: its name, and what it found."""

    rule: str
    ok: bool
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one scenario: plan if any, certificate, the checks that were recomputed, the remedies tried, and
    what the plan comes to on simulated days."""

    plan: Plan | None
    certificate: Certificate
    checks: tuple[Check, ...]
    remedies: tuple[Remedy, ...]
    stress: StressReport | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One situation with its reports, claims, conflicts, decisions, answers, audits and deciding claims.

    ``situation`` is None in a draft made by ``try``, where nothing is confirmed; ``draft`` says so on every page.
    ``parties`` are those a draft's claims were read with; a situation brings its own.
    """

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    decisions: tuple[Decision, ...]
    situation: Situation | None
    answers: tuple[Answer, ...]
    audits: tuple[Audit, ...]
    decisives: tuple[Decisive, ...]
    draft: bool
    parties: tuple[Party, ...] = ()
