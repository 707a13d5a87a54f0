"""Pins, accepting and taking back through the service: the interface, the forms without a script, and who may."""

from __future__ import annotations

import re

import pytest

from safeconduct.app.background_work import Kept
from safeconduct.app.plan_book import PlanBook
from safeconduct.model.pins import Pin
from safeconduct.web import working
from safeconduct.web.plan_changes import parts_of, pin_of
from tests.app.test_plan_book import another, answered
from tests.web.served import Person, Service


def place(person: Person) -> dict[str, str]:
    """The hidden fields of the form that pins."""
    page = person.get("/plan").text
    form = re.search(r'<form id="pins-[^"]*".*?</form>', page, re.DOTALL)
    assert form is not None
    return dict(re.findall(r'name="(plan|at)" value="([^"]*)"', form[0]))


def test_a_pin_by_the_interface_is_held_until_it_is_taken_off(service: Service) -> None:
    planner, sha = service.person("planner"), answered(PlanBook(service.operation))[0]
    assert planner.send(f"/api/plans/{sha[:12]}/pins", {"convoy": 1}).json()["what"] == "pinned"
    told = planner.get("/api/plans").json()
    assert [(pin["plan"], pin["convoy"], pin["words"]) for pin in told["pins"]] == [(sha, 1, "convoy 1")]
    assert told["take_back"] == 1
    assert planner.send(f"/api/plans/{sha}/pins", {"convoy": 1}).status_code == 409
    assert planner.send(f"/api/plans/{sha}/pins", {"convoy": 1, "held": False}).json()["what"] == "unpinned"
    assert planner.get("/api/plans").json()["pins"] == []
    for wrong in ({}, {"convoy": 1, "profile": "single", "group": "g"}, {"convoy": 9}, {"vehicle": "bus-1"}):
        refused = planner.send(f"/api/plans/{sha}/pins", wrong)
        assert refused.status_code in (404, 422)
        assert refused.json()["next_step"]


def test_a_plan_is_accepted_and_taken_back_by_the_interface(service: Service) -> None:
    planner, book = service.person("planner"), PlanBook(service.operation)
    old, new = answered(book)[0], another(book)
    assert planner.send(f"/api/plans/{new}/acceptance", {}).json()["what"] == "accepted"
    assert answered(book)[0] == new
    assert planner.send("/api/plans/steps/7/withdrawal", {}).status_code == 409
    assert planner.send("/api/plans/steps/1/withdrawal", {}).json()["what"] == "taken back"
    assert answered(book)[0] == old
    assert [step["what"] for step in planner.get("/api/plans").json()["steps"]] == ["accepted", "taken back"]


def test_the_plain_page_pins_shows_the_lock_and_takes_it_back(service: Service) -> None:
    planner, reader = service.person("planner"), service.person("reader")
    fields = place(planner)
    assert 'svg class="lock"' not in planner.get("/plan").text
    to = planner.form("/plan/pin", **fields, part="convoy:1").headers["location"]
    assert to.endswith("#did")
    page = planner.get(to).text
    assert page.count('id="did"') == 1
    assert '<div id="did" tabindex="-1"' in page
    assert "The next plan for as many people keeps it" in page
    assert re.search(
        r'name="off" value="convoy:1" aria-pressed="true"[^>]*><svg class="lock"',
        re.sub(r"\s+", " ", page).replace("> <svg", "><svg"),
    )
    seen = reader.get("/plan").text
    assert 'svg class="lock"' in seen
    assert "/plan/pin" not in seen
    assert "/plan/undo" not in seen
    step = re.search(r'name="step" value="(\d+)"', page)
    assert step is not None
    back = planner.form("/plan/undo", step=step[1], at=fields["at"]).headers["location"]
    assert "both steps stay in the list" in planner.get(back).text
    assert PlanBook(service.operation).pins() == ()


def test_a_part_says_what_it_is_and_comes_back_as_its_pin(service: Service) -> None:
    sha, plan = answered(PlanBook(service.operation))
    parts = parts_of(sha, plan, (Pin(plan=sha, convoy=1),))
    assert parts.held == 1
    whole, *trips = parts.convoys["1"]
    assert (whole.held, [trip.within for trip in trips]) == (True, [True] * len(trips))
    assert pin_of(sha, whole.value) == Pin(plan=sha, convoy=1)
    assert [pin_of(sha, trip.value).vehicle for trip in trips] == [
        trip.vehicle for trip in plan.trips if trip.convoy == 1
    ]
    boarded = {entry.profile for trip in plan.trips for entry in trip.boarded}
    assert {pin_of(sha, part.value).profile for part in parts.people} == boarded


@pytest.mark.parametrize(
    "part", ["", "convoy:", "convoy:x", "trip:1x:bus", "people:g:", "nothing:1", "trip:1", "convoy:1:x", "convoy:-1"]
)
def test_what_is_no_part_is_refused(service: Service, part: str) -> None:
    planner = service.person("planner")
    refused = planner.form("/plan/pin", **place(planner), part=part)
    assert refused.status_code in (404, 409, 422)
    assert PlanBook(service.operation).steps() == ()


@pytest.mark.parametrize("kind", ["plan", "case"])
def test_the_next_plan_is_asked_for_around_the_pins(
    service: Service, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """What the background is given: the plan with its pins for the same people, nothing for others."""
    planner = service.person("planner")
    sha, plan = answered(PlanBook(service.operation))
    given = []
    monkeypatch.setattr("safeconduct.app.jobs.Jobs.start", lambda *args: given.append(args[-1]) or 1 / 0)
    asked = {"kind": kind, "corridor": plan.scenario.corridor, "people": plan.scenario.people}
    planner.send("/api/jobs", asked)
    planner.send(f"/api/plans/{sha}/pins", {"convoy": 1})
    planner.send("/api/jobs", asked)
    planner.send("/api/jobs", asked | {"people": plan.scenario.people + 1})
    kept = Kept(plan=plan, pins=(Pin(plan=sha, convoy=1),))
    if kind == "plan":
        assert [one.kept for one in given] == [None, kept, None]
    else:
        assert [one.kept for one in given] == [(), (kept,), (kept,)]
    assert working.CASE_SECONDS > 0
