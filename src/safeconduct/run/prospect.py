"""What becomes of everyone by the orders in force: out, on the way, with a place, without one; each person once.

The account says where people are (``run.account``); this says where the orders take them. A place is one of a convoy
that is still to leave: whoever boards, boards it instead of whom it was meant for, and nobody has a place in a convoy
that went without them. Of the crowd at a site so many have a place, need by need, as the convoys that leave from there
still have; a place that nobody at the site fits brings nobody out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from safeconduct.model.day import Orders
from safeconduct.model.situation import Needs
from safeconduct.run.account import balance
from safeconduct.run.records import ConvoyState, SiteState, State
from safeconduct.run.tally import ZERO, Count, add, count, least, needs, sub, total


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """Everyone of a day, by what the orders do with them; counts by need.

    out + on_the_way + coming_back + uncounted + seated + without + declined + let_off + detained + missing + died =
    known. ``coming_back`` are aboard a convoy that turned back; ``uncounted`` are aboard by the log, but others of
    their convoy arrived and they were not counted; ``seated`` are at a site and have a place, ``without`` are there and
    have none. ``returned`` are those of the two who came back today. ``by_convoy`` are the persons each convoy brings
    out: arrived, aboard on the way out, or still to board; they sum to ``planned``.
    """

    known: Needs
    out: Needs
    on_the_way: Needs
    coming_back: Needs
    uncounted: Needs
    seated: Needs
    without: Needs
    declined: Needs
    let_off: Needs
    detained: Needs
    missing: Needs
    died: Needs
    returned: Needs
    by_convoy: Mapping[str, int]

    @property
    def planned(self) -> int:
        """Persons who are out, on the way out, or have a place."""
        return self.out.total + self.on_the_way.total + self.seated.total

    @property
    def other(self) -> int:
        """Persons with another outcome: declined, let off, detained, missing or died."""
        return sum(of.total for of in (self.declined, self.let_off, self.detained, self.missing, self.died))

    @property
    def even(self) -> bool:
        """Whether everyone known is counted, and once, need by need."""
        summed = Needs()
        for name in _PARTS:
            summed = summed.plus(getattr(self, name))
        return summed == self.known and sum(self.by_convoy.values()) == self.planned


_PARTS = (
    "out", "on_the_way", "coming_back", "uncounted", "seated", "without",
    "declined", "let_off", "detained", "missing", "died",
)  # fmt: skip


def prospect(state: State, orders: Orders | None = None) -> Prospect:
    """Of the orders in force; or, with ``orders``, of these in their place, as the fold takes them: a convoy that has
    begun keeps its own."""
    day = state if orders is None else _after(state, orders)
    now, sites = balance(day), {name: add(site.waiting, site.returned) for name, site in day.sites.items()}
    crowd = _sum(sites.values())
    going, back, lost, seated = ZERO, ZERO, ZERO, ZERO
    by_convoy = {}
    for name, convoy in sorted(day.convoys.items(), key=_in_turn):
        bound = ZERO
        if convoy.turned_back:
            back = add(back, convoy.aboard)
        elif convoy.arrived != ZERO:
            lost = add(lost, convoy.aboard)
        else:
            bound = convoy.aboard
        going = add(going, bound)
        held = sites.get(convoy.orders.site, ZERO)
        taken = least(held, places_left(convoy))
        sites[convoy.orders.site] = sub(held, taken)
        seated = add(seated, taken)
        by_convoy[name] = total(convoy.arrived) + total(bound) + total(taken)
    return Prospect(
        known=now.known,
        out=now.arrived,
        on_the_way=needs(going),
        coming_back=needs(back),
        uncounted=needs(lost),
        seated=needs(seated),
        without=needs(sub(crowd, seated)),
        declined=now.declined,
        let_off=now.let_off,
        detained=now.detained,
        missing=now.missing,
        died=now.died,
        returned=now.returned,
        by_convoy=by_convoy,
    )


def _in_turn(named: tuple[str, ConvoyState]) -> tuple[bool, datetime, str]:
    """Those that have begun first: people were called for them."""
    name, convoy = named
    return not convoy.begun, convoy.orders.depart, name


def places_left(convoy: ConvoyState) -> Count:
    """Persons by need who can still board by its orders: none once it left or turned back, and none in a vehicle that
    broke down."""
    if convoy.departed is not None or convoy.turned_back or convoy.closed:
        return ZERO
    ordered = sub(count(convoy.orders.persons), add(convoy.boarded, convoy.moved))
    free = _sum(
        sub(count(vehicle.places), convoy.loads.get(vehicle.id, ZERO))
        for vehicle in convoy.orders.vehicles
        if vehicle.id not in convoy.broken
    )
    left = least(ordered, free)
    return (max(0, left[0]), max(0, left[1]), max(0, left[2]))


def not_counted_on(state: State) -> tuple[str, ...]:
    """Convoys whose vehicles no new plan can use yet, because nobody knows when: they turned back and are not at the
    site again, in the order of the day."""
    return tuple(name for name, convoy in state.convoys.items() if convoy.turned_back and convoy.aboard != ZERO)


def stayed(convoy: ConvoyState) -> int:
    """Persons who were called for a convoy and did not leave with it; 0 before it left."""
    if convoy.departed is None:
        return 0
    return max(0, total(convoy.called) - total(add(convoy.boarded, convoy.moved)))


def _after(state: State, orders: Orders) -> State:
    """The day under other orders."""
    begun = {name: convoy for name, convoy in state.convoys.items() if convoy.begun}
    day = copy(state)
    day.convoys = begun | {one.id: ConvoyState(orders=one) for one in orders.convoys if one.id not in begun}
    new = {site.id: SiteState(claimed=ZERO, waiting=ZERO) for site in orders.sites if site.id not in state.sites}
    day.sites = state.sites | new
    return day


def _sum(counts: Iterable[Count]) -> Count:
    found = ZERO
    for one in counts:
        found = add(found, one)
    return found


def at_opening(orders: Orders) -> Prospect:
    """Of a day that opens on these orders."""
    state = State(
        sites={site.id: SiteState(claimed=count(site.people), waiting=count(site.people)) for site in orders.sites}
    )
    state.convoys = {one.id: ConvoyState(orders=one) for one in orders.convoys}
    return prospect(state)
