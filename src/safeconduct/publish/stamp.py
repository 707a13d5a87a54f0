"""The stamp of a day on a document: EXERCISE where nobody is really moved, and the head of the log it was taken at.

A stamp goes over a finished document of any kind. Canonical documents (JSON) and the checker bear it in their file name
only: what they hold is named by its hash.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePath

from safeconduct.model.errors import ToolMissing
from safeconduct.publish import svg, tokens
from safeconduct.publish.tables import written

EXERCISE = "EXERCISE"
#: Before the name of a file whose times are not the orders of the day that is open.
NOT_IN_FORCE = "NOT-IN-FORCE"
#: What is said beside the word on every document.
NOBODY = "nobody is really moved by this document"

_EPOCH = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """``exercise`` is the name of the exercise that is on, empty for none; ``head`` the hash of the last of ``lines``
    lines of the log, empty when nothing was written. ``orders`` says of a document with times, while a day is open,
    whether they are the orders in force; ``stale`` that they are not."""

    exercise: str = ""
    orders: str = ""
    stale: bool = False
    head: str = ""
    lines: int = 0

    @property
    def words(self) -> str:
        """The whole stamp in one line."""
        head = f"log head {self.head}, line {self.lines}" if self.head else ""
        mark = f"{EXERCISE} {self.exercise}: {NOBODY}" if self.exercise else ""
        return " · ".join(part for part in (mark, self.orders, head) if part)


def stamped_name(name: str, stamp: Stamp) -> str:
    """The file name under which a document is handed out."""
    kept = f"{NOT_IN_FORCE}-{name}" if stamp.stale else name
    return f"{EXERCISE}-{kept}" if stamp.exercise else kept


def stamped(name: str, data: bytes, stamp: Stamp) -> bytes:
    """A document with the stamp on it; as it was when the stamp is empty, or its kind bears none inside."""
    if not stamp.words:
        return data
    match PurePath(name).suffix:
        case ".html":
            return _html(data.decode(), stamp).encode()
        case ".svg":
            return _svg(data.decode(), stamp).encode()
        case ".csv":
            return _csv(data.decode(), stamp).encode()
        case ".geojson":
            return _geojson(data.decode(), stamp).encode()
        case ".pdf":
            return _pdf(data, stamp)
        case _:
            return data


def _html(page: str, stamp: Stamp) -> str:
    """A line above everything, and the watermark behind the text."""
    water = f'<div class="water" aria-hidden="true">{EXERCISE}</div>' if stamp.exercise else ""
    line = f'<p class="banner draftline stamp"><b>{escape(stamp.words)}</b></p>'
    titled = page.replace("<title>", f"<title>{EXERCISE} – ", 1) if stamp.exercise else page
    return re.sub(r"(<body[^>]*>)", lambda found: found.group(1) + water + line, titled, count=1)


def _svg(drawing: str, stamp: Stamp) -> str:
    """The word across the drawing, and the line at its foot."""
    box = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', drawing)
    if box is None:
        return drawing
    width, height = float(box.group(1)), float(box.group(2))
    colour, fonts = tokens.PALETTE["no"].light, escape(tokens.DRAWING_FONTS, quote=True)
    across = (
        f'<text x="{svg.num(width / 2)}" y="{svg.num(height / 2)}" text-anchor="middle" font-weight="800" '
        f'font-size="{svg.num(width / 9)}" font-family="{fonts}" fill="{colour}" fill-opacity="0.12" '
        f'transform="rotate(-24 {svg.num(width / 2)} {svg.num(height / 2)})">{EXERCISE}</text>'
        if stamp.exercise
        else ""
    )
    foot = (
        f'<text x="4" y="{svg.num(height - 3)}" font-size="7" font-family="{fonts}" fill="{colour}">'
        f"{escape(stamp.words)}</text>"
    )
    return drawing.replace("</svg>", f"{across}{foot}</svg>")


def _csv(table: str, stamp: Stamp) -> str:
    """One column more, the first: a row that is copied out takes its stamp with it."""
    head, *rows = csv.reader(io.StringIO(table, newline=""))
    return written(["stamp", *head], [[stamp.words, *row] for row in rows] or [[stamp.words]])


def _geojson(features: str, stamp: Stamp) -> str:
    """A member of the collection and of every feature."""
    found = json.loads(features)
    found["stamp"] = stamp.words
    for feature in found.get("features", ()):
        feature["properties"] = {"stamp": stamp.words} | (feature.get("properties") or {})
    return json.dumps(found, ensure_ascii=False)


def _pdf(paper: bytes, stamp: Stamp) -> bytes:
    """Every page as it was, under the word and above the line; ToolMissing without typst."""
    try:
        import pypdfium2
        import typst
    except ImportError as error:
        raise ToolMissing("the PDF needs typst and pypdfium2", next_step="pip install typst pypdfium2") from error
    document = pypdfium2.PdfDocument(paper)
    pages = [document.get_page_size(number) for number in range(len(document))]
    document.close()
    with tempfile.TemporaryDirectory(prefix="safeconduct-stamp-") as folder:
        root = Path(folder)
        (root / "paper.pdf").write_bytes(paper)
        data = {
            "pages": [{"width": width, "height": height} for width, height in pages],
            "mark": EXERCISE if stamp.exercise else "",
            "words": stamp.words,
            "colour": tokens.PALETTE["no"].light,
            "fonts": list(tokens.PDF_FONTS),
        }
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (root / "stamp.typ").write_text(_OVER, encoding="utf-8")
        found: bytes = typst.compile(str(root / "stamp.typ"), root=str(root), format="pdf", timestamp=_EPOCH)
        return found


#: All words come from data.json; nothing read there is ever taken as markup.
_OVER = """
#let data = json("data.json")
#set text(font: data.fonts, fill: rgb(data.colour))
#set document(title: data.words, author: "safeconduct")
#for (number, one) in data.pages.enumerate(start: 1) {
  page(width: one.width * 1pt, height: one.height * 1pt, margin: 0pt, foreground: {
    if data.mark != "" {
      place(center + horizon, rotate(-35deg, text(size: 72pt, weight: "bold",
        fill: rgb(data.colour).transparentize(86%), data.mark)))
    }
    place(top + center, dy: 4mm, text(size: 6.5pt, weight: "bold", data.words))
  }, image("paper.pdf", page: number, width: 100%))
}
"""
