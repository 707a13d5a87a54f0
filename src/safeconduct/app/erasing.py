"""ERASE: every word of an operation goes, its reports, claims, decisions, documents and the texts of its days."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.app import day as days
from safeconduct.app.settings import settings
from safeconduct.app.wire import clock, day_log, workspace
from safeconduct.model.control import EventId, TextsErased
from safeconduct.model.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went: the days whose texts were there, and how many texts of the ledger."""

    days: tuple[str, ...]
    texts: int


def erase(store: str, by: str) -> Erased:
    """Destroy the keys of every day and of the ledger, then their texts. Lines, hashes and the counts of each day stay,
    and the log still verifies. Done again it finishes what was begun."""
    gone = days.erase(store, None, by)
    held = workspace(store)
    try:
        texts = held.erase_texts()
    finally:
        held.close()
    if texts:
        with day_log(store, settings()) as log:
            used = [line.envelope.counter for line in log.read(days.ERASURES) if line.envelope.device == days.DEVICE]
            name = EventId(device=days.DEVICE, counter=max(used, default=-1) + 1)
            body = TextsErased(erased="ledger", lines=texts, known=None)
            log.append((Event(day=days.ERASURES, id=name, at=clock().now(), role=by, body=body),))
    return Erased(days=gone, texts=texts)
