"""Cue words in a tree: which verbs report speech, their speaker, and cues carried by a noun."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.read.stance import CUES, LIGHT_VERBS, NOUNS
from safeconduct.read.tree import Tree

_FREE_SPEECH = (
    "say tell add write note tweet explain continue reply respond recall argue declare insist warn claim "
    "announce state conclude report predict observe remark comment acknowledge admit concede suggest confirm "
    "answer post reiterate estimate believe"
)
FREE_SPEECH = frozenset(_FREE_SPEECH.split())
"""Verbs that may stand after what they report."""

_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_MODALS = frozenset(["will", "would", "may", "might", "could", "can", "shall", "must"])
_SUBJECTS = ("nsubj", "csubj")


@dataclass(frozen=True, slots=True)
class NominalCue:
    """A noun that carries the cue: token indices of the cue's end and of the content."""

    cue_end: int
    first: int
    last: int
    lemma: str


def is_cue(tree: Tree, index: int, *, content_needed: bool = True) -> bool:
    """True for an affirmative cue verb in a finite or participle form that can have a speaker."""
    token = tree.tokens[index]
    if token.pos not in ("VERB", "AUX"):
        return False
    if token.lemma not in CUES and not (token.lemma in LIGHT_VERBS and nominal_cue(tree, index) is not None):
        return False
    if tree.kids(index, "neg") or (tree.kids(index, "auxpass") and content_needed) or _asks_about(tree, index):
        return False
    if token.tag in _FINITE:
        return True
    if token.tag == "VBN":
        return any(tree.tokens[c].lemma == "have" for c in tree.kids(index, "aux")) or (
            token.dep == "conj" and not tree.kids(index, "auxpass")
        )
    if token.tag == "VBG":
        return token.dep in ("advcl", "conj", "ROOT", "ccomp") or bool(tree.kids(index, "aux"))
    return any(tree.tokens[c].text.lower() in _MODALS for c in tree.kids(index, "aux"))


def _asks_about(tree: Tree, index: int) -> bool:
    """A question ("asked about", "asked whether") or a name given ("what she called") states nothing."""
    lemma = tree.tokens[index].lemma
    if lemma == "ask" and index + 1 < len(tree.tokens):
        return tree.tokens[index + 1].text.lower() in ("about", "whether", "if", "how", "what", "why")
    return lemma == "call" and any(tree.tokens[c].tag == "WP" for c in tree.children[index])


def subject_of(tree: Tree, verb: int) -> tuple[int | None, bool]:
    """Token that heads the speaker, and whether it was inherited from a governing verb."""
    own = _own_subject(tree, verb)
    if own is not None:
        return _antecedent(tree, verb, own), False
    reporting = _reporting_verb(tree, verb)
    if reporting is not None:
        return reporting, True
    walker, steps = verb, 0
    while steps < 4 and tree.tokens[walker].dep in ("conj", "advcl", "xcomp", "pcomp", "prep"):
        walker, steps = tree.tokens[walker].head, steps + 1
        if tree.tokens[walker].pos in ("VERB", "AUX"):
            own = _own_subject(tree, walker)
            if own is not None:
                return _antecedent(tree, walker, own), True
    return None, False


def _reporting_verb(tree: Tree, verb: int) -> int | None:
    """ "X said that A, adding that B": the speaker of the nearest reporting verb above a speech participle."""
    if tree.tokens[verb].tag != "VBG" or tree.tokens[verb].lemma not in FREE_SPEECH:
        return None
    walker = verb
    while not tree.is_root(walker):
        walker = tree.tokens[walker].head
        if tree.tokens[walker].lemma in CUES and (own := _own_subject(tree, walker)) is not None:
            return own
    return None


def _own_subject(tree: Tree, verb: int) -> int | None:
    subjects = [c for c in tree.kids(verb, *_SUBJECTS) if tree.tokens[c].tag not in ("WDT", "WP")]
    if subjects:
        return subjects[0]
    agents = [p for c in tree.kids(verb, "agent") for p in tree.kids(c, "pobj")]
    return agents[0] if agents else None


def _antecedent(tree: Tree, verb: int, subject: int) -> int:
    """Inside reported content "it" or "they" is the reporting speaker when that one is in the same sentence."""
    if tree.tokens[subject].text.lower() not in ("it", "they", "he", "she"):
        return subject
    walker = verb
    while not tree.is_root(walker):
        inside = tree.tokens[walker].dep in ("ccomp", "conj")
        walker = tree.tokens[walker].head
        if inside and tree.tokens[walker].lemma in CUES and (own := _own_subject(tree, walker)) is not None:
            return own
    return subject


def cue_range(tree: Tree, verb: int) -> tuple[int, int]:
    """Tokens of the cue: the verb, its auxiliaries and adverbs that touch it, its particle."""
    first = last = verb
    before = set(tree.kids(verb, "aux", "auxpass")) | {
        c for c in tree.kids(verb, "advmod") if tree.tokens[c].pos == "ADV" and tree.kids(verb, "aux")
    }
    while first - 1 in before:
        first -= 1
    while last + 1 in tree.kids(verb, "prt"):
        last += 1
    return first, last


def nominal_cue(tree: Tree, verb: int) -> NominalCue | None:
    """ "renewed his request for X", "made similar claims": None when the verb carries no such noun."""
    if tree.tokens[verb].lemma not in LIGHT_VERBS:
        return None
    for noun in tree.kids(verb, "dobj"):
        if tree.tokens[noun].lemma not in NOUNS or noun < verb:
            continue
        tails = [c for c in tree.kids(noun, "prep", "acl") if c > noun]
        tails += [c for c in tree.kids(verb, "prep", "dative") if c > noun and tree.low[c] <= tree.high[noun] + 1]
        for tail in tails:
            inner = tree.kids(tail, "pobj", "pcomp")
            if tail == noun + 1 and tree.tokens[tail].text.lower() in ("for", "of", "against", "to") and inner:
                return NominalCue(tail, tail + 1, max(tree.high[c] for c in tails), tree.tokens[noun].lemma)
            return NominalCue(noun, noun + 1, max(tree.high[c] for c in tails), tree.tokens[noun].lemma)
        if tree.kids(noun, "amod"):
            return NominalCue(cue_range(tree, verb)[1], tree.low[noun], noun, tree.tokens[noun].lemma)
    return None
