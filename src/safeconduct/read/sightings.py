"""Seeing and counting by a named observer: "Patrol Two sees forty persons at the gate".

Verbs of sight attribute only when they bring a number: "saw the need" states an opinion, "saw 40 people" a count.
"""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.read.cues import Speaker, own_speaker
from safeconduct.read.lexicon import words
from safeconduct.read.tree import Tree

Run = tuple[int, int]

_SIGHTS = words("see find spot notice meet encounter log photograph film witness tally")
_MANY = words("dozens hundreds thousands scores nobody none few several many")
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_NOBODY = words("i it that this which who")


def sightings(tree: Tree) -> Iterator[tuple[Speaker, Run, Run]]:
    """Speaker, cue and content of each sighting that counts something."""
    for verb, token in enumerate(tree.tokens):
        if token.pos != "VERB" or token.lemma.lower() not in _SIGHTS or tree.kids(verb, "neg", "auxpass"):
            continue
        helpers = [c for c in tree.kids(verb, "aux") if c < verb]
        perfect = token.tag == "VBN" and any(tree.tokens[c].lemma.lower() == "have" for c in helpers)
        if token.tag not in _FINITE and not perfect:
            continue
        seen = [c for c in tree.kids(verb, "dobj", "ccomp") if c > verb]
        speaker = own_speaker(tree, verb)
        if not seen or speaker is None or tree.tokens[speaker.head].text.lower() in _NOBODY:
            continue
        first = tree.low[seen[0]]
        counted = range(first, tree.high[seen[0]] + 1)
        if any(tree.tokens[i].tag == "CD" or tree.tokens[i].text.lower() in _MANY for i in counted):
            yield speaker, (min([verb, *helpers]), verb), (first, tree.high[verb])
