"""The rules as the program runs them give what the rules give, and nothing for another language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from safeconduct.adapters.english_reader import EnglishReader
from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.load import make_report
from safeconduct.read.reader import RulesReader
from safeconduct.read.segment import parser_view, sentences
from tests.read.test_language import SAID

REPO = Path(__file__).parents[2]
TEXTS = sorted((REPO / "examples").rglob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_parsing_together_changes_no_claim(path: Path) -> None:
    parser = SpacyParser()
    text = path.read_text(encoding="utf-8")
    report = make_report(text, id="r", title="t", publisher="p", published=date(2022, 6, 15))
    claims = EnglishReader(parser).read(report, (), {})
    assert claims
    assert claims == RulesReader(parser).read(report, (), {})


def test_sentences_parsed_together_have_the_parses_they_have_alone() -> None:
    parser = SpacyParser()
    text = TEXTS[0].read_text(encoding="utf-8")
    pieces = [parser_view(text)[s.start : s.end] for s in sentences(text)]
    alone = [parser.parse(piece) for piece in pieces]
    assert list(parser.parse_all([*pieces, pieces[0]])) == [*alone, alone[0]]


@pytest.mark.parametrize("code", ["uk", "fr", "ar"])
def test_another_language_gives_no_claim(code: str) -> None:
    text = f"{SAID[code] * 3}\n\nArdia said that the bridge is closed."
    report = make_report(text, id="r", title="t", publisher="p", published=date(2022, 6, 15))
    assert RulesReader(SpacyParser()).read(report, (), {})
    assert EnglishReader(SpacyParser()).read(report, (), {}) == ()
