"""No plan is shown without what simulated days say of it: each place where one is shown, and the line that is there.

Files of data in a bundle (situation.json, plans, certificates, csv, geojson, map.svg) are not listed: they lie beside
an index.html that says it.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest

from safeconduct.model.dossier import Dossier
from safeconduct.publish.brief import brief_pdf
from safeconduct.publish.fleet.papers import PAPERS, papers
from safeconduct.publish.fleet.screen import fleet_screen
from safeconduct.publish.page import page_html
from safeconduct.publish.screen import screen
from tests.publish import sample
from tests.publish.fleet import answered as fleet
from tests.publish.test_stressed import report

LINE = "Everyone who came forward, however few, is out in 4 of 10 simulated days (17 to 69 %)"


def plain(words: str) -> str:
    """Words in single spaces, without marks of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words))


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [plain(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(pdf)]


def stressed() -> Dossier:
    """The sample with a report beside every plan."""
    found = sample.dossier()
    answers = tuple(one if one.plan is None else replace(one, stress=report()) for one in found.answers)
    return replace(found, answers=answers)


STRESSED = stressed()
FLEET = replace(fleet.answered(), stress=report())


def test_the_closing_screens_say_it() -> None:
    for words in (screen(STRESSED, "index.html"), fleet_screen(fleet.dossier(), FLEET, "index.html")):
        assert LINE in plain(words)
        assert "STRESS" in words


def test_the_page_says_it_at_the_direction_and_at_every_timetable() -> None:
    html = page_html(STRESSED)
    cards = re.findall(r'<article class="card" id="direction-.*?</article>', html, re.S)
    assert [LINE in plain(card) for card in cards if "On simulated days" in card] == [True]
    timetables = re.findall(r"<details[^>]*><summary>[^<]*people: .*?</details>", html, re.S)
    assert timetables
    assert all(LINE in plain(one) for one in timetables)


def test_the_page_of_a_fleet_says_it_at_its_answer() -> None:
    html = page_html(fleet.dossier(), fleet=FLEET)
    first = re.search(r"One fleet for all directions.*?</article>", html, re.S)
    assert first is not None
    assert LINE in plain(first[0])


def test_the_brief_says_it_at_the_direction() -> None:
    assert LINE in " ".join(pages(brief_pdf(STRESSED)))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_of_every_paper_of_a_fleet_says_it(paper: str) -> None:
    """A sheet is torn off and handed to a driver or a site: it carries the line by itself."""
    found = pages(papers(fleet.dossier(), FLEET)[paper])
    assert found
    assert all(LINE in page for page in found)
