import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.acts import acts
from safeconduct.read.segment import Sentence
from safeconduct.read.tree import grow


def read(parser: SpacyParser, text: str) -> list[tuple[str, str, str, str]]:
    tree = grow(Sentence(0, len(text), 0), parser.parse(text))
    return [
        (
            text[slice(*tree.chars(who.first, who.last))],
            text[slice(*tree.chars(*cue))],
            text[slice(*tree.chars(*content))].rstrip("."),
            lemma,
        )
        for who, cue, content, lemma in acts(tree)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The abbot has come up with two barges.",
            ("The abbot", "has come up with", "two barges", "offer"),
        ),
        (
            "The town is crying out for drinking water.",
            ("The town", "is crying out for", "drinking water", "ask"),
        ),
        (
            "The garrison will have none of the plan.",
            ("The garrison", "will have none of", "the plan", "refuse"),
        ),
        (
            "The union has gone along with the timetable.",
            ("The union", "has gone along with", "the timetable", "accept"),
        ),
        (
            "The consul has yet to respond to the letter.",
            ("The consul", "has yet to respond to", "the letter", "unanswered"),
        ),
    ],
)
def test_phrases_that_act(parser: SpacyParser, text: str, found: tuple[str, str, str, str]) -> None:
    assert read(parser, text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "The road has come up with the frost.",
        "The bridge will have none of its lamps.",
        "The abbot walked along the quay.",
        "Nobody has gone along with the timetable.",
    ],
)
def test_things_and_nobody_do_nothing(parser: SpacyParser, text: str) -> None:
    assert read(parser, text) == []
