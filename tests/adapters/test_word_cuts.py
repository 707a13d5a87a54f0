"""A sentence put together of known runs is the document that spaCy's own tokenizer makes of it."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from safeconduct.adapters.spacy_parser import checked_folder
from safeconduct.adapters.word_cuts import WordCuts

LANGUAGE = spacy.load(checked_folder(), exclude=["senter"], disable=["ner"])
CUTS = WordCuts(LANGUAGE)
RULES = sorted(getattr(LANGUAGE.tokenizer, "rules", ()))
#: Runs between spaces, the special ones of the tokenizer among them, and ends on which such a word goes on.
RUNS = st.one_of(
    st.sampled_from(RULES),
    st.sampled_from(
        ["the", "bridge,", "(it's", "7:00-9:30", "can't.", "http://a.b/c", ":", ")", "’", "''", "._", "\u00a0"]
    ),
    st.text(alphabet=":;()-_.,'’\"/3xDo0^*8=|[]abnt ", min_size=1, max_size=8),
)


def content(doc: Doc) -> list[tuple[str, str, str, bool]]:
    """All that the models see of a document."""
    return [(t.text, t.norm_, t.shape_, bool(t.whitespace_)) for t in doc]


@given(st.lists(RUNS, max_size=8).map(" ".join))
def test_a_document_is_the_tokenizers(text: str) -> None:
    assert content(CUTS.doc(text)) == content(LANGUAGE.make_doc(text))
    assert CUTS.doc(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "The bridge can't be used, it's closed.",
        "V.V.we're Lovin ’Cuz.",  # "lovin’" is a word to spaCy, and takes the mark from "’cuz"
        "S#: (:bana",
        " two  spaces\nand a line ",
        "",
    ],
)
def test_words_found_across_a_space(text: str) -> None:
    assert content(CUTS.doc(text)) == content(LANGUAGE.make_doc(text))


def test_runs_are_asked_for_once_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = LANGUAGE.make_doc

    def counting(text: str) -> Doc:
        asked.append(text)
        return real(text)

    monkeypatch.setattr(LANGUAGE, "make_doc", counting)
    monkeypatch.setattr("safeconduct.adapters.word_cuts.MOST", 2)
    cuts = WordCuts(LANGUAGE)
    for _ in range(2):
        cuts.doc("one two one")
    assert asked == ["one", "two"]
    cuts.doc("three")
    cuts.doc("one")
    assert asked == ["one", "two", "three", "one"]
    assert isinstance(LANGUAGE, Language)
