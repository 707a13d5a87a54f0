"""The interface for programs: a day opened, entered, read and followed; refusals that change nothing."""

from __future__ import annotations

import json
import re
import threading

import pytest

from safeconduct.web import api
from safeconduct.web.problems import REFUSALS
from tests.web.served import Person, Service
from tests.web.test_rights import routes

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


def test_words_and_keys_have_an_end(service: Service) -> None:
    """By the form as by the interface."""
    dispatcher = service.exercise()
    long = dispatcher.send(EVENTS, {"body": CALL}, **{"Idempotency-Key": "k" * 201})
    assert (long.status_code, long.json()["field"]) == (422, "Idempotency-Key")
    assert dispatcher.send(EVENTS, {"body": CALL, "at": at(1)}, **{"Idempotency-Key": "k" * 200}).status_code == 201
    stop = {"day": "15 June", "kind": "suspended", "key": "one"}
    assert dispatcher.form("/board/enter", **stop, note="n" * 2001).status_code == 422
    assert dispatcher.form("/board/enter", **stop, note="n" * 2000).status_code == 303
    heads = {"day": "15 June", "kind": "departed", "convoy": "1", "key": "two"}
    for walking in ("9" * 5000, "1" * 10, "-1", "x"):
        assert dispatcher.form("/board/enter", **heads, walking=walking).status_code == 422
    for name in ("", "  ", "a\nb", "x" * 81, "\u0000"):
        opened = dispatcher.send("/api/days", {"day": name, "plan": service.plan(), "exercise": True})
        assert (opened.status_code, opened.json()["code"]) == (422, "bad-input")
    assert dispatcher.get("/api/days").json() == ["15 June"]


def test_nothing_is_entered_by_its_fields_alone(service: Service) -> None:
    """Orders without a kind would be a plan that nobody checked; a stop, of the whole day."""
    dispatcher = service.exercise()
    orders = dispatcher.get("/api/days/15 June/log").json()[0]["event"]["body"]["orders"]
    for body in ({}, {"convoy": "1"}, {"orders": orders}, {"proposal": {"device": "x", "counter": 0}, "stops": []}):
        refused = dispatcher.send(EVENTS, {"body": body})
        assert (refused.status_code, refused.json()["field"]) == (422, "body.kind")
    assert dispatcher.get("/api/days/15 June").headers["etag"] == '"1"'


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
    """Every route for programs: what it is for, what it takes and answers, and that a refusal is a problem."""
    found = service.stranger().get("/openapi.json").json()
    told = {(method.upper(), path) for path, methods in found["paths"].items() for method in methods}
    beside = {("GET", "/events"), ("GET", "/checkin/{token}/now"), ("POST", "/checkin/{token}/facts")}
    assert told == {one for one in routes(service) if one[1].startswith("/api/")} | beside
    assert len(told) > 20
    parts = found["components"]["schemas"]
    names = set()
    for path, methods in found["paths"].items():
        for verb, method in methods.items():
            names.add(method["operationId"])
            assert len(method["summary"]) > 5, path
            assert all(len(one["description"]) > 5 for one in method.get("parameters", ())), path
            in_path = {one["name"] for one in method.get("parameters", ()) if one["in"] == "path"}
            assert in_path == set(re.findall(r"{(\w+)}", path))
            if "requestBody" in method:
                (body,) = method["requestBody"]["content"].values()
                assert parts[body["schema"]["$ref"].rpartition("/")[2]]["properties"], path
                assert verb == "post"
            done = [answer for status, answer in method["responses"].items() if status.startswith("2")]
            assert [bool(content["schema"]) for one in done for content in one["content"].values()] == [True], path
            refused = {status: one for status, one in method["responses"].items() if not status.startswith("2")}
            assert set(refused) == {str(status) for status in REFUSALS}, path
            for one in refused.values():
                ref = one["content"]["application/problem+json"]["schema"]["$ref"]
                assert ref == "#/components/schemas/Problem"
                assert one["description"]
    assert len(names) == len(told)


def test_a_claim_is_decided_by_the_confirmer_only(service: Service) -> None:
    claim = service.operation.case().dossier.claims[0].id
    path = f"/api/claims/{claim}/decisions"
    assert service.person("planner").send(path, {"verdict": "confirm", "why": "seen"}).status_code == 403
    assert service.person("confirmer").send(path, {"verdict": "maybe", "why": "seen"}).status_code == 422
