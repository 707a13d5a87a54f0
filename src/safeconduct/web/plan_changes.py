"""Plans changed by hand: pin what the next one keeps, take a plan into the case, take the last step back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Header
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import URL
from starlette.responses import RedirectResponse

from safeconduct.app.operation import Operation
from safeconduct.app.plan_book import PlanBook
from safeconduct.app.plan_steps import PlanStep
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.pins import Pin
from safeconduct.model.plan import Plan
from safeconduct.web.contract import answers
from safeconduct.web.guard import Session, require_role, require_token
from safeconduct.web.problems import REFUSALS
from safeconduct.web.shell import Shell

#: Who may change the plans of the case.
CHANGING = ("planner", "dispatcher")
#: Steps the page lists: the latest ones.
LISTED = 12

Token = Annotated[str | None, Header(alias="X-CSRF-Token", description="From /api/session.")]


class PartToPin(BaseModel):
    """What is pinned: a convoy; with a vehicle, its trip in that convoy; or the households of a profile of a group."""

    model_config = ConfigDict(extra="forbid")

    convoy: int = Field(default=0, ge=0, le=100_000, strict=True, description="0 for the households of a profile.")
    vehicle: str = Field(default="", max_length=80)
    group: str = Field(default="", max_length=80)
    profile: str = Field(default="", max_length=80)
    held: bool = Field(default=True, description="False takes the pin off.")


class PinTold(BaseModel):
    """A pin that holds, on the plan of this sha."""

    plan: str
    convoy: int
    vehicle: str
    group: str
    profile: str
    words: str


class StepTold(BaseModel):
    """A step on the plans: what was done, by which role, and the dossier that is current since."""

    number: int
    what: str
    words: str
    by: str
    at: datetime
    dossier: str


class PlansTold(BaseModel):
    """The pins that hold, every step, and the number of the one that can be taken back."""

    pins: list[PinTold]
    steps: list[StepTold]
    take_back: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a plan that can be pinned: its words, what a form sends for it, whether it is, and whether it is held
    already because its whole convoy is."""

    words: str
    value: str
    held: bool
    within: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What can be pinned of a plan: by convoy number the convoy and its vehicles, and the households by profile."""

    plan: str
    convoys: dict[str, tuple[Part, ...]]
    people: tuple[Part, ...]
    held: int


def parts_of(sha: str, plan: Plan, pins: tuple[Pin, ...]) -> Parts:
    """The parts of a plan of the case, with what is pinned of it."""
    mine = {pin for pin in pins if pin.plan == sha}

    def part(pin: Pin, words: str, *, within: bool = False) -> Part:
        return Part(words=words, value=_value(pin), held=pin in mine, within=within)

    convoys = {}
    for convoy in plan.convoys:
        whole = Pin(plan=sha, convoy=convoy.number)
        trips = [
            part(Pin(plan=sha, convoy=convoy.number, vehicle=trip.vehicle), trip.vehicle, within=whole in mine)
            for trip in plan.trips
            if trip.convoy == convoy.number
        ]
        convoys[str(convoy.number)] = (part(whole, "whole convoy"), *trips)
    count: dict[tuple[str, str], int] = {}
    for entry in (entry for trip in plan.trips for entry in trip.boarded):
        count[entry.group, entry.profile] = count.get((entry.group, entry.profile), 0) + entry.count
    people = tuple(
        part(Pin(plan=sha, group=group, profile=profile), f"{profile.replace('-', ' ')} ({n:,})")
        for (group, profile), n in count.items()
    )
    return Parts(plan=sha, convoys=convoys, people=people, held=len(mine))


def _value(pin: Pin) -> str:
    if pin.profile:
        return f"people:{pin.group}:{pin.profile}"
    return f"trip:{pin.convoy}:{pin.vehicle}" if pin.vehicle else f"convoy:{pin.convoy}"


def pin_of(sha: str, value: str) -> Pin:
    """The pin a form sends; InputError when it is none."""
    kind, _, rest = value.partition(":")
    first, _, second = rest.partition(":")
    try:
        if kind == "people":
            return Pin(plan=sha, group=first, profile=second)
        if kind not in ("convoy", "trip") or (kind == "trip") != bool(second):
            raise _no_part(value)
        return Pin(plan=sha, convoy=int(first), vehicle=second)
    except ValueError as error:
        raise _no_part(value) from error


def _no_part(value: str) -> InputError:
    return InputError(
        f"{value!r} is no part of a plan",
        field="part",
        next_step="pin a convoy, a vehicle of a convoy, or the households of a profile",
    )


def plan_changes(shell: Shell, book: PlanBook) -> APIRouter:
    """The forms of the page of plans."""
    router = APIRouter(include_in_schema=False)
    who: Session = Depends(shell.guard.session)

    @router.post("/plan/pin")
    def pin(
        *,
        session: Session = who,
        plan: Annotated[str, Form()] = "",
        at: Annotated[str, Form()] = "",
        part: Annotated[str, Form()] = "",
        off: Annotated[str, Form()] = "",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        _may(session, csrf)
        sha = _whole(shell.operation, plan)
        return _to(book.pin(sha, pin_of(sha, part or off), by=session.role, held=bool(part)), at)

    @router.post("/plan/accept")
    def accept(
        *, session: Session = who, plan: Annotated[str, Form()] = "", csrf: Annotated[str, Form()] = ""
    ) -> RedirectResponse:
        _may(session, csrf)
        return _to(book.accept(_whole(shell.operation, plan), by=session.role), "")

    @router.post("/plan/undo")
    def undo(
        *,
        session: Session = who,
        step: Annotated[int, Form(ge=0, le=10**9)] = 0,
        at: Annotated[str, Form()] = "",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        _may(session, csrf)
        return _to(book.take_back(step, by=session.role), at)

    return router


def plan_change_api(shell: Shell, book: PlanBook) -> APIRouter:
    """The routes for programs."""
    router = APIRouter(responses=REFUSALS)
    who: Session = Depends(shell.guard.session)

    @router.get("/api/plans", summary="Pins and steps", responses=answers(PlansTold, "Pins that hold, and every step."))
    def now(*, _session: Session = who) -> dict[str, Any]:
        last = book.undo()
        return {
            "pins": [
                {name: getattr(pin, name) for name in ("plan", "convoy", "vehicle", "group", "profile", "words")}
                for pin in book.pins()
            ],
            "steps": [told(step) for step in book.steps()],
            "take_back": None if last is None else last.number,
        }

    @router.post(
        "/api/plans/{plan}/pins",
        summary="Pin a part of a plan, or take the pin off",
        responses=answers(StepTold, "The next plan for as many people keeps it."),
    )
    def pin(*, session: Session = who, plan: str, given: PartToPin, token: Token = None) -> dict[str, Any]:
        _may(session, token)
        sha = _whole(shell.operation, plan)
        try:
            wanted = Pin(plan=sha, convoy=given.convoy, vehicle=given.vehicle, group=given.group, profile=given.profile)
        except ValueError as error:
            raise _no_part(given.model_dump_json()) from error
        return told(book.pin(sha, wanted, by=session.role, held=given.held))

    @router.post(
        "/api/plans/{plan}/acceptance",
        summary="Make a plan the case's answer to its question",
        responses=answers(StepTold, "It is the case's plan now."),
    )
    def accept(*, session: Session = who, plan: str, token: Token = None) -> dict[str, Any]:
        _may(session, token)
        return told(book.accept(_whole(shell.operation, plan), by=session.role))

    @router.post(
        "/api/plans/steps/{number}/withdrawal",
        summary="Take the last step back; both stay in the list",
        responses=answers(StepTold, "The case is as before that step."),
    )
    def undo(*, session: Session = who, number: int, token: Token = None) -> dict[str, Any]:
        _may(session, token)
        return told(book.take_back(number, by=session.role))

    return router


def told(step: PlanStep) -> dict[str, Any]:
    """A step for a program."""
    return {name: getattr(step, name) for name in ("number", "what", "words", "by", "at", "dossier")}


def _may(session: Session, token: str | None) -> None:
    require_token(session, token)
    require_role(session, *CHANGING)


def _whole(operation: Operation, plan: str) -> str:
    found = [sha for sha, _ in operation.plans() if plan and sha.startswith(plan)]
    if len(found) != 1:
        raise NotFound(f"no one plan is called {plan!r}", field="plan", next_step="choose one of the Plan page")
    return found[0]


def _to(step: PlanStep, at: str) -> RedirectResponse:
    """Back to the page, at what was done: it has the focus there."""
    to = URL("/plan").include_query_params(did=step.number, **({"at": at} if at else {}))
    return RedirectResponse(f"{to}#did", status_code=303)
