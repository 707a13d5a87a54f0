"""Who is at the door: one-time links per named role, sessions, tokens against forged forms, and the headers.

A link is opened once and becomes a session; its name is the *device* of every event entered through it, so that rules
which ask for two people compare links. Nothing here is kept on disk: a new start prints new links.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from safeconduct.model.errors import NotFound
from safeconduct.web.problems import Forbidden, Misdirected, NotSignedIn, problem_response

ROLES = ("reader", "planner", "confirmer", "dispatcher", "gate", "auditor")

COOKIE = "safeconduct"

#: Names by which a browser reaches the loopback address; another one is a page elsewhere that was pointed here.
_HOSTS = ("127.0.0.1", "localhost")

#: No script at all, nothing of any other host, no frame, forms only to ourselves.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; script-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

#: The board and the check-in page run our own files and nothing else: no inline script, no foreign one.
SCRIPTED = POLICY.replace("script-src 'none'", "script-src 'self'; worker-src 'self'")

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way in for one named role, once. ``name`` is the device its events are entered on."""

    name: str
    role: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who opened a link. ``csrf`` must come back with everything that changes something."""

    link: str
    role: str
    csrf: str


class Guard:
    """The links that were printed and the sessions they became."""

    def __init__(self, roles: Sequence[str]) -> None:
        self._links = {link.token: link for link in map(_link, roles)}
        self._sessions: dict[str, Session] = {}

    @property
    def links(self) -> tuple[Link, ...]:
        """The links nobody opened yet."""
        return tuple(self._links.values())

    def look(self, token: str) -> Link:
        """The link of a token, not opened by this; NotFound when it was used or never printed."""
        if token not in self._links:
            raise NotFound(
                "this link was used already, or is not one of this start",
                next_step="each link opens once: ask for another, or start the service again for new ones",
            )
        return self._links[token]

    def open(self, token: str) -> str:
        """Use up a link; returns the cookie of the session it becomes."""
        link = self.look(token)
        del self._links[token]
        cookie = secrets.token_urlsafe(32)
        self._sessions[cookie] = Session(link=link.name, role=link.role, csrf=secrets.token_urlsafe(24))
        return cookie

    def session(self, request: Request) -> Session:
        """The session of a request; NotSignedIn when it has none."""
        found = self._sessions.get(request.cookies.get(COOKIE, ""))
        if found is None:
            raise NotSignedIn(
                "nobody is signed in here",
                next_step="open one of the links that `safeconduct serve` printed when it started",
            )
        return found

    def leave(self, request: Request) -> None:
        """End the session of a request."""
        self._sessions.pop(request.cookies.get(COOKIE, ""), None)


def _link(role: str) -> Link:
    return Link(name=f"{role}-{secrets.token_hex(4)}", role=role, token=secrets.token_urlsafe(24))


def require_token(session: Session, given: str | None) -> None:
    """Forbidden unless what changes something carries the session's token."""
    if given is None or not hmac.compare_digest(given.encode(), session.csrf.encode()):
        raise Forbidden(
            "the form does not carry the token of your session",
            next_step="open the page again and send its form; a program sends X-CSRF-Token from /api/session",
        )


def require_role(session: Session, *roles: str) -> None:
    """Forbidden unless the session's role is one of these."""
    if session.role not in roles:
        named = " or ".join(roles)
        raise Forbidden(f"{session.role} may not do this", next_step=f"ask the {named}, who has a link of their own")


class SafeHeaders:
    """Middleware: refuses foreign names and forms from elsewhere, and puts the headers on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                if scope["path"] == "/board" or scope["path"].startswith("/checkin/"):
                    headers["Content-Security-Policy"] = SCRIPTED
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refused = _misdirected(Headers(scope=scope), scope["method"])
        if refused is not None:
            await problem_response(Request(scope), refused)(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)


def _misdirected(headers: Headers, method: str) -> Misdirected | None:
    host = headers.get("host", "")
    if host.partition(":")[0].lower() not in _HOSTS:
        return Misdirected("this service answers on its loopback address only", next_step="open the printed link")
    origin = headers.get("origin")
    if method not in ("GET", "HEAD") and origin not in (None, f"http://{host}"):
        return Misdirected("the form was sent from another page", next_step="send the form of this service's own page")
    return None
