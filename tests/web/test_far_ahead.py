"""Times at the ends of the calendar: a board refuses what lies ahead, and no fact of a phone takes a page away."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from safeconduct.app.day_desk import Command
from safeconduct.model.control import DayOpened
from tests.web import served

DAY = "15 June"
PHONE = "phone-0123456789abcdef"
NINE: dict[str, Any] = {"convoy": "1", "vehicle": "bus-1", "persons": {"walking": 9}}
CLOCK = re.compile(r"clock of an exercise stands at (\d\d:\d\dZ)")


def entered(person: served.Person, at: str, kind: str, **body: Any) -> Any:
    """What the interface answers to an event."""
    answer = person.send(f"/api/days/{DAY}/events", {"body": {"kind": kind, **body}, "at": at})
    return answer.status_code, answer.json()


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_phone_at_the_end_of_the_calendar_takes_no_page_away(service: served.Service, at: str) -> None:
    dispatcher = service.exercise(DAY)
    assert entered(dispatcher, "2022-06-15T05:10Z", "called forward", convoy="1", persons={"walking": 9})[0] == 201
    made = dispatcher.form("/board/links", day=DAY, scope="convoy:1", hours="4").headers["location"]
    link = dispatcher.get(made).text.split('href="http://127.0.0.1:8411')[1].split('"')[0]
    bodies = ({"kind": "boarded", **NINE}, {"kind": "departed", "convoy": "1", "persons": {"walking": 9}})
    facts = [{"device": PHONE, "counter": n, "at": at, "body": body} for n, body in enumerate(bodies)]
    told = service.stranger().send(f"{link}/facts", {"facts": facts})
    assert [one["outcome"] for one in told.json()] == ["written", "written"]
    for page in (*served.PAGES, f"/api/days/{DAY}", f"/api/days/{DAY}/log"):
        assert dispatcher.get(page).status_code == 200, page
    assert service.stranger().get(f"{link}/now").status_code == 200
    board = dispatcher.get("/board").text
    if at < "2022":
        return
    clock = CLOCK.search(board)
    assert clock is not None
    assert clock.group(1) == "05:10Z"
    assert "9999-12-31 23:59 UTC, a week and more after the last arrival" in board


def test_the_board_of_an_exercise_refuses_a_year_that_is_a_slip(service: served.Service) -> None:
    dispatcher = service.exercise(DAY)
    called: dict[str, Any] = {"convoy": "1", "persons": {"walking": 9}}
    status, answer = entered(dispatcher, "9999-12-31T23:59:59Z", "called forward", **called)
    assert (status, answer["next_step"]) == (409, "correct the date and send it again")
    assert "the latest time this day believes" in answer["detail"]
    assert entered(dispatcher, "2022-06-15T05:10Z", "called forward", **called)[0] == 201


def test_an_order_refuses_what_is_still_to_come(service: served.Service) -> None:
    """By the clock of the wall; a stop is taken whatever its time."""
    dispatcher, days = service.exercise("rehearsal"), service.operation.days
    _, opened = days.seen("rehearsal").lines[0]
    assert isinstance(opened.body, DayOpened)
    days.enter(Command(event=replace(opened, day=DAY, body=replace(opened.body, mode="order"))))
    called: dict[str, Any] = {"convoy": "1", "persons": {"walking": 9}}
    status, answer = entered(dispatcher, "2999-01-01T00:00Z", "called forward", **called)
    assert status == 409
    limit = service.operation.now() + timedelta(days=7)
    assert f"2999-01-01 00:00 UTC lies beyond {limit:%Y-%m-%d}" in answer["detail"]
    assert entered(dispatcher, f"{limit - timedelta(hours=1):%Y-%m-%dT%H:%MZ}", "called forward", **called)[0] == 201
    assert entered(dispatcher, "2999-01-01T00:00Z", "suspended")[0] == 201
