"""Facts from phones through the service: scope, time, idempotence, order, and the same page without a script."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.run.account import holds
from safeconduct.web.checkin_links import CheckinLinks
from tests.web import served
from tests.web.served import HOST, Person, Service

DAY = "15 June"
PHONE = "phone-0123456789abcdef"


def handed(dispatcher: Person, scope: str = "convoy:1", hours: str = "12") -> str:
    """The path of a new link."""
    made = dispatcher.form("/board/links", day=DAY, scope=scope, hours=hours)
    assert made.status_code == 303, made.text
    found = re.search(r"/checkin/[\w-]+", dispatcher.get(made.headers["location"]).text)
    assert found is not None
    return found.group()


def fact(counter: int, body: dict[str, Any], *, device: str = PHONE, minute: int | None = None) -> dict[str, Any]:
    at = datetime(2022, 6, 15, 5) + timedelta(minutes=counter if minute is None else minute)  # noqa: DTZ001
    return {"device": device, "counter": counter, "at": f"{at.isoformat()}Z", "body": body}


def boarded(persons: int, **other: Any) -> dict[str, Any]:
    by_need = {"walking": persons, "wheelchair": 0, "stretcher": 0}
    return {"kind": "boarded", "convoy": "1", "vehicle": "bus-1", "persons": by_need, **other}


STOP = {"kind": "suspended", "convoy": "1"}


def send(service: Service, link: str, *facts: dict[str, Any]) -> httpx.Response:
    """An outbox, as a phone sends it: no cookie, no token but the link's."""
    return service.stranger().ask(
        "POST", f"{link}/facts", json={"facts": list(facts)}, headers={"accept": "application/json"}
    )


def outcomes(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["outcome"] for one in answer.json()]


def lines(service: Service) -> int:
    return service.operation.days.seen(DAY).version


def test_facts_are_written_once_however_often_they_are_sent(service: Service) -> None:
    link = handed(service.exercise())
    facts = [fact(0, boarded(10)), fact(1, boarded(5))]
    first = send(service, link, *facts).json()
    assert [(one["outcome"], one["line"]) for one in first] == [("written", 2), ("written", 3)]
    assert send(service, link, *reversed(facts)).json() == first[::-1]
    assert send(service, link, facts[0], facts[0], fact(2, boarded(1)), fact(2, boarded(1))).json()[-1]["line"] == 4
    assert lines(service) == 4
    assert service.operation.days.seen(DAY).state.convoys["1"].aboard == (16, 0, 0)


def test_a_refused_fact_holds_up_no_other_and_says_what_to_do(service: Service) -> None:
    link = handed(service.exercise())
    wrong = boarded(3, convoy="7")
    unreadable = boarded(-1)
    told = send(service, link, fact(0, wrong), fact(1, boarded(2)), fact(2, unreadable), fact(3, {"kind": "x"}))
    assert outcomes(told) == ["refused", "written", "refused", "refused"]
    assert "for convoy 1, not for convoy 7" in told.json()[0]["detail"]
    assert all(one["next_step"] for one in told.json() if one["outcome"] == "refused")
    assert lines(service) == 2


def test_nothing_but_counts_of_its_scope_gets_through_a_link(service: Service) -> None:
    link = handed(service.exercise())
    bodies = [
        {"kind": "day closed"},
        {"kind": "convoy closed", "convoy": "1"},
        {"kind": "corrected", "wrong": {"device": PHONE, "counter": 0}, "seq": None, "instead": None},
        {"kind": "road reported", "road": "road", "state": "closed", "confirmed": True},
        {"kind": "resume proposed", "stops": [{"device": PHONE, "counter": 0}]},
        {"kind": "declined", "site": "alpha", "persons": {"walking": 1, "wheelchair": 0, "stretcher": 0}},
    ]
    assert set(outcomes(send(service, link, *(fact(n, body) for n, body in enumerate(bodies))))) == {"refused"}
    assert lines(service) == 1
    for path in ("/board", "/api/session", f"/api/days/{DAY}", f"/events?day={DAY}", "/"):
        assert service.stranger().get(path).status_code == 401


def test_a_name_that_is_no_phones_is_refused(service: Service) -> None:
    """Nobody enters facts under the name of a link of the service."""
    dispatcher = service.exercise()
    link = handed(dispatcher)
    device = dispatcher.get("/api/session").json()["link"]
    assert send(service, link, fact(0, boarded(1), device=device)).status_code == 422
    assert send(service, link).status_code == 422


def test_past_its_time_a_link_holds_facts_and_takes_a_stop(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    link = handed(service.exercise(), hours="2")
    later = service.operation.now() + timedelta(hours=2)
    monkeypatch.setattr(CheckinLinks, "over", lambda self, link: later >= link.until)
    told = send(service, link, fact(0, boarded(2)), fact(1, STOP))
    assert outcomes(told) == ["held", "written"]
    assert "ask the dispatcher" in told.json()[0]["next_step"]
    assert "This link held until" in service.stranger().get(link).text
    assert service.stranger().get(f"{link}/now").json()["over"]
    assert service.operation.days.seen(DAY).state.in_force


def test_a_withdrawn_link_takes_nothing(service: Service) -> None:
    dispatcher = service.exercise()
    link = handed(dispatcher)
    found = re.search(r"/board/links/([\w-]+)/withdraw", dispatcher.get("/board").text)
    assert found is not None
    reader = service.person("reader")
    assert reader.form(found.group()).status_code == 403
    assert dispatcher.form(found.group(), csrf="wrong").status_code == 403
    assert outcomes(send(service, link, fact(0, boarded(1)))) == ["written"]
    assert dispatcher.form(found.group()).status_code == 303
    for answer in (send(service, link, fact(1, STOP)), service.stranger().get(link)):
        assert answer.status_code == 403
        assert "ask the dispatcher" in answer.text
    assert lines(service) == 2


@pytest.mark.parametrize("role", ["reader", "planner", "confirmer", "gate", "auditor"])
def test_only_the_dispatcher_hands_links_out_and_sees_their_codes(service: Service, role: str) -> None:
    dispatcher = service.exercise()
    handed(dispatcher)
    someone = service.person(role)
    assert someone.form("/board/links", day=DAY, scope="convoy:1", hours="2").status_code == 403
    assert 'class="qr"' in dispatcher.get("/board").text
    assert 'class="qr"' not in someone.get("/board").text
    name = re.search(r"/board/links/([\w-]+)/withdraw", dispatcher.get("/board").text)
    assert name is not None
    assert someone.get(f"/board/links/{name.group(1)}").status_code == 403


def test_what_a_link_sees_is_its_own(service: Service) -> None:
    dispatcher = service.exercise()
    leader, gate = handed(dispatcher), handed(dispatcher, "place:alpha")
    send(service, leader, fact(0, boarded(60)))
    for link in (leader, gate):
        seen = service.stranger().get(f"{link}/now").json()
        assert [convoy["id"] for convoy in seen["convoys"]] == ["1"]
        (convoy,) = seen["convoys"]
        assert convoy["aboard"]["walking"] == 50
        assert convoy["vehicles"][0]["left"]["walking"] == 0
        assert any("above the places" in point["what"] for point in convoy["open"])
        assert seen["exercise"] is True
        assert seen["now"] == "2022-06-15T05:00:00Z"


def test_the_page_works_by_forms_alone_and_twice_sent_is_once(service: Service) -> None:
    link = handed(service.exercise())
    page = service.stranger().get(link)
    assert "EXERCISE" in page.text
    key = re.search(r'name="key" value="([\w-]+-boarded-1)"', page.text)
    assert key is not None
    form = {"kind": "boarded", "convoy": "1", "vehicle": "bus-1", "walking": "7", "key": key.group(1)}
    for _ in range(2):
        done = service.stranger().ask("POST", link, data=form)
        assert (done.status_code, done.headers["location"]) == (303, f"{link}?written=2")
    passed = {"kind": "passed point", "convoy": "1", "point": "gate", "standing": "yes", "key": "k2"}
    assert service.stranger().ask("POST", link, data=passed).status_code == 303
    assert service.operation.days.seen(DAY).lines[-1][1].body.standing  # type: ignore[union-attr]
    outside = service.stranger().ask("POST", link, data={**form, "convoy": "7", "key": "k3"})
    assert outside.status_code == 409
    assert "for convoy 1, not for convoy 7" in outside.text


def test_nothing_is_written_inline_and_every_file_is_ours(service: Service) -> None:
    dispatcher = service.exercise()
    link = handed(dispatcher)
    for someone, path in ((service.stranger(), link), (dispatcher, "/board")):
        answer = someone.get(path)
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert re.findall(r"<script(?![^>]*\bsrc=)|\bstyle=|\son\w+=|<style", answer.text) == []
        assert all(to.startswith(("/", HOST)) for to in re.findall(r'(?:src|href)="([^"#]+)"', answer.text))
    for path in ("/checkin/page.js", "/checkin/worker.js", "/checkin/look.css", "/board.js"):
        assert service.stranger().get(path).status_code == 200
    assert "Ask the dispatcher" in service.stranger().get("/checkin").text
    assert service.stranger().get("/checkin/unknown").status_code == 404


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_twenty_phones_late_shuffled_and_up_to_three_times_are_one_day(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """Sent in parcels through two links in an order of chance: the day is that of each fact sent once, in order."""
    chance = random.Random(seed)
    facts = []
    for number in range(20):
        for counter in range(5):
            body = chance.choice(
                [
                    boarded(chance.randint(1, 6), vehicle=chance.choice(["bus-1", "bus-2"])),
                    {**boarded(chance.randint(1, 4)), "kind": "arrived"},
                    {"kind": "passed point", "convoy": "1", "point": "gate", "standing": chance.random() < 0.5},
                ]
            )
            if body["kind"] == "arrived":
                del body["vehicle"]
            facts.append(fact(counter, body, device=f"phone-{number:016x}", minute=chance.randrange(300)))
    days = []
    for times in (1, 3):
        sent = [one for one in facts for _ in range(chance.randint(1, times))]
        chance.shuffle(sent)
        with served.service(tmp_path_factory.mktemp("day")) as service:
            dispatcher = service.exercise()
            links = [handed(dispatcher) for _ in range(2)]
            for start in range(0, len(sent), 40):
                assert set(outcomes(send(service, chance.choice(links), *sent[start : start + 40]))) == {"written"}
            state = service.operation.days.seen(DAY).state
            assert holds(state)
            assert state.folded == len(facts) + 1
            days.append((state.convoys, state.sites, state.stray, state.stops))
    assert days[0] == days[1]
