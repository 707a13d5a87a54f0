"""How long a request may be: nothing that is asked for here is longer, and a service of one process has no memory for
whatever is sent. A request that says it is too long is refused before any of it is read."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from safeconduct.web.problems import Render, TooLong, problem_response

#: The longest body, in bytes: an outbox of a hundred facts fits ten times.
LONGEST = 256 * 1024

#: The longest form with a report: what a field of a form may hold, and the other fields. The most characters that are
#: read of a report fit five times when they are plain, once when each is escaped in five bytes.
LONGEST_REPORT = (1024 + 16) * 1024


class Bounded:
    """Middleware that refuses longer bodies. ``page`` draws a refusal for those who look at pages."""

    def __init__(self, app: ASGIApp, page: Render | None = None) -> None:
        self.app = app
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        stated = headers.get("content-length", "")
        longest = LONGEST_REPORT if scope.get("path") == "/reports" else LONGEST
        whole: Receive | None = receive
        if stated.isascii() and stated.isdecimal():
            whole = receive if int(stated[:20]) <= longest else None
        elif "transfer-encoding" in headers:
            whole = await self._read(receive, longest)
        if whole is None:
            await self._refused(longest, scope, receive, send)
        else:
            await self.app(scope, whole, send)

    async def _read(self, receive: Receive, longest: int) -> Receive | None:
        """A body of unstated length as it was received, to be received again; None when it is too long."""
        heard: list[Message] = []
        length, more = 0, True
        while more:
            message = await receive()
            heard.append(message)
            length += len(message.get("body", b""))
            more = message.get("more_body", False)
            if length > longest:
                return None
        waiting = iter(heard)

        async def again() -> Message:
            return next(waiting, None) or await receive()

        return again

    async def _refused(self, longest: int, scope: Scope, receive: Receive, send: Send) -> None:
        error = TooLong(
            f"more than {longest // 1024:,} KiB in one request",
            next_step="send less at once: one report, or fewer facts of an outbox",
        )
        answer = problem_response(Request(scope), error, self._page)
        answer.headers["Connection"] = "close"  # what is still on its way is not waited for
        await answer(scope, receive, send)
