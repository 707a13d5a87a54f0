"""Statements no speaker is named for: what the relations of a sentence leave uncovered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from safeconduct.read.attribute import Relation
from safeconduct.read.sieve import AnyCase
from safeconduct.read.tree import Range, Tree

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_LABEL = 40
"""A shorter sentence that ends in a colon is the label of what follows, in code points."""
_SILENT = AnyCase(
    r"\b(?:d(?:id|oes|o) not (?:say|state|name)|says? nothing|said nothing|g[ai]ves? no|gave no|names? no|lists? no"
    r"|holds? no|cannot say)\b",
)


def uncovered(
    trees: Sequence[Tree],
    relations: Sequence[Relation],
    tells: Callable[[Range], bool],
    text: str,
    states: Callable[[Range], bool] | None = None,
) -> Iterable[tuple[int, Range]]:
    """Sentence number and offsets of each unattributed statement; ``tells`` says whether a range states anything.

    A sentence without a relation is taken whole; of the others, clauses with a subject of their own. Questions and
    sentences that only say what was not said are left out. A line without a verb ("Low bridge: walkers only") counts
    when ``states`` finds a typed value in it.
    """
    edges = sorted(
        ((min(a for a, _ in r.content), max(b for _, b in r.content), n, r) for n, r in enumerate(relations)),
        key=_by_start,
    )
    starts, widest = [low for low, *_ in edges], max((high - low for low, high, *_ in edges), default=0)
    cued: dict[int, list[tuple[int, Relation]]] = {}
    for n, relation in enumerate(relations):
        cued.setdefault(relation.sentence, []).append((n, relation))
    for number, tree in enumerate(trees):
        start, end = tree.sentence.start, tree.sentence.end
        body = text[start:end]
        label = body.endswith(":") and len(body) < _LABEL
        if label or body.rstrip("\"' ").endswith("?") or _SILENT.search(body):
            continue
        near = edges[bisect_left(starts, start - widest) : bisect_left(starts, end)]
        met = {n: r for low, high, n, r in near if start < high and _overlaps(r, tree)}
        met.update(cued.get(number, ()))
        own = [met[n] for n in sorted(met)]
        ranges = list(_clauses(tree, own)) if own else _whole(tree)
        for found in ranges:
            if tells(found):
                yield number, found
        if not own and not ranges and states is not None and body.strip():
            lines = (tree.trim(0, len(tree.tokens) - 1),)
            yield from ((number, at) for run in lines if run is not None and states(at := tree.chars(*run)))


def _by_start(edge: tuple[int, int, int, Relation]) -> tuple[int, int, int]:
    return edge[:3]


def _overlaps(relation: Relation, tree: Tree) -> bool:
    return any(a < tree.sentence.end and tree.sentence.start < b for a, b in relation.content)


def _whole(tree: Tree) -> list[Range]:
    if not any(token.tag in _FINITE for token in tree.tokens):
        return []
    run = tree.trim(0, len(tree.tokens) - 1)
    return [tree.chars(*run)] if run is not None else []


def _clauses(tree: Tree, relations: Sequence[Relation]) -> Iterable[Range]:
    covered = [r for relation in relations for r in (*relation.source, *relation.cue, *relation.content)]
    last = -1
    for part in _parts(tree):
        start, end = tree.chars(*part)
        if all(end <= a or b <= start for a, b in covered):
            last = part[1]
            yield start, end
    for verb, token in enumerate(tree.tokens):
        if token.dep not in ("advcl", "conj", "parataxis") or token.pos not in ("VERB", "AUX") or verb <= last:
            continue
        subjects = tree.kids(verb, "nsubj", "nsubjpass", "expl")
        if not subjects or not _finite(tree, verb):
            continue
        run = tree.trim(min(subjects[0], tree.low[subjects[0]]), tree.high[verb])
        if run is None:
            continue
        start, end = tree.chars(*run)
        if all(end <= a or b <= start for a, b in covered):
            last = run[1]
            yield start, end


def _parts(tree: Tree) -> Iterable[tuple[int, int]]:
    """Runs of a sentence up to its last semicolon that hold a finite verb: each is a sentence but for the mark."""
    first = 0
    for number, token in enumerate(tree.tokens):
        if token.text != ";":
            continue
        run = tree.trim(first, number - 1) if number > first else None
        if run is not None and any(t.tag in _FINITE for t in tree.tokens[run[0] : run[1] + 1]):
            yield run
        first = number + 1


def _finite(tree: Tree, verb: int) -> bool:
    return tree.tokens[verb].tag in _FINITE or any(tree.tokens[c].tag in _FINITE for c in tree.children[verb])
