"""The pages: each says what it is for without a script, asks no other host, and leads from a line to its sentence."""

from __future__ import annotations

import re

import pytest

from tests.web.served import PAGES, Service

SAYS = {
    "/": ["Corridor offered from Alpha", "<mark", "Conflicts, side by side", "withheld"],
    "/situation": ["Alpha", "Old Bridge", "Roads and crossings", "Silence is never counted", "schematic"],
    "/plan": ["Certificate.", "Timetable", "What binds", "capacity study"],
    "/board": ["No day is open"],
    "/stress": ["Stress", "simulated days", "Work in the background"],
    "/documents": ["brief.pdf", "whole", "For drivers and gates", "For a party"],
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_stands_alone(service: Service, path: str) -> None:
    page = service.person("reader").get(path).text
    for words in SAYS[path]:
        assert words in page
    assert not re.findall(
        r'<script(?! type="module" src="/built/[^"]+"></script>| src="/board.js" defer></script>)', page
    )
    assert " style=" not in page
    assert not re.search(r"\son[a-z]+=", page)
    assert not re.findall(r'(?:href|src|action)="(?:https?:)?//', page)
    assert page.count("<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_operation_and_clocks_stand_on_every_page(service: Service, path: str) -> None:
    page = service.person("reader").get(path).text
    assert '<p class="operation">' in page
    now = service.operation.now()
    assert re.search(r"<b>\d\d:\d\dZ</b> <span class=\"soft\">UTC", page)
    assert f"{now:%Y}" in page
    for party in ("Kyiv", "Moscow"):
        assert party in page


def test_operation_and_clocks_stand_on_pages_below_a_page_and_go_there(service: Service) -> None:
    """A claim, changes, the entrances, a refusal: name, UTC and each party's time, and the script that moves them."""
    dispatcher = service.exercise()
    claim = service.operation.case().dossier.claims[0].id
    for path in (f"/claims/{claim}", "/situation/changes", "/board/entrances", "/board/replan?day=15 June&plan=none"):
        answer = dispatcher.get(path)
        for words in ('<p class="operation">', 'data-zone="UTC"', "Kyiv", "Moscow", "EXERCISE"):
            assert words in answer.text, (path, words)
        assert "script-src 'self'" in answer.headers["content-security-policy"], path


def test_every_way_on_a_page_leads_to_an_anchor_that_is_there(service: Service) -> None:
    """A line of the situation links to the sentence it rests on."""
    reader = service.person("reader")
    ids = {path: set(re.findall(r'id="([^"]+)"', reader.get(path).text)) for path in PAGES}
    ways = 0
    for path in PAGES:
        for to, anchor in re.findall(r'href="(/[a-z]*)?#([^"]+)"', reader.get(path).text):
            assert anchor in ids[to or path], (path, to, anchor)
            ways += 1
    assert ways > 20


def test_the_style_comes_from_the_tokens(service: Service) -> None:
    style = service.stranger().get("/style.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "--ink:#12181f" in style.text
    assert "url(" not in style.text


def test_counts_of_combatants_are_on_no_page(service: Service) -> None:
    reader = service.person("reader")
    for path in PAGES:
        assert "2,500" not in reader.get(path).text


def undecided(service: Service) -> str:
    page = service.person("reader").get("/").text
    found = re.search(r'href="/claims/([^"]+)">decide', page)
    assert found is not None
    return found.group(1)


def test_a_claim_is_confirmed_by_the_confirmer_with_a_reason(service: Service) -> None:
    claim, confirmer = undecided(service), service.person("confirmer")
    assert "<textarea" in confirmer.get(f"/claims/{claim}").text
    before = len(service.operation.case().dossier.decisions)
    assert confirmer.form(f"/claims/{claim}", verdict="confirm", why="  ").status_code == 422
    done = confirmer.form(f"/claims/{claim}", verdict="reject", why="said of another place")
    assert (done.status_code, done.headers["location"]) == (303, f"/#about-{claim}")
    decision = service.operation.case().dossier.decisions[before]
    assert (decision.verdict, decision.by, decision.why) == ("reject", "confirmer", "said of another place")
    assert "<b>1 decision</b> made since the situation was assembled" in confirmer.get("/").text


@pytest.mark.parametrize("role", ["reader", "planner", "dispatcher", "gate", "auditor"])
def test_nobody_else_confirms(service: Service, role: str) -> None:
    claim, someone = undecided(service), service.person(role)
    assert "<textarea" not in someone.get(f"/claims/{claim}").text
    refused = someone.form(f"/claims/{claim}", verdict="confirm", why="seen")
    assert refused.status_code == 403
    assert "ask the confirmer" in refused.text


def test_a_document_comes_as_a_file_to_keep(service: Service) -> None:
    reader = service.person("reader")
    found = reader.get("/documents/brief.pdf")
    assert found.content.startswith(b"%PDF-")
    assert found.headers["content-disposition"].startswith("attachment")
    assert reader.get("/documents/alpha.safeconduct").status_code == 404


def test_an_order_is_refused_on_the_page_naming_who_is_silent(service: Service) -> None:
    dispatcher = service.person("dispatcher")
    refused = dispatcher.form("/board/open", day="15 June", plan=service.plan()[:12], mode="order", key="1")
    assert refused.status_code == 409
    assert "no agreement from South" in refused.text
    assert "open the day as an exercise" in refused.text


def test_a_day_by_forms_alone(service: Service) -> None:
    """Opened as an exercise, called, boarded, left, arrived: the board adds up after every form."""
    dispatcher = service.person("dispatcher")
    done = dispatcher.form("/board/open", day="15 June", plan=service.plan()[:12], mode="exercise", key="0")
    assert done.status_code == 303
    assert "Call forward" in dispatcher.get("/board").text
    orders = service.operation.days.desk("15 June").state.convoys["1"].orders
    steps = [{"kind": "called forward", "walking": "100"}]
    steps += [{"kind": "boarded", "vehicle": vehicle.id, "walking": "50"} for vehicle in orders.vehicles]
    steps += [{"kind": "departed", "walking": "100"}, {"kind": "arrived", "walking": "98"}]
    steps += [{"kind": "returned", "walking": "2", "reason": "medical"}, {"kind": "convoy closed"}]
    for number, step in enumerate(steps, 1):
        given = {"day": "15 June", "convoy": "1", "key": str(number), "at": f"2022-06-15T05:{number:02}Z"}
        assert dispatcher.form("/board/enter", **given, **step).status_code == 303, step
        assert "adds up: 100 = 100 known" in dispatcher.get("/board").text
    assert "2</dd>" in dispatcher.get("/board").text.split("<dt>returned</dt>")[1][:12]
    closing = {"day": "15 June", "kind": "day closed", "key": "end", "at": "2022-06-15T16:00Z"}
    assert "Close the day" in dispatcher.get("/board").text
    assert dispatcher.form("/board/enter", **closing).status_code == 303
    assert dispatcher.get("/api/days/15 June").json()["status"] == "accounted"


def test_an_exercise_is_marked_on_every_page(service: Service) -> None:
    dispatcher = service.exercise()
    for path in PAGES:
        page = dispatcher.get(path).text
        assert '<div class="water" aria-hidden="true">EXERCISE</div>' in page
        assert "Nobody is really moved." in page


def test_a_count_that_is_none_and_a_time_without_zone_are_refused(service: Service) -> None:
    dispatcher = service.exercise()
    given = {"day": "15 June", "kind": "called forward", "convoy": "1", "key": "k"}
    assert "whole number" in dispatcher.form("/board/enter", **given, walking="ten").text
    assert "without its zone" in dispatcher.form("/board/enter", **given, walking="1", at="2022-06-15T05:30").text


@pytest.mark.parametrize("kind", ["returned", "let off", "detained", "missing"])
def test_another_outcome_by_form(service: Service, kind: str) -> None:
    """Where is asked for when somebody is let off or held; the others need none."""
    dispatcher = service.exercise()
    orders = service.operation.days.desk("15 June").state.convoys["1"].orders
    given = {"day": "15 June", "convoy": "1"}
    for vehicle in orders.vehicles:
        dispatcher.form("/board/enter", **given, kind="boarded", vehicle=vehicle.id, walking="50", key=vehicle.id)
    dispatcher.form("/board/enter", **given, kind="departed", walking="100", key="left")
    assert "Another outcome" in dispatcher.get("/board").text
    outcome = given | {"kind": kind, "walking": "3", "reason": "medical"}
    nowhere = dispatcher.form("/board/enter", **outcome, key="nowhere")
    assert nowhere.status_code == (422 if kind in ("let off", "detained") else 303)
    if nowhere.status_code == 422:
        assert dispatcher.form("/board/enter", **outcome, key="there", point="checkpoint").status_code == 303
    assert f"<dt>{kind}</dt><dd>3</dd>" in dispatcher.get("/board").text
    assert "adds up: 100 = 100 known" in dispatcher.get("/board").text


def test_going_on_by_forms_takes_a_second_role(service: Service) -> None:
    """The dispatcher stops and proposes; the planner is asked to agree, and the day goes on."""
    dispatcher, planner = service.exercise(), service.person("planner")
    given = {"day": "15 June"}
    assert dispatcher.form("/board/enter", **given, kind="suspended", key="1").status_code == 303
    assert "STOPPED" in planner.get("/board").text
    assert dispatcher.form("/board/enter", **given, kind="resume proposed", key="2").status_code == 303
    assert "Agree to go on" not in dispatcher.get("/board").text
    assert "Agree to go on" in planner.get("/board").text
    assert planner.form("/board/enter", **given, kind="resume proposed", key="3").status_code == 303
    assert "STOPPED" not in planner.get("/board").text
