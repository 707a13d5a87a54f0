"""Claims and conflicts as tables and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from safeconduct import codec
from safeconduct.app.ledger import Ledger
from safeconduct.cli.show import note, table
from safeconduct.model.claim import Claim

if TYPE_CHECKING:
    from safeconduct.app.read_run import Outcome
    from safeconduct.read.timeline import TimeLine


def claims_table(found: Ledger) -> None:
    """One row a claim: who, relayed by whom, stance, what about, and the words."""
    rows = [
        (c.id[:8], c.report, _who(c), c.stance.value, c.kind.value, " … ".join(s.quote for s in c.content))
        for c in found.claims
    ]
    table(f"{len(rows)} claims, none confirmed by reading", ("id", "report", "who", "stance", "about", "words"), rows)


def reports_table(outcomes: Iterable[Outcome]) -> None:
    """One row a report: its language, its claims, what they are mostly about, and what to know of it."""
    rows = []
    for outcome in outcomes:
        if outcome.report is None:
            said = "read before" if outcome.before else "not read"
            rows.append((outcome.source.id, "", "", "", said))
            continue
        about = Counter(claim.kind.value for claim in outcome.claims).most_common(3)
        kinds = ", ".join(f"{number} {kind}" for kind, number in about)
        notes = f"{len(outcome.notes)} to know" if outcome.notes else ""
        rows.append((outcome.report.id, outcome.report.language, str(len(outcome.claims)), kinds, notes))
    table(f"{len(rows)} reports, nothing confirmed by reading", ("report", "in", "claims", "mostly", ""), rows)


def claims_json(found: Ledger) -> list[Any]:
    """The claims as JSON-ready data."""
    return [codec.to_plain(claim) for claim in found.claims]


def timeline_table(lines: Iterable[TimeLine]) -> None:
    """One table a thing: what each report said of it, the earliest first; a copy says whose words it has."""
    for line in lines:
        rows = [
            (
                entry.published.isoformat(),
                entry.report,
                f"copy of {entry.witness}" if entry.witness != entry.report else "",
                entry.value.as_written,
                "" if entry in line.changes else "as before",
                entry.claim[:8],
            )
            for entry in line.entries
        ]
        witnesses = f"{line.witnesses} witness{'es' if line.witnesses != 1 else ''}"
        table(f"{line.slot}, {line.about}: {witnesses}", ("published", "report", "copy", "words", "", "claim"), rows)


def timeline_json(lines: Iterable[TimeLine]) -> list[Any]:
    """Time lines as JSON-ready data; ``witness`` is the report itself, or the one of which it is a copy."""
    return [
        {
            "slot": line.slot,
            "about": line.about,
            "witnesses": line.witnesses,
            "entries": [
                {
                    "published": entry.published.isoformat(),
                    "report": entry.report,
                    "witness": entry.witness,
                    "claim": entry.claim,
                    "value": codec.to_plain(entry.value),
                    "changes": entry in line.changes,
                }
                for entry in line.entries
            ],
        }
        for line in lines
    ]


def copies_note(found: Ledger) -> None:
    """Says on stderr which reports are copies: one story is one witness, however often it is printed."""
    for group in found.copies:
        first, *others = group.reports
        verb = "is a copy" if len(others) == 1 else "are copies"
        note(f"{', '.join(others)} {verb} of {first} ({group.share:.0%} of the words): one witness", "copies")


def conflicts_table(found: Ledger) -> None:
    """One row a conflict: its kind and both claims' words."""
    by_id = {claim.id: claim for claim in found.claims}
    rows = [(c.kind.value, c.about, _words(by_id[c.left]), _words(by_id[c.right])) for c in found.conflicts]
    table(f"{len(rows)} conflicts", ("kind", "about", "one claim", "the other"), rows)


def conflicts_json(found: Ledger) -> list[Any]:
    """The conflicts as JSON-ready data."""
    return [codec.to_plain(conflict) for conflict in found.conflicts]


def _who(claim: Claim) -> str:
    if not claim.attributed:
        guess = f" (suggested: {claim.suggested_party})" if claim.suggested_party else ""
        return f"nobody named{guess}"
    speaker = " ".join(span.quote for span in claim.speaker)
    relayed = f", relayed by {claim.relayed_by[:8]}" if claim.relayed_by else ""
    return f"{speaker} [{claim.party or 'party unknown'}]{relayed}"


def _words(claim: Claim) -> str:
    return f"{claim.report}: {' … '.join(span.quote for span in claim.content)}"
