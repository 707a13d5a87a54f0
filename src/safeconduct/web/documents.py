"""The page of documents: for whom each is and what it is, made from the case of now, stamped with the day's log."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from safeconduct import codec
from safeconduct.model.dossier import Answer, Dossier
from safeconduct.model.errors import NotFound
from safeconduct.publish import figures
from safeconduct.publish.answers import anchor_of
from safeconduct.publish.stamp import Stamp, stamped, stamped_name
from safeconduct.redact.levels import Level
from safeconduct.web.guard import Session
from safeconduct.web.orders_paper import ORDERS, orders_csv
from safeconduct.web.roads import road_names
from safeconduct.web.shell import Shell

#: What a file is, by its name or by how it ends; the first that fits.
_WHAT = (
    (ORDERS, "the orders in force of the day that is open, one row a convoy: the only table here that drivers go by"),
    ("vehicles.pdf", "a sheet for every vehicle: minutes, places, what to do always and when something happens"),
    ("sites.pdf", "a sheet for every site: whom to call forward for which vehicle, in order"),
    ("receptions.pdf", "a sheet for every reception: who arrives when, with a line to count"),
    ("timetable.csv", "one row a loaded trip: bay, boarding, departure, screening, arrival, persons"),
    ("trips.csv", "one row a trip of the fleet"),
    ("calls.csv", "one row a call-forward"),
    ("passes.csv", "one row a pass of a narrow place"),
    ("plan.geojson", "the trips as features for a map program"),
    ("index.html", "everything on one page: reports, map, answers, proofs; needs no connection"),
    ("brief.pdf", "the brief on paper, the status of the corridor first"),
    ("map.svg", "the schematic map with legend, scale, date and sources"),
    ("picture.svg", "the answer in one picture"),
    ("claims.csv", "every claim with its words, speaker and state"),
    ("situation.json", "the situation every answer rests on"),
    ("check.pyz", "the checker, one file for bare Python: recomputes every rule and bound"),
    (".json", "plan or certificate, to be checked by anyone"),
)

#: Who gets what of the team's documents: heading, for what, and the names or their beginnings.
_GROUPS = (
    (
        "For drivers and gates",
        "Movement details: for those who drive, call forward and count. Phones check in by the links of the board.",
        ("orders", "vehicles", "sites", "receptions", "timetable", "trips", "calls", "passes", "plan.geojson"),
    ),
    (
        "For the team",
        "Everything, level internal: not for handing on as it is.",
        ("index", "brief", "map", "picture", "claims"),
    ),
    (
        "To check every answer",
        (
            "Canonical documents by their hash, and the checker that needs nothing of ours: python3 -I check.pyz "
            "situation.json PLAN CERTIFICATE."
        ),
        ("situation", "check", "plan-", "certificate-", "fleet-"),
    ),
)

#: Audiences besides the team: heading, for what, level.
_AUDIENCES = (
    ("For a partner organisation", "As the team's, without the reasons of decisions.", Level.PARTNER),
    (
        "For a party",
        (
            "No count of persons from 1 to 4, no word on how long a site can hold out, no way or standing place of "
            "vehicles. Handing it over is a notification, not a permission."
        ),
        Level.PARTY,
    ),
    ("For the public", "No map, no departure, no count from 1 to 4, no text of a report.", Level.PUBLIC),
)

#: How the names of documents begin that tell when somebody leaves.
_WITH_TIMES = (
    "orders", "vehicles", "sites", "receptions", "timetable", "trips", "calls", "passes", "plan", "index", "brief",
    "picture", "fleet-",
)  # fmt: skip

#: Finished documents that are kept: making one takes up to a second.
_KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document of the page: the name it is handed out under, where it is, what it is, its hash where it is a
    canonical one."""

    name: str
    href: str
    what: str
    sha: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Documents for one audience."""

    title: str
    note: str
    papers: tuple[Paper, ...]


class Papers:
    """The documents of an operation: by level and name, made when they are asked for."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._lock = threading.Lock()
        self._made: dict[tuple[str, int, Level, str], bytes] = {}

    def stamp(self) -> Stamp:
        """What every document of now bears: the exercise that is on, and the head of the log."""
        today, log = self._shell.today(), self._shell.operation.verified()
        return Stamp(
            exercise=today.name if today is not None and today.exercise else "",
            head=log.head if log.lines else "",
            lines=log.lines,
        )

    def stamps(self, stamp: Stamp) -> Callable[[str], Stamp]:
        """The stamp of each document by its name: while a day is open, one with times says whether they are the orders
        in force."""
        today = self._shell.today()
        if today is None or today.over:
            return lambda _: stamp
        plans = {f"plan-{_stem(one)}.json": sha for one, sha in _planned(self._shell.operation.case().dossier)}
        every = {sha for sha, _ in self._shell.operation.plans()}
        ours = replace(stamp, orders=f"the orders in force of {today.name}")
        same = replace(stamp, orders=f"the plan that {today.name} runs on")
        stale = replace(stamp, orders=f"NOT the orders in force of {today.name}: those are on the board", stale=True)

        def of(name: str) -> Stamp:
            if not name.startswith(_WITH_TIMES):
                return stamp
            shown = {plans[name]} if name in plans else every
            return ours if name == ORDERS else same if shown == {today.plan} else stale

        return of

    def _orders(self) -> Callable[[], bytes] | None:
        """The table of the orders in force; None when no day is open."""
        today = self._shell.today()
        if today is None or today.over:
            return None
        seen = self._shell.operation.days.seen(today.name)
        return lambda: orders_csv(seen, road_names(self._shell.operation, seen.state)).encode()

    def names(self, level: Level) -> dict[str, Callable[[], bytes]]:
        """What there is for a level, by file name. A fleet's papers are those that were published."""
        from safeconduct.app.publishing import documents  # the drawings and the checker: only when they are asked for

        published = {one.name: one.read_bytes for one in self._shell.operation.bundle()}
        made = self._orders() if level is Level.INTERNAL else None
        ours = {} if made is None else {ORDERS: made}
        if any(name.startswith("fleet-") for name in published):
            return published | ours if level is Level.INTERNAL else {}
        return documents(self._shell.operation.case().dossier, level) | ours

    def paper(self, level: Level, name: str) -> bytes:
        """A document as the case now is, without a stamp; NotFound when there is none of this name."""
        if name == ORDERS and level is Level.INTERNAL and (now := self._orders()) is not None:
            return now()  # of this moment: never a kept one
        case = self._shell.operation.case()
        key = (case.sha, len(case.dossier.decisions), level, name)
        with self._lock:
            if key in self._made:
                return self._made[key]
        make = self.names(level).get(name)
        if make is None:
            raise NotFound(f"there is no document {name!r}", next_step="choose one on the page of documents")
        data = make()
        with self._lock:
            self._made[key] = data
            while len(self._made) > _KEPT:
                self._made.pop(next(iter(self._made)))
        return data

    def groups(self, stamp: Stamp) -> tuple[Group, ...]:
        """The page: the team's documents by use, then those for others."""
        hashes, of = _hashes(self._shell.operation.case().dossier), self.stamps(stamp)
        names = list(self.names(Level.INTERNAL))
        found = [
            Group(
                title=title,
                note=note,
                papers=tuple(
                    _paper(name, "/documents", of(name), hashes)
                    for start in starts
                    for name in names
                    if name.startswith(start)
                ),
            )
            for title, note, starts in _GROUPS
        ]
        for title, note, level in _AUDIENCES:
            papers = [name for name in self.names(level) if not name.endswith((".json", ".pyz"))]
            found.append(
                Group(
                    title=title,
                    note=note,
                    papers=tuple(_paper(name, f"/documents/{level}", of(name), hashes) for name in papers),
                )
            )
        return tuple(group for group in found if group.papers)


def _paper(name: str, folder: str, stamp: Stamp, hashes: dict[str, str]) -> Paper:
    what = next((words for end, words in _WHAT if name.endswith(end)), "file")
    return Paper(name=stamped_name(name, stamp), href=f"{folder}/{name}", what=what, sha=hashes.get(name, ""))


def _stem(answer: Answer) -> str:
    """What the files of an answer are called after."""
    return anchor_of(answer).removeprefix("proof-")


def _planned(dossier: Dossier) -> list[tuple[Answer, str]]:
    """The answers with a plan, and its sha."""
    return [(answer, codec.sha(answer.plan)) for answer in dossier.answers if answer.plan is not None]


def _hashes(dossier: Dossier) -> dict[str, str]:
    """The hash of each canonical document by its file name."""
    found = {} if dossier.situation is None else {"situation.json": codec.sha(dossier.situation)}
    for answer in dossier.answers:
        name = _stem(answer)
        found[f"certificate-{name}.json"] = codec.sha(answer.certificate)
        if answer.plan is not None:
            found[f"plan-{name}.json"] = codec.sha(answer.plan)
    return {name: figures.short_sha(sha) for name, sha in found.items()}


def document_pages(shell: Shell) -> APIRouter:
    """The page and its files."""
    router = APIRouter(include_in_schema=False)
    papers, who = Papers(shell), Depends(shell.guard.session)

    @router.get("/documents")
    def listing(*, request: Request, session: Session = who) -> HTMLResponse:
        stamp = papers.stamp()
        return shell.page(
            request, "documents.html.j2", session=session, groups=papers.groups(stamp), stamp=stamp, s=shell.sheet()[0],
            sha=shell.operation.case().sha, verified=shell.operation.verified(),
        )  # fmt: skip

    @router.get("/documents/{name}")
    def team(*, session: Session = who, name: str) -> Response:
        return _handed(papers, Level.INTERNAL, name)

    @router.get("/documents/{level}/{name}")
    def other(*, session: Session = who, level: str, name: str) -> Response:
        if level not in (Level.PARTNER, Level.PARTY, Level.PUBLIC):
            raise NotFound(f"there is no audience {level!r}", next_step="choose one on the page of documents")
        return _handed(papers, Level(level), name)

    return router


def _handed(papers: Papers, level: Level, name: str) -> Response:
    """A document as a file to keep, under its stamp."""
    stamp = papers.stamps(papers.stamp())(name)
    data = stamped(name, papers.paper(level, name), stamp)
    kept = stamped_name(name if level is Level.INTERNAL else f"{level}-{name}", stamp)
    headers = {"Content-Disposition": f'attachment; filename="{PurePath(kept).name}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)
