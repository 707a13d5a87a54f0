import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.model.claim import Stance
from safeconduct.read.content import content_of
from safeconduct.read.cues import cue_at, speaker_of
from safeconduct.read.reader import RulesReader
from safeconduct.read.segment import Sentence
from safeconduct.read.tree import grow
from tests.read.conftest import Maker


def read(parser: SpacyParser, text: str, verb: str) -> list[str]:
    tree = grow(Sentence(0, len(text), 0), parser.parse(text))
    index = next(i for i, t in enumerate(tree.tokens) if t.text == verb)
    cue = cue_at(tree, index)
    assert cue is not None
    runs, _ = content_of(tree, cue, speaker_of(tree, cue))
    kept = [run for a, b in runs if (run := tree.trim(a, b)) is not None]
    return [text[slice(*tree.chars(*run))] for run in kept]


@pytest.mark.parametrize(
    ("text", "verb", "content"),
    [
        ("Ardia said that the road is open.", "said", ["that the road is open"]),
        ("The road is open, Ardia said.", "said", ["The road is open"]),
        ("The road, Ardia said, is open.", "said", ["The road", "is open"]),
        ("Ardia told reporters that the road is open.", "told", ["that the road is open"]),
        ("Ardia asked the town to open the road.", "asked", ["the town to open the road"]),
        ("Ardia asked for six buses.", "asked", ["six buses"]),
        ("Ardia called on the town to open the road.", "called", ["the town to open the road"]),
        ("Ardia accused Ordia of blocking the road.", "accused", ["Ordia of blocking the road"]),
        ("Ardia rejected the offer, which came on Monday.", "rejected", ["the offer"]),
        ("Ardia considers the bridge unsafe.", "considers", ["the bridge unsafe"]),
        ("The offer was dismissed by Ardia as a trick.", "dismissed", ["The offer", "as a trick"]),
        ("Ardia reported between 30 and 40 people in Lisk.", "reported", ["between 30 and 40 people in Lisk"]),
        ("Ardia said that it had told Ordia and demanded an answer.", "said", ["that it had told Ordia"]),
    ],
)
def test_what_a_verb_introduces(parser: SpacyParser, text: str, verb: str, content: list[str]) -> None:
    assert read(parser, text, verb) == content


@pytest.mark.parametrize(
    "text",
    [
        "He denied that his men had shot at a convoy last week, as the ministry alleged, and blamed the army for it.",
        "She blamed the council for it and the guard for that, as the mayor alleged, and denied the rest.",
    ],
)
def test_a_tail_that_is_a_speech_of_its_own_stops_nothing(reader: RulesReader, report: Maker, text: str) -> None:
    found = reader.read(report(text), (), {})
    assert any(claim.stance is Stance.ACCUSES for claim in found)
