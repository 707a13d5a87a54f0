"""The interface for programs: sessions, claims, days, their events and their stream."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from safeconduct import codec
from safeconduct.app.day_desk import Entered
from safeconduct.app.operation import Operation
from safeconduct.model.errors import InputError
from safeconduct.web.board import Board, board_of, day_clock
from safeconduct.web.contract import DecisionTold, EnteredTold, LineTold, SessionTold, VerifiedTold, answers
from safeconduct.web.door import Way
from safeconduct.web.entering import NOTE, Desk, Wanted
from safeconduct.web.guard import Guard, Session, require_role, require_token
from safeconduct.web.problems import REFUSALS
from safeconduct.web.stream import Streams, line

#: The route of events.
EVENTS = "/api/days/{day}/events"

#: An open stream ends after so many seconds, so that it never holds up an orderly end; the client comes back.
STREAM_SECONDS = 25.0


class _Given(BaseModel):
    """What a request carries: nothing unknown, nothing coerced but times written as text."""

    model_config = ConfigDict(extra="forbid")


class DayToOpen(_Given):
    """A day to open on a plan of the case."""

    day: str = Field(min_length=1, max_length=80, description="A name for the day.")
    plan: str = Field(min_length=4, description="The plan's sha, or how it starts.")
    exercise: bool = Field(default=False, strict=True, description="Nobody is really moved.")


class EventToEnter(_Given):
    """An event to enter: its body as docs/events.md has it; role and device are those of the session."""

    body: dict[str, Any] = Field(description="The event's kind and fields; `safeconduct schema event` has them all.")
    at: AwareDatetime | None = Field(default=None, description="When it happened; now when it is not given.")
    note: str = Field(default="", max_length=NOTE)
    late: bool = Field(default=False, strict=True, description="A fact out of an outbox: taken down as it is.")


class ClaimToDecide(_Given):
    """A verdict on a claim."""

    verdict: Literal["confirm", "reject"]
    why: str = Field(min_length=1, max_length=2000)


_ENTERED = answers(EnteredTold, "The event is on disk.", 201)

_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events called line: the id is the line's version, the data a line as .../log has it.",
        "content": {
            "text/event-stream": {
                "schema": {
                    "type": "object",
                    "properties": {name: {"type": "string"} for name in ("id", "event", "data")},
                }
            }
        },
    }
}

Token = Annotated[str | None, Header(alias="X-CSRF-Token", description="From /api/session.")]


def api(operation: Operation, guard: Guard, desk: Desk) -> APIRouter:
    """The routes under /api, and the stream at /events."""
    router = APIRouter(responses=REFUSALS)
    who: Session = Depends(guard.session)
    _sessions(router, operation, who)
    _days(router, operation, desk, who)
    _events(router, desk, Depends(guard.present))
    _log(router, operation, who)
    _stream(router, operation, Depends(guard.present))
    return router


def _sessions(router: APIRouter, operation: Operation, who: Session) -> None:
    @router.get("/api/session", summary="Who I am here", responses=answers(SessionTold, "The session."))
    def session(*, session: Session = who) -> dict[str, str]:
        return {"role": session.role, "link": session.link, "csrf": session.csrf}

    @router.post(
        "/api/claims/{claim}/decisions",
        status_code=201,
        summary="Confirm or reject a claim",
        responses=answers(DecisionTold, "The decision is in the ledger.", 201),
    )
    def decide(*, session: Session = who, claim: str, given: ClaimToDecide, token: Token = None) -> dict[str, str]:
        require_token(session, token)
        require_role(session, "confirmer")
        if not given.why.strip():
            raise InputError("a decision states its reason", field="why", next_step="write why, in a few words")
        operation.decide(claim, given.verdict, by=session.role, why=given.why.strip())
        return {"claim": claim, "verdict": given.verdict, "by": session.role}


def _days(router: APIRouter, operation: Operation, desk: Desk, who: Session) -> None:
    @router.get("/api/days", summary="All days of the log")
    def days(*, _session: Session = who) -> list[str]:
        return list(operation.day_names())

    @router.post("/api/days", status_code=201, summary="Open a day on a checked plan", responses=_ENTERED)
    def open_day(
        *,
        session: Session = who,
        given: DayToOpen,
        token: Token = None,
        key: Annotated[str, Header(alias="Idempotency-Key")] = "",
    ) -> dict[str, Any]:
        require_token(session, token)
        return _entered(desk.open(session, key, day=given.day, plan=given.plan, exercise=given.exercise))

    @router.get(
        "/api/days/{day}", summary="Where everyone is", responses=answers(Board, "The day; ETag is its version.")
    )
    def day(*, _session: Session = who, day: str, response: Response) -> dict[str, Any]:
        found = operation.days.seen(day)
        board = board_of(found, day_clock(found, operation.now()))
        response.headers["ETag"] = f'"{board.version}"'
        return _plain(board)


def _events(router: APIRouter, desk: Desk, who: Session) -> None:
    entered = Entering(desk)

    @router.post(
        EVENTS,
        status_code=201,
        summary="Enter an event",
        responses=_ENTERED,
        response_class=JSONResponse,
    )
    async def enter(
        *,
        session: Session = who,
        day: str,
        given: EventToEnter,
        token: Token = None,
        key: Annotated[str, Header(alias="Idempotency-Key")] = "",
        version: Annotated[str | None, Header(alias="If-Match", description="The version that was read.")] = None,
    ) -> Response:
        told = await entered(session=session, day=day, given=given, token=token, key=key, version=version)
        return JSONResponse(told, status_code=201)


def event_way(guard: Guard, desk: Desk) -> Way:
    """The short way of the route of events."""
    entered = Entering(desk)

    async def enter(request: Request, day: str, given: EventToEnter) -> dict[str, Any]:
        headers = request.headers
        return await entered(
            session=await guard.present_at(request, EVENTS),
            day=day,
            given=given,
            token=headers.get("x-csrf-token"),
            key=headers.get("idempotency-key", ""),
            version=headers.get("if-match"),
        )

    return Way(route=EVENTS, given=EventToEnter, does=enter, status=201)


class Entering:
    """What the route of events does, for it and for the short way in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(
        self, *, session: Session, day: str, given: EventToEnter, token: str | None, key: str, version: str | None
    ) -> dict[str, Any]:
        """The line of the event, once it is on disk."""
        require_token(session, token)
        wanted = Wanted(
            day=day, key=key, body=given.body, at=given.at, note=given.note, late=given.late, expected=_version(version)
        )
        return _entered(await self._desk.entering(session, wanted))


def _log(router: APIRouter, operation: Operation, who: Session) -> None:
    @router.get(
        "/api/days/{day}/log",
        summary="Lines of a day after a version",
        responses=answers(list[LineTold], "The lines, in order."),
    )
    def log(*, _session: Session = who, day: str, since: int = 0) -> list[dict[str, Any]]:
        return [line(*one) for one in operation.days.seen(day).lines[max(0, since) :]]

    @router.get(
        "/api/log/verify",
        summary="The whole chain, recomputed",
        responses=answers(VerifiedTold, "Whether the log is whole."),
    )
    def verify(*, _session: Session = who) -> dict[str, Any]:
        found = operation.verified_whole()
        return {"ok": found.ok, "lines": found.lines, "head": found.head, "faults": list(found.faults)}


def _stream(router: APIRouter, operation: Operation, who: Session) -> None:
    streams = Streams(operation)

    @router.get(
        "/events",
        summary="Lines of a day as they come (server-sent events)",
        responses=_STREAM,
        response_class=StreamingResponse,
    )
    async def events(
        *,
        _session: Session = who,
        day: str,
        since: int = 0,
        last: Annotated[str | None, Header(alias="Last-Event-ID")] = None,
    ) -> StreamingResponse:
        after = int(last) if last is not None and last.isdecimal() else since
        await run_in_threadpool(operation.days.seen, day)
        lines = streams.follow(day, after, STREAM_SECONDS)
        return StreamingResponse(lines, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def _version(given: str | None) -> int | None:
    """The version of an If-Match header; None when there is none or it is *."""
    if given is None or given.strip() == "*":
        return None
    plain = given.strip().removeprefix("W/").strip('"')
    if not plain.isdecimal():
        raise InputError("If-Match holds no version", field="If-Match", next_step="send the ETag of /api/days/DAY")
    return int(plain)


def _entered(entered: Entered) -> dict[str, Any]:
    return {"fresh": entered.fresh, "line": codec.to_plain(entered.envelope)}


def _plain(board: Board) -> dict[str, Any]:
    """A board; times in UTC."""
    return asdict(board)
