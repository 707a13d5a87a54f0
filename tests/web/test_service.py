"""The service in a real browser: every page at three widths, no complaint, no foreign request, no sideways scroll."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from safeconduct.app.wire import listening
from tests.web import served

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed at /usr/bin/chromium"),
]


@pytest.fixture
def address(service: served.Service) -> Iterator[str]:
    """The service on a free port of this machine, until the test ends."""
    with listening(0) as bound:
        config = uvicorn.Config(service.app, log_level="error", access_log=False, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        running.start()
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        running.join()


def test_every_page_at_three_widths_without_a_complaint(service: served.Service, address: str) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    asked: list[str] = []
    complaints: list[str] = []
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_context().new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on(
            "console",
            lambda said: complaints.append(f"{page.url}: {said.text}") if "GL Driver" not in said.text else None,
        )

        def send(button: str) -> None:
            with page.expect_navigation():  # the page that answers, not the one the form was sent from
                page.click(button)

        link = next(link for link in service.guard.links if link.role == "dispatcher")
        page.goto(f"{address}/enter/{link.token}")
        send("button.primary")
        page.goto(f"{address}/board")
        page.fill("input[name=day]", "15 June")
        send("button.primary")
        assert page.locator("h1").inner_text() == "Board 15 June"
        send("button:has-text('Call forward')")
        assert page.locator("td", has_text="called forward").count() == 1
        for width in (360, 1024, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            for path in served.PAGES:
                page.goto(address + path)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
                assert page.locator("h1").count() == 1
                assert page.locator("nav a[aria-current=page]").count() == 1
        browser.close()
    assert complaints == []
    assert all(url.startswith(address) for url in asked)
