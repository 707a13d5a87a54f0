"""The short way in for events: it takes what is whole, and hands everything else on to the route as it came."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from safeconduct.web.api import EVENTS as ROUTE
from safeconduct.web.api import EventToEnter
from safeconduct.web.checkin import FACTS
from safeconduct.web.door import Door, Way
from tests.web.served import HOST, Service
from tests.web.test_checkin import boarded, fact, handed

EVENTS = "/api/days/15 June/events"
STOP = {"body": {"kind": "suspended"}}


class Behind:
    """What stands behind the door: remembers the bodies that reach it."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        data, more = b"", True
        while more:
            message = await receive()
            data, more = data + message.get("body", b""), message.get("more_body", False)
        self.heard.append(data)
        await send({"type": "http.response.start", "status": 299, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def asked(*, method: str = "POST", path: str = EVENTS, **given: Any) -> tuple[int, list[bytes]]:
    """The status of a request at a door of its own, and what reached the routes behind it."""
    behind = Behind()

    async def entered(_request: Any, day: str, _given: Any) -> dict[str, Any]:
        return {"day": day}

    async def ask() -> int:
        way = Way(route=ROUTE, given=EventToEnter, does=entered, status=201)
        transport = httpx.ASGITransport(app=Door(behind, (way,)))
        async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
            answer = await client.request(method, path, **given)
            assert answer.status_code != 201 or answer.json() == {"day": "15 June"}
            return answer.status_code

    return asyncio.run(ask()), behind.heard


def test_a_whole_event_is_taken_here() -> None:
    assert asked(json=STOP) == (201, [])


@pytest.mark.parametrize(
    "given",
    [
        {"content": b"{"},
        {"content": b"\xff", "headers": {"content-type": "application/json"}},
        {"json": STOP | {"more": 1}},
        {"json": STOP | {"late": "yes"}},
        {"json": {"at": "2022-06-15T05:00:00Z"}},
        {"json": STOP | {"note": "x" * 3000}},
        {"json": STOP | {"note": "x" * 70_000}},
        {"content": json.dumps(STOP).encode(), "headers": {"content-type": "text/plain"}},
        {"json": STOP, "method": "PUT"},
        {"json": STOP, "path": "/api/days"},
        {"json": STOP, "path": "/api/days//events"},
        {"json": STOP, "path": "/api/days/15 June/more/events"},
        {"json": STOP, "path": "/api/days/15 June/events/"},
        {"content": b'{"body": ' + b"[" * 9_000 + b"]" * 9_000 + b"}", "headers": {"content-type": "application/json"}},
    ],
)
def test_what_is_not_whole_reaches_the_route_as_it_came(given: dict[str, Any]) -> None:
    sent = given["content"] if "content" in given else httpx.Request("POST", HOST, json=given["json"]).content
    assert asked(**given) == (299, [sent])


def test_a_refusal_at_the_door_is_the_routes_own(service: Service) -> None:
    """The same problem, word for word, whichever way it came: a space after the type takes the long one."""
    dispatcher = service.exercise()
    for body in ({"kind": "called forward", "convoy": "9", "persons": {"walking": 1, "wheelchair": 0, "stretcher": 0}},
                 {"kind": "nonsense"}):  # fmt: skip
        short = dispatcher.send(EVENTS, {"body": body})
        long = dispatcher.send(EVENTS, {"body": body}, **{"content-type": "application/vnd.safeconduct+json"})
        assert short.status_code == long.status_code >= 400
        assert short.json() == long.json()
        assert short.headers["content-type"] == long.headers["content-type"] == "application/problem+json"
    without = dispatcher.send(EVENTS, STOP, **{"X-CSRF-Token": "no"})
    assert (without.status_code, without.json()["next_step"] != "") == (403, True)
    assert service.stranger().send(EVENTS, STOP).status_code == 401


def test_an_outbox_is_answered_the_same_on_either_way(service: Service) -> None:
    """A phone that sends to the long way hears word for word what the short one says, refusals too."""
    dispatcher = service.exercise()
    links = [handed(dispatcher), "/checkin/unknown"]
    sent = {"facts": [fact(0, boarded(3)), fact(1, boarded(3, convoy="7")), fact(2, {"kind": "nonsense"})]}
    for path in (FACTS.replace("/checkin/{token}", link) for link in links):
        long, short = (
            service.stranger().ask("POST", path, json=sent, headers={"accept": "*/*", "content-type": kind})
            for kind in ("application/vnd.safeconduct+json", "application/json")
        )
        assert (short.status_code, short.json()) == (long.status_code, long.json())
        assert short.headers["content-type"] == long.headers["content-type"]
    assert [line["event"]["body"]["kind"] for line in dispatcher.get("/api/days/15 June/log").json()] == [
        "day opened",
        "boarded",
    ]
