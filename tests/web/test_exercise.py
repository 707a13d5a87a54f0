"""The exercise player through the real interface: a seeded day is played to its end, and the balance adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.app.exercise import ROLES, Exercise, Played, Player, chosen, simulated
from safeconduct.model.errors import InputError, NotFound, RefusedError
from safeconduct.run.account import holds
from tests.detours import detour
from tests.verify.timetables import timetable
from tests.web import served
from tests.web.served import Person, Service

#: A day on which nothing goes wrong.
QUIET = 20
PLAIN = served.dossier()


def long_day() -> Any:
    """200 people, two buses that make two trips each, one convoy a trip; the ford is the other way."""
    situation = detour(people=200)
    plan = replace(timetable(situation, people=200), situation=codec.sha(situation))
    answers = tuple(replace(one, plan=plan) if one.plan is not None else one for one in PLAIN.answers)
    return replace(PLAIN, situation=situation, answers=answers)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setattr(served, "dossier", long_day)
    with served.service(tmp_path) as made:
        yield made


@dataclass
class Board:
    """A person of the served operation as the player's session; ``stop_after`` so many posts it calls ``stop``."""

    person: Person
    posts: list[str] = field(default_factory=list)

    def get(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = self.person.get(path).json()
        return found

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        self.posts.append(path)
        answer = self.person.send(path, body)
        found: dict[str, Any] = answer.json()
        if answer.status_code >= 400:
            raise RefusedError(str(found["detail"]), next_step=str(found["next_step"]))
        return found


def played(service: Service, **given: Any) -> tuple[Played, list[str]]:
    """An exercise named "drill", as fast as it can go; how it ended and what was said."""
    said: list[str] = []
    boards = {role: Board(service.person(role)) for role in ROLES}
    exercise = Exercise(name="drill", speed=1e9, **given)
    return Player(service.operation, boards, exercise, said.append).run(), said


def kinds(service: Service) -> Counter[str]:
    return Counter(envelope.kind for envelope, _ in service.operation.days.seen("drill").lines)


@pytest.mark.parametrize("number", range(6))
def test_any_simulated_day_adds_up_on_the_board(service: Service, number: int) -> None:
    """Delays, arrests, stops, breakdowns: nothing is refused but what a closed road hinders, and nobody is lost."""
    found, _ = played(service, number=number)
    state = service.operation.days.seen("drill").state
    assert found.even
    assert holds(state)
    assert state.stray == ()
    assert state.mode == "exercise"
    assert service.operation.verified().ok
    assert sum(found.places.values()) == service.person("reader").get("/api/days/drill").json()["known"]


def test_as_simulated_the_events_are_those_of_stress(service: Service) -> None:
    """The same kinds and times, an opening and a close more or less."""
    situation = service.operation.case().dossier.situation
    assert situation is not None
    _, plan = chosen(service.operation.plans(), "")
    found, _ = played(service, number=QUIET, closing=False)
    wanted = [(event.at, event.body) for event in simulated(situation, plan, 0, QUIET)][1:]
    lines = service.operation.days.seen("drill").lines
    entered = [(event.at, event.body) for _, event in lines[1:] if event.body.kind != "day closed"]
    assert entered == wanted
    assert (found.refused, found.closed) == (0, "")


def test_a_crossing_closes_and_the_plan_is_repaired(service: Service) -> None:
    """Half-way the bridge is reported closed; the convoy that has not begun takes the ford."""
    found, said = played(service, number=QUIET)
    assert found.closed == "bridge"
    assert kinds(service)["plan replaced"] == 2
    roads = {name: convoy.orders.roads for name, convoy in service.operation.days.seen("drill").state.convoys.items()}
    assert (roads["1"], roads["2"]) == (("road", "bridge"), ("road", "bridge"))
    assert roads["3"] == ("ford",)
    assert any("another plan after" in words for words in said)


def test_the_same_seed_is_the_same_day(service: Service, tmp_path: Path) -> None:
    played(service, number=QUIET)
    first = [(event.at, event.body) for _, event in service.operation.days.seen("drill").lines[1:]]
    folder = tmp_path / "again"
    folder.mkdir()
    with served.service(folder) as other:
        played(other, number=QUIET)
        assert first == [(event.at, event.body) for _, event in other.operation.days.seen("drill").lines[1:]]


def test_every_page_says_exercise_while_it_is_on(service: Service) -> None:
    played(service, number=QUIET)
    someone = service.person("reader")
    assert all("EXERCISE" in someone.get(path).text for path in served.PAGES)


def test_stopped_it_leaves_what_was_entered(service: Service) -> None:
    boards = {role: Board(service.person(role)) for role in ROLES}
    player = Player(service.operation, boards, Exercise(name="drill", number=QUIET), print)
    player.stop()
    assert player.run().stopped
    assert kinds(service) == {"day opened": 1}


def test_the_pace_is_that_of_the_clock_times_the_speed(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits sum up to the simulated time from the first event to the last, divided by the speed."""
    boards = {role: Board(service.person(role)) for role in ROLES}
    player = Player(service.operation, boards, Exercise(name="drill", number=QUIET, speed=60.0), lambda _: None)
    waits: list[float] = []
    monkeypatch.setattr(player._stop, "wait", waits.append)
    player.run()
    times = [envelope.at for envelope, _ in service.operation.days.seen("drill").lines[1:]]
    assert sum(waits) == pytest.approx((max(times) - min(times)) / timedelta(minutes=1))


def test_what_cannot_be_played_is_refused_with_the_option(service: Service) -> None:
    for given, option in (({"seed": -1}, "--seed"), ({"number": -1}, "--simulated"), ({"speed": 0.0}, "--speed")):
        with pytest.raises(InputError, match="is") as caught:
            Exercise(name="drill", **given)
        assert caught.value.field == option
    with pytest.raises(NotFound) as unknown:
        chosen(service.operation.plans(), "ffff")
    assert unknown.value.field == "--plan"
