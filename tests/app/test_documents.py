"""From a file to the report that is stored: what it states, what is given, and no private name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from safeconduct.app.documents import report_from_file
from safeconduct.model.errors import InputError
from tests.read.test_language import SAID

PAGE = """<html><head><meta property="og:title" content="Nurse Olena Kovalenko on the bridge">
<meta property="og:site_name" content="The Paper"><meta name="date" content="2022-06-15"></head>
<body><p>“It is cold,” said Olena Kovalenko, 43, a nurse. The mayor, Piotr Zalewski, said so too.</p></body></html>"""


def test_a_page_brings_its_own_title_publisher_and_date(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    found = report_from_file(path)
    assert (found.id, found.publisher, found.published) == ("page", "The Paper", date(2022, 6, 15))
    assert found.title == "Nurse Xxxxx Xxxxxxxxx on the bridge"
    assert found.text.startswith("“It is cold,” said Xxxxx Xxxxxxxxx, 43, a nurse. The mayor, Piotr Zalewski,")
    given = report_from_file(path, title="T", publisher="P", published=date(2022, 6, 1), id="x")
    assert (given.id, given.title, given.publisher, given.published) == ("x", "T", "P", date(2022, 6, 1))


def test_without_a_date_the_next_step_says_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("The bridge is down.", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        report_from_file(path)
    assert (caught.value.field, caught.value.file) == ("--published", str(path))


def test_known_places_stay(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("Resident Kelmar Sound said so.", encoding="utf-8")
    day = date(2022, 6, 15)
    assert "Kelmar" not in report_from_file(path, published=day).text
    assert "Kelmar" in report_from_file(path, published=day, known=["Kelmar Sound"]).text


def test_the_language_is_what_the_text_is_in_unless_given(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(SAID["uk"], encoding="utf-8")
    assert report_from_file(path, published=date(2022, 6, 15)).language == "uk"
    assert report_from_file(path, published=date(2022, 6, 15), language="en").language == "en"
