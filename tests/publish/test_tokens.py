"""The palette: text contrast on both grounds, lightness apart for greyscale; every state has mark, word and colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from safeconduct.publish import tokens
from safeconduct.web.scripts import look
from safeconduct.web.shell import style
from tests.house.tree import ROOT

TEXT = ("ink", "soft", "link", "yes", "partly", "no", "unknown", "party", "waterword")


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("name", TEXT)
def test_text_contrast(ground: str, name: str) -> None:
    colour = getattr(tokens.PALETTE[name], ground)
    for behind in ("paper", "panel"):
        assert tokens.contrast(colour, getattr(tokens.PALETTE[behind], ground)) >= 4.5


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_marks_and_warnings_are_readable(ground: str) -> None:
    ink = getattr(tokens.PALETTE["ink"], ground)
    for behind in ("mark", "mark2", "warn"):
        assert tokens.contrast(ink, getattr(tokens.PALETTE[behind], ground)) >= 4.5


def test_states_are_told_by_more_than_colour() -> None:
    for mark in tokens.STATES.values():
        assert mark.shape
        assert mark.word
        assert mark.colour in tokens.PALETTE


SHEETS = (
    ROOT / "src/safeconduct/publish/templates/page.css",
    ROOT / "src/safeconduct/web/templates/service.css",
    ROOT / "src/safeconduct/web/static/checkin.css",
    ROOT / "frontend/src/islands.css",
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_sheet_has_a_size_or_a_colour_of_its_own(sheet: Path) -> None:
    """Type sizes are names of the scale, colours names of the palette, spaces steps of the grid (or hairs of 2)."""
    rules = sheet.read_text(encoding="utf-8")
    assert not re.findall(r"font(?:-size)?:[^;}]*\d+px", rules)
    assert set(re.findall(r"var\(--t-([a-z0-9]+)\)", rules)) <= set(tokens.TYPE_PX)
    assert set(re.findall(r"var\(--([a-z0-9]+)\)", rules)) <= {*tokens.PALETTE, "sans"}
    assert not [one for one in re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;}) ])", rules) if one not in ("#fff", "#000")]
    spaces = re.findall(r"(?:padding|margin|gap)[a-z-]*:([^;}]+)", rules)
    steps = [int(n) for found in spaces for n in re.findall(r"(?<![\w.])(\d+)px", found)]
    assert [n for n in steps if n > 2 and n % tokens.GRID] == []


def test_the_scale_reaches_pages_and_paper() -> None:
    for name, size in tokens.TYPE_PX.items():
        assert f"--t-{name}:{size}px;" in style()
        assert f"--t-{name}:{size}px;" in look("checkin.css")


def test_parties_share_one_colour_and_have_marks_of_their_own() -> None:
    marks = [tokens.party_mark(n) for n in range(9)]
    assert len(set(marks)) == 9
