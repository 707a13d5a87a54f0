"""Another plan in people: who has no place any more, by need, before it is accepted and after; and which way now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from safeconduct.app.day_desk import Command
from safeconduct.model.control import EventId, PlanReplaced
from safeconduct.model.day import Orders
from safeconduct.model.event import Event
from safeconduct.model.situation import Needs
from safeconduct.web.replaced import no_place, replaced, way_words
from tests.web.served import Service

DAY = "15 June"


def orders(service: Service) -> Orders:
    """The day's orders as they are."""
    body = service.operation.days.seen(DAY).lines[0][1].body
    assert not isinstance(body, PlanReplaced)
    return body.orders  # type: ignore[union-attr]


def other(service: Service, **convoy: object) -> Orders:
    """Orders of another plan, its first convoy changed; none of it when nothing is given."""
    held = orders(service)
    changed = (replace(held.convoys[0], **convoy),) if convoy else ()  # type: ignore[arg-type]
    return replace(held, plan="f" * 64, convoys=(*changed, *held.convoys[1:]))


def test_who_loses_a_place_is_told_by_need(service: Service) -> None:
    service.exercise(DAY)
    state = service.operation.days.seen(DAY).state
    assert no_place(state, orders(service)) == ""
    assert no_place(state, other(service)) == "100 people: 100 who walk"
    fewer = other(service, persons=Needs(walking=95))
    assert no_place(state, fewer) == "5 people: 5 who walk"
    held = state.convoys["1"].orders
    fitted = tuple(replace(one, places=Needs(walking=45, wheelchair=2, stretcher=1)) for one in held.vehicles)
    helped = Needs(walking=90, wheelchair=3, stretcher=2)
    state.convoys["1"].orders = replace(held, persons=helped, vehicles=fitted)
    state.sites["alpha"].waiting = state.sites["alpha"].claimed = (95, 3, 2)
    seats = other(service, persons=Needs(walking=200))
    assert no_place(state, seats) == "5 people: 3 in wheelchairs and 2 on stretchers"


def test_a_convoy_that_has_begun_keeps_its_places(service: Service) -> None:
    """Its orders were sent: a plan that no longer has it takes no place from anybody."""
    dispatcher = service.exercise(DAY)
    call = {"day": DAY, "kind": "called forward", "convoy": "1", "walking": "100", "key": "call"}
    assert dispatcher.form("/board/enter", **call, at="2022-06-15T05:00Z").status_code == 303
    assert no_place(service.operation.days.seen(DAY).state, other(service)) == ""


def test_after_it_is_accepted_the_board_keeps_saying_it(service: Service) -> None:
    dispatcher = service.exercise(DAY)
    assert replaced(service.operation.days.seen(DAY), {}) is None
    assert "Plan replaced" not in dispatcher.get("/board").text
    event = Event(
        day=DAY, id=EventId(device="desk", counter=0), at=datetime(2022, 6, 15, 5, tzinfo=UTC), role="dispatcher",
        body=PlanReplaced(orders=other(service)),
    )  # fmt: skip
    service.operation.days.enter(Command(event=event))
    found = replaced(service.operation.days.seen(DAY), {})
    assert found is not None
    assert [one.id for one in found.cancelled] == ["1"]
    assert found.no_place == "100 people: 100 who walk"
    page = dispatcher.get("/board").text
    assert "no place for 100 people: 100 who walk" in page
    assert "<s>convoy 1," in page


def test_another_way_is_named(service: Service) -> None:
    service.exercise(DAY)
    situation = service.operation.case().dossier.situation
    assert situation is not None
    before = orders(service).convoys[0]
    assert before.roads
    names = {road.id: road.name for road in situation.roads} | {"north": "North road"}
    after = replace(before, roads=("north",))
    words = way_words(before, after, names)
    assert words == "by North road; no longer by Road and 1 other road"
    assert way_words(before, after, names, {"bridge": None}).endswith("no longer by Old Bridge and 1 other road")
    assert way_words(before, before, names) == way_words(None, after, names) == ""
