"""Attribution by a phrase: "according to X", "per X", "in the words of X", "by X's count"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safeconduct.model.claim import Stance
from safeconduct.read.lexicon import NOUNS, words
from safeconduct.read.tree import Tree

Run = tuple[int, int]

_MANNER = words("words view opinion estimate assessment judgement judgment reading account reckoning count")
_NAMED = words("words view opinion estimate assessment judgement judgment account reckoning count telling")
_OPENERS = frozenset(("in", "by", "on", "from"))
_NAME = 4
"""Words of a name, at most."""
_GOES_ON = words("a an who whose whom which and or")
"""What follows a name that is the subject itself: "according to the mayor, Sala, a docker, fled"."""
_PARTED = frozenset((",", "(", ";", "-", "\u2013", "\u2014"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Token runs of an attributing phrase and what it attributes."""

    source: Run
    cue: Run
    content: tuple[Run, ...]
    lemma: str
    stance: Stance


_FIRST = _OPENERS | {"according", "as", "going", "judging", "per"}
"""First words of what is looked for."""


def phrases(tree: Tree) -> Iterator[Phrase]:
    """Every attributing phrase of a sentence with the rest of the sentence as its content."""
    for index, token in enumerate(tree.tokens[:-1]):
        if token.text.lower() not in _FIRST:
            continue
        found = _according(tree, index) or _manner(tree, index)
        if found is None:
            continue
        cue, source, lemma = found
        whole = min(cue[0], source[0]), max(cue[1], source[1])
        content = tuple(
            run
            for low, high in ((0, whole[0] - 1), (whole[1] + 1, len(tree.tokens) - 1))
            if low <= high and (run := tree.trim(low, high)) is not None and run[1] - run[0] >= 2
        )
        if content:
            yield Phrase(source, cue, content, lemma, NOUNS.get(lemma, Stance.ASSERTS))


def _text(tree: Tree, index: int) -> str:
    return tree.tokens[index].text.lower() if 0 <= index < len(tree.tokens) else ""


def _according(tree: Tree, index: int) -> tuple[Run, Run, str] | None:
    """ "according to", "as per", "going by", and "per" before a named speaker."""
    word, after = _text(tree, index), _text(tree, index + 1)
    if (word, after) in (("according", "to"), ("as", "per"), ("going", "by"), ("judging", "by"), ("judging", "from")):
        last = index + 1
    elif (
        word == "per"
        and (index == 0 or _text(tree, index - 1) in _PARTED)
        and (after == "the" or _capital(tree, index + 1))
    ):
        last = index
    else:
        return None
    source = _phrase_after(tree, last)
    return None if source is None else ((index, last), _with_name(tree, source), word)


def _with_name(tree: Tree, source: Run) -> Run:
    """A role with the name put beside it: "according to the mayor, Viktor Sala, the road is shut"."""
    first, last = source
    if tree.tokens[last].pos == "PROPN" or _text(tree, last + 1) != ",":
        return source
    end = last + 1
    while _capital(tree, end + 1) and end - last <= _NAME:
        end += 1
    opens = _text(tree, end + 2)
    named = end > last + 1 and _text(tree, end + 1) == "," and bool(opens)
    return (first, end) if named and opens not in _GOES_ON else source


def _capital(tree: Tree, index: int) -> bool:
    return index < len(tree.tokens) and tree.tokens[index].pos == "PROPN"


def _phrase_after(tree: Tree, index: int) -> Run | None:
    """The noun phrase a preposition opens, cut before a statement of the same length as the sentence."""
    objects = (
        [c for c in (*tree.kids(index, "pobj"), *tree.kids(index - 1, "pobj")) if c > index]
        if index
        else tree.kids(index, "pobj")
    )
    if not objects:
        return None
    first, last = tree.low[objects[0]], tree.high[objects[0]]
    for clause in tree.kids(objects[0], "relcl", "acl", "conj", "advcl"):
        if (
            clause > objects[0]
            and tree.tokens[tree.low[clause] - 1].text == ","
            and _text(tree, tree.low[clause]) in ("which", "whose", "where")
        ):
            last = min(last, tree.low[clause] - 1)
    return tree.trim(max(first, index + 1), last)


def _manner(tree: Tree, index: int) -> tuple[Run, Run, str] | None:
    """ "in the view of X", "by the reckoning of X", "in X's words"."""
    if _text(tree, index) not in _OPENERS:
        return None
    for noun in range(index + 1, min(index + 8, len(tree.tokens))):
        token = tree.tokens[noun]
        if token.text in (",", ".", ":"):
            return None
        if token.text.lower() not in _NAMED or tree.tokens[noun].pos not in ("NOUN", "PROPN"):
            continue
        if _text(tree, noun + 1) == "of" and token.text.lower() in _MANNER:
            source = _phrase_after(tree, noun + 1)
            return None if source is None or tree.kids(noun, "poss") else ((index, noun + 1), source, token.lemma)
        owners = tree.kids(noun, "poss")
        if owners and index < owners[0]:
            source = tree.trim(tree.low[owners[0]], _owner_end(tree, owners[0]))
            return None if source is None else ((noun, noun), source, token.lemma)
    return None


def _owner_end(tree: Tree, owner: int) -> int:
    """Last token of an owner without the "'s"."""
    cases = tree.kids(owner, "case")
    return min([tree.high[owner], *(c - 1 for c in cases)])
