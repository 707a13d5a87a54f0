from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.read.cues import cue_range, is_cue, nominal_cue, subject_of
from safeconduct.read.segment import Sentence
from safeconduct.read.tree import Tree, grow


def tree_of(parser: SpacyParser, text: str) -> Tree:
    return grow(Sentence(0, len(text), 0), parser.parse(text))


def cues(tree: Tree) -> list[str]:
    return [tree.tokens[i].text for i in range(len(tree.tokens)) if is_cue(tree, i)]


def test_cues_are_affirmative_and_active(parser: SpacyParser) -> None:
    assert cues(tree_of(parser, "Ardia said that it did not deny the charge.")) == ["said"]
    assert cues(tree_of(parser, "He did not say where people cross.")) == []
    assert cues(tree_of(parser, "The town is reported to be held by Ardia.")) == []
    assert cues(tree_of(parser, "Asked about the bridge, Ames answered that it is down.")) == ["answered"]


def test_the_cue_takes_auxiliaries_and_adverbs(parser: SpacyParser) -> None:
    tree = tree_of(parser, "Ardia has repeatedly denied the charge.")
    verb = next(i for i in range(len(tree.tokens)) if is_cue(tree, i))
    first, last = cue_range(tree, verb)
    assert [t.text for t in tree.tokens[first : last + 1]] == ["has", "repeatedly", "denied"]


def test_a_noun_can_carry_the_cue(parser: SpacyParser) -> None:
    tree = tree_of(parser, "Ardia renewed its request for more buses.")
    verb = next(i for i in range(len(tree.tokens)) if is_cue(tree, i))
    found = nominal_cue(tree, verb)
    assert found is not None
    assert found.lemma == "request"
    assert tree.tokens[found.first].text == "more"


def test_a_participle_inherits_its_subject(parser: SpacyParser) -> None:
    tree = tree_of(parser, "Officials stated that people are hiding, adding that there is food.")
    verb = next(i for i, t in enumerate(tree.tokens) if t.text == "adding")
    subject, inherited = subject_of(tree, verb)
    assert subject is not None
    assert tree.tokens[subject].text == "Officials"
    assert inherited
