"""What a parser gives the reader: our own tokens, so that no parser's types leave its adapter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token: code points [start, end) of the text, lemma, Universal part of speech, ClearNLP dependency
    label and the index of its head (its own index at a root)."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """Tokens of a text and its sentences as half-open token ranges, in order."""

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
