"""Work in the background through the service: started once, in sight with its number, stopped, kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.app.background_work import Outcome, Step, StressAsked
from safeconduct.app.jobs import Jobs
from safeconduct.app.wire import child
from safeconduct.model.errors import RefusedError
from safeconduct.model.stress import StressReport
from safeconduct.stress.batch import TOGETHER
from tests.web.served import Service

STEP = Step(value=90, bound=120, unit="persons out", seconds=4.0)


class Slow:
    """Work that tells one number and goes on until it is stopped."""

    def __init__(self, _function: Any, _given: Any) -> None:
        self.asked = threading.Event()
        self.heard = threading.Event()

    def stop(self) -> None:
        self.asked.set()

    def end(self) -> None:
        self.asked.set()

    def told(self) -> Iterator[tuple[str, Any]]:
        yield "told", STEP
        self.heard.set()
        self.asked.wait(30)
        yield "result", Outcome(documents=(), ended="stopped", last=STEP)


@pytest.fixture
def slow(service: Service) -> Iterator[Jobs]:
    """The service with work that only ends when it is stopped."""
    jobs: Jobs = service.app.state.jobs
    jobs._begin = Slow
    yield jobs
    jobs.close()


def started(service: Service, **given: Any) -> Any:
    body = {"kind": "plan", "corridor": "bravo", "people": 100, **given}
    return service.person("planner").send("/api/jobs", body)


def test_a_plan_is_made_checked_and_kept(service: Service) -> None:
    """By a process of its own; the page of the one who asked is long gone."""
    before = len(service.operation.plans())
    assert started(service, people=60, seconds=2).status_code == 201
    service.app.state.jobs.join()
    told = service.person("reader").get("/api/jobs/latest").json()
    assert (told["state"], told["value"], told["bound"], told["gap"]) == ("done", 60, 60, 0.0)
    assert told["documents"]["plan"] in [sha for sha, _ in service.operation.plans()]
    assert len(service.operation.plans()) == before + 1
    assert "60 people on bravo" in service.person("dispatcher").get("/stress").text


def test_simulated_days_are_shown_with_probability_fan_causes_and_the_worst(service: Service) -> None:
    sha, plan = service.operation.plans()[0]
    assert "Not on simulated days yet" in service.person("reader").get("/stress").text
    assert started(service, kind="stress", plan=sha, days=40).status_code == 201
    service.app.state.jobs.join()
    told = service.person("reader").get("/api/jobs/latest").json()
    assert (told["state"], told["value"], told["bound"]) == ("done", 40, 40)
    report = service.operation.stress_reports()[sha]
    page = service.person("dispatcher").get("/stress").text
    assert f"{report.everyone.days} of 40 simulated" in page
    assert page.count("<svg") >= 2
    assert "Play as an EXERCISE" in page
    assert f"--seed 0 --simulated {report.worst[0].index}" in service.person("reader").get("/stress").text
    assert plan.situation == report.situation


def test_a_page_asks_for_a_policy_and_for_what_the_days_hang_on(service: Service) -> None:
    """In the words of the command line; each need has its row."""
    sha = service.operation.plans()[0][0]
    person = service.person("planner")
    assert 'name="policy"' in person.get("/stress").text
    body = {"kind": "stress", "plan": sha, "days": 40, "policy": "rolling", "causes": 40, "tornado": 40}
    assert person.send("/api/jobs", body).status_code == 201
    service.app.state.jobs.join()
    report = service.operation.stress_reports()[sha]
    assert (report.policy, len(report.removed)) == ("rolling orders", len(TOGETHER))
    assert report.tornado
    page = service.person("dispatcher").get("/stress").text
    assert "rolling orders: on the mean of the days vehicles were sent again" in page
    assert "Tornado: one thing at a time" in page
    assert "another always comes for its people" in page
    assert f"safeconduct stress {sha[:12]} --policy rolling --seed 0 --day {report.worst[0].index}" in page
    assert "Play on the board" not in page, "the board plays fixed orders"
    table = page[page.index("by need, mean a day") :]
    for one in report.by_need:
        assert f'data-th="Share">{100 * one.share:.0f} %</td>' in table


def test_the_form_of_the_page_passes_the_policy_on(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the box for causes and tornado."""
    asked: list[StressAsked] = []
    jobs: Jobs = service.app.state.jobs
    slow = Slow(None, None)

    def begin(_function: Any, given: StressAsked) -> Slow:
        asked.append(given)
        return slow

    monkeypatch.setattr(jobs, "_begin", begin)
    sha = service.operation.plans()[0][0]
    person = service.person("planner")
    form = {"kind": "stress", "plan": sha, "policy": "repair", "why": "true"}
    assert person.form("/stress/start", **form).status_code == 303
    jobs.close()
    assert [(one.policy, one.causes, one.tornado) for one in asked] == [("repaired orders", 200, 100)]


def test_one_at_a_time_with_its_number_on_the_page(service: Service, slow: Jobs) -> None:
    assert started(service).status_code == 201
    again = started(service)
    assert (again.status_code, again.json()["code"]) == (409, "refused")
    planner = service.person("dispatcher")
    assert isinstance(slow._work, Slow)
    assert slow._work.heard.wait(30)
    told = planner.get("/api/jobs/latest").json()
    assert (told["value"], told["bound"], told["gap"], told["state"]) == (90, 120, 0.25, "running")
    page = planner.get("/stress").text
    assert 'http-equiv="refresh"' in page
    assert "gap 25.0 %" in page


def test_stopped_it_ends_with_what_it_has(service: Service, slow: Jobs) -> None:
    name = started(service).json()["id"]
    dispatcher = service.person("dispatcher")
    assert dispatcher.form("/stress/stop", job=name).status_code == 303
    slow.join()
    assert dispatcher.get("/api/jobs/latest").json()["state"] == "stopped"
    assert 'http-equiv="refresh"' not in dispatcher.get("/stress").text
    assert dispatcher.send(f"/api/jobs/{name}/stop", {}).status_code == 404


def test_who_may_and_what_is_not_there(service: Service, slow: Jobs) -> None:
    assert service.person("gate").send("/api/jobs", {"kind": "plan", "corridor": "bravo"}).status_code == 403
    reader = service.person("reader")
    assert reader.get("/api/jobs/latest").status_code == 404
    assert reader.form("/stress/start", kind="plan", corridor="bravo", people="10").status_code == 403
    assert "form method" not in reader.get("/stress").text.partition('id="work"')[2]
    planner = service.person("planner")
    for given in ({"corridor": "nowhere"}, {"people": 0}, {"people": -1}, {"kind": "stress", "plan": "ffff"}):
        answer = planner.send("/api/jobs", {"kind": "plan", "corridor": "bravo", "people": 9, **given})
        assert answer.status_code in (404, 422), given
        assert answer.json()["next_step"]
    assert slow.now() is None


def test_a_failure_says_what_to_do(service: Service) -> None:
    """The work's own process raised an error of the tree."""
    jobs = Jobs(service.operation, child)
    jobs.start("plan", "nothing", "planner", refusing, None)
    jobs.join()
    found = jobs.now()
    assert found is not None
    assert (found.state, found.words) == ("failed", "no; next: ask again")


def refusing(_given: Any, _tell: Any, _stopped: Any) -> None:
    """Work that is refused."""
    raise RefusedError("no", next_step="ask again")


def test_a_report_that_was_made_later_takes_the_place_of_the_first(service: Service) -> None:
    sha, _ = service.operation.plans()[0]
    started(service, kind="stress", plan=sha, days=20)
    service.app.state.jobs.join()
    first = service.operation.stress_reports()[sha]
    service.operation.put("stress report", codec.dump(replace(first, seed=9)))
    assert isinstance(first, StressReport)
    assert service.operation.stress_reports()[sha].seed == 9
