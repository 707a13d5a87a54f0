import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.retag import retagged
from safeconduct.read.segment import Sentence
from safeconduct.read.tree import grow
from tests.read.fakes import FakeParser


def test_a_noun_where_the_verb_should_stand(parser: SpacyParser) -> None:
    parse = parser.parse("The town's update states that it needs twenty buses.")
    assert next(t for t in parse.tokens if t.text == "states").pos == "NOUN"  # what the parser makes of it
    tree = grow(Sentence(0, 60, 0), retagged(parse))
    verb = next(n for n, t in enumerate(tree.tokens) if t.text == "states")
    assert (tree.tokens[verb].pos, tree.tokens[verb].lemma) == ("VERB", "state")
    assert [tree.tokens[n].text for n in tree.kids(verb, "nsubj")] == ["update"]
    assert [tree.tokens[n].text for n in tree.kids(verb, "ccomp")] == ["needs"]


def test_a_speaker_taken_for_an_apposition(parser: SpacyParser) -> None:
    tokens = retagged(parser.parse("The hall is full, the relief service estimated on Tuesday.")).tokens
    verb = next(n for n, t in enumerate(tokens) if t.text == "estimated")
    service = next(t for t in tokens if t.text == "service")
    assert (tokens[verb].tag, tokens[verb].dep) == ("VBD", "parataxis")
    assert (service.dep, service.head) == ("nsubj", verb)


@pytest.mark.parametrize(
    "text",
    [
        "The report that it needs buses is false.",
        "He met the mayor, a man known in Lisk.",
        "The hall is full, the relief service said.",
        "They saw the hall, a house estimated at two millions.",
    ],
)
def test_other_sentences_stay_as_they_are(parser: SpacyParser, text: str) -> None:
    parse = parser.parse(text)
    assert retagged(parse) is parse


@given(
    st.lists(
        st.sampled_from(
            ["the", "town", "update", "states", "that", "it", "needs", "said", ",", "estimated", "service"]
        ),
        max_size=12,
    )
)
def test_heads_still_lead_to_a_root(words: list[str]) -> None:
    tokens = retagged(FakeParser().parse(" ".join(words))).tokens
    for index in range(len(tokens)):
        seen, walker = set[int](), index
        while tokens[walker].head != walker and walker not in seen:
            seen.add(walker)
            walker = tokens[walker].head
        assert tokens[walker].head == walker
