"""A store in memory: the double that the store's contract is also run against."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from safeconduct.model.claim import Claim, Decision
from safeconduct.model.errors import NotFound, StoreError
from safeconduct.model.report import Report


class MemoryWorkspace:
    """LedgerStore and Documents in lists."""

    def __init__(self) -> None:
        self._reports: list[Report] = []
        self._claims: list[Claim] = []
        self._decisions: list[Decision] = []
        self._documents: dict[tuple[str, str], bytes] = {}

    def add_report(self, report: Report, claims: Sequence[Claim]) -> None:
        known = {r.id: r for r in self._reports}
        if report.id in known:
            if known[report.id].sha256 != report.sha256:
                raise StoreError("already there with another text", next_step="use another name")
            return
        self._reports.append(report)
        self._claims.extend(claims)

    def add_decisions(self, decisions: Sequence[Decision]) -> None:
        self._decisions.extend(d for d in decisions if d not in self._decisions)

    def reports(self) -> tuple[Report, ...]:
        return tuple(self._reports)

    def claims(self) -> tuple[Claim, ...]:
        return tuple(self._claims)

    def decisions(self) -> tuple[Decision, ...]:
        return tuple(self._decisions)

    def put(self, kind: str, data: bytes) -> str:
        sha = hashlib.sha256(data).hexdigest()
        self._documents.setdefault((kind, sha), data)
        return sha

    def get(self, kind: str, sha_prefix: str) -> bytes:
        found = [data for (k, sha), data in self._documents.items() if k == kind and sha.startswith(sha_prefix)]
        if len(found) != 1:
            raise NotFound("none or several", next_step="give a longer prefix")
        return found[0]

    def shas(self, kind: str) -> tuple[str, ...]:
        return tuple(sha for k, sha in self._documents if k == kind)
