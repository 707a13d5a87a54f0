"""The files of operations: what is read, and that every fault names its file, its field and the next step."""

from __future__ import annotations

import pytest

from safeconduct.app.operations import past_operations
from safeconduct.model.errors import DocumentInvalid
from safeconduct.stress.operations import FIGURES, Figure, Operation, read_operation
from tests.house.tree import ROOT
from tests.stress.past import SMALL, TEXT

CASES = sorted((ROOT / "cases").glob("*.yaml"))


def read(text: str) -> Operation:
    return read_operation(text.encode(), id="small", file="small.yaml")


def test_a_file_is_read_whole() -> None:
    assert read(TEXT) == SMALL


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("low: 38, high: 42", "low: 42, high: 38", "km.low"),
        ("high: 100,", "high: 99.5,", "people.high"),
        ("low: 80,", "low: -80,", "people.low"),
        ('{low: 1, high: 1, source: "Gazette"}', "{low: 1, high: 1}", "vehicles.source"),
        ('{low: 1, high: 1, source: "Gazette"}', '{low: 1, high: 1, source: ""}', "vehicles.source"),
        ('{low: 1, high: 1, source: "Gazette"}', '{low: 1, source: "Gazette"}', "vehicles.high"),
        ('{low: 1, high: 1, source: "Gazette"}', '{low: 1, high: 1, source: "Gazette", by: "x"}', "vehicles.by"),
        ('{low: 1, high: 1, source: "Gazette"}', "1", "vehicles"),
        ("when: 2001-05-04", "when: 4 May 2001", "when"),
        ("when: 2001-05-04", 'when: "2001-05-04"', "when"),
        ("mode: bus", "mode: boat", "mode"),
        ("consent: agreed", "consent: yes", "consent"),
        ("[screening bound, siege]", "[screening, siege]", "features"),
        ("[screening bound, siege]", "[siege, siege]", "features"),
        ('lesson: "One bus, twice."', "", "lesson"),
        ('lesson: "One bus, twice."', 'lesson: "One bus."\ndead: {low: 1, high: 1, source: "Gazette"}', "dead"),
        ("first_day: {low: 45, high: 45,", "first_day: {low: 101, high: 101,", "first_day"),
        ("features:", 'total: {low: 44, high: 44, source: "Gazette"}\nfeatures:', "first_day"),
        ("name: ", "name: 7\nname: ", "line 1"),
    ],
)
def test_a_fault_names_its_file_its_field_and_the_next_step(old: str, new: str, field: str) -> None:
    assert old in TEXT
    with pytest.raises(DocumentInvalid) as found:
        read(TEXT.replace(old, new))
    assert (found.value.file, found.value.field) == ("small.yaml", field)
    assert found.value.next_step
    assert "azot" not in found.value.next_step


def test_a_figure_has_its_ends_in_order() -> None:
    with pytest.raises(ValueError, match="low"):
        Figure(low=2, high=1, source="Gazette")
    assert Figure(low=1, high=4, source="Gazette").middle == 2.5


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_operation_is_read_and_named_after_its_day(path: object) -> None:
    """The file's name ends in its day; every figure it gives has a source; something is said to learn from."""
    one = next(one for one in past_operations() if one.id == getattr(path, "stem", None))
    assert one.id.endswith(one.when.isoformat())
    figures = [figure for name in FIGURES if (figure := getattr(one, name)) is not None]
    assert figures
    assert all(figure.low <= figure.high and figure.source for figure in figures)


def test_consent_and_its_feature_never_contradict() -> None:
    for one in past_operations():
        assert not (one.consent == "agreed" and "consent missing" in one.features), one.id
        assert (one.movement == "foot") == ("foot corridor" in one.features), one.id


def test_at_least_twelve_and_the_sixteen_of_the_list() -> None:
    assert len(past_operations()) == len(CASES) >= 16
