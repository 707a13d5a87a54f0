"""Check-in links on the board: the dispatcher hands them out as a link and a code to photograph, and withdraws them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from safeconduct.model.errors import InputError
from safeconduct.web.checkin_links import LONGEST_HOURS, CheckinLink, CheckinLinks, places_of
from safeconduct.web.guard import Session, require_role, require_token
from safeconduct.web.qr import qr_svg
from safeconduct.web.shell import Shell

#: How long a link may be asked to hold, in hours.
HOURS = (2, 4, 8, 12, LONGEST_HOURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A link in use: its address and code, whether its time is past, and when a phone last spoke with it since the
    service started; ``before``: it was made before that."""

    link: CheckinLink
    address: str
    code: Markup
    over: bool
    before: bool
    heard: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """What the board offers the dispatcher: convoys and places of the day, hours, the links in use, latest first."""

    convoys: tuple[str, ...]
    places: tuple[str, ...]
    hours: tuple[int, ...]
    links: tuple[Handed, ...]


def handing(request: Request, session: Session, shell: Shell, links: CheckinLinks, day: str) -> Handing | None:
    """The check-in links of a day, for the dispatcher only: who sees a link's code can use it."""
    if session.role != "dispatcher":
        return None
    state = shell.operation.days.seen(day).state
    order = sorted(state.convoys.values(), key=lambda convoy: (convoy.orders.depart, convoy.orders.id))
    return Handing(
        convoys=tuple(convoy.orders.id for convoy in order if not convoy.closed),
        places=places_of(state),
        hours=HOURS,
        links=tuple(_handed(request, links, link) for link in links.of_day(day)),
    )


def _handed(request: Request, links: CheckinLinks, link: CheckinLink) -> Handed:
    address = f"{request.base_url}checkin/{link.token}" if link.token else ""
    code = qr_svg(address) if address else Markup("made before this start: its code cannot be shown again")
    return Handed(
        link=link,
        address=address,
        code=code,
        over=links.over(link),
        before=not link.token,
        heard=links.heard(link),
    )


def link_routes(shell: Shell, links: CheckinLinks) -> APIRouter:
    """The routes by which the dispatcher makes, shows and withdraws links."""
    router = APIRouter(include_in_schema=False)
    who: Session = Depends(shell.guard.session)

    @router.post("/board/links")
    def issue(
        *,
        session: Session = who,
        day: Annotated[str, Form()] = "",
        scope: Annotated[str, Form()] = "",
        hours: Annotated[str, Form()] = "",
        csrf: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        require_token(session, csrf)
        require_role(session, "dispatcher")
        what, _, name = scope.partition(":")
        if not hours.isdecimal():
            raise InputError("a link holds for some hours", field="hours", next_step="choose how long it holds")
        state = shell.operation.days.seen(day).state
        convoy, place = (name if what == kind else "" for kind in ("convoy", "place"))
        made = links.issue(day, state, convoy=convoy, place=place, hours=int(hours))
        return RedirectResponse(f"/board/links/{made.name}", status_code=303)

    @router.get("/board/links/{name}")
    def show(*, request: Request, session: Session = who, name: str) -> HTMLResponse:
        require_role(session, "dispatcher")
        handed = _handed(request, links, links.named(name))
        return shell.page(request, "checkin_link.html.j2", session=session, handed=handed)

    @router.post("/board/links/{name}/withdraw")
    def withdraw(*, session: Session = who, name: str, csrf: Annotated[str, Form()] = "") -> RedirectResponse:
        require_token(session, csrf)
        require_role(session, "dispatcher")
        links.withdraw(name)
        return RedirectResponse("/board#links", status_code=303)

    return router
