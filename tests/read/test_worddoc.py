"""Word documents: paragraphs and tables in order, changes as accepted, hidden text left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from safeconduct.model.errors import ReportUnreadable
from safeconduct.read import worddoc
from safeconduct.read.worddoc import read_worddoc

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(build: Callable[[Any], None]) -> bytes:
    """A document made by ``build``."""
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_tables_and_properties() -> None:
    def build(document: Any) -> None:
        document.core_properties.title = "A notice"
        document.core_properties.created = datetime(2022, 6, 14, 8, tzinfo=UTC)
        document.add_heading("Notice")
        document.add_paragraph("The Azot\u00a0plant is open.")
        table = document.add_table(2, 2)
        for at, words in enumerate(("Road", "open", "Rail", "closed")):
            table.cell(at // 2, at % 2).text = words
        document.add_paragraph("The end.")

    found = read_worddoc(saved(build))
    assert found.text == "Notice\n\nThe Azot\u00a0plant is open.\n\nRoad\topen\n\nRail\tclosed\n\nThe end."
    assert (found.title, found.made, found.published) == ("A notice", date(2022, 6, 14), None)


def test_inserted_words_are_text_and_deleted_and_hidden_ones_are_not() -> None:
    body = (
        "<w:r><w:t>The bridge is </w:t></w:r><w:ins><w:r><w:t>not </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>now </w:delText></w:r></w:del><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t></w:r><w:r><w:t>open</w:t><w:br/><w:t>today</w:t></w:r>"
    )

    def build(document: Any) -> None:
        document.element.body.insert(0, parse_xml(f"<w:p {W}>{body}</w:p>"))

    assert read_worddoc(saved(build)).text == "The bridge is not open\ntoday"


def test_the_mark_of_a_footnote_joins_no_number() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("1,200")
        paragraph.add_run("3").font.superscript = True
        paragraph.add_run(" people on the 1")
        paragraph.add_run("st").font.superscript = True
        paragraph.add_run(", CO")
        paragraph.add_run("2").font.subscript = True

    assert read_worddoc(saved(build)).text == "1,200³ people on the 1st, CO2"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no", b"\xd0\xcf\x11\xe0 old", b"plain"])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(ReportUnreadable, match="no Word document"):
        read_worddoc(data)


def test_a_document_that_unpacks_to_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 100_000)
    monkeypatch.setattr(worddoc, "UNPACKED", 99_999)
    with pytest.raises(ReportUnreadable, match="unpacks to more"):
        read_worddoc(out.getvalue())


def test_entities_are_not_expanded() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("ORIGINAL")

    data, out = saved(build), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                declared = b'<!DOCTYPE x [<!ENTITY e "EXPANDED">]>'
                head, tail = part.split(b"?>", 1)
                part = head + b"?>" + declared + tail.replace(b"ORIGINAL", b"a &e; b")
            target.writestr(name, part)
    assert "EXPANDED" not in read_worddoc(out.getvalue()).text
