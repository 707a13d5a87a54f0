"""Events and their envelopes: one of every kind survives the wire, and what must not be said cannot be."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.model import control, day, movement
from safeconduct.model.control import (
    Aborted,
    AlarmCleared,
    AlarmRaised,
    ConvoyClosed,
    DayClosed,
    DayOpened,
    EventId,
    PlanReplaced,
    Resumed,
    ResumeProposed,
    RoadReported,
    Suspended,
    TextsErased,
    WindowChanged,
)
from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.event import BODIES, GENESIS, Body, Corrected, Envelope, Event
from safeconduct.model.movement import (
    Arrived,
    Birth,
    Boarded,
    Breakdown,
    CalledForward,
    CrowdCounted,
    Death,
    Declined,
    Departed,
    Detained,
    Found,
    LetOff,
    Missing,
    PassedPoint,
    Reason,
    Released,
    Returned,
    Transferred,
    TurnedBack,
)
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Needs
from tests.model.test_day import OPENS, ORDERS

ONE = Needs(walking=1)
STOP = EventId(device="link-1", counter=3)
EVERY: tuple[Body, ...] = (
    DayOpened(mode="exercise", orders=ORDERS),
    CrowdCounted(site="alpha", waiting=Needs(walking=90)),
    CalledForward(convoy="1", persons=ONE),
    Boarded(convoy="1", vehicle="bus-1", persons=ONE),
    Departed(convoy="1", persons=ONE),
    PassedPoint(convoy="1", point="gate", standing=True),
    Arrived(convoy="1", persons=ONE),
    TurnedBack(convoy="1", reason=Reason.ROAD),
    Returned(convoy="1", persons=ONE, reason=Reason.REFUSED),
    Declined(convoy="1", vehicle="bus-1", persons=ONE),
    LetOff(convoy="1", persons=ONE, point="gate", reason=Reason.FAMILY),
    Detained(convoy="1", persons=ONE, point="gate"),
    Released(convoy="1", persons=ONE, met="arrived"),
    Missing(site="alpha", persons=ONE),
    Found(site="alpha", persons=ONE, met="waiting"),
    Birth(convoy="1"),
    Death(site="alpha", persons=ONE),
    Transferred(convoy="1", vehicle="bus-1", to_convoy="1", to_vehicle="bus-2", persons=ONE),
    Breakdown(convoy="1", vehicle="bus-1"),
    RoadReported(road="bridge", state=RoadState.CLOSED, confirmed=True),
    WindowChanged(corridor="bravo", closes=OPENS),
    Suspended(corridor="bravo"),
    Aborted(),
    ResumeProposed(stops=(STOP,)),
    Resumed(proposal=EventId(device="link-2", counter=0), proposed_by="convoy leader", stops=(STOP,)),
    PlanReplaced(orders=ORDERS),
    AlarmRaised(alarm="standing", subject="1", since=OPENS),
    AlarmCleared(alarm="standing", subject="1"),
    ConvoyClosed(convoy="1"),
    DayClosed(),
    TextsErased(erased="14 June", lines=9, known=50, arrived=50),
    Corrected(wrong=STOP, seq=4, instead=Arrived(convoy="1", persons=Needs(walking=2))),
)


def event(body: Body, counter: int = 0) -> Event:
    """An event of the gate."""
    return Event(day="15 June", id=EventId(device="gate", counter=counter), at=OPENS, role="gate", body=body)


def test_every_kind_is_here() -> None:
    """The examples cover the register, and the register every body."""
    assert [body.kind for body in EVERY] == list(BODIES)
    assert [type(body) for body in EVERY] == list(BODIES.values())


@pytest.mark.parametrize("body", EVERY, ids=lambda b: b.kind)
def test_every_kind_survives_the_wire(body: Body) -> None:
    """As an event, and as a body by its kind."""
    assert codec.load(Event, codec.dump(event(body))) == event(body)
    assert codec.from_plain(BODIES[body.kind], codec.to_plain(body)) == body


@pytest.mark.parametrize("body", EVERY, ids=lambda b: b.kind)
def test_every_kind_has_its_row(body: Body) -> None:
    """docs/events.md names it with each of its fields."""
    page = (Path(__file__).parents[2] / "docs" / "events.md").read_text(encoding="utf-8")
    found = re.search(rf"^\| {body.kind} \|(.*)$", page, flags=re.MULTILINE)
    assert found, body.kind
    named = set(re.findall(r"`(\w+)`", found.group(1)))
    assert {field.name for field in fields(body)} - {"kind"} <= named


def test_unknown_keys_are_refused() -> None:
    """Strict like every other document."""
    data = codec.dump(event(Birth(convoy="1"))).replace(b'"children":1', b'"children":1,"name":"x"')
    with pytest.raises(DocumentInvalid):
        codec.load(Event, data)


def test_no_field_names_a_person() -> None:
    """Nor says where they can be reached or who they are."""
    words = {"name", "phone", "passport", "document", "born", "birth_date", "face", "ethnicity", "nationality", "sex"}
    for module in (control, day, movement):
        for item in vars(module).values():
            if isinstance(item, type) and is_dataclass(item):
                assert not words & {field.name for field in fields(item)}, item


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Boarded(convoy="1", vehicle="bus-1", persons=Needs()), "at least one"),
        (lambda: CalledForward(convoy="1", persons=Needs()), "at least one"),
        (lambda: Missing(persons=ONE), "the convoy or the site"),
        (lambda: Death(persons=ONE, convoy="1", site="alpha"), "the convoy or the site"),
        (lambda: Birth(), "the convoy or the site"),
        (lambda: Birth(convoy="1", children=0), "at least one child"),
        (lambda: Declined(convoy="1", persons=ONE), "name both"),
        (lambda: Found(site="alpha", persons=ONE, met="arrived"), "found waiting there, or died"),
        (lambda: Found(convoy="1", persons=ONE, met="waiting"), "has returned"),
        (
            lambda: Transferred(convoy="1", vehicle="a", to_convoy="1", to_vehicle="a", persons=ONE),
            "to another vehicle",
        ),
        (lambda: Suspended(convoy="1", corridor="bravo"), "not both"),
        (lambda: Aborted(convoy="1", corridor="bravo"), "not both"),
        (lambda: ResumeProposed(stops=()), "name the stops"),
        (lambda: EventId(device=" ", counter=0), "names the device"),
        (lambda: EventId(device="gate", counter=-1), "from 0"),
        (lambda: replace(event(DayClosed()), role=""), "names the role"),
        (lambda: replace(event(DayClosed()), at=datetime(2022, 6, 15)), "aware UTC"),  # noqa: DTZ001 - naive on purpose
        (lambda: AlarmRaised(alarm="standing", subject="1", since=datetime(2022, 6, 15)), "aware UTC"),  # noqa: DTZ001
    ],
)
def test_what_cannot_be_said(make: object, words: str) -> None:
    """Nobody, two places at once, no place, no role, no zone."""
    with pytest.raises(ValueError, match=words):
        make()  # type: ignore[operator]


@pytest.mark.parametrize("part", ["seq", "version"])
def test_lines_count_from_one(part: str) -> None:
    """Both counts."""
    whole = Envelope(
        seq=1, day="d", version=1, kind="birth", device="gate", counter=0, at=OPENS, role="gate",
        recorded_at=OPENS + timedelta(seconds=1), body_hash="0" * 64, note_hash=None, prev=GENESIS, hash="1" * 64,
    )  # fmt: skip
    assert whole.recorded_at.tzinfo is UTC
    with pytest.raises(ValueError, match="counted from 1"):
        replace(whole, **{part: 0})  # type: ignore[arg-type]
