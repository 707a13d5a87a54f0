"""The reader on rules: segment, parse, attribute, type. It proposes claims; a person confirms them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from safeconduct.model.claim import Claim
from safeconduct.model.report import Party, Report
from safeconduct.ports import Parser
from safeconduct.read.attribute import Relation, relations
from safeconduct.read.claims import build_claims
from safeconduct.read.labels import turns
from safeconduct.read.parties import PartyTable, demonyms, neutral_parties
from safeconduct.read.places import Finder
from safeconduct.read.repair import parsed
from safeconduct.read.segment import parser_view, quotations, sentences
from safeconduct.read.tree import Tree, grow
from safeconduct.read.values import Context


class RulesReader:
    """Reader port on dependency rules. A pure function of the report, the parties and the gazetteer."""

    def __init__(self, parser: Parser) -> None:
        """``parser``: any Parser; the rules speak Universal parts of speech and ClearNLP dependencies."""
        self._parser = parser

    def read(
        self, report: Report, parties: Sequence[Party], gazetteer: Mapping[str, Sequence[str]]
    ) -> tuple[Claim, ...]:
        """Claims in text order. Without parties, states serve as parties; every span is verbatim."""
        sides = tuple(parties) or neutral_parties()
        trees = self._trees(report.text)
        table = PartyTable(sides, report.text, report.publisher)
        known = {name.lower() for names in gazetteer.values() for name in names}
        mentions = Finder(gazetteer, (table.names() | demonyms()) - known).find(report.text)
        context = Context(report.text, report.published, mentions, table)
        kept = [relation for relation in _relations(report.text, trees, table.names()) if relation.reported]
        return build_claims(report, trees, kept, context)

    def attributions(self, text: str) -> tuple[Relation, ...]:
        """Who says, holds or shows what in a text: all that is found, also what no ledger keeps."""
        return _relations(text, self._trees(text))

    def _trees(self, text: str) -> list[Tree]:
        plain = parser_view(text)
        found = sentences(text)
        parses = parsed([plain[s.start : s.end] for s in found], self._parser.parse_all)
        return [grow(sentence, parse) for sentence, parse in zip(found, parses, strict=True)]


def _relations(text: str, trees: Sequence[Tree], names: frozenset[str] = frozenset()) -> tuple[Relation, ...]:
    return relations(trees, quotations(text), tuple(turns(text, names)))
