"""The pages with their scripts in a real browser: map, playback, keys; no complaint, no foreign request, axe quiet."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from safeconduct.app.wire import listening
from safeconduct.web.built_files import islands
from tests.house.tree import ROOT
from tests.web import served

CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed at /usr/bin/chromium"),
    pytest.mark.skipif(not islands(), reason="the scripts are not built here: make setup-frontend frontend"),
]

MOVES = "#map[data-map=moves] .map-box[data-idle]"


@pytest.fixture
def address(service: served.Service) -> Iterator[str]:
    """The service on a free port of this machine, until the test ends."""
    with listening(0) as bound:
        config = uvicorn.Config(service.app, log_level="error", access_log=False, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        running.start()
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        service.operation.days.dismiss()
        server.should_exit = True
        running.join()


@contextmanager
def visitor(service: served.Service, address: str, role: str, *flags: str, **given: Any) -> Iterator[Any]:
    """A page of somebody who opened the link of a role; flags are the browser's, the rest is the context's."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as play:
        own = ["--no-sandbox", "--disable-dev-shm-usage", *flags]
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=own)
        page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | given).new_page()
        link = next(link for link in service.guard.links if link.role == role)
        page.goto(f"{address}/enter/{link.token}")
        with page.expect_navigation():
            page.click("button.primary")
        yield page
        browser.close()


def test_without_a_script_every_page_is_whole(service: served.Service, address: str) -> None:
    """Drawn map, graphs and Gantt chart are the server's own."""
    with visitor(service, address, "reader", java_script_enabled=False) as page:
        page.goto(f"{address}/situation")
        assert page.locator("#map svg[role=img]").first.is_visible()
        page.goto(f"{address}/plan")
        for name in ("Time and distance", "Vehicles"):
            assert page.locator(f"figure:has(figcaption:text-is('{name}')) svg").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_scripts_nothing_complains_and_nobody_else_is_asked(
    service: served.Service, address: str, scheme: str
) -> None:
    """Every page with an exercise on: console, policy reports, requests, and axe's serious findings are all none."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed here: make frontend")
    service.exercise()
    asked: list[str] = []
    complaints: list[str] = []
    grave: list[tuple[str, str, list[str]]] = []
    with visitor(service, address, "dispatcher", color_scheme=scheme) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.on("console", lambda said: complaints.append(said.text) if "GL Driver Message" not in said.text else None)
        below = ("/board/entrances", f"/claims/{service.operation.case().dossier.claims[0].id}")
        for path in (*served.PAGES, *below):
            page.goto(address + path)
            if path == "/situation":
                page.wait_for_selector(MOVES)
            if path == "/plan":
                page.locator("[data-playback]").first.scroll_into_view_if_needed()
                page.wait_for_selector(".played")
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate("async () => (await axe.run({exclude: ['.water']})).violations")  # a watermark
            grave += [
                (path, one["id"], [node["html"][:120] for node in one["nodes"]])
                for one in found
                if one["impact"] in ("serious", "critical")
            ]
    assert grave == []
    assert complaints == []
    assert all(url.startswith((address, f"blob:{address}")) for url in asked)
    assert any("/built/maplibre-gl-worker" in url for url in asked)


def test_without_webgl_the_drawn_map_stays(service: served.Service, address: str) -> None:
    with visitor(service, address, "reader", "--disable-3d-apis") as page:
        page.goto(f"{address}/situation")
        page.wait_for_selector("#map[data-map=drawn]")
        assert page.locator("#map svg[role=img]").first.is_visible()
        page.click(".road-list button:has-text('Old Bridge')")
        assert page.locator(".road-card dt:text-is('Rests on')").is_visible()


def test_a_road_is_closed_from_the_map_and_its_line_leads_to_what_it_rests_on(
    service: served.Service, address: str
) -> None:
    service.exercise()
    with visitor(service, address, "planner") as page:
        page.goto(f"{address}/situation")
        page.wait_for_selector(MOVES)
        page.click(".road-list button:has-text('Old Bridge')")
        page.select_option(".report-road select", "one-lane")
        page.fill(".report-road input[maxlength]", "checkpoint by radio")
        page.click(".report-road button.danger")
        page.wait_for_selector(".said:has-text('Written to the log: 1 road')")
        page.wait_for_selector(".road-card dt:text-is('Reported')")
        lines = service.operation.days.seen("15 June").lines
        assert [envelope.kind for envelope, _ in lines][-1] == "road reported"
        assert page.inner_text(".road-card .state >> nth=0").endswith("one lane")
        page.locator(".road-card .refs a").first.click()
        page.wait_for_url("**/situation#assumption-*")
        assert page.locator("tr:target").count() == 1


def test_an_area_finds_its_roads(service: served.Service, address: str) -> None:
    """An area around everything touches every road of the situation."""
    service.exercise()
    situation = service.operation.case().dossier.situation
    assert situation is not None
    with visitor(service, address, "planner") as page:
        page.goto(f"{address}/situation")
        page.wait_for_selector(MOVES)
        page.click("button:text-is('Draw an area')")
        box = page.locator(".map-box canvas").bounding_box()
        for right, down in ((0.02, 0.12), (0.98, 0.12), (0.98, 0.9), (0.02, 0.9)):
            page.mouse.click(box["x"] + box["width"] * right, box["y"] + box["height"] * down)
        page.click("button:has-text('Close the area (4 corners)')")
        assert page.inner_text(".map-panel h3 >> nth=0") == f"{len(situation.roads)} roads in the area"


def test_a_claim_is_decided_by_keys(service: served.Service, address: str) -> None:
    before = len(service.operation.case().dossier.decisions)
    with visitor(service, address, "confirmer") as page:
        page.goto(address)
        page.wait_for_selector(".keys")
        page.keyboard.press("n")
        chosen = page.get_attribute("li.current", "id")
        page.keyboard.press("r")
        page.keyboard.type("said of another place")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(f"#{chosen}:has-text('not used')")
        page.keyboard.press("k")
        assert page.locator("mark.lit").count() >= 1
    made = service.operation.case().dossier.decisions[before:]
    assert [(one.verdict, one.why) for one in made] == [("reject", "said of another place")]


def test_a_plan_plays_back_and_its_people_add_up(service: served.Service, address: str) -> None:
    with visitor(service, address, "reader") as page:
        page.goto(f"{address}/plan")
        page.locator("[data-playback]").first.scroll_into_view_if_needed()
        page.wait_for_selector(".played")
        asked = int(page.inner_text(".played .sum dd"))
        seen = []
        for minute in (0, 30, 60, 100000):
            page.locator(".played .exact").first.fill(str(minute))
            counts = [int(one) for one in page.locator(".played .tiles dd").all_inner_texts()[:3]]
            assert sum(counts) == asked
            seen.append(counts[2])
        assert seen == sorted(seen)
        assert seen[-1] > 0
