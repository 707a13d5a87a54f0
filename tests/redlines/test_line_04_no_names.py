"""Red line 4: no names by default.

Fails when: any document gains a field for a person's name, phone, document, birth date, face or ethnicity; a type that
counts people gains any field beyond counts, needs and basis; a named role's decision leaks a person into a situation;
a private person named in a report is found in a stored byte or in a published document, or who speaks in public is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.adapters.workspace import SqliteWorkspace
from tests.redlines.worked import room, situation

#: Words of a field name that would describe a person, not a place or a count.
PERSONAL = frozenset(
    {
        *("phone", "mobile", "telephone", "email", "passport", "document", "visa", "birth", "birthdate", "birthday"),
        *("dob", "age", "sex", "gender", "face", "photo", "biometric", "fingerprint", "ethnicity", "ethnic", "race"),
        *("nationality", "citizenship", "religion", "surname", "firstname", "lastname", "patronymic"),
        *("employer", "profession", "rank", "diagnosis", "address", "plate", "fullname", "signature", "iban"),
    }
)

#: Types that may carry a name: places, roads, vehicles, parties' documents, levels of an objective. None is a person.
NAMED = {
    *("Node", "Road", "Water", "Site", "Reception", "VehicleClass", "Checkpoint", "Situation", "CutEdge", "Level"),
    *("Depot", "Resource", "Transfer"),
}

#: Types that count people, and every field they have.
COUNTS = {
    "Group": {"id", "site", "wished", "people", "households"},
    "ProfileCount": {"profile", "count"},
    "Estimate": {"low", "likely", "high", "basis"},
    "HouseholdProfile": {"id", "members", "per_thousand"},
    "Households": {"group", "profile", "count"},
    "Needs": {"walking", "wheelchair", "stretcher"},
    "Trip": {"vehicle", "convoy", "bay", "load_from", "load_until", "boarded"},
    "FleetTrip": {"leg", "bay", "load_from", "load_until", "boarded", "depart", "passes", "arrive", "stops"}
    | {"unloaded"},
    "PickUp": {"bay", "load_from", "load_until", "boarded", "way", "depart", "passes", "arrive"},
    "PeopleValue": {"slot", "low", "high", "population", "hedge", "as_written", "place"},
}


def shapes(document: str) -> Iterator[tuple[str, set[str]]]:
    """Every type of a document's schema with its field names."""
    schema = codec.json_schema(document)
    for title, shape in [(schema.get("title", document), schema), *schema.get("$defs", {}).items()]:
        yield re.sub(r"_.*$", "", title), set(shape.get("properties", {}))


@pytest.mark.parametrize("document", sorted(codec.DOCUMENTS))
def test_no_document_has_a_field_for_a_person(document: str) -> None:
    seen = dict(shapes(document))
    assert seen
    for title, names in seen.items():
        for name in names:
            assert not PERSONAL & {name, *name.split("_")}, f"{title}.{name}"
        assert "name" not in names or title in NAMED, f"{title} has a name"


def test_types_that_count_people_hold_nothing_else() -> None:
    found = {title: names for document in codec.DOCUMENTS for title, names in shapes(document)}
    assert {title: found[title] for title in COUNTS} == COUNTS


def keys(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        for key, value in plain.items():
            yield key
            yield from keys(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from keys(value)


def test_the_worked_situation_names_no_speaker() -> None:
    """Speakers of the reports are parties' voices in the ledger; in a situation no person is named outside aliases."""
    plain = codec.to_plain(situation())
    assert not PERSONAL & set(keys(plain))
    plain["parties"] = []
    text = str(plain)
    for person in ("Haidai", "Mizintsev", "Nebenzya", "Kiselyov", "Vereshchuk", "Zelensk"):
        assert person not in text


REPORT = """The mayor, Piotr Zalewski, said on Tuesday that 40 buses would take more than 300 civilians to Halm.

“We cannot leave,” said Olena Kovalenko, 43, a nurse at the clinic. Kovalenko has two sons, Danylo and Marko.

Mr Ivan Bilous told reporters that the road was closed. His neighbour Sofiia Rudenko said nobody had come.
"""
PRIVATE_NAMES = ("Olena", "Kovalenko", "Ivan", "Bilous", "Sofiia", "Rudenko")


def test_a_private_person_in_a_report_is_masked_before_anything_is_stored(tmp_path: Path) -> None:
    read_run = room("app.read_run")
    file = tmp_path / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    kept = tmp_path / "kept" / "w.safeconduct"
    kept.parent.mkdir()
    found, reading = read_run.prepare([file], published=date(2022, 6, 15), parties=None, roads=None)
    with closing(read_run.run(found, reading, into=kept, jobs=1, resume=False)) as running:
        (outcome,) = running
    with closing(SqliteWorkspace(kept)) as store:  # what is kept is encrypted: looked at with its key, and without
        stored = "".join(map(repr, (*store.reports(), *store.claims())))
    raw = b"".join(path.read_bytes() for path in kept.parent.rglob("*") if path.is_file())
    assert len(outcome.report.text) == len(REPORT)
    for name in PRIVATE_NAMES:
        assert name not in stored, name
        assert name.encode() not in raw, name
    for role in ("Piotr Zalewski", "a nurse at the clinic", "His neighbour"):
        assert role in stored, role
    assert any("private persons masked" in note for note in outcome.notes)


def test_a_private_person_in_a_report_is_in_no_published_document(tmp_path: Path) -> None:
    file, out = tmp_path / "report.txt", tmp_path / "out"
    file.write_text(REPORT, encoding="utf-8")
    room("app.attempt").attempt(
        file, published=date(2022, 6, 15), out=out, title=None, publisher="not stated", say=lambda line: None
    )
    pages = [path for path in out.iterdir() if path.suffix in (".html", ".csv", ".json", ".svg")]
    assert pages
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert not [name for name in PRIVATE_NAMES if name in text], path.name
    assert "Piotr Zalewski" in (out / "index.html").read_text(encoding="utf-8")
