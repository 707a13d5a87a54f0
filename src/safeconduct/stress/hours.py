"""A simulated day under way: its agenda in time order, and the stops and windows of its corridors."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from safeconduct.model.control import Aborted, Resumed, ResumeProposed, Suspended, WindowChanged
from safeconduct.model.movement import Reason
from safeconduct.run.tally import ZERO, Count, add, total
from safeconduct.stress.crews import Crews
from safeconduct.stress.diary import SECOND, Diary
from safeconduct.stress.escorts import Escorts
from safeconduct.stress.fortune import Fortune
from safeconduct.stress.luck import Luck
from safeconduct.stress.pool import Load, Pool
from safeconduct.stress.priors import Priors
from safeconduct.stress.programme import Programme, Run, Seat
from safeconduct.stress.stations import Clockwork, Queue

#: Why a planned run never left, or did not arrive.
Cause = str


@dataclass(slots=True)
class Trip:
    """A run under way: the seats that go, who is in each vehicle, and what it will meet by minute of driving.
    ``brought`` came with a vehicle from stops before; ``limps`` are vehicles that broke down on it and are
    replaced until their people can get out; ``led`` it has an escort."""

    run: Run
    seats: list[Seat] = field(default_factory=list)
    loads: dict[str, Load] = field(default_factory=dict)
    marks: list[tuple[float, int, str, str]] = field(default_factory=list)
    factor: float = 1.0
    turned: Reason = Reason.OTHER
    brought: dict[str, Load] = field(default_factory=dict)
    limps: list[str] = field(default_factory=list)
    led: bool = False


@dataclass(slots=True)
class Course:
    """What came of a day: the diary, arrivals as (minute, persons), those in after the last allowed arrival, why runs
    did not arrive, and how often the rest of it was planned anew, in how many seconds of the processor."""

    diary: Diary
    arrivals: list[tuple[float, int]] = field(default_factory=list)
    late: int = 0
    lost_runs: dict[Cause, int] = field(default_factory=dict)
    sent: int = 0
    again: int = 0
    repairs: int = 0
    repair_seconds: float = 0.0


class Hours:
    """The day under way: what is on the agenda, and what befalls its corridors. Every method that takes ``at`` runs
    at that minute."""

    def __init__(self, programme: Programme, priors: Priors, luck: Luck, fortune: Fortune, keep: bool) -> None:
        self.programme, self.priors, self.luck, self.fortune = programme, priors, luck, fortune
        self.course = Course(diary=Diary(f"simulated {luck.seed}/{luck.index}", programme.opens, keep=keep))
        self.tell = self.course.diary.tell
        self.agenda: list[tuple[float, int, Callable[..., None], tuple[Any, ...]]] = []
        self.number = 0
        self.now = 0.0
        self.pool = Pool(fortune.come, programme.members, {one.group: one.site for one in programme.people})
        self.crews = Crews(programme.crews)
        self.escorts = Escorts(programme.together)
        #: Convoys that stand because no escort is there, first come first served.
        self.unled: deque[Trip] = deque()
        self.clocks = {name: Clockwork(corridor.pauses) for name, corridor in fortune.corridors.items()}
        self.queues = {
            name: Queue(station, fortune.slow.get(name, 1.0)) for name, station in programme.stations.items()
        }
        self.bays: dict[tuple[str, int], float] = {}
        self.reported: set[str] = set()
        self.gone: set[str] = set()
        self.mine: dict[str, list[Run]] = {}
        for run in programme.runs:
            for seat in run.seats:
                self.mine.setdefault(seat.vehicle, []).append(run)
        self.there: dict[str, set[str]] = {run.id: set() for run in programme.runs}
        self.begun: set[str] = set()
        #: Trips whose people are in a vehicle that stands at a stop, by the run they change over into and the vehicle.
        self.carrying: dict[str, dict[str, Trip]] = {}
        self.missed: dict[str, set[str]] = {}
        #: Groups that wait at another site than their own, by the site and the reception they are bound for.
        self.guests: dict[tuple[str, str], tuple[str, ...]] = {}
        self.spares_used: dict[str, int] = {}
        #: Persons who wait at a landing, and trips that cannot land for want of room there.
        self.across: dict[str, int] = {}
        self.held_back: dict[str, list[Trip]] = {}
        self.crossings = [run for run in programme.runs if run.lands]
        self.over: set[str] = set()
        self.waits_for: dict[str, list[Run]] = {}
        for run in programme.runs:
            for name in run.after:
                self.waits_for.setdefault(name, []).append(run)
        self.orders = programme.orders
        self.extras = 0
        self.road_factor = fortune.weather * fortune.driving

    def later(self, at: float, do: Callable[..., None], *what: Any) -> None:
        """Put something on the agenda."""
        self.number += 1
        heapq.heappush(self.agenda, (at, self.number, do, what))

    def agenda_done(self) -> None:
        """Do what is on the agenda until nothing is."""
        while self.agenda:
            self.now, _, do, what = heapq.heappop(self.agenda)
            do(self.now, *what)

    def corridors(self) -> None:
        """Put what befalls the corridors on the agenda."""
        for name, corridor in self.fortune.corridors.items():
            self._corridor(name, corridor.changed_at)

    def _corridor(self, name: str, changed_at: float | None) -> None:
        corridor, facts = self.fortune.corridors[name], self.programme.corridors[name]
        if corridor.withdrawn:
            self.later(max(0.0, facts.opens), self.withdraw, name)
            return
        if changed_at is not None:
            self.later(max(0.0, changed_at), self.change_window, name)
        for since, until in corridor.pauses:
            self.later(since, self.stop, name, until)

    def withdraw(self, at: float, corridor: str) -> None:
        """Nobody leaves by it any more."""
        self.tell(at, Aborted(corridor=corridor, reason=Reason.SAFETY))

    def change_window(self, at: float, corridor: str) -> None:
        """The window closes at another minute."""
        closes = self.course.diary.instant(self.fortune.corridors[corridor].closes)
        self.tell(at, WindowChanged(corridor=corridor, closes=closes))

    def stop(self, at: float, corridor: str, until: float) -> None:
        """Everything on the corridor stands; two people lift the stop."""
        name = self.tell(at, Suspended(corridor=corridor, reason=Reason.SAFETY))
        self.later(until, self.resume, name)

    def resume(self, at: float, stop: Any) -> None:
        """One proposes, another seconds."""
        proposal = self.tell(at, ResumeProposed(stops=(stop,)))
        self.tell(at, Resumed(proposal=proposal, proposed_by="dispatcher", stops=(stop,)), role=SECOND)

    def latest(self, at: float, run: Run) -> float:
        """The last allowed arrival as it is known at a minute."""
        corridor = self.fortune.corridors[run.orders.corridor]
        if corridor.changed_at is not None and at >= corridor.changed_at:
            return corridor.latest
        return self.programme.corridors[run.orders.corridor].latest

    def lose_run(self, cause: Cause) -> None:
        """A planned run does not arrive."""
        self.course.lost_runs[cause] = self.course.lost_runs.get(cause, 0) + 1

    def taken(self) -> dict[str, int]:
        """Places at each reception for those who are in, or called or on their way there."""
        found: dict[str, int] = {}
        for convoy in self.course.diary.state.convoys.values():
            on_their_way = 0 if convoy.closed else max(total(convoy.called), total(convoy.aboard))
            to = convoy.orders.reception
            found[to] = found.get(to, 0) + total(convoy.arrived) + on_their_way
        return found

    def aboard(self, run: Run) -> Count:
        """Who is aboard, as the day's state has it."""
        return self.course.diary.state.convoys[run.id].aboard


def together(counts: Iterable[Count]) -> Count:
    """The sum of counts by need."""
    summed = ZERO
    for one in counts:
        summed = add(summed, one)
    return summed
