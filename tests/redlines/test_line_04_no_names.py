"""Red line 4: no names by default.

Fails when: any document gains a field for a person's name, phone, document, birth date, face or ethnicity; a type that
counts people gains any field beyond counts, needs and basis; a named role's decision leaks a person into a situation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from safeconduct import codec
from tests.redlines.worked import situation

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
NAMED = {"Node", "Road", "Water", "Site", "Reception", "VehicleClass", "Checkpoint", "Situation", "CutEdge", "Level"}

#: Types that count people, and every field they have.
COUNTS = {
    "Group": {"id", "site", "wished", "people"},
    "Estimate": {"low", "likely", "high", "basis"},
    "HouseholdProfile": {"id", "members", "per_thousand"},
    "Households": {"group", "profile", "count"},
    "Needs": {"walking", "wheelchair", "stretcher"},
    "Trip": {"vehicle", "convoy", "bay", "load_from", "load_until", "boarded"},
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
