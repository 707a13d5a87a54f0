"""What somebody does with a plan, hours, vehicles or a figure: backs the move, extends the window, lends its barges.

The verbs say nothing by themselves ("back", "cut", "raise", "lend"); with such an object they accept, offer or state.
"""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.read.cues import Speaker, own_speaker
from safeconduct.read.lexicon import words
from safeconduct.read.tree import Tree

Run = tuple[int, int]

_PLANS = words(
    "evacuation corridor transfer convoy truce ceasefire cease-fire pause passage route opening timetable hour move"
    " relocation extension plan proposal offer request arrangement scheme idea lane destination"
)
_HOURS = words(
    "window pause truce ceasefire cease-fire hour corridor lane opening deadline passage lull halt evacuation"
)
_FIGURES = words("number figure count total tally estimate toll headcount")
_MEANS = words(
    "bus coach boat barge launch ferry lorry truck van helicopter train vessel ship tug minibus ambulance lifeboat raft"
    " tractor vehicle driver crew plane aircraft hall gymnasium school dormitory seminary warehouse tent shelter"
)
_DEALS = (
    ("accept", words("back endorse support okay ok greenlight green-light second embrace"), _PLANS),
    ("offer", words("extend prolong lengthen shorten postpone reopen shift advance"), _HOURS),
    ("state", words("lower raise revise cut correct amend reduce increase adjust"), _FIGURES),
    ("offer", words("lend loan contribute donate hire charter spare detail"), _MEANS),
)
_SETS = words("make set put declare name call")
_TERMS = words("condition precondition pre-condition prerequisite conditional contingent dependent")
_REACH = 12
"""Words after "made", at most, at which "conditional" still says how."""
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_HELPERS = words("have has had 've will would shall 'll is are was were")
_THINGS = words("it that this which there bridge road river water fire wind storm flood rain")


def dealings(tree: Tree) -> Iterator[tuple[Speaker, Run, Run, str]]:
    """Speaker, cue, content and the verb that would say it outright, for each such act."""
    for verb, token in enumerate(tree.tokens):
        if token.pos not in ("VERB", "AUX") or tree.kids(verb, "neg", "auxpass"):
            continue
        lemma = token.lemma.lower()
        deal = next(((does, things) for does, verbs, things in _DEALS if lemma in verbs), None)
        if deal is not None:
            yield from _deals(tree, verb, *deal)
        elif lemma in _SETS:
            yield from _sets_terms(tree, verb)


def _sets_terms(tree: Tree, verb: int) -> Iterator[tuple[Speaker, Run, Run, str]]:
    """ "Made the move conditional on a truce", "set as a condition that the guns be withdrawn"."""
    helpers = [c for c in tree.kids(verb, "aux") if c < verb]
    told = tree.tokens[verb].tag in _FINITE or any(tree.tokens[c].text.lower() in _HELPERS for c in helpers)
    last = tree.high[verb]
    named = next((i for i in range(verb + 1, last) if tree.tokens[i].lemma.lower() in _TERMS), None)
    speaker = own_speaker(tree, verb)
    if not told or named is None or speaker is None or speaker.last >= verb:
        return
    as_such = tree.tokens[verb + 1].text.lower() == "as"
    first = named + 1 if as_such else verb + 1
    if first <= last and (as_such or named - verb <= _REACH):
        yield speaker, (min([verb, *helpers]), first - 1), (first, last), "demand"


def _deals(tree: Tree, verb: int, does: str, things: frozenset[str]) -> Iterator[tuple[Speaker, Run, Run, str]]:
    helpers = [c for c in tree.kids(verb, "aux") if c < verb]
    told = tree.tokens[verb].tag in _FINITE or any(tree.tokens[c].text.lower() in _HELPERS for c in helpers)
    objects = [c for c in tree.kids(verb, "dobj") if c > verb and tree.tokens[c].lemma.lower() in things]
    speaker = own_speaker(tree, verb)
    if not told or not objects or speaker is None or tree.tokens[speaker.head].lemma.lower() in _THINGS:
        return
    first, last = tree.low[objects[0]], tree.high[verb]
    if speaker.last < verb < first:
        yield speaker, (min([verb, *helpers]), first - 1), (first, last), does
