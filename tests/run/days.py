"""Days small enough to hold in your head: one site with 100 people, two convoys of two buses each, one reception.

Convoy 1 boards at 05:00 UTC, leaves at 05:40 and arrives at 06:40; convoy 2 an hour later. Each bus has 30 seats, one
wheelchair space and one stretcher place. The last arrival is 16:00. A loaded convoy may stand 30 minutes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from safeconduct.model.control import DayOpened, EventId, Suspended
from safeconduct.model.day import ConvoyOrders, CorridorOrders, Orders, SiteOrders, VehicleOrders
from safeconduct.model.event import Body, Event
from safeconduct.model.movement import Boarded, CalledForward, Departed
from safeconduct.model.situation import Needs
from safeconduct.run.account import holds
from safeconduct.run.records import State
from safeconduct.run.state import fold_all
from tests.tiny import OPENS

BUS = Needs(walking=30, wheelchair=1, stretcher=1)


def walking(persons: int) -> Needs:
    """So many who walk."""
    return Needs(walking=persons)


def convoy(number: int, vehicles: int = 2) -> ConvoyOrders:
    """Convoy ``number`` with its buses."""
    begins = OPENS + timedelta(hours=number - 1)
    return ConvoyOrders(
        id=str(number),
        corridor="bravo",
        site="alpha",
        reception="bravo",
        vehicles=tuple(VehicleOrders(id=f"bus-{2 * number - 1 + i}", places=BUS) for i in range(vehicles)),
        persons=walking(50),
        board=begins,
        depart=begins + timedelta(minutes=40),
        arrive=begins + timedelta(minutes=100),
        points=("gate",),
        roads=("road", "bridge"),
    )


CORRIDOR = CorridorOrders(
    id="bravo", opens=OPENS, closes=OPENS + timedelta(hours=12), latest=OPENS + timedelta(hours=11)
)
ORDERS = Orders(
    plan="1" * 64,
    situation="2" * 64,
    corridors=(CORRIDOR,),
    sites=(SiteOrders(id="alpha", people=Needs(walking=98, wheelchair=1, stretcher=1)),),
    convoys=(convoy(1), convoy(2)),
    standing_max=30,
    silence_max=45,
)


class Desk:
    """Enters events on one device, a minute apart unless told when."""

    def __init__(self, device: str = "board", role: str = "dispatcher") -> None:
        self.device, self.role, self._count = device, role, count()

    def event(self, body: Body, minute: int | None = None, note: str = "") -> Event:
        """The next event of this device."""
        number = next(self._count)
        at = OPENS + timedelta(minutes=number if minute is None else minute)
        return Event(
            day="day", id=EventId(device=self.device, counter=number), at=at, role=self.role, body=body, note=note
        )

    def events(self, *bodies: Body) -> tuple[Event, ...]:
        """Several, one after the other."""
        return tuple(self.event(body) for body in bodies)


OPENED = DayOpened(mode="exercise", orders=ORDERS)
#: Convoy 1 takes 50 of the 100 and leaves.
UNDER_WAY: tuple[Body, ...] = (
    OPENED,
    CalledForward(convoy="1", persons=walking(50)),
    Boarded(convoy="1", vehicle="bus-1", persons=walking(30)),
    Boarded(convoy="1", vehicle="bus-2", persons=walking(20)),
    Departed(convoy="1", persons=walking(50)),
)


def after(*bodies: Body) -> State:
    """The state after these, a minute apart; every identity holds."""
    state = fold_all(State(), Desk().events(*bodies))
    assert holds(state)
    return state


def at(minute: int) -> datetime:
    """An instant of the day."""
    return OPENS + timedelta(minutes=minute)


STOP_ALL = Suspended()
