"""No request is longer than what is asked for here, whoever sends it, and whether it says how long it is or not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.types import Message

from safeconduct.app.pasting import LONGEST as CHARACTERS
from safeconduct.web.bounds import LONGEST, LONGEST_REPORT, Bounded
from tests.web.served import Service
from tests.web.test_api import EVENTS
from tests.web.test_door import Behind


def sent(path: str, *pieces: bytes, stated: bool) -> tuple[int, list[bytes]]:
    """The status of a body sent in pieces, and what reached the routes behind."""
    behind = Behind()

    async def parts() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    async def ask() -> int:
        transport = httpx.ASGITransport(app=Bounded(behind))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            content = b"".join(pieces) if stated else parts()
            return (await client.post(path, content=content)).status_code

    return asyncio.run(ask()), behind.heard


@pytest.mark.parametrize("stated", [True, False])
@pytest.mark.parametrize(("path", "longest"), [(EVENTS, LONGEST), ("/reports", LONGEST_REPORT)])
def test_what_fits_comes_through_whole_and_one_byte_more_does_not(path: str, longest: int, stated: bool) -> None:
    pieces = [b"a" * 70_000] * (longest // 70_000) + [b"b" * (longest % 70_000)]
    assert sent(path, *pieces, stated=stated) == (299, [b"".join(pieces)])
    assert sent(path, *pieces, b"c", stated=stated) == (413, [])


def test_a_request_that_is_too_long_is_refused_before_it_is_read(service: Service) -> None:
    """Of a stranger too, and with the next step; the connection is not kept for the rest."""
    body = b'{"body": {"kind": "suspended", "pad": "' + b"x" * LONGEST + b'"}}'
    for someone in (service.exercise(), service.stranger()):
        for path in (EVENTS, "/sign-in", "/checkin/token", "/checkin/token/facts"):
            refused = someone.ask("POST", path, content=body, headers={"accept": "application/json"})
            assert (refused.status_code, refused.headers["connection"]) == (413, "close"), path
            assert "KiB" in refused.json()["detail"]
            assert refused.json()["next_step"]
    assert service.operation.days.seen("15 June").version == 1


def test_the_longest_report_that_is_read_fits(service: Service) -> None:
    """One character more is refused for what it is."""
    confirmer, about = service.person("confirmer"), {"title": "t", "publisher": "p", "published": "2022-06-14"}
    found = confirmer.form("/reports", text="'" * (CHARACTERS + 1), **about)  # three bytes each in a form
    assert (found.status_code, "characters are too many" in found.text) == (422, True)


@pytest.mark.parametrize(("stated", "status"), [("9" * 5000, 413), ("\u0663", 299), ("-1", 299)])
def test_a_length_that_is_no_number_is_not_trusted(stated: str, status: int) -> None:
    """The server under this refuses most of them; none is a fault."""
    told: list[int] = []

    async def send(message: Message) -> None:
        if "status" in message:
            told.append(message["status"])

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x", "more_body": False}

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-length", stated.encode())]}
    asyncio.run(Bounded(Behind())(scope, receive, send))
    assert told == [status]
