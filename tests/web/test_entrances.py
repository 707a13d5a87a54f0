"""Role links and sessions in sight, and withdrawn by hand: over at once, over a new start too; nobody else may."""

from __future__ import annotations

from pathlib import Path

from safeconduct.app.operation import Operation
from safeconduct.web.guard import Guard
from tests.web import served
from tests.web.served import Service


def link_of(service: Service, role: str) -> tuple[str, str]:
    """Name and token of a link of a role that nobody opened."""
    link = next(link for link in service.guard.links if link.role == role)
    return link.name, link.token


def test_a_link_that_is_withdrawn_opens_nothing(service: Service) -> None:
    dispatcher = service.person("dispatcher")
    name, token = link_of(service, "gate")
    assert name in dispatcher.get("/board/entrances").text
    assert dispatcher.form(f"/board/entrances/{name}/withdraw").status_code == 303
    assert name not in dispatcher.get("/board/entrances").text
    assert service.stranger().ask("POST", f"/enter/{token}").status_code == 404
    assert dispatcher.form(f"/board/entrances/{name}/withdraw").status_code == 404


def test_a_session_that_is_withdrawn_is_over_at_once(service: Service) -> None:
    dispatcher, gate = service.person("dispatcher"), service.person("gate")
    mine = gate.get("/api/session").json()["link"]
    told = dispatcher.get("/api/entrances").json()
    assert {one["name"]: one["opened"] for one in told}[mine]
    assert not [value for one in told for value in one.values() if value == gate.cookie]
    left = dispatcher.send(f"/api/entrances/{mine}/withdrawal", {})
    assert mine not in {one["name"] for one in left.json()}
    assert gate.get("/board").status_code == 401
    assert dispatcher.get("/board").status_code == 200


def test_only_the_dispatcher_sees_and_withdraws(service: Service) -> None:
    name, _ = link_of(service, "gate")
    for role in ("reader", "planner", "confirmer", "auditor"):
        someone = service.person(role)
        assert someone.get("/board/entrances").status_code == 403
        assert someone.form(f"/board/entrances/{name}/withdraw").status_code == 403
    assert name in {link.name for link in service.guard.links}


def test_what_was_withdrawn_does_not_come_back_with_the_next_start(tmp_path: Path) -> None:
    path = served.workspace(tmp_path)
    first = Operation(path)
    guard = Guard(("gate", "reader"), first.access)
    gate, reader = guard.links
    cookie = guard.open(reader.token)
    guard.withdraw(gate.name)
    guard.withdraw(reader.name)
    first.close()
    second = Operation(path)
    after = Guard((), second.access)
    assert after.earlier == (0, 0)
    assert after.entrances() == ()
    assert cookie
    second.close()
