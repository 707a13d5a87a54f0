"""The rules as the program runs them: English only, and all sentences of a report parsed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.model.claim import Claim
from safeconduct.model.report import Party, Report
from safeconduct.read.language import language_of
from safeconduct.read.reader import RulesReader
from safeconduct.read.segment import parser_view, sentences


class EnglishReader:
    """Reader port on the rules. A report in another language gives no claims: ``read.notes`` says so."""

    def __init__(self, parser: SpacyParser) -> None:
        self._parser = parser
        self._rules = RulesReader(parser)

    def read(
        self, report: Report, parties: Sequence[Party], gazetteer: Mapping[str, Sequence[str]]
    ) -> tuple[Claim, ...]:
        """Claims in text order, as RulesReader finds them; none when the text is surely not English."""
        if language_of(report.text).foreign:
            return ()
        plain = parser_view(report.text)
        with self._parser.ahead([plain[s.start : s.end] for s in sentences(report.text)]):
            return self._rules.read(report, parties, gazetteer)
