import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.attribute import Relation, relations
from safeconduct.read.segment import quotations, sentences, view
from safeconduct.read.tree import grow


def read(parser: SpacyParser, text: str) -> list[Relation]:
    trees = [grow(s, parser.parse(view(text)[s.start : s.end])) for s in sentences(text)]
    return list(relations(trees, quotations(text)))


@pytest.mark.parametrize(
    "text",
    [
        '"No one has come out," the mayor said. "The shelling has not stopped."',
        '"No one has come out. We wait," the mayor said.',
        'The mayor said: "No one has come out. The shelling has not stopped."',
        'The mayor said: "No one has come out.\n\n"The shelling has not stopped."',
    ],
)
def test_a_quotation_over_sentences_is_one_content(parser: SpacyParser, text: str) -> None:
    found = read(parser, text)
    assert [text[slice(*at)] for r in found for at in r.source] in (["the mayor"], ["The mayor"])
    assert len(found[0].content) == 2


@pytest.mark.parametrize(
    "text",
    [
        '"No one has come out," the mayor said. The shelling has not stopped.',
        '"No one has come out," the mayor said.\n\n"The shelling has not stopped."',
    ],
)
def test_what_is_not_quoted_or_stands_apart_is_not_taken_in(parser: SpacyParser, text: str) -> None:
    assert [len(r.content) for r in read(parser, text)] == [1]


def test_a_quotation_taken_further_is_flagged(parser: SpacyParser) -> None:
    found = read(parser, '"No one has come out," the mayor said. "The shelling has not stopped."')
    assert found[0].flags == ("quotation goes on from the sentence before",)
