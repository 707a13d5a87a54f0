"""The interface for programs: a day opened, entered, read and followed; refusals that change nothing."""

from __future__ import annotations

import json
import re
import threading

import pytest

from safeconduct.web import api
from tests.web.served import Person, Service

NOBODY = {"walking": 0, "wheelchair": 0, "stretcher": 0}
CALL = {"kind": "called forward", "convoy": "1", "persons": NOBODY | {"walking": 10}}
EVENTS = "/api/days/15 June/events"


def at(minute: int) -> str:
    return f"2022-06-15T05:{minute:02}:00Z"


def test_an_order_is_refused_naming_the_silent_party_and_an_exercise_opens(service: Service) -> None:
    dispatcher = service.person("dispatcher")
    refused = dispatcher.send("/api/days", {"day": "15 June", "plan": service.plan()})
    assert (refused.status_code, refused.json()["code"]) == (409, "refused")
    assert "no agreement from South" in refused.json()["detail"]
    assert dispatcher.get("/api/days").json() == []
    opened = dispatcher.send("/api/days", {"day": "15 June", "plan": service.plan(), "exercise": True})
    assert (opened.status_code, opened.json()["fresh"]) == (201, True)
    assert opened.json()["line"]["role"] == "dispatcher"
    assert dispatcher.get("/api/days").json() == ["15 June"]


def test_an_event_has_the_role_and_the_link_of_its_session(service: Service) -> None:
    dispatcher = service.exercise()
    line = dispatcher.send(EVENTS, {"body": CALL, "at": at(1)}).json()["line"]
    session = dispatcher.get("/api/session").json()
    assert (line["role"], line["device"], line["version"]) == ("dispatcher", session["link"], 2)


def test_the_same_key_is_the_same_event(service: Service) -> None:
    dispatcher = service.exercise()
    first = dispatcher.send(EVENTS, {"body": CALL}, **{"Idempotency-Key": "one"})
    again = dispatcher.send(EVENTS, {"body": CALL}, **{"Idempotency-Key": "one"})
    assert (first.json()["fresh"], again.json()["fresh"]) == (True, False)
    assert first.json()["line"] == again.json()["line"]
    other = dispatcher.send(EVENTS, {"body": {"kind": "suspended"}}, **{"Idempotency-Key": "one"})
    assert (other.status_code, other.json()["field"]) == (422, "Idempotency-Key")
    assert dispatcher.send(EVENTS, {"body": CALL}, **{"Idempotency-Key": ""}).status_code == 422


def test_a_version_that_is_past_is_refused_and_the_same_event_is_still_known(service: Service) -> None:
    dispatcher = service.exercise()
    etag = dispatcher.get("/api/days/15 June").headers["etag"]
    assert etag == '"1"'
    assert dispatcher.send(EVENTS, {"body": CALL}, **{"If-Match": etag, "Idempotency-Key": "a"}).status_code == 201
    stale = dispatcher.send(EVENTS, {"body": CALL, "at": at(2)}, **{"If-Match": etag})
    assert (stale.status_code, stale.json()["code"]) == (412, "day-moved")
    assert dispatcher.get("/api/days/15 June").headers["etag"] == '"2"'
    again = dispatcher.send(EVENTS, {"body": CALL}, **{"If-Match": etag, "Idempotency-Key": "a"})
    assert (again.status_code, again.json()["fresh"]) == (201, False)
    assert dispatcher.send(EVENTS, {"body": CALL}, **{"If-Match": "soon"}).status_code == 422
    stop = dispatcher.send(EVENTS, {"body": {"kind": "suspended"}}, **{"If-Match": etag})
    assert stop.status_code == 201, "a stop waits for nobody"


@pytest.mark.parametrize("role", ["reader", "planner", "confirmer", "auditor", "gate"])
def test_who_may_not_call_forward(service: Service, role: str) -> None:
    service.exercise()
    refused = service.person(role).send(EVENTS, {"body": CALL})
    assert refused.status_code == 403
    assert "dispatcher" in refused.json()["next_step"]


@pytest.mark.parametrize("role", ["reader", "planner", "confirmer", "gate", "auditor", "dispatcher"])
def test_anybody_may_stop(service: Service, role: str) -> None:
    first = service.exercise()
    assert service.person(role).send(EVENTS, {"body": {"kind": "suspended"}, "at": at(2)}).status_code == 201
    assert first.get("/api/days/15 June").json()["status"] == "suspended"


def test_going_on_takes_two_roles_on_two_links(service: Service) -> None:
    first = service.exercise()
    stop = first.send(EVENTS, {"body": {"kind": "suspended"}, "at": at(2)}).json()["line"]
    wish = {"kind": "resume proposed", "stops": [{"device": stop["device"], "counter": stop["counter"]}]}
    assert first.send(EVENTS, {"body": wish, "at": at(3)}).status_code == 201
    same_role = service.person("dispatcher")
    assert same_role.send(EVENTS, {"body": wish, "at": at(4)}).status_code in (201, 409)
    assert first.get("/api/days/15 June").json()["status"] == "suspended"
    assert service.person("planner").send(EVENTS, {"body": wish, "at": at(5)}).status_code == 201
    assert first.get("/api/days/15 June").json()["status"] == "open"


def test_what_a_rule_refuses_says_what_to_do_instead(service: Service) -> None:
    dispatcher = service.exercise()
    many = CALL | {"persons": NOBODY | {"walking": 101}}
    refused = dispatcher.send(EVENTS, {"body": many, "at": at(1)})
    assert refused.status_code == 409
    assert refused.json()["next_step"]
    assert dispatcher.send(EVENTS, {"body": {"kind": "nonsense"}}).status_code == 422
    assert dispatcher.get("/api/days/15 June/log").json()[-1]["line"]["version"] == 1


@pytest.mark.parametrize("kind", ["day opened", "plan replaced", "resumed", "alarm cleared", "texts erased"])
def test_no_line_that_follows_from_others_is_entered_by_hand(service: Service, kind: str) -> None:
    """Orders come from checked plans only; not late either, and not in the place of a wrong event."""
    dispatcher = service.exercise()
    wrong = {"device": "x", "counter": 0}
    for body in ({"kind": kind}, {"kind": "corrected", "wrong": wrong, "seq": None, "instead": {"kind": kind}}):
        refused = dispatcher.send(EVENTS, {"body": body})
        assert (refused.status_code, refused.json()["code"]) == (409, "refused")
    assert dispatcher.send(EVENTS, {"body": {"kind": kind}, "late": True}).status_code == 409
    assert dispatcher.send(EVENTS, {"body": CALL, "late": True}).status_code == 409
    assert dispatcher.get("/api/days/15 June").json()["version"] == 1


def test_the_log_after_a_version_and_its_chain(service: Service) -> None:
    dispatcher = service.exercise()
    dispatcher.send(EVENTS, {"body": CALL, "at": at(1)})
    everything = dispatcher.get("/api/days/15 June/log").json()
    assert [line["line"]["version"] for line in everything] == [1, 2]
    assert dispatcher.get("/api/days/15 June/log?since=1").json() == everything[1:]
    assert everything[1]["line"]["prev"] == everything[0]["line"]["hash"]
    verified = dispatcher.get("/api/log/verify").json()
    assert (verified["ok"], verified["lines"], verified["head"]) == (True, 2, everything[1]["line"]["hash"])
    assert dispatcher.get("/api/days/15 June").json()["head"] == verified["head"]


def followed(person: Person, **headers: str) -> list[tuple[int, str]]:
    """Id and kind of every line a stream gave until it ended by itself."""
    text = person.get("/events?day=15 June", headers=headers).text
    found = re.findall(r"id: (\d+)\nevent: line\ndata: (.+)\n\n", text)
    return [(int(number), json.loads(data)["line"]["kind"]) for number, data in found]


def test_a_stream_ends_by_itself_and_goes_on_after_the_last_line_heard(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "STREAM_SECONDS", 0.05)
    dispatcher = service.exercise()
    dispatcher.send(EVENTS, {"body": CALL, "at": at(1)})
    assert followed(dispatcher) == [(1, "day opened"), (2, "called forward")]
    assert followed(dispatcher, **{"Last-Event-ID": "1"}) == [(2, "called forward")]
    assert followed(dispatcher, **{"Last-Event-ID": "2"}) == []


def test_a_stream_hears_what_is_entered_while_it_is_open(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "STREAM_SECONDS", 1.0)
    dispatcher, other = service.exercise(), service.person("gate")
    heard: list[tuple[int, str]] = []
    following = threading.Thread(target=lambda: heard.extend(followed(other, **{"Last-Event-ID": "1"})))
    following.start()
    dispatcher.send(EVENTS, {"body": {"kind": "suspended"}, "at": at(1)})
    following.join()
    assert heard == [(2, "suspended")]


def test_a_stream_ends_with_the_service(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long before its time is up."""
    monkeypatch.setattr(api, "STREAM_SECONDS", 60.0)
    reader = service.exercise()
    following = threading.Thread(target=followed, args=(reader,), daemon=True)
    following.start()
    service.operation.days.dismiss()
    following.join(20)
    assert not following.is_alive()


def test_the_interface_describes_itself(service: Service) -> None:
    found = service.stranger().get("/openapi.json").json()
    assert set(found["paths"]) == {
        "/api/session",
        "/api/claims/{claim}/decisions",
        "/api/days",
        "/api/days/{day}",
        "/api/days/{day}/events",
        "/api/days/{day}/log",
        "/api/days/{day}/replans",
        "/api/days/{day}/replans/{plan}",
        "/api/days/{day}/replans/{plan}/acceptance",
        "/api/days/{day}/replans/{plan}/rejection",
        "/api/entrances",
        "/api/entrances/{name}/withdrawal",
        "/api/jobs",
        "/api/jobs/latest",
        "/api/jobs/{name}/stop",
        "/api/log/verify",
        "/events",
        "/checkin/{token}/now",
        "/checkin/{token}/facts",
    }
    for path, methods in found["paths"].items():
        for method in methods.values():
            assert "application/problem+json" in method["responses"]["409"]["content"], path


def test_a_claim_is_decided_by_the_confirmer_only(service: Service) -> None:
    claim = service.operation.case().dossier.claims[0].id
    path = f"/api/claims/{claim}/decisions"
    assert service.person("planner").send(path, {"verdict": "confirm", "why": "seen"}).status_code == 403
    assert service.person("confirmer").send(path, {"verdict": "maybe", "why": "seen"}).status_code == 422
