"""Check-in in a real browser while the plan changes: the new way, other vehicles, and what became of the last tap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from safeconduct.app.day_desk import Command
from safeconduct.model.control import EventId, PlanReplaced
from safeconduct.model.event import Event
from tests.web import served
from tests.web.test_checkin_offline import address, board, browser, count_in, handed, opened, pytestmark
from tests.web.test_replanning import fordable

__all__ = ["address", "browser", "pytestmark"]
DAY = "15 June"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[served.Service]:
    """Two convoys, and the ford as a second way."""
    monkeypatch.setattr(served, "dossier", fordable)
    with served.service(tmp_path) as made:
        yield made


def look(page: Any) -> None:
    """What the phone does when it is taken up again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def other_buses(service: served.Service) -> None:
    """Orders with another bus for convoy 1."""
    state = service.operation.days.seen(DAY).state
    convoys = tuple(convoy.orders for convoy in state.convoys.values())
    first = replace(convoys[0], vehicles=(replace(convoys[0].vehicles[0], id="bus-9"),))
    opened = service.operation.days.seen(DAY).lines[0][1].body
    orders = replace(opened.orders, plan="f" * 64, convoys=(first, *convoys[1:]))  # type: ignore[union-attr]
    event = Event(
        day=DAY, id=EventId(device="desk", counter=0), at=convoys[0].board, role="dispatcher",
        body=PlanReplaced(orders=orders),
    )  # fmt: skip
    service.operation.days.enter(Command(event=event))


def test_a_count_stands_beside_its_button_once_it_is_written(
    service: served.Service, browser: Any, address: str
) -> None:
    """Kept first, written down once it is answered; the count itself is cleared, so that nobody enters it twice."""
    page = board(service, browser, address)
    phone, leader = opened(browser, handed(page, "convoy:1"))
    phone.set_offline(True)
    count_in(leader, "Boarded", 26)
    form = leader.locator("form[data-kind=boarded]")
    assert form.locator(".last").inner_text().startswith("◔ Kept on this phone: boarded 26 walking")
    assert form.locator("input[name=walking]").input_value() == "0"
    phone.set_offline(False)
    leader.wait_for_selector("form[data-kind=boarded] .last.written:has-text('Written down: boarded 26 walking')")
    assert leader.locator(".last").count() == 1


def test_a_phone_is_shown_the_new_way_and_hour(service: served.Service, browser: Any, address: str) -> None:
    page = board(service, browser, address)
    _, leader = opened(browser, handed(page, "convoy:1"))
    before = leader.inner_text("[data-now=arrive]")
    assert leader.is_hidden("[data-now=other]")
    page.select_option("select[name=road]", "bridge")
    with page.expect_navigation():
        page.click("button:has-text('Report it and plan again')")
    with page.expect_navigation():
        page.click("button:has-text('Accept')")
    look(leader)
    leader.wait_for_selector("[data-now=way]:has-text('by Ford')")
    now = service.operation.days.seen(DAY).state.convoys["1"].orders
    assert leader.inner_text("[data-now=arrive]") == f"{now.arrive:%H:%M}Z" != before
    assert leader.is_hidden("#anew")


def test_a_phone_asks_to_show_the_new_orders_when_its_vehicles_are_others(
    service: served.Service, browser: Any, address: str
) -> None:
    page = board(service, browser, address)
    _, leader = opened(browser, handed(page, "convoy:1"))
    assert leader.is_hidden("#anew")
    other_buses(service)
    look(leader)
    leader.wait_for_selector("#anew:visible")
    with leader.expect_navigation():
        leader.click("#look-again")
    leader.wait_for_selector("html[data-ready=yes]")
    assert "bus-9" in leader.inner_text("form[data-kind=boarded]")
    look(leader)
    leader.wait_for_selector("#anew", state="hidden")
