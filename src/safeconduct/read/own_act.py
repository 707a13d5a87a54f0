"""Whose act words tell of. That another accepts, refuses or offers is told by a speaker and done by that other.

The subject of what is said settles it: "it would open the gate" is the speaker's act, "the garrison would open it" the
garrison's, "its request was refused" that of whoever was asked. In doubt nobody acts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from safeconduct.model.claim import Stance
from safeconduct.read.lexicon import words
from safeconduct.read.persons import FIGHTERS
from safeconduct.read.relation import Relation
from safeconduct.read.segment import view
from safeconduct.read.stance import stance_of, undone
from safeconduct.read.tree import Range, Tree

ACTS = (Stance.ACCEPTS, Stance.REFUSES, Stance.OFFERS)
TOLD = "an act of somebody else, told by this speaker"
DENIED = "an act that the speaker telling of it denies"
HEARSAY = "hearsay: nobody is named who says so"
UNNAMED = "who answered is not said"
UNDONE = "said not to have been done: neither a yes nor a no"
_PRONOUNS = words("i we it he she they you one")
_FIGHTERS = re.compile(FIGHTERS, re.IGNORECASE)
_OWNERS = words("its their our his her my")
_ACTORS = words(
    "side sides party parties army navy force forces troops government ministry minister council"
    " militia brigade command commander commanders general colonel governor mayor president authorities"
    " administration police coastguard guard mission delegation faction factions garrison fighters leadership leader"
    " leaders committee union embassy envoy opposition tribe elders parliament cabinet king prince bishop spokesman"
    " spokeswoman opponent opponents enemy besiegers defenders"
)
_THINGS = words(
    "route road bridge corridor gate line bus train ferry highway terminal hospital school station port airport street"
    " pier quay tunnel lane pass hall camp centre center convoy flight passage monday tuesday wednesday thursday friday"
    " saturday sunday operation phase plan reply answer update correction response decision"
)
_VOICES = words(
    "spokesman spokeswoman spokesperson statement official officials officer source communique letter release"
)
_NOBODY = words("neither nobody none no")
_ANSWERS = words(
    "agree accept refuse reject decline offer propose deny rebuff grant approve veto spurn forbid rebuke snub shun"
)
_BEFORE = 40
_HEARSAY = re.compile(
    r"\b(?:accused|suspected)\s+of\s+(?:having\s+)?\Z|"
    r"\b(?:is|are|was|were)\s+(?:also\s+|now\s+)?(?:said|reported|believed|understood|thought|rumou?red|alleged|supposed)\s+(?:to\s+(?:have\s+)?)?\Z|"
    r"\b(?:reportedly|allegedly|apparently|supposedly|purportedly)\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\b(?:quot|cit)\w+\s+\S.*\bas\s+\w+ing$", re.IGNORECASE)
"""The cue itself names who said it: "quoted Ordia as saying"."""
_SKIPPED = re.compile(r"\b(?:neither|nor|never)\s+(?:\w+ly\s+)?\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_Party = Callable[[str], str | None]


def taken_back(
    relation: Relation,
    stance: Stance,
    relayed: Sequence[Relation],
    tree: Tree,
    text: str,
    speaker: str,
    party: str | None,
    mentioned: _Party,
) -> str | None:
    """Why a relation does not do what its words say, as a flag; None when it does. ``relayed``: what it tells of."""
    cue = " ".join(text[a:b] for a, b in relation.cue)
    by_words = stance in ACTS and stance_of(relation.lemma, "", cue, relation.stance) is Stance.ASSERTS
    by_cue = stance in ACTS and not by_words and bool(relation.cue)
    if undone(relation.lemma, view(cue)) or (by_cue and skipped(text, relation.cue[0])):
        return UNDONE
    if by_cue and hearsay(text, relation.cue[0]):
        return HEARSAY
    if by_cue and stance is Stance.ACCEPTS and any(map(_answers, relayed)):
        return TOLD  # "welcomed the army's refusal"
    if not by_words and stance is not Stance.ASSERTS:
        return None
    if _QUOTED.search(cue) or of_another(tree, relation.content, speaker, party, mentioned):
        return TOLD
    if stance in (Stance.ACCEPTS, Stance.REFUSES) and _top(tree, relation.content) is None:
        said = " ".join(text[a:b] for a, b in relation.content)
        if mentioned(said) not in (None, party):
            return TOLD  # "thanked Ordia for agreeing"
    return UNNAMED if by_words and answered_by_nobody_named(tree, relation.content) else None


def _answers(relation: Relation) -> bool:
    return stance_of(relation.lemma, "", "", relation.stance) in (Stance.ACCEPTS, Stance.REFUSES)


def of_another(tree: Tree, content: Sequence[Range], speaker: str, party: str | None, mentioned: _Party) -> bool:
    """Whether the subject of what is said is somebody besides the speaker, or the one to whom a thing was done.

    ``party`` is the speaker's; ``mentioned`` gives the party a text names first.
    """
    verb = _top(tree, content)
    if verb is None:
        return False
    active, passive = tree.kids(verb, "nsubj"), tree.kids(verb, "nsubjpass")
    subject = next((c for c in (*active, *passive) if c < verb), None)
    if subject is None:  # not found: a party named ahead of the verb is taken for it
        ahead = " ".join(t.text for t in tree.tokens[:verb] if any(a <= t.start < b for a, b in content))
        return mentioned(ahead) not in (None, party)
    named = _phrase(tree, subject)
    own = tree.tokens[subject].text.lower() in _PRONOUNS
    if passive and any(tree.tokens[c].text.lower() in _OWNERS for c in tree.kids(subject, "poss")):
        own = True
    if passive or tree.kids(verb, "auxpass"):
        doers = [d for agent in tree.kids(verb, "agent") for d in tree.kids(agent, "pobj")]
        if doers:
            return not any(_is_speaker(tree, d, speaker, party, mentioned) for d in doers)
        return own and any(tree.tokens[v].lemma.lower() in _ANSWERS | {"turn"} for v in _joined(tree, verb))
    if own or _same(named, speaker, party, mentioned):
        turned = (v for v in _joined(tree, verb) if v != verb and tree.kids(v, "auxpass"))
        return own and any(tree.tokens[v].lemma.lower() in _ANSWERS | {"turn"} for v in turned)
    nobody = tree.tokens[tree.low[subject]].text.lower() in _NOBODY and tree.tokens[verb].lemma.lower() in _ANSWERS
    return nobody or _somebody(tree, subject, named, mentioned)


def answered_by_nobody_named(tree: Tree, content: Sequence[Range]) -> bool:
    """Whether an answer is told in the passive and without who gave it: "the offer had been accepted"."""
    verb = _top(tree, content)
    if verb is None or not tree.kids(verb, "auxpass") or tree.kids(verb, "agent"):
        return False
    return tree.tokens[verb].lemma.lower() in _ANSWERS


def hearsay(text: str, cue: Range) -> bool:
    """Whether the words before a cue say that it is only said: "is said to have accepted", "reportedly refused"."""
    return _HEARSAY.search(text[max(0, cue[0] - _BEFORE) : cue[0]]) is not None


def skipped(text: str, cue: Range) -> bool:
    """Whether a "nor" before the cue takes it back: "neither accepted nor refused"."""
    return _SKIPPED.search(text[max(0, cue[0] - _BEFORE) : cue[0]]) is not None


def _phrase(tree: Tree, head: int) -> str:
    return " ".join(token.text for token in tree.tokens[tree.low[head] : tree.high[head] + 1])


def _is_speaker(tree: Tree, head: int, speaker: str, party: str | None, mentioned: _Party) -> bool:
    pronoun = tree.tokens[head].text.lower() in (*_PRONOUNS, "us", "them", "him", "her", "me")
    return pronoun or _same(_phrase(tree, head), speaker, party, mentioned)


def _joined(tree: Tree, verb: int) -> list[int]:
    """The verb and those joined to it by "and"."""
    found = [verb]
    for index in found:
        found.extend(tree.kids(index, "conj"))
    return found


def is_pronoun(named: str) -> bool:
    """Whether a speaker is written as a personal pronoun: inside what somebody says that is mostly himself."""
    return named.lower() in _PRONOUNS


def _top(tree: Tree, content: Sequence[Range]) -> int | None:
    """The verb of which all else that is said depends."""
    inside = [n for n, t in enumerate(tree.tokens) if any(a <= t.start and t.end <= b for a, b in content)]
    held = set(inside)
    for number in inside:
        token = tree.tokens[number]
        if token.pos in ("VERB", "AUX") and (token.head not in held or token.head == number):
            return number
    return None


def _same(named: str, speaker: str, party: str | None, mentioned: _Party) -> bool:
    """Whether two names are of one party, or share a word."""
    other = mentioned(named)
    if other is not None and party is not None:
        return other == party
    said, spoke = (frozenset(w.lower() for w in _WORD.findall(text)) for text in (named, speaker))
    return bool(said & spoke) or (party is None and not _VOICES.isdisjoint(spoke))


def _somebody(tree: Tree, subject: int, named: str, mentioned: _Party) -> bool:
    token = tree.tokens[subject]
    if token.text.lower() in _ACTORS or _FIGHTERS.fullmatch(token.text) is not None:
        return True
    if token.pos != "PROPN":
        return False
    bare = len(token.text) > 1 and not tree.kids(subject, "det", "nummod") and _THINGS.isdisjoint(named.lower().split())
    return mentioned(named) is not None or bare  # "the Castellan" is a ship, "Berg" somebody
