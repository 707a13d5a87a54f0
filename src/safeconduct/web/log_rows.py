"""The last lines of a day as people read them: which convoy, how many, and on which link as its how-manieth entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from safeconduct.app.day_desk import Seen
from safeconduct.model.event import Event
from safeconduct.model.situation import Needs
from safeconduct.publish import figures

#: Lines the board shows; the command line has all.
SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One line. ``about`` is the convoy, site, corridor or road; ``persons`` are counts by need in words."""

    version: int
    at: datetime
    kind: str
    about: str
    persons: str
    role: str
    entry: str


def log_rows(seen: Seen) -> tuple[LogRow, ...]:
    """The last lines, latest first."""
    return tuple(
        LogRow(
            version=envelope.version,
            at=envelope.at,
            kind=envelope.kind,
            about=_about(event),
            persons=_persons(event),
            role=envelope.role,
            entry=f"{envelope.device}, entry {envelope.counter}",
        )
        for envelope, event in reversed(seen.lines[-SHOWN:])
    )


def _about(event: Event) -> str:
    body = event.body
    for name in ("convoy", "site", "corridor", "road", "subject"):
        found = getattr(body, name, None)
        if isinstance(found, str):
            state = getattr(body, "state", None)
            words = found if name in ("road", "subject") else f"{name} {found}"
            return f"{words}: {state.value}" if name == "road" and state is not None else words
    return ""


def _persons(event: Event) -> str:
    for name in ("persons", "waiting"):
        found = getattr(event.body, name, None)
        if isinstance(found, Needs):
            return figures.needs(found)
    return ""
