"""Work in the background and what simulated days say: plan on, simulate, watch the numbers, play a day on the board."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Header
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from safeconduct.app.background_work import Kept, PlanAsked, StressAsked, plan_better, stress_days
from safeconduct.app.exercise import ROLES as PLAYERS
from safeconduct.app.exercise import Exercise, Player
from safeconduct.app.jobs import Job, Jobs
from safeconduct.app.operation import Operation
from safeconduct.app.plan_book import PlanBook
from safeconduct.app.plan_steps import plans_by_sha
from safeconduct.app.study_again import CaseAsked, study_again
from safeconduct.app.wire import board_client
from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import InputError, NotFound, RefusedError
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Situation
from safeconduct.model.stress import Policy, StressReport
from safeconduct.publish import figures, stressed
from safeconduct.publish.fan import fan_svg
from safeconduct.publish.tornado import CausesView, causes_of
from safeconduct.web.contract import answers
from safeconduct.web.guard import Session, require_role, require_token
from safeconduct.web.playing import Exercises
from safeconduct.web.problems import REFUSALS
from safeconduct.web.shell import Shell

#: Who may have something computed.
ASKING = ("planner", "dispatcher")
#: Days of a run that is asked for from a page.
DAYS = 1000
#: Who may be sent where on a simulated day, by the word of the command line.
POLICIES: dict[str, Policy] = {"orders": "fixed orders", "rolling": "rolling orders", "repair": "repaired orders"}
#: Days on which each disturbance is taken out, and each prior tried at its ends, when a page asks for it.
CAUSES, TORNADO = 200, 100
#: Seconds of search for each plan when the whole case is planned anew.
CASE_SECONDS = 5.0

Token = Annotated[str | None, Header(alias="X-CSRF-Token", description="From /api/session.")]


class JobToStart(BaseModel):
    """What to compute: a plan for a corridor (or "fleet" for all of them together), or simulated days of a plan."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["plan", "stress", "case"] = Field(description='"case": every plan of the situation anew.')
    corridor: str = Field(default="", max_length=80, description='For a plan: a corridor, or "fleet".')
    people: int = Field(default=0, ge=0, le=1_000_000, strict=True, description="For a plan of one corridor.")
    objective: Literal["all", "most"] = "most"
    seconds: float = Field(default=60.0, ge=1, le=3600)
    plan: str = Field(default="", max_length=64, description="For stress: how the plan's sha starts.")
    days: int = Field(default=DAYS, ge=1, le=20_000, strict=True)
    seed: int = Field(default=0, ge=0, strict=True)
    policy: Literal["orders", "rolling", "repair"] = Field(
        default="orders", description="For stress: as planned, idle vehicles sent again, or the rest planned anew."
    )
    causes: int = Field(default=0, ge=0, le=1000, strict=True, description="Days without each disturbance; 0: none.")
    tornado: int = Field(
        default=0, ge=0, le=1000, strict=True, description="Days with each prior at its ends, at most."
    )


class JobTold(BaseModel):
    """A job with its number: ``value`` of at most ``bound``; documents by kind when it is over."""

    id: str
    kind: str
    about: str
    by: str
    started: datetime
    state: str
    value: int | None
    bound: int | None
    gap: float | None
    unit: str
    seconds: float
    documents: dict[str, str]
    words: str


def told(job: Job) -> dict[str, Any]:
    """A job for a program."""
    step = job.step
    found = {name: value for name, value in asdict(job).items() if name not in ("step", "documents")}
    return found | {
        "value": step.value if step else None,
        "bound": step.bound if step else None,
        "gap": round(step.gap, 4) if step else None,
        "unit": step.unit if step else "",
        "seconds": round(step.seconds, 1) if step else 0.0,
        "documents": dict(job.documents),
    }


def started(operation: Operation, jobs: Jobs, session: Session, asked: JobToStart) -> Job:
    """Start what was asked for; NotFound for a corridor or plan that is not there."""
    require_role(session, *ASKING)
    situation = _confirmed(operation.case().dossier)
    if asked.kind == "case":
        return _case(operation, jobs, session, asked)
    if asked.kind == "plan":
        return _plan(operation, jobs, session, asked)
    matching = [(sha, plan) for sha, plan in operation.plans() if asked.plan and sha.startswith(asked.plan)]
    if len(matching) != 1:
        raise NotFound(f"no one plan is called {asked.plan!r}", field="plan", next_step="choose one of the Plan page")
    sha, plan = matching[0]
    policy = POLICIES[asked.policy]
    given = StressAsked(
        situation=situation, plan=plan, days=asked.days, seed=asked.seed, policy=policy, causes=asked.causes,
        tornado=asked.tornado,
    )  # fmt: skip
    about = f"{asked.days:,} simulated days of plan {sha[:12]}, {policy}"
    return jobs.start("stress", about, session.role, stress_days, given)


def _confirmed(dossier: Dossier) -> Situation:
    if dossier.situation is None:
        raise RefusedError("nothing is confirmed yet", next_step="confirm the claims, then assess")
    return dossier.situation


def of_a_fleet(situation: Situation) -> bool:
    """Whether one plan for all corridors is the answer: several sites, or vehicles with places of their own."""
    return len(situation.sites) > 1 or bool(situation.depots)


def _case(operation: Operation, jobs: Jobs, session: Session, asked: JobToStart) -> Job:
    dossier = operation.case().dossier
    situation = _confirmed(dossier)
    if of_a_fleet(situation):
        raise RefusedError(
            "this case is planned for one fleet, all directions together",
            field="kind",
            next_step='ask for kind "plan" with the corridor "fleet"',
        )
    kept = _all_kept(operation, dossier)
    given = CaseAsked(situation=situation, seconds=min(asked.seconds, CASE_SECONDS), kept=kept)
    about = "every plan of the case" + _around(sum(len(one.pins) for one in kept))
    return jobs.start("case", about, session.role, study_again, given)


def _all_kept(operation: Operation, dossier: Dossier) -> tuple[Kept, ...]:
    """The plans of the case that have pins, with these."""
    pins = operation.steps.pins(dossier)
    found = [(one.plan, tuple(pin for pin in pins if pin.plan == sha)) for sha, one in plans_by_sha(dossier).items()]
    return tuple(Kept(plan=plan, pins=mine) for plan, mine in found if plan is not None and mine)


def _around(pins: int) -> str:
    return f", around {figures.plural(pins, 'pin')}" if pins else ""


def _plan(operation: Operation, jobs: Jobs, session: Session, asked: JobToStart) -> Job:
    situation, kept = _confirmed(operation.case().dossier), None
    if asked.corridor == "fleet":
        from safeconduct.app.fleet_planning import scenario_of

        scenario: Any = scenario_of(situation, None, "likely")
        about = "a plan for one fleet"
    else:
        if all(corridor.id != asked.corridor for corridor in situation.corridors):
            known = ", ".join(corridor.id for corridor in situation.corridors)
            raise NotFound(
                f"there is no corridor {asked.corridor!r}", field="corridor", next_step=f"name one of {known}"
            )
        if asked.people < 1:
            raise InputError("a plan is for at least one person", field="people", next_step="say for how many")
        scenario = Scenario(corridor=asked.corridor, people=asked.people, objective=asked.objective)
        found = PlanBook(operation).kept(scenario)
        kept = None if found is None else Kept(plan=found[0], pins=found[1])
        if kept is not None:
            scenario = kept.plan.scenario  # the pins are of an answer to this question
        about = f"a plan for {asked.people:,} people on {asked.corridor}" + _around(len(kept.pins) if kept else 0)
    given = PlanAsked(situation=situation, scenario=scenario, seconds=asked.seconds, kept=kept)
    return jobs.start("plan", about, session.role, plan_better, given)


def job_api(shell: Shell, jobs: Jobs) -> APIRouter:
    """The routes for programs."""
    router = APIRouter(responses=REFUSALS)
    who = Depends(shell.guard.session)

    @router.post(
        "/api/jobs",
        status_code=201,
        summary="Plan or simulate in the background",
        responses=answers(JobTold, "It runs.", 201),
    )
    def start(*, session: Session = who, given: JobToStart, token: Token = None) -> dict[str, Any]:
        require_token(session, token)
        return told(started(shell.operation, jobs, session, given))

    @router.get(
        "/api/jobs/latest", summary="The work that runs, or ran last", responses=answers(JobTold, "With its number.")
    )
    def now(*, _session: Session = who) -> dict[str, Any]:
        job = jobs.now()
        if job is None:
            raise NotFound("nothing was computed since the start", next_step="start a plan or simulated days")
        return told(job)

    @router.post(
        "/api/jobs/{name}/stop", summary="Stop it; the best so far is kept", responses=answers(JobTold, "It stops.")
    )
    def stop(*, session: Session = who, name: str, token: Token = None) -> dict[str, Any]:
        require_token(session, token)
        require_role(session, *ASKING)
        return told(jobs.stop(name))

    return router


def stress_pages(shell: Shell, jobs: Jobs, exercises: Exercises) -> APIRouter:
    """The page of simulated days, and its forms."""
    router = APIRouter(include_in_schema=False)
    operation, who = shell.operation, Depends(shell.guard.session)

    @router.get("/stress")
    def stress(*, request: Request, session: Session = who) -> HTMLResponse:
        reports, situation = operation.stress_reports(), operation.case().dossier.situation
        rows = [_report(number, sha, reports.get(sha)) for number, (sha, _) in enumerate(operation.plans())]
        corridors = [corridor.id for corridor in situation.corridors] if situation else []
        return shell.page(
            request, "stress.html.j2", session=session, s=shell.sheet()[0], job=jobs.now(), plans=_named(operation),
            reports=rows, corridors=corridors, fleet=situation is not None and of_a_fleet(situation),
            judgement=stressed.JUDGEMENT, stressed=stressed, days=DAYS, back="stress",
            policy_words={policy: word for word, policy in POLICIES.items()},
        )  # fmt: skip

    @router.post("/stress/start")
    def start(
        *,
        session: Session = who,
        kind: Annotated[Literal["plan", "stress", "case"], Form()],
        corridor: Annotated[str, Form()] = "",
        people: Annotated[str, Form()] = "0",
        plan: Annotated[str, Form()] = "",
        policy: Annotated[Literal["orders", "rolling", "repair"], Form()] = "orders",
        why: Annotated[bool, Form()] = False,
        back: Annotated[Literal["stress", "plan"], Form()] = "stress",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        if not people.strip().isdecimal() or len(people.strip()) > 6:
            raise InputError(f"{people!r} is no number of people", field="people", next_step="give a whole number")
        causes, tornado = (CAUSES, TORNADO) if why else (0, 0)
        asked = JobToStart(
            kind=kind, corridor=corridor, people=int(people), plan=plan, policy=policy, causes=causes, tornado=tornado
        )
        started(operation, jobs, session, asked)
        return RedirectResponse(f"/{back}#work", status_code=303)

    @router.post("/stress/stop")
    def stop(
        *,
        session: Session = who,
        job: Annotated[str, Form()] = "",
        back: Annotated[Literal["stress", "plan"], Form()] = "stress",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        require_role(session, *ASKING)
        jobs.stop(job)
        return RedirectResponse(f"/{back}#work", status_code=303)

    router.include_router(_playing(shell, exercises))
    return router


def _playing(shell: Shell, exercises: Exercises) -> APIRouter:
    """The form that plays a simulated day on the board."""
    router = APIRouter(include_in_schema=False)
    operation, who = shell.operation, Depends(shell.guard.session)

    @router.post("/stress/play")
    def play(
        *,
        request: Request,
        session: Session = who,
        plan: Annotated[str, Form()] = "",
        seed: Annotated[int, Form(ge=0)] = 0,
        number: Annotated[int, Form(ge=0)] = 0,
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        require_role(session, "dispatcher")
        if request.url.scheme != "http":
            raise RefusedError(
                "an exercise is played on this machine's own address",
                next_step="start it there: `safeconduct serve WORKSPACE --exercise NAME`",
            )
        count = 1 + sum(day.startswith("exercise ") for day in operation.day_names())
        name = f"exercise {count}, simulated day {number} as if agreed"
        exercise = Exercise(name=name, plan=plan, seed=seed, number=number, speed=600.0, closing=False)
        host, port = request.scope["server"]  # never what the caller calls us: role links go to this address
        address = f"http://{host}:{port}"
        tokens = {role: shell.guard.issue(role).token for role in PLAYERS}

        def player() -> Player:
            boards = {role: board_client(address, token) for role, token in tokens.items()}
            return Player(operation, boards, exercise, lambda _: None)

        exercises.begin(player)
        return RedirectResponse("/board", status_code=303)

    return router


def _named(operation: Operation) -> list[tuple[str, str]]:
    """Sha and words of each plan."""
    return [
        (
            sha[:12],
            f"one fleet, {plan.scenario.people} estimates"
            if isinstance(plan, FleetPlan)
            else f"{plan.scenario.corridor}, {figures.count(plan.scenario.people)} people",
        )
        for sha, plan in operation.plans()
    ]


def _report(
    number: int, sha: str, report: StressReport | None
) -> tuple[str, StressReport | None, Markup, Markup, CausesView | None]:
    """The plan's sha, its report, the fan for a wide page and a narrow one, and what the days hang on."""
    if report is None or not report.fan:
        return sha, report, Markup(""), Markup(""), None
    drawn = (fan_svg(report, f"fan-{number}"), fan_svg(report, f"fan-{number}-n", 340))
    return sha, report, Markup(drawn[0]), Markup(drawn[1]), causes_of(report, f"causes-{number}")
