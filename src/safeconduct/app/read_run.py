"""READ over any number of files: what to read, in which order, over how many processes, and what is kept.

Each report goes its way alone: opened, masked, read, stored in one transaction. A run that was stopped goes on where
it was; a file that cannot be read is reported and the others are read.
"""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from safeconduct import __version__
from safeconduct.app.case import load_parties, load_roads
from safeconduct.app.documents import names_of, report_from_file
from safeconduct.app.ledger import Gazetteer, file_bytes
from safeconduct.app.places import places_in
from safeconduct.app.settings import settings
from safeconduct.app.wire import document_endings, llm_endpoint, open_document, pool, reader, workspace
from safeconduct.assess.tables import parse_reports
from safeconduct.model import errors
from safeconduct.model.claim import Claim
from safeconduct.model.errors import InputError, NotFound, SafeconductError
from safeconduct.model.report import Party, Report
from safeconduct.network.roadfile import parse_places
from safeconduct.read.document import Document
from safeconduct.read.notes import notes_on

if TYPE_CHECKING:
    from safeconduct.adapters.llm_reader import Endpoint
    from safeconduct.adapters.sql_workspace import SqlWorkspace

MANY = 16
"""From so many files on, several processes read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to read and what is known of it beforehand; ``opened`` is what it holds, once that was looked at."""

    path: Path
    id: str
    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    opened: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class With:
    """What all reports of a run are read with; ``endpoint`` is the language model a user named, if any."""

    parties: tuple[Party, ...]
    gazetteer: Gazetteer
    endpoint: Endpoint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An error as it travels between processes."""

    kind: str
    message: str
    next_step: str
    file: str | None
    field: str | None

    @classmethod
    def of(cls, error: SafeconductError) -> Fault:
        """What an error says."""
        return cls(
            kind=type(error).__name__,
            message=error.message,
            next_step=error.next_step,
            file=error.file,
            field=error.field,
        )

    def error(self) -> SafeconductError:
        """The error again."""
        kind: type[SafeconductError] = getattr(errors, self.kind, InputError)
        return kind(self.message, next_step=self.next_step, file=self.file, field=self.field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: a report with its claims, or why it could not be read, or that it was read before.

    ``rejected`` are proposals of a language model that failed the check against the text, each with the reason.
    """

    source: Source
    report: Report | None = None
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    fault: Fault | None = None

    @property
    def before(self) -> bool:
        """True when this file's report was kept before, by an earlier run or under another name."""
        return self.report is None and self.fault is None


def sources(paths: Sequence[Path], published: date | None) -> tuple[list[Source], tuple[Party, ...], Gazetteer]:
    """The files that the paths stand for, and the parties and places that a case folder among them brings.

    A folder with a reports.yaml stands for the files listed there, any other for every document below it.
    """
    found: list[Source] = []
    parties: tuple[Party, ...] = ()
    gazetteer: Gazetteer = {}
    for path in paths:
        table = path / "reports.yaml" if path.is_dir() else path
        if table.suffix in (".yaml", ".yml") and (table.is_file() or not path.is_dir()):
            found += _listed(table)
            parties = parties or _parties_beside(table)
            gazetteer = gazetteer or _places_beside(table)
        elif path.is_dir():
            found += _below(path, published)
        else:
            found.append(Source(path=path, id=path.stem, published=published))
    return _told_apart(found), parties, gazetteer


def prepare(
    paths: Sequence[Path],
    *,
    published: date | None,
    parties: Path | None,
    roads: Path | None,
    places: Path | None = None,
    sites: Path | None = None,
    llm: str | None = None,
    llm_model: str | None = None,
) -> tuple[list[Source], With]:
    """What a command line asks for: the files, and what they are read with.

    ``places`` is a gazetteer file: its names that are settled beside each other in all the files are known to the
    reader, with the user's own ``sites``; a case's own places go before them.
    """
    endpoint = None
    if llm or llm_model:
        if not (llm and llm_model):
            raise InputError(
                "a language model needs its address and its name",
                field="--llm-model" if llm else "--llm",
                next_step="give both, such as --llm http://127.0.0.1:8000/v1 --llm-model NAME, or neither",
            )
        endpoint = llm_endpoint(llm, llm_model)
    given_parties = load_parties(parties) if parties else ()
    given_places = load_roads(roads).gazetteer if roads else {}
    found, brought_parties, brought_places = sources(paths, published)
    if sites is not None and places is None:
        raise InputError(
            "own sites are looked up beside a gazetteer", field="--sites", next_step="give --places as well"
        )
    settled: Gazetteer = {}
    if places is not None:
        found = [_opened(source) for source in found]
        documents = (source.opened for source in found if source.opened is not None)
        settled = places_in(documents, places, sites=sites)[0]
    return found, With(
        parties=given_parties or brought_parties,
        gazetteer={**settled, **(given_places or brought_places)},
        endpoint=endpoint,
    )


def _opened(source: Source) -> Source:
    """With what the file holds, for the names of places in it; what cannot be read is said when it is read."""
    try:
        return replace(source, opened=open_document(source.path))
    except SafeconductError:
        return source


def run(
    found: Sequence[Source],
    reading: With,
    *,
    into: Path | None,
    jobs: int | None,
    resume: bool,
    spread: str = "process",
    address: str | None = None,
) -> Generator[Outcome]:
    """What becomes of each file, in order, as it is known. ``into`` keeps reports and claims; with ``resume`` files
    that it holds already, read with the same parties and places, are passed over."""
    workers = jobs if jobs is not None else (4 if len(found) >= MANY else 1)
    store = workspace(into) if into is not None else None
    try:
        kept = frozenset(store.shas("source")) if store is not None and resume else frozenset()
        texts = store.texts() if store is not None else {}
        over = pool(spread, min(workers, len(found)), address)
        with closing(over.in_order(_read, _tasks(found, reading, kept))) as outcomes:
            for outcome in outcomes:
                yield _stored(outcome, reading, store, texts) if store is not None else outcome
    finally:
        if store is not None:
            store.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    source: Source
    reading: With
    held: bool


def _tasks(found: Sequence[Source], reading: With, kept: frozenset[str]) -> Iterator[_Task]:
    for source in found:
        held = bool(kept) and hashlib.sha256(_mark(source, reading)).hexdigest() in kept
        yield _Task(source=source, reading=reading, held=held)


def _read(task: _Task) -> Outcome:
    """One file, in whichever process; what is wrong with it is part of the outcome."""
    given, reading = task.source, task.reading
    source = replace(given, opened=None)  # it need not travel back
    if task.held:
        return Outcome(source=source)
    try:
        report = report_from_file(
            source.path,
            id=source.id,
            title=source.title,
            publisher=source.publisher,
            published=source.published,
            language=source.language,
            known=names_of(reading.parties, reading.gazetteer),
            opened=given.opened,
        )
        proposed = reader(settings(), reading.endpoint)
        claims = proposed.read(report, reading.parties, reading.gazetteer)
        rejected = tuple(getattr(proposed, "rejected", ()))
        notes = notes_on(report)
    except SafeconductError as error:
        return Outcome(source=source, fault=Fault.of(error))
    except Exception as error:  # noqa: BLE001 - whatever one file does to the reader, the others are read
        return Outcome(source=source, fault=_own_fault(error, source.path))
    return Outcome(source=source, report=report, claims=claims, notes=notes, rejected=rejected)


def _own_fault(error: Exception, path: Path) -> Fault:
    """A fault of the reader itself, as something to tell: which file, and where in the program."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "unknown"
    return Fault(
        kind="InputError",
        message=f"the reader failed on this report, a fault of its own ({type(error).__name__} in {where})",
        next_step="read this report by eye, and tell who maintains the program",
        file=str(path),
        field=None,
    )


def _stored(outcome: Outcome, reading: With, store: SqlWorkspace, texts: dict[str, str]) -> Outcome:
    """The outcome once it is kept, and its text among ``texts``; what the ledger refuses is a fault of its own."""
    if outcome.report is None:
        return outcome
    mine = outcome.report
    known = texts.setdefault(mine.sha256, mine.id)
    try:
        if known == mine.id:
            store.add_report(mine, outcome.claims)
    except SafeconductError as error:
        held = store.texts().get(mine.sha256)  # another run on this workspace may have been faster with the same text
        if held is None:
            del texts[mine.sha256]
            return replace(outcome, report=None, claims=(), fault=Fault.of(error))
        known = texts[mine.sha256] = held
    store.put("source", _mark(outcome.source, reading))
    if known == mine.id:
        return outcome
    return Outcome(source=outcome.source, notes=(f"known already as {known}: the same text, kept once, one witness",))


def _mark(source: Source, reading: With) -> bytes:
    """What identifies a reading: the file's bytes and everything it was read with. It holds no word of the file."""
    try:
        digest = hashlib.sha256(source.path.read_bytes()).hexdigest()
    except OSError:
        digest = ""  # whoever opens it says what is wrong
    known = {
        "bytes": digest,
        "id": source.id,
        "published": source.published.isoformat() if source.published else None,
        "said": [source.title, source.publisher, source.language],
        "with": hashlib.sha256(repr(reading).encode()).hexdigest(),
        "version": __version__,
    }
    return json.dumps(known, sort_keys=True).encode()


def _listed(table: Path) -> list[Source]:
    """The reports of a reports.yaml, in its order."""
    return [
        Source(
            path=table.parent / entry.file,
            id=entry.id,
            published=entry.published,
            title=entry.title,
            publisher=entry.publisher,
            language=entry.language,
        )
        for entry in parse_reports(file_bytes(table), file=str(table))
    ]


def _parties_beside(table: Path) -> tuple[Party, ...]:
    path = table.parent / "parties.yaml"
    return load_parties(path) if path.is_file() else ()


def _places_beside(table: Path) -> Gazetteer:
    roads, places = table.parent / "roads.geojson", table.parent / "places.geojson"
    if roads.is_file():
        return load_roads(roads).gazetteer
    return parse_places(file_bytes(places), file=str(places)).gazetteer if places.is_file() else {}


def _below(folder: Path, published: date | None) -> list[Source]:
    """Every document below a folder, by path; hidden files and folders are left alone."""
    endings = document_endings()
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in endings
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if not found:
        raise NotFound(
            "no document lies in this folder",
            file=str(folder),
            next_step=f"give a folder with files that end in {', '.join(endings)}, or with a reports.yaml",
        )
    return [
        Source(path=path, id=path.relative_to(folder).with_suffix("").as_posix(), published=published) for path in found
    ]


def _told_apart(found: list[Source]) -> list[Source]:
    """Files of one name get their endings into their ids; of one path and name, one stays."""
    by_id: dict[str, int] = {}
    for source in found:
        by_id[source.id] = by_id.get(source.id, 0) + 1
    named = [
        replace(source, id=f"{source.id}{source.path.suffix}") if by_id[source.id] > 1 else source for source in found
    ]
    once: dict[str, Source] = {}
    for source in named:
        other = once.setdefault(source.id, source)
        if other.path != source.path:
            raise InputError(
                f"two reports are called {source.id!r}: {other.path} and {source.path}",
                next_step="rename one of the files, or read them in two runs",
            )
    return list(once.values())
