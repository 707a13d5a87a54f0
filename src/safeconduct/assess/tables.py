"""The small tables beside the reports: who the parties are, which reports there are, what people decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from safeconduct.assess.rows import Row, load_table
from safeconduct.model.claim import Decision, Kind
from safeconduct.model.report import Party
from safeconduct.network.case_roads import CrossingName


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """One line of reports.yaml: ``file`` is a path relative to the table, ``id`` its stem."""

    id: str
    file: str
    title: str
    publisher: str
    published: date
    language: str


def parse_reports(data: bytes, *, file: str) -> tuple[ReportEntry, ...]:
    """Entries of reports.yaml in their order; DocumentInvalid naming file, field and next step."""
    top = load_table(data, file=file)
    entries: list[ReportEntry] = []
    for row in top.rows("reports"):
        path = row.text("file")
        if path.startswith(("/", "\\")) or ".." in path.replace("\\", "/").split("/"):
            row.fault("file", f"{path!r} leaves the folder of the table", "name a file beside or below the table")
        entry = ReportEntry(
            id=path.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0],
            file=path,
            title=row.text("title"),
            publisher=row.text("publisher"),
            published=row.day("published"),
            language=row.text("language"),
        )
        row.done()
        if any(entry.id == other.id for other in entries):
            row.fault("file", f"two reports are called {entry.id!r}", "rename one file")
        entries.append(entry)
    top.done()
    return tuple(entries)


def parse_parties(data: bytes, *, file: str) -> tuple[Party, ...]:
    """Parties of parties.yaml; DocumentInvalid for an unknown zone, an id or an alias used twice."""
    top = load_table(data, file=file)
    parties: list[Party] = []
    owner: dict[str, str] = {}
    for row in top.rows("parties"):
        party = Party(
            id=row.word("id"),
            label=row.text("label"),
            aliases=row.texts("aliases"),
            zone=_zone(row),
            controls=row.texts("controls") if row.has("controls") else (),
        )
        row.done()
        if any(party.id == other.id for other in parties):
            row.fault("id", f"two parties are called {party.id!r}", "rename one")
        for alias in party.aliases:
            if owner.setdefault(alias.casefold(), party.id) != party.id:
                row.fault("aliases", f"{alias!r} already names {owner[alias.casefold()]}", "keep it with one party")
        parties.append(party)
    top.done()
    return tuple(parties)


def parse_crossings(data: bytes, *, file: str) -> tuple[CrossingName, ...]:
    """What crossings.yaml calls the crossings of a network; DocumentInvalid for an id or a mapped name used twice."""
    top = load_table(data, file=file)
    names: list[CrossingName] = []
    for row in top.rows("crossings"):
        aliases = row.texts("aliases") if row.has("aliases") else ()
        name = CrossingName(id=row.word("id"), name=row.text("name"), aliases=aliases, mapped=row.texts("map"))
        row.done()
        if any(name.id == other.id for other in names):
            row.fault("id", f"two crossings are called {name.id!r}", "rename one")
        if twice := {word for other in names for word in other.mapped} & set(name.mapped):
            row.fault("map", f"{min(twice)!r} already belongs to another crossing", "keep it with one crossing")
        names.append(name)
    top.done()
    return tuple(names)


def _zone(row: Row) -> str:
    zone = row.text("zone")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        row.fault("zone", f"there is no time zone {zone!r}", "use a name such as Europe/Kyiv")
    return zone


def parse_decisions(data: bytes, *, file: str) -> tuple[Decision, ...]:
    """Decisions of decisions.yaml in their order; DocumentInvalid for unknown slots, verdicts or naive times."""
    top = load_table(data, file=file)
    decisions = []
    for row in top.rows("decisions"):
        decision = Decision(
            report=row.text("report"),
            quote=row.text("quote"),
            slot=Kind(row.choice("slot", tuple(kind.value for kind in Kind))),
            verdict=cast(Literal["confirm", "reject"], row.choice("verdict", ("confirm", "reject"))),
            by=row.text("by"),
            at=row.instant("at"),
            why=row.text("why"),
            speaker=row.word("speaker") if row.has("speaker") else None,
        )
        row.done()
        decisions.append(decision)
    top.done()
    return tuple(decisions)
