"""What is kept of a simulated day: counts from the fold, and what the day had met."""

from __future__ import annotations

import math

from safeconduct.model.situation import Needs
from safeconduct.model.stress import LeftAt, Met, Policy, SimulatedDay, Tally
from safeconduct.run.account import balance, holds
from safeconduct.run.records import State
from safeconduct.run.tally import ZERO, Count, add, needs
from safeconduct.stress.course import play
from safeconduct.stress.fortune import Fortune, fortune_of
from safeconduct.stress.hours import Course
from safeconduct.stress.luck import Luck
from safeconduct.stress.priors import Priors
from safeconduct.stress.programme import Programme

#: Minutes between two points of "persons out by time".
STEP = 30


class Broken(AssertionError):
    """The fold of a simulated day does not add up: a fault of ours, never of the input."""


def simulate(
    programme: Programme, priors: Priors, seed: int, index: int, policy: Policy = "fixed orders"
) -> SimulatedDay:
    """Play one day and keep its measures; Broken when people were lost or made on the way."""
    luck = Luck(seed, index)
    return measure(programme, fortune_of(programme, priors, luck), play(programme, priors, luck, policy=policy), index)


def steps(programme: Programme) -> int:
    """Points of "persons out by time": to the latest close, and an hour."""
    return math.ceil((max(corridor.closes for corridor in programme.corridors.values()) + 60) / STEP)


def measure(programme: Programme, fortune: Fortune, course: Course, index: int) -> SimulatedDay:
    """The measures of a played day."""
    state = course.diary.state
    if not holds(state) or state.stray:
        raise Broken(f"day {index}: {state.stray or 'the counts do not add up'}")
    now = balance(state)
    out_by, persons = [], iter(sorted(course.arrivals))
    at, more = next(persons, (math.inf, 0))
    total = 0
    for step in range(1, steps(programme) + 1):
        while at <= step * STEP:
            total += more
            at, more = next(persons, (math.inf, 0))
        out_by.append(total)
    return SimulatedDay(
        index=index,
        known=now.known.total,
        declined=now.declined.total,
        arrived=now.arrived.total,
        waiting=now.waiting.total,
        returned=now.returned.total,
        detained=now.detained.total,
        late=course.late,
        sent=course.sent,
        last=math.ceil(course.arrivals[-1][0]) if course.arrivals else None,
        by_time=tuple(out_by),
        left=tuple(LeftAt(site=name, persons=needs(persons)) for name, persons in _left(state).items()),
        lost_runs=tuple(Tally(why=cause, runs=n) for cause, n in sorted(course.lost_runs.items())),
        met=tuple(_met(programme, fortune)),
        let_off=now.let_off.total,
        repairs=course.repairs,
        again=course.again,
        came_by=_less(now.known, now.declined),
        out_by=now.arrived,
    )


def _less(all_: Needs, some: Needs) -> Needs:
    """The rest, need by need."""
    return Needs(
        walking=all_.walking - some.walking,
        wheelchair=all_.wheelchair - some.wheelchair,
        stretcher=all_.stretcher - some.stretcher,
    )


def _left(state: State) -> dict[str, Count]:
    """Who is at each site, and who was let off at a landing that no way leads back from."""
    found = {name: add(site.waiting, site.returned) for name, site in state.sites.items()}
    for convoy in state.convoys.values():
        if convoy.let_off != ZERO:
            at = convoy.orders.reception
            found[at] = add(found.get(at, ZERO), convoy.let_off)
    return {name: persons for name, persons in found.items() if persons != ZERO}


def _met(programme: Programme, fortune: Fortune) -> list[Met]:
    """The day's disturbances as numbers that can be put in order."""
    corridors = fortune.corridors.values()
    present = sum(sum(profiles.values()) for profiles in fortune.present.values())
    planned = sum(sum(one.households.values()) for one in programme.people)
    come = sum(sum(profiles.values()) for profiles in fortune.come.values())
    n = len(fortune.corridors)
    found = {
        "turnout": come / present if present else 0.0,
        "crowd": present / planned if planned else 0.0,
        "late start": sum(c.starts - programme.corridors[name].opens for name, c in fortune.corridors.items()) / n,
        "window": sum(c.closes - programme.corridors[name].closes for name, c in fortune.corridors.items()) / n,
        "withdrawn": sum(corridor.withdrawn for corridor in corridors) / n,
        "stops": sum(until - since for corridor in corridors for since, until in corridor.pauses) / n,
        "driving": fortune.driving * fortune.weather,
        "roads lost": float(_lost(programme, fortune)),
        "drivers absent": float(len(fortune.absent)),
    }
    if fortune.slow:
        found["screening"] = sum(fortune.slow.values()) / len(fortune.slow)
        found["share held"] = sum(fortune.held.values()) / len(fortune.held)
    return [Met(what=what, value=round(value, 4)) for what, value in found.items()]


def _lost(programme: Programme, fortune: Fortune) -> int:
    """Roads of the plan that are lost on the day."""
    if not fortune.lost:
        return 0
    return len({road for run in programme.runs for road, _ in run.way.roads if road in fortune.lost})
