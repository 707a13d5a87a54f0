"""Ten thousand random days on a dozen programmes: people are conserved, nobody sits above the places, and no convoy is
sent onto a road known closed. Slow on purpose: rare days are where a rule breaks."""

from __future__ import annotations

import pytest

from safeconduct.model.event import Event
from safeconduct.model.movement import Boarded, CalledForward, Departed
from safeconduct.model.place import Mode, Passable, passable
from safeconduct.model.stress import Policy
from safeconduct.run.account import holds, open_points
from safeconduct.run.tally import count
from safeconduct.stress.course import play
from safeconduct.stress.luck import Luck
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.pool import fitting
from safeconduct.stress.priors import standard
from safeconduct.stress.programme import Programme, Station
from tests.stress.fleets import plans
from tests.stress.programmes import shuttle

DAYS = 834
GATE = Station(id="gate", lanes=1, minutes=2.0, loaded=3.0, screens=True)
PROGRAMMES = [
    shuttle(
        trips=trips,
        buses=buses,
        people=150,
        station=station,
        agreed=agreed,
        unknown=frozenset({"road"}),
        crossings=frozenset({"bridge"}),
        members=members,
    )
    for trips, buses, members in ((1, 3, (1, 0, 0)), (3, 1, (3, 0, 0)), (2, 2, (1, 1, 0)))
    for station in (None, GATE)
    for agreed in (True, False)
]


FLEETS = list(plans(range(30, 48)))


def broken(programme: Programme, events: list[Event]) -> list[str]:
    """What no day may show, read from its events alone."""
    places = {v.id: count(v.places) for c in programme.orders.convoys for v in c.vehicles}
    seats = {c.id: count(c.places) for c in programme.orders.convoys}
    roads = {c.id: c.roads for c in programme.orders.convoys}
    closed: set[str] = set()
    found = []
    for event in events:
        body = event.body
        if body.kind == "plan replaced":
            places |= {v.id: count(v.places) for c in body.orders.convoys for v in c.vehicles}
            seats |= {c.id: count(c.places) for c in body.orders.convoys}
            roads |= {c.id: c.roads for c in body.orders.convoys}
        if body.kind == "road reported" and passable(body.state, Mode.BUS, "road") is Passable.NO:
            closed.add(body.road)
        if isinstance(body, Departed) and closed & set(roads[body.convoy]):
            found.append(f"{body.convoy} was sent onto {closed}")
        if isinstance(body, Boarded) and not fitting(count(body.persons), places[body.vehicle]):
            found.append(f"{body.vehicle} holds {body.persons}")
        if isinstance(body, CalledForward) and not fitting(count(body.persons), seats[body.convoy]):
            found.append(f"{body.persons} were called for {body.convoy}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(PROGRAMMES)))
def test_ten_thousand_days(number: int) -> None:
    programme, priors = PROGRAMMES[number], standard()
    for index in range(DAYS):
        policy = "rolling orders" if index % 2 else "fixed orders"
        course = play(programme, priors, Luck(number, index), keep=True, policy=policy)  # type: ignore[arg-type]
        state = course.diary.state
        assert holds(state), index
        assert not state.stray, index
        assert not open_points(state), index
        assert broken(programme, course.diary.events or []) == [], index


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(FLEETS)))
def test_days_of_fleets(number: int) -> None:
    """Pick-ups, crossings, crews, convoys with spares; under every policy."""
    programme, priors = programme_of(*FLEETS[number]), standard()
    policies: list[Policy] = ["fixed orders", "rolling orders", "repaired orders"]
    for index in range(DAYS // 4):
        course = play(programme, priors, Luck(number, index), keep=True, policy=policies[index % len(policies)])
        state = course.diary.state
        assert holds(state), index
        assert not state.stray, index
        assert not open_points(state), index
        assert broken(programme, course.diary.events or []) == [], index


def test_there_are_ten_thousand() -> None:
    assert DAYS * len(PROGRAMMES) >= 10_000
