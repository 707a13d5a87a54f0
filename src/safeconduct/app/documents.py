"""From a file to the report that is stored: opened, its own statements taken, private persons' names masked.

This is the only way from a file to a Report in the program, so nothing is stored before it was masked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from safeconduct.app.settings import settings
from safeconduct.app.wire import open_document, persons
from safeconduct.model.errors import InputError
from safeconduct.model.report import Party, Report
from safeconduct.read.document import Document
from safeconduct.read.language import language_of
from safeconduct.read.load import make_report
from safeconduct.read.parties import neutral_parties

NOT_STATED = "not stated"
"""Publisher of a report that names none."""


def report_from_file(
    path: Path,
    *,
    published: date | None = None,
    title: str | None = None,
    publisher: str | None = None,
    id: str | None = None,
    language: str | None = None,
    known: Iterable[str] = (),
    opened: Document | None = None,
) -> Report:
    """The report in a file of text, web page, PDF or Word document; its id is the file's stem unless given.

    What is given goes before what the document states. ``known`` are names of places and parties, which no mask
    touches; ``opened`` is what the file holds, when it was opened before. Raises ReportUnreadable or InputError,
    naming the file and the next step.
    """
    document = opened if opened is not None else open_document(path)
    kept = [*known, *(name for party in neutral_parties() for name in (party.label, *party.aliases))]
    heading = title or document.title or path.stem
    from safeconduct.read.names import mask_names  # its patterns take a sixth of a second to compile

    masked = mask_names(f"{heading}\n\n{document.text}", kept, persons(settings()))
    cut = len(heading)
    return make_report(
        masked[cut + 2 :],
        id=id or path.stem,
        title=masked[:cut],
        publisher=publisher if publisher not in (None, NOT_STATED) else document.publisher or NOT_STATED,
        published=published or document.published or _no_date(path, document),
        language=language or language_of(document.text).code or "en",
    )


def names_of(parties: Iterable[Party], gazetteer: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Every name of the parties and the places: none of them is a private person."""
    sides = (name for party in parties for name in (party.label, *party.aliases))
    return (*sides, *(name for names in gazetteer.values() for name in names))


def _no_date(path: Path, document: Document) -> date:
    step = "add --published YYYY-MM-DD: weekdays are resolved from it"
    if document.made is not None:
        step += f"; its properties say that it was made on {document.made.isoformat()}"
    raise InputError(
        "nothing says when it was published",
        file=str(path),
        field="--published",
        next_step=step,
    )
