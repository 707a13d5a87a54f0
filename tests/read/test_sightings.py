import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.segment import Sentence
from safeconduct.read.sightings import sightings
from safeconduct.read.tree import grow


def read(parser: SpacyParser, text: str) -> list[tuple[str, str, str]]:
    tree = grow(Sentence(0, len(text), 0), parser.parse(text))
    rows = [((who.first, who.last), cue, content) for who, cue, content in sightings(tree)]
    return [tuple(text[slice(*tree.chars(*run))].rstrip(".") for run in row) for row in rows]  # type: ignore[misc]


def test_who_sees_a_number(parser: SpacyParser) -> None:
    assert read(parser, "Patrol Two sees forty persons at the gate.") == [
        ("Patrol Two", "sees", "forty persons at the gate")
    ]
    assert read(parser, "The crew had found nobody on the roof.") == [("The crew", "had found", "nobody on the roof")]


@pytest.mark.parametrize(
    "text", ["The mayor sees the need.", "The crew did not see 40 people.", "Forty people were seen at the gate."]
)
def test_what_counts_nothing_or_has_no_observer(parser: SpacyParser, text: str) -> None:
    assert read(parser, text) == []
