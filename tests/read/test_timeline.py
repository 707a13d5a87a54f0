from collections.abc import Callable
from datetime import date

import pytest

from safeconduct.model.claim import Claim
from safeconduct.model.report import Party, Report
from safeconduct.read.reader import RulesReader
from safeconduct.read.timeline import TimeLine, timelines

Maker = Callable[..., Report]
Lines = Callable[..., dict[tuple[str, str], TimeLine]]
GAZETTEER = {"mill": ("the mill",), "kelm": ("Kelm",)}


@pytest.fixture
def lines(reader: RulesReader, report: Maker, parties: tuple[Party, Party]) -> Lines:
    def read(*texts: str, originals: dict[str, str] | None = None) -> dict[tuple[str, str], TimeLine]:
        days = [date(2022, 6, 15 - number) for number in range(len(texts))]  # the later in the list, the older
        reports = [report(text, id=f"r{n}", published=days[n]) for n, text in enumerate(texts)]
        claims: list[Claim] = [c for r in reports for c in reader.read(r, parties, GAZETTEER)]
        return {(line.slot, line.about): line for line in timelines(claims, reports, originals)}

    return read


def test_counts_at_one_place_stand_by_day(lines: Lines) -> None:
    found = lines("Ardia said 300 civilians are at the mill.", "Ordia said 500 civilians are at the mill.")
    line = found["people", "mill"]
    assert [entry.report for entry in line.entries] == ["r1", "r0"]
    assert [getattr(entry.value, "low", None) for entry in line.entries] == [500, 300]
    assert line.witnesses == 2


def test_a_copy_is_no_second_witness(lines: Lines) -> None:
    text = "Ardia said 300 civilians are at the mill."
    line = lines(text, text, originals={"r0": "r1", "r1": "r1"})["people", "mill"]
    assert (len(line.entries), line.witnesses, len(line.changes)) == (2, 1, 1)


def test_changes_are_what_differs_from_the_entry_before(lines: Lines) -> None:
    line = lines(
        "Ardia said that the Alder bridge is open.",
        "Ardia said that the Alder bridge is closed.",
        "Ordia said that the Alder bridge is closed.",
    )["road", "alder"]
    assert [getattr(entry.value, "state", None) for entry in line.changes] == ["closed", "open"]


def test_combatants_have_no_time_line(lines: Lines) -> None:
    assert not [key for key in lines("Ordia said 2,500 fighters are at the mill.") if key[0] == "people"]
