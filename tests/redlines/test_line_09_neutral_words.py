"""Red line 9: neutral words.

Fails when: a sentence the program writes (in any source file that writes sentences, in a template, in the words of a
check) takes a side; a word that takes a side stands on the page of the worked case outside a report's own text.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.house.tree import SRC, relative
from tests.redlines.worked import dossier, room

PARTISAN = re.compile(
    r"\b(?:liberat(?!ion Sans)\w+|occup(?:ied|iers?|ation)|militants?|terroris\w+|hostages?|shields?|regimes?"
    r"|rebels?|separatis\w+|invad\w+|aggress\w+|puppet|bandits?|nazis?|cleans\w+)\b",
    re.IGNORECASE,
)

#: Rooms whose files hold the words of reports, to recognise them; they write no sentence.
RECOGNISES = ("read",)


def written() -> list[Path]:
    """Source and template files that could put a word on a page."""
    files = [p for p in SRC.rglob("*") if p.suffix in (".py", ".j2", ".typ", ".html", ".css") and p.is_file()]
    return sorted(p for p in files if p.relative_to(SRC).parts[0] not in RECOGNISES)


@pytest.mark.parametrize("path", written(), ids=relative)
def test_no_source_or_template_takes_a_side(path: Path) -> None:
    found = PARTISAN.search(path.read_text(encoding="utf-8"))
    assert found is None, found


def plain(text: str) -> str:
    """Text in single spaces, quotes straightened."""
    text = text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'", 0xA0: " "})
    return re.sub(r"\s+", " ", text)


def test_on_the_page_such_words_stand_only_in_reports() -> None:
    """Each is followed or led by the words that stand beside it in a report, and there is at least one such."""
    page = room("publish.page").page_html(dossier())
    body = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.S)
    words = plain(html.unescape(re.sub(r"<[^>]+>", "", body)))
    reports = plain(" ".join(report.text for report in dossier().reports))
    found = [words[max(0, m.start() - 12) : m.end()].lstrip('" ') for m in PARTISAN.finditer(words)]
    assert found, "the worked case quotes such words, so they must be on its page"
    assert [around for around in found if around[-18:] not in reports] == []
