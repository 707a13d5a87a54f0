"""A quotation, its verb, its speaker: in this order no list of verbs is needed."""

from collections.abc import Callable

import pytest

from safeconduct.model.report import Report
from safeconduct.read.reader import RulesReader

Maker = Callable[..., Report]


def told(reader: RulesReader, report: Maker, text: str) -> list[tuple[str, str, str]]:
    return [
        (c.speaker[0].quote, c.cue[0].quote, c.content[0].quote)
        for c in reader.read(report(text), (), {})
        if c.attributed
    ]


@pytest.mark.parametrize("verb", ["sobbed", "growled", "texted", "barked"])
def test_whatever_the_verb(reader: RulesReader, report: Maker, verb: str) -> None:
    text = f"“The road is gone,” {verb} one mother of three, near the gate."
    assert told(reader, report, text) == [("one mother of three", verb, "“The road is gone,”")]


@pytest.mark.parametrize(
    "text", ["The “Merel”, stranded off the cape, waits.", "They sat by “the lock” closed doors or not."]
)
def test_other_quotation_marks_tell_nothing(reader: RulesReader, report: Maker, text: str) -> None:
    assert told(reader, report, text) == []
