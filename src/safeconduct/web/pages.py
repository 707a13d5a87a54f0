"""The pages: Reports, Situation, Plan, Board, Documents. Each is whole without a script; what can be done is a form."""

from __future__ import annotations

import secrets
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from safeconduct.app.replanning import Replanning
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.fleet import FleetPlan, FleetScenario
from safeconduct.model.plan import Plan
from safeconduct.publish import figures
from safeconduct.publish.ledger import ClaimView
from safeconduct.publish.map import map_svg
from safeconduct.publish.marked import marked_report
from safeconduct.read.notes import notes_on
from safeconduct.web.board import Board, board_of, day_clock
from safeconduct.web.checkin_links import CheckinLinks
from safeconduct.web.entering import Desk, body_of_form
from safeconduct.web.guard import COOKIE, Session, require_role, require_token
from safeconduct.web.handing import handing
from safeconduct.web.replanning import replan_card
from safeconduct.web.roads import road_rows
from safeconduct.web.scripts import script
from safeconduct.web.shell import Shell, style

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0a5a9c" d="M1 7h9V3l5 5-5 5V9H1z"/></svg>'
)

#: Kinds of document by the ending of a file of the bundle.
_KINDS = {
    ".html": "the page, whole in one file",
    ".pdf": "the brief, for printing",
    ".svg": "drawing",
    ".csv": "table",
    ".json": "document with its proof",
    ".pyz": "the checker, one file for bare Python",
}


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

    @router.get("/documents")
    def documents(*, request: Request, session: Session = who) -> HTMLResponse:
        files = [(one.name, _KINDS.get(one.suffix, "file"), one.stat().st_size) for one in shell.operation.bundle()]
        return shell.page(
            request, "documents.html.j2", session=session, files=files, sha=shell.operation.case().sha,
            verified=shell.operation.verified(),
        )  # fmt: skip

    @router.get("/documents/{name}")
    def document(*, session: Session = who, name: str) -> FileResponse:
        found = next((one for one in shell.operation.bundle() if one.name == name), None)
        if found is None:
            raise NotFound(f"there is no document {name!r}", next_step="choose one on the page of documents")
        return FileResponse(found, filename=found.name, media_type="application/octet-stream")


def _day(
    router: APIRouter, shell: Shell, desk: Desk, links: CheckinLinks, replanning: Replanning, who: Session
) -> None:
    @router.get("/board")
    def board(
        *, request: Request, session: Session = who, day: str | None = None, follow: bool | None = None
    ) -> HTMLResponse:
        today = shell.today()
        name = day or (today.name if today else None)
        found: Board | None = None
        if name is not None:
            read = shell.operation.days.seen(name)
            found = board_of(read, day_clock(read, shell.operation.now()))
        sheet, _ = shell.sheet()
        return shell.page(
            request, "board.html.j2", session=session, b=found, s=sheet, plans=_plans(shell),
            follow=session.role not in _WRITERS if follow is None else follow, hold=follow is False,
            handing=handing(request, session, shell, links, name) if name else None, key=secrets.token_urlsafe(9),
            replan=replan_card(session, shell.operation, replanning, name) if name else None,
        )  # fmt: skip

    @router.post("/board/open")
    def open_day(
        *,
        session: Session = who,
        day: Annotated[str, Form()] = "",
        plan: Annotated[str, Form()] = "",
        mode: Annotated[Literal["order", "exercise"], Form()] = "exercise",
        key: Annotated[str, Form()] = "",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        desk.open(session, key, day=day, plan=plan, exercise=mode == "exercise")
        return RedirectResponse("/board", status_code=303)

    @router.post("/board/enter")
    async def enter(*, request: Request, session: Session = who) -> RedirectResponse:
        form = {name: str(value) for name, value in (await request.form()).items()}
        require_token(session, form.get("csrf"))
        body, at = body_of_form(form, shell.operation.days, form.get("day", ""))
        key, day, note = (form.get(name, "") for name in ("key", "day", "note"))
        await desk.enter_later(session, key, day, body, at=at, note=note)
        return RedirectResponse("/board", status_code=303)


def _plans(shell: Shell) -> list[tuple[str, str]]:
    """Sha and words of each plan a day can be opened on."""
    return [(sha[:12], _plan_words(plan)) for sha, plan in shell.operation.plans()]


def _plan_words(plan: Plan | FleetPlan) -> str:
    asked = plan.scenario
    if isinstance(asked, FleetScenario):
        return f"one fleet for {', '.join(asked.corridors)}, {asked.people} estimates ({plan.status})"
    return f"{asked.corridor}, {figures.count(asked.people)} people ({plan.status})"
