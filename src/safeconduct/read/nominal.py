"""Cues carried by a noun or an adjective: "renewed its request for", "X's claim that", "is confident that"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safeconduct.model.claim import Stance
from safeconduct.read.content import bare_end
from safeconduct.read.cues import Cue, cue_range, speaker_of
from safeconduct.read.lexicon import (
    ADJECTIVES,
    FIGURES,
    LIGHT_VERBS,
    NOUNS,
    VERBS,
    WIDE_ADJECTIVES,
    WIDE_NOUNS,
    Frame,
    words,
)
from safeconduct.read.tree import Tree

Run = tuple[int, int]

_OPENING = ("for", "of", "against", "to", "about", "on", "over", "with", "from", "in")
_AUTHORS = ("by", "from")
_NOUNS = WIDE_NOUNS.union(NOUNS)
_MEASURES = words("estimate count tally figure forecast projection calculation assessment")
_CARRIED = Frame(Stance.ASSERTS, "")


@dataclass(frozen=True, slots=True)
class Nominal:
    """Token runs of a relation whose cue is a noun or an adjective; ``source`` may be missing."""

    source: Run | None
    cue: Run
    content: Run
    lemma: str
    reported: bool
    inherited: bool = False

    @property
    def stance(self) -> Stance | None:
        """What the noun or adjective does by itself; None for a figure given."""
        return NOUNS.get(self.lemma) or ADJECTIVES.get(self.lemma)


def nominals(tree: Tree) -> Iterator[Nominal]:
    """Every nominal and adjectival cue of a sentence."""
    carried: set[int] = set()
    for index, token in enumerate(tree.tokens):
        if token.pos in ("VERB", "AUX"):
            found = _light(tree, index)
            if found is not None:
                carried.add(found[0])
                yield found[1]
            yield from _adjectival(tree, index)
    for index, token in enumerate(tree.tokens):
        if index not in carried and token.pos in ("NOUN", "PROPN") and token.lemma.lower() in _NOUNS:
            owned = _owned(tree, index)
            if owned is not None:
                yield owned


def _active(tree: Tree, verb: int) -> Cue | None:
    """A light verb as a cue, when its form can have a speaker."""
    token = tree.tokens[verb]
    if tree.kids(verb, "auxpass", "neg"):
        return None
    helpers = [tree.tokens[c].text.lower() for c in tree.kids(verb, "aux")]
    if token.tag not in ("VBD", "VBZ", "VBP", "VBG", "VBN") and not helpers:
        return None
    return Cue(verb, token.lemma, _CARRIED, "active", False, verb, token.tag != "VB" or "to" not in helpers)


def _light(tree: Tree, verb: int) -> tuple[int, Nominal] | None:
    """ "renewed his request for X", "made similar claims", "expressed the hope that"."""
    if tree.tokens[verb].lemma not in LIGHT_VERBS or (cue := _active(tree, verb)) is None:
        return None
    if (given := _given(tree, cue)) is not None:
        return given
    for noun in tree.kids(verb, "dobj", "ccomp", "attr"):
        lemma = tree.tokens[noun].lemma.lower()
        if noun < verb or (lemma not in NOUNS and lemma not in WIDE_NOUNS):
            continue
        speaker = speaker_of(tree, cue)
        if speaker is None:
            return None
        cue_end, content = _tail(tree, verb, noun)
        if content is None and not tree.kids(noun, "amod", "compound", "nummod"):
            return None
        first, last = cue_range(tree, cue)
        if content is None or tree.kids(noun, "compound") or lemma in _MEASURES:
            cue_end, content = last, (tree.low[noun], max(bare_end(tree, noun), content[1] if content else noun))
        return noun, Nominal(
            (speaker.first, speaker.last),
            (first, cue_end),
            content,
            lemma,
            lemma in NOUNS and cue.reported,
            speaker.inherited,
        )
    return None


def _given(tree: Tree, cue: Cue) -> tuple[int, Nominal] | None:
    """ "gave the hours as 8 to 12", "gives 327", "has it that": content without a noun that attributes."""
    verb = cue.verb
    lemma = tree.tokens[verb].lemma
    for thing in tree.kids(verb, "dobj", "nsubj"):
        token = tree.tokens[thing]
        counted = token.tag == "CD"
        figure = token.lemma.lower() in FIGURES
        heard = lemma == "have" and token.text.lower() == "it" and thing == verb + 1
        if thing < verb or not ((lemma == "give" and (counted or figure)) or heard or (lemma == "put" and figure)):
            continue
        speaker = speaker_of(tree, cue)
        if speaker is None:
            return None
        first, last = cue_range(tree, cue)
        clauses = [c for c in tree.kids(verb, "ccomp") if c > thing]
        if heard and not clauses:
            return None
        content = (tree.low[clauses[0]], tree.high[clauses[0]]) if heard else (tree.low[thing], tree.high[verb])
        source = speaker.first, speaker.last
        stated = cue.reported and tree.tokens[content[0]].text.lower() not in ("no", "nothing", "neither")
        return thing, Nominal(
            source, (first, thing if heard else last), content, tree.tokens[verb].lemma, stated, speaker.inherited
        )
    return None


def _tail(tree: Tree, verb: int | None, noun: int) -> tuple[int, Run | None]:
    """Where the cue ends and the content that follows a noun: a clause, "for X", "to do Y", or after a colon."""
    clauses = [c for c in tree.kids(noun, "acl", "relcl", "ccomp", "appos") if c > noun and _clausal(tree, c)]
    if verb is not None:
        clauses += [c for c in tree.kids(verb, "ccomp", "advcl", "xcomp") if c > noun and _clausal(tree, c)]
    if clauses:
        return noun, (tree.low[clauses[0]], tree.high[clauses[0]])
    tails = [c for c in tree.kids(noun, "prep") if c > noun]
    if verb is not None:
        tails += [c for c in tree.kids(verb, "prep", "dative") if c > noun and tree.low[c] <= tree.high[noun] + 1]
    for tail in tails:
        inner = tree.kids(tail, "pobj", "pcomp")
        if inner and tree.tokens[tail].text.lower() in _OPENING:
            return tail, (tail + 1, max(tree.high[c] for c in tails))
    if noun + 1 < len(tree.tokens) and tree.tokens[noun + 1].text == ":":
        return noun, (noun + 2, len(tree.tokens) - 1) if noun + 2 < len(tree.tokens) else None
    return noun, None


def _clausal(tree: Tree, clause: int) -> bool:
    """A "that" clause, an infinitive, or a clause after a colon."""
    texts = {tree.tokens[c].text.lower() for c in tree.kids(clause, "mark", "aux", "nsubj", "dobj")}
    tag = tree.tokens[clause].tag
    return ("that" in texts and bool(tree.kids(clause, "mark"))) or ("to" in texts and tag == "VB")


def _owned(tree: Tree, noun: int) -> Nominal | None:
    """ "X's claim that", "claims by X that", "the view of X is that", "my guess: closer to 250"."""
    lemma = tree.tokens[noun].lemma.lower()
    source, opener = _owner(tree, noun)
    cue_end, content = _tail(tree, None, noun)
    if opener is not None and content is not None and content[0] <= opener + 1:
        cue_end, content = noun, None
        clauses = [c for c in tree.kids(noun, "acl", "relcl") if c > opener and _clausal(tree, c)]
        if clauses:
            content = tree.low[clauses[0]], tree.high[clauses[0]]
    if content is None and source is not None:
        content = _predicated(tree, noun, lemma)
    if content is None or (
        source is None and not any(tree.tokens[c].text.lower() == "that" for c in range(noun, content[0] + 1))
    ):
        return None
    first = noun
    cue = (first, max(cue_end, opener if opener is not None else cue_end))
    return Nominal(source, cue, content, lemma, lemma in NOUNS and source is not None)


def _owner(tree: Tree, noun: int) -> tuple[Run | None, int | None]:
    """Who a noun belongs to, and the preposition that says so."""
    for owner in tree.kids(noun, "poss"):
        cases = tree.kids(owner, "case")
        return tree.trim(tree.low[owner], min([tree.high[owner], *(c - 1 for c in cases)])), None
    for preposition in tree.kids(noun, "prep"):
        objects = tree.kids(preposition, "pobj")
        if objects and tree.tokens[preposition].text.lower() in _AUTHORS and preposition > noun:
            last = tree.high[objects[0]]
            for clause in tree.kids(objects[0], "acl", "relcl"):
                last = min(last, tree.low[clause] - 1) if clause > objects[0] else last
            return tree.trim(tree.low[objects[0]], last), preposition
    return None, None


def _predicated(tree: Tree, noun: int, lemma: str) -> Run | None:
    """ "X's guess is that Y", "estimates by X run from 150 fighters": the predicate; or what follows a colon."""
    token = tree.tokens[noun]
    last = tree.high[noun]
    if last + 1 < len(tree.tokens) and tree.tokens[last + 1].text == ":" and last + 2 < len(tree.tokens):
        return last + 2, len(tree.tokens) - 1
    colon = next((i for i in range(noun + 1, min(noun + 8, len(tree.tokens))) if tree.tokens[i].text == ":"), None)
    if colon is not None and token.dep == "ROOT" and colon + 1 < len(tree.tokens):
        return colon + 1, len(tree.tokens) - 1
    if token.dep != "nsubj":
        return None
    verb = token.head
    clauses = [c for c in tree.kids(verb, "ccomp", "attr", "xcomp") if c > verb]
    if tree.tokens[verb].lemma == "be" and clauses and (tree.kids(clauses[0], "mark") or lemma in _MEASURES):
        return tree.low[clauses[0]], tree.high[verb]
    if lemma in _MEASURES and tree.tokens[verb].lemma not in VERBS and verb > noun:
        return verb, tree.high[verb]
    return None


def _adjectival(tree: Tree, verb: int) -> Iterator[Nominal]:
    """ "is confident that", "are ready to", "is of the view that"."""
    if tree.tokens[verb].lemma not in ("be", "feel", "remain", "become", "seem", "stand", "stay") or tree.kids(
        verb, "neg"
    ):
        return
    cue = Cue(verb, "be", _CARRIED, "active", False, verb, True)
    speaker = speaker_of(tree, cue)
    if speaker is None:
        return
    for complement in tree.kids(verb, "acomp"):
        lemma = tree.tokens[complement].lemma.lower()
        if complement < verb or (lemma not in ADJECTIVES and lemma not in WIDE_ADJECTIVES):
            continue
        clauses = [
            c for c in (*tree.kids(complement, "ccomp", "xcomp"), *tree.kids(verb, "ccomp", "xcomp")) if c > complement
        ]
        preps = [c for c in tree.kids(complement, "prep") if tree.kids(c, "pobj", "pcomp") and c > complement]
        end, content = complement, None
        if clauses:
            content = tree.low[clauses[0]], tree.high[clauses[0]]
        elif preps:
            end, content = preps[0], (preps[0] + 1, tree.high[preps[0]])
        if content is not None:
            first = cue_range(tree, cue)[0]
            yield Nominal(
                (speaker.first, speaker.last), (first, end), content, lemma, lemma in ADJECTIVES, speaker.inherited
            )
    for preposition in tree.kids(verb, "prep"):
        for noun in tree.kids(preposition, "pobj"):
            if tree.tokens[preposition].text.lower() == "of" and tree.tokens[noun].lemma in NOUNS:
                _, content = _tail(tree, verb, noun)
                if content is not None:
                    first = cue_range(tree, cue)[0]
                    lemma = tree.tokens[noun].lemma
                    yield Nominal((speaker.first, speaker.last), (first, noun), content, lemma, True, speaker.inherited)
