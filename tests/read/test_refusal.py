import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.refusal import refusals
from safeconduct.read.segment import Sentence
from safeconduct.read.tree import grow


def read(parser: SpacyParser, text: str) -> list[tuple[str, str, str]]:
    tree = grow(Sentence(0, len(text), 0), parser.parse(text))
    return [
        (
            text[slice(*tree.chars(who.first, who.last))],
            text[slice(*tree.chars(*cue))],
            text[slice(*tree.chars(*content))].rstrip("."),
        )
        for who, cue, content in refusals(tree)
    ]


def test_somebody_will_not(parser: SpacyParser) -> None:
    assert read(parser, "One lady will not leave without her dog.") == [
        ("One lady", "will not", "leave without her dog"),
    ]
    assert read(parser, "The matron won't put them on a bus.") == [("The matron", "won't", "put them on a bus")]


@pytest.mark.parametrize("text", ["The bus will not leave today.", "She did not leave.", "The mayor will not be here."])
def test_things_and_facts_refuse_nothing(parser: SpacyParser, text: str) -> None:
    assert read(parser, text) == []
