"""The desk of the web: an event is read as its kind, and what must be read first is read once for all who wait."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.control import EventId
from safeconduct.model.errors import DocumentInvalid, NotFound, SafeconductError
from safeconduct.model.event import BODIES, Event
from safeconduct.web import entering
from safeconduct.web.entering import Desk, Named, Wanted
from safeconduct.web.guard import Session
from tests.run.days import UNDER_WAY
from tests.run.days import Desk as Days
from tests.web.served import Service

DAY = "15 June"
GATE = Session(link="gate-1", role="gate", csrf="")
AT = datetime(2022, 6, 15, 5, 30, tzinfo=UTC)
NAMED = Named(id=EventId(device="gate-1", counter=3), at=AT, digest="", key="")


def plainly(wanted: Wanted, named: Named = NAMED) -> Event:
    """The event as the codec reads it whole, without a look at its kind."""
    plain = {
        "day": wanted.day, "id": codec.to_plain(named.id), "at": named.at.isoformat().replace("+00:00", "Z"),
        "role": "gate", "body": dict(wanted.body), "note": wanted.note,
    }  # fmt: skip
    return codec.from_plain(Event, plain)


def either(of: Callable[[], Event]) -> Event | tuple[str, str | None, str]:
    """The event, or the words it is refused with."""
    try:
        return of()
    except DocumentInvalid as error:
        return error.message, error.field, error.next_step


BODIES_AS_WRITTEN = [codec.to_plain(event.body) for event in Days().events(*UNDER_WAY)]
WRONG: list[dict[str, Any]] = [
    {},
    {"kind": "nonsense"},
    {"kind": 3},
    {"kind": "departed"},
    {"kind": "departed", "convoy": "1", "persons": {"walking": -1, "wheelchair": 0, "stretcher": 0}},
    {"kind": "departed", "convoy": "1", "persons": {"walking": float("nan"), "wheelchair": 0, "stretcher": 0}},
    {"kind": "departed", "convoy": "1", "persons": {"walking": True, "wheelchair": 0, "stretcher": 0}},
    {"kind": "passed point", "convoy": "1", "point": "x", "more": 1},
    {"kind": "passed point", "convoy": "1", "point": "\ud800"},
    {"kind": "corrected", "wrong": {"device": "a", "counter": 0}, "seq": None, "instead": {"kind": "corrected"}},
]


@pytest.mark.parametrize("body", BODIES_AS_WRITTEN + WRONG, ids=lambda body: str(body.get("kind", "none")))
@pytest.mark.parametrize("note", ["", "a word", "half \ud800"])
def test_an_event_read_as_its_kind_is_the_event_read_whole(body: dict[str, Any], note: str) -> None:
    wanted = Wanted(day=DAY, key="k", body=body, note=note)
    found = either(lambda: entering._event(DAY, NAMED, "gate", wanted))
    assert found == either(lambda: plainly(wanted))
    assert isinstance(found, Event) == (body in BODIES_AS_WRITTEN and "\ud800" not in note)


def test_only_a_time_in_utc_is_taken() -> None:
    wanted = Wanted(day=DAY, key="k", body={"kind": "suspended"})
    elsewhere = replace(NAMED, at=AT.astimezone(timezone(timedelta(hours=3))))
    refused = either(lambda: entering._event(DAY, elsewhere, "gate", wanted))
    assert refused == either(lambda: plainly(wanted, elsewhere))
    assert isinstance(refused, tuple)
    assert "UTC" in refused[0]


def test_several_kinds_were_tried() -> None:
    assert len({body["kind"] for body in BODIES_AS_WRITTEN}) > 3
    assert {body["kind"] for body in BODIES_AS_WRITTEN} <= set(BODIES)


def test_a_day_is_read_once_for_all_who_come_after_a_new_start(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hundred phones find a service that has read nothing yet."""
    service.exercise(DAY)
    days = service.operation.days
    days._seen.clear()
    asked: Counter[str] = Counter()
    seen, recalled = days.seen, days.written_by
    monkeypatch.setattr(days, "seen", lambda day: (asked.update([day]), seen(day))[1])
    monkeypatch.setattr(days, "written_by", lambda link: (asked.update([link]), recalled(link))[1])
    desk, back = Desk(service.operation), replace(GATE, earlier=True)
    body = {"kind": "passed point", "convoy": "1", "point": "gate"}

    async def all_at_once() -> list[Any]:
        wanted = [Wanted(day=DAY, key=str(n), body=body, late=True) for n in range(200)]
        return await asyncio.gather(*(desk.entering(back, one) for one in wanted))

    entered = asyncio.run(all_at_once())
    assert sorted(one.envelope.version for one in entered) == list(range(2, 202))
    assert asked == {DAY: 1, "gate-1": 1}
    assert not desk._doing


def test_everybody_who_waits_hears_why_there_is_nothing_to_read(service: Service) -> None:
    desk = Desk(service.operation)

    async def asked(day: str) -> SafeconductError:
        with pytest.raises(NotFound, match="no day") as refused:
            await desk.entering(GATE, Wanted(day=day, key="k", body={"kind": "suspended"}))
        return refused.value

    async def together() -> list[SafeconductError]:
        gone = asyncio.create_task(asked("nowhere"))
        waiting = [asyncio.create_task(asked("nowhere")) for _ in range(20)]
        await asyncio.sleep(0)
        gone.cancel()  # one who goes away ends it for nobody
        return await asyncio.gather(*waiting)

    assert len(asyncio.run(together())) == 20
    assert not desk._doing
