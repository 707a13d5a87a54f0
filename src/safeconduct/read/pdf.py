"""The text of a PDF as paragraphs, through PDFium. A page is lines at heights; paragraphs are found from their gaps.

A scan has no text and is refused: guessing letters is no reading.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from safeconduct.read.document import Document, day_of, joined, raised, refuse, spaced, stated

PAGES = 400
"""Most pages read."""

_LIFT, _SMALL = 0.15, 0.9  # of the type of its line: how far a footnote's mark stands above it, and how large it may be
_DIVISION = "\x02"  # how PDFium marks a hyphen at the end of a line, which it puts together itself
_DIVIDED = re.compile(r"(\w*)\x02(\w*)")
_ENDS = re.compile(r"[.!?…:;][\"')\]”’»]*$")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.I)
_Spot = tuple[float, float, float]  # x, y and size of type of one letter, points
_DAMAGED = "Open it in a PDF reader, print it to a new PDF or save its text as .txt, and give that."


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words, left and right edge, baseline (upwards) and size of type in points, page from 0."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int


def read_pdf(data: bytes) -> Document:
    """Text, title and day of making of a PDF. Raises ReportUnreadable (without a file name)."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            refuse("the PDF is encrypted", "Open it with its password and save a copy without one.")
        refuse("the PDF is damaged", _DAMAGED)
    try:
        if len(document) > PAGES:
            refuse(f"the PDF has {len(document)} pages, at most {PAGES} are read", "Split it into its reports.")
        meta = document.get_metadata_dict()
        lines = [line for number in range(len(document)) for line in _lines(document, number)]
    except pypdfium2.PdfiumError:
        refuse("the PDF is damaged", _DAMAGED)
    finally:
        document.close()
    if not any(any(c.isalnum() for c in line.text) for line in lines):
        refuse(
            "the PDF holds no text, only pictures", "Give its text: type it off, or run text recognition on it first."
        )
    return Document(
        text=joined(_paragraphs(_without_frame(lines))),
        title=stated(meta.get("Title")),
        made=day_of(str(meta.get("CreationDate", "")).removeprefix("D:")),
    )


def _lines(document: Any, number: int) -> Iterator[Line]:
    """The lines of one page, in reading order as the file has it."""
    page = document[number]
    try:
        text_page = page.get_textpage()
        letters: list[str] = []
        spots: list[_Spot] = []
        for index in range(max(0, text_page.count_chars())):
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            code = 2 if code == 0xFFFE else code
            letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
            if letter == "\n":
                yield from _line(letters, spots, number)
                letters, spots = [], []
            elif letter != "\r":
                if not letter.isspace() and letter != _DIVISION:
                    spots.append(_spot(text_page, index))
                    if letter.isdecimal() and (_is_raised(spots) or _drawn_high(text_page, index, spots)):
                        letter = raised(letter)
                letters.append(letter)
        yield from _line(letters, spots, number)
        text_page.close()
    finally:
        page.close()


def _spot(text_page: Any, index: int) -> _Spot:
    x, y = c_double(), c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, index, byref(x), byref(y))
    return x.value, y.value, pdfium.FPDFText_GetFontSize(text_page, index)


def _is_raised(spots: Sequence[_Spot]) -> bool:
    """Whether the last letter of a line stands above the baseline its first one stands on, in smaller type."""
    (_, base, size), (_, at, small) = spots[0], spots[-1]
    return at > base + _LIFT * size and small < _SMALL * size


def _drawn_high(text_page: Any, index: int, spots: Sequence[_Spot]) -> bool:
    """Whether the last letter of a line, a digit on its baseline, is drawn above it: a font's own raised figure."""
    (_, base, _), (_, at, size) = spots[0], spots[-1]
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pdfium.FPDFText_GetCharBox(text_page, index, byref(left), byref(right), byref(bottom), byref(top))
    return abs(at - base) < _LIFT * size < bottom.value - at


def _line(letters: list[str], spots: Sequence[_Spot], page: int) -> Iterator[Line]:
    if spots:
        text = spaced("".join(letters)).strip(" ")
        yield Line(text, spots[0][0], spots[-1][0], spots[0][1], spots[0][2], page)


def _without_frame(lines: Sequence[Line]) -> list[Line]:
    """Lines without page numbers and without headings or feet that come again on most pages."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    if len(pages) < 2:
        return list(lines)
    edges = Counter(key for on_page in pages.values() for key in {_key(line) for line in _edge(on_page)})
    again = {key for key, count in edges.items() if count >= max(2, len(pages) * 0.6)}
    kept = []
    for on_page in pages.values():
        edge = {id(line) for line in _edge(on_page)}
        kept += [line for line in on_page if id(line) not in edge or not _frame(line, again)]
    return kept


def _edge(on_page: Sequence[Line]) -> list[Line]:
    order = sorted(on_page, key=lambda line: -line.base)
    return [*order[:2], *order[-2:]]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _frame(line: Line, again: set[str]) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None or _key(line) in again


def _paragraphs(lines: Sequence[Line]) -> list[str]:
    """Lines put together; a wider gap, other type, a short closing line or an indent starts a new paragraph."""
    gaps = [a.base - b.base for a, b in pairwise(lines) if a.page == b.page and a.base > b.base]
    usual = statistics.median_low(gaps) if gaps else 0.0
    right = max((line.right for line in lines), default=0.0)
    found: list[str] = []
    last: Line | None = None
    for line in lines:
        if last is None or _starts(last, line, usual, right):
            found.append(line.text)
        else:
            found[-1] = _continued(found[-1], line.text)
        last = line
    return _undivided(found)


def _starts(last: Line, line: Line, usual: float, right: float) -> bool:
    """Whether ``line`` starts a paragraph after ``last``."""
    ended = _ENDS.search(last.text) is not None
    if last.page != line.page or line.base > last.base:  # a new page or column
        return ended or line.text[:1].isupper()
    gap = last.base - line.base
    if abs(last.size - line.size) > 0.08 * last.size:  # a heading
        return True
    short = last.right < right - 0.2 * (right - last.left)
    indented = line.left > last.left + 8
    return gap > 1.3 * usual or (ended and (short or indented))


def _continued(text: str, more: str) -> str:
    """Two lines as one; a hyphen between them is kept as a division, to be settled by all the words."""
    if text.endswith("\u00ad"):
        return text[:-1] + more
    if text.endswith(("-", _DIVISION)):
        return text[:-1] + (_DIVISION if more[:1].islower() else "-") + more
    return f"{text} {more}"


def _undivided(paragraphs: Sequence[str]) -> list[str]:
    """Words divided at the end of a line put together; a compound keeps its hyphen: its first half is a word too."""
    words = set(re.findall(r"\w+", _DIVIDED.sub(" ", " ".join(paragraphs))))

    def whole(found: re.Match[str]) -> str:
        first, second = found[1], found[2]
        together = first + second in words or first not in words
        return first + second if together and second[:1].islower() else f"{first}-{second}"

    return [_DIVIDED.sub(whole, text).replace(_DIVISION, "-") for text in paragraphs]
