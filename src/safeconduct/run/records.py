"""The state of a day as records: where everyone is, and where every convoy stands.

A state that was handed out is never changed: the fold copies what it touches. People are counts by need
(``run.tally``). A count that a gate cannot have seen is kept as *owed* or *over* until it is corrected or explained.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from safeconduct.model.control import AlarmKind, EventId
from safeconduct.model.day import ConvoyOrders, CorridorOrders
from safeconduct.model.place import RoadState
from safeconduct.run.tally import ZERO, Count

#: Where a convoy's people can be drawn from, and where they can go.
Source = Literal["aboard", "detained", "missing"]
Target = Literal["aboard", "arrived", "returned", "let_off", "detained", "missing", "died", "declined"]


def later(at: datetime, by: timedelta) -> datetime:
    """An instant ``by`` later, or the last one there is: a phone may say that a convoy left at the end of 9999."""
    return min(at, datetime.max.replace(tzinfo=UTC) - by) + by


@dataclass(slots=True)
class SiteState:
    """The people of one site who are not aboard.

    claimed + revised + born = waiting + returned + declined + missing + died + those away with convoys. ``revised`` is
    what head counts changed: a crowd larger than claimed, or another need than the list said. ``owed`` are persons
    reported found who were not reported missing: (event, what became of them, count).
    """

    claimed: Count
    waiting: Count
    revised: Count = ZERO
    born: Count = ZERO
    returned: Count = ZERO
    declined: Count = ZERO
    missing: Count = ZERO
    died: Count = ZERO
    owed: tuple[tuple[EventId, str, Count], ...] = ()


@dataclass(slots=True)
class ConvoyState:
    """One convoy: boarded + moved + born + revised = aboard + arrived + returned + let_off + detained + missing + died.

    ``moved`` is the net of transfers from other convoys; ``revised`` sums to nobody (one need counted as another).
    ``loads`` are the persons who took places in each vehicle, never above its places. ``over`` are persons checked in
    above the places: (event, vehicle, persons); they are not counted aboard. ``owed`` are persons reported out of a
    convoy that did not hold them (yet): (event, from, to, count). ``drift`` is how many more were aboard on
    departure than had boarded (births less deaths). ``standing_since`` is set while it is loaded and does not move.
    """

    orders: ConvoyOrders
    loads: dict[str, Count] = field(default_factory=dict)
    called: Count = ZERO
    boarded: Count = ZERO
    moved: Count = ZERO
    born: Count = ZERO
    revised: Count = ZERO
    aboard: Count = ZERO
    arrived: Count = ZERO
    returned: Count = ZERO
    let_off: Count = ZERO
    detained: Count = ZERO
    missing: Count = ZERO
    died: Count = ZERO
    departed: Count | None = None
    drift: int = 0
    departed_at: datetime | None = None
    seen_at: datetime | None = None
    standing_since: datetime | None = None
    point: str | None = None
    turned_back: bool = False
    closed: bool = False
    broken: frozenset[str] = frozenset()
    over: tuple[tuple[EventId, str, int], ...] = ()
    owed: tuple[tuple[EventId, Source, Target, Count], ...] = ()

    @property
    def begun(self) -> bool:
        """Whether anything was done with it: its orders stand from then on, and its people stay in the day."""
        counted = (self.called, self.boarded, self.moved, self.born)
        return any(of != ZERO for of in counted) or self.departed is not None or bool(self.over or self.owed)

    @property
    def bound_out(self) -> int:
        """Persons who go out with it by its orders: those who came back to the site do not."""
        return max(0, self.orders.persons.total - sum(self.returned))

    @property
    def due(self) -> datetime | None:
        """When it would be in, at the pace of its plan; None before it left."""
        return later(self.departed_at, self.orders.arrive - self.orders.depart) if self.departed_at else None

    @property
    def phase(self) -> Literal["planned", "called", "boarding", "on the way", "coming back", "empty", "closed"]:
        """Where it is in its life."""
        if self.closed:
            return "closed"
        if self.departed is None:
            if self.boarded != ZERO:
                return "boarding"
            return "called" if self.called != ZERO else "planned"
        if self.aboard == ZERO:
            return "empty"
        return "coming back" if self.turned_back else "on the way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stop as it was called: the whole day when neither corridor nor convoy is named."""

    id: EventId
    aborts: bool
    corridor: str | None
    convoy: str | None
    at: datetime

    def covers(self, convoy: ConvoyOrders) -> bool:
        """Whether the convoy must stand."""
        if self.convoy is not None:
            return self.convoy == convoy.id
        return self.corridor is None or self.corridor == convoy.corridor


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Who would lift which stops."""

    id: EventId
    role: str
    stops: tuple[EventId, ...]

    def seconded_by(self, role: str, device: str) -> bool:
        """Whether a second person speaks: another role, on another device or one-time link."""
        return role != self.role and device != self.id.device


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadNow:
    """The latest report on a road; an unconfirmed one does not close it."""

    state: RoadState
    confirmed: bool
    at: datetime


@dataclass(slots=True)
class State:
    """A day after some of its events. ``earlier`` are the plans it ran on before ``plan``, the first one first.

    ``stops`` are all that were called, ``lifted`` those that two people lifted. ``stray`` are events that name
    something the day does not have, or that cannot be: (event, why); they change nothing until they are corrected.
    ``last_at`` is the latest time that anything but the opening happened at, none later than ``believed_until``
    (``run.ahead``); what is later counts, and stands in ``ahead``.
    """

    mode: Literal["order", "exercise"] | None = None
    plan: str = ""
    earlier: tuple[str, ...] = ()
    situation: str = ""
    standing_max: int = 0
    silence_max: int = 0
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    sites: dict[str, SiteState] = field(default_factory=dict)
    convoys: dict[str, ConvoyState] = field(default_factory=dict)
    corridors: dict[str, CorridorOrders] = field(default_factory=dict)
    roads: dict[str, RoadNow] = field(default_factory=dict)
    stops: dict[EventId, Stop] = field(default_factory=dict)
    lifted: frozenset[EventId] = frozenset()
    proposals: dict[EventId, Proposal] = field(default_factory=dict)
    alarms: dict[tuple[AlarmKind, str], datetime] = field(default_factory=dict)
    stray: tuple[tuple[EventId, str], ...] = ()
    folded: int = 0
    last_at: datetime | None = None
    believed_until: datetime | None = None
    ahead: tuple[tuple[EventId, datetime], ...] = ()

    @property
    def in_force(self) -> tuple[Stop, ...]:
        """The stops nobody lifted, oldest first."""
        return tuple(stop for stop in self.stops.values() if stop.id not in self.lifted)

    def stopped(self, convoy: ConvoyOrders) -> tuple[Stop, ...]:
        """The stops in force for one convoy."""
        return tuple(stop for stop in self.in_force if stop.covers(convoy))
