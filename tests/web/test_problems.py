"""Every refusal is a problem with the code of the error tree and a next step; a page for people, JSON for programs."""

from __future__ import annotations

import pytest

from safeconduct.model import errors
from safeconduct.web.guard import HEADERS
from safeconduct.web.problems import status_of
from tests.web.served import Service

MEMBERS = {"type", "title", "status", "detail", "code", "next_step", "instance"}


@pytest.mark.parametrize("name", errors.__all__)
def test_no_error_of_the_tree_is_a_fault_of_the_service(name: str) -> None:
    error = getattr(errors, name)("words", next_step="a step")
    assert 400 <= status_of(error) < 500


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/nothing", 404, "not-found"),
        ("/api/days/never", 404, "not-found"),
        ("/api/days/never/log?since=x", 422, "bad-input"),
        ("/documents/..%2Falpha.safeconduct", 404, "not-found"),
    ],
)
def test_a_program_gets_a_problem(service: Service, path: str, status: int, code: str) -> None:
    answer = service.person("reader").get(path, headers={"accept": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert set(found) >= MEMBERS
    assert (found["status"], found["code"], found["type"]) == (status, code, f"urn:safeconduct:problem:{code}")
    assert found["next_step"]


def test_a_person_gets_a_page(service: Service) -> None:
    answer = service.person("reader").get("/claims/none")
    assert answer.status_code == 404
    assert "There is no such claim." in answer.text
    assert "choose one on the page of reports" in answer.text
    assert 'href="/board"' in answer.text


def test_no_problem_names_a_path_of_this_machine(service: Service) -> None:
    confirmer = service.person("confirmer")
    answer = confirmer.send("/api/claims/none/decisions", {"verdict": "confirm", "why": "seen"})
    assert answer.status_code == 404
    assert str(service.operation.path.parent) not in answer.text


def test_what_is_missing_or_unknown_in_a_request_is_named(service: Service) -> None:
    dispatcher = service.person("dispatcher")
    for body, field in (({"plan": "abcd"}, "body.day"), ({"day": "d", "plan": "abcd", "more": 1}, "body.more")):
        found = dispatcher.send("/api/days", body).json()
        assert (found["status"], found["field"]) == (422, field)


def test_a_fault_of_ours_is_a_problem_under_the_same_policy(service: Service) -> None:
    """The framework answers it outside of every middleware; the headers that keep a page in its bounds are there."""

    def breaks() -> None:
        raise ZeroDivisionError

    service.app.add_api_route("/breaks", breaks)
    answer = service.stranger().get("/breaks", headers={"accept": "text/html"})
    assert answer.status_code == 500
    assert "nothing acknowledged is lost" in answer.text
    assert "Zero" not in answer.text
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
