"""Another plan on the day: a bridge closes, the ford is taken, the dispatcher reads the changes and answers.

One bay, two buses of 50: convoy 1 leaves at minute 34, convoy 2 at 68. The ford is the other way from Alpha to Bravo.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from safeconduct import codec
from tests.detours import detour
from tests.tiny import OPENS
from tests.verify.timetables import timetable
from tests.web import served
from tests.web.served import Person, Service

DAY = "/api/days/15 June"
PLAIN = served.dossier()


def fordable() -> Any:
    """The sample with two convoys and a second way."""
    situation = detour()
    plan = replace(timetable(situation), situation=codec.sha(situation))
    answers = tuple(replace(one, plan=plan) if one.plan is not None else one for one in PLAIN.answers)
    return replace(PLAIN, situation=situation, answers=answers)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setattr(served, "dossier", fordable)
    with served.service(tmp_path) as made:
        yield made


def close(someone: Person, road: str = "bridge") -> Any:
    """Report a road closed and plan again, by the form of the board."""
    return someone.form("/board/road", day="15 June", road=road, state="closed", key=f"close {road}")


def enter(someone: Person, kind: str, **fields: Any) -> None:
    body = {"kind": kind, "convoy": "1", **fields}
    answer = someone.send(f"{DAY}/events", {"body": body, "at": OPENS.isoformat()})
    assert answer.status_code == 201, answer.text


def shown(someone: Person, location: str) -> dict[str, str]:
    """The kind of change of each convoy, as the page has it."""
    page = someone.get(location)
    assert page.status_code == 200
    return dict(re.findall(r'data-convoy="([^"]+)" data-change="([^"]+)"', page.text))


def ids(location: str) -> dict[str, str]:
    return {"day": "15 June", "plan": location.rpartition("plan=")[2].partition("#")[0]}


def test_a_closed_road_gives_another_way_that_is_given_out_when_it_is_accepted(service: Service) -> None:
    dispatcher = service.exercise()
    to = close(dispatcher).headers["location"]
    assert shown(dispatcher, to) == {"1": "other way", "2": "other way"}
    assert "EXERCISE" in dispatcher.get(to).text
    before = service.operation.days.seen("15 June").state
    assert before.convoys["1"].orders.roads == ("road", "bridge")
    assert dispatcher.form("/board/replan/accept", key="yes", **ids(to)).status_code == 303
    state = service.operation.days.seen("15 June").state
    assert state.convoys["1"].orders.roads == ("ford",)
    assert state.plan != before.plan
    assert [envelope.kind for envelope, _ in service.operation.days.seen("15 June").lines][-1] == "plan replaced"
    assert service.operation.verified().ok


def test_rejected_the_orders_stay_as_they_are(service: Service) -> None:
    dispatcher = service.exercise()
    to = close(dispatcher).headers["location"]
    before = service.operation.days.seen("15 June").state.plan
    assert "A plan waits" in dispatcher.get("/board").text
    assert dispatcher.form("/board/replan/reject", **ids(to)).status_code == 303
    assert service.operation.days.seen("15 June").state.plan == before
    assert "A plan waits" not in dispatcher.get("/board").text
    assert dispatcher.form("/board/replan/accept", key="yes", **ids(to)).status_code == 404


def test_orders_that_were_sent_stand_and_the_convoy_is_named(service: Service) -> None:
    dispatcher = service.exercise()
    enter(dispatcher, "called forward", persons={"walking": 50, "wheelchair": 0, "stretcher": 0})
    to = close(dispatcher).headers["location"]
    assert shown(dispatcher, to) == {"1": "sent", "2": "other way"}
    assert "Convoy 1 has its orders and its way is closed (Old Bridge)" in dispatcher.get(to).text
    dispatcher.form("/board/replan/accept", key="yes", **ids(to))
    state = service.operation.days.seen("15 June").state
    assert (state.convoys["1"].orders.roads, state.convoys["2"].orders.roads) == (("road", "bridge"), ("ford",))


def test_a_proposal_the_day_has_overtaken_is_refused(service: Service) -> None:
    dispatcher = service.exercise()
    found = dispatcher.send(f"{DAY}/replans", {}).json()
    enter(dispatcher, "called forward", persons={"walking": 50, "wheelchair": 0, "stretcher": 0})
    answer = dispatcher.send(f"{DAY}/replans/{found['id']}/acceptance", {})
    assert (answer.status_code, answer.json()["code"]) == (412, "day-moved")
    assert "convoy 1 was sent its orders" in answer.json()["detail"]


def test_no_way_left_is_said_and_everyone_stays_in_the_count(service: Service) -> None:
    dispatcher = service.exercise()
    dispatcher.form("/board/replan/reject", **ids(close(dispatcher).headers["location"]))
    to = close(dispatcher, "ford").headers["location"]
    assert shown(dispatcher, to) == {"1": "cancelled", "2": "cancelled"}
    assert "No road is left for buses" in dispatcher.get(to).text
    dispatcher.form("/board/replan/accept", key="yes", **ids(to))
    day = dispatcher.get(DAY).json()
    assert (day["convoys"], day["known"], day["even"]) == ([], 100, True)
    back = dispatcher.form("/board/road", day="15 June", road="ford", state="open", key="open")
    assert set(shown(dispatcher, back.headers["location"]).values()) == {"new"}


def test_the_same_key_again_is_the_same_acceptance(service: Service) -> None:
    dispatcher = service.exercise()
    close(dispatcher)
    found = dispatcher.send(f"{DAY}/replans", {}).json()
    path = f"{DAY}/replans/{found['id']}/acceptance"
    once = dispatcher.send(path, {}, **{"Idempotency-Key": "one"})
    again = dispatcher.send(path, {}, **{"Idempotency-Key": "one"})
    assert (once.status_code, once.json()["fresh"], again.json()["fresh"]) == (201, True, False)
    assert once.json()["line"] == again.json()["line"]


def test_who_may_ask_and_who_may_accept(service: Service) -> None:
    service.exercise()
    planner, gate = service.person("planner"), service.person("gate")
    found = planner.send(f"{DAY}/replans", {})
    assert found.status_code == 201
    assert planner.get(f"{DAY}/replans/{found.json()['id']}").json()["changed"] == 0
    for someone in (planner, gate):
        assert someone.send(f"{DAY}/replans/{found.json()['id']}/acceptance", {}).status_code == 403
    assert gate.send(f"{DAY}/replans", {}).status_code == 403
    assert gate.form("/board/road", day="15 June", road="bridge", state="closed", key="k").status_code == 403
    assert "Report it and plan again" not in gate.get("/board").text
    assert planner.form("/board/road", day="15 June", road="nowhere", state="closed", key="k").status_code == 422


def test_what_is_to_be_decided_stays_on_the_board_and_the_phone_until_it_is_answered(service: Service) -> None:
    dispatcher = service.exercise()
    under_way(dispatcher)
    phone = service.stranger()
    made = dispatcher.form("/board/links", day="15 June", scope="convoy:1", hours="4").headers["location"]
    link = dispatcher.get(made).text.split('href="http://127.0.0.1:8411')[1].split('"')[0]
    to = close(dispatcher).headers["location"]
    dispatcher.form("/board/replan/accept", key="yes", **ids(to))
    board = dispatcher.get("/board").text
    assert "Convoy 1 is on the road with 50 persons aboard and its way is closed (Old Bridge)" in board
    assert phone.get(f"{link}/now").json()["convoys"][0]["closed_roads"] == ["Old Bridge"]
    form = board.split(">Convoy 1 has passed there<")[0].rpartition("<form")[2]
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    assert dispatcher.form("/board/enter", **{k: v for k, v in fields.items() if k != "csrf"}).status_code == 303
    assert "<b>Decide.</b>" not in dispatcher.get("/board").text
    assert phone.get(f"{link}/now").json()["convoys"][0]["closed_roads"] == []


def test_another_way_is_on_the_board_and_on_the_phone(service: Service) -> None:
    dispatcher = service.exercise()
    phone = service.stranger()
    made = dispatcher.form("/board/links", day="15 June", scope="convoy:2", hours="4").headers["location"]
    link = dispatcher.get(made).text.split('href="http://127.0.0.1:8411')[1].split('"')[0]
    assert phone.get(f"{link}/now").json()["convoys"][0]["way"] == ""
    dispatcher.form("/board/replan/accept", key="yes", **ids(close(dispatcher).headers["location"]))
    words = phone.get(f"{link}/now").json()["convoys"][0]["way"]
    assert words.startswith("by Ford; ")
    assert words.endswith("no longer by Old Bridge and 1 other road")
    assert words in dispatcher.get("/board").text
    assert words in phone.get(link).text


def test_a_quick_repair_says_so_with_its_bound_and_a_search_says_what_it_proved(service: Service) -> None:
    """Both convoys can go by the ford: nobody more than the hundred can be out, so nothing is to be searched for."""
    dispatcher = service.exercise()
    page = dispatcher.get(close(dispatcher).headers["location"]).text
    assert "A quick repair" in page
    assert "no other plan brings out more people" in page
    assert "Search for a better one" not in page
    assert "tell the leaders of convoys 1, 2 yourself" in page
    quick = dispatcher.send(f"{DAY}/replans", {}).json()
    assert (quick["searched"], quick["at_most"], quick["persons_after"], quick["no_place"]) == (False, 100, 100, "")
    found = dispatcher.send(f"{DAY}/replans?search=true", {}).json()
    assert (found["searched"], found["at_most"], found["persons_after"]) == (True, 100, 100)
    board = dispatcher.form("/board/replan", day="15 June", search="true").headers["location"]
    assert "Searched for" in dispatcher.get(board).text


def test_a_road_that_no_convoy_still_uses_is_not_offered_as_one_of_the_day(service: Service) -> None:
    dispatcher = service.exercise()
    assert "Old Bridge (open, on the way of a convoy)" in dispatcher.get("/board").text
    under_way(dispatcher)  # convoy 1 goes over the bridge, and everybody gets off
    enter(dispatcher, "arrived", persons={"walking": 50, "wheelchair": 0, "stretcher": 0})
    dispatcher.form("/board/replan/accept", key="yes", **ids(close(dispatcher).headers["location"]))
    board = dispatcher.get("/board").text
    assert "Old Bridge (closed)" in board
    assert "Ford (open, on the way of a convoy)" in board


def test_who_answers_on_an_older_day_comes_back_to_it(service: Service) -> None:
    dispatcher = service.exercise()
    to = close(dispatcher).headers["location"]
    assert dispatcher.send("/api/days", {"day": "Second", "plan": service.plan(), "exercise": True}).status_code == 201
    assert dispatcher.form("/board/replan/reject", **ids(to)).headers["location"] == "/board?day=15+June"


def under_way(dispatcher: Person) -> None:
    """Convoy 1 leaves with fifty people over the bridge."""
    fifty = {"walking": 50, "wheelchair": 0, "stretcher": 0}
    vehicle = "bus-1"
    enter(dispatcher, "boarded", persons=fifty, vehicle=vehicle)
    enter(dispatcher, "departed", persons=fifty)
