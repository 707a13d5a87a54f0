"""READ: reports into the ledger, what is in it, and what people confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from safeconduct.model.claim import Claim, Conflict
from safeconduct.model.errors import InputError
from safeconduct.model.report import Party, Report
from safeconduct.ports import LedgerStore, Reader
from safeconduct.read.conflicts import find_conflicts
from safeconduct.read.duplicates import Copies, near_duplicates, originals, own_claims

Gazetteer = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Reports, the claims read from them, how those stand against each other, and which reports are copies."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    copies: tuple[Copies, ...] = ()


def file_bytes(path: Path) -> bytes:
    """The bytes of a file; InputError when there is none to read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=str(path), next_step="check the path and its permissions"
        ) from error


def read_reports(
    reports: Sequence[Report], reader: Reader, parties: Sequence[Party], gazetteer: Gazetteer
) -> tuple[tuple[Report, tuple[Claim, ...]], ...]:
    """Each report with the claims proposed for it; nothing is confirmed by reading."""
    return tuple((report, reader.read(report, parties, gazetteer)) for report in reports)


def keep(store: LedgerStore, read: Sequence[tuple[Report, tuple[Claim, ...]]]) -> None:
    """Add reports and their claims to the ledger."""
    for report, claims in read:
        store.add_report(report, claims)


def ledger(store: LedgerStore) -> Ledger:
    """Everything in the ledger, with its conflicts (computed, never stored)."""
    reports, claims = store.reports(), store.claims()
    copies = near_duplicates(reports)
    return Ledger(reports=reports, claims=claims, conflicts=conflicts_in(claims, reports, copies), copies=copies)


def conflicts_in(
    claims: Sequence[Claim], reports: Sequence[Report], copies: Sequence[Copies] | None = None
) -> tuple[Conflict, ...]:
    """Conflicts of a ledger; what a copy of a report repeats is no other witness and stands against nothing."""
    known = near_duplicates(reports) if copies is None else copies
    return find_conflicts(own_claims(claims, originals(reports, known)), reports)
