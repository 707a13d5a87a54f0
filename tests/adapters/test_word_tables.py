"""Lemmas and parts of speech from the tables are those of spaCy's whole pipeline."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from safeconduct.adapters.spacy_parser import SpacyParser, checked_folder
from safeconduct.adapters.word_tables import AFTER, MOST, WordTables
from safeconduct.model.parse import Parse

SENTENCES = (
    "Ardia said the old bridges were closed, and that it had been shelling them.",
    "There's one road; there is no other way, they say.",
    "They ain't leaving, y'all gonna let's go, you've got ta come on.",
    "Did it rain? It has rained, has it not; he'd have been there, as you all did.",
    "  Two  spaces, \u201cquoted\u201d \u2014 and a line\nbreak. It did! ",
    "bridges bridges bridges saw saw saws",
    "",
    " ",
)


@pytest.fixture(scope="module")
def whole() -> Language:
    return spacy.load(checked_folder(), exclude=["senter"], disable=["ner"])


def said(parse: Parse) -> list[tuple[object, ...]]:
    return [(t.start, t.end, t.text, t.lemma, t.pos, t.tag, t.dep, t.head) for t in parse.tokens]


def test_tables_say_what_the_whole_pipeline_says(whole: Language, parser_twice: SpacyParser) -> None:
    for _ in range(2):  # the second time every word is known
        for text, parse in zip(SENTENCES, parser_twice.parse_all(SENTENCES), strict=True):
            doc = whole(text)
            assert said(parse) == [
                (t.idx, t.idx + len(t), t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i) for t in doc
            ]
            assert parse.sentences == tuple((s.start, s.end) for s in doc.sents)


@pytest.fixture(scope="module")
def parser_twice() -> SpacyParser:
    return SpacyParser()


def test_a_pattern_over_several_tokens_is_not_taken_from_the_tables(whole: Language) -> None:
    language = spacy.load(checked_folder(), exclude=["senter"], disable=["ner", *AFTER])
    tables = WordTables(language)
    tables.parses([language("They gonna go.")])
    known = [said(parse) for parse in tables.parses([language("They gonna go."), language("They are gon.")])]
    assert [row[3] for row in known[0]] == [t.lemma_ for t in whole("They gonna go.")]
    assert [row[3] for row in known[1]] == [t.lemma_ for t in whole("They are gon.")]


def test_tables_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST >= 10_000
    monkeypatch.setattr("safeconduct.adapters.word_tables.MOST", 3)
    language = spacy.load(checked_folder(), exclude=["senter"], disable=["ner", *AFTER])
    tables = WordTables(language)
    for number in range(20):
        tables.parses([language(f"word{number} stands here")])
        assert len(tables._known) <= 3 + 3
