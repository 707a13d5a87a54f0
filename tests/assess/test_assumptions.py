"""assumptions.yaml: every slot typed and ranged, every fault named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from safeconduct.assess.assumptions import FleetRow, parse_case
from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.place import Mode
from safeconduct.model.situation import Needs
from tests.assess.village import ASSUMED, case, case_yaml

AZOT = Path(__file__).parents[2] / "examples" / "azot" / "assumptions.yaml"


def test_the_case_and_its_typed_values() -> None:
    read = case()
    assert (read.name, read.sites, read.as_of) == ("village", ("mill",), datetime(2022, 6, 16, 12, tzinfo=UTC))
    assert read.reference_date == date(2022, 6, 15)
    assert [(c.id, c.site, c.reception, c.mode) for c in read.corridors] == [
        ("up", "mill", "upham", Mode.BUS),
        ("low", "mill", "lowford", Mode.BUS),
    ]
    fleet = read.assumptions.known("fleet.bus", FleetRow)
    assert fleet.value == FleetRow(count=2, places=Needs(walking=45))
    assert fleet.basis.assumptions == ("fleet-bus",)
    assert read.assumptions.known("leg.mill.upham.km", float).value == 60.0


def test_values_are_printed_as_written() -> None:
    printed = {a.slot: a.value for a in case().assumptions.records}
    assert printed["fleet.bus"] == "count 2, seats 45, wheelchair 0, stretcher 0"
    assert printed["leg.mill.upham.via"] == "hill-road"
    assert printed["wishes"] == "not recorded"
    assert len(printed) == len(ASSUMED)


def test_the_example_reads() -> None:
    read = parse_case(AZOT.read_bytes(), file=str(AZOT))
    assert read.assumptions.known("leg.azot.svatove.km", float).value == 78.0
    assert read.assumptions.known("road.borova-bridge.state", str).value == "unknown"


def test_what_nobody_assumed_is_named() -> None:
    with pytest.raises(DocumentInvalid) as caught:
        case().assumptions.known("leg.road_factor", float)
    assert caught.value.file == "assumptions.yaml"
    assert "leg.road_factor" in caught.value.message


@pytest.mark.parametrize(
    ("slot", "value", "words"),
    [
        ("leg.mill.upham.loaded_kph", 131, "131 is out of range"),
        ("leg.mill.upham.loaded_kph", 1_079_252_848.8, "out of range"),
        ("leg.mill.upham.empty_kph", 0, "0 is out of range"),
        ("leg.mill.upham.km", -1, "out of range"),
        ("leg.mill.upham.km", True, "a number is needed"),
        ("leg.mill.upham.km", "78", "a number is needed"),
        ("foot.kph", 30, "out of range"),
        ("site.mill.bays", 0, "0 is out of range"),
        ("site.mill.bays", 1.5, "whole number"),
        ("site.mill.bays", True, "whole number"),
        ("screening.lanes", 0, "out of range"),
        ("reception.upham.capacity", -1, "-1 is out of range"),
        ("fleet.bus", {"count": -1, "seats": 45, "wheelchair": 0, "stretcher": 0}, "-1 is out of range"),
        ("fleet.bus", {"count": 1, "seats": 0, "wheelchair": 0, "stretcher": 0}, "carries nobody"),
        ("fleet.bus", {"count": 1, "seats": 45, "wheelchair": 0}, "stretcher"),
        ("fleet.bus", {"count": 1, "seats": 45, "wheelchair": 0, "stretcher": 0, "guns": 1}, "unknown key 'guns'"),
        ("fleet.bus", 5, "keys and values"),
        ("loading.seconds", {"walking": 0, "wheelchair": 1, "stretcher": 1}, "takes time"),
        ("convoy.size", {"min": 5, "max": 2}, "2 is out of range"),
        ("households.profiles", [], "nobody travels alone"),
        (
            "households.profiles",
            [{"id": "a", "per_thousand": 600, "members": {"walking": 2, "wheelchair": 0, "stretcher": 0}}],
            "hold 1200 people per 1,000",
        ),
        ("wishes", "svatove", "not known here"),
        ("roads.default", "closed", "not known here"),
        ("road.old-bridge.state", "closed", "not known here"),
        ("leg.mill.upham.via", "hill-road", "list of texts"),
        ("leg.mill.upham.via", ["a", "a"], "listed twice"),
        ("people.mill", 500, "unknown slot"),
        ("window.upham", "08:00", "unknown slot"),
        ("acceptance.south", "yes", "unknown slot"),
    ],
)
def test_a_bad_value_names_file_field_and_next_step(slot: str, value: Any, words: str) -> None:
    with pytest.raises(DocumentInvalid) as caught:
        case({slot: value})
    assert words in caught.value.message or words in (caught.value.field or "")
    assert caught.value.file == "assumptions.yaml"
    assert (caught.value.field or "").startswith("assumptions[")
    assert caught.value.next_step
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("value: 60.5", "value: .nan", "assumptions[leg.mill.upham.km].value"),
        ("value: 60.5", "value: .inf", "assumptions[leg.mill.upham.km].value"),
        ("as_of: 2022-06-16T12:00:00Z", "as_of: 2022-06-16T12:00:00", "as_of"),
        ("as_of: 2022-06-16T12:00:00Z", "as_of: yesterday", "as_of"),
        ("as_of: 2022-06-16T12:00:00Z", "as_of: 0001-01-01T00:00:00+14:00", "as_of"),
        ("value: 60.5", "value: 1" + "0" * 400, "assumptions[leg.mill.upham.km].value"),
        ("reference_date: 2022-06-15", "reference_date: 2022-06-15T00:00:00Z", "reference_date"),
        ("name: small", "name: small\nname: again", "line"),
        ("name: small", "nam: small", "name"),
        ("name: small", "name: small\nextra: 1", "extra"),
        ("why: w", "why: ''", "assumptions[leg.mill.upham.km].why"),
        ("why: w", "why: w\n    note: n", "assumptions[leg.mill.upham.km].note"),
        ("mode: bus", "mode: tank", "corridors[0].mode"),
        ("sites: [{id: mill}]", "sites: []", "sites"),
        ("sites: [{id: mill}]", "sites: &a [{id: mill}]\nmore: *a", "line"),
    ],
)
def test_a_bad_table_names_the_field(old: str, new: str, field: str) -> None:
    text = (
        "name: small\ntitle: t\noperation: o\nas_of: 2022-06-16T12:00:00Z\nreference_date: 2022-06-15\n"
        "sites: [{id: mill}]\ncorridors: [{id: up, reception: upham, mode: bus}]\nassumptions:\n"
        "  - id: a\n    slot: leg.mill.upham.km\n    value: 60.5\n    unit: km\n    why: w\n    source: judgement\n"
    )
    parse_case(text.encode(), file="assumptions.yaml")
    assert old in text
    with pytest.raises(DocumentInvalid) as caught:
        parse_case(text.replace(old, new).encode(), file="assumptions.yaml")
    assert (caught.value.field or "").startswith(field)
    assert caught.value.next_step


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff\xfe", b"a: [", b"{" * 5000, b"!!python/object:os.system x"])
def test_what_is_not_a_table_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentInvalid) as caught:
        parse_case(data, file="assumptions.yaml")
    assert caught.value.file == "assumptions.yaml"


def test_a_slot_or_an_id_used_twice_is_refused() -> None:
    text = case_yaml().decode()
    with pytest.raises(DocumentInvalid, match="set twice"):
        parse_case(text.replace('"slot": "foot.kph"', '"slot": "leg.mill.upham.km"').encode(), file="a.yaml")
    with pytest.raises(DocumentInvalid, match="two assumptions"):
        parse_case(text.replace('"id": "foot-kph"', '"id": "wishes"').encode(), file="a.yaml")


def test_two_corridors_of_one_way_are_refused_with_the_slot_for_the_other() -> None:
    rows = [{"id": "one", "reception": "upham", "mode": "bus"}, {"id": "two", "reception": "upham", "mode": "bus"}]
    with pytest.raises(DocumentInvalid) as caught:
        case(corridors=rows)
    assert "two corridors lead from 'mill' to 'upham' by bus" in caught.value.message
    assert "leg.mill.upham.other.NAME" in caught.value.next_step
    on_foot = [rows[0], {**rows[1], "mode": "foot"}]
    assert len(case(corridors=on_foot).corridors) == 2
