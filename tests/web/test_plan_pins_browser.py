"""Pinning in a real browser: by keyboard, the focus on what was done, the lock shown; accepted, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.app.plan_book import PlanBook
from tests.app.test_plan_book import another, answered
from tests.web import served
from tests.web.test_islands import CHROMIUM, address, visitor

__all__ = ["address"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Debian's chromium is not installed at /usr/bin/chromium"),
]

FOCUS = "document.activeElement.id"


@pytest.mark.parametrize("script", [True, False])
def test_pinned_by_keyboard_accepted_and_undone(service: served.Service, address: str, script: bool) -> None:
    book = PlanBook(service.operation)
    old, plan = answered(book)
    same = another(book, keep_first=True)
    with visitor(service, address, "planner", java_script_enabled=script) as page:
        page.goto(f"{address}/plan")
        page.focus("table.timetable button.pin >> nth=0")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("#did").inner_text().startswith("Pinned: convoy 1")
        if script:
            assert page.evaluate(FOCUS) == "did"
        assert page.locator("table.timetable th[scope=row] svg.lock").first.is_visible()
        assert page.locator("table.timetable span.pin.held").count() == len([t for t in plan.trips if t.convoy == 1])
        with page.expect_navigation():
            page.click(f"li:has(code:text-is('{same[:12]}')) button")
        assert page.locator("#did").inner_text().startswith("Accepted")
        assert answered(book)[0] == same
        assert page.locator("table.timetable button.pin.held").count() == 1  # the pin went over
        with page.expect_navigation():
            page.click("#did button")
        assert page.locator("#did").inner_text().startswith("Taken back: accepted")
        assert answered(book)[0] == old
        steps = page.locator("ol.steps li b").all_inner_texts()
        assert steps == ["taken back", "accepted", "pinned"]
        with page.expect_navigation():
            page.click("table.timetable button.pin.held >> nth=0")
        assert book.pins() == ()
    assert codec.sha(plan) == old


def test_after_an_entry_the_focus_is_on_the_line_that_was_written(service: served.Service, address: str) -> None:
    service.exercise()
    with visitor(service, address, "dispatcher") as page:
        page.goto(f"{address}/board")
        page.fill(".next-call input[name=walking]", "40")
        page.focus(".next-call button.primary")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.wait_for_selector("#did:focus")
        assert page.inner_text("#did").startswith("Written as line 2: called forward, convoy 1, 40")
