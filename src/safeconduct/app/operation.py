"""An operation that is served: one workspace, its ledger and documents, and the room where its days are run."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from safeconduct import codec
from safeconduct.app.day_desk import Command, Entered
from safeconduct.app.day_room import DayRoom
from safeconduct.app.ledger import Ledger, ledger
from safeconduct.app.plan_steps import PlanStep, PlanSteps, What, pins_carried
from safeconduct.app.plans import checks_of
from safeconduct.app.settings import settings
from safeconduct.app.verified_log import VerifiedLog
from safeconduct.app.wire import access_book, clock, database_address, day_log, workspace
from safeconduct.model.claim import Claim, Decision, Kind
from safeconduct.model.control import EventId
from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import NotFound, RefusedError, SafeconductError
from safeconduct.model.event import Event, Verified
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.pins import Pin
from safeconduct.model.plan import Plan
from safeconduct.model.report import Report
from safeconduct.model.situation import Situation
from safeconduct.model.stress import StressReport
from safeconduct.run.opening import open_day
from safeconduct.run.orders import orders_of
from safeconduct.run.records import State
from safeconduct.run.refusal import Refusal

#: The kinds of plan a workspace holds.
PLANS: dict[str, Any] = {"plan": Plan, "fleet plan": FleetPlan}


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
        if database_address(path) is None and not path.is_file():
            raise NotFound(
                "there is no such workspace",
                file=str(path),
                next_step="run `safeconduct demo azot` first, then `safeconduct serve out/azot.safeconduct`",
            )
        self.path = path
        self.now = now or clock().now
        self._lock = threading.RLock()
        self._store = workspace(path)
        self.access = access_book(self._store)
        self.steps = PlanSteps(self._store)
        self._case: Case | None = None
        self._kept: dict[str, Any] = {}
        self._plans: tuple[Any, tuple[tuple[str, Plan | FleetPlan], ...]] | None = None
        self._assembled: frozenset[Decision] = frozenset()
        try:
            # that it can be opened at all is known now; it is read when first needed, a large one takes its time
            self._store.get("dossier", self._newest())
        except SafeconductError:
            self._store.close()
            raise
        self.days = DayRoom(lambda: day_log(str(path), settings()))
        self._log = VerifiedLog(self.days)

    def close(self) -> None:
        """Release the workspace."""
        self.days.close()
        self._store.close()

    def case(self) -> Case:
        """The case as the ledger now has it; read anew when a document or a decision was added."""
        with self._lock:
            newest, decisions = self._newest(), self._store.decisions()
            held = self._case
            if held is None or held.sha != newest:
                data = self._store.get("dossier", newest)
                found = codec.stored(Dossier, data, file=f"dossier {newest[:12]}")
                self._assembled = frozenset(found.decisions)
                held = self._case = Case(sha=newest, dossier=found, since=())
            if held.dossier.decisions != decisions:
                since = tuple(decision for decision in decisions if decision not in self._assembled)
                held = Case(sha=held.sha, dossier=replace(held.dossier, decisions=decisions), since=since)
                self._case = held
            return held

    def _newest(self) -> str:
        """The sha of the current dossier: the latest, or the one a step on the plans went back to."""
        shas = self._store.shas("dossier")
        if not shas:
            raise NotFound(
                "this workspace holds reports but no worked case yet",
                file=str(self.path),
                next_step="run `safeconduct demo azot`, or `safeconduct demo FOLDER` on your own case folder",
            )
        return self.steps.current(shas)

    def dossier(self, sha: str) -> Dossier:
        """A dossier of this workspace, current or earlier."""
        return codec.stored(Dossier, self._store.get("dossier", sha), file=f"dossier {sha[:12]}")

    def kept(self, kind: str) -> Iterator[bytes]:
        """The documents of a kind, newest first."""
        return (self._store.get(kind, sha) for sha in reversed(self._store.shas(kind)))

    def step(self, after: Dossier, what: What, words: str, *, by: str, pins: tuple[Pin, ...], seen: int) -> PlanStep:
        """Make a dossier the current one and write down why: appended, whatever it goes back to. RefusedError when
        more steps than the ``seen`` ones, from which it was made, were taken by then."""
        with self._lock:
            if later := self.steps.all()[seen:]:
                raise RefusedError(
                    f"something else was done at the same moment: {later[-1].what} {later[-1].words}",
                    next_step="look at the page again",
                )
            before = self._newest()
            known = tuple(one for one in after.decisions if one in self._assembled)
            made = self._store.put("dossier", codec.dump(replace(after, decisions=known)))
            step = PlanStep(
                number=seen + 1, what=what, words=words, by=by, at=self.now(), dossier=made,
                before=before, dossiers=len(self._store.shas("dossier")), pins=pins,
            )  # fmt: skip
            self.steps.add(step)
        return step

    def decide(self, claim: str, verdict: Literal["confirm", "reject"], *, by: str, why: str) -> None:
        """Confirm or reject a claim by its id, for ever, in a role and with a reason."""
        found = next((one for one in self.case().dossier.claims if one.id == claim), None)
        if found is None:
            raise NotFound(f"there is no claim {claim!r}", next_step="take the claim from the page of reports")
        from safeconduct.app.deciding import confirm_one

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

    def add_report(self, report: Report, claims: Sequence[Claim]) -> None:
        """A report with the claims read from it into the ledger, and the case with both; the situation stays as it was
        assembled. StoreError when a report of this text is there already."""
        dossier = self.case().dossier
        with self._lock:
            self._store.add_report(report, claims)
            held = ledger(self._store)
            found = replace(dossier, reports=held.reports, claims=held.claims, conflicts=held.conflicts)
            # what was decided since must still be told apart from what the situation knows
            known = replace(found, decisions=tuple(one for one in dossier.decisions if one in self._assembled))
            self._store.put("dossier", codec.dump(known))

    def newest(self, kind: str) -> bytes | None:
        """The document of a kind that was kept last; None when there is none."""
        shas = self._store.shas(kind)
        return self._store.get(kind, shas[-1]) if shas else None

    def ledger(self) -> tuple[Ledger, tuple[Decision, ...]]:
        """Reports, claims and conflicts as they are now, and every decision."""
        with self._lock:
            return ledger(self._store), self._store.decisions()

    def take_over(self, situation: Situation, decisions: tuple[Decision, ...]) -> None:
        """A situation assembled from these decisions becomes that of the case. Answers for the same situation stay;
        those for another are no longer the case's."""
        case = self.case()
        with self._lock:
            held = ledger(self._store)
            same = case.dossier.situation is not None and codec.sha(case.dossier.situation) == codec.sha(situation)
            found = replace(
                case.dossier, reports=held.reports, claims=held.claims, conflicts=held.conflicts, decisions=decisions,
                situation=situation, draft=False,
            )  # fmt: skip
            self._store.put("situation", codec.dump(situation))
            self._store.put(
                "dossier", codec.dump(found if same else replace(found, answers=(), audits=(), decisives=()))
            )

    def take_answers(self, study: Dossier, by: str = "planner") -> bool:
        """The answers, audits and deciding claims of a study become those of the case; False, and nothing is changed,
        when the case has another situation by now."""
        with self._lock:  # nothing that was planned for minutes is refused for what somebody did in the same moment
            seen, dossier = len(self.steps.all()), self.case().dossier
            if dossier.situation is None or study.situation is None:
                return False
            if codec.sha(dossier.situation) != codec.sha(study.situation):
                return False
            found = replace(dossier, answers=study.answers, audits=study.audits, decisives=study.decisives)
            pins = pins_carried(dossier, study.answers, self.steps.pins(dossier))
            self.step(found, "planned", "the whole case", by=by, pins=pins, seen=seen)
            return True

    def plans(self) -> tuple[tuple[str, Plan | FleetPlan], ...]:
        """The plans of the case by their sha: those of its answers, then others on the same situation."""
        case = self.case()
        shas = tuple((kind, sha) for kind in PLANS for sha in self._store.shas(kind))
        if self._plans is None or self._plans[0] != (case.sha, shas):
            self._plans = (case.sha, shas), tuple(self._all_plans(case.dossier, shas))
        return self._plans[1]

    def _all_plans(self, dossier: Dossier, shas: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, Plan | FleetPlan]]:
        held = {codec.sha(one.plan): one.plan for one in dossier.answers if one.plan is not None}
        yield from held.items()
        others = tuple((kind, sha) for kind, sha in shas if sha not in held)
        if dossier.situation is None or not others:
            return
        of = codec.sha(dossier.situation)
        for kind, sha in others:
            if (plan := self._plan(kind, sha)).situation == of:
                yield sha, plan

    def _plan(self, kind: str, sha: str) -> Any:
        """A plan of the workspace; what has a hash for a name is read once."""
        if sha not in self._kept:
            self._kept[sha] = codec.stored(PLANS[kind], self._store.get(kind, sha), file=f"{kind} {sha[:12]}")
        return self._kept[sha]

    def run_on(self, state: State) -> tuple[Situation, Plan | FleetPlan]:
        """The situation and the plan a day is run against now; NotFound when the workspace has not kept them."""
        kind = next((kind for kind in PLANS if state.plan in self._store.shas(kind)), None)
        if kind is None:
            raise NotFound(
                "this workspace does not hold the plan the day is run against",
                next_step="serve the workspace the day was opened with",
            )
        plan = self._plan(kind, state.plan)
        situation = self._kept.get(plan.situation)
        if situation is None:
            situation = codec.stored(Situation, self._store.get("situation", plan.situation))
            self._kept[plan.situation] = situation
        return situation, plan

    def earlier_plans(self, state: State) -> tuple[Plan | FleetPlan, ...]:
        """The plans a day ran on before the one it runs on now, the latest first; one the workspace lacks is left
        out."""
        held = {sha: kind for kind in PLANS for sha in self._store.shas(kind)} if state.earlier else {}
        return tuple(self._plan(held[sha], sha) for sha in reversed(state.earlier) if sha in held)

    def put(self, kind: str, data: bytes) -> str:
        """Keep a document under its hash; returns it."""
        return self._store.put(kind, data)

    def stress_reports(self) -> dict[str, StressReport]:
        """The newest report of simulated days of each plan of the case, by the plan's sha."""
        found = {one.stress.plan: one.stress for one in self.case().dossier.answers if one.stress is not None}
        for sha in self._store.shas("stress report"):
            report = codec.load(StressReport, self._store.get("stress report", sha), file=f"report {sha[:12]}")
            found[report.plan] = report
        return found

    def keep(self, situation: Situation, plan: Plan | FleetPlan) -> None:
        """Keep the documents that a day is about to be run against."""
        self._store.put("situation", codec.dump(situation))
        self._store.put("plan" if isinstance(plan, Plan) else "fleet plan", codec.dump(plan))

    def open_day(self, plan: str, *, day: str, exercise: bool, by: str, name: EventId, key: str = "") -> Entered:
        """Open a day on a plan of the case, checked here and now; RefusedError names every party that is silent."""
        situation = self._situation()
        matching = [found for sha, found in self.plans() if sha.startswith(plan)] if plan else []
        if len(matching) != 1:
            raise NotFound(f"no one plan is called {plan!r}", next_step="choose a plan of the Plan page")
        checks = checks_of(situation, matching[0])
        decided = open_day(situation, orders_of(situation, matching[0]), checks, "exercise" if exercise else "order")
        if isinstance(decided, Refusal):
            raise RefusedError(decided.reason, next_step=decided.next_step)
        self.keep(situation, matching[0])
        return self.days.enter(Command(event=Event(day=day, id=name, at=self.now(), role=by, body=decided), key=key))

    def verified(self) -> Verified:
        """The chain of the log, every line recomputed since the start; what was added since the last time, now."""
        return self._log.now()

    def verified_whole(self) -> Verified:
        """The whole chain of the log, recomputed now."""
        return self._log.whole()

    def day_names(self) -> tuple[str, ...]:
        """All days of the log, in the order of their first line."""
        return self.days.ask(lambda log: log.days())

    def bundle(self) -> tuple[Path, ...]:
        """The documents of the bundle beside the workspace, by name; none when it was not published there."""
        folder = self.path.with_suffix("")
        if database_address(self.path) is not None:
            return ()
        return tuple(sorted(one for one in folder.iterdir() if one.is_file())) if folder.is_dir() else ()

    def _situation(self) -> Situation:
        situation = self.case().dossier.situation
        if situation is None:
            raise RefusedError("nothing is confirmed yet", next_step="confirm the claims, then assess and plan")
        return situation
