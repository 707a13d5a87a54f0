"""The short way in for check-ins: what comes a thousand times a second is not taken through every layer for forms.

It takes a well-formed event of somebody who is signed in, and nothing else. Whatever is not so is handed on untouched
to the route of the same path, which says what is wrong; that route is also what /openapi.json describes. Both ask the
same desk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ValidationError
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from safeconduct.model.errors import SafeconductError
from safeconduct.web.guard import Guard, Session
from safeconduct.web.problems import problem_response

#: The route this is the short way to.
ROUTE = "/api/days/{day}/events"

_PATH = re.compile(re.escape(ROUTE).replace(r"\{day\}", "([^/]+)"))

#: The longest body taken here, in bytes; a longer one takes the long way.
_MOST = 64 * 1024


class Door:
    """Middleware before the routes. ``given`` is the model of the route's body, ``enter`` what the route does."""

    def __init__(self, app: ASGIApp, guard: Guard, given: type[BaseModel], enter: Callable[..., Any]) -> None:
        self.app = app
        self._guard, self._given, self._enter = guard, given, enter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        day = _PATH.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        if day is None:
            await self.app(scope, receive, send)
            return
        heard: list[Message] = []
        data = await _body(receive, heard)
        answer = await self._answer(scope, day.group(1), data) if data is not None else None
        if answer is None:
            await self.app(scope, _again(heard, receive), send)
        else:
            await answer(scope, receive, send)

    async def _answer(self, scope: Scope, day: str, data: bytes) -> Response | None:
        """The answer to a well-formed event; None for anything else."""
        headers, request = Headers(scope=scope), Request(scope)
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return None
        try:
            session: Session = await self._guard.present_at(request, ROUTE)
            given = self._given.model_validate(json.loads(data))
        except (SafeconductError, ValidationError, ValueError, RecursionError):
            return None
        try:
            told = await self._enter(
                session=session,
                day=day,
                given=given,
                token=headers.get("x-csrf-token"),
                key=headers.get("idempotency-key", ""),
                version=headers.get("if-match"),
            )
        except SafeconductError as error:
            return problem_response(request, error)
        return JSONResponse(told, status_code=201)


async def _body(receive: Receive, heard: list[Message]) -> bytes | None:
    """The whole body; None when the sender went away or it is too long. ``heard`` is what was received for it."""
    parts, length = [], 0
    while True:
        message = await receive()
        heard.append(message)
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > _MOST:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(heard: list[Message], receive: Receive) -> Receive:
    """What was received already, then the rest."""
    waiting = iter(heard)

    async def received() -> Message:
        return next(waiting, None) or await receive()

    return received
