"""What the interface promises, for /openapi.json: what each route answers, problems with their codes, the session.

Routes name the models below as what they answer with; they describe, the values themselves come from the codec.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from safeconduct.model.errors import SafeconductError
from safeconduct.model.event import Envelope, Event
from safeconduct.web.problems import MEDIA_TYPE


class SessionTold(BaseModel):
    """Who asks: role, the name events are entered under, and the token everything unsafe must carry."""

    role: str
    link: str
    csrf: str


class DecisionTold(BaseModel):
    """A decision that is now in the ledger."""

    claim: str
    verdict: str
    by: str


class EnteredTold(BaseModel):
    """The line of an event, and whether this request wrote it."""

    fresh: bool
    line: Envelope


class LineTold(BaseModel):
    """A line of the log with its event."""

    line: Envelope
    event: Event


class VerifiedTold(BaseModel):
    """The chain recomputed: ``faults`` are empty when it is whole."""

    ok: bool
    lines: int
    head: str
    faults: list[str]


def answers(model: Any, words: str, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """What a route answers when it does what it is for."""
    return {status: {"model": model, "description": words}}


def codes() -> tuple[str, ...]:
    """Every code a problem may carry: those of the error tree."""
    return tuple(sorted({cls.code for cls in _tree(SafeconductError)}))


def _tree(cls: type[SafeconductError]) -> Iterator[type[SafeconductError]]:
    yield cls
    for under in cls.__subclasses__():
        yield from _tree(under)


def problem_schema() -> dict[str, Any]:
    """A refusal (RFC 9457) as JSON Schema."""
    words = {
        "type": "urn:safeconduct:problem: and the code",
        "title": "The kind of refusal in a few words.",
        "detail": "What was refused and why.",
        "next_step": "What to do now; never empty.",
        "instance": "The path that was asked for.",
        "field": "What of the request is meant, where one field is.",
    }
    text = {name: {"type": "string", "minLength": 1, "description": told} for name, told in words.items()}
    members = {"status": {"type": "integer", "minimum": 400, "maximum": 599}, "code": {"enum": list(codes())}, **text}
    return {
        "type": "object",
        "title": "Problem",
        "description": "A refusal; nothing was changed.",
        "required": [name for name in members if name != "field"],
        "properties": members,
    }


def describe(app: FastAPI, cookie: str) -> None:
    """Have the app's /openapi.json hold problems and the session besides its routes."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title, version=app.version, summary=app.summary, description=_WORDS, routes=app.routes
            )
            parts = made.setdefault("components", {})
            parts.setdefault("schemas", {})["Problem"] = problem_schema()
            parts["securitySchemes"] = {"session": {"type": "apiKey", "in": "cookie", "name": cookie}}
            for path, methods in made["paths"].items():
                for method in methods.values():
                    method["security"] = [] if path.startswith("/checkin/") else [{"session": []}]
                    for parameter in method.get("parameters", ()):
                        parameter.setdefault("description", _PARAMETERS.get(parameter["name"], ""))
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


#: What stands in a path, a query or a header, where the route itself says no more.
_PARAMETERS = {
    "claim": "The id of a claim, from the page of reports.",
    "day": "The name of a day, from /api/days.",
    "name": "The id of the work, the link or the session that is meant.",
    "number": "The number of a step, from /api/plans.",
    "plan": "The id of a proposal, or how the sha of a plan starts.",
    "token": "The token of the check-in link.",
    "since": "The version after which lines are wanted; 0 for all.",
    "search": "Search some seconds for a better plan.",
    "Idempotency-Key": "A value of your own, new with each new event; the same again is the same event.",
    "Last-Event-ID": "The version of the last line heard; goes before since.",
    "X-CSRF-Token": "From /api/session.",
}

_WORDS = (
    "Everything unsafe carries the session's token in X-CSRF-Token and, where it enters an event, a key of its own in "
    f"Idempotency-Key: the same key again is the same event. Every refusal is {MEDIA_TYPE} and names the next step. A "
    "check-in link's token is its own key; it needs no session."
)
