"""A quotation with its verb behind it and the speaker last: "'The road is gone,' sobbed one mother of three".

Where a quotation closes on a comma, whatever verb follows introduces it: no list of verbs is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.read.cues import Speaker
from safeconduct.read.tree import Tree

Run = tuple[int, int]

_OPENS = frozenset(("DET", "NUM", "PROPN", "NOUN", "ADJ"))
_LONGEST = 12
"""Tokens of a speaker, at most."""


def inverted(tree: Tree) -> Iterator[tuple[Speaker, Run, Run]]:
    """Speaker, cue and content of each quotation that is told in this order."""
    marks = [n for n, token in enumerate(tree.tokens) if token.text == '"']
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        verb = closing + 1
        if verb + 1 >= len(tree.tokens) or tree.tokens[closing - 1].text not in (",", "?", "!"):
            continue
        token, following = tree.tokens[verb], tree.tokens[verb + 1]
        told = token.tag == "VBD" or (token.pos in ("VERB", "NOUN", "PROPN", "ADJ") and token.text.endswith("ed"))
        if not told or not token.text.islower() or following.pos not in _OPENS:
            continue
        end = verb + 1
        while end + 1 < len(tree.tokens) and tree.tokens[end + 1].text not in (",", ".", ";", ":", '"', "\u2014"):
            end += 1
        if end - verb <= _LONGEST and opening + 1 < closing:
            yield Speaker(verb + 1, verb + 1, end), (verb, verb), (opening, closing)
