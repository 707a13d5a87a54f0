"""The short way in for events: it takes what is whole, and hands everything else on to the route as it came."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from safeconduct.web.api import EventToEnter
from safeconduct.web.door import Door
from tests.web.served import HOST, Service

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


def asked(
    service: Service, *, method: str = "POST", path: str = EVENTS, signed_in: bool = True, **given: Any
) -> tuple[int, list[bytes]]:
    """The status of a request at a door of its own, and what reached the routes behind it."""
    behind, cookies = Behind(), {"safeconduct": service.person("dispatcher").cookie} if signed_in else {}

    async def entered(**_: Any) -> dict[str, Any]:
        return {"fresh": True}

    async def ask() -> int:
        transport = httpx.ASGITransport(app=Door(behind, service.guard, EventToEnter, entered))
        async with httpx.AsyncClient(transport=transport, base_url=HOST, cookies=cookies) as client:
            return (await client.request(method, path, **given)).status_code

    return asyncio.run(ask()), behind.heard


def test_a_whole_event_is_taken_here(service: Service) -> None:
    assert asked(service, json=STOP) == (201, [])


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
        {"json": STOP, "signed_in": False},
        {"json": STOP, "method": "PUT"},
        {"json": STOP, "path": "/api/days"},
    ],
)
def test_what_is_not_whole_reaches_the_route_as_it_came(service: Service, given: dict[str, Any]) -> None:
    sent = given["content"] if "content" in given else httpx.Request("POST", HOST, json=given["json"]).content
    assert asked(service, **given) == (299, [sent])


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
