"""Pictures of the pages for docs/, from the worked case in a real browser: `make screenshots`.

A copy of the workspace is served on this machine, an exercise is opened and played a little; nothing else is asked.
"""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Page, sync_playwright

from safeconduct.app.operation import Operation
from safeconduct.app.wire import listening
from safeconduct.web.guard import ROLES, Guard
from safeconduct.web.service import application

ROOT = Path(__file__).resolve().parents[1]
CASE = ROOT / "out" / "azot"
CHROMIUM = "/usr/bin/chromium"
#: Pages by name: where each is; a road is closed before "replan" is taken.
PAGES = {
    "reports": "/",
    "claim": "/claims/",
    "situation": "/situation",
    "plan": "/plan",
    "plan-playback": "/plan",
    "stress": "/stress",
    "board": "/board",
    "entrances": "/board/entrances",
    "documents": "/documents",
    "replan": "/board/replan",
    "checkin": "/checkin/",
    "changes": "/situation/changes",
}
#: Pages that docs/ shows on a phone as well, and on a wall.
PHONE, PHONE_WIDTH = ("reports", "situation", "plan", "board", "documents", "checkin"), 360
WALL, WALL_WIDTH = ("board",), 1920

_WEBP = """async (png) => {
  const picture = new Image();
  picture.src = "data:image/png;base64," + png;
  await picture.decode();
  const sheet = document.createElement("canvas");
  sheet.width = picture.width;
  sheet.height = picture.height;
  sheet.getContext("2d").drawImage(picture, 0, 0);
  return sheet.toDataURL("image/webp", 0.8);
}"""

#: Bytes a picture of docs/ may have.
LARGEST = 150_000


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Guard]]:
    """The worked case on a free port of this machine."""
    workspace = folder / "azot.safeconduct"
    for one in CASE.parent.glob("azot*"):  # the workspace, its keys and its bundle
        (shutil.copytree if one.is_dir() else shutil.copy)(one, folder / one.name)
    operation, guard = Operation(workspace), Guard((*ROLES, "dispatcher"))
    OPERATION[:] = [operation]
    with listening(0) as bound:
        config = uvicorn.Config(application(operation, guard), log_level="error", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        running.start()
        try:
            yield f"http://127.0.0.1:{bound.getsockname()[1]}", guard
        finally:
            operation.days.dismiss()
            server.should_exit = True
            running.join()
            operation.close()


def enter(page: Page, address: str, guard: Guard, role: str) -> None:
    """Open the link of a role."""
    page.goto(f"{address}/enter/{next(link for link in guard.links if link.role == role).token}")
    with page.expect_navigation():
        page.click("button.primary")


def play(page: Page, address: str) -> None:
    """Open an exercise, call its first convoy forward and fill its first vehicle."""
    page.goto(f"{address}/board")
    page.fill("input[name=day]", "15 June")
    for button in ("button.primary", "button:has-text('Call forward')"):
        with page.expect_navigation():
            page.click(button)
        if page.locator(".narrowpage .next").count():
            raise SystemExit(page.inner_text("#content"))
    page.click("section[data-part=enter] summary")
    page.locator("section[data-part=enter] input[name=walking]").first.fill("18")
    with page.expect_navigation():
        page.click("button:has-text('Boarded') >> nth=0")
    with page.expect_navigation():
        page.click("button:has-text('Make the link')")


def take(page: Page, address: str, name: str, width: int, to: Path) -> None:
    """One picture of a page at a width, its scripts at rest; a page of plans at its first playback, half way."""
    page.set_viewport_size({"width": width, "height": 800 if width < 600 else 900 if width < 1600 else 1080})
    if name == "replan":
        page.goto(f"{address}/board")
        page.locator(".replan a, .replan button").first.click()
        page.wait_for_url("**/board/replan?**")
    elif name == "checkin":
        page.goto(f"{address}/board")
        page.goto(f"{address}{page.get_attribute('.handing .code', 'href')}")
        page.goto(page.locator(".handed a[href*='/checkin/']").first.get_attribute("href") or "")
        page.wait_for_selector("html[data-ready=yes]")
    elif name == "changes":
        decided(page)
        page.goto(address + PAGES[name])
    elif name == "claim":
        page.goto(address)
        page.goto(address + (page.get_attribute("[data-undecided] a[href^='/claims/']", "href") or ""))
    else:
        page.goto(address + PAGES[name])
    if name == "situation":
        page.wait_for_selector("#map[data-map=drawn], .map-box[data-idle]")
    if name == "plan-playback":
        place = page.locator("details[open] [data-playback]").first
        place.scroll_into_view_if_needed()
        page.locator(".played .exact").first.fill("330")
        page.click("button:has-text('Show on the map')")
        page.locator(".played").first.evaluate("one => one.scrollIntoView({block: 'center'})")
        page.wait_for_timeout(1500)
    to.write_bytes(webp(page, page.screenshot()))


def decided(page: Page) -> None:
    """A count of people and a lost bridge are rejected once, so that there is something to read."""
    if DECIDED.is_set():
        return
    DECIDED.set()
    for words in ("people are sheltering at the Azot plant", "the Proletarskyi bridge has been destroyed"):
        for claim in OPERATION[0].case().dossier.claims:
            if words in claim.content[0].quote:
                OPERATION[0].decide(claim.id, "reject", by="confirmer", why="for a picture of what changes")


#: The operation that is served, and whether `decided` has run.
OPERATION: list[Operation] = []
DECIDED = threading.Event()


def webp(page: Page, png: bytes) -> bytes:
    """A picture as WebP, written by the browser itself on an empty page."""
    blank = page.context.new_page()
    written = blank.evaluate(_WEBP, base64.b64encode(png).decode())
    blank.close()
    return base64.b64decode(written.partition(",")[2])


def main(given: list[str]) -> int:
    """Pictures of pages: those of docs/, or FOLDER [dark] [WIDTH…] [PAGE…]."""
    to = Path(given[0]) if given else ROOT / "docs" / "screens"
    widths = [int(one) for one in given if one.isdecimal()] or [1280]
    names = [one for one in PAGES if one in given] or list(PAGES)
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (address, guard), sync_playwright() as lib:
        browser = lib.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        look: Any = "dark" if "dark" in given else "light"
        page = browser.new_context(color_scheme=look).new_page()
        enter(page, address, guard, "dispatcher")
        play(page, address)
        for name in names:
            if name == "changes":
                enter(page, address, guard, "planner")  # the dispatcher only reads them
            for width in widths:
                take(page, address, name, width, to / f"{name}-{width}.webp")
        if not given:
            enter(page, address, guard, "dispatcher")
            for name, width in [*((one, PHONE_WIDTH) for one in PHONE), *((one, WALL_WIDTH) for one in WALL)]:
                take(page, address, name, width, to / f"{name}-{width}.webp")
        browser.close()
    large = [one.name for one in to.glob("*.webp") if one.stat().st_size > LARGEST]
    sys.stderr.write(f"screenshots: {len(list(to.glob('*.webp')))} in {to.name}/{', too large: ' if large else ''}")
    sys.stderr.write(f"{', '.join(large)}\n")
    return 1 if large else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
