"""The page in a real browser: no foreign request, no script, no sideways scrolling on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.publish.page import page_html
from tests.publish import sample

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed at /usr/bin/chromium"),
]


@pytest.mark.parametrize("width", [360, 900, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_stands_alone(tmp_path: Path, width: int, scheme: str) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    page_file = tmp_path / "index.html"
    page_file.write_text(page_html(sample.dossier()), encoding="utf-8")
    asked: list[str] = []
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"])
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(page_file.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        scripts = page.evaluate("document.scripts.length")
        heads = page.locator("h1").count()
        browser.close()
    assert asked == [page_file.as_uri()]
    assert complaints == []
    assert scripts == 0
    assert heads == 1
    assert wide <= width
