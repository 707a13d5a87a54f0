from safeconduct.model.parse import Parse, Token
from safeconduct.read.segment import Sentence
from safeconduct.read.tree import grow
from tests.read.fakes import FakeParser


def token(text: str, start: int, head: int, dep: str, pos: str = "NOUN") -> Token:
    return Token(start=start, end=start + len(text), text=text, lemma=text, pos=pos, tag="NN", dep=dep, head=head)


def test_edges_of_subtrees_and_offsets_into_the_report() -> None:
    parse = Parse(
        tokens=(
            token("the", 0, 1, "det"),
            token("army", 4, 2, "nsubj"),
            token("said", 9, 2, "ROOT"),
            token(".", 13, 2, "punct", "PUNCT"),
        ),
        sentences=((0, 4),),
    )
    tree = grow(Sentence(100, 114, 0), parse)
    assert (tree.low[1], tree.high[1]) == (0, 1)
    assert (tree.low[2], tree.high[2]) == (0, 3)
    assert tree.chars(0, 1) == (100, 108)
    assert tree.trim(0, 3) == (0, 2)
    assert tree.kids(2, "nsubj") == [1]
    assert tree.is_root(2)


def test_every_subtree_contains_its_children() -> None:
    text = "one two three four five six seven"
    tree = grow(Sentence(0, len(text), 0), FakeParser().parse(text))
    for index in range(len(tree.tokens)):
        for child in tree.children[index]:
            assert tree.low[index] <= tree.low[child] <= tree.high[child] <= tree.high[index]
