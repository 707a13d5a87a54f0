"""The exercise player: a seeded simulated day, played on the board through the service's own interface.

Where people come from, how long things take and what goes wrong is drawn by STRESS, by the same seed the same; the
player enters it as the people of a day would, in their roles, on links of its own, and anybody can join in at the board
or with a phone. So a count is fitted to what the day has come to by then. Once, when a part of the convoys has left, a
road is closed: the player asks for another plan, accepts it, and goes on by the new orders. It asks again when a convoy
is through, because its vehicles can be sent again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from safeconduct import codec
from safeconduct.app.day_roads import as_reported, way_of, with_ways
from safeconduct.app.exercise_counts import fitted
from safeconduct.app.operation import Operation
from safeconduct.model.control import DayOpened, PlanReplaced, Resumed, ResumeProposed, RoadReported
from safeconduct.model.errors import InputError, NotFound, RefusedError, SafeconductError
from safeconduct.model.event import Body, Event
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.run.decide import FACTS
from safeconduct.run.records import RoadNow, State

#: The roles whose links the player opens.
ROLES = ("dispatcher", "planner", "gate")
#: The part of the convoys that have left when the road is closed.
_SHARE = 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """What is played: the day's name, the plan (its sha or how it starts; empty: the middle one of the case), seed and
    number of the simulated day, how many times faster than the clock, and whether a road is closed besides."""

    name: str
    plan: str = ""
    seed: int = 0
    number: int = 0
    speed: float = 60.0
    closing: bool = True

    def __post_init__(self) -> None:
        for field, value in (("--seed", self.seed), ("--simulated", self.number)):
            if value < 0:
                raise InputError(f"{value} is too small", field=field, next_step="give at least 0")
        if not self.speed > 0:
            raise InputError(f"{self.speed} is no speed", field="--speed", next_step="give how many times faster")


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How it ended: events entered, events the day would not have, whether the balance of people adds up, who is where,
    and the road that was closed (empty: none)."""

    entered: int
    refused: int
    even: bool
    places: dict[str, int]
    closed: str
    stopped: bool


class Board(Protocol):
    """A session of the service."""

    def get(self, path: str) -> dict[str, Any]:
        """An answer."""
        ...

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send something."""
        ...


def simulated(situation: Situation, plan: Plan | FleetPlan, seed: int, number: int) -> tuple[Event, ...]:
    """The events of a simulated day of a plan, as if every party had agreed, in their order."""
    from safeconduct.stress.batch import as_if_agreed
    from safeconduct.stress.course import play
    from safeconduct.stress.luck import Luck
    from safeconduct.stress.of_plan import programme_of
    from safeconduct.stress.priors import standard

    programme = as_if_agreed(programme_of(situation, plan))
    course = play(programme, standard(), Luck(seed, number), keep=True)
    return tuple(sorted(course.diary.events or (), key=lambda event: event.at))


class Player:
    """Plays one exercise; ``boards`` are sessions by role, ``say`` hears what a trainer reads out."""

    def __init__(
        self, operation: Operation, boards: Mapping[str, Board], exercise: Exercise, say: Callable[[str], None]
    ) -> None:
        self._operation, self._boards, self._exercise, self._say = operation, boards, exercise, say
        self._stop = threading.Event()
        self._entered = self._refused = 0
        self._closed = ""
        self._at: datetime | None = None

    @property
    def name(self) -> str:
        """The day's name."""
        return self._exercise.name

    def stop(self) -> None:
        """End it; what was entered stays."""
        self._stop.set()

    def run(self) -> Played:
        """Open the day, play it to its end, close what can be closed."""
        exercise = self._exercise
        sha, plan = chosen(self._operation.plans(), exercise.plan)
        situation = self._operation.case().dossier.situation
        if situation is None:
            raise NotFound("this workspace has no situation", next_step="run `safeconduct demo azot` first")
        events = simulated(situation, plan, exercise.seed, exercise.number)
        self._board("dispatcher").post("/api/days", {"day": exercise.name, "plan": sha, "exercise": True})
        day = f"simulated day {exercise.number} of seed {exercise.seed}"
        self._say(f"EXERCISE {exercise.name}: {day} is played, as if every party had agreed")
        queue, left = list(events), _closing_time(events) if exercise.closing else None
        while queue and not self._stop.is_set():
            if left is not None and queue[0].at > left:
                self._wait(left)
                queue, left = self._road_closes(queue, left), None
                continue
            event = queue.pop(0)
            self._wait(event.at)
            self._enter(event.at, event.body)
            if self._closed and event.body.kind == "convoy closed":  # its vehicles can be sent again
                queue = self._replanned(queue, event.at, least=1)
        if not self._stop.is_set():
            self._close()
        return self._told()

    def _board(self, role: str) -> Board:
        return self._boards[role]

    def _state(self) -> State:
        return self._operation.days.seen(self._exercise.name).state

    def _wait(self, until: datetime) -> None:
        """Until that time of the exercise."""
        if self._at is not None and until > self._at:
            self._stop.wait((until - self._at).total_seconds() / self._exercise.speed)
        self._at = max(until, self._at or until)

    def _enter(self, at: datetime, body: Body) -> None:
        """One event as the day can take it; one that it cannot is counted and left out."""
        if self._stop.is_set() or isinstance(body, DayOpened | Resumed | PlanReplaced):
            return
        state = self._state()
        if isinstance(body, ResumeProposed):
            stops = tuple(stop.id for stop in state.in_force)
            for role in ("dispatcher", "planner") if stops else ():
                self._send(role, at, ResumeProposed(stops=stops))
            return
        made = fitted(state, body)
        if made is not None:
            self._send("planner" if isinstance(made, RoadReported) else _role(made), at, made)

    def _send(self, role: str, at: datetime, body: Body) -> None:
        """In a role; a fact that the board would not take is told late, as a phone tells it."""
        path = f"/api/days/{self._exercise.name}/events"
        told = {"body": codec.to_plain(body), "at": at.isoformat()}
        try:
            self._board(role).post(path, told)
        except RefusedError as error:
            if not isinstance(body, FACTS) or role != "gate":
                self._refused += 1
                self._say(f"{at:%H:%M} UTC, {body.kind}: {error.message}")
                return
            self._board(role).post(path, {**told, "late": True})
        self._entered += 1

    def _road_closes(self, queue: Sequence[Event], at: datetime) -> list[Event]:
        """Close a road, have the plan repaired, accept it; the events from then on."""
        state = self._state()
        situation, _ = self._operation.run_on(state)
        road = road_to_close(situation, state, at)
        if road is None:
            return list(queue)
        self._send("planner", at, RoadReported(road=road, state=RoadState.CLOSED, confirmed=True))
        self._closed = road
        self._say(f"{at:%H:%M} UTC, a road closes: {road}")
        return self._replanned(queue, at)

    def _replanned(self, queue: Sequence[Event], at: datetime, least: int | None = None) -> list[Event]:
        """Ask for another plan and accept it, if it takes out ``least`` persons more; the events from then on."""
        path = f"/api/days/{self._exercise.name}/replans"
        begun = {name for name, convoy in self._state().convoys.items() if convoy.begun}
        try:
            found = self._board("dispatcher").post(path, {})
            if least is not None and found["persons_after"] < found["persons_before"] + least:
                self._board("dispatcher").post(f"{path}/{found['id']}/rejection", {})
                return list(queue)
            self._board("dispatcher").post(f"{path}/{found['id']}/acceptance", {})
        except SafeconductError as error:
            self._say(f"no other plan: {error.message}")
            return list(queue)
        self._say(
            f"{at:%H:%M} UTC, another plan after {found['seconds']:.1f} s: {found['changed']} convoys get other "
            f"orders, {found['persons_after']} people out by plan, {found['persons_before']} before"
        )
        rest, plan = self._operation.run_on(self._state())
        return list(_by_new_orders(queue, rest, plan, begun, at, self._exercise))

    def _close(self) -> None:
        """Everyone who left has an outcome by now: close the convoys and the day, as far as the rules let it."""
        at = self._at or self._operation.now()
        for name, convoy in self._state().convoys.items():
            if convoy.departed is not None and not convoy.closed:
                self._quietly(at, {"kind": "convoy closed", "convoy": name})
        self._quietly(at, {"kind": "day closed"})

    def _quietly(self, at: datetime, body: dict[str, Any]) -> None:
        try:
            told = {"body": body, "at": at.isoformat()}
            self._board("dispatcher").post(f"/api/days/{self._exercise.name}/events", told)
            self._entered += 1
        except RefusedError as error:
            self._say(f"{error.message}; next: {error.next_step}")

    def _told(self) -> Played:
        day = self._board("dispatcher").get(f"/api/days/{self._exercise.name}")
        places = {str(word): int(persons) for _, word, persons in day["places"]}
        return Played(
            entered=self._entered, refused=self._refused, even=bool(day["even"]), places=places, closed=self._closed,
            stopped=self._stop.is_set(),
        )  # fmt: skip


def chosen(plans: Sequence[tuple[str, Plan | FleetPlan]], named: str) -> tuple[str, Plan | FleetPlan]:
    """The plan that is named by its sha, or the middle one of those that move anybody; NotFound when there is none."""
    moving = [(sha, plan) for sha, plan in plans if (plan.trips if isinstance(plan, Plan) else plan.days)]
    matching = [entry for entry in moving if entry[0].startswith(named)]
    if not matching or (named and len(matching) > 1):
        raise NotFound(
            f"no one plan is called {named!r}" if named else "no plan of this workspace moves anybody",
            field="--plan",
            next_step="choose a plan of the Plan page by the start of its sha",
        )
    return matching[len(matching) // 2]


def _role(body: Body) -> str:
    return "gate" if isinstance(body, FACTS) and not isinstance(body, RoadReported) else "dispatcher"


def _closing_time(events: Sequence[Event]) -> datetime | None:
    """A minute after a third of those convoys that leave at all have left; None on a day when none does."""
    leaves = [event.at for event in events if event.body.kind == "departed"]
    return leaves[int((len(leaves) - 1) * _SHARE)] + timedelta(minutes=1) if leaves else None


def road_to_close(situation: Situation, state: State, at: datetime) -> str | None:
    """A road of convoys that have not begun whose closing leaves a way: a crossing if there is one."""
    used = [r for c in state.convoys.values() if not c.begun for r in c.orders.roads]
    roads = [road for road in situation.roads if road.id in used and road.id not in state.roads]
    for road in sorted(roads, key=lambda road: (road.over is None, -used.count(road.id))):
        now = {**state.roads, road.id: RoadNow(state=RoadState.CLOSED, confirmed=True, at=at)}
        closed = as_reported(situation, replace(state, roads=now), at)
        around = with_ways(closed)
        if all(way_of(around, corridor) or not way_of(situation, corridor) for corridor in around.corridors):
            return road.id
    return None


def _by_new_orders(
    queue: Sequence[Event], rest: Situation, plan: Plan | FleetPlan, begun: set[str], at: datetime, exercise: Exercise
) -> Iterator[Event]:
    """What is left of the day of those who have begun, and the same luck on the new orders of the others."""
    held = [event for event in queue if _of(event) is None or _of(event) in begun]
    try:
        again = simulated(rest, plan, exercise.seed, exercise.number)
    except InputError:  # nobody is left to move
        again = ()
    new = [replace(event, at=max(event.at, at)) for event in again if _of(event) not in (None, *begun)]
    yield from sorted([*held, *new], key=lambda event: event.at)


def _of(event: Event) -> str | None:
    """The convoy an event is about."""
    return getattr(event.body, "convoy", None)
