"""The page of plans: each answer with its proof, timetable, graphs, and two plans beside one another."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from safeconduct import codec
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.publish import figures
from safeconduct.publish.answers import anchor_of
from safeconduct.publish.chart import time_distance_svg
from safeconduct.web.beside import Row, rows_beside
from safeconduct.web.gantt import gantt_svg
from safeconduct.web.guard import Session
from safeconduct.web.playback import plan_named, plans_of
from safeconduct.web.shell import Shell


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


def plan_routes(shell: Shell) -> APIRouter:
    """The route of the page."""
    router = APIRouter(include_in_schema=False)
    who: Session = Depends(shell.guard.session)

    @router.get("/plan")
    def plan(*, request: Request, session: Session = who, one: str = "", other: str = "") -> HTMLResponse:
        sheet, _ = shell.sheet()
        dossier = shell.operation.case().dossier
        situation = dossier.situation
        zones = figures.zones(situation.parties) if situation else ()
        drawn = (
            {anchor_of(a): drawings(a.plan, situation, n) for n, a in enumerate(dossier.answers) if a.plan}
            if situation
            else {}
        )
        return shell.page(
            request, "plan.html.j2", session=session, s=sheet, drawn=drawn,
            first_zone=figures.zone_name(zones[0]) if zones else "local time",
            choices=[(sha[:12], name_of(plan)) for sha, plan in plans_of(shell)],
            beside=_beside(shell, situation, one, other) if situation else None,
        )  # fmt: skip

    return router


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


def name_of(plan: Plan) -> str:
    """A plan in a list: svatove, 568 people, most."""
    scenario = plan.scenario
    return f"{scenario.corridor}, {figures.count(scenario.people)} people, {scenario.objective}"


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
