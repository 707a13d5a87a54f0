"""What a check-in page knows of the day: the convoys of its link, their vehicles, points and counts; nothing beyond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from safeconduct.app.day_desk import Seen
from safeconduct.model.situation import Needs
from safeconduct.run.account import OpenPoint, open_in_convoy, status
from safeconduct.run.permits import closed_ahead
from safeconduct.run.records import ConvoyState, State
from safeconduct.run.tally import ZERO, count, needs, sub
from safeconduct.web.board import day_clock
from safeconduct.web.checkin_links import CheckinLink
from safeconduct.web.replaced import other_ways
from safeconduct.web.whereabouts import phase_words


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleNow:
    """A vehicle: who is counted into it, and the places left."""

    id: str
    aboard: Needs
    left: Needs
    broken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvoyNow:
    """A convoy as the log has it. Times are UTC; ``closed_roads`` are those still before it that are shut by a
    confirmed report, ``way`` the other way it was given since the day opened (empty: the same), ``open`` what keeps it
    from closing, with the next step."""

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
    departed_at: datetime | None
    closed_roads: tuple[str, ...]
    way: str
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


def checkin_now(
    link: CheckinLink, seen: Seen, wall: datetime, *, over: bool, names: Mapping[str, str] | None = None
) -> CheckinNow:
    """What a link sees of a day as it was read; ``names`` are those of roads by id, where they are at hand."""
    state = seen.state
    inside = [convoy for name, convoy in state.convoys.items() if link.covers(state, name)]
    names = names or {}
    ways = other_ways(seen, {convoy.orders.id: None for convoy in inside}, names)
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
        convoys=tuple(_convoy(state, convoy, names, ways.get(convoy.orders.id, "")) for convoy in inside),
    )


def _for_a_phone(point: OpenPoint) -> OpenPoint:
    """What keeps a convoy open, with what its phone can do: every outcome can be counted there, nothing corrected."""
    if point.next_step.startswith("record where they are"):
        words = "count who arrived, returned, was let off or detained, is missing or died"
    elif point.next_step.startswith("record the departure"):
        words = "record the departure, or who declined and got out"
    else:
        words = f"tell the dispatcher, who can {point.next_step}"
    return replace(point, next_step=words)


def _convoy(state: State, convoy: ConvoyState, names: Mapping[str, str], way: str) -> ConvoyNow:
    orders = convoy.orders
    shut = () if convoy.closed or convoy.turned_back else closed_ahead(state, convoy)
    return ConvoyNow(
        id=orders.id,
        phase=phase_words(convoy),
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
        departed_at=convoy.departed_at,
        closed_roads=tuple(names.get(road, road) for road in shut),
        way=way,
        open=tuple(map(_for_a_phone, open_in_convoy(convoy))),
    )
