"""A day on which replanning is rehearsed when the service has started, so that the first closed road waits for nothing.

It is the latest day that is open, or one opened on a plan of the case, with a road reported closed. Nobody keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from safeconduct.app.operation import Operation
from safeconduct.model.control import DayOpened, EventId, RoadReported
from safeconduct.model.event import Body, Event
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.run.orders import orders_of
from safeconduct.run.records import State
from safeconduct.run.state import fold

Day = tuple[Situation, Plan | FleetPlan, State, datetime]


def day_to_rehearse(operation: Operation) -> Day | None:
    """Situation, plan, state and time of such a day; None when there is no plan. A fleet's day is taken as it is: its
    repair is the same with every road open."""
    found = next(_open_days(operation), None) or _opened(operation)
    if found is None or isinstance(found[1], FleetPlan):
        return found
    situation, plan, state, now = found
    return situation, plan, _road_closed(state, now), now


def _open_days(operation: Operation) -> Iterator[Day]:
    """The days that are open, the latest first."""
    for name in reversed(operation.day_names()):
        seen = operation.days.seen(name)
        if seen.state.closed_at is None and seen.state.convoys:
            yield *operation.run_on(seen.state), seen.state, seen.latest or _first_boarding(seen.state)


def _opened(operation: Operation) -> Day | None:
    """A day opened on a plan of the case."""
    situation = operation.case().dossier.situation
    plan = next((one for _, one in operation.plans() if not isinstance(one, Plan) or one.trips), None)
    if situation is None or plan is None:
        return None
    body = DayOpened(mode="exercise", orders=orders_of(situation, plan))
    state = fold(State(), _event(body, operation.now()))
    return (situation, plan, state, _first_boarding(state)) if state.convoys else None


def _first_boarding(state: State) -> datetime:
    return min(convoy.orders.board for convoy in state.convoys.values())


def _road_closed(state: State, now: datetime) -> State:
    """The day with the first road of a convoy that has not begun reported closed; as it is, where there is none."""
    roads = (road for one in state.convoys.values() if not one.begun for road in one.orders.roads)
    road = next(roads, None)
    if road is None:
        return state
    return fold(state, _event(RoadReported(road=road, state=RoadState.CLOSED, confirmed=True), now))


def _event(body: Body, at: datetime) -> Event:
    return Event(day="rehearsal", id=EventId(device="rehearsal", counter=0), at=at, role="planner", body=body)
