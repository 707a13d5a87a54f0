"""The worked case on a copy of its folder, so that a test can change a sentence and see what follows."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

from safeconduct.app.case import CaseFolder, load_case
from safeconduct.app.casework import situate
from safeconduct.app.ledger import Ledger, read_reports
from safeconduct.app.settings import settings
from safeconduct.app.wire import reader
from safeconduct.model.situation import Situation
from safeconduct.ports import Reader
from safeconduct.read.conflicts import find_conflicts

AZOT = Path(__file__).parents[2] / "examples" / "azot"


@cache
def the_reader() -> Reader:
    """The real reader on the real parser, loaded once."""
    return reader(settings({}))


def copy(tmp_path: Path) -> Path:
    """A copy of the case folder that may be changed."""
    folder = tmp_path / "azot"
    shutil.copytree(AZOT, folder)
    return folder


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace words that occur in a file of the folder; a test whose words are gone fails here."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer says {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def drop_decision(folder: Path, quote: str) -> None:
    """Remove the decision on a quote, with its comment-free lines."""
    path = folder / "decisions.yaml"
    head, *rest = re.split(r"(?m)^  - (?=report:)", path.read_text(encoding="utf-8"))
    kept = [entry for entry in rest if quote not in entry]
    assert len(kept) == len(rest) - 1, f"no single decision quotes {quote!r}"
    path.write_text(head + "".join("  - " + entry for entry in kept), encoding="utf-8")


def read(case: CaseFolder) -> Ledger:
    """The claims of a case as the reader proposes them."""
    found = read_reports(case.reports, the_reader(), case.parties, case.gazetteer)
    claims = tuple(claim for _, of_report in found for claim in of_report)
    return Ledger(reports=case.reports, claims=claims, conflicts=find_conflicts(claims, case.reports))


def situation_of(folder: Path) -> Situation:
    """Read and assess a case folder."""
    case = load_case(folder)
    return situate(case, read(case), case.decisions)
