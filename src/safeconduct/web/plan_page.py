"""The page of plans: each answer with its proof, timetable, graphs, and two plans beside one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from safeconduct import codec
from safeconduct.app.jobs import Jobs
from safeconduct.app.plan_book import PlanBook, name_of
from safeconduct.app.plan_steps import plans_by_sha
from safeconduct.model.dossier import Dossier
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.publish import figures
from safeconduct.publish.answers import anchor_of
from safeconduct.publish.bars import bound_svg
from safeconduct.publish.chart import time_distance_svg
from safeconduct.publish.ledger import Ledger, Ref
from safeconduct.publish.sheet import Sheet
from safeconduct.web.beside import Row, rows_beside
from safeconduct.web.deciding import questions
from safeconduct.web.gantt import gantt_svg
from safeconduct.web.guard import Session
from safeconduct.web.plan_changes import CHANGING, LISTED, Parts, parts_of
from safeconduct.web.playback import plan_named, plans_of
from safeconduct.web.shell import Shell
from safeconduct.web.working import of_a_fleet


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A plan as drawings, each for a wide page and for a phone; ``sha`` is how its playback is asked for."""

    sha: str
    graph: Markup
    graph_narrow: Markup
    gantt: Markup
    gantt_narrow: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Two plans side by side: their shas, names, graphs, and the figures of both."""

    shas: tuple[str, str]
    names: tuple[str, str]
    graphs: tuple[Markup, Markup]
    rows: tuple[Row, ...]


def plan_routes(shell: Shell, jobs: Jobs, book: PlanBook) -> APIRouter:
    """The route of the page."""
    router = APIRouter(include_in_schema=False)
    who: Session = Depends(shell.guard.session)

    @router.get("/plan")
    def plan(
        *, request: Request, session: Session = who, one: str = "", other: str = "", did: int = 0, at: str = ""
    ) -> HTMLResponse:
        sheet, ledger = shell.sheet()
        dossier = shell.operation.case().dossier
        situation = dossier.situation
        zones = figures.zones(situation.parties) if situation else ()
        drawn = (
            {anchor_of(a): drawings(a.plan, situation, n) for n, a in enumerate(dossier.answers) if a.plan}
            if situation
            else {}
        )
        return shell.page(
            request, "plan.html.j2", session=session, s=sheet, drawn=drawn, bounds=_bounds(dossier),
            job=jobs.now(), back="plan", corridors=[c.id for c in situation.corridors] if situation else [],
            fleet=situation is not None and of_a_fleet(situation), ready=situation is not None,
            apart=_apart(shell, dossier), likely=likely_people(situation),
            likely_refs=_likely_refs(dossier, sheet, ledger),
            first_zone=figures.zone_name(zones[0]) if zones else "local time",
            choices=[(sha[:12], name_of(plan)) for sha, plan in plans_of(shell)],
            beside=_beside(shell, situation, one, other) if situation else None,
            decisive=questions(sheet.decisives), keep=_keep(dossier, book), pins=book.pins(),
            may_pin=session.role in CHANGING, **_steps(book, did, at),
        )  # fmt: skip

    return router


def _keep(dossier: Dossier, book: PlanBook) -> dict[str, Parts]:
    """What can be pinned of each answer's plan, by the anchor of the answer."""
    pins = book.pins()
    return {anchor_of(one): parts_of(sha, one.plan, pins) for sha, one in plans_by_sha(dossier).items() if one.plan}


def _steps(book: PlanBook, did: int, at: str) -> dict[str, Any]:
    """What was done to the plans, the latest first; the step the page comes from, and the answer it was done at."""
    steps, undo = book.steps(), book.undo()
    done = next((step for step in steps if step.number == did), None)
    return {
        "steps": steps[: -LISTED - 1 : -1],
        "more": max(0, len(steps) - LISTED),
        "undo": undo,
        "did": done,
        "at": at,
    }


def _bounds(dossier: Dossier) -> dict[str, tuple[Markup, Markup]]:
    """What binds, drawn for a wide page and a narrow one, by the anchor of its answer."""
    found = {}
    for n, answer in enumerate(dossier.answers):
        bound, people = answer.certificate.bound, answer.certificate.scenario.people
        if bound is not None and bound.terms:
            wide, narrow = (bound_svg(bound, people, f"bo{n}-{width}", width) for width in (640, 380))
            found[anchor_of(answer)] = (Markup(wide), Markup(narrow))
    return found


def _apart(shell: Shell, dossier: Dossier) -> list[tuple[str, str]]:
    """Sha and name of each plan on this situation that is not an answer of the case: those made one at a time."""
    held = {codec.sha(answer.plan) for answer in dossier.answers if answer.plan is not None}
    return [(sha[:12], name_of(plan) + _around(plan)) for sha, plan in plans_of(shell) if sha not in held]


def _around(plan: Plan) -> str:
    return ", around pins" if "around pins" in plan.work.engine else ""


def likely_people(situation: Situation | None) -> int:
    """The likely number of people of the first corridor's site; 0 without a situation."""
    if situation is None or not situation.corridors:
        return 0
    site = next(one for one in situation.sites if one.id == situation.corridors[0].site)
    return sum(group.people.pick("likely") for group in site.groups)


def _likely_refs(dossier: Dossier, sheet: Sheet, ledger: Ledger) -> list[Ref]:
    """The claims behind the people that say just the likely number."""
    number = figures.count(likely_people(dossier.situation))
    behind = {ref.href.removeprefix("#claim-"): ref for ref in sheet.people_refs}
    found = (view for name, view in ledger.by_id.items() if name in behind)
    return [behind[view.id] for view in found if any(number in value.split() for value in view.values)]


def drawings(plan: Plan, situation: Situation, number: int) -> Drawn:
    """The drawings of a plan; ``number`` keeps their ids apart on one page."""

    def markup(found: str | None) -> Markup:
        return Markup(found or "")

    return Drawn(
        sha=codec.sha(plan)[:12],
        graph=markup(time_distance_svg(plan, situation, f"td{number}", 1000)),
        graph_narrow=markup(time_distance_svg(plan, situation, f"tn{number}", 380)),
        gantt=markup(gantt_svg(plan, situation, f"ga{number}", 1000)),
        gantt_narrow=markup(gantt_svg(plan, situation, f"gn{number}", 380)),
    )


def _beside(shell: Shell, situation: Situation, one: str, other: str) -> Beside | None:
    """The two plans that were asked for, or the first and the last; None where there are not two."""
    shas = [sha for sha, _ in plans_of(shell)]
    if len(shas) < 2:
        return None
    names = (one or shas[0], other or shas[-1])
    first, second = (plan_named(shell, sha) for sha in names)
    if first is None or second is None:
        return None
    graphs = [time_distance_svg(p, situation, f"ab{n}", 620) for n, p in enumerate((first, second))]
    return Beside(
        shas=(names[0][:12], names[1][:12]),
        names=(name_of(first), name_of(second)),
        graphs=(Markup(graphs[0] or ""), Markup(graphs[1] or "")),
        rows=rows_beside(first, second, situation),
    )
