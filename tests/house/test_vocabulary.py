"""Neutral words: a party's own vocabulary stands in quotations of reports and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, relative, text_of, tracked

PARTISAN = re.compile(
    r"\b(?:liberat(?:e|ed|es|ing|ion(?! Sans))|occup(?:ied|ier|iers|ation)|militants?|terroris(?:t|ts|m)|hostages?"
    r"|human shields?|regimes?|rebels?|separatis(?:t|ts|m))\b",
    re.IGNORECASE,
)

#: Files that must hold such words to do their work, each with the reason.
ALLOWED = {
    "docs/redlines.md": "states the rule, so it names the words",
    "src/safeconduct/read/persons.py": "words by which reports name fighters, so that they are withheld",
}

FOLDERS = ("src/", "docs/")
SINGLE = ("README.md",)


def watched() -> list[Path]:
    """Everything a reader of the program's own words could meet."""
    return [path for path in tracked() if relative(path).startswith(FOLDERS) or relative(path) in SINGLE]


@pytest.mark.parametrize("path", watched(), ids=relative)
def test_no_partisan_word(path: Path) -> None:
    """No partisan word in code, templates or documents outside the list."""
    text = text_of(path)
    if text is None or relative(path) in ALLOWED:
        return
    found = PARTISAN.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else 0
    assert not found, f"{relative(path)}:{line}: {found.group() if found else ''!r} takes a side"


def test_the_list_is_current() -> None:
    """Every allowed file exists and does hold such a word."""
    for name in ALLOWED:
        assert PARTISAN.search((ROOT / name).read_text(encoding="utf-8")), f"{name} needs no exception any more"
