"""Lemma and part of speech of a word, asked of spaCy once for a word with its tag and its dependency.

spaCy's last two components, the attribute ruler and the lemmatizer, go over every token with some two hundred
patterns. All but a few of these look at one token alone, so that what they say of a word with a given tag and
dependency is always the same: it is kept. Sentences in which a longer pattern could match go the whole way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from safeconduct.model.parse import Parse, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

AFTER = ("attribute_ruler", "lemmatizer")
"""Components that decide on lemmas and parts of speech, in their order; they are run from here."""
MOST = 200_000
"""Words kept with tag and dependency; with more all are forgotten, so that memory is bounded."""
_ALONE = frozenset(("TAG", "LOWER", "DEP", "IS_SPACE"))
"""What a pattern may look at of a token: all of it settled by the word, its tag and its dependency."""

_COLUMNS: list[int | str] = ["ORTH", "TAG", "DEP", "HEAD", "SPACY", "SENT_START", "LOWER"]
_WRAPPED = 2**63
"""From here on a step back is written as the number that is 2**64 more."""

_Key = tuple[int, int, int]


class WordTables:
    """Parses of documents that spaCy has tagged and parsed, but for lemmas and parts of speech."""

    def __init__(self, language: Language) -> None:
        """``language``: a loaded pipeline in which the components of ``AFTER`` are disabled."""
        self._language = language
        self._after: list[Any] = [component for name, component in language.components if name in AFTER]
        for component in self._after:
            if "lemma_index" in getattr(component, "lookups", ()):
                _indexed(component.lookups.get_table("lemma_index"))
        patterns = [row["patterns"] for c in self._after for row in getattr(c, "patterns", ())]
        every = [pattern for row in patterns for pattern in row]
        longer = _longer(every)
        strings = language.vocab.strings
        self._longer = None if longer is None else [{strings.add(name) for name in names} for names in longer]
        self._pairs = [(_fits(one, strings), _fits(other, strings)) for p in every for one, other in pairwise(p)]
        self._known: dict[_Key, tuple[str, str, str, str, str]] = {}

    def parses(self, docs: Sequence[Doc]) -> list[Parse]:
        """Parses in the order of the documents, which are not to be used afterwards."""
        if len(self._known) > MOST:
            self._known.clear()
        rows = [doc.to_array(_COLUMNS).tolist() for doc in docs]
        whole = [self._triggered(kept) for kept in rows]
        met = {
            (row[0], row[1], row[2]) for kept, at_once in zip(rows, whole, strict=True) if not at_once for row in kept
        }
        self._learn(sorted(met - self._known.keys()))
        return [
            self._whole(doc) if at_once else self._parse(doc, kept)
            for doc, kept, at_once in zip(docs, rows, whole, strict=True)
        ]

    def _triggered(self, rows: Sequence[Sequence[int]]) -> bool:
        """Whether a pattern over several tokens could match: all the words and dependencies it names are there, and
        two neighbours that may stand beside each other in it."""
        named = {row[-1] for row in rows} | {row[2] for row in rows}
        if self._longer is not None and not any(pattern <= named for pattern in self._longer):
            return False
        return self._longer is None or any(
            one(first) and other(second) for first, second in pairwise(rows) for one, other in self._pairs
        )

    def _finished(self, doc: Doc) -> Doc:
        for component in self._after:
            doc = component(doc)
        return doc

    def _learn(self, keys: Sequence[_Key]) -> None:
        """Ask spaCy about words it has not been asked about, all in one made-up document."""
        from spacy.tokens import Doc

        if not keys:
            return
        strings = self._language.vocab.strings
        words, tags, deps = ([strings[key[part]] for key in keys] for part in range(3))
        doc = self._finished(
            Doc(self._language.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        )
        for key, token in zip(keys, doc, strict=True):
            self._known[key] = (token.text, token.lemma_, token.pos_, token.tag_, token.dep_)

    def _parse(self, doc: Doc, rows: Sequence[Sequence[int]]) -> Parse:
        tokens: list[Token] = []
        starts: list[int] = []
        at = 0
        for number, (word, label, relation, head, space, opens, _) in enumerate(rows):
            text, lemma, pos, tag, dep = self._known[word, label, relation]
            end = at + len(text)
            governor = number + (head if head < _WRAPPED else head - 2 * _WRAPPED)
            tokens.append(Token(start=at, end=end, text=text, lemma=lemma, pos=pos, tag=tag, dep=dep, head=governor))
            at = end + space
            if opens == 1 or not number:
                starts.append(number)
        return Parse(tokens=tuple(tokens), sentences=tuple(pairwise((*starts, len(tokens)))) if starts else ())

    def _whole(self, doc: Doc) -> Parse:
        tokens = tuple(
            Token(
                start=t.idx,
                end=t.idx + len(t.text),
                text=t.text,
                lemma=t.lemma_,
                pos=t.pos_,
                tag=t.tag_,
                dep=t.dep_,
                head=t.head.i,
            )
            for t in self._finished(doc)
        )
        return Parse(tokens=tokens, sentences=tuple((s.start, s.end) for s in doc.sents))


def _fits(token: dict[str, Any], strings: Any) -> Callable[[Sequence[int]], bool]:
    """Whether a row of a document could be this token of a pattern, by its word and dependency; the rest may fit."""
    checks: list[tuple[int, Callable[[int], bool]]] = []
    for key, column in (("LOWER", -1), ("DEP", 2)):
        wanted = token.get(key)
        if isinstance(wanted, str):
            checks.append((column, frozenset((strings.add(wanted),)).__contains__))
        elif isinstance(wanted, dict) and set(wanted) == {"IN"}:
            checks.append((column, frozenset(map(strings.add, wanted["IN"])).__contains__))
        elif isinstance(wanted, dict) and set(wanted) == {"REGEX"}:
            checks.append((column, partial(_like, re.compile(wanted["REGEX"]), strings)))
    return lambda row: all(check(row[column]) for column, check in checks)


def _like(pattern: re.Pattern[str], strings: Any, word: int) -> bool:
    return pattern.search(strings[word]) is not None


def _indexed(table: Any) -> None:
    """Words as sets: the lemmatizer only asks whether a word is among them, and would go through lists."""
    for key, words in list(table.items()):
        table[key] = frozenset(words)


def _longer(patterns: Sequence[Sequence[dict[str, Any]]]) -> list[frozenset[str]] | None:
    """Words and dependencies that each pattern over several tokens names; None when one names none of them, or when
    a pattern looks at more than the tables know."""
    if any(set(token) - _ALONE for pattern in patterns for token in pattern):
        return None
    longer = [pattern for pattern in patterns if len(pattern) > 1]
    named = [
        frozenset(token[key] for token in pattern for key in ("LOWER", "DEP") if isinstance(token.get(key), str))
        for pattern in longer
    ]
    return named if all(named) else None
