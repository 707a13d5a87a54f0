"""The rules as the program runs them: English only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from safeconduct.model.claim import Claim
from safeconduct.model.report import Party, Report
from safeconduct.ports import Parser
from safeconduct.read.language import language_of
from safeconduct.read.reader import RulesReader


class EnglishReader:
    """Reader port on the rules. A report in another language gives no claims: ``read.notes`` says so."""

    def __init__(self, parser: Parser) -> None:
        self._rules = RulesReader(parser)

    def read(
        self, report: Report, parties: Sequence[Party], gazetteer: Mapping[str, Sequence[str]]
    ) -> tuple[Claim, ...]:
        """Claims in text order, as RulesReader finds them; none when the text is surely not English."""
        if language_of(report.text).foreign:
            return ()
        return self._rules.read(report, parties, gazetteer)
