"""Bytes to a Report, or a refusal that says what to do next."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import NoReturn

from safeconduct.model.errors import ReportUnreadable
from safeconduct.model.report import Report

MAX_BYTES = 2_000_000
"""Largest plain-text report accepted, in bytes."""
MAX_LINE = 100_000
"""Longest line accepted, in code points: beyond it a file is data, not prose."""
MAX_TEXT = 100_000
"""Longest text accepted, in code points, some forty printed pages: what is read in about two seconds."""

_MARKUP = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|script|style|iframe|div|p|span)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def load_report(
    data: bytes, *, id: str, title: str, publisher: str, published: date, language: str = "en", file: str | None = None
) -> Report:
    """A report from the bytes of a plain-text file. Raises ReportUnreadable when they are not one."""
    return make_report(
        plain_text(data, file or id), id=id, title=title, publisher=publisher, published=published, language=language
    )


def make_report(text: str, *, id: str, title: str, publisher: str, published: date, language: str = "en") -> Report:
    """A report of a text that was opened before; its sha256 is of the text's UTF-8 bytes."""
    return Report(
        id=id,
        title=title,
        publisher=publisher,
        published=published,
        language=language,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )


def plain_text(data: bytes, file: str, *, markup: bool = False) -> str:
    """The code points of a plain-text file, unchanged; ``markup`` lets tags stand, as the words they are.

    Raises ReportUnreadable naming ``file`` for what is empty, binary, too long, or a web page under another name.
    """
    if len(data) > MAX_BYTES:
        _refuse(file, f"the report has {len(data)} bytes, at most {MAX_BYTES} are read", "Split it into its articles.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse(file, f"not UTF-8 at byte {error.start}", "Save the report as plain text in UTF-8.")
    if not text.strip("\ufeff \t\r\n\u00a0"):
        _refuse(file, "the report is empty", "Give a file that holds the text of the report.")
    if _CONTROL.search(text):
        _refuse(file, "the report holds binary data", "Save the text of the report as plain text in UTF-8.")
    if not markup and _MARKUP.search(text):
        _refuse(file, "the report is a web page", "Name it .html: its visible text is read, markup never.")
    longest = max(len(line) for line in text.splitlines())
    if longest > MAX_LINE:
        _refuse(file, f"one line has {longest} characters, at most {MAX_LINE} are read", "Give prose with line ends.")
    if len(text) > MAX_TEXT:
        _refuse(file, f"the report has {len(text)} characters, at most {MAX_TEXT} are read", "Split it into its parts.")
    return text


def _refuse(file: str, message: str, next_step: str) -> NoReturn:
    raise ReportUnreadable(message, next_step=next_step, file=file)
