"""Another plan in the middle of a day: close a road, read what changes for whom, accept or reject."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Header
from pydantic import BaseModel
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from safeconduct import codec
from safeconduct.app.operation import Operation
from safeconduct.app.replanning import Proposal, Replanning
from safeconduct.model.errors import InputError, SafeconductError
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Needs
from safeconduct.publish import figures
from safeconduct.run.order_changes import ConvoyChange, decisions
from safeconduct.run.records import ConvoyState, State
from safeconduct.run.tally import ZERO, total
from safeconduct.web.board import day_clock, sums_of
from safeconduct.web.contract import EnteredTold, answers
from safeconduct.web.entering import Desk, Wanted
from safeconduct.web.guard import Session, require_role, require_token
from safeconduct.web.problems import REFUSALS
from safeconduct.web.replaced import decided, no_place, people_words, way_words
from safeconduct.web.roads import road_names
from safeconduct.web.shell import Shell
from safeconduct.web.whereabouts import phase_words

#: Who may ask for another plan; only the dispatcher accepts one.
ASKING = ("dispatcher", "planner")

#: Roads the board lists: those of the day, then crossings, then others; the interface takes any.
MOST_ROADS = 200

Token = Annotated[str | None, Header(alias="X-CSRF-Token", description="From /api/session.")]


class ProposalTold(BaseModel):
    """A checked plan for the rest of a day, and what it changes; nothing is given out yet. ``at_most`` persons of the
    whole day can still be out, while the vehicles of the convoys ``away`` are; ``no_place`` says by need who loses a
    place, ``without`` who has none; ``people`` adds up to those known; ``searched``: it is no quick repair."""

    id: str
    day: str
    at: datetime
    version: int
    by: str
    plan: str
    situation: str
    changed: int
    persons_before: int
    persons_after: int
    at_most: int | None
    searched: bool
    away: list[str]
    no_place: str
    without: str
    people: dict[str, int]
    decide: list[str]
    words: list[str]
    convoys: list[dict[str, Any]]
    checks: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRow:
    """A road that can be reported: its id, its name, the state the day knows, whether a convoy still uses it."""

    id: str
    name: str
    state: str
    used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanCard:
    """What the board offers: the roads of the situation, those of the day first, and a proposal that waits."""

    roads: tuple[RoadRow, ...]
    waiting: Proposal | None
    key: str


def replan_card(session: Session, operation: Operation, replanning: Replanning, day: str) -> ReplanCard | None:
    """The card of a day, for those who may ask for another plan; None for others and for closed days."""
    state = operation.days.seen(day).state
    if session.role not in ASKING or state.closed_at is not None:
        return None
    try:
        situation, _ = operation.run_on(state)
    except SafeconductError:
        return None  # the day was opened elsewhere: its plan is not in this workspace
    used = {road for convoy in state.convoys.values() if _goes(convoy) for road in convoy.orders.roads}
    rows = []
    for road in sorted(situation.roads, key=lambda road: road.over is None):
        told = state.roads.get(road.id)
        now = told.state if told is not None and told.confirmed else road.now.state
        rows.append(RoadRow(id=road.id, name=road.name, state=now.value, used=road.id in used))
    rows.sort(key=lambda row: not row.used)
    rows = rows[: max(MOST_ROADS, sum(row.used for row in rows))]
    return ReplanCard(roads=tuple(rows), waiting=replanning.latest(day), key=secrets.token_urlsafe(9))


def _goes(convoy: ConvoyState) -> bool:
    """Whether a convoy still has a way before it: it is to leave, or on the road with somebody aboard."""
    return not convoy.closed and (convoy.departed is None or convoy.aboard != ZERO)


def told(found: Proposal, state: State) -> dict[str, Any]:
    """A proposal for a program, beside the day as it is; times in UTC."""
    return {
        "id": found.id,
        "day": found.day,
        "at": found.at,
        "version": found.version,
        "by": found.by,
        "plan": found.orders.plan,
        "situation": found.orders.situation,
        "changed": found.changes.changed,
        "persons_before": found.changes.persons_before,
        "persons_after": found.changes.persons_after,
        "at_most": found.at_most,
        "searched": found.searched,
        "away": list(found.away),
        "no_place": no_place(state, found.orders),
        "without": people_words(found.ahead.without),
        "people": dict(sums_of(found.ahead)),
        "decide": list(found.changes.decide),
        "words": list(found.words),
        "convoys": [asdict(one) for one in found.changes.convoys],
        "checks": len(found.checks),
        "seconds": round(found.seconds, 3),
    }


def replan_api(shell: Shell, desk: Desk, replanning: Replanning) -> APIRouter:
    """The routes for programs."""
    router = APIRouter(responses=REFUSALS)
    operation, who = shell.operation, Depends(shell.guard.session)
    waiting = answers(ProposalTold, "The proposal.")

    @router.post(
        "/api/days/{day}/replans",
        status_code=201,
        summary="Plan the rest of a day for the roads as they are now",
        responses=answers(ProposalTold, "A checked plan that nobody has accepted yet.", 201),
    )
    def propose(*, session: Session = who, day: str, search: bool = False, token: Token = None) -> dict[str, Any]:
        """Repaired at once; with ``search``, a better plan if some seconds of search find one."""
        require_token(session, token)
        found = _proposed(operation, replanning, session, day, search=search)
        return told(found, operation.days.seen(day).state)

    @router.get("/api/days/{day}/replans/{plan}", summary="A proposal and what it changes", responses=waiting)
    def proposal(*, _session: Session = who, day: str, plan: str) -> dict[str, Any]:
        return told(replanning.proposal(day, plan), operation.days.seen(day).state)

    @router.post(
        "/api/days/{day}/replans/{plan}/acceptance",
        status_code=201,
        summary="Give out the new orders",
        responses=answers(EnteredTold, "The line of the event.", 201),
    )
    def accept(
        *,
        session: Session = who,
        day: str,
        plan: str,
        token: Token = None,
        key: Annotated[str, Header(alias="Idempotency-Key")] = "",
    ) -> dict[str, Any]:
        require_token(session, token)
        entered = _accepted(operation, replanning, desk, session, day, plan, key)
        return {"fresh": entered.fresh, "line": codec.to_plain(entered.envelope)}

    @router.post("/api/days/{day}/replans/{plan}/rejection", summary="Keep the orders as they are", responses=waiting)
    def reject(*, session: Session = who, day: str, plan: str, token: Token = None) -> dict[str, Any]:
        require_token(session, token)
        require_role(session, *ASKING)
        return told(replanning.reject(day, plan), operation.days.seen(day).state)

    return router


def replan_pages(shell: Shell, desk: Desk, replanning: Replanning) -> APIRouter:
    """The page of a proposal and its forms."""
    router = APIRouter(include_in_schema=False)
    operation, who = shell.operation, Depends(shell.guard.session)

    @router.post("/board/road")
    def report(
        *,
        session: Session = who,
        day: Annotated[str, Form()] = "",
        road: Annotated[str, Form()] = "",
        state: Annotated[str, Form()] = RoadState.CLOSED.value,
        key: Annotated[str, Form()] = "",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        situation, _ = operation.run_on(operation.days.seen(day).state)
        if all(one.id != road for one in situation.roads):
            raise InputError(f"there is no road {road!r}", field="road", next_step="choose one of the list")
        told = {"kind": "road reported", "road": road, "state": state, "confirmed": True}
        desk.enter(session, Wanted(day=day, key=key, body=told))
        return _to(_proposed(operation, replanning, session, day))

    @router.post("/board/replan")
    def propose(
        *,
        session: Session = who,
        day: Annotated[str, Form()] = "",
        search: Annotated[bool, Form()] = False,
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        return _to(_proposed(operation, replanning, session, day, search=search))

    @router.get("/board/replan")
    def show(*, request: Request, session: Session = who, day: str = "", plan: str = "") -> HTMLResponse:
        found, state = replanning.proposal(day, plan), operation.days.seen(day).state
        key = secrets.token_urlsafe(9)
        return shell.page(
            request, "replan.html.j2", session=session, p=found, key=key, rows=_rows(found, state),
            lost=no_place(state, found.orders), without=people_words(found.ahead.without), sums=sums_of(found.ahead),
            away=_while_away(found, state), helped=_helped(found),
            decide=decided(state, road_names(operation, state)),
            told=_to_be_told(found, state),
        )  # fmt: skip

    _answering(router, operation, desk, replanning, who)
    return router


def _answering(router: APIRouter, operation: Operation, desk: Desk, replanning: Replanning, who: Session) -> None:
    """The two forms that answer a proposal."""

    @router.post("/board/replan/accept")
    def accept(
        *,
        session: Session = who,
        day: Annotated[str, Form()] = "",
        plan: Annotated[str, Form()] = "",
        key: Annotated[str, Form()] = "",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        _accepted(operation, replanning, desk, session, day, plan, key)
        return RedirectResponse(_board(operation, day), status_code=303)

    @router.post("/board/replan/reject")
    def reject(
        *,
        session: Session = who,
        day: Annotated[str, Form()] = "",
        plan: Annotated[str, Form()] = "",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        require_role(session, *ASKING)
        replanning.reject(day, plan)
        return RedirectResponse(_board(operation, day), status_code=303)


def _proposed(
    operation: Operation, replanning: Replanning, session: Session, day: str, *, search: bool = False
) -> Proposal:
    require_role(session, *ASKING)
    now = day_clock(operation.days.seen(day), operation.now())
    return replanning.propose(day, now, session.role, search=search)


def _accepted(
    operation: Operation, replanning: Replanning, desk: Desk, session: Session, day: str, plan: str, key: str
) -> Any:
    require_role(session, "dispatcher")
    now = day_clock(operation.days.seen(day), operation.now())
    named = desk.named(session, key, f"accept {day} {plan}", now)
    return replanning.accept(day, plan, named.id, named.at, session.role, named.key)


def _board(operation: Operation, day: str) -> URL:
    """The board of a day: of the latest one without naming it."""
    return URL("/board") if day in operation.day_names()[-1:] else URL("/board").include_query_params(day=day)


def _to(found: Proposal) -> RedirectResponse:
    to = URL("/board/replan").include_query_params(day=found.day, plan=found.id)
    return RedirectResponse(f"{to}#proposal", status_code=303)  # it has the focus


def _while_away(found: Proposal, state: State) -> str:
    """For how long a bound on the rest of the day holds, as the end of a sentence; empty when all vehicles are counted
    on."""
    held = []
    if found.away:
        aboard = sum(total(state.convoys[name].aboard) for name in found.away if name in state.convoys)
        convoys = f"{'convoy' if len(found.away) == 1 else 'convoys'} {figures.listed(list(found.away))}"
        held.append(f"the vehicles of {convoys} are away and the {figures.count(aboard)} aboard are not back")
    if broken := sorted({one for convoy in state.convoys.values() for one in convoy.broken}):
        held.append(f"{figures.listed(broken)} cannot drive")
    return f", as long as {figures.listed(held)}" if held else ""


def _helped(found: Proposal) -> int:
    """Persons in wheelchairs and on stretchers who are out or have a place by the plan."""
    kept = (found.ahead.out, found.ahead.on_the_way, found.ahead.seated)
    return sum(of.wheelchair + of.stretcher for of in kept)


def _to_be_told(found: Proposal, state: State) -> list[str]:
    """Convoys whose leaders must hear of it: their orders change, or they are under way on a closed road."""
    asked = {one.convoy for one in decisions(state)}
    return [one.convoy for one in found.changes.convoys if one.convoy in asked or one.kind not in ("as before", "sent")]


#: The mark and the colour of each kind of change, the gravest last.
_MARKS = {
    "sent": ("▶", "soft"),
    "as before": ("=", "soft"),
    "earlier": ("◔", "partly"),
    "later": ("◔", "partly"),
    "new": ("●", "yes"),
    "other way": ("◑", "partly"),
    "other people": ("◑", "partly"),
    "other vehicles": ("◑", "partly"),
    "cancelled": ("✕", "no"),
}


def _rows(found: Proposal, state: State) -> list[tuple[ConvoyChange, str, str, str, Needs | None]]:
    """Every convoy with its mark and colour, the other way it takes or what became of it, and the people it is planned
    to carry by need (None where that is over)."""
    held = {name: convoy.orders for name, convoy in state.convoys.items()}
    new = {convoy.id: convoy for convoy in found.orders.convoys}
    names = {road.id: figures.line(road.name) for road in found.situation.roads}
    rows = []
    for one in found.changes.convoys:
        orders = held.get(one.convoy) if one.kind in ("sent", "cancelled") else new.get(one.convoy)
        other = new.get(one.convoy) if one.kind != "sent" else None
        way = way_words(held.get(one.convoy), other, names, state.roads)
        begun = state.convoys.get(one.convoy)
        if one.kind == "sent" and begun is not None and (begun.departed is not None or begun.turned_back):
            way, orders = phase_words(begun), None  # who was ordered says nothing of who is aboard
        rows.append((one, *_MARKS[one.kind], way, orders.persons if orders else None))
    return rows
