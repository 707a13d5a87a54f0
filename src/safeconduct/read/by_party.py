"""What a known party is told to do in words no list of cues holds: "the Mission intimated that 300 remain".

A party of the situation that is the subject of a verb in the report's own voice speaks or acts in public. Where what
follows the verb states something, it is that party's claim, whatever the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from safeconduct.read.cues import own_speaker
from safeconduct.read.lexicon import words
from safeconduct.read.relation import Relation
from safeconduct.read.tree import Range, Tree

_LIVES = words(
    "be own stand hang live sit lie spend walk close sell move join release sign commission stop look "
    "seem appear become"
    " remain stay come go arrive leave return reach cross sail land fly drive run work sleep eat die "
    "fall lose win carry bring"
    " take send evacuate rescue deliver distribute build repair clear burn shell fire shoot kill wound "
    "hit have do get shuttle"
    " serve belong lead employ meet visit know feel see hear find gather begin start end open turn "
    "drop pull try wait measure"
    " help let make keep put give"
)
"""Verbs of being, moving and doing that tell what a party did, and of which the report itself is the witness."""
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_SELF = words("we i he she it they")
_LONGEST = 70
"""A longer subject is no mere name, in code points."""
_AND = frozenset(("and", "but", "while"))


def by_party(
    trees: Sequence[Tree],
    found: Sequence[Relation],
    text: str,
    party: Callable[[str], bool],
    states: Callable[[Relation, Range], bool],
) -> Iterator[Relation]:
    """Relations of parties with verbs that are no cues; ``states`` says whether words state anything."""
    for number, tree in enumerate(trees):
        for verb, token in enumerate(tree.tokens):
            if token.pos != "VERB" or token.lemma.lower() in _LIVES or tree.kids(verb, "neg", "auxpass"):
                continue
            relation = _told(tree, number, verb, text, party)
            if relation is None or _covered(relation, found) or not states(relation, relation.content[0]):
                continue
            yield relation


def _told(tree: Tree, number: int, verb: int, text: str, party: Callable[[str], bool]) -> Relation | None:
    helpers = [c for c in tree.kids(verb, "aux") if c < verb]
    perfect = any(tree.tokens[c].lemma.lower() == "have" for c in helpers)
    if (tree.tokens[verb].tag not in _FINITE and not perfect) or tree.tokens[verb].dep == "relcl":
        return None  # "Kesh, who speaks for the council": who it is, and nothing it says
    speaker = own_speaker(tree, verb)
    if speaker is None or speaker.last >= verb or tree.tokens[speaker.head].text.lower() in _SELF:
        return None
    source = tree.chars(speaker.first, speaker.last)
    named = text[slice(*source)]
    if len(named) > _LONGEST or not party(named):
        return None
    last = max([verb, *(c for c in tree.kids(verb, "prt") if c == verb + 1)])
    if last + 1 < len(tree.tokens) and tree.tokens[last + 1].tag == "IN" and tree.tokens[last + 1].dep == "prep":
        last += 1
    run = tree.trim(last + 1, _end(tree, last))
    if run is None or run[0] <= last:
        return None
    cue = tree.chars(min([verb, *helpers]), last)
    return Relation((source,), (cue,), (tree.chars(*run),), "say", number)


def _end(tree: Tree, last: int) -> int:
    """The last token of the clause."""
    for index in range(last + 2, len(tree.tokens)):
        if tree.tokens[index].text in (";", "\u2013", "\u2014"):
            return index - 1
        joins = tree.tokens[index].text.lower() in _AND and tree.tokens[index].dep == "cc"
        if joins and any(tree.tokens[i].tag in _FINITE for i in range(index + 1, min(index + 3, len(tree.tokens)))):
            return index - 1
    return len(tree.tokens) - 1


def _covered(relation: Relation, found: Sequence[Relation]) -> bool:
    """Whether the words belong to somebody's speech already, or hold it."""
    cue, content = relation.cue[0], relation.content[0]
    for other in found:
        if not other.reported:
            continue
        if other.holds(cue) or any(a < cue[1] and cue[0] < b for a, b in other.cue):
            return True
        if any(a < content[1] and content[0] < b for a, b in other.source):
            return True
        if other.source == relation.source and any(map(relation.holds, other.cue)):
            return True
    return False
