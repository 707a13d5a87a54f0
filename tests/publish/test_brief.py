"""The brief prints the line on similar operations as words, and nothing where there is none."""

from __future__ import annotations

import re

import pypdfium2

from safeconduct.publish.brief import brief_pdf
from tests.publish import sample

LINE = 'Operations of the past most like this one (siege), as told: #read("x") *Alpha* (2001): 45 out. No forecast.'


def words(pdf: bytes) -> str:
    """The text of a PDF in single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s+", " ", text)


def test_the_line_is_printed_as_it_is() -> None:
    assert LINE in words(brief_pdf(sample.dossier(), past=LINE))


def test_no_line_no_words() -> None:
    assert "Operations of the past" not in words(brief_pdf(sample.dossier()))
