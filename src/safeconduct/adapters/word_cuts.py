"""Words of a sentence as spaCy's tokenizer cuts them, asked of it once for each run of characters between two spaces.

spaCy cuts at white space and then each run by itself. What it found for a run it keeps only where memory may grow
without end; here the last runs are kept, and a sentence is put together of them. Its special words (":-)", "nothin'")
are the one thing it also finds across a space: where two runs meet as such a word goes on, spaCy is asked as ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MOST = 100_000
"""Runs kept; with more all are forgotten, so that memory is bounded."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A run's words, which of them stand for another ("n't" for "not"), and its ends when nothing is special."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    meant: tuple[tuple[int, str], ...]
    first: str
    last: str


class WordCuts:
    """Documents of one word after the other, the same that spaCy's own tokenizer makes."""

    def __init__(self, language: Language) -> None:
        """``language``: a loaded pipeline."""
        from spacy.tokenizer import Tokenizer

        own: Any = language.tokenizer
        self._language = language
        self._plain = Tokenizer(
            language.vocab,
            rules={},
            prefix_search=own.prefix_search,
            suffix_search=own.suffix_search,
            infix_finditer=own.infix_finditer,
            token_match=own.token_match,
            url_match=own.url_match,
        )
        self._going_on = {pair for rule in own.rules for pair in pairwise(t.text for t in self._plain(rule))}
        self._known: dict[str, _Cut] = {}

    def doc(self, text: str) -> Doc:
        """The text as words; white space other than one plain space between two runs goes spaCy's own way."""
        from spacy.tokens import Doc

        runs = text.split()
        if " ".join(runs) != text or not runs:
            return self._language.make_doc(text)
        if len(self._known) > MOST:
            self._known.clear()
        words: list[str] = []
        spaces: list[bool] = []
        meant: list[tuple[int, str]] = []
        last = ""
        for run in runs:
            cut = self._known.get(run) or self._learnt(run)
            if (last, cut.first) in self._going_on:
                return self._language.make_doc(text)
            last = cut.last
            if cut.meant:
                meant += [(len(words) + number, word) for number, word in cut.meant]
            words += cut.words
            spaces += cut.spaces
        spaces[-1] = False
        doc = Doc(self._language.vocab, words=words, spaces=spaces)
        for number, word in meant:
            doc[number].norm_ = word
        return doc

    def _learnt(self, run: str) -> _Cut:
        found, plain = self._language.make_doc(run), self._plain(run)
        cut = self._known[run] = _Cut(
            words=tuple(token.text for token in found),
            spaces=(*[False] * (len(found) - 1), True),
            meant=tuple((token.i, token.norm_) for token in found if token.norm != token.lex.norm),
            first=plain[0].text,
            last=plain[-1].text,
        )
        return cut
