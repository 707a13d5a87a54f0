"""CONFIRM: decisions are checked against the ledger before they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from safeconduct.app.case import load_decisions
from safeconduct.app.reading import existing
from safeconduct.app.wire import clock, workspace
from safeconduct.assess.confirm import match
from safeconduct.model.claim import Decision, Kind
from safeconduct.model.errors import InputError
from safeconduct.ports import LedgerStore


def confirm_file(path: Path | None, table: Path) -> int:
    """Keep every decision of a decisions.yaml, or none when one of them matches no claim; how many were kept."""
    return _keep(path, load_decisions(table))


def confirm_one(
    path: Path | None,
    *,
    report: str | None,
    quote: str | None,
    slot: Kind | None,
    verdict: Literal["confirm", "reject"],
    by: str | None,
    why: str | None,
    speaker: str | None,
) -> int:
    """Keep one decision, dated now."""
    if report is None or quote is None or slot is None or by is None or why is None:
        raise InputError(
            "a decision needs the report, a quote, the slot, a role and a reason",
            field="--report --quote --slot --by --why",
            next_step="give all five, or a decisions.yaml",
        )
    decision = Decision(
        report=report, quote=quote, slot=slot, verdict=verdict, by=by, at=clock().now(), why=why, speaker=speaker
    )
    return _keep(path, (decision,))


def _keep(path: Path | None, decisions: Sequence[Decision]) -> int:
    store = workspace(existing(path))
    try:
        _refuse_unmatched(store, decisions)
        store.add_decisions(decisions)
    finally:
        store.close()
    return len(decisions)


def _refuse_unmatched(store: LedgerStore, decisions: Sequence[Decision]) -> None:
    reports = {report.id: report for report in store.reports()}
    claims = store.claims()
    for decision in decisions:
        match(decision, reports, claims)
