"""Work in the background of an operation, one piece at a time: started, looked at, stopped, from any page."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, Protocol

from safeconduct import codec
from safeconduct.app.background_work import Outcome, Step
from safeconduct.app.operation import Operation
from safeconduct.app.study_again import STUDY
from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import NotFound, RefusedError, SafeconductError


class Working(Protocol):
    """Work under way in a process of its own."""

    def stop(self) -> None:
        """Ask it to return what it has."""
        ...

    def end(self) -> None:
        """End it now."""
        ...

    def told(self) -> Any:
        """What it tells, then its result."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work as it is now. ``documents`` are the shas by kind of what it gave."""

    id: str
    kind: Literal["plan", "stress", "case"]
    about: str
    by: str
    started: datetime
    state: Literal["running", "stopping", "done", "stopped", "no plan", "failed"]
    step: Step | None = None
    documents: tuple[tuple[str, str], ...] = ()
    words: str = ""

    @property
    def running(self) -> bool:
        """Whether it is not over."""
        return self.state in ("running", "stopping")


class Jobs:
    """The work of one operation; the latest stays in sight when it is over. ``begin`` starts a process."""

    def __init__(self, operation: Operation, begin: Callable[[Any, Any], Working]) -> None:
        self._operation, self._begin = operation, begin
        self._lock = threading.Lock()
        self._job: Job | None = None
        self._work: Working | None = None
        self._thread: threading.Thread | None = None

    def now(self) -> Job | None:
        """The work that runs, or ran last."""
        with self._lock:
            return self._job

    def start(self, kind: Literal["plan", "stress", "case"], about: str, by: str, function: Any, given: Any) -> Job:
        """Start a piece of work; RefusedError while another runs."""
        with self._lock:
            if self._job is not None and self._job.running:
                raise RefusedError(
                    f"{self._job.about} is under way: one at a time",
                    next_step="wait for it, or stop it: it keeps the best so far",
                )
            self._job = job = Job(
                id=secrets.token_hex(6), kind=kind, about=about, by=by, started=self._operation.now(), state="running"
            )  # fmt: skip
            self._work = work = self._begin(function, given)
            self._thread = threading.Thread(target=self._follow, args=(work,), name="background work", daemon=True)
            self._thread.start()
        return job

    def stop(self, name: str) -> Job:
        """Ask the work to return what it has; NotFound when it is not under way."""
        with self._lock:
            if self._job is None or self._job.id != name or not self._job.running:
                raise NotFound("no such work is under way", next_step="look at the page again: it may be over")
            assert self._work is not None
            self._work.stop()
            self._job = replace(self._job, state="stopping")
            return self._job

    def close(self) -> None:
        """The service ends: so does the work."""
        with self._lock:
            work, thread = self._work, self._thread
        if work is not None:
            work.end()
        if thread is not None:
            thread.join()

    def join(self) -> None:
        """Wait until the work is over."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _follow(self, work: Working) -> None:
        try:
            for kind, what in work.told():
                if kind == "told":
                    self._change(step=what)
                else:
                    self._over(what)
        except SafeconductError as error:
            self._change(state="failed", words=f"{error.message}; next: {error.next_step}")

    def _over(self, outcome: Outcome) -> None:
        study = next((data for kind, data in outcome.documents if kind == STUDY), None)
        rest = [(kind, data) for kind, data in outcome.documents if kind != STUDY]
        kept = tuple((kind, self._operation.put(kind, data)) for kind, data in rest)
        words = ""
        if study is not None and not self._operation.take_answers(codec.load(Dossier, study), self._by()):
            words = "the case has another situation by now, so its answers stay as they are: plan again"
        self._change(state=outcome.ended, step=outcome.last, documents=kept, words=words)

    def _by(self) -> str:
        job = self.now()
        return "planner" if job is None else job.by

    def _change(self, **changes: Any) -> None:
        with self._lock:
            assert self._job is not None
            self._job = replace(self._job, **changes)
