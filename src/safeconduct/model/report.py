"""Reports, spans of their text, and the parties that speak in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A text as published. ``text`` holds the original code points; ``sha256`` is of its UTF-8 bytes."""

    id: str
    title: str
    publisher: str
    published: date
    language: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Half-open range of code points of one report; ``quote`` equals the text there."""

    report: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start}..{self.end}")
        if len(self.quote) != self.end - self.start:
            raise ValueError(f"the quote has {len(self.quote)} characters, the span {self.end - self.start}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a situation under a neutral label.

    ``controls`` lists node ids of the road network the party is reported to hold; ``zone`` is its clock.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    zone: str
    controls: tuple[str, ...] = ()
