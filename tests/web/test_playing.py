"""An exercise beside a running service: over its real address, one at a time, ended with the service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.app.exercise import ROLES, Exercise
from safeconduct.model.errors import RefusedError
from safeconduct.web.playing import Exercises, start_player
from tests.web import served
from tests.web.served import Service
from tests.web.test_checkin_offline import running
from tests.web.test_exercise import QUIET, long_day


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setattr(served, "dossier", long_day)
    with served.service(tmp_path) as made:
        yield made


def play(service: Service, address: str, exercise: Exercise) -> tuple[Exercises, list[str]]:
    """Start it; the exercises that are on, and what is said."""
    said: list[str] = []
    exercises = Exercises(lambda: False, said.append)
    tokens = {role: service.guard.issue(role).token for role in ROLES}
    start_player(exercises, service.operation, address, tokens, exercise, said.append)
    return exercises, said


def test_it_is_played_over_the_address_and_says_how_it_ended(service: Service) -> None:
    with running(service) as address:
        exercises, said = play(service, address, Exercise(name="drill", number=QUIET, speed=1e9))
        exercises.join()
    assert "EXERCISE drill is over" in said[-1]
    assert "the balance adds up" in said[-1]
    assert {link.role for link in service.guard.links}.issuperset(ROLES)


def test_one_at_a_time_and_it_ends_with_the_service(service: Service) -> None:
    """At this pace it would take hours."""
    with running(service) as address:
        exercises, said = play(service, address, Exercise(name="drill", number=QUIET, speed=1.0))
        with pytest.raises(RefusedError, match="is being played"):
            exercises.begin(lambda: pytest.fail("a second one was begun"))
        exercises.close()
        assert not [words for words in said if "is over" in words]
        assert service.operation.day_names() in ((), ("drill",))


def test_a_service_that_is_not_there_is_told(service: Service) -> None:
    said: list[str] = []
    exercises = Exercises(lambda: False, said.append)
    tokens = dict.fromkeys(ROLES, "used")
    with running(service) as address:
        start_player(exercises, service.operation, address, tokens, Exercise(name="drill"), said.append)
        exercises.join()
    assert said == ["the exercise ended: the link is not open any more; next: start the service again"]


def test_the_worst_day_is_played_from_the_page(service: Service) -> None:
    with running(service) as address:
        dispatcher = service.person("dispatcher")
        sha, _ = service.operation.plans()[0]
        fields = {"plan": sha, "seed": "0", "number": str(QUIET), "csrf": dispatcher.csrf}
        answer = dispatcher.ask("POST", "/stress/play", data=fields, base=address)
        assert answer.status_code == 303
        exercises: Exercises = service.app.state.exercises
        exercises.close()
        name = f"exercise 1, simulated day {QUIET} as if agreed"
        assert service.operation.day_names() in ((), (name,))
        if service.operation.day_names():
            assert service.operation.days.seen(name).state.mode == "exercise"
        assert service.person("planner").form("/stress/play", plan=sha).status_code == 403
        over_tls = dispatcher.ask("POST", "/stress/play", data=fields, base="https://127.0.0.1:8411")
        assert over_tls.status_code == 409
