"""Means put at somebody's service without a verb of offering: "makes 18 coaches available", "has two tugs on standby".

"Stands ready to" and "stand by with" are cues of their own (``lexicon``, ``nominal``).
"""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.read.cues import Speaker, own_speaker
from safeconduct.read.lexicon import words
from safeconduct.read.tree import Tree

Run = tuple[int, int]

_MAKES = words("make put place have keep hold set lay throw")
_AVAILABLE = words("available")
_PHRASES = (("on", "standby"), ("on", "stand"), ("at", "disposal"), ("at", "service"), ("in", "readiness"))
_FINITE = frozenset(("VBD", "VBZ", "VBP"))


def readiness(tree: Tree) -> Iterator[tuple[Speaker, Run, Run]]:
    """Speaker, cue and content of each such offer."""
    for verb, token in enumerate(tree.tokens):
        if token.pos not in ("VERB", "AUX") or token.lemma.lower() not in _MAKES or tree.kids(verb, "neg", "auxpass"):
            continue
        helpers = [c for c in tree.kids(verb, "aux") if c < verb]
        speaker = own_speaker(tree, verb)
        if speaker is None or (token.tag not in _FINITE and not helpers):
            continue
        last = tree.high[verb]
        given = next((i for i in range(verb + 1, last + 1) if tree.tokens[i].text.lower() in _AVAILABLE), None)
        if given is None and not _at_hand(tree, verb, last):
            continue
        first = verb + 2 if given == verb + 1 else verb + 1
        end = verb + 1 if given == verb + 1 else verb
        if first <= last:
            yield speaker, (min([verb, *helpers]), end), (first, last)


def _at_hand(tree: Tree, verb: int, last: int) -> bool:
    low = [tree.tokens[i].text.lower() for i in range(verb + 1, last + 1)]
    return any(
        preposition in low and noun in low[low.index(preposition) + 1 : low.index(preposition) + 6]
        for preposition, noun in _PHRASES
    )
