"""Spans equal the text they point at."""

from __future__ import annotations

import pytest

from safeconduct.model.report import Span


def test_a_span_counts_code_points() -> None:
    """A character outside the first plane and a no-break space are one each."""
    assert Span(report="r", start=3, end=6, quote="\U0001f68c\u00a0x").end == 6


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 3)])
def test_a_span_has_room(start: int, end: int) -> None:
    """Half-open, from 0, at least one character."""
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span(report="r", start=start, end=end, quote="abc")


def test_a_quote_fills_its_span() -> None:
    """A quote of another length is not the text there."""
    with pytest.raises(ValueError, match="the quote has 2 characters, the span 3"):
        Span(report="r", start=0, end=3, quote="ab")
