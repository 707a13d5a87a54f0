"""What a document gives: its text in paragraphs, and what it states of itself. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from safeconduct.model.errors import ReportUnreadable

_DAY = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")  # a no-break space is the author's: it stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of a file, and its title, publisher and date of publication where the file states them.

    ``made`` is the day the file says it was made on, which is no date of publication.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    made: date | None = None


def refuse(message: str, next_step: str) -> NoReturn:
    """Raise ReportUnreadable; whoever opened the file adds its name."""
    raise ReportUnreadable(message, next_step=next_step)


def joined(paragraphs: list[str]) -> str:
    """Paragraphs parted by blank lines, empty ones left out."""
    kept = [paragraph.strip(" \t\r\n\f\v") for paragraph in paragraphs]
    return "\n\n".join(paragraph for paragraph in kept if paragraph)


def spaced(text: str) -> str:
    """The text with every run of plain white space as one space; no-break spaces stay as they are."""
    return _SPACES.sub(" ", text)


def raised(text: str) -> str:
    """A raised number as raised digits: the mark of a footnote never becomes part of the number before it."""
    return text.translate(_RAISED) if text.strip(" [](),*").isdecimal() else text


def stated(text: object) -> str | None:
    """A title or a name as one line, None when there is nothing in it."""
    line = spaced(text).strip() if isinstance(text, str) else ""
    return line or None


def day_of(text: object) -> date | None:
    """The calendar day of a date or instant that begins YYYY-MM-DD or YYYYMMDD, as its author wrote it."""
    found = _DAY.match(text) if isinstance(text, str) else None
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
