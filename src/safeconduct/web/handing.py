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
from safeconduct.run.records import State
from safeconduct.web.checkin_links import LONGEST_HOURS, CheckinLink, CheckinLinks, places_of
from safeconduct.web.guard import Session, require_role, require_token
from safeconduct.web.qr import qr_svg
from safeconduct.web.shell import Shell

#: Up to so many convoys and places are a list to choose from; more are typed, and so many of each suggested.
CHOSEN, SUGGESTED = 40, 150
#: How long a link may be asked to hold, in hours.
HOURS = (2, 4, 8, 12, LONGEST_HOURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A link in use: its address and code, whether its time is past, and when a phone last spoke with it since the
    service started; ``before``: it was made before that. ``only_here`` is the name of the machine's own address, where
    the page was opened at it: no phone reaches a link of that (empty: others reach it)."""

    link: CheckinLink
    address: str
    code: Markup
    over: bool
    before: bool
    heard: datetime | None
    only_here: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """What the board offers the dispatcher: convoys and places of the day, hours, the links in use, latest first.
    ``suggested`` is empty where all of them fit a list to choose from; else the scopes a field to type in suggests."""

    convoys: tuple[str, ...]
    suggested: tuple[str, ...]
    places: tuple[str, ...]
    hours: tuple[int, ...]
    links: tuple[Handed, ...]
    only_here: str


def handing(request: Request, session: Session, shell: Shell, links: CheckinLinks, day: str) -> Handing | None:
    """The check-in links of a day, for the dispatcher only: who sees a link's code can use it."""
    if session.role != "dispatcher":
        return None
    state = shell.operation.days.seen(day).state
    order = sorted(state.convoys.values(), key=lambda convoy: (convoy.orders.depart, convoy.orders.id))
    open_ones, places = [convoy for convoy in order if not convoy.closed], places_of(state)
    suggested: tuple[str, ...] = ()
    if len(open_ones) + len(places) > CHOSEN:
        soon = sorted(open_ones, key=lambda convoy: convoy.departed is not None)
        suggested = (*places[:SUGGESTED], *(f"convoy {convoy.orders.id}" for convoy in soon[:SUGGESTED]))
    return Handing(
        convoys=tuple(convoy.orders.id for convoy in open_ones),
        suggested=suggested,
        places=places,
        hours=HOURS,
        links=tuple(_handed(request, links, link) for link in links.of_day(day)),
        only_here=_only_here(request),
    )


def _only_here(request: Request) -> str:
    host = request.base_url.hostname or ""
    return host if host in ("localhost", "::1") or host.startswith("127.") else ""


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
        only_here=_only_here(request),
    )


def scope_of(written: str, state: State) -> tuple[str, str]:
    """The convoy or the place that is meant, the other empty: as a list sends it ("convoy:7", "place:alpha") or as
    somebody types it ("7", "convoy 7", "Alpha"); InputError when it is neither."""
    what, colon, name = written.strip().partition(":")
    if colon and what in ("convoy", "place"):
        return (name, "") if what == "convoy" else ("", name)
    typed = written.strip().casefold()
    for convoy in state.convoys:
        if typed in (convoy.casefold(), f"convoy {convoy}".casefold()):
            return convoy, ""
    for place in places_of(state):
        if typed == place.casefold():
            return "", place
    raise InputError(
        f"a link is for a convoy or for a place, and {written.strip()!r} is none of the day",
        field="scope",
        next_step="type a convoy's number, as convoy 7, or choose a place of the list",
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
        if not hours.isdecimal():
            raise InputError("a link holds for some hours", field="hours", next_step="choose how long it holds")
        state = shell.operation.days.seen(day).state
        convoy, place = scope_of(scope, state)
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
