"""What stands in one labelled turn: answers that differ are claims of their own, and "we" is the turn's speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from safeconduct.model.claim import Stance
from safeconduct.model.parse import Token
from safeconduct.read.relation import Relation
from safeconduct.read.segment import view
from safeconduct.read.speech_acts import act_of
from safeconduct.read.tree import Range, Tree

_ENDS = (".", "!", "?", ";")
_ANSWERS = (Stance.ACCEPTS, Stance.REFUSES)
_FIRST = ("we", "i")


def answers_apart(parts: Sequence[Range], trees: Sequence[Tree]) -> list[tuple[Range, ...]]:
    """The parts of a turn, cut where one that refuses is followed by one that accepts, or the other way round."""
    first = bisect_right(trees, parts[0][0], key=_starts) - 1  # a long log has many turns: only its own sentences
    own = trees[max(0, first) : bisect_right(trees, parts[-1][1], key=_starts)]
    tokens = [t for tree in own for t in tree.tokens if any(a <= t.start and t.end <= b for a, b in parts)]
    steps = _steps(tokens)
    if len(steps) < 2:
        return [tuple(parts)]
    acts = [act_of(view(" ".join(token.text for token in step))) for step in steps]
    if not all(answer in acts for answer in _ANSWERS):
        return [tuple(parts)]
    cuts, last = [], None
    for step, act in zip(steps, acts, strict=True):
        if act in _ANSWERS:
            if last is not None and act is not last:
                cuts.append(step[0].start)
            last = act
    edges = [parts[0][0], *cuts, parts[-1][1]]
    groups = [_between(parts, a, b, tokens) for a, b in pairwise(edges)]
    return [group for group in groups if group]


def _starts(tree: Tree) -> int:
    return tree.sentence.start


def _steps(tokens: Sequence[Token]) -> list[list[Token]]:
    """Sentences by their full stops, also after an initial ("we do not agree to K. We agree to M")."""
    steps: list[list[Token]] = []
    for number, token in enumerate(tokens):
        after = number and tokens[number - 1].text.endswith(_ENDS)
        if not steps or (after and token.text[:1].isupper()):
            steps.append([])
        steps[-1].append(token)
    return steps


def _between(parts: Sequence[Range], low: int, high: int, tokens: Sequence[Token]) -> tuple[Range, ...]:
    """What of the parts lies between two offsets, without white space at the end."""
    kept = [(max(a, low), min(b, high)) for a, b in parts if a < high and low < b]
    ends = [max((t.end for t in tokens if a <= t.start and t.end <= b), default=b) for a, b in kept]
    return tuple((a, end) for (a, _), end in zip(kept, ends, strict=True))


def before_first_person(relation: Relation, tree: Tree) -> Relation:
    """In a turn "where Green says 34 we count 50" gives Green 34: the first person is whose turn it is."""
    cue = relation.cue[0]
    start, end = relation.content[0]
    own = next(
        (
            number
            for number, t in enumerate(tree.tokens)
            if t.text.lower() in _FIRST and t.dep in ("nsubj", "nsubjpass") and start <= t.start < end
        ),
        None,
    )
    if own is None or cue[1] > start or any(t.text == '"' and start - 3 <= t.start < end for t in tree.tokens):
        return relation
    ahead = [number for number, t in enumerate(tree.tokens) if cue[1] <= t.start and number < own]
    if not ahead or any(tree.tokens[n].pos in ("VERB", "AUX", "SCONJ") for n in ahead):
        return relation
    run = tree.trim(ahead[0], ahead[-1])
    return relation if run is None else replace(relation, content=(tree.chars(*run),))
