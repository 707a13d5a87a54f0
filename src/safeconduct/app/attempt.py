"""``try``: one report to a watermarked draft. Nothing is confirmed, nothing is planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from safeconduct.app.documents import names_of, report_from_file
from safeconduct.app.hypothetical import offer_needs
from safeconduct.app.ledger import read_reports
from safeconduct.app.places import places_in
from safeconduct.app.progress import Progress
from safeconduct.app.publishing import publish
from safeconduct.app.settings import settings
from safeconduct.app.wire import open_document, reader
from safeconduct.model.claim import Claim
from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import InputError
from safeconduct.model.report import Party
from safeconduct.publish.screen import screen
from safeconduct.read.conflicts import find_conflicts
from safeconduct.read.parties import neutral_parties


def attempt(
    file: Path,
    *,
    published: date | None,
    out: Path,
    title: str | None,
    publisher: str,
    say: Progress,
    places: Path | None = None,
    sites: Path | None = None,
) -> str:
    """Draft page of a report in ``out``; returns the closing screen.

    ``places`` is a gazetteer file and ``sites`` the user's own list: names that are settled are known to the reader.
    """
    if sites is not None and places is None:
        raise InputError(
            "own sites are looked up beside a gazetteer", field="--sites", next_step="give --places as well"
        )
    known = {} if places is None else places_in((open_document(file),), places, sites=sites)[0]
    report = report_from_file(file, published=published, title=title, publisher=publisher, known=names_of((), known))
    say("reading the report")
    ((_, claims),) = read_reports((report,), reader(settings()), (), known)
    say("working out what the offer would need")
    audits, assumptions = offer_needs(claims)
    dossier = Dossier(
        reports=(report,),
        claims=claims,
        conflicts=find_conflicts(claims, (report,)),
        decisions=(),
        situation=None,
        answers=(),
        audits=audits,
        decisives=(),
        draft=True,
        parties=_named(claims),
    )
    say("publishing the draft")
    publish(dossier, out, assumptions=assumptions)
    return screen(dossier, out / "index.html")


def _named(claims: Sequence[Claim]) -> tuple[Party, ...]:
    """The neutral parties the claims speak of, by first mention."""
    table = {party.id: party for party in neutral_parties()}
    mentioned = dict.fromkeys(p for claim in claims for p in (claim.party, claim.suggested_party) if p in table)
    return tuple(table[p] for p in mentioned if p is not None)
