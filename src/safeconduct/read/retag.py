"""Cue verbs that a parser took for a noun or a participle although the rest of its tree says what they are.

Nothing is parsed again: "The update states that …" has a subject and a clause, so "states" is a verb; in "The hall is
full, the relief service estimated on Tuesday" the last noun phrase follows a comma, so it speaks.
"""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.parse import Parse, Token
from safeconduct.read.lexicon import VERBS

_GOVERNED = ("agent", "dobj", "ccomp", "xcomp", "auxpass")
_TAGS = {"VBN": "VBD", "VBD": "VBD", "NNS": "VBZ", "NN": "VBP"}


def retagged(parse: Parse) -> Parse:
    """The parse with such verbs put right; the same object where there are none."""
    tokens = parse.tokens
    for index, token in enumerate(tokens):
        if token.tag == "NNS" and token.head == index and (clause := _clause(tokens, index)) is not None:
            return replace(parse, tokens=_as_verb(tokens, index, clause))
        if token.tag in ("VBN", "VBD") and token.dep in ("acl", "relcl") and _speaks(tokens, index):
            return replace(parse, tokens=_with_speaker(tokens, index))
    return parse


def _clause(tokens: tuple[Token, ...], noun: int) -> int | None:
    """The clause or infinitive right after a noun that stands where the verb should; None when there is none."""
    if (
        not 0 < noun < len(tokens) - 2
        or tokens[noun - 1].pos not in ("NOUN", "PROPN", "PRON")
        or _lemma(tokens[noun]) is None
    ):
        return None
    after = tokens[noun + 1]
    opens = (after.text.lower(), after.dep) in (("that", "mark"), ("to", "aux"))
    return after.head if opens and tokens[after.head].head == noun else None


def _as_verb(tokens: tuple[Token, ...], noun: int, clause: int) -> tuple[Token, ...]:
    """The noun as the verb, the word before it as its subject, the clause as what is said."""
    changed = list(_with(tokens, noun, "ROOT", noun))
    for index, token in enumerate(tokens[: noun - 1]):
        if token.head == noun and token.dep in ("det", "poss", "amod", "compound", "nummod", "nmod"):
            changed[index] = replace(token, head=noun - 1)
    if tokens[noun - 1].head == noun:
        changed[noun - 1] = replace(tokens[noun - 1], dep="nsubj")
    changed[clause] = replace(tokens[clause], dep="xcomp" if tokens[noun + 1].dep == "aux" else "ccomp")
    return tuple(changed)


def _lemma(token: Token) -> str | None:
    """The cue verb a present form belongs to."""
    text = token.text.lower()
    for candidate in (text.removesuffix("s"), text.removesuffix("es"), text):
        if candidate in VERBS and VERBS[candidate].reported:
            return candidate
    return None


def _speaks(tokens: tuple[Token, ...], verb: int) -> bool:
    """A free cue verb right after a noun that stands after a comma, apart from the clause, with nothing it does."""
    token = tokens[verb]
    frame = VERBS.get(token.lemma.lower())
    noun = token.head
    if frame is None or not frame.reported or "f" not in frame.takes or noun != verb - 1:
        return False
    if tokens[noun].dep not in ("appos", "npadvmod", "conj", "attr", "dobj") or tokens[noun].pos not in (
        "NOUN",
        "PROPN",
    ):
        return False
    if any(t.head == verb and (t.text.lower() == "at" or t.dep in _GOVERNED) for t in tokens):
        return False
    first = _first(tokens, noun)
    head = tokens[noun].head
    return first > 2 and tokens[first - 1].text in (",", '"') and head < first and _finite_before(tokens, first)


def _first(tokens: tuple[Token, ...], noun: int) -> int:
    """Where the noun phrase begins: its determiners and compounds."""
    first = noun
    while first and (tokens[first - 1].head == noun or tokens[tokens[first - 1].head].head == noun):
        if tokens[first - 1].dep == "punct" or tokens[first - 1].head < first - 1:
            break
        first -= 1
    return first


def _finite_before(tokens: tuple[Token, ...], end: int) -> bool:
    return any(t.tag in ("VBD", "VBZ", "VBP", "MD") or (t.dep == "ROOT" and t.tag == "VBN") for t in tokens[:end])


def _with(tokens: tuple[Token, ...], index: int, dep: str, head: int) -> tuple[Token, ...]:
    token = tokens[index]
    lemma = _lemma(token) if token.pos == "NOUN" else token.lemma
    verb = replace(token, pos="VERB", tag=_TAGS[token.tag], lemma=lemma or token.lemma, dep=dep, head=head)
    return (*tokens[:index], verb, *tokens[index + 1 :])


def _with_speaker(tokens: tuple[Token, ...], verb: int) -> tuple[Token, ...]:
    """The verb on the root of the sentence, its noun as its subject."""
    noun = tokens[verb].head
    root = next((n for n, t in enumerate(tokens) if t.head == n and n < noun), verb)
    changed = list(_with(tokens, verb, "parataxis", root))
    changed[noun] = replace(changed[noun], dep="nsubj", head=verb)
    return tuple(changed)
