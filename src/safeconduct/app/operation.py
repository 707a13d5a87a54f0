"""An operation that is served: one workspace, its ledger and documents, and the room where its days are run."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from safeconduct import codec
from safeconduct.app.day_desk import Command, Entered
from safeconduct.app.day_room import DayRoom
from safeconduct.app.deciding import confirm_one
from safeconduct.app.settings import settings
from safeconduct.app.wire import clock, day_log, workspace
from safeconduct.model.claim import Decision, Kind
from safeconduct.model.control import EventId
from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import NotFound, RefusedError, SafeconductError
from safeconduct.model.event import Event, Verified
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.run.opening import open_day
from safeconduct.run.orders import orders_of
from safeconduct.run.refusal import Refusal
from safeconduct.verify.check import check_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The latest dossier of a workspace with the decisions of its ledger as they are now.

    ``since`` are the decisions made after the dossier was assembled: its situation and plans do not know them.
    """

    sha: str
    dossier: Dossier
    since: tuple[Decision, ...]


class Operation:
    """What the service does on a workspace. NotFound says how to make one that lacks a dossier."""

    def __init__(self, path: Path, now: Callable[[], datetime] | None = None) -> None:
        if not path.is_file():
            raise NotFound(
                "there is no such workspace",
                file=str(path),
                next_step="run `safeconduct demo azot` first, then `safeconduct serve out/azot.safeconduct`",
            )
        self.path = path
        self.now = now or clock().now
        self._lock = threading.Lock()
        self._store = workspace(path)
        self._case: Case | None = None
        self._assembled: frozenset[Decision] = frozenset()
        try:
            self.case()
        except SafeconductError:
            self._store.close()
            raise
        self.days = DayRoom(lambda: day_log(str(path), settings()))

    def close(self) -> None:
        """Release the workspace."""
        self.days.close()
        self._store.close()

    def case(self) -> Case:
        """The case as the ledger now has it; read anew when a document or a decision was added."""
        with self._lock:
            shas, decisions = self._store.shas("dossier"), self._store.decisions()
            if not shas:
                raise NotFound(
                    "this workspace holds reports but no worked case yet",
                    file=str(self.path),
                    next_step="run `safeconduct demo azot`, or `safeconduct demo FOLDER` on your own case folder",
                )
            held = self._case
            if held is None or held.sha != shas[-1]:
                data = self._store.get("dossier", shas[-1])
                found = codec.load(Dossier, data, file=f"dossier {shas[-1][:12]}")
                self._assembled = frozenset(found.decisions)
                held = self._case = Case(sha=shas[-1], dossier=found, since=())
            if held.dossier.decisions != decisions:
                since = tuple(decision for decision in decisions if decision not in self._assembled)
                held = Case(sha=held.sha, dossier=replace(held.dossier, decisions=decisions), since=since)
                self._case = held
            return held

    def decide(self, claim: str, verdict: Literal["confirm", "reject"], *, by: str, why: str) -> None:
        """Confirm or reject a claim by its id, for ever, in a role and with a reason."""
        found = next((one for one in self.case().dossier.claims if one.id == claim), None)
        if found is None:
            raise NotFound(f"there is no claim {claim!r}", next_step="take the claim from the page of reports")
        confirm_one(
            self.path,
            report=found.report,
            quote=found.content[0].quote,
            slot=Kind(found.kind),
            verdict=verdict,
            by=by,
            why=why,
            speaker=None,
        )

    def plans(self) -> tuple[tuple[str, Plan], ...]:
        """The plans of the case by their sha."""
        answers = self.case().dossier.answers
        return tuple((codec.sha(one.plan), one.plan) for one in answers if one.plan is not None)

    def open_day(self, plan: str, *, day: str, exercise: bool, by: str, link: str, counter: int) -> Entered:
        """Open a day on a plan of the case, checked here and now; RefusedError names every party that is silent."""
        situation = self._situation()
        matching = [found for sha, found in self.plans() if sha.startswith(plan)] if plan else []
        if len(matching) != 1:
            raise NotFound(f"no one plan is called {plan!r}", next_step="choose a plan of the Plan page")
        checks = check_plan(situation, matching[0], situation_sha=codec.sha(situation))
        decided = open_day(situation, orders_of(situation, matching[0]), checks, "exercise" if exercise else "order")
        if isinstance(decided, Refusal):
            raise RefusedError(decided.reason, next_step=decided.next_step)
        name = EventId(device=link, counter=counter)
        return self.days.enter(Command(event=Event(day=day, id=name, at=self.now(), role=by, body=decided)))

    def verified(self) -> Verified:
        """The whole chain of the log, recomputed."""
        return self.days.ask(lambda log: log.verify())

    def day_names(self) -> tuple[str, ...]:
        """All days of the log, in the order of their first line."""
        return self.days.ask(lambda log: log.days())

    def bundle(self) -> tuple[Path, ...]:
        """The documents of the bundle beside the workspace, by name; none when it was not published there."""
        folder = self.path.with_suffix("")
        return tuple(sorted(one for one in folder.iterdir() if one.is_file())) if folder.is_dir() else ()

    def _situation(self) -> Situation:
        situation = self.case().dossier.situation
        if situation is None:
            raise RefusedError("nothing is confirmed yet", next_step="confirm the claims, then assess and plan")
        return situation
