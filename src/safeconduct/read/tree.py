"""One parsed sentence: tokens with offsets into the report, children, and the edges of every subtree."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.parse import Parse, Token
from safeconduct.read.segment import Sentence

Range = tuple[int, int]
"""Code points [start, end) of the report's text."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Tokens of one sentence, heads as indices into ``tokens``; ``low``/``high`` are the edges of each subtree."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    low: tuple[int, ...]
    high: tuple[int, ...]

    def chars(self, first: int, last: int) -> Range:
        """Offsets from the first token to the last, both included."""
        return self.tokens[first].start, self.tokens[last].end

    def trim(self, first: int, last: int) -> tuple[int, int] | None:
        """The run of tokens without outer punctuation (quotation marks stay) and trailing conjunctions."""
        while last >= first and (self._loose(last) or self.tokens[last].text.lower() in ("and", "but", "while", "or")):
            last -= 1
        while first <= last and (self._loose(first) or self.tokens[first].pos == "CCONJ"):
            first += 1
        return (first, last) if first <= last else None

    def kids(self, index: int, *deps: str) -> list[int]:
        """Children of a token under any of the dependency labels."""
        return [child for child in self.children[index] if self.tokens[child].dep in deps]

    def is_root(self, index: int) -> bool:
        """True at a root of the sentence."""
        return self.tokens[index].head == index

    def _loose(self, index: int) -> bool:
        token = self.tokens[index]
        return (token.pos == "PUNCT" and token.text not in ('"', "(", ")")) or token.pos == "SPACE"


def grow(sentence: Sentence, parse: Parse) -> Tree:
    """A tree over a parse whose text was the sentence alone; offsets become the report's."""
    shift = sentence.start
    tokens = tuple(
        Token(
            start=t.start + shift,
            end=t.end + shift,
            text=t.text,
            lemma=t.lemma,
            pos=t.pos,
            tag=t.tag,
            dep=t.dep,
            head=t.head,
        )
        for t in parse.tokens
    )
    children: list[list[int]] = [[] for _ in tokens]
    heads = [token.head for token in tokens]
    low, high = list(range(len(tokens))), list(range(len(tokens)))
    for index, head in enumerate(heads):
        if head != index:
            children[head].append(index)
        walker, seen = index, 0
        while heads[walker] != walker and seen < len(tokens):
            walker, seen = heads[walker], seen + 1
            if index < low[walker]:
                low[walker] = index
            elif index > high[walker]:
                high[walker] = index
    return Tree(sentence, tokens, tuple(tuple(c) for c in children), tuple(low), tuple(high))
