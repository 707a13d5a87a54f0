"""A second reading where the parser took a cue verb for a noun: "A neighbour swears she drove over it".

A sentence whose root is a noun, with a word in it that could be a cue verb, is parsed again with a verb in that
place that no parser mistakes. The second parse is kept only when the word is then a verb; words, lemmas and offsets
stay those of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from safeconduct.model.parse import Parse, Token
from safeconduct.read.lexicon import VERBS, words
from safeconduct.read.retag import retagged

_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "ADV", "NUM", "ADP"))
_NEVER = words("name plan estimate figure needs need state post note record value respect interest")
_PLEAS = (("ask", "for"), ("beg", "for"), ("plead", "for"))
"""Verbs that are seldom nouns before their preposition."""
_LONGEST = 60


def parsed(sentences: Sequence[str], parse_all: Callable[[Sequence[str]], Sequence[Parse]]) -> list[Parse]:
    """The parses of sentences, or the second one where the first left a sentence without a verb."""
    found = [retagged(parse) for parse in parse_all(sentences)]
    again = [(number, at) for number, first in enumerate(found) if (at := _mistaken(first)) is not None]
    again = [(number, at) for number, at in again if len(found[number].tokens) <= _LONGEST]
    tried = parse_all([_plainly(sentences[number], found[number].tokens[at[0]]) for number, at in again])
    for (number, (index, lemma)), second in zip(again, tried, strict=True):
        found[number] = _better(found[number], second, found[number].tokens[index], lemma)
    return found


def _verb(token: Token) -> str:
    """A verb no parser mistakes, in the same form."""
    return "says" if token.text.endswith("s") else "say"


def _plainly(sentence: str, token: Token) -> str:
    return sentence[: token.start] + _verb(token) + sentence[token.end :]


def _better(first: Parse, second: Parse, token: Token, lemma: str) -> Parse:
    """The second parse with the words of the first when the word is a verb in it, else the first."""
    shift = len(token.text) - len(_verb(token))
    at = next((n for n, t in enumerate(second.tokens) if t.start == token.start), None)
    if at is None or second.tokens[at].pos != "VERB":
        return first
    return replace(second, tokens=tuple(_restored(t, n, at, token, lemma, shift) for n, t in enumerate(second.tokens)))


def _restored(token: Token, number: int, at: int, original: Token, lemma: str, shift: int) -> Token:
    if number == at:
        return replace(token, text=original.text, lemma=lemma, end=original.end)
    if token.start > original.start:
        return replace(token, start=token.start + shift, end=token.end + shift)
    return token


def _mistaken(parse: Parse) -> tuple[int, str] | None:
    """Index and lemma of the word that is most likely the sentence's verb."""
    tokens = parse.tokens
    roots = [n for n, t in enumerate(tokens) if t.head == n and t.pos != "PUNCT"]
    if not roots or (any(tokens[n].pos in ("VERB", "AUX") for n in roots) and not _dangling(tokens)):
        return None
    for index in range(1, len(tokens) - 1):
        token = tokens[index]
        if token.pos not in ("NOUN", "PROPN", "ADJ") or not token.text.islower():
            continue
        lemma = _lemma(token)
        before, after = tokens[index - 1], tokens[index + 1]
        if (
            lemma is None
            or before.pos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
            or (after.pos in ("ADP", "AUX") and after.text != "on" and (lemma, after.text) not in _PLEAS)
        ):
            continue
        if after.pos == "PUNCT" and index + 2 < len(tokens) and after.text not in (":", '"'):
            continue
        return index, lemma
    return None


def _dangling(tokens: tuple[Token, ...]) -> bool:
    """ "Participation is voluntary, the Ministry underlines": a noun phrase after a comma ends the sentence."""
    spoken = [t for t in tokens if t.pos != "PUNCT"]
    return (
        len(spoken) > 3
        and spoken[-1].pos == "NOUN"
        and spoken[-1].tag == "NNS"
        and _lemma(spoken[-1]) is not None
        and spoken[-1].dep in ("attr", "dobj", "appos", "conj")
    )


def _lemma(token: Token) -> str | None:
    """The cue verb a word could be a present form of."""
    text = token.text.lower()
    candidates = [text]
    if text.endswith("ies"):
        candidates.append(text[:-3] + "y")
    if text.endswith("es"):
        candidates.append(text[:-2])
    if text.endswith("s"):
        candidates.append(text[:-1])
    for candidate in candidates:
        frame = VERBS.get(candidate)
        if frame is not None and frame.reported and candidate not in _NEVER and "p" not in frame.takes:
            return candidate
    return None
