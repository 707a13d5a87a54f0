"""The page of a fleet in a browser: nothing runs off the side at three widths, and the drawing of that width shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.publish.page import page_html
from tests.publish.fleet.answered import answered, dossier

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed at /usr/bin/chromium"),
]


def test_it_fits_a_desk_a_tablet_and_a_telephone(tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    file = tmp_path / "index.html"
    file.write_text(page_html(dossier(), fleet=answered()), encoding="utf-8")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"])
        for width, shown, hidden in ((1280, "gantt", "gantt-n"), (820, "gantt", "gantt-n"), (390, "gantt-n", "gantt")):
            page = browser.new_page(viewport={"width": width, "height": 800})
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width, width
            assert page.locator(f'svg[aria-labelledby^="{shown}-t"]').is_visible(), width
            assert not page.locator(f'svg[aria-labelledby^="{hidden}-t"]').is_visible(), width
            page.close()
        browser.close()
