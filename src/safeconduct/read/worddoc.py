"""The text of a Word document (.docx): paragraphs and table rows in order, as a person sees them printed.

Struck-out changes and hidden text are left out, inserted changes and text boxes are kept.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from safeconduct.read.document import Document, joined, raised, refuse, stated

UNPACKED = 60_000_000
"""Most bytes a document may unpack to: beyond it a small file is built to fill memory."""
_PARTS = 5_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DAMAGED = "Open it in a word processor and save it again as .docx, or save its text as .txt."


def read_worddoc(data: bytes) -> Document:
    """Text, title and day of making of a .docx. Raises ReportUnreadable (without a file name)."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
        if len(parts) > _PARTS or sum(part.file_size for part in parts) > UNPACKED:
            refuse(
                f"the document unpacks to more than {UNPACKED} bytes", "Save its text as .txt, without its pictures."
            )
        document = docx.Document(io.BytesIO(data))
        text = joined(list(_paragraphs(document.element.body)))
        title, made = stated(document.core_properties.title), document.core_properties.created
    except (
        zipfile.BadZipFile,
        OpcError,
        KeyError,
        ValueError,
        EOFError,
        NotImplementedError,
        etree.LxmlError,
    ) as error:
        if hasattr(error, "next_step"):
            raise
        refuse("the file is no Word document, or a damaged one", _DAMAGED)
    return Document(text=text, title=title, made=_day(made))


def _day(made: datetime | None) -> date | None:
    return made.date() if made is not None else None


def _paragraphs(part: Any) -> Iterator[str]:
    """Paragraphs of a body or a cell in order; a row of a table is one paragraph, its cells parted by a tab."""
    for child in part:
        if child.tag == f"{_W}p":
            yield _text(child)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                cells = (" ".join(" ".join(_paragraphs(cell)).split(" ")) for cell in row.iterfind(f"{_W}tc"))
                yield "\t".join(cells).strip("\t")
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            yield from _paragraphs(child)


def _text(paragraph: Any) -> str:
    """The visible characters of a paragraph."""
    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in (f"{_W}del", f"{_W}moveFrom", _FALLBACK) or (element.tag == f"{_W}r" and _vanished(element)):
            walk.skip_subtree()
        elif element.tag == f"{_W}t":
            words = element.text or ""
            pieces.append(raised(words) if _is_raised(element.getparent()) else words)
        elif element.tag in (f"{_W}tab", f"{_W}ptab") and element.getparent().tag == f"{_W}r":
            pieces.append("\t")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif element.tag == f"{_W}noBreakHyphen":
            pieces.append("\u2011")
    return "".join(pieces)


def _is_raised(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vertAlign")
    return mark is not None and mark.get(f"{_W}val") == "superscript"


def _vanished(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off")
