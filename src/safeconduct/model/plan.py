"""Plans: who boards which vehicle when. Times are whole minutes since the corridor's window opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What was asked of the planner: the corridor, how many people, and the objective.

    ``objective`` "all" asks for everyone as early as possible (impossible is an answer); "most" for the most
    people, stretcher and wheelchair persons first.
    """

    corridor: str
    people: int
    objective: Literal["all", "most"]

    def __post_init__(self) -> None:
        if self.people < 1:
            raise ValueError(f"a plan is for at least one person, got {self.people}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Households:
    """Whole households of one profile of one group."""

    group: str
    profile: str
    count: int

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"a household entry counts at least 1, got {self.count}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One vehicle's loaded run with one convoy: bay (from 0), boarding minutes [load_from, load_until), who boards."""

    vehicle: str
    convoy: int
    bay: int
    load_from: int
    load_until: int
    boarded: tuple[Households, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Convoy:
    """Vehicles that leave, are screened and arrive together.

    depart -> reach the checkpoint -> screened [screen_from, screen_until) -> arrive. Without a checkpoint
    ``reach = screen_from = screen_until`` is the departure minute.
    """

    number: int
    depart: int
    reach: int
    screen_from: int
    screen_until: int
    arrive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A vehicle's empty run back to the site after unloading."""

    vehicle: str
    depart: int
    arrive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What was spent: engine name, its version, and deterministic work units (never wall time)."""

    engine: str
    version: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A checked timetable for one scenario. ``status`` is "capacity study" unless the corridor is agreed and
    wishes are recorded. ``left_behind`` are the households that do not board."""

    situation: str
    scenario: Scenario
    status: Literal["capacity study", "order"]
    convoys: tuple[Convoy, ...]
    trips: tuple[Trip, ...]
    returns: tuple[Return, ...]
    left_behind: tuple[Households, ...]
    leans_on: tuple[str, ...]
    work: Work
