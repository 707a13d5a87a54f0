"""A report pasted on the page of reports: read here and now, its claims below it, undecided."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.responses import RedirectResponse

from safeconduct.app.pasting import Pasted, paste
from safeconduct.model.errors import InputError
from safeconduct.web.guard import Session, require_role, require_token
from safeconduct.web.shell import Shell

#: Who may bring a report in.
BRINGING = ("confirmer", "planner")


def paste_routes(shell: Shell) -> APIRouter:
    """The form's route."""
    router = APIRouter(include_in_schema=False)
    who = Depends(shell.guard.session)

    @router.post("/reports")
    def bring(
        *,
        session: Session = who,
        text: Annotated[str, Form()] = "",
        title: Annotated[str, Form(max_length=300)] = "",
        publisher: Annotated[str, Form(max_length=200)] = "",
        published: Annotated[str, Form()] = "",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        require_role(session, *BRINGING)
        try:
            day = date.fromisoformat(published.strip())
        except ValueError as error:
            raise InputError(
                f"{published!r} is no date", field="published", next_step="write the day it was published, 2022-06-14"
            ) from error
        found = paste(shell.operation, Pasted(text=text, title=title, publisher=publisher, published=day))
        return RedirectResponse(f"/#report-{found.id}", status_code=303)

    return router
