"""Documents: canonical bytes, strict reading, and every value back as it was."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.report import Party, Report
from safeconduct.model.situation import Situation
from tests.tiny import tiny
from tests.tiny_fleet import tiny_fleet

Plain = dict[str, Any]

REPORT = Report(
    id="r1",
    title="A note",
    publisher="Agency",
    published=date(2022, 6, 15),
    language="en",
    sha256="0" * 64,
    text="Caf\u00e9 \u00b7 \u041a\u0438\u0457\u0432 \U0001f68c\u00a0end",
)

# --- bytes -----------------------------------------------------------------------------------------------------


def test_canonical_bytes_are_exact() -> None:
    """Keys sorted, no spaces, code points as they are, one newline, kind and version beside the body."""
    party = Party(id="a", label="\u041a\u0438\u0457\u0432", aliases=("x",), zone="Europe/Kyiv")
    expected = (
        '{"body":{"aliases":["x"],"controls":[],"id":"a","label":"\u041a\u0438\u0457\u0432","zone":"Europe/Kyiv"},'
        '"document":"party","version":1}\n'
    ).encode()
    assert codec.dump(party) == expected
    assert codec.sha(party) == hashlib.sha256(expected).hexdigest()


def test_times_are_written_in_utc_with_z() -> None:
    """05:00 in UTC is written as such, whatever the zone that was named."""
    window = codec.to_plain(tiny())["corridors"][0]["window"]
    assert window["opens"] == "2022-06-15T05:00:00Z"
    assert window["zone"] == "Europe/Moscow"


def test_same_value_same_bytes() -> None:
    """Two situations built apart have one name; a change of one person has another."""
    assert codec.dump(tiny()) == codec.dump(tiny())
    assert codec.sha(tiny()) != codec.sha(tiny(people=101))


def test_load_and_dump_give_the_bytes_back() -> None:
    """A document read and written again is the same file."""
    data = codec.dump(tiny())
    assert codec.dump(codec.load(Situation, data)) == data


def test_report_text_keeps_its_code_points() -> None:
    """No-break spaces, Cyrillic and characters beyond the first plane come back untouched."""
    assert codec.load(Report, codec.dump(REPORT)) == REPORT


@pytest.mark.parametrize("name", sorted(codec.DOCUMENTS))
def test_every_document_has_a_closed_schema(name: str) -> None:
    """The schema of each kind refuses keys it does not know."""
    schema = codec.json_schema(name)
    assert schema["additionalProperties"] is False
    assert all(d["additionalProperties"] is False for d in schema.get("$defs", {}).values() if d["type"] == "object")


def test_unknown_schema_name() -> None:
    """A name that is no document is a KeyError for the caller to explain."""
    with pytest.raises(KeyError):
        codec.json_schema("names-of-people")


# --- strictness ------------------------------------------------------------------------------------------------


def set_in(*path: str | int, to: Any) -> Callable[[Plain], None]:
    """A change of one field, found by its path."""

    def change(plain: Plain) -> None:
        inner: Any = plain
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (set_in("fighters", to=1), "fighters"),
        (set_in("sites", 0, "groups", 0, "names", to=[]), "sites.0.groups.0.names"),
        (set_in("sites", 0, "bays", "value", to=False), "sites.0.bays.value"),
        (set_in("sites", 0, "bays", "value", to=2.0), "sites.0.bays.value"),
        (set_in("sites", 0, "bays", "value", to="2"), "sites.0.bays.value"),
        (set_in("wishes_recorded", to=0), "wishes_recorded"),
        (set_in("legs", 0, "km", "value", to=float("nan")), "legs.0.km.value"),
        (set_in("legs", 0, "km", "value", to=float("inf")), "legs.0.km.value"),
        (set_in("nodes", 0, "point", "lat", to=91.0), "nodes.0.point"),
        (set_in("as_of", to=1655208000), "as_of"),
        (set_in("as_of", to="2022-06-14T12:00:00"), "as_of"),
        (set_in("as_of", to="2022-06-14T15:00:00+03:00"), "as_of"),
        (set_in("corridors", 0, "window", "opens", to="2022-06-15T05:00:00"), "corridors.0.window"),
        (set_in("corridors", 0, "window", "closes", to="2022-06-15T05:00:00Z"), "corridors.0.window"),
        (set_in("corridors", 0, "mode", to="helicopter"), "corridors.0.mode"),
        (set_in("sites", 0, "groups", 0, "people", "low", to=-1), "sites.0.groups.0.people"),
        (set_in("roads", 0, "history", to=[]), "roads.0"),
        (set_in("title", to=None), "title"),
    ],
)
def test_what_is_refused(change: Callable[[Plain], None], field: str) -> None:
    """Each wrong field is refused, and the message names it, the file and what to do."""
    plain = copy.deepcopy(codec.to_plain(tiny()))
    change(plain)
    with pytest.raises(DocumentInvalid) as caught:
        codec.from_plain(Situation, plain, file="case.json")
    assert field in str(caught.value)
    assert caught.value.file == "case.json"
    assert caught.value.next_step
    assert caught.value.exit_code == 2


def test_what_makes_no_sense_is_named_with_what_it_belongs_to() -> None:
    """A window the wrong way round is of the right form, so no schema helps; a text for a number is not."""
    plain = copy.deepcopy(codec.to_plain(tiny()))
    window = plain["corridors"][0]["window"]
    window["opens"], window["closes"] = window["closes"], window["opens"]
    with pytest.raises(DocumentInvalid) as caught:
        codec.from_plain(Situation, plain)
    assert caught.value.message.startswith("bravo: the window closes (2022-06-15 05:00:00+00:00) before it opens")
    assert "no schema" in caught.value.next_step
    with pytest.raises(DocumentInvalid) as caught:
        codec.from_plain(Situation, {**codec.to_plain(tiny()), "title": 3})
    assert "safeconduct schema situation" in caught.value.next_step


def test_a_missing_field_is_named() -> None:
    """Nothing that is needed has a silent default."""
    plain = codec.to_plain(tiny())
    del plain["withheld_claims"]
    with pytest.raises(DocumentInvalid, match="withheld_claims"):
        codec.from_plain(Situation, plain)


ENVELOPE = {"document": "report", "version": 1, "body": codec.to_plain(REPORT)}


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "not a JSON document"),
        (b"\xff\xfe{}", "not a JSON document"),
        (b"<html></html>", "not a JSON document"),
        (b"[]", "exactly the keys"),
        (b"null", "exactly the keys"),
        (json.dumps({**ENVELOPE, "note": ""}).encode(), "exactly the keys"),
        (json.dumps({**ENVELOPE, "document": "plan"}).encode(), "this is a plan, a report is needed"),
        (json.dumps({**ENVELOPE, "version": 2}).encode(), "version 2 is not known"),
        (json.dumps({**ENVELOPE, "version": "1"}).encode(), "version '1' is not known"),
        (json.dumps({**ENVELOPE, "version": float("nan")}).encode(), "NaN is not a number"),
        (b'{"document":"report","version":1,"body":-Infinity}', "Infinity is not a number"),
        (b'{"document":"report","version":1,"body":"text"}', "should be an object"),
    ],
)
def test_what_is_no_document(data: bytes, word: str) -> None:
    """Other files, other kinds, other versions and numbers JSON does not know."""
    with pytest.raises(DocumentInvalid, match=word) as caught:
        codec.load(Report, data, file="x.json")
    assert caught.value.next_step


@pytest.mark.parametrize("depth", [10, 150, 400, 700, 900, 950, 980, 1_000, 10_000, 200_000])
@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_deep_nesting_is_refused(depth: int, brackets: str) -> None:
    """No depth of brackets ends in anything but a clear error."""
    opening = "[" if brackets == "[]" else '{"a":'
    closing = "]" if brackets == "[]" else "}"
    body = opening * depth + "0" + closing * depth
    data = f'{{"document":"report","version":1,"body":{body}}}'.encode()
    with pytest.raises(DocumentInvalid):
        codec.load(Report, data)


# --- round trips -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["true", "1.0", "2", '"1"'])
def test_only_the_integer_one_is_version_one(version: str) -> None:
    data = codec.dump(REPORT).replace(b'"version":1', f'"version":{version}'.encode())
    with pytest.raises(DocumentInvalid, match="version"):
        codec.load(Report, data)


def test_a_key_given_twice_is_refused() -> None:
    data = codec.dump(REPORT).replace(b'"version":1', b'"version":1,"version":1')
    with pytest.raises(DocumentInvalid, match="twice"):
        codec.load(Report, data)


def test_a_situation_written_before_crews_and_convoys_reads() -> None:
    """Their fields are not there: nobody's hours are limited, and every vehicle departs alone."""
    situation = tiny_fleet()
    plain = json.loads(codec.dump(situation))
    del plain["body"]["rules"]["fleet_convoys"]
    for kind in plain["body"]["vehicles"]:
        for field in ("duty_minutes", "drive_minutes", "rest_minutes"):
            del kind[field]
    assert codec.load(Situation, json.dumps(plain).encode()) == situation
