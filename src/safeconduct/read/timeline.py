"""The time line of a claim: what was said of one thing, report by report, in the order of publication.

A thing is a slot with a place (people at the mill, a bridge by its name); entries of copies of one wire story are kept
and marked, so that three printings are not three witnesses. Nothing is weighed: a later entry does not replace an
earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from safeconduct.model.claim import (
    AnswerValue,
    Claim,
    DestinationValue,
    PeopleValue,
    Population,
    RoadValue,
    Value,
)
from safeconduct.model.report import Report

_WITHHELD = (Population.COMBATANTS, Population.MIXED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One value on a day of publication; ``witness`` is the report it comes from, or of which its report is a copy."""

    published: date
    report: str
    claim: str
    value: Value
    witness: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Entries on one slot and one thing, the earliest first. ``about`` is a gazetteer id or an element's name."""

    slot: str
    about: str
    entries: tuple[Entry, ...]

    @property
    def witnesses(self) -> int:
        """How many reports that are no copies of one another speak here."""
        return len({entry.witness for entry in self.entries})

    @property
    def changes(self) -> tuple[Entry, ...]:
        """The entries that say something else than the one before, the first included."""
        kept: list[Entry] = []
        for entry in self.entries:
            if not kept or _told(entry.value) != _told(kept[-1].value):
                kept.append(entry)
        return tuple(kept)


def timelines(
    claims: Sequence[Claim], reports: Sequence[Report], originals: Mapping[str, str] | None = None
) -> tuple[TimeLine, ...]:
    """Time lines of a ledger, by slot and thing; ``originals`` names the witness of a report (see ``duplicates``).

    Counts that hold combatants stay in the ledger: they have no time line.
    """
    known = {report.id: report for report in reports}
    lines: dict[tuple[str, str], list[tuple[date, int, Entry]]] = defaultdict(list)
    for claim in claims:
        report = known.get(claim.report)
        if report is None:
            continue
        witness = (originals or {}).get(report.id, report.id)
        for value in claim.values:
            for about in _things(value):
                entry = Entry(report.published, report.id, claim.id, value, witness)
                lines[value.slot, about].append((report.published, claim.content[0].start, entry))
    ordered = ((key, sorted(rows, key=_when)) for key, rows in sorted(lines.items()))
    return tuple(TimeLine(slot, about, tuple(row[2] for row in rows)) for (slot, about), rows in ordered)


def _things(value: Value) -> Iterator[str]:
    """What a value speaks of, where it says so: a place, or the names of a crossing."""
    if isinstance(value, PeopleValue):
        if value.place is not None and value.population not in _WITHHELD:
            yield value.place
    elif isinstance(value, DestinationValue | AnswerValue):
        if value.place is not None:
            yield value.place
    elif isinstance(value, RoadValue):
        yield from (" ".join(name.lower().removeprefix("the ").split()) for name in value.names)


def _when(row: tuple[date, int, Entry]) -> tuple[date, str, int]:
    return row[0], row[2].report, row[1]


def _told(value: Value) -> tuple[object, ...]:
    """What a value says, without the words it says it with."""
    names = ("slot", "low", "high", "population", "element", "state", "scope", "place", "opens", "closes")
    return tuple(getattr(value, name, None) for name in names)
