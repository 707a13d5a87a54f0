"""Quotations over several sentences: what comes before the cue, and what goes on after it, is one content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from safeconduct.read.relation import Relation
from safeconduct.read.segment import Quotation
from safeconduct.read.tree import Range, Tree

_LONGEST_GAP = 80
"""Most characters between the end of a quotation and the one that goes on with it."""
_FLAG = "quotation goes on from the sentence before"


def resumed(tree: Tree, trees: Sequence[Tree], quotes: Sequence[Quotation], found: list[Relation]) -> bool:
    """Give a sentence that is wholly quoted to the quoted statement before it; True when that was done."""
    start, end = tree.sentence.start, tree.sentence.end
    if not found or not _quoted(start, end, quotes):
        return False
    last = found[-1]
    if last.lemma == "according" or not _same_flow(tree, trees, last, quotes):
        return False
    tail = max(stop for _, stop in last.content)
    reach = max(tail, *(stop for _, stop in last.cue), *(stop for _, stop in last.source or ((0, 0),)))
    inside = any(q.start < start < q.end and any(a < q.end and q.start < b for a, b in last.content) for q in quotes)
    if not inside and start - max(reach, trees[last.reach].sentence.end) > _LONGEST_GAP:
        return False
    flags = last.flags if _FLAG in last.flags else (*last.flags, _FLAG)
    found[-1] = replace(last, content=(*last.content, (start, end)), flags=flags, reach=trees.index(tree))
    return True


def _quoted(start: int, end: int, quotes: Sequence[Quotation]) -> bool:
    return any(q.start <= start and end <= q.end + 1 for q in quotes)


def _same_flow(tree: Tree, trees: Sequence[Tree], last: Relation, quotes: Sequence[Quotation]) -> bool:
    """The next sentence of one paragraph, or of the next paragraph when the quotation was left open."""
    before = trees[last.reach]
    if not any(q.start < b and a < q.end for q in quotes for a, b in last.content):
        return False
    if before.sentence.paragraph == tree.sentence.paragraph:
        return True
    unclosed = bool(before.tokens) and before.tokens[-1].text != '"'
    return (
        tree.sentence.paragraph == before.sentence.paragraph + 1
        and unclosed
        and any(q.start < before.sentence.end <= q.end for q in quotes)
    )


def joined(found: Sequence[Relation], trees: Sequence[Tree], quotes: Sequence[Quotation]) -> Iterable[Relation]:
    """Add to a quoted statement the sentences before it that lie in the same quotation."""
    claimed = {number for r in found for number in range(r.sentence, r.reach + 1)}
    for relation in found:
        first = min(start for start, _ in relation.content)
        parts: list[Range] = list(relation.content)
        for quote in quotes:
            if quote.start < first < quote.end and quote.start < trees[relation.sentence].sentence.start:
                earlier = [
                    t.sentence
                    for n, t in enumerate(trees[: relation.sentence])
                    if n not in claimed and quote.start <= t.sentence.start and t.sentence.end <= first
                ]
                parts = [(s.start, s.end) for s in earlier] + parts
        yield replace(relation, content=tuple(parts)) if len(parts) > len(relation.content) else relation
