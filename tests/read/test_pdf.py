"""PDF: words in order, paragraphs from the page, headings and feet of pages left out."""

from __future__ import annotations

import pytest
import typst

from safeconduct.model.errors import ReportUnreadable
from safeconduct.read.pdf import read_pdf

#: A document that asks for a password: the dictionary says encrypted, and no empty password opens it.
ENCRYPTED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n"
)


def printed(source: str) -> bytes:
    """A PDF of a Typst source."""
    return typst.compile(source.encode())


LONG = "The governor said that forty buses were waiting at the crossing and that nobody had come. " * 3


def test_paragraphs_come_back_as_they_were_set() -> None:
    made = printed(
        f'#set document(title: "A corridor")\n= Notice\n\n{LONG}\n\nThe bridge at Kelmar is closed.\n\n{LONG}'
    )
    found = read_pdf(made)
    assert found.title == "A corridor"
    assert found.text.split("\n\n") == ["Notice", LONG.strip(), "The bridge at Kelmar is closed.", LONG.strip()]


def test_a_gap_parts_paragraphs_that_close_no_sentence() -> None:
    made = printed(f"#set par(spacing: 3em)\n{LONG}\n\nroad open\n\nrail closed")
    assert read_pdf(made).text.split("\n\n") == [LONG.strip(), "road open", "rail closed"]
    lines = printed(f"{LONG}\n\n#par(leading: 0.65em)[road open #linebreak() rail closed]")
    assert read_pdf(lines).text.split("\n\n")[1:] == ["road open rail closed"]


def test_page_numbers_and_running_feet_are_no_text() -> None:
    made = printed(
        '#set page(footer: [Ministry of Roads #h(1fr) #context counter(page).display("1 of 1", both: true)])\n'
        + "\n\n".join(f"Paragraph {n}. {chr(97 + n % 26) * 4} is what it says. {LONG}" for n in range(30))
    )
    found = read_pdf(made)
    assert "Ministry of Roads" not in found.text
    assert [text.split(".")[0] for text in found.text.split("\n\n")] == [f"Paragraph {n}" for n in range(30)]


def test_a_divided_word_is_put_together_and_a_compound_keeps_its_hyphen() -> None:
    narrow = '#set page(width: 8cm, height: auto)\n#set text(hyphenate: true, lang: "en")\n#set par(justify: true)\n'
    text = "The international administration considered the responsibilities of every transportation commission."
    assert read_pdf(printed(narrow + text + " " + text)).text == f"{text} {text}"
    compound = "#set page(width: 5.2cm, height: auto)\nControl, Ukrainian control, is Ukrainian-controlled land now."
    assert "Ukrainian-controlled" in read_pdf(printed(compound)).text


@pytest.mark.parametrize("mark", ["#super[3]", "#super(typographic: false)[3]"])
def test_the_mark_of_a_footnote_joins_no_number(mark: str) -> None:
    """Raised by the font itself, or set smaller and higher: "1,200" with a 3 behind it is no 1,2003."""
    page = f"In the town 1,200{mark} people wait for 12 buses at 10:30, #text(size: 7pt)[45] of them children."
    assert read_pdf(printed(page)).text == "In the town 1,200³ people wait for 12 buses at 10:30, 45 of them children."


def test_figures_that_hang_below_the_line_and_low_ones_are_plain() -> None:
    page = '#set text(number-type: "old-style")\nIn 1934 the 678 rooms had H#sub(typographic: false)[2]O.'
    assert read_pdf(printed(page)).text == "In 1934 the 678 rooms had H2O."


def test_an_encrypted_document_says_so() -> None:
    with pytest.raises(ReportUnreadable, match="encrypted") as refused:
        read_pdf(ENCRYPTED)
    assert "password" in refused.value.next_step


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7" + bytes(range(256)) * 40])
def test_a_damaged_document_is_refused(data: bytes) -> None:
    with pytest.raises(ReportUnreadable, match="damaged"):
        read_pdf(data)


def test_a_cut_document_is_read_or_refused_never_a_crash() -> None:
    whole = printed(LONG)
    for cut in range(0, len(whole), max(1, len(whole) // 40)):
        try:
            read_pdf(whole[:cut])
        except ReportUnreadable:
            continue


def test_a_picture_of_text_is_no_text() -> None:
    with pytest.raises(ReportUnreadable, match="only pictures"):
        read_pdf(printed("#rect(width: 3cm, height: 3cm)"))
