import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.readiness import readiness
from safeconduct.read.segment import Sentence
from safeconduct.read.tree import grow


def read(parser: SpacyParser, text: str) -> list[tuple[str, str, str]]:
    tree = grow(Sentence(0, len(text), 0), parser.parse(text))
    rows = [((who.first, who.last), cue, content) for who, cue, content in readiness(tree)]
    return [tuple(text[slice(*tree.chars(*run))].rstrip(".") for run in row) for row in rows]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("The agency makes available 18 coaches.", ("The agency", "makes available", "18 coaches")),
        (
            "The agency has made six ambulances available.",
            ("The agency", "has made", "six ambulances available"),
        ),
        ("The port has two tugs on standby.", ("The port", "has", "two tugs on standby")),
        (
            "The fleet put a ship at the town's disposal.",
            ("The fleet", "put", "a ship at the town's disposal"),
        ),
    ],
)
def test_means_at_somebodys_service(parser: SpacyParser, text: str, row: tuple[str, str, str]) -> None:
    assert read(parser, text) == [row]


@pytest.mark.parametrize(
    "text", ["The agency makes tents.", "No tug was made available.", "The agency did not make coaches available."]
)
def test_nothing_is_put_at_anyones_service(parser: SpacyParser, text: str) -> None:
    assert read(parser, text) == []
