"""Who may come in: role links nobody opened and sessions that hold, listed for the dispatcher, withdrawn by hand."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Header
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from safeconduct.web.contract import answers
from safeconduct.web.guard import Session, require_token
from safeconduct.web.problems import REFUSALS
from safeconduct.web.shell import Shell


class EntranceTold(BaseModel):
    """A role link (not opened) or a session (opened) that holds until an instant; no token is ever told."""

    name: str
    role: str
    opened: bool
    until: datetime
    account: bool


def entrance_pages(shell: Shell) -> APIRouter:
    """The page and its form."""
    router = APIRouter(include_in_schema=False)
    guard, who = shell.guard, Depends(shell.guard.session)

    @router.get("/board/entrances")
    def listing(*, request: Request, session: Session = who) -> HTMLResponse:
        return shell.page(request, "entrances.html.j2", session=session, held=guard.entrances())

    @router.post("/board/entrances/{name}/withdraw")
    def withdraw(*, session: Session = who, name: str, csrf: Annotated[str, Form()] = "") -> RedirectResponse:
        require_token(session, csrf)
        guard.withdraw(name)
        return RedirectResponse("/board/entrances", status_code=303)

    return router


def entrance_api(shell: Shell) -> APIRouter:
    """The routes for programs."""
    router = APIRouter(responses=REFUSALS)
    guard, who = shell.guard, Depends(shell.guard.session)

    @router.get(
        "/api/entrances",
        summary="Role links and sessions that hold",
        responses=answers(list[EntranceTold], "The list."),
    )
    def listing(*, session: Session = who) -> list[dict[str, Any]]:
        return [asdict(one) for one in guard.entrances()]

    @router.post(
        "/api/entrances/{name}/withdrawal",
        summary="End a role link or the sessions it became",
        responses=answers(list[EntranceTold], "What still holds."),
    )
    def withdraw(
        *, session: Session = who, name: str, token: Annotated[str | None, Header(alias="X-CSRF-Token")] = None
    ) -> list[dict[str, Any]]:
        require_token(session, token)
        guard.withdraw(name)
        return [asdict(one) for one in guard.entrances()]

    return router
