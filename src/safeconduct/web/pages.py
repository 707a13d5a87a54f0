"""The pages: Reports, Situation, Plan, Board, Documents. Each is whole without a script; what can be done is a form."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form
from markupsafe import Markup
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from safeconduct.app.day_desk import Entered
from safeconduct.app.replanning import Replanning
from safeconduct.model.errors import InputError, NotFound, RefusedError, SafeconductError
from safeconduct.model.fleet import FleetPlan, FleetScenario
from safeconduct.model.plan import Plan
from safeconduct.publish import figures
from safeconduct.publish.ledger import ClaimView
from safeconduct.publish.map import map_svg
from safeconduct.publish.marked import marked_report
from safeconduct.read.notes import notes_on
from safeconduct.run.account import balance, status
from safeconduct.web.board import Board, board_of, day_clock
from safeconduct.web.board_rows import RowsShown
from safeconduct.web.checkin_links import CheckinLinks
from safeconduct.web.entering import Desk, Wanted, body_of_form
from safeconduct.web.guard import COOKIE, Session, require_role, require_token
from safeconduct.web.handing import handing
from safeconduct.web.log_rows import log_rows
from safeconduct.web.plan_again import plan_again
from safeconduct.web.plan_page import likely_people
from safeconduct.web.replaced import decided, replaced
from safeconduct.web.replanning import replan_card
from safeconduct.web.roads import road_names, road_rows
from safeconduct.web.scripts import script
from safeconduct.web.shell import Shell, style
from safeconduct.web.whereabouts import to_account

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0a5a9c" d="M1 7h9V3l5 5-5 5V9H1z"/></svg>'
)

#: Who writes on the board: it is not drawn anew under their hands.
_WRITERS = ("dispatcher", "gate")


def pages(shell: Shell, desk: Desk, links: CheckinLinks, replanning: Replanning) -> APIRouter:
    """The routes of the pages."""
    router = APIRouter(include_in_schema=False)
    who: Session = Depends(shell.guard.session)
    _still(router)
    _door(router, shell)
    _reading(router, shell, who)
    _papers(router, shell, who)
    _day(router, shell, desk, links, replanning, who)
    return router


def _still(router: APIRouter) -> None:
    @router.get("/style.css")
    def css() -> Response:
        return Response(style(), media_type="text/css", headers={"Cache-Control": "max-age=300"})

    @router.get("/board.js")
    def board_script() -> Response:
        return Response(script("board.js"), media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    @router.get("/favicon.ico")
    @router.get("/icon.svg")
    def icon() -> Response:
        return Response(_ICON, media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})


def _door(router: APIRouter, shell: Shell) -> None:
    """A link is shown first and opened by a form, so that nothing that only looks ahead uses it up."""

    @router.get("/enter/{token}")
    def show(request: Request, token: str) -> HTMLResponse:
        return shell.page(request, "enter.html.j2", link=shell.guard.look(token))

    @router.post("/enter/{token}")
    def enter(token: str) -> RedirectResponse:
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(
            COOKIE, shell.guard.open(token), httponly=True, samesite="strict", secure=shell.guard.secure, path="/"
        )
        return answer

    @router.post("/leave")
    def leave(request: Request, csrf: Annotated[str, Form()] = "") -> HTMLResponse:
        require_token(shell.guard.session(request), csrf)
        shell.guard.leave(request)
        answer = shell.page(request, "left.html.j2")
        answer.delete_cookie(COOKIE, path="/")
        return answer


def _reading(router: APIRouter, shell: Shell, who: Session) -> None:
    @router.get("/")
    def reports(*, request: Request, session: Session = who) -> HTMLResponse:
        sheet, ledger = shell.sheet()
        dossier = shell.operation.case().dossier
        texts = [
            {
                "id": report.id,
                "title": figures.line(report.title),
                "publisher": figures.line(report.publisher),
                "published": figures.day(report.published),
                "language": report.language,
                "marked": marked_report(report, dossier.claims, ledger),
                "notes": [figures.line(note) for note in notes_on(report)],
                "claims": [claim for claim in ledger.claims if claim.report == report.id],
            }
            for report in dossier.reports
        ]
        undecided = [claim for claim in ledger.claims if claim.state == "undecided"]
        return shell.page(
            request, "reports.html.j2", session=session, s=sheet, reports=texts, undecided=len(undecided)
        )  # fmt: skip

    @router.get("/claims/{claim}")
    def claim(*, request: Request, session: Session = who, claim: str) -> HTMLResponse:
        sheet, _ = shell.sheet()
        found = _claim(shell, claim)
        against = [c for c in sheet.conflicts if claim in (c.left.id, c.right.id)]
        return shell.page(request, "claim.html.j2", session=session, c=found, against=against)

    @router.post("/claims/{claim}")
    def decide(
        *,
        session: Session = who,
        claim: str,
        verdict: Annotated[Literal["confirm", "reject"], Form()],
        why: Annotated[str, Form()] = "",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        require_role(session, "confirmer")
        _claim(shell, claim)
        if not why.strip():
            raise InputError("a decision states its reason", field="why", next_step="write why, in a few words")
        shell.operation.decide(claim, verdict, by=session.role, why=why.strip())
        return RedirectResponse(f"/#about-{claim}", status_code=303)


def _claim(shell: Shell, name: str) -> ClaimView:
    found = shell.sheet()[1].by_id.get(name)
    if found is None:
        raise NotFound("there is no such claim", next_step="choose one on the page of reports")
    return found


def _papers(router: APIRouter, shell: Shell, who: Session) -> None:
    @router.get("/situation")
    def situation(*, request: Request, session: Session = who) -> HTMLResponse:
        sheet, ledger = shell.sheet()
        dossier = shell.operation.case().dossier
        found = dossier.situation
        return shell.page(
            request,
            "situation.html.j2",
            session=session,
            s=sheet,
            roads=road_rows(found, ledger) if found else (),
            map_wide=Markup(map_svg(dossier, ledger) or ""),
            map_tall=Markup(map_svg(dossier, ledger, "tall", "map-n") or ""),
        )


def _day(
    router: APIRouter, shell: Shell, desk: Desk, links: CheckinLinks, replanning: Replanning, who: Session
) -> None:
    shown = RowsShown()

    @router.get("/board")
    def board(
        *,
        request: Request,
        session: Session = who,
        day: str | None = None,
        follow: bool | None = None,
        rows: str = "",
        did: int = 0,
    ) -> HTMLResponse:
        today = shell.today()
        name = day or (today.name if today else None)
        found: Board | None = None
        told: dict[str, Any] = {"log": (), "did": None, "gone": None, "decide": (), "asks": (), "again": None}
        if name is not None:
            read = shell.operation.days.seen(name)
            found = board_of(read, day_clock(read, shell.operation.now()))
            names = road_names(shell.operation, read.state)
            told = {"log": log_rows(read), "gone": replaced(read, names), "decide": decided(read.state, names)}
            told["did"] = next((row for row in told["log"] if row.version == did), None)
            told["asks"], told["again"] = to_account(read.state, found.at), plan_again(read)
        sheet, _ = shell.sheet()
        going = _going(shell)
        return shell.page(
            request, "board.html.j2", session=session, b=found, s=sheet, **told,
            rows=shown.since(found, rows) if found else None,
            others=[one for one in going if one.day != name], busy=[one for one in going if one.busy],
            plans=_plans(shell),
            follow=session.role not in _WRITERS if follow is None else follow, hold=follow is False,
            handing=handing(request, session, shell, links, name) if name else None, key=secrets.token_urlsafe(9),
            replan=replan_card(session, shell.operation, replanning, name) if name else None,
        )  # fmt: skip

    _entering(router, shell, desk, who)


def _entering(router: APIRouter, shell: Shell, desk: Desk, who: Session) -> None:
    """The forms of the board that write."""

    @router.post("/board/open")
    def open_day(
        *,
        session: Session = who,
        day: Annotated[str, Form()] = "",
        plan: Annotated[str, Form()] = "",
        mode: Annotated[Literal["order", "exercise"], Form()] = "exercise",
        beside: Annotated[bool, Form()] = False,
        key: Annotated[str, Form()] = "",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        busy = [one for one in _going(shell) if one.busy and one.day != day]
        if busy and not beside:
            raise RefusedError(
                f"{busy[0].day} is under way: {busy[0].words}; the board would show the new day instead",
                next_step=f"bring {busy[0].day} to its end first, or tick that the new day runs beside it",
            )
        entered = desk.open(session, key, day=day, plan=plan, exercise=mode == "exercise")
        return _written("/board", entered)

    @router.post("/board/enter")
    async def enter(*, request: Request, session: Session = who) -> RedirectResponse:
        form = {name: str(value) for name, value in (await request.form()).items()}
        require_token(session, form.get("csrf"))
        body, at = body_of_form(form, shell.operation.days, form.get("day", ""))
        key, day, note = (form.get(name, "") for name in ("key", "day", "note"))
        entered = await desk.entering(session, Wanted(day=day, key=key, body=body, at=at, note=note))
        today = shell.today()
        board = URL("/board")
        return _written(board if today is None or today.name == day else board.include_query_params(day=day), entered)


def _written(board: URL | str, entered: Entered) -> RedirectResponse:
    """Back to the board, at the line that was written: it has the focus there."""
    to = URL(str(board)).include_query_params(did=entered.envelope.version)
    return RedirectResponse(f"{to}#did", status_code=303)


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A day that is not over: persons aboard, and persons to account for."""

    day: str
    status: str
    aboard: int
    asks: int

    @property
    def busy(self) -> bool:
        """Whether somebody's eyes must not leave it."""
        return bool(self.aboard or self.asks)

    @property
    def words(self) -> str:
        """What is going on."""
        parts = [f"{figures.count(self.aboard)} aboard"] if self.aboard else []
        return figures.listed([*parts, *([f"{figures.count(self.asks)} to account for"] if self.asks else [])])


def _going(shell: Shell) -> list[Going]:
    """The days that are not over, in the order of their first line."""
    found = []
    for name in shell.operation.day_names():
        if name == "erasures":
            continue
        try:
            read = shell.operation.days.seen(name)
        except SafeconductError:
            continue  # its texts were erased
        if read.state.closed_at is not None:
            continue
        asks = to_account(read.state, day_clock(read, shell.operation.now()))
        aboard = balance(read.state).aboard.total
        asked = sum(one.persons for one in asks)
        found.append(Going(day=name, status=status(read.state), aboard=aboard, asks=asked))
    return found


def _plans(shell: Shell) -> list[tuple[str, str, bool]]:
    """Sha and words of each plan a day can be opened on, and whether it is for the likely number of people."""
    likely = likely_people(shell.operation.case().dossier.situation)
    return [
        (sha[:12], _plan_words(plan), isinstance(plan, Plan) and plan.scenario.people == likely)
        for sha, plan in shell.operation.plans()
    ]


def _plan_words(plan: Plan | FleetPlan) -> str:
    asked = plan.scenario
    if isinstance(asked, FleetScenario):
        return f"one fleet for {', '.join(asked.corridors)}, {asked.people} estimates ({plan.status})"
    return f"{asked.corridor}, {figures.count(asked.people)} people ({plan.status})"
