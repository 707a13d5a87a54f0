"""Verbs that accept, offer or state by what they have as their object."""

import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.dealings import dealings
from safeconduct.read.segment import sentences
from safeconduct.read.tree import grow


@pytest.mark.parametrize(
    ("text", "who", "cue", "content", "does"),
    [
        ("The council backs the evacuation.", "The council", "backs", "the evacuation", "accept"),
        ("The front extended the pause to noon.", "The front", "extended", "the pause to noon", "offer"),
        ("The town has lowered the figure to 80.", "The town", "has lowered", "the figure to 80", "state"),
        ("The bishop lends his barge.", "The bishop", "lends", "his barge", "offer"),
    ],
)
def test_a_deal_by_its_object(parser: SpacyParser, text: str, who: str, cue: str, content: str, does: str) -> None:
    (sentence,) = sentences(text)
    tree = grow(sentence, parser.parse(text))

    def said(first: int, last: int) -> str:
        start, end = tree.chars(first, last)
        return text[start:end].rstrip(".")

    ((speaker, at, run, found),) = dealings(tree)
    assert (said(speaker.first, speaker.last), said(*at), said(*run), found) == (who, cue, content, does)


@pytest.mark.parametrize(
    "text",
    [
        "The driver backs the car.",
        "The flood raised the number of cases.",
        "The council does not back the plan.",
        "The rope was cut.",
        "They cut the bread.",
    ],
)
def test_other_objects_and_things_deal_in_nothing(parser: SpacyParser, text: str) -> None:
    (sentence,) = sentences(text)
    assert list(dealings(grow(sentence, parser.parse(text)))) == []
