"""A fleet's plan is opened and run in the service like any other: its trips are convoys of one vehicle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.adapters.workspace import SqliteWorkspace
from safeconduct.app import replanning
from tests.tiny import OPENS
from tests.tiny_fleet import fleet_plan, tiny_fleet
from tests.web import served
from tests.web.served import Service

PLAIN = served.dossier()
SITUATION = tiny_fleet()
PLAN = fleet_plan(SITUATION)


def of_a_fleet() -> Any:
    """A dossier whose plan is a fleet's: it stands in the workspace beside it."""
    return replace(PLAIN, situation=SITUATION, answers=(), audits=(), decisives=())


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setattr(served, "dossier", of_a_fleet)
    with served.service(tmp_path) as made:
        store = SqliteWorkspace(made.operation.path)
        store.put("fleet plan", codec.dump(PLAN))
        other = replace(PLAN, situation="0" * 64)
        store.put("fleet plan", codec.dump(other))
        store.close()
        yield made


def test_the_board_offers_the_fleet_of_this_situation(service: Service) -> None:
    assert [sha for sha, _ in service.operation.plans()] == [codec.sha(PLAN)]
    assert "one fleet for" in service.person("dispatcher").get("/board").text


def test_a_road_closes_and_trips_that_have_begun_keep_their_orders(service: Service) -> None:
    """The first trip is called; whatever the new plan says of it, its orders stand, and the day still adds up."""
    dispatcher = service.exercise()
    before = service.operation.days.seen("15 June").state
    first = min(before.convoys.values(), key=lambda convoy: convoy.orders.board).orders
    called = {"kind": "called forward", "convoy": first.id, "persons": codec.to_plain(first.persons)}
    answer = dispatcher.send("/api/days/15 June/events", {"body": called, "at": OPENS.isoformat()})
    assert answer.status_code == 201, answer.text
    road = next(r for r in first.roads)
    to = dispatcher.form("/board/road", day="15 June", road=road, state="closed", key="k")
    assert to.status_code == 303, to.text
    plan = to.headers["location"].rpartition("plan=")[2].partition("#")[0]
    found = dispatcher.get(f"/api/days/15 June/replans/{plan}").json()
    kinds = {one["convoy"]: one["kind"] for one in found["convoys"]}
    assert kinds[first.id] == "sent"
    assert found["changed"] > 0
    assert found["persons_after"] < found["persons_before"]
    accepted = dispatcher.send(f"/api/days/15 June/replans/{plan}/acceptance", {})
    assert accepted.status_code == 201, accepted.text
    state = service.operation.days.seen("15 June").state
    assert state.convoys[first.id].orders == first
    assert set(state.convoys) == {name for name, kind in kinds.items() if kind != "cancelled"}
    assert dispatcher.get("/api/days/15 June").json()["even"]


def test_a_search_finds_the_seats_a_repair_leaves_empty(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan leaves twenty of the hundred behind and a van idle at noon: a repair with every road open changes
    nothing, a search takes the twenty too, around the trip that was called."""
    monkeypatch.setattr(replanning, "SECONDS", 2.0)
    dispatcher = service.exercise()
    convoys = service.operation.days.seen("15 June").state.convoys.values()
    first = min(convoys, key=lambda convoy: convoy.orders.board).orders
    called = {"kind": "called forward", "convoy": first.id, "persons": codec.to_plain(first.persons)}
    told = {"body": called, "at": OPENS.isoformat()}
    assert dispatcher.send("/api/days/15 June/events", told).status_code == 201
    quick, found = (dispatcher.send(f"/api/days/15 June/replans{how}", {}).json() for how in ("", "?search=true"))
    assert (quick["searched"], quick["persons_after"], quick["changed"]) == (False, 80, 0)
    assert (found["searched"], found["persons_after"], found["at_most"]) == (True, 100, 100)
    assert {one["convoy"]: one["kind"] for one in found["convoys"]}[first.id] == "sent"
    accepted = dispatcher.send(f"/api/days/15 June/replans/{found['id']}/acceptance", {})
    assert accepted.status_code == 201, accepted.text
    state = service.operation.days.seen("15 June").state
    assert sum(convoy.orders.persons.total for convoy in state.convoys.values()) == 100
    assert state.convoys[first.id].orders == first
