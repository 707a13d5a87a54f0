"""On the way in time is not unaccounted for; what is missing, held, left aboard or overdue is."""

from __future__ import annotations

from datetime import datetime, timedelta

from safeconduct.run.records import State
from safeconduct.web.whereabouts import phase_words, to_account
from tests.web.served import Person, Service

DAY = "15 June"


def on_the_way(service: Service) -> Person:
    """One hundred people leave with convoy 1 at 05:30Z."""
    dispatcher = service.exercise(DAY)
    orders = service.operation.days.desk(DAY).state.convoys["1"].orders
    for vehicle in orders.vehicles:
        enter(dispatcher, "boarded", "05:10", vehicle=vehicle.id, walking="50")
    enter(dispatcher, "departed", "05:30", walking="100")
    return dispatcher


def enter(someone: Person, kind: str, at: str, **fields: str) -> None:
    """One form of the board."""
    given = {"day": DAY, "convoy": "1", "kind": kind, "at": f"2022-06-15T{at}Z", "key": f"{kind} {at}"}
    key = given["key"] + fields.get("vehicle", "")
    assert someone.form("/board/enter", **(given | {"key": key} | fields)).status_code == 303


def state(service: Service) -> State:
    return service.operation.days.seen(DAY).state


def at(words: str) -> datetime:
    return datetime.fromisoformat(f"2022-06-15T{words}:00+00:00")


def test_who_rides_in_time_is_not_asked_for_and_who_is_overdue_is(service: Service) -> None:
    on_the_way(service)
    convoy = state(service).convoys["1"]
    due = max(
        convoy.orders.arrive, at("05:30") + (convoy.orders.arrive - convoy.orders.depart)
    )  # fmt: skip
    assert to_account(state(service), due) == ()
    (late,) = to_account(state(service), due + timedelta(minutes=1))
    assert (late.persons, late.subject, late.words) == (
        100,
        "convoy 1",
        "overdue, not counted since departure: 100 seated",
    )


def test_three_who_did_not_get_off_are_named_as_soon_as_the_others_did(service: Service) -> None:
    dispatcher = on_the_way(service)
    enter(dispatcher, "arrived", "06:00", walking="97")
    (left,) = to_account(state(service), at("06:00"))
    assert (left.persons, left.words) == (3, "not counted at arrival, whereabouts unknown: 3 seated")
    page = dispatcher.get("/board").text
    assert "<dt>to account for</dt><dd>3</dd>" in page
    enter(dispatcher, "missing", "06:05", walking="3", reason="not known")
    (gone,) = to_account(state(service), at("06:05"))
    assert (gone.persons, gone.words) == (3, "missing: 3 seated")
    assert "<dt>to account for</dt><dd>3</dd>" in dispatcher.get("/board").text


def test_a_convoy_that_lost_people_is_not_called_out(service: Service) -> None:
    dispatcher = on_the_way(service)
    enter(dispatcher, "arrived", "06:00", walking="97")
    assert phase_words(state(service).convoys["1"]) == "arriving: 97 arrived, 3 not counted yet"
    enter(dispatcher, "missing", "06:05", walking="3", reason="not known")
    assert phase_words(state(service).convoys["1"]) == "nobody aboard: 97 arrived and 3 missing"
    assert "everyone is out" not in dispatcher.get("/board").text


def test_everyone_out_is_said_when_it_is_so(service: Service) -> None:
    dispatcher = on_the_way(service)
    enter(dispatcher, "arrived", "06:00", walking="100")
    assert phase_words(state(service).convoys["1"]) == "everyone is out"
    assert to_account(state(service), at("23:00")) == ()
    assert "<dt>to account for</dt><dd>0</dd>" in dispatcher.get("/board").text


def test_counts_of_an_arrival_are_not_filled_in_beforehand(service: Service) -> None:
    """One press must never turn who is unaccounted for into arrived: without a count the form is refused."""
    dispatcher = on_the_way(service)
    page = dispatcher.get("/board").text
    form = page.split('value="arrived">')[1].split("</form>")[0]
    assert 'name="walking" inputmode="numeric" size="4" value=""' in form
    assert "of 100 aboard" in form
    blank = {
        "day": DAY,
        "convoy": "1",
        "kind": "arrived",
        "key": "blank",
        "walking": "",
        "wheelchair": "",
        "stretcher": "",
    }
    assert dispatcher.form("/board/enter", **blank).status_code == 422


def test_the_log_says_which_convoy_and_how_many(service: Service) -> None:
    dispatcher = on_the_way(service)
    rows = dispatcher.get("/board").text.split('data-part="log"')[1]
    assert "<td>departed</td><td>convoy 1</td><td>100 seated</td>" in rows
    assert ", entry " in rows


def test_another_open_day_stays_in_sight(service: Service) -> None:
    dispatcher = on_the_way(service)
    enter(dispatcher, "arrived", "06:00", walking="97")
    again = {"day": "Second", "plan": service.plan(), "exercise": True}
    assert dispatcher.send("/api/days", again).status_code == 201
    page = dispatcher.get("/board").text
    assert 'href="/board?day=15%20June">15 June</a>, <b>3 aboard and 3 to account for</b>' in page


def test_a_day_with_people_aboard_is_not_hidden_by_another_before_somebody_says_so(service: Service) -> None:
    dispatcher = on_the_way(service)
    second = {"day": "Second", "plan": service.plan(), "mode": "exercise", "key": "second"}
    refused = dispatcher.form("/board/open", **second)
    assert refused.status_code == 409
    assert "15 June is under way: 100 aboard" in refused.text
    assert service.operation.day_names() == (DAY,)
    assert dispatcher.form("/board/open", **second, beside="true").status_code == 303
    assert service.operation.day_names() == (DAY, "Second")


def test_who_enters_on_an_older_day_stays_on_it(service: Service) -> None:
    dispatcher = on_the_way(service)
    again = {"day": "Second", "plan": service.plan(), "exercise": True}
    assert dispatcher.send("/api/days", again).status_code == 201
    arrived = {"day": DAY, "convoy": "1", "kind": "arrived", "key": "in", "walking": "97"}
    location = dispatcher.form("/board/enter", **arrived).headers["location"]
    line = service.operation.days.seen(DAY).version
    assert location == f"/board?day=15+June&did={line}#did"
    assert f"Written</b> as line {line}: arrived, convoy 1, 97" in dispatcher.get(location).text
    called = {"day": "Second", "convoy": "1", "kind": "called forward", "key": "call", "walking": "9"}
    assert dispatcher.form("/board/enter", **called).headers["location"].split("?")[0] == "/board"


def test_a_death_can_be_entered_at_the_board(service: Service) -> None:
    dispatcher = on_the_way(service)
    assert '<option value="death">died</option>' in dispatcher.get("/board").text
    enter(dispatcher, "death", "06:05", walking="1", reason="medical")
    assert state(service).convoys["1"].died == (1, 0, 0)
