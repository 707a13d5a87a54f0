"""Who is at the door: one-time links per named role, sessions, tokens against forged forms, and the headers.

A link is opened once and becomes a session; its name is the *device* of every event entered through it, so that rules
which ask for two people compare links. Both outlive the service where there is a book: by the hash of their token, with
an end. The token against forged forms is another after each start, so no form drawn before it is sent twice.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from safeconduct.app.entrance import Outside
from safeconduct.app.wire import clock
from safeconduct.model.errors import NotFound
from safeconduct.ports import Access, AccessBook
from safeconduct.web.problems import Forbidden, Misdirected, NotSignedIn, problem_response
from safeconduct.web.rights import EVERYBODY, RIGHTS, SHOWN

ROLES = EVERYBODY

COOKIE = "safeconduct"

#: How long a link that nobody opened holds, and a session after it was opened.
HOURS = 24

#: Names by which a browser reaches the loopback address; another one is a page elsewhere that was pointed here.
_HOSTS = ("127.0.0.1", "localhost")

#: No script at all, nothing of any other host, no frame, forms only to ourselves.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; script-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

#: The pages and the check-in page run our own files and nothing else: no inline script, no foreign one.
SCRIPTED = POLICY.replace("script-src 'none'", "script-src 'self'; worker-src 'self'")

#: Pages that scripts of ours enhance, by their paths or how those start; the clocks go on every one of them.
_SCRIPTED = ("/", "/situation", "/plan", "/stress", "/board", "/documents")
_SCRIPTED_BELOW = ("/claims/", "/situation/", "/board/", "/checkin/")

#: On every response.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_TRANSPORT = "Strict-Transport-Security"


_NEVER = datetime.max.replace(tzinfo=UTC)


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
    until: datetime = _NEVER
    earlier: bool = False
    account: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """A way in that holds until an instant (UTC): a role link nobody opened, or the session it became."""

    name: str
    role: str
    opened: bool
    until: datetime
    account: bool = False


#: What became of a link that nobody opened in time.
_WITHDRAWN = "was withdrawn before anybody opened it"


def _used(name: str, at: datetime) -> str:
    """What became of a link that was opened, and by whom, as the log calls them."""
    return f"was used already, by {name} at {at:%H:%M} UTC"


class Guard:
    """The links that were printed and the sessions they became. With a ``book`` both outlive the service."""

    def __init__(
        self,
        roles: Sequence[str],
        book: AccessBook | None = None,
        now: Callable[[], datetime] | None = None,
        outside: Outside | None = None,
    ) -> None:
        self._book = book
        self._now = now or clock().now
        self._accounts = None if outside is None else outside.accounts
        self.secure = outside is not None
        self.hosts = _HOSTS if outside is None else tuple(name.lower() for name in outside.certificates.names)
        self._links = {link.token: link for link in map(_link, roles)}
        self._earlier: dict[str, Access] = {}
        self._over: dict[str, str] = {}
        self._sessions: dict[str, Session] = {}
        if book is None:
            return
        links, sessions = book.held("link", self._now()), book.held("session", self._now())
        opened = {one.name: one.until - timedelta(hours=HOURS) for one in sessions}
        self._earlier = {one.token: one for one in links if not one.ended}
        self._over = {
            one.token: _used(one.name, opened[one.name]) if one.name in opened else _WITHDRAWN
            for one in links
            if one.ended
        }
        for one in sessions:
            if not one.ended:
                made = Session(
                    link=one.name, role=one.role, csrf=_csrf(), until=one.until, earlier=True, account=bool(one.scope)
                )
                self._sessions[one.token] = made
        for link in self._links.values():
            self._keep("link", link.token, link)

    @property
    def earlier(self) -> tuple[int, int]:
        """How many unopened links and sessions of earlier starts still hold."""
        return len(self._earlier), sum(session.earlier for session in self._sessions.values())

    def _keep(self, kind: str, token: str, link: Link, scope: str = "") -> None:
        if self._book is not None:
            until = self._now() + timedelta(hours=HOURS)
            self._book.add(
                Access(token=digest(token), kind=kind, name=link.name, role=link.role, scope=scope, until=until)
            )

    def _end(self, token: str) -> None:
        if self._book is not None:
            self._book.end(digest(token))

    @property
    def links(self) -> tuple[Link, ...]:
        """The links nobody opened yet."""
        return tuple(self._links.values())

    def issue(self, role: str) -> Link:
        """One more link, for a program of ours; nobody is shown it."""
        link = _link(role)
        self._links[link.token] = link
        return link

    def look(self, token: str) -> Link:
        """The link of a token, not opened by this; NotFound when it was used or never printed."""
        earlier = self._earlier.get(digest(token))
        if earlier is not None and earlier.until > self._now():
            return Link(name=earlier.name, role=earlier.role, token=token)
        if token not in self._links:
            raise NotFound(
                f"this link {self._over.get(digest(token), 'is not known here: it is of long ago, or not whole')}",
                next_step="each link opens once: ask for a new one (the service prints new ones when it starts); if "
                "somebody else used yours, tell the dispatcher, who ends that session on the board",
            )
        return self._links[token]

    def open(self, token: str) -> str:
        """Use up a link; returns the cookie of the session it becomes."""
        link = self.look(token)
        self._links.pop(token, None)
        before = self._earlier.pop(digest(token), None)
        self._end(token)
        cookie = secrets.token_urlsafe(32)
        self._keep("session", cookie, link)
        self._over[digest(token)] = _used(link.name, self._now())
        until = self._now() + timedelta(hours=HOURS)
        self._sessions[digest(cookie)] = Session(
            link=link.name, role=link.role, csrf=_csrf(), until=until, earlier=before is not None
        )
        return cookie

    def admit(self, device: str, role: str) -> str:
        """The cookie of a new session of an account; ``device`` is what its events bear."""
        cookie = secrets.token_urlsafe(32)
        self._keep("session", cookie, Link(name=device, role=role, token=""), "account")
        until = self._now() + timedelta(hours=HOURS)
        # an account has entered events before, whenever the service was started
        made = Session(link=device, role=role, csrf=_csrf(), until=until, earlier=True, account=True)
        self._sessions[digest(cookie)] = made
        return cookie

    def _holds(self, session: Session) -> bool:
        if session.until <= self._now():
            return False
        if not session.account:
            return True
        held = self._accounts.accounts() if self._accounts is not None else ()
        return any((one.device, one.role) == (session.link, session.role) for one in held)

    def session(self, request: Request) -> Session:
        """The session of a request; NotSignedIn when it has none, Forbidden by the table of rights."""
        return self._session_at(request, getattr(request.scope.get("route"), "path", ""))

    def _session_at(self, request: Request, route: str) -> Session:
        found = self._sessions.get(digest(request.cookies.get(COOKIE, "")))
        if found is None or not self._holds(found):
            raise NotSignedIn(
                "nobody is signed in here",
                next_step="sign in at /sign-in"
                if self.secure
                else "open one of the links that `safeconduct serve` printed when it started",
            )
        allowed = (SHOWN if request.method in ("GET", "HEAD") else RIGHTS).get(route)
        if allowed is not None:
            require_role(found, *allowed)
        return found

    async def present(self, request: Request) -> Session:
        """``session`` for a coroutine: an account is looked up in its file, and that holds up nobody else."""
        return await self.present_at(request, getattr(request.scope.get("route"), "path", ""))

    async def present_at(self, request: Request, route: str) -> Session:
        """``present`` for one who answers before a route was chosen, and names it."""
        if self.secure:
            return await run_in_threadpool(self._session_at, request, route)
        return self._session_at(request, route)

    def entrances(self) -> tuple[Entrance, ...]:
        """Every role link nobody opened yet and every session that holds, in order of role and name."""
        until = self._now() + timedelta(hours=HOURS)
        found = [Entrance(name=link.name, role=link.role, opened=False, until=until) for link in self.links]
        found += [
            Entrance(name=one.name, role=one.role, opened=False, until=one.until) for one in self._earlier.values()
        ]
        found += [
            Entrance(name=one.link, role=one.role, opened=True, until=one.until, account=one.account)
            for one in self._sessions.values()
            if self._holds(one)
        ]
        return tuple(sorted(set(found), key=lambda one: (ROLES.index(one.role), one.name)))

    def withdraw(self, name: str) -> None:
        """End a role link, or every session that was opened by it, now and for ever; NotFound when none holds."""
        links = [link for link in self._links.values() if link.name == name]
        earlier = [token for token, one in self._earlier.items() if one.name == name]
        sessions = [token for token, one in self._sessions.items() if one.link == name]
        if not (links or earlier or sessions):
            raise NotFound("no such link or session holds", next_step="look at the list again: it may be over")
        for link in links:
            del self._links[link.token]
            self._over[digest(link.token)] = _WITHDRAWN
            self._end(link.token)
        for token, held in [*((token, self._earlier) for token in earlier), *((t, self._sessions) for t in sessions)]:
            del held[token]  # type: ignore[attr-defined]
            if self._book is not None:
                self._book.end(token)

    def leave(self, request: Request) -> None:
        """End the session of a request."""
        cookie = request.cookies.get(COOKIE, "")
        self._sessions.pop(digest(cookie), None)
        self._end(cookie)


def scripted(path: str) -> bool:
    """Whether the page at a path may run our own scripts."""
    return path in _SCRIPTED or path.startswith(_SCRIPTED_BELOW)


def digest(token: str) -> str:
    """The hash by which a token is known; a random token of 24 bytes cannot be guessed back from it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _csrf() -> str:
    return secrets.token_urlsafe(24)


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


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as a response carries them."""
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


class SafeHeaders:
    """Middleware: refuses foreign names and forms from elsewhere, and puts the headers on every response."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str] = _HOSTS, *, secure: bool = False) -> None:
        self.app = app
        self._hosts = tuple(hosts)
        self._scheme = "https" if secure else "http"
        ours = HEADERS | ({_TRANSPORT: "max-age=31536000"} if secure else {})
        self._plain, self._scripted = _raw(ours), _raw(ours | {"Content-Security-Policy": SCRIPTED})
        self._names = {name for name, _ in self._plain}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [one for one in message.get("headers", ()) if one[0].lower() not in self._names]
                if not any(name.lower() == b"cache-control" for name, _ in kept):
                    kept.append((b"cache-control", b"no-store"))
                message["headers"] = kept + (self._scripted if scripted(scope["path"]) else self._plain)
            await send(message)

        refused = self._misdirected(Headers(scope=scope), scope["method"])
        if refused is not None:
            await problem_response(Request(scope), refused)(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)

    def _misdirected(self, headers: Headers, method: str) -> Misdirected | None:
        host = headers.get("host", "")
        if re.sub(r":\d*$", "", host).strip("[]").lower() not in self._hosts:
            told = "its loopback address" if self._scheme == "http" else "the names of its certificate"
            return Misdirected(f"this service answers on {told} only", next_step="open the printed link or address")
        origin = headers.get("origin")
        if method not in ("GET", "HEAD") and origin not in (None, f"{self._scheme}://{host}"):
            return Misdirected(
                "the form was sent from another page", next_step="send the form of this service's own page"
            )
        return None
