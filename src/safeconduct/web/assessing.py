"""Assess again: what people confirmed since becomes a new situation, read as changes before it is taken over."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from safeconduct import codec
from safeconduct.app.assessing import assess_again, take_over
from safeconduct.web.changes import changes
from safeconduct.web.guard import Session, require_token
from safeconduct.web.shell import Shell


def assess_pages(shell: Shell) -> APIRouter:
    """The page of changes and its forms; who may send them stands in the table of rights."""
    router = APIRouter(include_in_schema=False)
    operation, who = shell.operation, Depends(shell.guard.session)

    @router.get("/situation/changes")
    def show(*, request: Request, session: Session = who) -> HTMLResponse:
        situation, decisions = assess_again(operation)
        case = operation.case()
        rows = changes(case.dossier, situation)
        return shell.page(
            request, "changes.html.j2", session=session, rows=rows, sha=codec.sha(situation),
            decisions=len(decisions), had=case.dossier.situation is not None,
            plans=sum(answer.plan is not None for answer in case.dossier.answers),
        )  # fmt: skip

    @router.post("/situation/take")
    def take(
        *, session: Session = who, sha: Annotated[str, Form()] = "", csrf: Annotated[str, Form()] = ""
    ) -> RedirectResponse:
        require_token(session, csrf)
        take_over(operation, sha)
        return RedirectResponse("/plan#work", status_code=303)

    return router
