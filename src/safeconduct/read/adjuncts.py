"""What a parser hangs elsewhere, though it goes on with what was said: hours, places, means behind the content.

"It proposed Halm as a destination, with the window moved to 09:00 on Friday": the words behind the comma belong to the
proposal. Content is carried on to them when they stand behind it in its sentence, hold no speech of their own, make no
sentence of their own, and state something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from safeconduct.read.relation import Relation
from safeconduct.read.tree import Range, Tree

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_GOES_ON = re.compile(
    r"\s*[.,;]?\s*(?:and\s+|but\s+)?(?:[\"'\u201c(]*)(?:with|without|from|to|on|by|at|between|until|till|as\s+of|as\s+from|starting|beginning|and|in|for|each|via|through|before|after|of\s+which|including|incl\.|among\s+them|no|not|plus|all|both|some|about|water|food"
    r"|tomorrow|today|tonight|this|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|\d|one|two|three|four|five|six|seven|eight|nine|ten|[A-Z]{3,4}\b)",
)
_NOT_SO = re.compile(
    r"\s*[.,;]?\s*(?:and\s+|but\s+)?(?:for\s+the\s+(?:first|second|third)\s+time|on\s+(?:\w+day|television|the\s+radio|state)[.,]?\s*$|in\s+(?:an?\s+)?(?:statement|message|letter|interview|reply|note|writing)|at\s+(?:an?|the)\s+(?:press|news|briefing)|after\s+(?:talks|the|a)|without\s+(?:saying|giving|naming|comment\w*|further))",
    re.IGNORECASE,
)
_ON_TERMS = re.compile(
    r"\s*,\s+(?P<on>(?:but\s+|and\s+)?(?:only\s+)?(?:if|provided|unless|as\s+long\s+as|so\s+long\s+as|on\s+condition|once|as\s+soon\s+as|subject\s+to|until|from)\b)",
    re.IGNORECASE,
)
_LEAST = 6
"""Shortest words carried on to, in code points."""


def completed(
    relations: Sequence[Relation], trees: Sequence[Tree], text: str, states: Callable[[Relation, Range], bool]
) -> list[Relation]:
    """The relations, each with its content carried on; ``states`` says whether words behind it state anything."""
    return [_completed(relation, relations, trees[relation.sentence], text, states) for relation in relations]


def _completed(
    relation: Relation, relations: Sequence[Relation], tree: Tree, text: str, states: Callable[[Relation, Range], bool]
) -> Relation:
    end = relation.content[-1][1]
    before = [at for at in (*relation.source, *relation.cue) if at[0] >= end]
    if before:
        return _taken_up(relation, relations, tree, text, max(b for _, b in before))
    if not relation.reported or not relation.source or end >= tree.sentence.end or end <= tree.sentence.start:
        return relation
    tail = _tail(relation, relations, tree, end, text)
    if tail is None or any(other is not relation and other.relays(relation) for other in relations):
        return relation
    if not states(relation, tail):
        return relation
    start = relation.content[-1][0]
    return replace(relation, content=(*relation.content[:-1], (start, tail[1])))


def _taken_up(relation: Relation, relations: Sequence[Relation], tree: Tree, text: str, at: int) -> Relation:
    """ "They would go, they say, if the drones stay away": what follows the speaker's aside belongs to the content."""
    stop = tree.sentence.end
    more = _ON_TERMS.match(text, at, stop)
    taken = any(a < stop and at < b for other in relations if other is not relation for a, b in other.content)
    if more is None or taken or not relation.reported:
        return relation
    end = at + len(text[at:stop].rstrip(' .!;\n"\u201d'))
    return (
        replace(relation, content=(*relation.content, (more.start("on"), end))) if end > more.start("on") else relation
    )


def _tail(relation: Relation, relations: Sequence[Relation], tree: Tree, end: int, text: str) -> Range | None:
    """The words behind the content up to the next speech, or the next clause with a verb of its own."""
    if not _GOES_ON.match(text, end) or _NOT_SO.match(text, end):
        return None
    others = [
        at[0]
        for other in relations
        if other is not relation
        for at in (*other.source, *other.cue, *other.content)
        if end < at[1] and at[0] < tree.sentence.end
    ]
    if any(at <= end for at in others):
        return None
    stop = min([*others, tree.sentence.end])
    behind = [token for token in tree.tokens if end <= token.start and token.end <= stop]
    verb = next((token for token in behind if token.tag in _FINITE), None)
    if verb is not None:
        cut = [token for token in behind if token.start < verb.start and token.text in (",", ";", ":", "-", "\u2013")]
        stop = cut[-1].start if cut else end
    said = text[end:stop].rstrip(" .,;:\n\u2013-")
    return (end, end + len(said)) if len(said) >= _LEAST else None
