"""Refusals without a cue verb of refusing: somebody "will not", "cannot" or "does not" do what others want of them."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.read.cues import Speaker, own_speaker
from safeconduct.read.lexicon import words
from safeconduct.read.tree import Tree

Run = tuple[int, int]

_ACTS = words(
    "leave go move come put board hear accept allow let sign take open send give stop wait evacuate join have receive"
    " admit provide supply release withdraw lift extend agree permit grant consent recognise recognize approve endorse"
    " support negotiate discuss surrender cross sail stay consider tolerate entertain touch use budge "
    "split part drive fly"
    " row ferry land dock berth host house shelter feed pay hold postpone delay share name carry bring load walk return"
    " talk meet lend hand help yield bend relent lower raise risk abandon separate follow obey comply serve staff"
)
_GRANTS = words(
    "accept allow let permit grant agree consent recognise recognize approve endorse support receive admit entertain"
    " tolerate countenance sign guarantee acknowledge"
)
"""Acts whose lack is a refusal also when it is put as a fact: "does not accept", "cannot grant"."""
_WILL = frozenset(("will", "would", "wo", "'ll", "shall", "sha"))
_IS = frozenset(("ai", "is", "are", "'s", "'re", "am", "'m"))
_CAN = frozenset(("can", "could", "ca", "do", "does", "did"))
_THINGS = words(
    "it that this which there bus buses bridge road ferry train boat water fire wind gate route river viaduct ship"
    " tunnel lorry helicopter lane way slip pier crossing nobody none one"
)


def refusals(tree: Tree) -> Iterator[tuple[Speaker, Run, Run]]:
    """Speaker, cue and content of each refusal; things refuse nothing."""
    for verb, token in enumerate(tree.tokens):
        negations = tree.kids(verb, "neg")
        lemma = token.lemma.lower()
        if token.pos not in ("VERB", "AUX") or not negations or tree.kids(verb, "auxpass"):
            continue
        if lemma not in _ACTS and lemma not in _GRANTS:
            continue
        helpers = [c for c in tree.kids(verb, "aux") if c < verb]
        texts = {tree.tokens[c].text.lower() for c in helpers}
        going = bool(texts & _IS) and token.tag == "VBG"
        put_so = bool(texts & _CAN) and lemma in _GRANTS
        speaker = own_speaker(tree, verb)
        if not (texts & _WILL or going or put_so) or speaker is None:
            continue
        if tree.tokens[speaker.head].lemma.lower() in _THINGS:
            continue
        last = max(negations)
        if last >= verb:
            continue
        if put_so or lemma in _GRANTS:  # "does not accept" is the cue, what is not accepted the content
            content = _object(tree, verb)
            if content is not None:
                yield speaker, (min(helpers), content[0] - 1), content
                continue
        yield speaker, (min(helpers), last), (last + 1, tree.high[verb])


def _object(tree: Tree, verb: int) -> Run | None:
    """What a verb of granting has as its object, with all that follows; None when it has none."""
    things = [c for c in tree.kids(verb, "dobj", "ccomp", "xcomp", "dative") if c > verb]
    things += [o for p in tree.kids(verb, "prep") if p == verb + 1 for o in tree.kids(p, "pobj", "pcomp")]
    first = min((tree.low[c] for c in things), default=None)
    return (first, tree.high[verb]) if first is not None and first > verb else None
