"""Coverage-guided fuzzing of what meets foreign bytes: ``python -m benchmarks.fuzz_reader [SECONDS]``.

Text, names, languages, characters and web pages are fed with whatever atheris invents; a crash, a span that is not
verbatim, or a mask that moves a position ends it. atheris is no dependency of the project (it is large and not built
everywhere): ``pip install atheris`` beside it first. The properties themselves run without it, by hypothesis, in
``tests/read/test_any_input.py``.

Exit codes: 0 nothing found · 2 atheris is not installed · another one: a fault, with the input that caused it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any

DAY = date(2022, 6, 15)


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
