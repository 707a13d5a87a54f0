"""Attribution: which words of a sentence are said, by which cue, of which speaker.

Rules over the dependency tree of one sentence: reported speech and its inversion, "according to", coordination
under one subject, inherited subjects ("adding"), nominal cues, relative clauses ("which X has dismissed"), hidden
judges ("was deemed impossible"), and quotations. Nesting is left standing: an inner relation lies inside the
content of an outer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from safeconduct.read.cues import FREE_SPEECH, cue_range, is_cue, nominal_cue, subject_of
from safeconduct.read.segment import Quotation
from safeconduct.read.stance import CUES, JUDGE_VERBS
from safeconduct.read.tree import Range, Tree

_PRONOUNS = frozenset(["it", "they", "he", "she", "we", "i"])
_OBJECT_STANCES = frozenset(["denies", "accuses", "requests", "demands", "offers", "refuses", "accepts"])
_OBJECT_VERBS = frozenset(
    ["announce", "describe", "claim", "confirm", "suggest", "acknowledge", "estimate", "reiterate", "repeat", "mention"]
)
_PREPOSITIONS = frozenset(["for", "on", "of", "about", "against", "to", "with"])
_LONGEST_GAP = 80


@dataclass(frozen=True, slots=True)
class Relation:
    """Who says what by which cue, as offsets; ``lemma`` is the cue's, ``sentence`` counts sentences from 0."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    lemma: str
    sentence: int
    flags: tuple[str, ...] = ()

    def holds(self, at: Range) -> bool:
        """True when the offsets lie inside the content."""
        return any(start <= at[0] and at[1] <= end for start, end in self.content)


def relations(trees: Sequence[Tree], quotes: Sequence[Quotation]) -> tuple[Relation, ...]:
    """All relations of a report in order of their cues."""
    found: list[Relation] = []
    for number, tree in enumerate(trees):
        here = _of_sentence(tree, number, quotes)
        if not here:
            here = _continued(tree, number, trees, quotes, found)
        found.extend(here)
    return tuple(sorted(_joined(found, trees, quotes), key=lambda r: (r.cue[0], r.content[0])))


def _of_sentence(tree: Tree, number: int, quotes: Sequence[Quotation]) -> list[Relation]:
    found = [r for i in range(len(tree.tokens)) for r in _according(tree, i, number)]
    for verb in range(len(tree.tokens)):
        if is_cue(tree, verb) and not _quoted(tree, verb, quotes):
            relation = _reported(tree, verb, number, quotes)
            if relation is not None:
                found.append(relation)
    found.extend(_hidden_judges(tree, number, found))
    return found


def _quoted(tree: Tree, index: int, quotes: Sequence[Quotation]) -> bool:
    token = tree.tokens[index]
    return any(q.start < token.start and token.end < q.end for q in quotes)


def _according(tree: Tree, index: int, number: int) -> Iterable[Relation]:
    """ "According to X, A": the rest of the sentence is content."""
    tokens = tree.tokens
    if tokens[index].text.lower() != "according" or index + 1 >= len(tokens) or tokens[index + 1].text.lower() != "to":
        return
    objects = tree.kids(index + 1, "pobj")
    if not objects:
        return
    source = tree.trim(tree.low[objects[0]], tree.high[objects[0]])
    if source is None:
        return
    parts = [tree.trim(0, index - 1), tree.trim(source[1] + 1, len(tokens) - 1)]
    content = tuple(tree.chars(*part) for part in parts if part is not None and part[1] - part[0] >= 2)
    if content:
        yield Relation((tree.chars(*source),), (tree.chars(index, index + 1),), content, "according", number)


def _reported(tree: Tree, verb: int, number: int, quotes: Sequence[Quotation]) -> Relation | None:
    """A cue verb with its speaker and what it introduces."""
    subject, inherited = subject_of(tree, verb)
    if subject is None:
        return None
    source = _source(tree, verb, subject)
    if source is None:
        return None
    cue = cue_range(tree, verb)
    lemma = tree.tokens[verb].lemma
    nominal = nominal_cue(tree, verb)
    if nominal is not None:
        cue, part, lemma = (cue[0], nominal.cue_end), (nominal.first, nominal.last), nominal.lemma
        parts = [part]
    else:
        parts = _content(tree, verb, subject, source, quotes)
    runs = [run for first, last in parts if (run := tree.trim(first, last)) is not None]
    runs = [_whole_quotations(tree, a, b) for a, b in runs if not _empty(tree, a, b)]
    runs = [(a, b) for a, b in runs if not a <= verb <= b and not (a >= source[0] and b <= source[1])]
    if not runs:
        return None
    if lemma == "call" and not any(tree.tokens[c].text.lower() in ("for", "on") for c in tree.kids(verb, "prep")):
        lemma = "describe"
    flags = ("speaker carried over from an earlier clause",) if inherited else ()
    return Relation(
        (tree.chars(*source),),
        (tree.chars(*cue),),
        tuple(tree.chars(*run) for run in sorted(runs)),
        lemma,
        number,
        flags,
    )


def _empty(tree: Tree, first: int, last: int) -> bool:
    return tree.tokens[first].text.lower() in ("nothing", "so") and last - first < 4


def _whole_quotations(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """Take in the rest of a quotation that opens in the run or right after it."""
    marks = sum(tree.tokens[i].text == '"' for i in range(first, last + 1))
    opens_next = last + 1 < len(tree.tokens) and tree.tokens[last + 1].text == '"'
    if marks % 2 or opens_next:
        after = [i for i in range(last + 1, len(tree.tokens)) if tree.tokens[i].text == '"']
        wanted = 0 if marks % 2 else 1
        if len(after) > wanted:
            return first, after[wanted]
    return first, last


def _source(tree: Tree, verb: int, subject: int) -> tuple[int, int] | None:
    first, last = tree.low[subject], tree.high[subject]
    if first <= verb <= last:
        last = verb - 1 if subject < verb else subject
        first = first if subject < verb else subject
    return tree.trim(first, last)


def _content(
    tree: Tree, verb: int, subject: int, source: tuple[int, int], quotes: Sequence[Quotation]
) -> list[tuple[int, int]]:
    """Token runs a cue verb introduces: clause, object, or the rest of an inverted sentence."""
    relative = _relative(tree, verb)
    if relative is not None:
        return [relative]
    lemma = tree.tokens[verb].lemma
    stance = CUES[lemma].value
    clauses = [c for c in tree.kids(verb, "ccomp") if not (lemma in FREE_SPEECH and c < verb and _after(tree, verb))]
    if stance in _OBJECT_STANCES or lemma in ("claim", "expect", "hope"):
        clauses += tree.kids(verb, "xcomp")
    right = [c for c in clauses if c > verb]
    if right:
        if _question(tree, right[0]):
            return []
        first = max(verb + 1, min(tree.low[c] for c in right))
        if stance in _OBJECT_STANCES:
            first = min([first, *(tree.low[o] for o in tree.kids(verb, "dobj", "dative") if o > verb)])
        last = max(tree.high[c] for c in right)
        return [(first, _extended(tree, verb, _cut_own_speech(tree, verb, right, last)))]
    if lemma in FREE_SPEECH and (inverted := _inverted(tree, verb, source)) is not None:
        return inverted
    return _objects(tree, verb, stance, lemma)


def _question(tree: Tree, clause: int) -> bool:
    """ "says who …", "said whether …" tells nothing of the content."""
    opener = tree.tokens[tree.low[clause]]
    return opener.tag in ("WP", "WRB", "WDT") or opener.text.lower() in ("whether", "if")


def _after(tree: Tree, verb: int) -> bool:
    return bool([c for c in tree.kids(verb, "ccomp") if c > verb])


def _relative(tree: Tree, verb: int) -> tuple[int, int] | None:
    """ "claims, which X has dismissed": the antecedent with its pronoun."""
    token = tree.tokens[verb]
    pronouns = [c for c in tree.kids(verb, "dobj", "pobj") if tree.tokens[c].tag in ("WDT", "WP") and c < verb]
    if token.dep != "relcl" or not pronouns:
        return None
    head = token.head
    return tree.low[head], pronouns[0]


def _cut_own_speech(tree: Tree, verb: int, clauses: Sequence[int], last: int) -> int:
    """Cut "that it had told Y and requested Z" before "and": the second verb is a statement of the same speaker."""
    speaker = subject_of(tree, verb)[0]
    for clause in clauses:
        for other in tree.kids(clause, "conj", "advcl"):
            subject, inherited = subject_of(tree, other)
            if is_cue(tree, other) and inherited and subject == speaker and other > clause:
                last = min(last, tree.low[other] - 1)
    return last


def _extended(tree: Tree, verb: int, last: int) -> int:
    """Take in ", but there are Z": a clause joined after the content, with a subject of its own and no cue."""
    if CUES[tree.tokens[verb].lemma].value in _OBJECT_STANCES:
        return last
    walker = verb
    holders = [verb]
    while not tree.is_root(walker):
        walker = tree.tokens[walker].head
        holders.append(walker)
    for holder in holders:
        for other in tree.kids(holder, "conj"):
            if other <= last or is_cue(tree, other, content_needed=False) or tree.tokens[other].lemma in CUES:
                continue
            own = tree.kids(other, "nsubj", "nsubjpass", "expl", "csubj")
            if own and tree.low[own[0]] > last and tree.low[own[0]] - last <= 4:
                return max(last, tree.high[other])
    return last


def _inverted(tree: Tree, verb: int, source: tuple[int, int]) -> list[tuple[int, int]] | None:
    """ "A, the ministry said": everything before the speaker, and a quotation after it."""
    clause = verb
    while not tree.is_root(clause) and tree.tokens[clause].dep in ("parataxis", "ccomp", "conj"):
        clause = tree.tokens[clause].head
    addressed = tree.tokens[verb].lemma in ("tell", "inform")
    if not tree.is_root(clause) or (tree.kids(verb, "dobj") and not addressed):
        return None
    start, end = min(source[0], verb, cue_range(tree, verb)[0]), max(source[1], verb, tree_last(tree, verb))
    before = tree.trim(0, start - 1) if start > 0 else None
    after = tree.trim(end + 1, len(tree.tokens) - 1) if end + 1 < len(tree.tokens) else None
    runs = []
    if before is not None and _says_something(tree, before):
        runs.append(before)
    if after is not None and runs and any(tree.tokens[i].text == '"' for i in range(after[0], after[1] + 1)):
        runs.append(after)
    return runs or None


def tree_last(tree: Tree, verb: int) -> int:
    """Last token of the cue verb's own particles and addressees."""
    own = tree.kids(verb, "prt", "dative", "npadvmod", *(("dobj",) if tree.tokens[verb].lemma == "tell" else ()))
    return max([verb, *(tree.high[c] for c in own if c > verb)])


def _says_something(tree: Tree, run: tuple[int, int]) -> bool:
    tokens = tree.tokens[run[0] : run[1] + 1]
    return any(t.pos in ("VERB", "AUX") for t in tokens) or (tokens[0].text == '"' and tokens[-1].text in ('"', ","))


def _objects(tree: Tree, verb: int, stance: str, lemma: str) -> list[tuple[int, int]]:
    """ "rejected the charge", "accused X of Y", "asked for Z"."""
    limit = len(tree.tokens) - 1
    if stance in _OBJECT_STANCES or lemma in _OBJECT_VERBS:
        objects = [c for c in tree.kids(verb, "dobj", "oprd", "attr") if c > verb]
        if objects:
            first, last = tree.low[objects[0]], tree.high[objects[0]]
            for child in tree.kids(verb, "prep", "xcomp", "oprd", "dative", "agent", "acomp", "ccomp"):
                if child > objects[0] and tree.low[child] <= last + 2:
                    last = max(last, tree.high[child])
            for child in tree.kids(verb, "advcl", "relcl"):
                touching = tree.low[child] <= last + 2 and tree.tokens[child].tag in ("VB", "VBG")
                if child > objects[0] and not is_cue(tree, child) and (touching or _reason(tree, child)):
                    last = max(last, tree.high[child])
            if lemma in ("repeat", "reiterate") and last < limit and tree.tokens[last + 1].text == ":":
                last = limit
            return [(first, last)]
    if stance in _OBJECT_STANCES:
        for child in tree.kids(verb, "prep"):
            if child == verb + 1 and tree.tokens[child].text.lower() in _PREPOSITIONS:
                inner = tree.kids(child, "pobj", "pcomp")
                tail = [c for c in tree.kids(verb, "xcomp", "prep", "ccomp", "advcl") if c >= child]
                if inner:
                    return [(tree.low[inner[0]], max(tree.high[c] for c in tail))]
        wished = [c for c in tree.kids(verb, "advcl") if c > verb and tree.low[c] == verb + 1 and tree.kids(c, "mark")]
        if wished and stance == "requests":
            return [(tree.low[wished[0]], tree.high[wished[0]])]
        reasons = [c for c in tree.kids(verb, "advcl") if c > verb and _reason(tree, c)]
        if reasons:
            return [(tree.low[reasons[0]], tree.high[reasons[0]])]
    return []


def _reason(tree: Tree, clause: int) -> bool:
    """A clause that gives a reason."""
    return any(tree.tokens[c].text.lower() in ("because", "since") for c in tree.kids(clause, "mark"))


def _hidden_judges(tree: Tree, number: int, found: Sequence[Relation]) -> Iterable[Relation]:
    """ "was deemed impossible" inside reported content: the judge is taken to be the reporting speaker."""
    for verb, token in enumerate(tree.tokens):
        if token.lemma not in JUDGE_VERBS or token.tag != "VBN" or not tree.kids(verb, "auxpass"):
            continue
        outer = [r for r in found if r.holds((token.start, token.end)) and r.cue[0] != (token.start, token.end)]
        subjects = tree.kids(verb, "nsubjpass", "nsubj")
        if not outer or not subjects or tree.kids(verb, "agent"):
            continue
        governing = min(outer, key=lambda r: r.content[0])
        run = tree.trim(tree.low[subjects[0]], tree.high[verb])
        if run is not None:
            flags = ("who judged is not stated; taken to be the reporting speaker",)
            yield Relation(
                governing.source, ((token.start, token.end),), (tree.chars(*run),), token.lemma, number, flags
            )


def _continued(
    tree: Tree, number: int, trees: Sequence[Tree], quotes: Sequence[Quotation], found: Sequence[Relation]
) -> list[Relation]:
    """A sentence wholly inside a quotation that follows a quoted statement belongs to the same speaker."""
    start, end = tree.sentence.start, tree.sentence.end
    around = [q for q in quotes if q.start <= start and end <= q.end + 1]
    if not around or not found or found[-1].lemma == "according":
        return []
    last = found[-1]
    same = trees[last.sentence].sentence.paragraph == tree.sentence.paragraph
    quoted_before = any(q.start < e and s < q.end for q in quotes for s, e in last.content)
    if not same or not quoted_before or around[0].start - last.content[-1][1] > _LONGEST_GAP:
        return []
    flags = ("quotation goes on from the sentence before",)
    return [Relation(last.source, last.cue, ((start, end),), last.lemma, number, flags)]


def _joined(found: Sequence[Relation], trees: Sequence[Tree], quotes: Sequence[Quotation]) -> Iterable[Relation]:
    """Add to a quoted statement the sentences before it that lie in the same quotation."""
    claimed = {r.sentence for r in found}
    for relation in found:
        first = relation.content[0][0]
        parts = list(relation.content)
        for quote in quotes:
            if quote.start < first < quote.end and quote.start < trees[relation.sentence].sentence.start:
                earlier = [
                    t.sentence
                    for n, t in enumerate(trees)
                    if n not in claimed and quote.start <= t.sentence.start and t.sentence.end <= first
                ]
                parts = [(s.start, s.end) for s in earlier] + parts
        yield replace(relation, content=tuple(parts)) if len(parts) > len(relation.content) else relation
