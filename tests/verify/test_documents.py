"""Documents read without pydantic: the same values, the same names, and the same refusals as the codec."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from safeconduct import codec
from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.verify.documents import read
from tests.tiny import known, tiny
from tests.verify.certificates import certificate, cut_certificate
from tests.verify.draws import situations
from tests.verify.timetables import busy, timetable


@settings(max_examples=40, deadline=None)
@given(situation=situations)
def test_the_codec_reads_and_names_the_same(situation: Situation) -> None:
    plan = timetable(situation)
    for value in (situation, plan, certificate(situation, plan), cut_certificate()):
        document = read(codec.dump(value))
        assert document.value == value
        assert document.sha == codec.sha(value)


def test_layout_does_not_change_a_name() -> None:
    situation = tiny(bridge=RoadState.UNKNOWN)
    pretty = json.dumps(json.loads(codec.dump(situation)), indent=2).encode()
    assert read(pretty).sha == codec.sha(situation)


def test_a_whole_number_of_kilometres_has_the_codec_s_name() -> None:
    text = codec.dump(tiny()).replace(b'"km":{"basis":{"assumptions":["given"],"claims":[]},"value":40.0}', b"@", 1)
    data = text.replace(b"@", b'"km":{"basis":{"assumptions":["given"],"claims":[]},"value":40}')
    assert read(data).sha == codec.sha(codec.load(Situation, data)) == codec.sha(tiny())


def test_unusual_letters_and_times_keep_their_name() -> None:
    situation = replace(
        tiny(), title="Сєвєродонецьк – “Azot”\u2028\U0001f68d", vehicles=(replace(tiny().vehicles[0], count=known(3)),)
    )
    situation = replace(situation, as_of=situation.as_of.replace(microsecond=1200))
    assert read(codec.dump(situation)).sha == codec.sha(situation)


def spoil(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The tiny situation's document with its body changed."""
    plain = json.loads(codec.dump(tiny()))
    change(plain["body"])
    return json.dumps(plain).encode()


BAD_FIELDS: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("extra", lambda b: b.update(extra=1)),
    ("title", lambda b: b.pop("title")),
    ("title", lambda b: b.update(title=7)),
    ("as_of", lambda b: b.update(as_of="2022-06-14T12:00:00")),
    ("as_of", lambda b: b.update(as_of="2022-06-14T12:00:00+03:00")),
    ("as_of", lambda b: b.update(as_of=1655208000)),
    ("withheld_claims", lambda b: b.update(withheld_claims=False)),
    ("withheld_claims", lambda b: b.update(withheld_claims=1.0)),
    ("withheld_claims", lambda b: b.update(withheld_claims="1")),
    ("wishes_recorded", lambda b: b.update(wishes_recorded=0)),
    ("roads", lambda b: b.update(roads={})),
    ("roads.0.ends", lambda b: b["roads"][0]["ends"].append("x")),
    ("roads.1.history.0.state", lambda b: b["roads"][1]["history"][0].update(state="blown up")),
    ("legs.0.km.value", lambda b: b["legs"][0]["km"].update(value="40")),
    ("legs.0.km.value", lambda b: b["legs"][0]["km"].update(value=True)),
    ("legs.0.minutes_loaded.value", lambda b: b["legs"][0]["minutes_loaded"].update(value=60.0)),
    ("legs.0.checkpoint", lambda b: b["legs"][0].update(checkpoint=[])),
    ("nodes.0.point", lambda b: b["nodes"][0]["point"].update(lat=91.0)),
    ("nodes.0.point.lat", lambda b: b["nodes"][0]["point"].update(lat=None)),
    ("vehicles.0.places.value", lambda b: b["vehicles"][0]["places"]["value"].update(walking=-1)),
]


@pytest.mark.parametrize(("field", "change"), BAD_FIELDS, ids=[f"{n}-{f[0]}" for n, f in enumerate(BAD_FIELDS)])
def test_a_bad_field_is_named_and_the_codec_refuses_it_too(
    field: str, change: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(DocumentInvalid) as ours:
        read(spoil(change), file="situation.json")
    assert (ours.value.file, ours.value.field) == ("situation.json", field)
    assert ours.value.next_step
    with pytest.raises(DocumentInvalid):
        codec.load(Situation, spoil(change))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"document":"situation","version":1}',
        b'{"document":"situation","version":1,"body":NaN}',
        b'{"document":"situation","version":1,"body":{},"body":{}}',
        b'{"document":"situation","version":2,"body":{}}',
        b'{"document":"situation","version":true,"body":{}}',
        b'{"document":"ledger","version":1,"body":{}}',
        b'{"document":[],"version":1,"body":{}}',
        b'{"document":"plan","version":1,"body":null}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentInvalid):
        read(data)


def test_an_infinite_number_in_disguise_is_refused() -> None:
    data = codec.dump(busy()).replace(b'"value":40.0', b'"value":1e999')
    with pytest.raises(DocumentInvalid, match="finite"):
        read(data)
