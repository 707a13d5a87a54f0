"""Refusals without a cue verb: somebody "will not", "won't" or "ain't" going to do what others want of them."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.read.cues import Speaker, own_speaker
from safeconduct.read.lexicon import words
from safeconduct.read.tree import Tree

Run = tuple[int, int]

_ACTS = words("leave go move come put board hear accept allow let sign take open send give stop wait evacuate join")
_WILL = frozenset(("will", "would", "wo", "'ll"))
_THINGS = words("it that this which there bus buses bridge road ferry train boat water fire wind gate route river")


def refusals(tree: Tree) -> Iterator[tuple[Speaker, Run, Run]]:
    """Speaker, cue and content of each refusal; things refuse nothing."""
    for verb, token in enumerate(tree.tokens):
        negations = tree.kids(verb, "neg")
        if token.pos not in ("VERB", "AUX") or not negations or token.lemma not in _ACTS or tree.kids(verb, "auxpass"):
            continue
        helpers = [c for c in tree.kids(verb, "aux") if c < verb]
        will = any(tree.tokens[c].text.lower() in _WILL for c in helpers)
        going = (
            any(tree.tokens[c].text.lower() in ("ai", "is", "are", "'s", "'re", "am") for c in helpers)
            and token.tag == "VBG"
        )
        speaker = own_speaker(tree, verb)
        if not (will or going) or speaker is None or tree.tokens[speaker.head].lemma.lower() in _THINGS:
            continue
        last = max(negations)
        if last < verb:
            yield speaker, (min(helpers), last), (last + 1, tree.high[verb])
