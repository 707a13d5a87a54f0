import pytest

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.cues import Cue, cue_at, cue_range, lemma_of, speaker_of
from safeconduct.read.segment import Sentence
from safeconduct.read.tree import Tree, grow


def tree_of(parser: SpacyParser, text: str) -> Tree:
    return grow(Sentence(0, len(text), 0), parser.parse(text))


def cues(tree: Tree) -> list[Cue]:
    return [cue for i in range(len(tree.tokens)) if (cue := cue_at(tree, i)) is not None]


def words(tree: Tree, first: int, last: int) -> str:
    return " ".join(t.text for t in tree.tokens[first : last + 1])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ardia said that the road is open.", ["said"]),
        ("He did not say where people cross.", []),
        ("Ardia does not deny that the road is open.", ["deny"]),
        ("Nobody said that the road is open.", []),
        ("Asked about the bridge, Ames answered that it is down.", ["answered"]),
        ("If Ardia says that the road is open, buses leave.", []),
        ("Has Ardia said that the road is open?", []),
        ("Ardia sent a man to announce the opening.", []),
        ("Ardia feels that the road is open.", []),
    ],
)
def test_the_ledger_keeps_what_was_said_and_not_what_was_not(parser: SpacyParser, text: str, kept: list[str]) -> None:
    tree = tree_of(parser, text)
    assert [tree.tokens[cue.verb].text for cue in cues(tree) if cue.reported and cue.voice == "active"] == kept


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Ardia rejected the offer.", "active"),
        ("The offer was rejected by Ardia.", "by"),
        ("The offer was rejected.", "hidden"),
        ("The mayor confirmed by text message that the road is open.", "active"),
    ],
)
def test_voice(parser: SpacyParser, text: str, voice: str) -> None:
    assert [cue.voice for cue in cues(tree_of(parser, text))] == [voice]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ardia has repeatedly denied the charge.", "has repeatedly denied"),
        ("Ardia turned down the offer.", "turned down"),
        ("Ardia went on to say that the road is open.", "went on to say"),
        ("The mayor keeps saying that the road is open.", "keeps saying"),
        ("The mayor was quoted as saying that the road is open.", "was quoted as saying"),
    ],
)
def test_the_cue_takes_auxiliaries_particles_and_what_raises_it(parser: SpacyParser, text: str, cue: str) -> None:
    tree = tree_of(parser, text)
    assert cue in [words(tree, *cue_range(tree, found)) for found in cues(tree)]


@pytest.mark.parametrize(
    ("text", "verb", "speaker", "inherited"),
    [
        ("Officials stated that people are hiding, adding that there is food.", "adding", "Officials", True),
        ("The offer was rejected by the Ardian council.", "rejected", "the Ardian council", False),
        ('"Absurd," responded a delegate.', "responded", "a delegate", False),
        ("A post claiming that the road is open is false.", "claiming", "A post", False),
        ("The council, which meets on Monday, rejects the offer.", "rejects", "The council", False),
        ("The mayor, Ann Ames, rejects the offer.", "rejects", "The mayor, Ann Ames", False),
        ("Ardia said that it had told Ordia and demanded that fighters leave.", "demanded", "Ardia", True),
    ],
)
def test_who_speaks(parser: SpacyParser, text: str, verb: str, speaker: str, inherited: bool) -> None:
    tree = tree_of(parser, text)
    cue = next(c for c in cues(tree) if tree.tokens[c.verb].text == verb)
    found = speaker_of(tree, cue)
    assert found is not None
    assert text[slice(*tree.chars(found.first, found.last))] == speaker
    assert found.inherited is inherited


def test_a_relative_pronoun_stands_for_its_antecedent(parser: SpacyParser) -> None:
    tree = tree_of(parser, "The council, which rejected the offer, met again.")
    found = speaker_of(tree, cues(tree)[0])
    assert found is not None
    assert words(tree, found.first, found.last) == "The council"
    assert found.pronoun is not None
    assert tree.tokens[found.pronoun].text == "which"


def test_a_particle_makes_another_cue(parser: SpacyParser) -> None:
    tree = tree_of(parser, "Ardia turned down the offer and turned the page.")
    assert [lemma_of(tree, i) for i, t in enumerate(tree.tokens) if t.text == "turned"] == ["turn_down", "turn"]
