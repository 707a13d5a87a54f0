"""Refusals as RFC 9457 problems: the error tree's code, the words, and the next step; a page for people, JSON for
programs. Paths of this machine are left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from safeconduct.model.errors import (
    CheckFailed,
    DayMoved,
    InputError,
    NotFound,
    RefusedError,
    SafeconductError,
    StoreError,
    ToolMissing,
    UnconfirmedError,
)

MEDIA_TYPE = "application/problem+json"


class NotSignedIn(RefusedError):
    """No session; ``code`` stays that of its branch of the tree."""


class Forbidden(RefusedError):
    """The session's role, or its token, does not allow this."""


class LinkOver(Forbidden):
    """The time of a check-in link is past: its phone keeps what it could not send for the next link."""


class TooMany(RefusedError):
    """Too many tries; ``next_step`` says how long to wait."""


class TooLong(RefusedError):
    """A request longer than anything that is asked for."""


class Misdirected(RefusedError):
    """A request by a foreign name, or a form from another page."""


#: The nearest class of an error decides its status.
STATUS: dict[type[SafeconductError], int] = {
    NotSignedIn: 401,
    Forbidden: 403,
    Misdirected: 421,
    TooMany: 429,
    TooLong: 413,
    NotFound: 404,
    DayMoved: 412,
    InputError: 422,
    UnconfirmedError: 409,
    RefusedError: 409,
    CheckFailed: 409,
    StoreError: 409,
    ToolMissing: 409,
}

_TITLES = {
    400: "Not understood",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    409: "Refused",
    412: "Somebody was faster",
    413: "Too long",
    421: "Misdirected",
    429: "Too many tries",
    422: "Not usable",
    500: "A fault of ours",
}

#: What to do about a refusal that comes before any route of ours is reached.
_STEPS = {
    400: "send a body in UTF-8 that is whole, of the kind its Content-Type names; /openapi.json says what it holds",
    405: "ask this path in a way it has: /openapi.json lists them",
}

#: What a route of the interface can answer besides what it is for, as /openapi.json has it.
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"description": words, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for status, words in (
        (400, "The request cannot be read at all."),
        (401, "Nobody is signed in."),
        (403, "The role, the token or the link does not allow it."),
        (404, "No such thing; next_step says how to find one."),
        (409, "Refused: a rule or a red line forbids it; next_step says what would allow it."),
        (412, "The day moved since it was read."),
        (413, "The body is longer than anything that is asked for."),
        (421, "A foreign host name, or a form from another page."),
        (422, "The request is not usable; field says where."),
    )
}

Render = Callable[[Request, int, dict[str, object]], Response]


def status_of(error: SafeconductError) -> int:
    """The HTTP status of an error."""
    return next((STATUS[cls] for cls in type(error).__mro__ if cls in STATUS), 409)


def problem(error: SafeconductError, instance: str) -> dict[str, object]:
    """The members of a problem; ``type`` names the code of the error tree."""
    found = _members(status_of(error), error.code, error.message, error.next_step, instance)
    if error.field:
        found["field"] = error.field
    return found


def _members(status: int, code: str, detail: str, next_step: str, instance: str) -> dict[str, object]:
    return {
        "type": f"urn:safeconduct:problem:{code}",
        "title": _TITLES.get(status, "Refused"),
        "status": status,
        "detail": detail,
        "code": code,
        "next_step": next_step,
        "instance": instance,
    }


def problem_response(request: Request, error: SafeconductError, page: Render | None = None) -> Response:
    """An error as a response: a page where a person looks (``page`` draws it), JSON otherwise."""
    return _response(request, problem(error, request.url.path), page)


def _response(request: Request, members: dict[str, object], page: Render | None) -> Response:
    status = int(str(members["status"]))
    wants_page = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
    if page is not None and wants_page:
        return page(request, status, members)
    return JSONResponse(members, status_code=status, media_type=MEDIA_TYPE)


def install(app: FastAPI, page: Render, headers: Mapping[str, str]) -> None:
    """Have every error of the app answered as a problem. ``headers`` go with a fault of ours, which the framework
    answers outside of every middleware."""

    def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, SafeconductError)
        return problem_response(request, error, page)

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        step = f"mend {field}; /openapi.json says what each request takes"
        members = _members(422, InputError.code, f"{field}: {first['msg']}", step, request.url.path)
        return _response(request, members | {"field": field}, page)

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = NotFound.code if error.status_code == 404 else InputError.code
        words = f"{request.method} {request.url.path}: {error.detail}"
        step = _STEPS.get(error.status_code, "start from the first page; /openapi.json lists what there is")
        return _response(request, _members(error.status_code, code, words, step, request.url.path), page)

    def fault(request: Request, _error: Exception) -> Response:
        step = "nothing acknowledged is lost; try again, and keep the words in the service's window for a report"
        members = _members(500, SafeconductError.code, "the service met a fault", step, request.url.path)
        found = _response(request, members, page)
        for name, value in headers.items():
            found.headers.setdefault(name, value)
        found.headers.setdefault("Cache-Control", "no-store")
        return found

    app.add_exception_handler(SafeconductError, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, fault)
