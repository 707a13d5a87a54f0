"""The stamp: on every kind of document that can bear one, its words are found again, and the document is still one."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pypdfium2
import pytest

from safeconduct.publish.brief import brief_pdf
from safeconduct.publish.bundle import contents
from safeconduct.publish.stamp import Stamp, stamped, stamped_name
from tests.publish import sample

HEAD = "ab" * 32
STAMP = Stamp(exercise="Training <1>", head=HEAD, lines=7)


def pdf_words(paper: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(paper)
    found = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return found


@pytest.mark.parametrize("name", ["index.html", "map.svg", "claims.csv", "timetable.csv", "brief.pdf"])
def test_every_document_that_is_read_says_exercise_and_the_head(name: str) -> None:
    made = contents(sample.dossier())[name]()
    found = stamped(name, made, STAMP)
    text = " ".join(pdf_words(found)) if name.endswith(".pdf") else found.decode()
    assert "EXERCISE" not in (" ".join(pdf_words(made)) if name.endswith(".pdf") else made.decode())
    assert "EXERCISE" in text
    assert HEAD in text.replace("\r\n", "").replace("\n", "")
    assert "nobody is really moved" in text


def test_every_page_of_paper_bears_it_and_keeps_its_words() -> None:
    paper = brief_pdf(sample.dossier())
    before, after = pdf_words(paper), pdf_words(stamped("brief.pdf", paper, STAMP))
    assert len(after) == len(before) > 1
    for was, now in zip(before, after, strict=True):
        assert "EXERCISE" in now
        assert set(was.split()) <= set(now.split())


def test_a_stamped_drawing_is_still_a_drawing_and_a_name_is_no_markup() -> None:
    drawn = ElementTree.fromstring(stamped("map.svg", contents(sample.dossier())["map.svg"](), STAMP))
    words = ["".join(one.itertext()) for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "EXERCISE" in words
    assert any("Training <1>" in one for one in words)
    assert "Training &lt;1&gt;" in stamped("index.html", b"<title>x</title><body class=a><p>", STAMP).decode()


def test_a_row_that_is_copied_out_takes_the_stamp_with_it() -> None:
    table = contents(sample.dossier())["timetable.csv"]()
    before = list(csv.reader(io.StringIO(table.decode(), newline="")))
    after = list(csv.reader(io.StringIO(stamped("timetable.csv", table, STAMP).decode(), newline="")))
    assert [row[1:] for row in after] == before
    assert all("EXERCISE" in row[0] for row in after[1:])


def test_features_bear_it_each() -> None:
    given = json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}}]})
    found = json.loads(stamped("plan.geojson", given.encode(), STAMP))
    assert "EXERCISE" in found["stamp"]
    assert found["features"][0]["properties"] == {"stamp": STAMP.words, "a": 1}


def test_canonical_documents_keep_their_bytes_and_say_it_in_their_name() -> None:
    made = contents(sample.dossier())["situation.json"]()
    assert stamped("situation.json", made, STAMP) == made
    assert stamped_name("situation.json", STAMP) == "EXERCISE-situation.json"


def test_without_a_day_nothing_is_stamped() -> None:
    for name, make in contents(sample.dossier()).items():
        data = make()
        assert stamped(name, data, Stamp()) == data
        assert stamped_name(name, Stamp()) == name
