"""Coverage-guided fuzzing of what meets foreign bytes: ``python -m benchmarks.fuzz_reader [SECONDS]``.

Text, names, languages, characters and web pages are fed with whatever atheris invents; a crash, a span that is not
verbatim, a second reading that differs, or a mask that moves a position ends it. atheris is no dependency of the
project (it is large and not built everywhere): ``pip install atheris`` beside it first. The properties themselves run
without it, by hypothesis, in ``tests/read/test_any_input.py``.

Exit codes: 0 nothing found · 2 atheris is not installed · another one: a fault, with the input that caused it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

DAY = date(2022, 6, 15)


@cache
def reader() -> Any:
    """The reader as the program runs it, its model loaded."""
    from safeconduct.adapters.english_reader import EnglishReader
    from safeconduct.adapters.spacy_parser import SpacyParser

    parser = SpacyParser()
    parser.parse("Ardia said so.")
    return EnglishReader(parser)


def check(data: bytes) -> None:
    """One input through everything; AssertionError or any other exception is a finding."""
    from safeconduct.model.errors import ReportUnreadable
    from safeconduct.read.load import load_report
    from safeconduct.read.names import mask_names
    from safeconduct.read.notes import notes_on
    from safeconduct.read.segment import sentences, view
    from safeconduct.read.webpage import read_webpage

    with suppress(ReportUnreadable):
        read_webpage(data)
    try:
        report = load_report(data, id="r", title="t", publisher="p", published=DAY)
    except ReportUnreadable:
        return
    assert len(view(report.text)) == len(report.text)
    assert all(0 <= s.start < s.end <= len(report.text) for s in sentences(report.text))
    masked = mask_names(report.text)
    assert len(masked) == len(report.text)
    assert mask_names(masked) == masked
    notes_on(report)
    claims = reader().read(report, (), {})
    for span in (span for claim in claims for span in (*claim.speaker, *claim.cue, *claim.content)):
        assert 0 <= span.start < span.end <= len(report.text)
        assert report.text[span.start : span.end] == span.quote
    assert reader().read(report, (), {}) == claims


def main(seconds: int) -> int:
    """Fuzz for so many seconds."""
    if find_spec("atheris") is None:
        print("NOT OK: atheris is not installed; run: pip install atheris")
        return 2
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["safeconduct.read"]):
        check(b"Ardia said so.")
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=4096"], check)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
