"""Other ways to find who says what, each as a function from a text to relations; none of them is part of the reader.

``marks`` looks for quotation marks and words of saying and parses nothing. ``clauses`` takes every verb that has a
subject and a clause. ``textacy`` is the published extractor that can be installed as a package; GenderGapTracker and
Citron are published as programs only, with models of their own, and are not run from here (docs/read.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from safeconduct.read.relation import Relation
from safeconduct.read.segment import parser_view

Find = Callable[[str], list[Relation]]

_NAME = r"(?:(?:[Tt]he|[Aa]|[Aa]n)\s+)?[A-Z]\w+(?:\s+(?:[A-Z]\w+|of|for|the))*|[Hh]e|[Ss]he|[Tt]hey|[Ii]t"
_SAYS = r"(?:said|says|told|added|asked|wrote|denied|claimed|announced|warned|argued|insisted)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf'(?P<content>"[^"\n]+")\s*(?P<cue>{_SAYS})\s+(?P<source>{_NAME})',
        rf'(?P<content>"[^"\n]+")\s*(?P<source>{_NAME})\s+(?P<cue>{_SAYS})\b',
        rf"(?P<source>{_NAME})\s+(?P<cue>{_SAYS}),?\s+(?P<content>[^.\n]+)",
        rf"(?P<cue>[Aa]ccording to)\s+(?P<source>{_NAME}),\s+(?P<content>[^.\n]+)",
    )
)


def marks(text: str) -> list[Relation]:
    """Quotation marks, a name and a word of saying beside each other; nothing is taken twice."""
    plain = parser_view(text)
    taken: list[tuple[int, int]] = []
    found: list[Relation] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            if all(match.end() <= a or b <= match.start() for a, b in taken):
                taken.append(match.span())
                source, cue, content = (match.span(role) for role in ("source", "cue", "content"))
                found.append(Relation((source,), (cue,), (content,), match["cue"].lower(), 0))
    return found


def clauses(parse: Callable[[str], Any]) -> Find:
    """Every verb with a subject and a clausal complement, whatever it means. ``parse`` is a spaCy pipeline."""

    def find(text: str) -> list[Relation]:
        found = []
        for verb in parse(parser_view(text)):
            subject = next((t for t in verb.children if t.dep_ == "nsubj"), None)
            said = next((t for t in verb.children if t.dep_ == "ccomp"), None)
            if subject is not None and said is not None:
                found.append(Relation((_whole(subject),), (_at(verb),), (_whole(said),), verb.lemma_, 0))
        return found

    return find


def _at(token: Any) -> tuple[int, int]:
    return token.idx, token.idx + len(token)


def _whole(token: Any) -> tuple[int, int]:
    return token.left_edge.idx, token.right_edge.idx + len(token.right_edge)


def textacy(parse: Callable[[str], Any]) -> Find | None:
    """textacy's direct quotations; what it stumbles over counts as nothing found. None when it is not installed."""
    try:
        quotations = import_module("textacy.extract.triples").direct_quotations
    except ImportError:
        return None

    def find(text: str) -> list[Relation]:
        try:
            rows = list(quotations(parse(parser_view(text))))
        except (ValueError, IndexError, KeyError):
            return []
        return [Relation(_span(r.speaker), _span(r.cue), _span(r.content), "", 0) for r in rows]

    return find


def _span(tokens: Iterable[Any]) -> tuple[tuple[int, int], ...]:
    held = list(tokens)
    return ((held[0].idx, held[-1].idx + len(held[-1])),) if held else ()


def peers(parse: Callable[[str], Any]) -> Mapping[str, Find | None]:
    """Every peer by name; None where its package is not installed."""
    return {
        "quotation marks and words of saying": marks,
        "subject, verb and clause": clauses(parse),
        "textacy direct quotations": textacy(parse),
    }
