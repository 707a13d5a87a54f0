"""Tables as CSV: the timetable and the claims. UTF-8 with a heading, CRLF, and no cell a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from safeconduct.model.dossier import Dossier
from safeconduct.publish import chart, figures
from safeconduct.publish.answers import answers_of
from safeconduct.publish.corridors import place_name
from safeconduct.publish.ledger import Ledger
from safeconduct.redact.levels import Level, cell, shows

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

TIMETABLE_HEAD = (
    "direction", "people", "objective", "status", "convoy", "vehicle", "bay", "board_from_utc", "board_until_utc",
    "depart_utc", "reach_utc", "screened_utc", "arrive_utc", "persons",
)  # fmt: skip
CLAIMS_HEAD = (
    "claim", "id", "report", "publisher", "published", "speaker", "party", "stance", "kind", "read_as", "words",
    "relayed_by", "state", "flags",
)  # fmt: skip


def safe(text: str) -> str:
    """One line of clean text that no spreadsheet takes for a formula: a leading = + - @ gets an apostrophe."""
    words = figures.line(text)
    return f"'{words}" if words.startswith(_FORMULA) or text.startswith(_FORMULA) else words


def written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV text: the heading, then the rows, every cell made safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def claims_csv(ledger: Ledger, level: Level = Level.INTERNAL) -> str:
    """All claims that are not withheld, in ledger order; the words of a masked sentence are left out.

    What we decided on a claim is left out where the level hides it.
    """
    rows = [
        (
            c.label,
            c.id,
            c.report,
            c.publisher,
            c.published,
            c.speaker,
            c.party.label if c.party else "",
            c.stance,
            c.kind,
            "; ".join(c.values),
            c.quote,
            c.via.label if c.via else "",
            c.state if shows(level, "decisions") else "",
            "; ".join(c.flags),
        )
        for c in ledger.claims
    ]
    return written(CLAIMS_HEAD, rows)


def timetable_csv(dossier: Dossier, level: Level) -> str:
    """One row a loaded trip of every plan, times in UTC; only the heading where the level hides timetables."""
    situation = dossier.situation
    rows: list[Sequence[str]] = []
    if situation is not None and shows(level, "timetable"):
        size = {p.id: p.members.total for p in situation.profiles}
        for corridor in situation.corridors:
            if corridor.window is None:
                continue
            for plan in (a.plan for a in answers_of(dossier, corridor.id) if a.plan is not None):
                convoys = {c.number: c for c in plan.convoys}
                for trip in sorted(plan.trips, key=lambda t: (t.convoy, t.load_from, t.vehicle)):
                    run = convoys[trip.convoy]
                    minutes = (
                        trip.load_from,
                        trip.load_until,
                        run.depart,
                        run.reach,
                        run.screen_until,
                        run.arrive,
                    )
                    rows.append(
                        (
                            place_name(situation, corridor.reception),
                            str(plan.scenario.people),
                            plan.scenario.objective,
                            plan.status,
                            str(trip.convoy),
                            trip.vehicle,
                            str(trip.bay + 1),
                            *(chart.iso(corridor.window, m) for m in minutes),
                            cell(level, sum(size[h.profile] * h.count for h in trip.boarded)),
                        )
                    )
    return written(TIMETABLE_HEAD, rows)
