"""The table of rights against the service: every route there is, in every role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from safeconduct.web.guard import ROLES
from safeconduct.web.rights import EVERYBODY, RIGHTS, SHOWN
from tests.web import served
from tests.web.served import Service

#: Routes without a session: what is behind them is behind a token of its own, or for everybody.
OPEN = ("/enter/{token}", "/checkin", "/sign-in", "/style.css", "/icon.svg", "/favicon.ico", "/openapi.json", "/built/")


def routes(service: Service) -> set[tuple[str, str]]:
    """Method and path of every route of the service."""

    def walk(found: Any) -> Iterator[tuple[str, str]]:
        for route in found:
            inner = getattr(route, "original_router", None)
            if inner is not None:
                yield from walk(inner.routes)
            elif not route.path.startswith(OPEN) and not route.path.endswith(".js"):
                yield from ((method, route.path) for method in route.methods if method != "HEAD")

    return set(walk(service.app.routes))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with served.service(tmp_path_factory.mktemp("rights")) as made:
        yield made


def test_every_way_to_change_something_has_its_row(service: Service) -> None:
    assert {path for method, path in routes(service) if method != "GET"} == set(RIGHTS)
    assert {method for method, _ in routes(service)} == {"GET", "POST"}
    assert set(EVERYBODY) == set(ROLES)


def filled(path: str) -> str:
    """A path with names nothing has."""
    for name in ("claim", "day", "name", "plan", "sha"):
        path = path.replace(f"{{{name}}}", "nothing")
    return path


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_its_row_says_and_nothing_else(service: Service, role: str) -> None:
    """Nothing that is asked for exists, so what is allowed ends as not found or not usable, and what is not in 403."""
    someone = service.person(role)
    for path, roles in RIGHTS.items():
        if path == "/leave":
            continue  # it would end the session this test asks with; test_guard leaves
        body = BODIES.get(path, {})
        if path.startswith("/api/"):
            answer = someone.send(filled(path), body)
        else:
            answer = someone.form(filled(path), **body)
        assert (answer.status_code == 403) == (role not in roles), (role, path, answer.status_code, answer.text[:300])
        assert answer.status_code < 500, (role, path)


#: What makes a request usable as far as its form goes.
BODIES: dict[str, dict[str, Any]] = {
    "/claims/{claim}": {"verdict": "confirm", "why": "x"},
    "/api/claims/{claim}/decisions": {"verdict": "confirm", "why": "x"},
    "/api/days": {"day": "d", "plan": "nothing"},
    "/board/open": {"day": "d", "plan": "nothing", "key": "k"},
    "/api/days/{day}/events": {"body": {"kind": "suspended"}},
    "/board/enter": {"kind": "suspended", "day": "nothing", "key": "k"},
    "/board/links": {"day": "nothing", "scope": "convoy:1", "hours": "2"},
    "/api/jobs": {"kind": "plan", "corridor": "nothing"},
    "/stress/start": {"plan": "nothing"},
    "/board/replan": {"day": "nothing", "key": "k"},
    "/board/road": {"day": "nothing", "road": "nothing", "state": "closed", "key": "k"},
}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_and_a_stranger_nothing(service: Service, role: str) -> None:
    someone, stranger = service.person(role), service.stranger()
    for method, path in sorted(routes(service)):
        if method != "GET" or path.startswith("/checkin/"):
            continue
        assert stranger.get(filled(path) + "?day=nothing").status_code == 401, path
        seen = someone.get(filled(path) + "?day=nothing").status_code
        assert (seen == 403) == (role not in SHOWN.get(path, ROLES)), (path, seen)
        assert seen < 500, path
