"""The short way in for check-ins: what comes a thousand times a second is not taken through every layer for forms.

It takes well-formed events of somebody who is signed in and well-formed outboxes of phones, and nothing else. Whatever
is not well-formed is handed on untouched to the route of the same path, which says what is wrong; that route is also
what /openapi.json describes. Both do the same.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from safeconduct.model.errors import SafeconductError
from safeconduct.web.problems import Render, problem_response

#: The longest body taken here, in bytes; a longer one takes the long way.
_MOST = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A route that is taken the short way: its path, which holds one name in braces; the model of its body; and what it
    does with request, name and body, which is answered as JSON with ``status``."""

    route: str
    given: type[BaseModel]
    does: Callable[[Request, str, Any], Awaitable[Any]]
    status: int

    def name(self, path: str) -> str | None:
        """What stands in a path for the name in braces; None when the path is another."""
        start, end = _parts(self.route)
        if len(path) <= len(start) + len(end) or not (path.startswith(start) and path.endswith(end)):
            return None
        found = path[len(start) : len(path) - len(end)]
        return None if "/" in found else found


@cache
def _parts(route: str) -> tuple[str, str]:
    start, _, rest = route.partition("{")
    return start, rest.partition("}")[2]


class Door:
    """Middleware before the routes. ``page`` draws a refusal for those who look at pages."""

    def __init__(self, app: ASGIApp, ways: Sequence[Way], page: Render | None = None) -> None:
        self.app = app
        self._ways, self._page = tuple(ways), page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        way, name = self._way(scope) if scope["type"] == "http" and scope["method"] == "POST" else (None, "")
        if way is None:
            await self.app(scope, receive, send)
            return
        heard: list[Message] = []
        data = await _body(receive, heard)
        answer = await self._answer(scope, way, name, data) if data is not None else None
        if answer is None:
            await self.app(scope, _again(heard, receive), send)
        else:
            await answer(scope, receive, send)

    def _way(self, scope: Scope) -> tuple[Way | None, str]:
        for way in self._ways:
            name = way.name(scope["path"])
            if name is not None:
                return way, name
        return None, ""

    async def _answer(self, scope: Scope, way: Way, name: str, data: bytes) -> Response | None:
        """The answer to a well-formed request; None for anything else."""
        request = Request(scope)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return None
        try:
            given = way.given.model_validate(json.loads(data))
        except (ValidationError, ValueError, RecursionError):
            return None
        try:
            return JSONResponse(await way.does(request, name, given), status_code=way.status)
        except SafeconductError as error:
            return problem_response(request, error, self._page)


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
