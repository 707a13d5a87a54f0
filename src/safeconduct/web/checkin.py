"""Check-in: the page behind a link, and the facts that phones send when they have a connection.

A phone names every fact itself, by its own device and count, and sends it until it is answered, so that sending again
is harmless. A fact is answered *written*, *refused* (for its kind, its form or the scope of the link; it will not do
better by waiting), or *held*: not now, and the phone keeps it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from safeconduct import codec
from safeconduct.app.day_desk import Command, Entered, Seen
from safeconduct.app.operation import Operation
from safeconduct.model.errors import InputError, RefusedError, SafeconductError
from safeconduct.model.event import Event
from safeconduct.web.board import day_clock
from safeconduct.web.checkin_links import CheckinLink, CheckinLinks, require_within
from safeconduct.web.checkin_view import CheckinNow, checkin_now
from safeconduct.web.contract import answers
from safeconduct.web.door import Way
from safeconduct.web.entering import STOPS, Desk, body_of_form
from safeconduct.web.guard import Session
from safeconduct.web.problems import REFUSALS, LinkOver
from safeconduct.web.roads import road_names
from safeconduct.web.scripts import look, script, version
from safeconduct.web.shell import Shell

#: The route of outboxes.
FACTS = "/checkin/{token}/facts"


class FactSent(BaseModel):
    """One fact of a phone's outbox: its name for ever, when it happened, and its body as docs/events.md has it."""

    model_config = ConfigDict(extra="forbid")

    device: str = Field(pattern="^phone-[0-9a-f]{16}$", description="A name the phone made for itself, once.")
    counter: int = Field(strict=True, ge=0, le=2**53, description="Its own count of facts, never used twice.")
    at: str = Field(max_length=40, description="When it happened, UTC, on the phone's clock set right when it opened.")
    body: dict[str, Any]


class Outbox(BaseModel):
    """What a phone sends at once, in any order."""

    model_config = ConfigDict(extra="forbid")

    facts: list[FactSent] = Field(min_length=1, max_length=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTold:
    """What became of a fact; ``line`` is its version on the day when it is written."""

    device: str
    counter: int
    outcome: Literal["written", "refused", "held"]
    line: int | None = None
    detail: str = ""
    next_step: str = ""


class Checkin:
    """Takes facts down for the holders of links."""

    def __init__(self, operation: Operation, links: CheckinLinks, desk: Desk) -> None:
        self._operation, self.links, self._desk = operation, links, desk

    def now(self, link: CheckinLink) -> CheckinNow:
        """What a link sees at this moment."""
        seen = self._operation.days.seen(link.day)
        names = road_names(self._operation, seen.state)
        return checkin_now(link, seen, self._operation.now(), over=self.links.over(link), names=names)

    async def take(self, link: CheckinLink, facts: Sequence[FactSent]) -> list[FactTold]:
        """Write down what may be written, all in few commits; one answer a fact, in order."""
        days = self._operation.days
        await self._desk.at_hand(link.day)
        seen, over = days.latest(link.day), self.links.over(link)
        assert seen is not None
        sorted_out = [self._sorted(link, seen, fact, over=over) for fact in facts]
        written = iter(await days.entering_all([one for one in sorted_out if isinstance(one, Command)]))
        return [
            _told(fact, next(written) if isinstance(one, Command) else one)
            for fact, one in zip(facts, sorted_out, strict=True)
        ]

    async def outbox(self, _request: Request, token: str, given: Outbox) -> list[dict[str, Any]]:
        """What the route of facts answers."""
        link = self.links.held(token)
        self.links.hear(link)
        return [asdict(one) for one in await self.take(link, given.facts)]

    def take_form(self, link: CheckinLink, form: Mapping[str, str]) -> Entered:
        """One fact of the page's form, without a script; the same key again is the same fact."""
        seen = self._operation.days.seen(link.day)
        body, _ = body_of_form({**form, "at": ""}, self._operation.days, link.day)
        session = Session(link=link.name, role=link.role, csrf="", earlier=not link.token)
        told = repr(sorted(body.items(), key=str))
        named = self._desk.named(session, form.get("key", ""), told, day_clock(seen, self._operation.now()))
        over = self.links.over(link)
        at = happened(form.get("time", ""), named.at).isoformat()
        command = _command(link, seen, named.id.device, named.id.counter, at, body, over=over)
        return self._operation.days.enter(replace(command, key=named.key))

    def _sorted(self, link: CheckinLink, seen: Seen, fact: FactSent, *, over: bool) -> Command | SafeconductError:
        try:
            return _command(link, seen, fact.device, fact.counter, fact.at, fact.body, over=over)
        except SafeconductError as error:
            return error


def happened(given: str, now: datetime) -> datetime:
    """The time of day ``given`` as HH:MM UTC, on the date on which it is nearest to ``now``; ``now`` when it is
    empty. InputError for anything else."""
    if not given.strip():
        return now
    try:
        clock = datetime.strptime(given.strip(), "%H:%M").time()  # noqa: DTZ007 - a time of day only
    except ValueError as error:
        raise InputError(f"{given[:40]!r} is no time", field="time", next_step="write it in UTC as 05:30") from error
    days = (datetime.combine(now.date() + timedelta(days=n), clock, tzinfo=UTC) for n in (-1, 0, 1))
    return min(days, key=lambda at: abs(at - now))


def _command(
    link: CheckinLink, seen: Seen, device: str, counter: int, at: str, body: Mapping[str, Any], *, over: bool
) -> Command:
    """The command of a fact within the link's scope and time."""
    if over and body.get("kind") not in STOPS:
        raise LinkOver(
            f"this link held until {link.until:%H:%M} UTC; only a stop is still taken",
            next_step="ask the dispatcher for a new link and open it on this phone; what is unsent stays on it",
        )
    require_within(link, seen.state, body)
    plain = {
        "day": link.day,
        "id": {"device": device, "counter": counter},
        "at": at.replace("+00:00", "Z"),
        "role": link.role,
        "body": dict(body),
        "note": "",
    }
    return Command(event=codec.from_plain(Event, plain), late=True)


def _told(fact: FactSent, answer: Entered | SafeconductError) -> FactTold:
    """The answer to a fact; what is not refused for itself is held, so that no phone ever drops it."""
    if isinstance(answer, Entered):
        return FactTold(device=fact.device, counter=fact.counter, outcome="written", line=answer.envelope.version)
    final = isinstance(answer, InputError | RefusedError) and not isinstance(answer, LinkOver)
    outcome: Literal["refused", "held"] = "refused" if final else "held"
    return FactTold(
        device=fact.device, counter=fact.counter, outcome=outcome, detail=answer.message, next_step=answer.next_step
    )


def outbox_way(checkin: Checkin) -> Way:
    """The short way of the route of outboxes."""
    return Way(route=FACTS, given=Outbox, does=checkin.outbox, status=200)


def checkin_routes(shell: Shell, checkin: Checkin) -> APIRouter:
    """The routes under /checkin. The link's token is the key: no session, and nothing beyond the link's scope."""
    router = APIRouter()
    _files(router, shell)
    _page(router, shell, checkin)
    _facts(router, checkin)
    return router


def _files(router: APIRouter, shell: Shell) -> None:
    @router.get("/checkin/{name}.js", include_in_schema=False)
    def code(name: Literal["page", "worker"]) -> Response:
        return Response(script(f"checkin_{name}.js"), media_type="text/javascript", headers=_FRESH)

    @router.get("/checkin/look.css", include_in_schema=False)
    def style() -> Response:
        return Response(look("checkin.css"), media_type="text/css", headers=_FRESH)

    @router.get("/checkin", include_in_schema=False)
    def ask(request: Request) -> HTMLResponse:
        return shell.page(request, "checkin_ask.html.j2")


#: A phone asks whether its copy is still the one in use, whenever it has a connection.
_FRESH = {"Cache-Control": "no-cache"}


def _page(router: APIRouter, shell: Shell, checkin: Checkin) -> None:
    @router.get("/checkin/{token}", include_in_schema=False)
    def page(*, request: Request, token: str, written: int | None = None) -> HTMLResponse:
        link = checkin.links.held(token)
        return shell.page(
            request,
            "checkin.html.j2",
            version=version(),
            link=link,
            now=checkin.now(link),
            token=token,
            key=secrets.token_urlsafe(9),
            written=written,
        )

    @router.post("/checkin/{token}", include_in_schema=False)
    async def enter(*, request: Request, token: str) -> RedirectResponse:
        link = checkin.links.held(token)
        form = {name: str(value) for name, value in (await request.form()).items()}
        entered = await run_in_threadpool(checkin.take_form, link, form)
        return RedirectResponse(f"/checkin/{token}?written={entered.envelope.version}", status_code=303)


def _facts(router: APIRouter, checkin: Checkin) -> None:
    @router.get(
        "/checkin/{token}/now",
        summary="What a check-in link sees of its day",
        responses=REFUSALS | answers(CheckinNow, "The convoys of the link."),
    )
    def now(token: str) -> dict[str, Any]:
        link = checkin.links.held(token)
        checkin.links.hear(link)
        return asdict(checkin.now(link))

    @router.post(
        FACTS,
        summary="Send an outbox; again is harmless",
        responses=REFUSALS | answers(list[FactTold], "What became of each fact, in order."),
        response_class=JSONResponse,
    )
    async def facts(request: Request, token: str, given: Outbox) -> Response:
        return JSONResponse(await checkin.outbox(request, token, given))
