import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.nominal import nominals
from safeconduct.read.segment import Sentence
from safeconduct.read.tree import grow

Row = tuple[str, str, str, bool]


def read(parser: SpacyParser, text: str) -> list[Row]:
    tree = grow(Sentence(0, len(text), 0), parser.parse(text))
    return [
        (
            text[slice(*tree.chars(*n.source))] if n.source else "",
            text[slice(*tree.chars(*n.cue))],
            text[slice(*tree.chars(*n.content))].rstrip("."),
            n.reported,
        )
        for n in nominals(tree)
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Ardia renewed its request for more buses.", ("Ardia", "renewed its request for", "more buses", True)),
        ("Ardia has made similar claims.", ("Ardia", "has made", "similar claims", True)),
        (
            "Ardia expressed the hope that the road would open.",
            ("Ardia", "expressed the hope", "that the road would open", True),
        ),
        ("The office gave the hours as 8 to 12.", ("The office", "gave", "the hours as 8 to 12", True)),
        ("The abbess gives 327.", ("The abbess", "gives", "327", True)),
        ("The mayor rejects Ardia's claim that the road is open.", ("Ardia", "claim", "that the road is open", True)),
        ("The mayor is confident that the road is open.", ("The mayor", "is confident", "that the road is open", True)),
        ("Ardia is ready to open the road.", ("Ardia", "is ready", "to open the road", True)),
        ("The mayor is worried that the dyke breaks.", ("The mayor", "is worried", "that the dyke breaks", False)),
    ],
)
def test_a_noun_or_an_adjective_carries_the_cue(parser: SpacyParser, text: str, row: Row) -> None:
    assert row in read(parser, text)


@pytest.mark.parametrize("text", ["The report is long.", "Ardia made bread.", "The road is long."])
def test_other_nouns_carry_none(parser: SpacyParser, text: str) -> None:
    assert read(parser, text) == []
