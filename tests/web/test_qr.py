"""The code of a link: what it says, and that phones can read it on dark ground."""

from __future__ import annotations

import re

import segno

from safeconduct.web.qr import qr_svg

LINK = "http://127.0.0.1:8411/checkin/" + "x" * 32


def modules(svg: str) -> set[tuple[int, int]]:
    """Dark cells of the drawing, (column, row), from its runs of horizontal strokes."""
    path = re.search(r'stroke="#000"[^>]*\bd="([^"]+)"|\bd="([^"]+)"[^>]*stroke="#000"', svg)
    assert path is not None
    x = y = 0.0
    dark = set()
    strokes = re.findall(r"([Mmh])\s?(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?", path.group(1) or path.group(2))
    for command, first, second in strokes:
        if command == "M":
            x, y = float(first), float(second)
        elif command == "m":
            x, y = x + float(first), y + float(second)
        else:
            dark |= {(int(x) + step, int(y)) for step in range(int(first))}
            x += float(first)
    return dark


def test_the_drawing_is_the_code_with_its_border() -> None:
    matrix = segno.make(LINK, error="m", micro=False).matrix
    expected = {(column + 4, row + 4) for row, cells in enumerate(matrix) for column, cell in enumerate(cells) if cell}
    assert modules(qr_svg(LINK)) == expected


def test_it_is_dark_on_light_whatever_the_page_and_holds_no_style() -> None:
    svg = qr_svg(LINK)
    assert 'fill="#fff"' in svg
    assert 'stroke="#000"' in svg
    assert "style" not in svg
    assert 'class="qr"' in svg
