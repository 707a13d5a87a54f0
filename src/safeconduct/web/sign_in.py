"""Signing in from another machine: a name and a password, few tries, and a session in the account's role."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from safeconduct.app.entrance import Outside
from safeconduct.web.guard import COOKIE
from safeconduct.web.problems import Forbidden, NotSignedIn, TooMany
from safeconduct.web.shell import Shell

#: Tries within the time, for one name and for one machine, whoever it is.
TRIES_A_NAME, TRIES_A_MACHINE, WITHIN = 5, 20, timedelta(minutes=5)

#: The cookie whose value the sign-in form must bring back: a page elsewhere can set neither.
DOOR = "safeconduct-door"


class Tries:
    """Counts tries in memory; those that succeed count too."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._tries: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def take(self, key: str, most: int) -> None:
        """One more try of this key; TooMany above ``most`` within the time."""
        with self._lock:
            now, tries = self._now(), self._tries[key]
            while tries and tries[0] <= now - WITHIN:
                tries.popleft()
            if len(tries) >= most:
                raise TooMany(
                    "too many tries to sign in",
                    next_step=f"wait {int(WITHIN.total_seconds() // 60)} minutes, then try with the right password",
                )
            tries.append(now)


def sign_in_routes(shell: Shell, outside: Outside) -> APIRouter:
    """The form at /sign-in and what it sends."""
    router, tries = APIRouter(include_in_schema=False), Tries(shell.operation.now)

    @router.get("/sign-in")
    def ask(request: Request) -> HTMLResponse:
        token = secrets.token_urlsafe(24)
        answer = shell.page(request, "sign_in.html.j2", door=token)
        answer.set_cookie(DOOR, token, httponly=True, samesite="strict", secure=True, path="/sign-in")
        return answer

    @router.post("/sign-in")
    def sign_in(
        request: Request,
        name: Annotated[str, Form(max_length=80)] = "",
        password: Annotated[str, Form(max_length=400)] = "",
        door: Annotated[str, Form()] = "",
    ) -> RedirectResponse:
        held = request.cookies.get(DOOR, "")
        if not held or not hmac.compare_digest(held.encode(), door.encode()):
            raise Forbidden("the form is not one this page drew", next_step="open /sign-in again and send its form")
        tries.take(f"machine {request.client.host if request.client else ''}", TRIES_A_MACHINE)
        tries.take(f"name {name}", TRIES_A_NAME)
        account = outside.accounts.verified(name, password)
        if account is None:
            raise NotSignedIn(
                "no account has this name and password",
                next_step="try again; whoever keeps the machine can make an account with `safeconduct account add`",
            )
        answer = RedirectResponse("/", status_code=303)
        cookie = shell.guard.admit(account.device, account.role)
        answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=True, path="/")
        return answer

    return router
