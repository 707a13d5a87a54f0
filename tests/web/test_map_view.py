"""The data of the map: the roads and marks of the drawn map, and what the day says of them."""

from __future__ import annotations

from safeconduct.model.place import RoadState
from safeconduct.publish import tokens
from tests.web.served import Service


def data(service: Service, role: str = "reader") -> dict[str, object]:
    return service.person(role).get("/situation/map.json").json()  # type: ignore[no-any-return]


def test_every_road_is_there_with_what_it_rests_on(service: Service) -> None:
    situation = service.operation.case().dossier.situation
    assert situation is not None
    found = data(service)
    roads = {road["id"]: road for road in found["roads"]}  # type: ignore[attr-defined]
    assert set(roads) == {road.id for road in situation.roads}
    for road in situation.roads:
        assert roads[road.id]["line"] == [[p.lon, p.lat] for p in road.line]
        assert roads[road.id]["now"]["state"] == road.now.state.value
        assert all(ref["href"].startswith("/") for ref in roads[road.id]["now"]["refs"])


def test_marks_are_those_of_the_tokens(service: Service) -> None:
    states = data(service)["states"]
    for state in RoadState:
        mark = tokens.STATES[state.value]
        assert states[state.value] == {"shape": mark.shape, "word": mark.word, "colour": mark.colour}  # type: ignore[index]


def test_a_report_of_the_day_is_shown_and_only_its_roles_may_make_one(service: Service) -> None:
    assert data(service)["day"] is None
    dispatcher = service.exercise()
    situation = service.operation.case().dossier.situation
    assert situation is not None
    road = situation.roads[0].id
    body = {"kind": "road reported", "road": road, "state": "closed", "confirmed": True}
    sent = dispatcher.send("/api/days/15 June/events", {"body": body, "at": "2022-06-15T05:10:00Z"})
    assert sent.status_code == 201
    day = data(service)["day"]
    assert [(one["id"], one["state"], one["confirmed"]) for one in day["roads"]] == [(road, "closed", True)]  # type: ignore[index]
    assert day["may_report"] is False  # type: ignore[index]
    assert data(service, "planner")["day"]["may_report"] is True  # type: ignore[index]
    assert service.stranger().get("/situation/map.json").status_code == 401
