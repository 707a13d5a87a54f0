"""What a check-in page knows of the day: the convoys of its link, their vehicles, points and counts; nothing beyond."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from safeconduct.app.day_desk import Seen
from safeconduct.model.situation import Needs
from safeconduct.run.account import OpenPoint, open_in_convoy, status
from safeconduct.run.records import ConvoyState, State
from safeconduct.run.tally import ZERO, count, needs, sub
from safeconduct.web.board import day_clock
from safeconduct.web.checkin_links import CheckinLink


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleNow:
    """A vehicle: who is counted into it, and the places left."""

    id: str
    aboard: Needs
    left: Needs
    broken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvoyNow:
    """A convoy as the log has it. Times are UTC; ``open`` is what keeps it from closing, with the next step."""

    id: str
    phase: str
    stopped: bool
    site: str
    reception: str
    points: tuple[str, ...]
    vehicles: tuple[VehicleNow, ...]
    planned: Needs
    aboard: Needs
    arrived: Needs
    depart: datetime
    arrive: datetime
    departed: bool
    open: tuple[OpenPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinNow:
    """The page of a link at an instant of its day (``now``): the day's version, its convoys in the order they leave."""

    day: str
    exercise: bool
    status: str
    scope: str
    role: str
    place: str
    until: datetime
    over: bool
    now: datetime
    version: int
    stopped: bool
    convoys: tuple[ConvoyNow, ...]


def checkin_now(link: CheckinLink, seen: Seen, wall: datetime, *, over: bool) -> CheckinNow:
    """What a link sees of a day as it was read."""
    state = seen.state
    inside = [convoy for name, convoy in state.convoys.items() if link.covers(state, name)]
    inside.sort(key=lambda convoy: (convoy.orders.depart, convoy.orders.id))
    return CheckinNow(
        day=link.day,
        exercise=state.mode == "exercise",
        status=status(state),
        scope=link.scope,
        role=link.role,
        place=link.place,
        until=link.until,
        over=over,
        now=day_clock(seen, wall),
        version=seen.version,
        stopped=any(stop.convoy is None and stop.corridor is None for stop in state.in_force),
        convoys=tuple(_convoy(state, convoy) for convoy in inside),
    )


def _convoy(state: State, convoy: ConvoyState) -> ConvoyNow:
    orders = convoy.orders
    return ConvoyNow(
        id=orders.id,
        phase="everyone is out" if convoy.phase == "empty" else convoy.phase,
        stopped=bool(state.stopped(orders)),
        site=orders.site,
        reception=orders.reception,
        points=orders.points,
        vehicles=tuple(
            VehicleNow(
                id=vehicle.id,
                aboard=needs(convoy.loads.get(vehicle.id, ZERO)),
                left=needs(sub(count(vehicle.places), convoy.loads.get(vehicle.id, ZERO))),
                broken=vehicle.id in convoy.broken,
            )
            for vehicle in orders.vehicles
        ),
        planned=orders.persons,
        aboard=needs(convoy.aboard),
        arrived=needs(convoy.arrived),
        depart=orders.depart,
        arrive=orders.arrive,
        departed=convoy.departed is not None,
        open=open_in_convoy(convoy),
    )
