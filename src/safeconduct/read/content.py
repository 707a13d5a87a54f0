"""What a cue verb introduces: a clause, an object, or the sentence around it, as runs of tokens."""

from __future__ import annotations

from collections.abc import Sequence

from safeconduct.read.cues import Cue, Speaker, cue_at, cue_range, lemma_of, speaker_of
from safeconduct.read.days import WEEKDAYS
from safeconduct.read.lexicon import VERBS, words
from safeconduct.read.tree import Tree

Run = tuple[int, int]
_TAILS = ("prep", "xcomp", "oprd", "dative", "agent", "acomp", "ccomp", "npadvmod", "advmod")
_FLAT = words("not no never nonsense untrue false absurd rubbish lies wrong impossible agreed accepted")
"""Openings of an answer that needs no verb: "Not true, says the manager"."""
_KEPT = words("as for of to against over at with on between")
_FREE_TAILS = frozenset(("offers", "demands", "requests", "estimates"))
_PUT = words("ask tell press question challenge quiz speak reach contact")
_REASONS = ("because", "since", "as", "although", "unless", "until", "if", "provided")


def content_of(tree: Tree, cue: Cue, speaker: Speaker | None) -> tuple[list[Run], int]:
    """Runs of the content and the last token of the cue (its preposition, when one opens the content)."""
    last = cue_range(tree, cue)[1]
    if (cue.voice != "active" and cue.top == cue.verb) or "s" in cue.frame.takes:
        return _passive(tree, cue), last
    if (relative := _relative(tree, cue)) is not None:
        return [relative], last
    takes = cue.frame.takes
    if (clause := _clause(tree, cue)) is not None:
        return [clause], last
    if speaker is not None and ("f" in takes or "q" in takes) and (around := _around(tree, cue, speaker)):
        return around, last
    opened = _prepositional(tree, cue)
    touching = opened is not None and opened[0] == last + 1
    if touching and opened is not None:
        return [opened[1]], opened[0]
    if set(takes) & set("ojp") and (found := _object(tree, cue)) is not None:
        return [found], last
    if opened is not None:
        return [opened[1]], last
    return [], last


def _clause(tree: Tree, cue: Cue) -> Run | None:
    """A clause, infinitive or gerund to the right of the verb."""
    verb, takes = cue.verb, cue.frame.takes
    clauses = [c for c in tree.kids(verb, "ccomp") if c > verb] if "c" in takes or "i" in takes else []
    if "i" in takes or "a" in takes:
        clauses += [c for c in tree.kids(verb, "xcomp") if c > verb]
    elif "c" in takes:
        clauses += [c for c in tree.kids(verb, "xcomp") if c > verb and tree.tokens[c].tag == "VBG"]
    if "c" in takes:
        clauses += [c for c in tree.kids(verb, "advcl", "acl", "relcl", "dep") if c > verb and _that(tree, c)]
        holders = tree.kids(verb, "dobj", "dative", "npadvmod")
        for child in (*holders, *(o for p in tree.kids(verb, "prep", "dative") for o in tree.kids(p, "pobj"))):
            clauses += [c for c in tree.kids(child, "acl", "relcl", "ccomp") if c > child and _that(tree, c)]
    if not clauses:
        return None
    first = max(verb + 1, min(tree.low[c] for c in clauses))
    if "i" in takes or "j" in takes or ("a" in takes and all(tree.tokens[c].dep == "xcomp" for c in clauses)):
        first = min([first, *(tree.low[o] for o in tree.kids(verb, "dobj", "dative", "nsubj") if o > verb)])
    last = max(tree.high[c] for c in clauses)
    return first, _extended(tree, cue, _own_speech_cut(tree, cue, clauses, last))


def _that(tree: Tree, clause: int) -> bool:
    """Opened by "that" as a conjunction."""
    return any(tree.tokens[c].text.lower() == "that" for c in tree.kids(clause, "mark"))


def asks(tree: Tree, first: int) -> bool:
    """ "says who …", "said whether …" tells nothing of the content."""
    opener = tree.tokens[first]
    text = opener.text.lower()
    return (opener.tag in ("WP", "WRB", "WDT") and text != "that") or text in ("whether", "if")


def _own_speech_cut(tree: Tree, cue: Cue, clauses: Sequence[int], last: int) -> int:
    """Cut "that it had told Y and requested Z" before "and": the second verb is a statement of the same speaker."""
    speaker = speaker_of(tree, cue)
    for clause in clauses:
        for other in range(clause + 1, last + 1):
            found = cue_at(tree, other) if tree.tokens[other].dep in ("conj", "advcl") else None
            if found is None or not found.reported or "p" in found.frame.takes or found.voice != "active":
                continue
            who = speaker_of(tree, found)
            if who is not None and speaker is not None and who.inherited and who.head == speaker.head:
                last = min(last, tree.low[other] - 1)
        for other in tree.kids(clause, "advcl"):
            aside = {tree.tokens[c].text.lower() for c in tree.kids(other, "mark", "advmod")} & {
                "while",
                "as",
                "although",
            }
            found = cue_at(tree, other)
            if (
                aside
                and found is not None
                and found.reported
                and other > clause
                and tree.tokens[tree.low[other] - 1].text == ","
            ):
                last = min(last, tree.low[other] - 1)
    return last


def _extended(tree: Tree, cue: Cue, last: int) -> int:
    """Take in ", but there are Z": a clause joined after the content, with a subject of its own and no cue."""
    if "f" not in cue.frame.takes or tree.tokens[cue.verb].dep == "relcl":
        return last
    holders = [cue.verb]
    while not tree.is_root(holders[-1]):
        holders.append(tree.tokens[holders[-1]].head)
    for holder in holders:
        for other in tree.kids(holder, "conj"):
            if other <= last or cue_at(tree, other) is not None:
                continue
            own = tree.kids(other, "nsubj", "nsubjpass", "expl", "csubj")
            if own and tree.low[own[0]] > last and tree.low[own[0]] - last <= 4:
                return max(last, tree.high[other])
    return last


def _relative(tree: Tree, cue: Cue) -> Run | None:
    """ "claims, which X has dismissed": the antecedent with its pronoun."""
    token = tree.tokens[cue.verb]
    if token.dep != "relcl":
        return None
    pronouns = [c for c in tree.kids(cue.verb, "dobj", "pobj") if tree.tokens[c].tag in ("WDT", "WP") and c < cue.verb]
    if pronouns:
        return tree.low[token.head], pronouns[0]
    return None


def _around(tree: Tree, cue: Cue, speaker: Speaker) -> list[Run]:
    """ "A, the ministry said, B": what stands before the speaker, and what of it goes on after."""
    verb = cue.top
    if tree.tokens[verb].dep not in ("ROOT", "ccomp", "parataxis", "conj", "dep", "advcl", "relcl"):
        return []
    if "a" not in cue.frame.takes and any(c > cue.verb for c in tree.kids(cue.verb, "dobj")):
        return []
    clause = verb
    while not tree.is_root(clause) and tree.tokens[clause].dep in ("parataxis", "ccomp", "conj", "dep"):
        clause = tree.tokens[clause].head
    start = min(speaker.first, cue_range(tree, cue)[0]) if not speaker.inherited else cue_range(tree, cue)[0]
    end = max(speaker.last if not speaker.inherited else 0, _addressed(tree, cue))
    low, high = _scope(tree, cue, clause)
    before = tree.trim(low, start - 1) if start > low else None
    after = tree.trim(end + 1, high) if end < high else None
    put_in = tree.tokens[verb].dep in ("parataxis", "ccomp", "dep", "ROOT", "conj") and not _reported_itself(tree, verb)
    runs: list[Run] = []
    if (
        before is not None
        and after is not None
        and put_in
        and not speaker.inherited
        and _split(tree, before, after, start)
    ):
        return [before, after]
    if before is not None and _put_to(tree, before):
        before = None
    if before is not None and put_in and not speaker.inherited and _says(tree, before):
        runs.append(before)
    if after is not None:
        quoted = _quoted_run(tree, after)
        if runs and tree.tokens[after[0]].text == '"':
            runs.append(after)
        elif quoted is not None:
            runs.append(quoted)
        elif not runs and tree.tokens[end + 1].text == ":":
            runs.append(after)
    if "q" in cue.frame.takes and not any(tree.tokens[i].text == '"' for a, b in runs for i in range(a, b + 1)):
        return []
    return runs


def _reported_itself(tree: Tree, verb: int) -> bool:
    """The verb stands in a clause that another cue introduces ("stated that it had informed Y")."""
    head = tree.tokens[verb].head
    return tree.tokens[verb].dep == "ccomp" and head < verb and lemma_of(tree, head) in VERBS


def _scope(tree: Tree, cue: Cue, clause: int) -> Run:
    """Where the content of a free verb may lie: the sentence, or the clause it is put into."""
    if tree.is_root(clause):
        return 0, len(tree.tokens) - 1
    head = tree.tokens[clause].head
    return (tree.low[clause], tree.high[clause]) if clause != cue.top else (tree.low[head], tree.high[head])


def _addressed(tree: Tree, cue: Cue) -> int:
    """Last token of the verb's own particles and addressee."""
    own = tree.kids(cue.verb, "prt", "dative", "npadvmod", *(("dobj",) if "a" in cue.frame.takes else ()))
    return max([cue.verb, *(tree.high[c] for c in own if c > cue.verb)])


def _put_to(tree: Tree, run: Run) -> bool:
    """ "Asked about the road, X replied": what was put to the speaker."""
    first = tree.tokens[run[0]]
    return first.tag in ("VBN", "VBG", "VBD") and first.lemma.lower() in _PUT


def _says(tree: Tree, run: Run) -> bool:
    tokens = tree.tokens[run[0] : run[1] + 1]
    return any(t.pos in ("VERB", "AUX") for t in tokens) or tokens[0].text == '"' or tokens[0].text.lower() in _FLAT


def _quoted_run(tree: Tree, run: Run) -> Run | None:
    """From the first quotation mark of a run to its last."""
    marks = [i for i in range(run[0], run[1] + 1) if tree.tokens[i].text == '"']
    return (marks[0], marks[-1] if len(marks) > 1 else run[1]) if marks else None


def _split(tree: Tree, before: Run, after: Run, start: int) -> bool:
    """ "The plan, a source said, is to leave": the cue parts a subject from its verb."""
    if tree.tokens[start - 1].text != ",":
        return False
    inside = range(before[0], before[1] + 1)
    return any(
        tree.tokens[i].dep in ("nsubj", "nsubjpass", "aux", "mark", "expl")
        and after[0] <= tree.tokens[i].head <= after[1]
        for i in inside
    )


def _named(tree: Tree, verb: int) -> list[int]:
    """ "Turned down Kelm": a name the parser takes for a measure of time."""
    after = [c for c in tree.kids(verb, "npadvmod") if c > verb and tree.tokens[c].tag == "NNP"]
    return [c for c in after if tree.tokens[c].text not in WEEKDAYS and tree.low[c] <= verb + 2]


def _object(tree: Tree, cue: Cue) -> Run | None:
    """ "rejected the charge", "accused X of Y", "considers the bridge unsafe"."""
    verb = cue.verb
    objects = [c for c in tree.kids(verb, "dobj", "oprd", "attr", "acomp", "nummod", "dative") if c > verb]
    objects = [c for c in objects if tree.tokens[c].pos != "ADP"] or _counted(tree, verb) or _named(tree, verb)
    if "a" in cue.frame.takes and objects and tree.tokens[objects[0]].dep == "dobj" and len(objects) == 1:
        return None
    if not objects or ("p" in cue.frame.takes and not _judged(tree, verb, objects[0])):
        return None
    whole = cue.frame.stance.value in _FREE_TAILS or "i" in cue.frame.takes
    whole = whole or any(tree.tokens[i].tag == "CD" for i in range(tree.low[objects[0]], tree.high[objects[0]] + 1))
    bare = bare_end(tree, objects[0])
    whole = whole or (bare + 1 < len(tree.tokens) and tree.tokens[bare + 1].text == ":")
    first, last = tree.low[objects[0]], tree.high[objects[0]] if whole else bare
    for other in objects[1:]:  # "twenty seats a trip": a measure the parser takes for a second object
        last = max(last, tree.high[other]) if whole and tree.low[other] == last + 1 else last
    for child in tree.kids(verb, *_TAILS):
        adjunct = tree.tokens[child].dep in ("prep", "npadvmod", "advmod") and not whole
        if adjunct and tree.tokens[child].text.lower() not in _KEPT:
            continue
        if child > objects[0] and tree.low[child] <= last + 2:
            last = max(last, tree.high[child])
    for child in tree.kids(verb, "advcl", "relcl"):
        touching = tree.low[child] <= last + 2 and tree.tokens[child].tag in ("VB", "VBG")
        inner = cue_at(tree, child)
        if child > objects[0] and (inner is None or not inner.reported) and (touching or _reason(tree, child)):
            last = max(last, tree.high[child])
    if last + 2 < len(tree.tokens) and tree.tokens[last + 1].text == ":" and tree.tokens[last + 2].text == '"':
        return last + 2, len(tree.tokens) - 1
    if whole and last + 1 < len(tree.tokens) and tree.tokens[last + 1].text in (":", ","):
        last = _aside(tree, verb, last)
    return first, last


def _counted(tree: Tree, verb: int) -> list[int]:
    """ "reports between 30 and 40 passengers", "says no thanks": an object the parser takes for something else."""
    right = [
        c for c in tree.kids(verb, "prep", "npadvmod", "advmod", "intj") if c == verb + 1 or tree.low[c] == verb + 1
    ]
    return [
        c
        for c in right
        if any(
            tree.tokens[i].tag == "CD" or tree.tokens[i].text.lower() in ("no", "not", "yes")
            for i in range(verb + 1, min(verb + 5, tree.high[c] + 1))
        )
    ]


def _aside(tree: Tree, verb: int, last: int) -> int:
    """What the verb's object goes on with after a colon, or after a comma without a verb of its own."""
    if tree.tokens[last + 1].text == ":":
        return len(tree.tokens) - 1
    for child in tree.kids(verb, "prep", "advcl", "appos", "dep", "npadvmod"):
        finite = any(
            tree.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") for i in range(tree.low[child], tree.high[child] + 1)
        )
        if tree.low[child] == last + 2 and not finite and cue_at(tree, child) is None:
            return tree.high[child]
    return last


def _judged(tree: Tree, verb: int, thing: int) -> bool:
    """ "hold X responsible", "see X as Y"."""
    if any(c > thing for c in tree.kids(thing, "amod")):
        return True
    return any(c > thing or tree.tokens[c].dep != "dobj" for c in tree.kids(verb, "oprd", "acomp", "xcomp")) or any(
        tree.tokens[c].text.lower() == "as" for c in tree.kids(verb, "prep") if c > thing
    )


def bare_end(tree: Tree, thing: int) -> int:
    """End of a noun phrase without a relative clause that only adds to it."""
    last = tree.high[thing]
    for clause in range(thing + 1, last + 1):
        opener = tree.low[clause]
        if tree.tokens[clause].dep == "relcl" and opener > thing + 1 and tree.tokens[opener - 1].text == ",":
            last = min(last, opener - 1)
    return last


def _reason(tree: Tree, clause: int) -> bool:
    return any(tree.tokens[c].text.lower() in (*_REASONS, "with") for c in tree.kids(clause, "mark"))


def _prepositional(tree: Tree, cue: Cue) -> tuple[int, Run] | None:
    """ "asked for Z", "called on X to do Y": the preposition and what it opens."""
    verb = cue.verb
    for child in tree.kids(verb, "prep", "dative"):
        if child < verb or tree.tokens[child].text.lower() not in cue.frame.prepositions:
            continue
        inner = tree.kids(child, "pobj", "pcomp")
        if inner:
            tails = [c for c in tree.kids(verb, "xcomp", "prep", "ccomp", "advcl") if c >= child]
            ends = [tree.high[c] for c in tails if c == child or not _reports(tree, c)]
            last = max(ends, default=tree.high[child])
            return child, (tree.low[inner[0]], last)
    if "i" in cue.frame.takes or "c" in cue.frame.takes:
        wished = [c for c in tree.kids(verb, "advcl") if c > verb and tree.low[c] == verb + 1 and tree.kids(c, "mark")]
        if wished and cue.frame.prepositions and tree.tokens[tree.low[wished[0]]].text.lower() in ("for", "that"):
            return verb, (tree.low[wished[0]], tree.high[wished[0]])
        reasons = [c for c in tree.kids(verb, "advcl") if c > verb and _reason(tree, c)]
        if reasons and cue.frame.stance.value in ("refuses", "denies"):
            return verb, (tree.low[reasons[0]], tree.high[reasons[0]])
    return None


def _reports(tree: Tree, verb: int) -> bool:
    """True for a cue of its own; an infinitive ("to publish the list") is none."""
    cue = cue_at(tree, verb)
    return cue is not None and (cue.reported or cue.negated)


def _passive(tree: Tree, cue: Cue) -> list[Run]:
    """ "the offer was dismissed by X as Y": what was dismissed, and what is said of it after the agent."""
    verb = cue.verb
    subjects = tree.kids(verb, "nsubjpass", "nsubj")
    runs: list[Run] = []
    clauses = [c for c in tree.kids(verb, "ccomp", "xcomp") if c > verb]
    if clauses and subjects and ("a" in cue.frame.takes or tree.tokens[subjects[0]].text.lower() == "it"):
        subjects = []  # "Y was told by X that …", "it was reported by X that …": the clause alone is what is said
    if subjects:
        head = subjects[0]
        if tree.tokens[head].tag in ("WDT", "WP") and tree.tokens[verb].dep == "relcl":
            runs.append((tree.low[tree.tokens[verb].head], head))
        else:
            runs.append((tree.low[head], min(tree.high[head], verb - 1)))
    elif tree.tokens[verb].dep == "acl":
        runs.append((tree.low[tree.tokens[verb].head], verb - 1))
    rest = [c for c in tree.kids(verb, "xcomp", "oprd", "ccomp", "prep") if c > verb]
    rest = [c for c in rest if tree.tokens[c].dep != "prep" or tree.tokens[c].text.lower() in ("as", "for", "of")]
    if "p" in cue.frame.takes and not rest:
        return []
    if "s" in cue.frame.takes:
        rest += [c for c in tree.kids(verb, "acomp", "attr") if c > verb]
    if rest:
        runs.append((min(tree.low[c] for c in rest), max(tree.high[c] for c in rest)))
    return runs
