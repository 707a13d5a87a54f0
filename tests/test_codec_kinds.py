"""An event says of which kind it is: nothing is guessed from its fields, in whatever way it comes in."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.event import BODIES, Event
from tests.run.days import ORDERS

#: Bodies that would fit a kind by their fields alone.
KINDLESS: list[dict[str, Any]] = [
    {},
    {"convoy": "1"},
    {"orders": codec.to_plain(ORDERS)},
    {"mode": "order", "orders": codec.to_plain(ORDERS)},
    {"proposal": {"device": "a", "counter": 0}, "proposed_by": "leader", "stops": []},
    {"kind": None, "convoy": "1"},
    {"kind": "PLAN REPLACED", "orders": codec.to_plain(ORDERS)},
    {"kind": ["birth"], "convoy": "1"},
]


def event(body: Any) -> dict[str, Any]:
    name = {"device": "gate", "counter": 0}
    return {"day": "d", "id": name, "at": "2022-06-15T05:00:00Z", "role": "gate", "body": body, "note": ""}


@pytest.mark.parametrize("body", KINDLESS, ids=str)
def test_a_body_without_its_kind_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(DocumentInvalid) as refused:
        codec.from_plain(Event, event(body))
    assert refused.value.field == "body.kind"
    assert "kind" in refused.value.message


@pytest.mark.parametrize("body", KINDLESS, ids=str)
def test_what_a_correction_puts_in_its_place_says_its_kind_too(body: dict[str, Any]) -> None:
    corrected = {"kind": "corrected", "wrong": {"device": "gate", "counter": 0}, "seq": None, "instead": body}
    for cls, plain, field in (
        (Event, event(corrected), "body.instead.kind"),
        (BODIES["corrected"], corrected, "instead.kind"),
    ):
        with pytest.raises(DocumentInvalid) as refused:
            codec.from_plain(cls, plain)
        assert refused.value.field == field


def test_what_says_its_kind_is_read_as_that() -> None:
    read = codec.from_plain(Event, event({"kind": "birth", "convoy": "1"}))
    assert (read.body.kind, codec.to_plain(read)["body"]["convoy"]) == ("birth", "1")
    taken_back = {"kind": "corrected", "wrong": {"device": "gate", "counter": 0}, "seq": None, "instead": None}
    assert codec.from_plain(Event, event(taken_back)).body.kind == "corrected"


def test_a_body_by_itself_is_compared_with_the_schema_there_is() -> None:
    with pytest.raises(DocumentInvalid) as refused:
        codec.from_plain(BODIES["departed"], {"kind": "departed"})
    assert "`safeconduct schema event`" in refused.value.next_step


def test_the_schema_asks_for_the_kind() -> None:
    parts = codec.json_schema("event")["$defs"]
    bodies = [part for part in parts.values() if "kind" in part.get("properties", {})]
    kinds = {part["properties"]["kind"]["const"]: part["required"] for part in bodies}
    assert set(kinds) == set(BODIES)
    assert all("kind" in required for required in kinds.values())


@pytest.mark.parametrize(
    ("body", "field", "word"),
    [
        ({"kind": "departed"}, "body.convoy", "Field required"),
        ({"kind": "passed point", "convoy": "1", "point": "x", "more": 1}, "body.more", "Unexpected"),
        ({"kind": "birth", "convoy": 1}, "body.convoy", "string"),
        (
            {"kind": "corrected", "wrong": {"device": "a", "counter": 0}, "seq": None, "instead": {"kind": "departed"}},
            "body.instead.convoy",
            "Field required",
        ),
    ],
)
def test_what_is_wrong_is_said_of_the_kind_that_was_meant(body: dict[str, Any], field: str, word: str) -> None:
    """Not of all thirty kinds that it is not."""
    with pytest.raises(DocumentInvalid) as refused:
        codec.from_plain(Event, event(body))
    assert (refused.value.field, refused.value.next_step) == (
        field,
        "compare the field with `safeconduct schema event`",
    )
    assert word in refused.value.message
