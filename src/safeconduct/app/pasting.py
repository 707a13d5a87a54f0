"""READ in the service: a report that somebody pastes is masked, read, and in the ledger with its claims."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from safeconduct.app.documents import report_from_file
from safeconduct.app.ledger import read_reports
from safeconduct.app.operation import Operation
from safeconduct.app.settings import settings
from safeconduct.app.wire import reader
from safeconduct.model.errors import InputError
from safeconduct.model.report import Report
from safeconduct.read.document import Document

#: More characters than this are no news report.
LONGEST = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What somebody pasted: the text, and what they say of it."""

    text: str
    title: str
    publisher: str
    published: date


def paste(operation: Operation, pasted: Pasted) -> Report:
    """Read a pasted report; a second to load the parser, then some milliseconds. Nothing is confirmed by reading.

    InputError for no text or too much; StoreError when a report of this text is in the ledger already.
    """
    if not pasted.text.strip():
        raise InputError("there is no text", field="text", next_step="paste the text of the report")
    if len(pasted.text) > LONGEST:
        raise InputError(
            f"{len(pasted.text):,} characters are too many", field="text", next_step="paste one report at a time"
        )
    dossier = operation.case().dossier
    situation = dossier.situation
    parties = situation.parties if situation is not None else dossier.parties
    places = {} if situation is None else {node.id: (node.name, *node.aliases) for node in situation.nodes}
    sides = [name for party in parties for name in (party.label, *party.aliases)]
    name = f"pasted-{hashlib.sha256(pasted.text.encode()).hexdigest()[:10]}"
    document = Document(text=pasted.text)
    report = report_from_file(
        Path(name),
        id=name,
        title=pasted.title.strip() or "Pasted report",
        publisher=pasted.publisher.strip() or None,
        published=pasted.published,
        known=[*sides, *(other for names in places.values() for other in names)],
        opened=document,
    )
    ((_, claims),) = read_reports([report], reader(settings()), parties, places)
    operation.add_report(report, claims)
    return report
