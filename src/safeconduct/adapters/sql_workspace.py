"""The ledger and documents on SQL: the one implementation behind ``SqliteWorkspace`` and ``PostgresWorkspace``.

Rows are added and never changed; what they say lies beside them, encrypted (``ledger_rows``), and can be erased.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from safeconduct import codec
from safeconduct.adapters.ledger_rows import LedgerRows
from safeconduct.model.claim import Claim, Decision
from safeconduct.model.errors import NotFound, StoreError
from safeconduct.model.report import Report


class SqlWorkspace(ABC):
    """LedgerStore and Documents on an engine whose schema is up to date; ``folder`` holds the key of its texts."""

    def __init__(self, engine: Engine, folder: Path, *, name: str) -> None:
        self.engine = engine
        self.name = name
        self._rows = LedgerRows(folder, name)

    def close(self) -> None:
        """Release the store."""
        self.engine.dispose()

    def add_report(self, report: Report, claims: Sequence[Claim]) -> None:
        """Store a report with its claims; the same again is a no-op; another text under the same id, and claims that
        another report holds because it has the same text, are refused."""
        try:
            self._add_report(report, claims)
        except IntegrityError as error:
            raise StoreError(
                f"report {report.id} has the same text as one that is in the ledger already",
                file=self.name,
                next_step="leave one of the two out: one story published twice is not two witnesses",
            ) from error

    def _add_report(self, report: Report, claims: Sequence[Claim]) -> None:
        with self.engine.begin() as db:
            mark = self._rows.mark(db, report.id)
            known = [codec.load(Report, body) for _, body in self._rows.bodies(db, "report", mark)]
            if known and known[0].sha256 == report.sha256:
                return
            if known:
                raise StoreError(
                    f"report {report.id} is already in the ledger with another text; the ledger is never rewritten",
                    file=self.name,
                    next_step="give the new text another file name, or use a new workspace",
                )
            self._rows.add(db, "report", mark, _text(report))
            for claim in claims:
                self._rows.add(db, "claim", self._rows.mark(db, claim.id), _text(claim))

    def texts(self) -> dict[str, str]:
        """The id of the report that has each text, by the text's sha256."""
        return {report.sha256: report.id for report in self.reports()}

    def add_decisions(self, decisions: Sequence[Decision]) -> None:
        """Append decisions; an identical decision again is a no-op."""
        with self.engine.begin() as db:
            for decision in decisions:
                body = _text(decision)
                mark = self._rows.mark(db, hashlib.sha256(body.encode()).hexdigest())
                self._rows.add(db, "decision", mark, body, again=True)

    def reports(self) -> tuple[Report, ...]:
        """All reports in the order they were added."""
        return tuple(codec.load(Report, body) for body in self._bodies("report"))

    def claims(self) -> tuple[Claim, ...]:
        """All claims in the order they were added: by report, in text order."""
        return tuple(codec.load(Claim, body) for body in self._bodies("claim"))

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in the order they were added."""
        return tuple(codec.load(Decision, body) for body in self._bodies("decision"))

    def put(self, kind: str, data: bytes) -> str:
        """Store a document; returns its sha. Storing it again is a no-op."""
        sha = hashlib.sha256(data).hexdigest()
        with self.engine.begin() as db:
            self._rows.add(db, f"document:{kind}", sha, data.decode("utf-8"), again=True)
        return sha

    def get(self, kind: str, sha_prefix: str) -> bytes:
        """The document whose sha starts so; NotFound when none or several do."""
        found = [name for name in self.shas(kind) if name.startswith(sha_prefix)]
        if len(found) != 1:
            count = "no" if not found else "more than one"
            raise NotFound(
                f"{count} {kind} starts with {sha_prefix!r}",
                file=self.name,
                next_step=f"give a longer prefix or the path of a {kind}",
            )
        with self.engine.connect() as db:
            return next(body for _, body in self._rows.bodies(db, f"document:{kind}", found[0]))

    def shas(self, kind: str) -> tuple[str, ...]:
        """Shas of all documents of a kind, oldest first."""
        with self.engine.connect() as db:
            return self._rows.names(db, f"document:{kind}")

    def erase_texts(self) -> int:
        """Destroy the key of all texts, and the texts; how many there were."""
        with self.engine.begin() as db:
            count = self._rows.erase(db)
        self.wipe()
        return count

    @abstractmethod
    def wipe(self) -> None:
        """Overwrite or give back what the store keeps of deleted rows."""

    def _bodies(self, kind: str) -> list[bytes]:
        with self.engine.connect() as db:
            return [body for _, body in self._rows.bodies(db, kind)]


def _text(value: object) -> str:
    return codec.dump(value).decode("utf-8")
