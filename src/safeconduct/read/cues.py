"""Cue verbs in a tree: their form, the words of the cue, and who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.read.lexicon import VERBS, Frame, words
from safeconduct.read.tree import Tree

_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_HELPERS = words("will would may might could can shall must should do to 'll 'd")
_SUBJECTS = ("nsubj", "csubj")
_RAISING = words("go continue begin start keep proceed come hasten quote hear let")
"""Verbs under which another verb carries the cue: "went on to say", "keeps saying", "was quoted as saying"."""
_MISTAKEN = {"hop": "hope", "bas": "base", "wan": "want", "pleade": "plead"}
"""Lemmas the parser's tables get wrong."""
_ADMITTED = frozenset(["deny", "dispute", "doubt", "exclude", "rule_out", "contradict"])
"""Denied denials: "does not deny that" asserts."""
PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i"])
"""Speakers who are named elsewhere."""
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes. ``voice``: active, by (a passive with its agent), hidden (a passive without)."""

    verb: int
    lemma: str
    frame: Frame
    voice: str
    negated: bool
    top: int
    """Verb that opens the cue: ``verb`` itself, or the one that raises it ("went" of "went on to say")."""
    reported: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """Tokens of who speaks; ``inherited`` from another clause; a relative ``pronoun`` that stands for them."""

    head: int
    first: int
    last: int
    inherited: bool = False
    pronoun: int | None = None


def lemma_of(tree: Tree, verb: int) -> str:
    """Lemma of a verb, with its particle where the pair has a frame of its own."""
    lemma = tree.tokens[verb].lemma.lower()
    lemma = _MISTAKEN.get(lemma, lemma)
    for child in tree.kids(verb, "prt", "advmod"):
        joined = f"{lemma}_{tree.tokens[child].text.lower()}"
        if joined in VERBS:
            return joined
    return lemma


def cue_at(tree: Tree, index: int) -> Cue | None:
    """The cue a token is, or None. Questions ("asked whether") and names given ("what she calls") are none."""
    token = tree.tokens[index]
    if token.pos not in ("VERB", "AUX"):
        return None
    lemma = lemma_of(tree, index)
    frame = VERBS.get(lemma)
    if frame is None or _asks_about(tree, index, lemma):
        return None
    top = _top(tree, index)
    voice = _voice(tree, index)
    if voice is None:
        return None
    negated = bool(tree.kids(index, "neg") or tree.kids(top, "neg")) or _denied(tree, index)
    supposed = any(tree.tokens[c].text.lower() in ("if", "unless", "whether") for c in tree.kids(top, "mark"))
    aimed = (
        token.tag == "VB" and top == index and any(tree.tokens[c].text.lower() == "to" for c in tree.kids(index, "aux"))
    )
    asked = tree.tokens[-1].text == "?"
    told = _told_already(tree, index)
    known = (frame.reported and not told) or tree.tokens[top].lemma == "let"
    reported = known and not aimed and not supposed and not asked and (not negated or lemma in _ADMITTED)
    return Cue(index, lemma, frame, voice, negated, top, reported)


def _told_already(tree: Tree, verb: int) -> bool:
    """ "X said in a statement announcing Y": the participle describes the statement X is already quoted with."""
    token = tree.tokens[verb]
    if token.dep != "acl" or token.tag != "VBG" or tree.tokens[token.head].dep != "pobj":
        return False
    preposition = tree.tokens[token.head].head
    return lemma_of(tree, tree.tokens[preposition].head) in VERBS


def _top(tree: Tree, verb: int) -> int:
    token = tree.tokens[verb]
    head = token.head
    if token.dep == "pcomp" and tree.tokens[head].text.lower() == "as":
        head = tree.tokens[head].head
    elif token.dep not in ("xcomp", "ccomp", "advcl") or tree.kids(verb, "nsubj"):
        return verb
    return head if head < verb and tree.tokens[head].lemma in _RAISING else verb


def _voice(tree: Tree, index: int) -> str | None:
    token = tree.tokens[index]
    agent = any(tree.kids(c, "pobj") for c in tree.kids(index, "agent"))
    if token.tag == "VBN" and tree.kids(index, "nsubj") and not tree.kids(index, "auxpass"):
        return "active"
    if tree.kids(index, "auxpass"):
        return "by" if agent else "hidden"
    if token.tag in _FINITE:
        return "active"
    helpers = {tree.tokens[c].lemma.lower() for c in tree.kids(index, "aux")}
    if token.tag == "VBN":
        if "have" in helpers or "'ve" in helpers:
            return "active"
        if token.dep == "conj":
            head = token.head
            passive = tree.kids(head, "auxpass") and not _comma_and(tree, index)
            return ("by" if agent else "hidden") if passive else "active"
        if not agent and _headline(tree, index):
            return "active"
        return "by" if agent and token.dep in ("acl", "advcl", "ROOT", "ccomp", "relcl") else None
    if token.tag == "VBG":
        return None if token.dep in ("amod", "compound", "nsubj") else "active"
    texts = {tree.tokens[c].text.lower() for c in tree.kids(index, "aux")}
    if texts & _HELPERS or helpers & _HELPERS:
        return "active"
    return "active" if token.dep == "conj" and token.tag == "VB" and _voice_of_head(tree, index) else None


def _headline(tree: Tree, index: int) -> bool:
    """ "The ministry offered on Monday to receive 500": the parser takes the only verb for a participle."""
    token = tree.tokens[index]
    if token.dep != "acl" or token.head >= index or not tree.is_root(token.head):
        return False
    if not [c for c in tree.kids(index, "xcomp", "ccomp") if c > index]:
        return False
    return not any(t.tag in _FINITE and t.dep != "relcl" for t in tree.tokens[:index])


def _comma_and(tree: Tree, index: int) -> bool:
    """ ", and proposed": opens a statement of its own rather than carrying on the clause before."""
    return index >= 2 and tree.tokens[index - 1].text.lower() in ("and", "but") and tree.tokens[index - 2].text == ","


def _voice_of_head(tree: Tree, index: int) -> bool:
    head = tree.tokens[index].head
    return head != index and any(tree.tokens[c].text.lower() in _HELPERS for c in tree.kids(head, "aux"))


def _denied(tree: Tree, verb: int) -> bool:
    """ "nobody said", "no one has confirmed", "neither side has"."""
    subjects = tree.kids(verb, "nsubj", "nsubjpass")
    if not subjects:
        return False
    opener = tree.tokens[tree.low[subjects[0]]].text.lower()
    coordinated = any(
        tree.tokens[c].text.lower() in ("nor", "neither") for c in tree.kids(subjects[0], "cc", "preconj")
    )
    return coordinated or opener in ("nobody", "none", "neither", "no", "nothing", "no-one")


def _asks_about(tree: Tree, index: int, lemma: str) -> bool:
    """A question or a name given states nothing."""
    if lemma == "ask" and index + 1 < len(tree.tokens):
        return tree.tokens[index + 1].text.lower() in ("about", "if", "how", "what", "why")
    return lemma == "call" and any(tree.tokens[c].tag == "WP" for c in tree.children[index])


def cue_range(tree: Tree, cue: Cue) -> tuple[int, int]:
    """Tokens of the cue: the verb, its auxiliaries, negation and adverbs that touch it, its particle."""
    first = cue.top
    helpers = set(tree.kids(cue.top, "aux", "auxpass", "neg"))
    before = helpers | {c for c in tree.kids(cue.top, "advmod", "npadvmod") if tree.low[c] == c}
    while first - 1 in before:
        first -= 1
    while first < cue.top and first not in helpers:
        first += 1
    last = cue.verb
    particles = tree.kids(cue.verb, "prt")
    if "_" in cue.lemma:
        particles += tree.kids(cue.verb, "advmod")
    while last + 1 in particles:
        last += 1
    return first, last


def speaker_of(tree: Tree, cue: Cue) -> Speaker | None:
    """Who speaks: the subject, the agent, the noun a participle or a relative clause hangs on, or one inherited."""
    verb = cue.top
    if cue.voice == "by":
        agents = [p for c in tree.kids(cue.verb, "agent") for p in tree.kids(c, "pobj") if not _a_time(tree, p)]
        return _run(tree, agents[0], cue.verb) if agents else None
    if (cue.voice == "hidden" and cue.top == cue.verb) or "s" in cue.frame.takes:
        return None
    own = _own(tree, verb, passive=cue.top != cue.verb)
    if own is not None:
        return _outside_quotation(tree, cue.verb, own)
    walker = verb
    for step in range(_DEEPEST):
        token = tree.tokens[walker]
        if token.dep in ("acl", "relcl") and tree.tokens[token.head].pos in ("NOUN", "PROPN", "PRON"):
            return _run(tree, token.head, walker, inherited=step > 0)
        if token.dep not in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep", "parataxis") or tree.is_root(
            walker
        ):
            return None
        if token.dep in ("ccomp", "parataxis", "dep") and token.tag != "VBG":
            return None
        walker = token.head
        if tree.tokens[walker].pos in ("VERB", "AUX"):
            found = _above(tree, walker, cue)
            if found is not None:
                return found
    return None


def _outside_quotation(tree: Tree, verb: int, own: Speaker) -> Speaker:
    """The parser may take the quotation for the subject ("Absurd," said a delegate): then the noun beside the verb."""
    marks = [i for i, token in enumerate(tree.tokens) if token.text == '"']
    inside = sum(mark < own.head for mark in marks) % 2 == 1 and sum(mark < verb for mark in marks) % 2 == 0
    if not inside:
        return own
    for child in tree.kids(verb, "dobj", "attr", "nsubj", "npadvmod", "oprd"):
        outside = sum(mark < child for mark in marks) % 2 == 0
        if outside and child != own.head and tree.tokens[child].pos in ("NOUN", "PROPN", "PRON"):
            return _run(tree, child, verb) or own
    return own


def _a_time(tree: Tree, token: int) -> bool:
    """ "Everyone had been told by six": an hour or a day, and nobody."""
    word = tree.tokens[token]
    return word.pos == "NUM" or word.text.lower() in ("noon", "midnight", "dusk", "dawn", "nightfall", "now", "then")


def own_speaker(tree: Tree, verb: int) -> Speaker | None:
    """The subject of a verb itself."""
    return _own(tree, verb)


def _above(tree: Tree, walker: int, cue: Cue) -> Speaker | None:
    """The subject of a governing verb; for "adding" that of the nearest reporting verb above."""
    if tree.tokens[cue.verb].tag == "VBG" and "f" in cue.frame.takes:
        upper = walker
        while True:
            if lemma_of(tree, upper) in VERBS and (own := _own(tree, upper)) is not None:
                return Speaker(own.head, own.first, own.last, True, own.pronoun)
            if tree.is_root(upper):
                break
            upper = tree.tokens[upper].head
    own = _own(tree, walker, passive=True)
    if own is not None and (tree.tokens[own.head].text.lower() in PRONOUNS or _comma_and(tree, cue.top)):
        own = _reporting(tree, walker) or own
    return Speaker(own.head, own.first, own.last, True, own.pronoun) if own is not None else None


def _reporting(tree: Tree, verb: int) -> Speaker | None:
    """ "X stated that it told Y and requested Z": the second verb is X's own, when it carries on a pronoun."""
    while not tree.is_root(verb):
        inside = tree.tokens[verb].dep == "ccomp"
        verb = tree.tokens[verb].head
        if inside and lemma_of(tree, verb) in VERBS:
            return _own(tree, verb)
    return None


def _own(tree: Tree, verb: int, *, passive: bool = False) -> Speaker | None:
    labels = (*_SUBJECTS, "nsubjpass") if passive else _SUBJECTS
    for subject in tree.kids(verb, *labels):
        token = tree.tokens[subject]
        if token.tag in ("WDT", "WP") or token.text.lower() == "that":
            if tree.tokens[verb].dep == "relcl":
                found = _run(tree, tree.tokens[verb].head, subject)
                return None if found is None else Speaker(found.head, found.first, found.last, False, subject)
            continue
        return _run(tree, subject, verb)
    agents = [p for c in tree.kids(verb, "agent") for p in tree.kids(c, "pobj")]
    if agents:
        return _run(tree, agents[0], verb)
    before = verb - 1
    if (
        tree.tokens[verb].tag in _FINITE
        and tree.tokens[verb].dep != "conj"
        and before in tree.kids(verb, "compound", "nmod", "amod", "dep")
    ):
        return _run(tree, before, verb) if tree.tokens[before].pos in ("NOUN", "PROPN") else None
    return None


def _run(tree: Tree, head: int, verb: int, *, inherited: bool = False) -> Speaker | None:
    """The noun phrase of a speaker, cut at the verb, and before a relative clause that only adds to it."""
    first, last = tree.low[head], tree.high[head]
    if first <= verb <= last:
        first, last = (first, verb - 1) if head < verb else (verb + 1, last)
    colon = next((i for i in range(head - 1, first, -1) if tree.tokens[i].text == ":"), None)
    first = first if colon is None else colon + 1
    comma = next((i for i in range(head + 1, last + 1) if tree.tokens[i].text in (",", "(")), None)
    for opener in range(head + 1, last + 1):
        clause = tree.tokens[opener]
        if clause.dep == "relcl" and comma is not None and comma < tree.low[opener]:
            last = min(last, tree.low[opener] - 1)
    run = tree.trim(first, last)
    return Speaker(head, run[0], run[1], inherited) if run is not None else None
