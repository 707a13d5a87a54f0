"""From a pasted report to another situation and its plans, in the service alone: confirmed, read as changes, taken
over, planned again with the number in sight."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from safeconduct.adapters.workspace import SqliteWorkspace
from safeconduct.app.assessing import keep_tables
from safeconduct.app.jobs import Jobs
from safeconduct.app.operation import Operation
from safeconduct.app.study_again import CaseAsked
from safeconduct.web.guard import ROLES, Guard
from safeconduct.web.service import application
from tests.web import served
from tests.web.test_whole_day import AZOT, case

REPORT = "The head of the regional administration said on Thursday that about 2,500 civilians remain at the Azot plant."


@pytest.fixture
def service(tmp_path: Path) -> Iterator[served.Service]:
    """The worked case with its tables."""
    path = tmp_path / "azot.safeconduct"
    case(path)
    store = SqliteWorkspace(path)
    keep_tables(store, AZOT)
    store.close()
    operation, guard = Operation(path), Guard(ROLES)
    made = served.Service(app=application(operation, guard), guard=guard, operation=operation)
    yield made
    made.app.state.jobs.close()
    operation.close()


class Here:
    """Work in this process, with less search, so that a test sees its end."""

    def __init__(self, function: Callable[..., Any], given: CaseAsked) -> None:
        self.said: list[Any] = []
        self.result = function(CaseAsked(situation=given.situation, seconds=0.5), self.said.append, lambda: True)

    def stop(self) -> None:
        """It is over when it is made."""

    def end(self) -> None:
        """It is over when it is made."""

    def told(self) -> Iterator[tuple[str, Any]]:
        yield from (("told", one) for one in self.said)
        yield "result", self.result


def sha_of(page: str) -> str:
    found = re.search(r'name="sha" value="(\w{64})"', page)
    assert found is not None
    return found.group(1)


def test_from_a_pasted_report_to_plans_for_another_number(service: served.Service) -> None:
    confirmer, planner = service.person("confirmer"), service.person("planner")
    was = service.operation.case().dossier
    fields = {"text": REPORT, "title": "Thursday", "publisher": "Agency", "published": "2022-06-17"}
    report = confirmer.form("/reports", **fields).headers["location"].removeprefix("/#report-")
    claims = [one for one in service.operation.case().dossier.claims if one.report == report and one.kind == "people"]
    assert len(claims) == 1
    assert confirmer.form(f"/claims/{claims[0].id}", verdict="confirm", why="named office").status_code == 303

    page = planner.get("/situation/changes").text
    assert "2,500" in page.split('class="stack diff"')[1]
    assert service.operation.case().dossier.situation == was.situation  # reading changes is no change

    assert planner.form("/situation/take", sha=sha_of(page)).headers["location"] == "/plan#work"
    now = service.operation.case()
    assert now.since == ()
    assert now.dossier.situation != was.situation
    assert now.dossier.answers == ()  # plans of another situation are not this one's
    assert "Plan the whole case again" in planner.get("/plan").text

    jobs: Jobs = service.app.state.jobs
    jobs._begin = Here
    assert planner.form("/stress/start", kind="case", back="plan").headers["location"] == "/plan#work"
    jobs.join()
    after = service.operation.case().dossier
    assert after.answers
    assert all(check.ok for one in after.answers for check in one.checks)
    job = planner.get("/api/jobs/latest").json()
    assert (job["kind"], job["words"]) == ("case", "")
    assert job["bound"] >= job["value"] >= 0
    assert str(after.answers[0].certificate.scenario.people) in planner.get("/plan").text.replace(",", "")


def test_changes_that_are_no_longer_those_that_were_read_are_refused(service: served.Service) -> None:
    """Somebody rejects a claim between reading and taking over: nothing is taken over."""
    planner, confirmer = service.person("planner"), service.person("confirmer")
    before = service.operation.case()
    sha = sha_of(planner.get("/situation/changes").text)
    people = next(
        one for one in before.dossier.claims if one.content[0].quote.find("800 people are sheltering") >= 0
    )  # fmt: skip
    confirmer.form(f"/claims/{people.id}", verdict="reject", why="an older count")
    refused = planner.form("/situation/take", sha=sha)
    assert refused.status_code == 409
    assert "assess again" in refused.text
    assert service.operation.case().dossier.situation == before.dossier.situation


def test_nothing_changes_and_plans_stay_when_nothing_was_decided(service: served.Service) -> None:
    planner = service.person("planner")
    before = service.operation.case().dossier
    page = planner.get("/situation/changes").text
    assert "No line of the situation changes" in page
    assert planner.form("/situation/take", sha=sha_of(page)).status_code == 303
    assert service.operation.case().dossier.answers == before.answers


def test_who_may_take_it_over(service: served.Service) -> None:
    sha = sha_of(service.person("planner").get("/situation/changes").text)
    for role in ("reader", "dispatcher", "gate", "auditor"):
        someone = service.person(role)
        assert 'action="/situation/take"' not in someone.get("/situation/changes").text
        assert someone.form("/situation/take", sha=sha).status_code == 403


def test_a_needed_claim_that_was_rejected_is_named_with_the_next_step(service: served.Service) -> None:
    """Every count of people rejected: no situation can be assembled, and the page says which slot is missing."""
    confirmer, planner = service.person("confirmer"), service.person("planner")
    dossier = service.operation.case().dossier
    held = [one for one in dossier.decisions if one.slot == "people" and one.verdict == "confirm"]
    confirmed = {(one.report, one.quote) for one in held}
    for claim in dossier.claims:
        if claim.kind == "people" and any(r == claim.report and q in claim.content[0].quote for r, q in confirmed):
            confirmer.form(f"/claims/{claim.id}", verdict="reject", why="not sure any more")
    refused = planner.get("/situation/changes")
    assert refused.status_code in (409, 422)
    assert "people" in refused.text
    assert "Next" in refused.text


def test_without_the_tables_it_says_how_to_bring_them(tmp_path: Path) -> None:
    with served.service(tmp_path) as plain:
        refused = plain.person("planner").get("/situation/changes")
        assert refused.status_code == 409
        assert "safeconduct assess FOLDER --workspace WORKSPACE" in refused.text
