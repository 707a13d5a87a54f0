"""When it happened, on a phone: now, or a time that is entered; an arrival sooner than the way takes is asked about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from safeconduct.model.errors import InputError
from safeconduct.web.checkin import happened
from tests.web import served
from tests.web.test_checkin_offline import address, board, browser, count_in, handed, opened
from tests.web.test_checkin_offline import pytestmark as in_a_browser

__all__ = ["address", "browser"]
DAY = "15 June"
NOW = datetime(2022, 6, 15, 0, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", NOW),
        ("00:05", NOW.replace(minute=5)),
        ("23:50", NOW.replace(day=14, hour=23, minute=50)),
        ("11:00", NOW.replace(hour=11, minute=0)),
    ],
)
def test_a_time_of_day_is_the_one_nearest_to_now(given: str, expected: datetime) -> None:
    assert happened(given, NOW) == expected


@pytest.mark.parametrize("given", ["25:00", "soon", "05:30+02:00", "5"])
def test_what_is_no_time_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="is no time"):
        happened(given, NOW)


def at(service: served.Service, kind: str) -> str:
    """When the last fact of a kind happened, by the log."""
    found = [event.at for envelope, event in service.operation.days.seen(DAY).lines if envelope.kind == kind]
    return f"{found[-1]:%Y-%m-%dT%H:%MZ}"


def test_without_a_script_each_count_has_a_time(service: served.Service) -> None:
    dispatcher = service.exercise(DAY)
    made = dispatcher.form("/board/links", day=DAY, scope="convoy:1", hours="4").headers["location"]
    link = dispatcher.get(made).text.split('href="http://127.0.0.1:8411')[1].split('"')[0]
    phone = service.stranger()
    page = phone.get(link).text
    assert '<noscript><label class="when">it happened at <input type="time" name="time">' in page
    boarded = {
        "kind": "boarded",
        "convoy": "1",
        "vehicle": "bus-1",
        "walking": "9",
        "wheelchair": "0",
        "stretcher": "0",
    }
    assert phone.ask("POST", link, data={**boarded, "key": "one", "time": "05:25"}).status_code == 303
    assert at(service, "boarded") == "2022-06-15T05:25Z"
    assert phone.ask("POST", link, data={**boarded, "key": "two", "time": ""}).status_code == 303
    assert at(service, "boarded") == "2022-06-15T05:25Z"  # an exercise's clock stands where the latest entry put it
    wrong = phone.ask("POST", link, data={**boarded, "key": "three", "time": "half six"})
    assert (wrong.status_code, "is no time" in wrong.text) == (422, True)


def test_the_board_of_an_exercise_says_that_its_clock_stands(service: served.Service) -> None:
    dispatcher = service.exercise(DAY)
    call = {"day": DAY, "convoy": "1", "kind": "called forward", "at": "2022-06-15T05:10Z", "key": "k", "walking": "9"}
    assert dispatcher.form("/board/enter", **call).status_code == 303
    assert "The clock of an exercise stands at 05:10Z until something is entered" in dispatcher.get("/board").text


@pytest.mark.browser
@in_a_browser[1]
def test_a_phone_enters_when_it_happened(service: served.Service, browser: Any, address: str) -> None:
    page = board(service, browser, address)
    _, leader = opened(browser, handed(page, "convoy:1"))
    leader.fill("#when-time", "05:20")
    count_in(leader, "Boarded", 9)
    leader.wait_for_selector(".last.written:has-text('boarded 9 walking'):has-text(' 05:20Z')")
    assert leader.input_value("#when-time") == ""
    leader.fill("#when-time", "05:40")
    count_in(leader, "Departed", 9)
    leader.wait_for_selector(".last.written:has-text('departed 9 walking'):has-text(' 05:40Z')")
    assert (at(service, "boarded"), at(service, "departed")) == ("2022-06-15T05:20Z", "2022-06-15T05:40Z")
    leader.wait_for_selector("#day-clock:has-text('05:4')")  # the clock goes on from the latest entry

    box = leader.locator("details.act:has(summary:text-is('Arrived'))")
    box.locator("summary").click()
    box.locator("input[name=walking]").fill("9")
    box.locator("button.primary").click()
    leader.wait_for_selector(".doubt:has-text('It left 05:40Z')")
    assert service.operation.days.seen(DAY).state.convoys["1"].arrived == (0, 0, 0)
    leader.fill("#when-time", "06:45")
    box.locator("button.primary").click()
    leader.wait_for_selector(".last.written:has-text('arrived 9 walking'):has-text(' 06:45Z')")
    assert at(service, "arrived") == "2022-06-15T06:45Z"
