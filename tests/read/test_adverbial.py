import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.model.claim import Stance
from safeconduct.read.adverbial import phrases
from safeconduct.read.segment import Sentence
from safeconduct.read.tree import grow

Row = tuple[str, str, str]


def read(parser: SpacyParser, text: str) -> list[Row]:
    tree = grow(Sentence(0, len(text), 0), parser.parse(text))
    return [
        (
            text[slice(*tree.chars(*p.source))],
            text[slice(*tree.chars(*p.cue))],
            " … ".join(text[slice(*tree.chars(*run))] for run in p.content),
        )
        for p in phrases(tree)
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("According to the mayor, the road is open.", ("the mayor", "According to", "the road is open")),
        ("The road is open, according to the mayor.", ("the mayor", "according to", "The road is open")),
        (
            "According to the prefect, Ada Brun, the road is shut.",
            ("the prefect, Ada Brun", "According to", "the road is shut"),
        ),
        (
            "According to the prefect, Brun, Harl refused the boats.",
            ("the prefect, Brun", "According to", "Harl refused the boats"),
        ),
        (
            "According to the prefect, Harl refused the boats.",
            ("the prefect", "According to", "Harl refused the boats"),
        ),
        (
            "According to the prefect, Harl, a rebel, refused the boats.",
            ("the prefect", "According to", "Harl, a rebel, refused the boats"),
        ),
        ("Per the brigade, the bridge has burnt.", ("the brigade", "Per", "the bridge has burnt")),
        ("In the view of the council, the road is open.", ("the council", "In the view of", "the road is open")),
        (
            "About 400 people remain, by the reckoning of the guard.",
            ("the guard", "by the reckoning of", "About 400 people remain"),
        ),
    ],
)
def test_a_phrase_names_its_speaker(parser: SpacyParser, text: str, row: Row) -> None:
    assert read(parser, text) == [row]


@pytest.mark.parametrize(
    "text", ["Buses leave twice per day.", "In a word, the road is open.", "Lisk lies by the road."]
)
def test_other_phrases_name_nobody(parser: SpacyParser, text: str) -> None:
    assert read(parser, text) == []


def test_an_estimate_is_one(parser: SpacyParser) -> None:
    text = "In the estimate of the council, 40 people remain."
    tree = grow(Sentence(0, len(text), 0), parser.parse(text))
    assert [p.stance for p in phrases(tree)] == [Stance.ESTIMATES]
