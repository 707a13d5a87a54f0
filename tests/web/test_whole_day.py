"""The whole way in a real browser, on the worked case: from a report pasted to a log that verifies.

Each person has a browser of their own. Nothing waits for a time: every step waits for what it should bring.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.adapters.workspace import SqliteWorkspace
from safeconduct.app.answers import answer
from safeconduct.app.case import load_case
from safeconduct.app.casework import read_case, situate
from safeconduct.app.operation import Operation
from safeconduct.app.settings import settings
from safeconduct.app.wire import reader
from safeconduct.model.dossier import Dossier
from safeconduct.model.plan import Scenario
from safeconduct.web.guard import ROLES, Guard
from safeconduct.web.service import application
from tests.web import served
from tests.web.test_checkin_offline import CHROMIUM, count_in, handed, opened, running, tile, unsent

AZOT = Path(__file__).parents[2] / "examples" / "azot"
REPORT = (
    "Moscow said on Tuesday that a humanitarian corridor from the Azot plant towards Svatove will be open on 15 June "
    "from 8:00 to 20:00 Moscow time. The head of the regional administration said that about 540 civilians remain at "
    "the plant."
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed at /usr/bin/chromium"),
]


def case(path: Path) -> None:
    """The worked case as a workspace: reports read, decisions taken, one plan for 568 people on the way to Svatove."""
    store = SqliteWorkspace(path)
    folder = load_case(AZOT)
    held = read_case(folder, reader(settings()), store)
    situation = situate(folder, held, store.decisions())
    scenario = Scenario(corridor="svatove", people=568, objective="most")
    dossier = Dossier(
        reports=held.reports,
        claims=held.claims,
        conflicts=held.conflicts,
        decisions=store.decisions(),
        situation=situation,
        answers=(answer(situation, scenario, work=1, seconds=30.0),),
        audits=(),
        decisives=(),
        draft=False,
    )
    store.put("dossier", codec.dump(dossier))
    store.close()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[served.Service]:
    path = tmp_path / "azot.safeconduct"
    case(path)
    operation, guard = Operation(path), Guard(ROLES)
    yield served.Service(app=application(operation, guard), guard=guard, operation=operation)
    operation.close()


@dataclass
class People:
    """Browsers by role, and what they complained of or asked of others."""

    service: served.Service
    browser: Any
    address: str
    complaints: list[str]
    asked: list[str]

    def page(self, role: str) -> Any:
        """Somebody opens the link of a role."""
        page = self.browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.on("console", lambda message: self.complaints.append(f"{page.url}: {message.text}"))
        page.on("request", lambda request: self.asked.append(request.url))
        link = next(link for link in self.service.guard.links if link.role == role)
        page.goto(f"{self.address}/enter/{link.token}")
        sent(page, "button.primary")
        return page


@pytest.fixture
def people(service: served.Service) -> Iterator[People]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with running(service) as address, sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield People(service=service, browser=browser, address=address, complaints=[], asked=[])
        browser.close()


def sent(page: Any, button: str) -> None:
    """Press what sends a form, and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(button).first.click()


def test_from_a_report_to_the_last_person_accounted_for(people: People) -> None:
    confirmer, dispatcher, gate = (people.page(role) for role in ("confirmer", "dispatcher", "gate"))
    report_is_read_and_confirmed(people, confirmer)
    an_order_is_refused_naming_who_is_silent(people, dispatcher)
    exercise_opens(people, dispatcher)
    first_convoy_checks_in_from_a_phone_without_a_connection(people, dispatcher)
    a_road_closes_and_the_new_plan_is_accepted(people, dispatcher, gate)
    everyone_is_accounted_for(people, dispatcher)
    the_log_verifies(people, dispatcher)
    assert [text for text in people.complaints if "Content Security" in text] == []
    assert all(url.startswith(people.address) for url in people.asked)


def report_is_read_and_confirmed(people: People, page: Any) -> None:
    page.goto(f"{people.address}/")
    page.click("#paste summary")
    page.fill("#paste input[name=title]", "A corridor is announced")
    page.fill("#paste input[name=publisher]", "Our own agency")
    page.fill("#paste input[name=published]", "2022-06-14")
    page.fill("#paste textarea", REPORT)
    sent(page, "#paste button.primary")
    article = page.locator("article.report:has(h2:text-is('A corridor is announced'))")
    assert article.locator("ul.claims li[data-undecided]").count() >= 2
    with page.expect_navigation():
        article.locator("a:has-text('decide')").first.click()
    page.fill("[name=why]", "the text of the announcement was seen")
    sent(page, "button[value=confirm]")
    assert page.locator("text=1 decision").count() >= 1


def an_order_is_refused_naming_who_is_silent(people: People, page: Any) -> None:
    page.goto(f"{people.address}/plan")
    assert page.locator("text=capacity study").count() >= 1
    page.goto(f"{people.address}/board")
    page.fill("input[name=day]", "15 June")
    page.check("input[value=order]")
    sent(page, "button:has-text('Open the day')")
    words = page.inner_text("main")
    assert "not agreed: no agreement from" in words
    assert "Ukrainian side" in words
    assert "exercise" in page.inner_text(".next")


def exercise_opens(people: People, page: Any) -> None:
    page.goto(f"{people.address}/board")
    page.fill("input[name=day]", "15 June")
    sent(page, "button:has-text('Open the day')")
    assert page.locator(".strip.exercise").count() == 1
    assert page.locator(".water").inner_text() == "EXERCISE"


def first_convoy_checks_in_from_a_phone_without_a_connection(people: People, page: Any) -> None:
    """Called forward at the board; boarded and departed on a phone that has lost its connection."""
    sent(page, ".next-call button")
    convoy = state(people).convoys["1"]
    phone, leader = opened(people.browser, handed(page, "convoy:1"))
    phone.set_offline(True)
    leader.reload()
    leader.wait_for_selector("html[data-ready=yes]")
    places = {vehicle.id: min(8, vehicle.places.walking) for vehicle in convoy.orders.vehicles}
    for vehicle, persons in places.items():
        count_in(leader, "Boarded", persons, vehicle)
    count_in(leader, "Departed", sum(places.values()))
    assert unsent(leader) == f"{len(places) + 1} unsent"
    assert state(people).convoys["1"].departed is None
    phone.set_offline(False)
    leader.wait_for_selector("#outbox[data-unsent='0']")
    page.wait_for_selector(tile("aboard", sum(places.values())))


def a_road_closes_and_the_new_plan_is_accepted(people: People, page: Any, gate: Any) -> None:
    """The convoy that has left keeps its orders; the others take the other way, or stay."""
    page.goto(f"{people.address}/board")
    gate.goto(f"{people.address}/board")
    page.select_option(".replan select[name=road]", "p66-obyizna-borova")
    sent(page, "button:has-text('Report it and plan again')")
    assert page.locator("tr[data-convoy='1'][data-change='sent']").count() == 1
    assert page.locator("tr[data-change='other way'], tr[data-change='cancelled']").count() >= 1
    assert "Convoy 1 is on the road" in page.inner_text("main")
    assert page.locator(".strip.exercise").count() == 1
    assert "No place any more" in page.inner_text("main")
    before = state(people).plan
    sent(page, "button:has-text('Accept')")
    assert "no place for" in page.inner_text("[data-part=warnings]")
    assert "Convoy 1 is on the road" in page.inner_text("[data-part=warnings]")
    assert state(people).plan != before
    gate.wait_for_selector("[data-part=log] td:text-is('plan replaced')")


def everyone_is_accounted_for(people: People, page: Any) -> None:
    """Convoy 1 comes through; it closes, and so does the day: everybody else is counted where they wait."""
    aboard = sum(state(people).convoys["1"].aboard)
    page.goto(f"{people.address}/board")
    page.click("#enter-1 summary")
    page.fill("#enter-1 form:has(button:has-text('Arrived')) input[name=walking]", str(aboard))
    sent(page, "#enter-1 button:has-text('Arrived')")
    page.wait_for_selector(tile("arrived", aboard))
    page.click("#enter-1 summary")
    sent(page, "#enter-1 button:has-text('Close the convoy')")
    sent(page, "button:has-text('Close the day')")
    assert page.locator("[data-part=status] b").inner_text() == "accounted"
    assert "adds up" in page.inner_text("[data-part=balance]")
    assert page.inner_text("[data-part=balance] .sum + div dd") == "0"


def the_log_verifies(people: People, page: Any) -> None:
    head = page.locator("[data-part=log] code.hash").inner_text()
    page.goto(f"{people.address}/documents")
    assert head[:12] in page.inner_text("main")
    found = page.evaluate("fetch('/api/log/verify').then((answer) => answer.json())")
    assert (found["ok"], found["faults"], found["head"]) == (True, [], head)


def state(people: People) -> Any:
    """The day as the service has it."""
    return people.service.operation.days.seen("15 June").state
