"""What a new plan changes for those who go by the old one: convoy by convoy, as the fold will take it.

Orders that were sent stand: a convoy that has begun keeps them, whatever the new plan says of it (``run.state``). One
that has begun and cannot go on is named, with what a person must do about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from safeconduct.model.day import ConvoyOrders, Orders
from safeconduct.run.permits import closed_ahead
from safeconduct.run.prospect import prospect
from safeconduct.run.records import ConvoyState, State
from safeconduct.run.tally import ZERO, total

Kind = Literal[
    "sent", "as before", "later", "earlier", "other way", "other people", "other vehicles", "cancelled", "new"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvoyChange:
    """One convoy before and after. ``kind`` is the gravest of what changes; "sent": it has begun and keeps its orders.

    Times are aware UTC; ``minutes`` by which its people arrive later (below 0: earlier), None when it goes in one of
    the two plans only, or turned back. ``persons`` are planned aboard, in the new plan where it has the convoy; of one
    that has begun, those it still brings out and has brought out.
    """

    convoy: str
    kind: Kind
    depart_before: datetime | None
    depart_after: datetime | None
    arrive_before: datetime | None
    arrive_after: datetime | None
    minutes: int | None
    persons: int
    persons_before: int
    vehicles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderChanges:
    """Every convoy of either plan in order of departure; ``decide`` are sentences about convoys that have begun and
    cannot go on; persons planned out before and after (``Prospect.planned``), those under way included."""

    convoys: tuple[ConvoyChange, ...]
    decide: tuple[str, ...]
    persons_before: int
    persons_after: int

    @property
    def changed(self) -> int:
        """How many convoys get other orders than they had."""
        return sum(one.kind not in ("sent", "as before") for one in self.convoys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person must decide about a convoy that has begun and whose way is closed: in words, with the closed roads
    it has still before it, in the order of its way, and whether it is on the road."""

    convoy: str
    roads: tuple[str, ...]
    on_the_road: bool
    words: str


def order_changes(state: State, orders: Orders) -> OrderChanges:
    """Compare what a day is run against with new orders."""
    new = {convoy.id: convoy for convoy in orders.convoys}
    before, after = prospect(state), prospect(state, orders)
    rows = [_change(convoy, new.get(name), after.by_convoy.get(name, 0)) for name, convoy in state.convoys.items()]
    rows += [_new(convoy) for name, convoy in new.items() if name not in state.convoys]
    rows.sort(key=lambda row: (row.depart_after or row.depart_before or datetime.max, row.convoy))  # noqa: DTZ901
    return OrderChanges(
        convoys=tuple(rows),
        decide=tuple(one.words for one in decisions(state)),
        persons_before=before.planned,
        persons_after=after.planned,
    )


def _change(held: ConvoyState, new: ConvoyOrders | None, goes: int) -> ConvoyChange:
    old = held.orders
    if held.begun:
        new = old
    kind = "sent" if held.begun else "cancelled" if new is None else _kind(old, new)
    shown = new or old
    arrives = None if new is None or held.turned_back else new.arrive
    return ConvoyChange(
        convoy=old.id,
        kind=kind,
        depart_before=old.depart,
        depart_after=None if new is None else new.depart,
        arrive_before=old.arrive,
        arrive_after=arrives,
        minutes=None if arrives is None else int((arrives - old.arrive).total_seconds() // 60),
        persons=goes if held.begun else shown.persons.total,
        persons_before=old.persons.total,
        vehicles=tuple(vehicle.id for vehicle in shown.vehicles),
    )


def _new(convoy: ConvoyOrders) -> ConvoyChange:
    return ConvoyChange(
        convoy=convoy.id,
        kind="new",
        depart_before=None,
        depart_after=convoy.depart,
        arrive_before=None,
        arrive_after=convoy.arrive,
        minutes=None,
        persons=convoy.persons.total,
        persons_before=0,
        vehicles=tuple(vehicle.id for vehicle in convoy.vehicles),
    )


def _kind(old: ConvoyOrders, new: ConvoyOrders) -> Kind:
    if [vehicle.id for vehicle in old.vehicles] != [vehicle.id for vehicle in new.vehicles]:
        return "other vehicles"
    if (old.persons, old.reception) != (new.persons, new.reception):
        return "other people"
    if old.roads != new.roads:
        return "other way"
    times = [(one.board, one.depart, one.arrive) for one in (old, new)]
    return "as before" if times[0] == times[1] else "later" if times[1] > times[0] else "earlier"


def decisions(state: State) -> Iterator[Decision]:
    """What is to be decided until it is answered: a convoy that turned back, has passed the place, or has let everyone
    off needs no decision any more; nor does one that nobody boards."""
    for name, convoy in state.convoys.items():
        closed = closed_ahead(state, convoy)
        if not convoy.begun or convoy.closed or convoy.turned_back or not closed:
            continue
        where = f"its way is closed ({', '.join(closed)})"
        if convoy.departed is None:
            words = (
                f"Convoy {name} has its orders and {where}: hold it. Withdraw who boarded by a correction, so that "
                "they can board again."
            )
        elif convoy.aboard != ZERO:
            words = (
                f"Convoy {name} is on the road with {total(convoy.aboard)} persons aboard and {where}: ask whether it "
                "has passed there; if not, it turns back."
            )
        else:
            continue
        yield Decision(convoy=name, roads=closed, on_the_road=convoy.departed is not None, words=words)
