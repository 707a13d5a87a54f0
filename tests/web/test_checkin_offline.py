"""Check-in in a real browser: a link, five entries without a connection, and the board that counts them afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from safeconduct.app.wire import listening
from safeconduct.web import scripts
from tests.web import served

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed at /usr/bin/chromium"),
]


@contextmanager
def running(service: served.Service) -> Iterator[str]:
    """The service on a free port of this machine."""
    with listening(0) as bound:
        config = uvicorn.Config(service.app, log_level="error", access_log=False, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def address(service: served.Service) -> Iterator[str]:
    with running(service) as found:
        yield found


@pytest.fixture
def browser(address: str) -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as play:
        made = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield made
        made.close()


def board(service: served.Service, browser: Any, address: str) -> Any:
    """The dispatcher's board in a context of its own."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    link = next(link for link in service.guard.links if link.role == "dispatcher")
    page.goto(f"{address}/enter/{link.token}")
    with page.expect_navigation():
        page.click("button.primary")
    page.goto(f"{address}/board")
    page.fill("input[name=day]", "15 June")
    with page.expect_navigation():
        page.click("button.primary")
    return page


def handed(page: Any, scope: str) -> str:
    """Have the board make a link; its address as the page beside the code shows it."""
    page.select_option("select[name=scope]", scope)
    with page.expect_navigation():
        page.click("button:has-text('Make the link')")
    assert page.locator("svg.qr path").count() == 2
    found = str(page.get_attribute(".handed p > a.hash", "href"))
    page.goto(found.split("/checkin/", maxsplit=1)[0] + "/board")
    return found


def opened(browser: Any, link: str, **given: Any) -> tuple[Any, Any]:
    """A phone that opened a link, and may from now on lose its connection."""
    phone = browser.new_context(viewport={"width": 360, "height": 740}, **given)
    page = phone.new_page()
    page.goto(link)
    page.wait_for_selector("html[data-offline=ready]")
    page.wait_for_selector("#link-state:has-text('everything is with the board')")
    return phone, page


def count_in(page: Any, act: str, persons: int, vehicle: str | None = None) -> None:
    """Tap one kind of fact with a count of those who walk."""
    box = page.locator(f"details.act:has(summary:text-is('{act}'))").first
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    if vehicle is not None:
        box.locator(f"label:has(input[value='{vehicle}'])").click()
    box.locator("input[name=walking]").fill(str(persons))
    before = page.locator("#facts li").count()
    box.locator("button.primary").click()
    page.wait_for_selector(f"#facts li >> nth={before}")


def unsent(page: Any) -> str:
    return str(page.inner_text("#unsent"))


def tile(word: str, persons: int) -> str:
    """The tile of the board's balance that holds a count."""
    return f".tiles div:has(dt:text-is('{word}')):has(dd:text-is('{persons}'))"


def test_five_entries_without_a_connection_reach_the_board(service: served.Service, browser: Any, address: str) -> None:
    """The page opens again from the phone's own copy; the board, open all the while, counts without a reload."""
    asked: list[str] = []
    complaints: list[str] = []
    desk = board(service, browser, address)
    link = handed(desk, "convoy:1")
    buses = [vehicle.id for vehicle in service.operation.days.desk("15 June").state.convoys["1"].orders.vehicles]
    phone, page = opened(browser, link)
    for seen in (desk, page):
        seen.on("request", lambda request: asked.append(request.url))
        seen.on("console", lambda message: complaints.append(message.text))
    desk.evaluate("window.stillHere = true")
    phone.set_offline(True)
    page.reload()
    page.wait_for_selector("html[data-ready=yes]")
    count_in(page, "Boarded", 30, buses[0])
    count_in(page, "Boarded", 50, buses[1])
    count_in(page, "Boarded", 20, buses[0])
    count_in(page, "Departed", 100)
    page.fill("#when-time", "07:10")  # not in the minute they left
    count_in(page, "Arrived", 97)
    assert unsent(page) == "5 unsent"
    assert page.title().startswith("(5) ")
    page.reload()
    page.wait_for_selector("#outbox.waiting")
    assert unsent(page) == "5 unsent"
    assert service.operation.days.seen("15 June").version == 1
    phone.set_offline(False)
    page.wait_for_selector("#outbox[data-unsent='0']")
    assert unsent(page) == "0 unsent"
    assert page.locator("#facts li.written").count() == 5
    desk.wait_for_selector(tile("arrived", 97))
    desk.wait_for_selector(tile("not counted", 3))
    assert desk.evaluate("window.stillHere")
    state = service.operation.days.seen("15 June").state
    assert (state.convoys["1"].arrived, state.convoys["1"].aboard) == ((97, 0, 0), (3, 0, 0))
    assert [text for text in complaints if "Content Security" in text] == []
    assert all(url.startswith(address) for url in asked)


def test_a_stop_goes_out_at_once_and_one_unheard_says_so(service: served.Service, browser: Any, address: str) -> None:
    desk = board(service, browser, address)
    phone, page = opened(browser, handed(desk, "convoy:1"))
    phone.set_offline(True)
    page.click(".bar button.stop")
    page.wait_for_selector("#stops .stopped")
    assert "NOT heard it yet" in page.inner_text("#stops")
    phone.set_offline(False)
    desk.wait_for_selector("text=must stand")
    page.wait_for_selector("[data-now=stopped]:visible")
    assert page.locator("#stops .stopped").count() == 0


def test_what_is_refused_is_shown_with_the_next_step_until_somebody_has_done_it(
    service: served.Service, browser: Any, address: str
) -> None:
    """A page that asks for another convoy than its link's: the service refuses, and the phone does not ask again."""
    desk = board(service, browser, address)
    _, page = opened(browser, handed(desk, "convoy:1"))
    page.evaluate("document.querySelector('form[data-kind=boarded] [name=convoy]').value = '7'")
    count_in(page, "Boarded", 3)
    page.wait_for_selector("#facts li.refused")
    assert unsent(page) == "0 unsent, 1 refused"
    assert "tell the dispatcher" in page.inner_text("#facts li.refused")
    page.click("#facts li.refused button")
    page.wait_for_selector("#facts li", state="detached")


def test_a_withdrawn_link_keeps_the_facts_and_a_new_one_sends_them(
    service: served.Service, browser: Any, address: str
) -> None:
    desk = board(service, browser, address)
    phone, page = opened(browser, handed(desk, "convoy:1"))
    phone.set_offline(True)
    count_in(page, "Boarded", 12)
    with desk.expect_navigation():
        desk.click("button:has-text('Withdraw')")
    phone.set_offline(False)
    page.wait_for_selector("#trouble:visible")
    assert "withdrawn" in page.inner_text("#trouble")
    assert unsent(page) == "1 unsent"
    page.goto(handed(desk, "convoy:1"))
    page.wait_for_selector("#facts li.written")
    assert unsent(page) == "0 unsent"
    assert service.operation.days.seen("15 June").state.convoys["1"].aboard == (12, 0, 0)


def test_the_board_leaves_what_somebody_writes_in(service: served.Service, browser: Any, address: str) -> None:
    desk = board(service, browser, address)
    _, page = opened(browser, handed(desk, "convoy:1"))
    desk.fill(".next-call input[name=walking]", "41")
    count_in(page, "Boarded", 12)
    desk.wait_for_selector(tile("aboard", 12))
    assert desk.input_value(".next-call input[name=walking]") == "41"
    assert "stand still" in desk.inner_text("[data-part=status]")


def test_a_count_that_does_not_fit_is_asked_back_once(service: served.Service, browser: Any, address: str) -> None:
    """More than the places, and another head count than boarded: shown with the next step; a second tap sends it."""
    desk = board(service, browser, address)
    phone, page = opened(browser, handed(desk, "convoy:1"))
    phone.set_offline(True)
    page.reload()
    page.wait_for_selector("html[data-ready=yes]")
    page.fill("form[data-kind=boarded] input[name=walking]", "51")
    page.click("form[data-kind=boarded] button.primary")
    page.wait_for_selector(".doubt:has-text('only 50 seated free')")
    assert unsent(page) == "0 unsent"
    page.fill("form[data-kind=boarded] input[name=walking]", "52")
    page.click("form[data-kind=boarded] button.primary")
    page.wait_for_selector(".doubt[data-about*='52']")
    assert unsent(page) == "0 unsent"
    page.click("form[data-kind=boarded] button.primary")
    page.wait_for_selector("#facts li.unsent")
    assert page.locator(".doubt").count() == 0
    page.click("summary:text-is('Departed')")
    page.fill("form[data-kind=departed] input[name=walking]", "50")
    page.click("form[data-kind=departed] button.primary")
    page.wait_for_selector(".doubt:has-text('52 are known to have boarded, you count 50')")
    phone.set_offline(False)
    desk.wait_for_selector(tile("aboard", 50))


@pytest.mark.parametrize("scope", ["convoy:1", "place:alpha"])
@pytest.mark.parametrize("width", [320, 360, 768])
def test_the_page_fits_and_works_without_a_script(
    service: served.Service, browser: Any, address: str, scope: str, width: int
) -> None:
    link = handed(board(service, browser, address), scope)
    phone = browser.new_context(viewport={"width": width, "height": 700}, java_script_enabled=False)
    page = phone.new_page()
    page.goto(link)
    page.fill("form[data-kind=boarded] input[name=walking] >> nth=0", "9")
    with page.expect_navigation():
        page.click("form[data-kind=boarded] button.primary >> nth=0")
    assert "Written down as line 2" in page.inner_text(".notice.good")
    assert page.locator("text=EXERCISE").count() >= 1
    scripted = browser.new_context(viewport={"width": width, "height": 700}).new_page()
    scripted.goto(link)
    scripted.wait_for_selector("html[data-ready=yes]")
    assert scripted.evaluate("document.documentElement.scrollWidth") <= width
    small = "Array.from(document.querySelectorAll('button,summary')).filter(b => b.offsetHeight && b.offsetHeight < 44)"
    assert scripted.evaluate(f"{small}.map(b => b.textContent)") == []


def comes_true(page: Any, expression: str) -> None:
    """Ask the page until it says yes: a wait inside it would evaluate a string, which its policy forbids."""
    until = time.monotonic() + 30
    while not page.evaluate(expression):
        assert time.monotonic() < until, expression
        page.wait_for_timeout(50)


GRAVE = {"Detained": "detained", "Missing": "missing", "Died": "died"}


def test_every_outcome_is_counted_offline_and_the_grave_ones_are_asked_back(
    service: served.Service, browser: Any, address: str
) -> None:
    """Twelve aboard: two let off, one each detained, missing and dead; the day adds up when the phone is heard."""
    desk = board(service, browser, address)
    phone, page = opened(browser, handed(desk, "convoy:1"))
    phone.set_offline(True)
    page.reload()
    page.wait_for_selector("html[data-ready=yes]")
    count_in(page, "Boarded", 12)
    count_in(page, "Departed", 12)
    count_in(page, "Let off", 2)
    for n, (word, said) in enumerate(GRAVE.items(), start=4):
        box = page.locator(f"details.act:has(summary:text-is('{word}'))").first
        box.locator("summary").click()
        box.locator("input[name=walking]").fill("1")
        box.locator("button.primary").click()
        page.wait_for_selector(f".doubt:has-text('1 walking {said}, convoy 1')")
        assert unsent(page) == f"{n - 1} unsent"  # asked back: nothing is kept by one tap
        box.locator("button.primary").click()
        page.wait_for_selector(f"#outbox[data-unsent='{n}']")
    phone.set_offline(False)
    page.wait_for_selector("#outbox[data-unsent='0']")
    convoy = service.operation.days.seen("15 June").state.convoys["1"]
    found = (convoy.let_off, convoy.detained, convoy.missing, convoy.died, convoy.aboard)
    assert found == ((2, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0), (7, 0, 0))
    bodies = [event.body for _, event in service.operation.days.seen("15 June").lines]
    where = {body.point for body in bodies if body.kind in ("let off", "detained")}
    assert where == {(*convoy.orders.points, "on the way")[0]}
    assert page.locator(".doubt").count() == 0


def test_a_page_kept_on_the_phone_goes_with_the_script_it_was_made_with(
    service: served.Service, browser: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service is renewed while a phone is away: offline it opens the old page with the old script, whole; with a
    connection the new one with the new, and the old copy is given up."""
    true_text = scripts._text

    def as_of(year: str) -> None:
        mark = f'\ndocument.documentElement.dataset.made = "{year}";'
        monkeypatch.setattr(
            scripts, "_text", lambda name: true_text(name) + (mark if name == "checkin_page.js" else "")
        )
        scripts.version.cache_clear()
        scripts.script.cache_clear()

    def shown(page: Any) -> tuple[str, str]:
        page.wait_for_selector("html[data-ready=yes]")
        return page.get_attribute("html", "data-made"), page.get_attribute("body", "data-version")

    try:
        as_of("old")
        old = scripts.version()
        phone, page = opened(browser, handed(board(service, browser, address), "convoy:1"))
        assert shown(page) == ("old", old)
        as_of("new")
        new = scripts.version()
        page.evaluate("navigator.serviceWorker.getRegistration('/checkin/').then((one) => one.update())")
        comes_true(page, f"caches.has('checkin-{new}')")
        comes_true(page, "navigator.serviceWorker.controller?.state == 'activated'")
        phone.set_offline(True)
        page.reload()
        assert shown(page) == ("old", old)
        phone.set_offline(False)
        page.reload()
        assert shown(page) == ("new", new)
        comes_true(page, f"caches.has('checkin-{old}').then((kept) => !kept)")
        phone.set_offline(True)
        page.reload()
        assert shown(page) == ("new", new)
    finally:
        monkeypatch.undo()
        scripts.version.cache_clear()
        scripts.script.cache_clear()


def test_an_old_page_that_got_a_new_script_is_fetched_anew(service: served.Service, browser: Any, address: str) -> None:
    """As a cache on the way may do it: the script sees that the page was made for another, and loads it again."""
    link = handed(board(service, browser, address), "convoy:1")
    phone = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    page = phone.new_page()
    loads: list[str] = []

    def aged(route: Any) -> None:
        loads.append(route.request.url)
        answer = route.fetch()
        body = answer.text().replace(scripts.version(), "0" * 12) if len(loads) == 1 else answer.text()
        route.fulfill(response=answer, body=body)

    page.route(link, aged)
    page.goto(link)
    page.wait_for_selector(f"body[data-version='{scripts.version()}']")
    page.wait_for_selector("html[data-ready=yes]")
    assert len(loads) == 3  # the old one, the look whether there is a newer, the newer
