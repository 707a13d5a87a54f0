"""The numbers of one day as a dispatcher reads them: on every page the parts add up to those known, whatever happened.

Two buses of 50 and a hundred who walk; convoy 1 leaves with 48 of its fifty, the bridge before it closes, it turns
back, everybody gets off where they boarded. Nobody has arrived in all that time.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.tiny import OPENS
from tests.web import served
from tests.web.served import Person, Service
from tests.web.test_replanning import DAY, close, fordable, ids


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setattr(served, "dossier", fordable)
    with served.service(tmp_path) as made:
        yield made


def enter(someone: Person, kind: str, minute: int, walking: int | None = None, **fields: Any) -> None:
    """A fact of convoy 1, so many minutes after the opening."""
    body: dict[str, Any] = {"kind": kind, "convoy": "1", **fields}
    if walking is not None:
        body["persons"] = {"walking": walking, "wheelchair": 0, "stretcher": 0}
    at = OPENS.replace(hour=OPENS.hour + minute // 60, minute=minute % 60)
    answer = someone.send(f"{DAY}/events", {"body": body, "at": at.isoformat()})
    assert answer.status_code == 201, answer.text


def sums(page: str) -> dict[str, int]:
    """The parts of those known as a page has them, by their words; they add up to what the page says is known."""
    line = re.search(r">(?:With this plan: )?((?:\d+ [a-z, ]+ \+ )*\d+ [a-z, ]+) = (\d+) known", page)
    planned = re.search(r"Planned: <b>(\d+)</b> of (\d+) known", page)
    if line is None:  # one part only: everyone is in it
        assert planned is not None
        return {"all": int(planned[2])}
    parts = {words: int(n) for n, words in (part.split(" ", 1) for part in line[1].split(" + "))}
    assert sum(parts.values()) == int(line[2])
    if planned is not None:
        out = sum(parts.get(words, 0) for words in ("out", "on the way out", "with a place, still to leave"))
        assert (int(planned[1]), int(planned[2])) == (out, int(line[2]))
    return parts


def leaves_two_behind(dispatcher: Person) -> None:
    enter(dispatcher, "called forward", 0, 50)
    enter(dispatcher, "boarded", 20, 48, vehicle="bus-1")
    enter(dispatcher, "departed", 34, 48)


def test_the_parts_add_up_from_the_first_call_to_the_plan_that_takes_everyone_again(service: Service) -> None:
    dispatcher = service.exercise()
    assert sums(dispatcher.get("/board").text) == {"all": 100}
    leaves_two_behind(dispatcher)
    board = dispatcher.get("/board").text
    assert sums(board) == {"on the way out": 48, "with a place, still to leave": 50, "without a place": 2}
    assert "2 of those called did not leave with it" in board
    assert "No place in the plan for 2 people: 2 who walk" in board

    to = close(dispatcher).headers["location"]
    proposed = dispatcher.get(to).text
    assert sums(proposed) == {"on the way out": 48, "with a place, still to leave": 52}
    assert "100 people out by plan, 98 before" in proposed
    enter(dispatcher, "turned back", 40, reason="road not passable")
    board = dispatcher.get("/board").text
    assert sums(board) == {"coming back": 48, "with a place, still to leave": 50, "without a place": 2}
    assert "<b>Coming back:</b> convoy 1 with 48 aboard" in board
    assert "Plan again" not in board

    found = dispatcher.send(f"{DAY}/replans", {}).json()
    assert (found["away"], sum(found["people"].values())) == (["1"], 100)
    assert found["people"]["coming back"] == 48
    assert found["persons_after"] <= 52
    page = dispatcher.get(f"/board/replan?day=15 June&plan={found['id']}").text
    assert "as long as the vehicles of convoy 1 are away and the 48 aboard are not back" in page
    (sent,) = [one for one in found["convoys"] if one["convoy"] == "1"]
    assert (sent["kind"], sent["persons"], sent["arrive_after"]) == ("sent", 0, None)

    enter(dispatcher, "returned", 50, 48, reason="road not passable")
    board = dispatcher.get("/board").text
    assert sums(board) == {"with a place, still to leave": 50, "without a place": 50}
    assert "everyone is off: 48 back at the site and nobody arrived" in board
    assert "everyone is out" not in board
    assert "<b>Plan again:</b> vehicles of convoy 1 are free again at the site" in board
    assert "<b>no place for 50 people: 50 who walk</b>" in board

    to = dispatcher.form("/board/replan", day="15 June", search="true").headers["location"]
    proposed = dispatcher.get(to).text
    assert sums(proposed) == {"with a place, still to leave": 100}
    assert "100 people out by plan, 50 before" in proposed
    assert "as long as" not in proposed
    assert dispatcher.form("/board/replan/accept", key="yes", **ids(to)).status_code == 303
    board = dispatcher.get("/board").text
    assert "Planned: <b>100</b> of 100 known" in board
    assert "Plan again" not in board
    assert "No place" not in board


def test_who_was_not_counted_at_arrival_is_shown_apart_and_not_as_brought_out(service: Service) -> None:
    dispatcher = service.exercise()
    leaves_two_behind(dispatcher)
    enter(dispatcher, "arrived", 94, 45)
    enter(dispatcher, "missing", 95, 1, reason="not known")
    board = dispatcher.get("/board").text
    parts = {"out": 45, "not counted at arrival": 2, "with a place, still to leave": 50, "without a place": 2}
    assert sums(board) == parts | {"with another outcome": 1}
    assert "arriving: 45 arrived and 1 missing, 2 not counted yet" in board
    assert "<dt>aboard</dt><dd>0</dd>" in board
    assert "<dt>not counted</dt><dd>2</dd>" in board
    assert "not counted at arrival, whereabouts unknown: 2 seated" in board
    proposed = dispatcher.get(close(dispatcher).headers["location"]).text
    assert "arriving: 45 arrived and 1 missing, 2 not counted yet" in proposed
    assert sums(proposed)["out"] == 45


def test_a_crowd_larger_than_the_plan_is_named_and_not_proved_to_stay(service: Service) -> None:
    """130 are counted where a hundred were planned for: a bound on the hundred says nothing of the other thirty."""
    dispatcher = service.exercise()
    body = {"kind": "crowd counted", "site": "alpha", "waiting": {"walking": 130, "wheelchair": 0, "stretcher": 0}}
    assert dispatcher.send(f"{DAY}/events", {"body": body, "at": OPENS.isoformat()}).status_code == 201
    to = close(dispatcher).headers["location"]
    page = dispatcher.get(to).text
    assert sums(page) == {"with a place, still to leave": 100, "without a place": 30}
    assert "30 people more wait than these orders know of" in page
    assert "no other plan brings out more" not in page
    found = dispatcher.send(f"{DAY}/replans", {}).json()
    assert (found["persons_after"], found["at_most"], found["without"]) == (100, 130, "30 people: 30 who walk")


def test_after_the_last_call_the_board_does_not_say_that_all_is_done(service: Service) -> None:
    dispatcher = service.exercise()
    dispatcher.form("/board/replan/reject", **ids(close(dispatcher).headers["location"]))
    to = close(dispatcher, "ford").headers["location"]
    page = dispatcher.get(to).text
    assert "No road is left for buses" in page
    assert "some may bring them out sooner" not in page
    assert sums(page) == {"without a place": 100}
    dispatcher.form("/board/replan/accept", key="yes", **ids(to))
    board = dispatcher.get("/board").text
    assert "No convoy of the orders in force is left to call" in board
    assert "Without a place: 100 people: 100 who walk" in board
    assert "Every convoy has been called" not in board
    dispatcher.form("/board/replan", day="15 June")
    assert "it changes no orders</a>" in dispatcher.get("/board").text
    body = {"kind": "road reported", "road": "ford", "state": "open", "confirmed": True}
    assert dispatcher.send(f"{DAY}/events", {"body": body, "at": OPENS.isoformat()}).status_code == 201
    assert "<b>Plan again:</b> 1 road reported open since" in dispatcher.get("/board").text


@pytest.mark.parametrize("page", ["/board", "/stress", "/documents"])
def test_before_a_day_is_open_these_pages_say_what_is_not_agreed(service: Service, page: str) -> None:
    words = service.person("reader").get("/").text.split("<b>")[1:]
    shown = service.person("dispatcher").get(page).text
    assert "capacity study" in shown
    assert any(one.split("</b>")[0] in shown for one in words if "capacity study" in one)


def test_the_orders_in_force_are_a_document_and_others_say_that_they_are_not(service: Service) -> None:
    dispatcher = service.exercise()
    same = dispatcher.get("/documents/timetable.csv")
    assert "the plan that 15 June runs on" in same.text
    assert "NOT" not in same.headers["content-disposition"]
    leaves_two_behind(dispatcher)
    dispatcher.form("/board/replan/accept", key="yes", **ids(close(dispatcher).headers["location"]))
    for name in ("timetable.csv", "index.html", "brief.pdf"):
        answer = dispatcher.get(f"/documents/{name}")
        assert answer.status_code == 200, (name, answer.text)
        kept = answer.headers["content-disposition"]
        assert f"EXERCISE-NOT-IN-FORCE-{name}" in kept
    stale = dispatcher.get("/documents/timetable.csv").text
    assert all("NOT the orders in force of 15 June" in row for row in stale.splitlines()[1:])
    assert "NOT" not in dispatcher.get("/documents/claims.csv").headers["content-disposition"]
    page = dispatcher.get("/documents").text
    assert "orders.csv" in page
    for path in ("/plan", "/situation", "/stress", "/documents"):
        assert "not the orders in force" in dispatcher.get(path).text
    assert "not the orders in force" not in dispatcher.get("/board").text

    state = service.operation.days.seen("15 June").state
    answer = dispatcher.get("/documents/orders.csv")
    assert "EXERCISE-orders.csv" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["convoy"] for row in rows] == sorted(state.convoys, key=lambda n: state.convoys[n].orders.depart)
    assert sum(int(row["brings_out"]) for row in rows) == 100
    assert {row["plan"] for row in rows} == {state.plan[:12]}
    assert "the orders in force of 15 June" in rows[0]["stamp"]
    assert rows[0]["roads"] != rows[1]["roads"] == "Ford"
    enter(dispatcher, "turned back", 40, reason="road not passable")
    first = next(iter(csv.DictReader(io.StringIO(dispatcher.get("/documents/orders.csv").text))))
    assert (first["now"], first["arrive_utc"], first["brings_out"]) == ("coming back", "", "0")
    assert dispatcher.get("/documents/party/orders.csv").status_code == 404
