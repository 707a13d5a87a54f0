"""Sentences without a subject that carry on who spoke last, as logs write: "Adds that the road is shut"."""

from __future__ import annotations

from collections.abc import Sequence

from safeconduct.read.content import content_of
from safeconduct.read.cues import Cue, cue_range, lemma_of
from safeconduct.read.lexicon import VERBS
from safeconduct.read.relation import Relation
from safeconduct.read.tree import Tree

FLAG = "speaker carried over from the sentence before"


def carried_on(tree: Tree, number: int, last: Relation, trees: Sequence[Tree]) -> list[Relation]:
    """The relation of a sentence that opens with a finite cue verb and no subject; the last speaker says it too."""
    verb = next((i for i, t in enumerate(tree.tokens) if t.pos not in ("PUNCT", "SPACE", "ADV")), None)
    near = last.source and last.reported and tree.sentence.paragraph == trees[last.reach].sentence.paragraph
    if verb is None or not near or tree.tokens[verb].tag not in ("VBZ", "VBD") or tree.tokens[-1].text == "?":
        return []
    lemma = lemma_of(tree, verb)
    frame = VERBS.get(lemma)
    if frame is None or not frame.reported or tree.kids(verb, "nsubj", "nsubjpass", "csubj", "expl", "neg"):
        return []
    cue = Cue(verb, lemma, frame, "active", False, verb, True)
    parts, end = content_of(tree, cue, None)
    runs = tuple(run for a, b in parts if a <= b and (run := tree.trim(a, b)) is not None and run[0] > verb)
    if not runs:
        return []
    at = tree.chars(cue_range(tree, cue)[0], end)
    return [Relation(last.source, (at,), tuple(tree.chars(*r) for r in runs), lemma, number, (FLAG,))]
