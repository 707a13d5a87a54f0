"""Links and sessions over a new start of the service: what held holds, what ended stays ended, and no token is kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safeconduct.app.day import backup
from safeconduct.app.operation import Operation
from safeconduct.web.guard import Guard
from safeconduct.web.service import application
from tests.web import served
from tests.web.served import Person, Service

ROLES = ("dispatcher", "planner")


class Wall:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return served.workspace(tmp_path)


def start(path: Path, wall: Wall, roles: tuple[str, ...] = ROLES) -> Service:
    """One start of the service on the same workspace."""
    operation = Operation(path, wall)
    guard = Guard(roles, operation.access, wall)
    return Service(app=application(operation, guard), guard=guard, operation=operation)


def again(someone: Person, service: Service) -> Person:
    """The same browser at the service after its new start."""
    return Person(app=service.app, cookie=someone.cookie, csrf=someone.csrf, sent=someone.sent)


def test_a_session_holds_and_counts_on_and_its_old_forms_are_refused(path: Path) -> None:
    wall = Wall()
    first = start(path, wall)
    before = first.exercise()
    assert before.form("/board/enter", kind="suspended", day="15 June", key="a").status_code == 303
    first.operation.close()
    second = start(path, wall)
    after = again(before, second)
    assert second.guard.earlier == (1, 1)
    assert after.form("/board/enter", kind="suspended", day="15 June", key="a").status_code == 403
    after.csrf = after.get("/api/session").json()["csrf"]
    assert after.form("/board/enter", kind="suspended", day="15 June", key="b").status_code == 303
    lines = [envelope for envelope, _ in second.operation.days.seen("15 June").lines]
    assert [line.counter for line in lines] == [0, 1, 2]
    assert len({line.device for line in lines}) == 1
    second.operation.close()


def test_the_same_key_after_a_new_start_is_the_same_event(path: Path) -> None:
    """Sent again because the answer was lost with the service: nothing is written twice, by program, form or phone."""
    wall = Wall()
    first = start(path, wall)
    before = first.exercise()
    events, stop = "/api/days/15 June/events", {"body": {"kind": "suspended"}}
    key = {"Idempotency-Key": "a key of a phone"}
    line = before.send(events, stop, **key).json()["line"]
    assert before.form("/board/enter", kind="aborted", day="15 June", key="form").status_code == 303
    opened = {"day": "15 June", "plan": first.plan(), "exercise": True}
    first.operation.close()
    second = start(path, wall)
    after = again(before, second)
    after.csrf = after.get("/api/session").json()["csrf"]
    answer = after.send(events, stop, **key)
    assert (answer.status_code, answer.json()) == (201, {"fresh": False, "line": line})
    assert after.form("/board/enter", kind="aborted", day="15 June", key="form").status_code == 303
    reopened = after.send("/api/days", opened, **{"Idempotency-Key": "key-1"})
    assert (reopened.status_code, reopened.json()["fresh"]) == (201, False)
    other = after.send(events, {"body": {"kind": "aborted"}}, **key)
    assert (other.status_code, other.json()["field"]) == (422, "Idempotency-Key")
    assert after.send(events, stop, **{"Idempotency-Key": "new"}).json()["line"]["counter"] == 3
    assert after.get("/api/days/15 June").json()["version"] == 4
    second.operation.close()


def test_an_unopened_link_opens_once_after_a_start_and_an_opened_one_never_again(path: Path) -> None:
    wall = Wall()
    first = start(path, wall)
    opened, unopened = (link.token for link in first.guard.links)
    first.stranger().ask("POST", f"/enter/{opened}")
    first.operation.close()
    second = start(path, wall)
    assert second.stranger().ask("POST", f"/enter/{opened}").status_code == 404
    assert second.stranger().ask("POST", f"/enter/{unopened}").status_code == 303
    assert second.stranger().ask("POST", f"/enter/{unopened}").status_code == 404
    second.operation.close()


def test_a_link_that_is_over_says_what_became_of_it(path: Path) -> None:
    """In the start that printed it and in the next: who opened it and when, or that it was withdrawn."""
    wall = Wall()
    wall.at = wall.at.replace(hour=10, minute=20)
    first = start(path, wall)
    used, gone = first.guard.links[:2]
    first.stranger().ask("POST", f"/enter/{used.token}")
    first.guard.withdraw(gone.name)
    wall.at += timedelta(hours=1)

    def said(service: Service) -> None:
        page = service.stranger().get(f"/enter/{used.token}")
        assert page.status_code == 404
        assert f"his link was used already, by {used.name} at 10:20 UTC" in page.text
        assert "ask for a new one" in page.text.lower()
        assert "was withdrawn before anybody opened it" in service.stranger().get(f"/enter/{gone.token}").text
        assert "is not known here" in service.stranger().get("/enter/somethingelse").text

    said(first)
    first.operation.close()
    second = start(path, wall)
    said(second)
    second.operation.close()


def test_links_and_sessions_end_after_a_day(path: Path) -> None:
    wall = Wall()
    first = start(path, wall)
    reader, token = first.person("dispatcher"), first.guard.links[0].token
    wall.at += timedelta(hours=25)
    assert reader.get("/api/session").status_code == 401
    first.operation.close()
    second = start(path, wall)
    assert second.guard.earlier == (0, 0)
    assert again(reader, second).get("/api/session").status_code == 401
    assert second.stranger().ask("POST", f"/enter/{token}").status_code == 404
    second.operation.close()


def test_who_left_stays_out(path: Path) -> None:
    wall = Wall()
    first = start(path, wall)
    someone = first.person("planner")
    someone.form("/leave")
    first.operation.close()
    second = start(path, wall)
    assert again(someone, second).get("/api/session").status_code == 401
    second.operation.close()


def test_check_in_links_hold_and_withdrawn_stays_withdrawn(path: Path, tmp_path: Path) -> None:
    wall = Wall()
    first = start(path, wall)
    dispatcher = first.exercise()
    tokens = []
    for _ in range(2):
        made = dispatcher.form("/board/links", day="15 June", scope="convoy:1", hours="4").headers["location"]
        tokens.append(re.findall(r"/checkin/([\w-]{32})", dispatcher.get(made).text)[0])
    gone = first.operation.access.held("checkin", wall())[1]
    assert dispatcher.form(f"/board/links/{gone.name}/withdraw").status_code == 303
    first.operation.close()
    second = start(path, wall)
    before = again(dispatcher, second).get("/board").text
    assert "not heard since the service started" in before
    assert "not opened yet" not in before
    assert second.stranger().get(f"/checkin/{tokens[0]}/now").json()["convoys"]
    refused = second.stranger().get(f"/checkin/{tokens[1]}/now")
    assert (refused.status_code, "withdrawn" in refused.text) == (403, True)
    board = again(dispatcher, second).get("/board").text
    assert "cannot be shown again" in board
    assert "last heard" in board
    second.operation.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("alpha.safeconduct*") if file.is_file())
    for secret in (*tokens, dispatcher.cookie):
        assert secret.encode() not in kept
    backup(str(path), tmp_path / "copy.safeconduct")
    copy = Operation(path, wall)
    assert copy.access.held("checkin", wall())
    copy.close()
    (tmp_path / "copy.safeconduct.keys").symlink_to(tmp_path / "alpha.safeconduct.keys")
    restored = Operation(tmp_path / "copy.safeconduct", wall)
    assert not restored.access.held("checkin", wall())
    restored.close()
