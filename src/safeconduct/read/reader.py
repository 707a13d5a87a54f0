"""The reader on rules: segment, parse, attribute, type. It proposes claims; a person confirms them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from safeconduct.model.claim import Claim
from safeconduct.model.parse import Parse
from safeconduct.model.report import Party, Report
from safeconduct.ports import Parser
from safeconduct.read.attribute import relations
from safeconduct.read.claims import build_claims
from safeconduct.read.parties import PartyTable, demonyms, neutral_parties
from safeconduct.read.places import Finder
from safeconduct.read.segment import parser_view, quotations, sentences
from safeconduct.read.tree import grow
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
        plain = parser_view(report.text)
        trees = [grow(s, self._parse(plain[s.start : s.end])) for s in sentences(report.text)]
        table = PartyTable(sides, report.text)
        known = {name.lower() for names in gazetteer.values() for name in names}
        mentions = Finder(gazetteer, (table.names() | demonyms()) - known).find(report.text)
        context = Context(report.text, report.published, mentions, table)
        return build_claims(report, trees, relations(trees, quotations(report.text)), context)

    def _parse(self, sentence: str) -> Parse:
        return self._parser.parse(sentence)
