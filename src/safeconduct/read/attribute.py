"""Attribution: which words of a report are said, by which cue, of which speaker.

Rules over the dependency tree of each sentence find reported speech and its inversion, coordination under one
subject, inherited subjects ("adding"), relative clauses, passives, cues that are nouns, adjectives or phrases, and
hidden judges ("was deemed impossible"); labels open turns, and quotations go on over sentences. Nesting is left
standing: an inner relation lies inside the content of an outer one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from safeconduct.model.claim import Stance
from safeconduct.read.acts import acts
from safeconduct.read.adverbial import phrases
from safeconduct.read.carried import carried_on
from safeconduct.read.content import asks, content_of
from safeconduct.read.cues import PRONOUNS, Cue, Speaker, cue_at, cue_range, speaker_of
from safeconduct.read.dealings import dealings
from safeconduct.read.inverted import inverted
from safeconduct.read.labels import Turn
from safeconduct.read.lexicon import ADJECTIVES, words
from safeconduct.read.nominal import nominals
from safeconduct.read.readiness import readiness
from safeconduct.read.refusal import refusals
from safeconduct.read.relation import Relation
from safeconduct.read.resume import joined, resumed
from safeconduct.read.segment import Quotation
from safeconduct.read.sightings import sightings
from safeconduct.read.stance import JUDGE_VERBS
from safeconduct.read.tree import Range, Tree
from safeconduct.read.turn_words import answers_apart, before_first_person

__all__ = ["Relation", "relations"]

PERFORMED = words(
    "ask request urge appeal beg demand require order insist deny dispute reject refuse accept agree propose offer"
    " pledge promise guarantee apologise apologize regret accuse want contest oppose"
)
"""Verbs that do what they say when "I" or "we" is their subject."""
_OPENS = 12
"""Characters before "I" or "we" at which a sentence still opens with them ("Yes, we accept")."""
_WORDS = 4
"""Shortest rest of a turn that states something, in characters."""
_INHERITED = "speaker carried over from an earlier clause"
_SILENT = words("list give name mention specify disclose reveal cite detail describe offer add publish note")
"""Verbs that say nothing when they have nothing: "lists no buses"."""
_LIKENS = frozenset(["recall", "suggest", "indicate", "add"])
_SIGHTS = words("situation scene case event fire flood siege picture sight smell sound detour")
"""What makes one think of another thing, and says nothing."""


def relations(trees: Sequence[Tree], quotes: Sequence[Quotation], turns: Sequence[Turn] = ()) -> tuple[Relation, ...]:
    """All relations of a report in order of their cues, those no ledger keeps among them."""
    found: list[Relation] = []
    for number, tree in enumerate(trees):
        inside = any(t.content[0] < tree.sentence.end and tree.sentence.start < t.content[1] for t in turns)
        here = _of_sentence(tree, number, quotes, plainly=not inside)
        if not here and found:
            here = carried_on(tree, number, found[-1], trees)
        if here or not resumed(tree, trees, quotes, found):
            found.extend(here)
    kept = list(_inside_turns(joined(found, trees, quotes), turns, trees))
    whole = [*_labelled(turns, trees, kept), *kept]
    return tuple(sorted(whole, key=lambda r: (r.cue[0] if r.cue else r.content[0], r.content[0])))


def _of_sentence(tree: Tree, number: int, quotes: Sequence[Quotation], *, plainly: bool) -> list[Relation]:
    """Relations of one sentence; ``plainly``: also what is refused, seen or put at hand in the report's own voice."""
    quotes = [q for q in quotes if q.start < tree.sentence.end and tree.sentence.start < q.end]
    told = list(phrases(tree))
    found = [
        Relation(
            (tree.chars(*p.source),), (tree.chars(*p.cue),), tuple(tree.chars(*c) for c in p.content), p.lemma, number
        )
        for p in told
        if not _quoted(tree, p.cue[0], quotes)
    ]
    taken: set[int] = set()
    for nominal in nominals(tree):
        run = tree.trim(*nominal.content)
        if run is None or _quoted(tree, nominal.cue[0], quotes):
            continue
        taken.update(range(nominal.cue[0], nominal.cue[1] + 1))
        content = _whole_quotations(tree, *run)
        source = (tree.chars(*nominal.source),) if nominal.source else ()
        flags = (_INHERITED,) if nominal.inherited else ()
        at = (tree.chars(*nominal.cue),)
        said = (tree.chars(*content),)
        found.append(Relation(source, at, said, nominal.lemma, number, flags, nominal.reported, stance=nominal.stance))
    for verb in range(len(tree.tokens)):
        if verb in taken or _quoted(tree, verb, quotes) or (cue := cue_at(tree, verb)) is None:
            continue
        relation = _reported(tree, cue, number)
        if relation is not None:
            found.append(relation)
    for phrase in told:
        found = [_past_name(tree, r, phrase.source) for r in found]
    found.extend(_hidden_judges(tree, number, found))
    plain = list(_told_plainly(tree, number, found, quotes)) if plainly else []
    found = [r for r in found if r.reported or not any(_meet(r.cue, p.cue) for p in plain)] + plain
    return [_own_again(tree, r, found) for r in found]


def _past_name(tree: Tree, relation: Relation, named: tuple[int, int]) -> Relation:
    """A relation whose subject the parser took from the name of an attributing phrase, with the subject behind it."""
    start, end = tree.chars(*named)
    if not relation.source or not start < relation.source[0][0] < end or relation.source[0][1] <= start:
        return relation
    cue = next((n for n, t in enumerate(tree.tokens) if relation.cue and t.start == relation.cue[0][0]), 0)
    run = tree.trim(named[1] + 1, cue - 1) if named[1] + 1 < cue else None
    return relation if run is None else replace(relation, source=(tree.chars(*run),))


def _own_again(tree: Tree, relation: Relation, found: Sequence[Relation]) -> Relation:
    """Inside what X says, "he", "it" and what people "would accept" speak for X: no statement besides X's."""
    if not relation.reported or not relation.source or relation.flags:
        return relation
    nested = any(o is not relation and o.reported and all(o.holds(c) for c in relation.cue) for o in found)
    first = next((t.text.lower() for t in tree.tokens if t.start == relation.cue[0][0]), "")
    same = relation.pronominal or relation.lemma in ADJECTIVES or first in ("will", "would", "'d", "'ll")
    return replace(relation, reported=False) if nested and same else relation


def _quoted(tree: Tree, index: int, quotes: Sequence[Quotation]) -> bool:
    token = tree.tokens[index]
    at = bisect_left(quotes, token.start, key=_opens) - 1  # quotations follow one another: only the last can hold it
    return at >= 0 and token.end < quotes[at].end


def _opens(quote: Quotation) -> int:
    return quote.start


def _reported(tree: Tree, cue: Cue, number: int) -> Relation | None:
    """A cue verb with its speaker and what it introduces."""
    speaker = speaker_of(tree, cue)
    if speaker is None and cue.voice != "hidden" and "s" not in cue.frame.takes:
        return None
    if speaker is not None and speaker.inherited and _done_by_object(tree, cue.verb):
        return None
    parts, last = content_of(tree, cue, speaker)
    runs = [run for a, b in parts if a <= b and (run := tree.trim(a, b)) is not None]
    runs = [_whole_quotations(tree, a, b) for a, b in runs if not _empty(tree, a, b)]
    if speaker is not None:
        runs = [_apart(run, speaker) for run in runs]
    runs = [(a, b) for a, b in runs if a <= b and not a <= cue.verb <= b]
    if not runs:
        return None
    first = cue_range(tree, cue)[0]
    lemma = cue.lemma
    opener = tree.tokens[min(run[0] for run in runs)].text.lower()
    if lemma == "call" and opener not in ("for", "on") and tree.tokens[last].text.lower() not in ("for", "on"):
        lemma = "describe"
    return Relation(
        (tree.chars(speaker.first, speaker.last),) if speaker is not None else (),
        (tree.chars(first, last),),
        tuple(tree.chars(*run) for run in sorted(runs)),
        lemma,
        number,
        (_INHERITED,) if speaker is not None and speaker.inherited else (),
        cue.reported and speaker is not None and _stated(tree, cue, speaker, runs[0]),
        _pronoun(tree, speaker),
        pronominal=speaker is not None and tree.tokens[speaker.head].text.lower() in PRONOUNS,
    )


def _done_by_object(tree: Tree, verb: int) -> bool:
    """Whether the object does it: "thanked Ordia for agreeing", "accused them of refusing"."""
    preposition = tree.tokens[verb].head
    if tree.tokens[verb].dep != "pcomp" or tree.tokens[preposition].text.lower() not in ("for", "of", "from", "into"):
        return False
    governor = tree.tokens[preposition].head
    things = [governor, *tree.kids(governor, "dobj")]
    return any(tree.tokens[n].dep == "dobj" and n < preposition for n in things)


def _stated(tree: Tree, cue: Cue, speaker: Speaker, run: tuple[int, int]) -> bool:
    """False for questions ("said whether"), for silence ("lists no buses") and for speakers asked after."""
    opener = tree.tokens[speaker.first]
    if opener.tag in ("WRB", "WP", "WDT", "WP$") and speaker.pronoun is None:
        return False
    first = tree.tokens[run[0]].text.lower()
    said = cue.frame.stance is Stance.ASSERTS
    if said and ((first in ("no", "nothing", "neither") and cue.lemma in _SILENT) or _points(tree, run)):
        return False
    if said and cue.lemma in _LIKENS and tree.tokens[speaker.head].lemma.lower() in _SIGHTS:
        return False
    return not said or run[1] < cue.verb or not asks(tree, run[0])


def _points(tree: Tree, run: tuple[int, int]) -> bool:
    """Content that is a pronoun alone, perhaps with a time: "had reported it on 13 June"."""
    first = tree.tokens[run[0]].text.lower()
    if tree.tokens[run[0]].pos == "SCONJ":
        return False
    return first in ("it", "this", "that", "them") and (run[0] == run[1] or tree.tokens[run[0] + 1].pos == "ADP")


def _pronoun(tree: Tree, speaker: Speaker | None) -> Range | None:
    return tree.chars(speaker.pronoun, speaker.pronoun) if speaker is not None and speaker.pronoun is not None else None


def _apart(run: tuple[int, int], speaker: Speaker) -> tuple[int, int]:
    """A run without the speaker's own words at its edge."""
    first, last = run
    if speaker.first <= first <= speaker.last:
        first = speaker.last + 1
    if speaker.first <= last <= speaker.last:
        last = speaker.first - 1
    return first, last


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


def _meet(one: Sequence[Range], other: Sequence[Range]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _told_plainly(
    tree: Tree, number: int, found: Sequence[Relation], quotes: Sequence[Quotation]
) -> Iterator[Relation]:
    """Refusals, sightings and readiness in the report's own voice: inside what somebody says they are part of it."""
    rows = [
        *((row, "refuse") for row in refusals(tree)),
        *((row, "observe") for row in sightings(tree)),
        *((row, "offer") for row in readiness(tree)),
        *((row, "say") for row in inverted(tree)),
        *((row[:3], row[3]) for row in dealings(tree)),
        *((row[:3], row[3]) for row in acts(tree)),
    ]
    for (speaker, cue, content), lemma in rows:
        at, run = tree.chars(*cue), tree.trim(*content)
        held = any(r.holds(at) or (r.reported and _meet(r.cue, (at,))) for r in found)
        if run is None or held or _quoted(tree, cue[0], quotes):
            continue
        yield Relation((tree.chars(speaker.first, speaker.last),), (at,), (tree.chars(*run),), lemma, number)


def _hidden_judges(tree: Tree, number: int, found: Sequence[Relation]) -> Iterable[Relation]:
    """ "was deemed impossible" inside reported content: the judge is taken to be the reporting speaker."""
    for verb, token in enumerate(tree.tokens):
        if token.lemma not in JUDGE_VERBS or token.tag != "VBN" or not tree.kids(verb, "auxpass"):
            continue
        outer = [
            r
            for r in found
            if r.reported and r.holds((token.start, token.end)) and r.cue[0] != (token.start, token.end)
        ]
        subjects = tree.kids(verb, "nsubjpass", "nsubj")
        if (
            not outer
            or not subjects
            or tree.kids(verb, "agent")
            or not tree.kids(verb, "oprd", "acomp", "xcomp", "advcl")
        ):
            continue
        governing = min(outer, key=lambda r: r.content[0])
        run = tree.trim(tree.low[subjects[0]], tree.high[verb])
        if run is not None:
            flags = ("who judged is not stated; taken to be the reporting speaker",)
            yield Relation(
                governing.source, ((token.start, token.end),), (tree.chars(*run),), token.lemma, number, flags
            )


def _labelled(turns: Sequence[Turn], trees: Sequence[Tree], inside: Sequence[Relation]) -> Iterator[Relation]:
    """One relation a turn: the label speaks, its colon is the cue. Sentences in which "I" or "we" do what they say by
    saying it are statements of their own and no part of it."""
    for turn in turns:
        number = _sentence_at(turn.content[0], trees)
        own = {r.sentence for r in inside if r.voice == turn.source}
        if not own:
            for part in answers_apart((turn.content,), trees):
                yield Relation((turn.source,), (turn.mark,), part, "say", _sentence_at(part[0][0], trees))
            continue
        rest = [
            (max(t.sentence.start, turn.content[0]), min(t.sentence.end, turn.content[1]))
            for n, t in enumerate(trees)
            if n not in own and t.sentence.start < turn.content[1] and turn.content[0] < t.sentence.end
        ]
        kept = tuple((a, b) for a, b in rest if b - a >= _WORDS)
        if kept:
            for part in answers_apart(_touching(kept), trees):
                yield Relation((turn.source,), (turn.mark,), part, "say", number)


def _sentence_at(start: int, trees: Sequence[Tree]) -> int:
    return next((n for n, t in enumerate(trees) if t.sentence.end > start), 0)


def _touching(parts: Sequence[Range]) -> tuple[Range, ...]:
    """Neighbouring sentences as one range."""
    joined_up = [parts[0]]
    for start, end in parts[1:]:
        if start - joined_up[-1][1] <= 2:
            joined_up[-1] = (joined_up[-1][0], end)
        else:
            joined_up.append((start, end))
    return tuple(joined_up)


def _inside_turns(found: Iterable[Relation], turns: Sequence[Turn], trees: Sequence[Tree]) -> Iterator[Relation]:
    """Within a turn "I" and "we" are the turn's own speaker: only what is done by saying it stands besides the turn."""
    for relation in found:
        at = relation.cue[0]
        turn = next((t for t in turns if t.content[0] <= at[0] and at[1] <= t.content[1]), None)
        tree = trees[relation.sentence]
        if turn is None or not _first_person(relation):
            yield relation if turn is None else before_first_person(relation, tree)
            continue
        opens = relation.source[0][0] - tree.sentence.start <= _OPENS
        speaks = any(t.start == relation.source[0][0] and t.text.lower() in ("i", "we") for t in tree.tokens)
        own = relation.reported and speaks and relation.lemma in PERFORMED and opens
        yield replace(relation, reported=own, voice=turn.source if own else None)


def _first_person(relation: Relation) -> bool:
    return bool(relation.source) and relation.source[0][1] - relation.source[0][0] <= 2
