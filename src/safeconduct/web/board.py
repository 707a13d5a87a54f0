"""The board in words: convoys, the next call-forward, the balance of people, alarms, what is open, the last lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from safeconduct.app.day_desk import Seen
from safeconduct.model.event import Envelope
from safeconduct.model.situation import Needs
from safeconduct.publish import figures
from safeconduct.run.account import Balance, OpenPoint, balance, open_points, status, unaccounted
from safeconduct.run.alarms import alarms
from safeconduct.run.records import ConvoyState, State, Stop
from safeconduct.run.tally import ZERO, add, count, needs, sub, total
from safeconduct.web.replaced import people_words
from safeconduct.web.whereabouts import phase_words

#: Where people are, in the order of their way: field of the balance and its word.
PLACES = (
    ("waiting", "waiting"),
    ("aboard", "aboard"),
    ("arrived", "arrived"),
    ("returned", "returned"),
    ("declined", "declined"),
    ("let_off", "let off"),
    ("detained", "detained"),
    ("missing", "missing"),
    ("died", "died"),
)

#: Phase of a convoy: its shape and the palette name of its colour.
PHASES = {
    "planned": ("○", "soft"),
    "called": ("◔", "partly"),
    "boarding": ("◑", "partly"),
    "on the way": ("▶", "yes"),
    "coming back": ("◀", "partly"),
    "empty": ("●", "yes"),
    "closed": ("■", "soft"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvoyRow:
    """One convoy. ``persons`` are planned; ``aboard`` and ``arrived`` are counted. Times are UTC."""

    id: str
    phase: str
    shape: str
    colour: str
    vehicles: tuple[str, ...]
    persons: str
    planned: int
    aboard: int
    boarded: Needs
    aboard_needs: Needs
    arrived: int
    depart: datetime
    arrive: datetime
    departed: datetime | None
    stopped: bool
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The next call-forward: never more than the convoy is planned to seat. ``others`` says with which convoys those in
    wheelchairs and on stretchers go who do not go with this one (empty: nobody)."""

    convoy: str
    persons: Needs
    words: str
    at: datetime
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """Something to look at now: which kind, on which convoy, since when, and for how many minutes."""

    kind: str
    subject: str
    since: datetime
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A day at the instant ``at``. ``closable``: it began, it is not closed, and every convoy that began is.
    ``planned`` persons have a seat in a convoy of the plan; ``no_place`` says by need who waits and has none."""

    day: str
    at: datetime
    closable: bool
    exercise: bool
    status: str
    version: int
    head: str
    plan: str
    convoys: tuple[ConvoyRow, ...]
    next: Call | None
    planned: int
    no_place: str
    places: tuple[tuple[str, str, int], ...]
    known: int
    even: bool
    unaccounted: int
    alarms: tuple[AlarmRow, ...]
    open: tuple[OpenPoint, ...]
    stops: tuple[Stop, ...]
    proposed_by: str
    log: tuple[Envelope, ...]
    roads: tuple[tuple[str, str, bool, datetime], ...]


def day_clock(seen: Seen, now: datetime) -> datetime:
    """What time it is on a day: the wall's for an order; in an exercise the latest that was entered, or the first
    boarding of its plan, because an exercise may play a day that is long past."""
    if seen.state.mode != "exercise":
        return now
    return seen.latest or min((convoy.orders.board for convoy in seen.state.convoys.values()), default=now)


def board_of(seen: Seen, now: datetime) -> Board:
    """The board of a day as it was read, at an instant of that day."""
    state, lines = seen.state, seen.lines
    found = balance(state)
    return Board(
        day=seen.day,
        at=now,
        closable=_closable(state),
        exercise=state.mode == "exercise",
        status=status(state),
        version=len(lines),
        head=lines[-1][0].hash if lines else "",
        plan=state.plan,
        convoys=tuple(_row(state, convoy, now) for convoy in _in_order(state)),
        next=_next_call(state),
        planned=sum(convoy.orders.persons.total for convoy in state.convoys.values()),
        no_place=people_words(without_place(state)),
        places=_places(found),
        known=found.known.total,
        even=found.even,
        unaccounted=unaccounted(state),
        alarms=tuple(
            AlarmRow(kind=a.kind, subject=a.subject, since=a.since, minutes=int((now - a.since).total_seconds() // 60))
            for a in alarms(state, now)
        ),
        open=open_points(state),
        stops=state.in_force,
        proposed_by=_proposed_by(state),
        log=tuple(envelope for envelope, _ in reversed(lines[-40:])),
        roads=tuple((name, road.state.value, road.confirmed, road.at) for name, road in state.roads.items()),
    )


def _closable(state: State) -> bool:
    begun = [convoy for convoy in state.convoys.values() if convoy.begun]
    return state.closed_at is None and bool(begun) and all(convoy.closed for convoy in begun)


def _proposed_by(state: State) -> str:
    """The role that proposed to lift stops which still hold; empty when nobody did."""
    held = {stop.id for stop in state.in_force}
    return next((one.role for one in reversed(state.proposals.values()) if held & set(one.stops)), "")


def _places(found: Balance) -> tuple[tuple[str, str, int], ...]:
    return tuple((field, word, getattr(found, field).total) for field, word in PLACES)


def _in_order(state: State) -> list[ConvoyState]:
    return sorted(state.convoys.values(), key=lambda convoy: (convoy.orders.depart, convoy.orders.id))


def _row(state: State, convoy: ConvoyState, now: datetime) -> ConvoyRow:
    shape, colour = PHASES[convoy.phase]
    words = phase_words(convoy)
    if words.startswith("nobody aboard"):
        shape, colour = "⚠", "no"
    return ConvoyRow(
        id=convoy.orders.id,
        phase=words,
        shape=shape,
        colour=colour,
        vehicles=tuple(vehicle.id for vehicle in convoy.orders.vehicles),
        persons=figures.needs(convoy.orders.persons),
        planned=convoy.orders.persons.total,
        aboard=total(convoy.aboard),
        boarded=needs(convoy.boarded),
        aboard_needs=needs(convoy.aboard),
        arrived=total(convoy.arrived),
        depart=convoy.orders.depart,
        arrive=convoy.orders.arrive,
        departed=convoy.departed_at,
        stopped=bool(state.stopped(convoy.orders)),
        late=convoy.departed is None and now > convoy.orders.depart,
    )


def _next_call(state: State) -> Call | None:
    """The first convoy nobody was called for, when the day is not stopped for it."""
    for convoy in _in_order(state):
        if convoy.phase == "planned" and convoy.called == ZERO and not state.stopped(convoy.orders):
            orders = convoy.orders
            return Call(
                convoy=orders.id,
                persons=orders.persons,
                words=figures.needs(orders.persons),
                at=orders.board,
                others=_helped_later(state, orders.id),
            )
    return None


def _helped_later(state: State, called: str) -> str:
    """With which other convoys that have not begun people in wheelchairs and on stretchers go: who reads only the next
    call might think that they were forgotten."""
    found = []
    for convoy in _in_order(state):
        of = convoy.orders.persons
        if convoy.orders.id != called and not convoy.begun and (of.wheelchair or of.stretcher):
            who = figures.needs(Needs(wheelchair=of.wheelchair, stretcher=of.stretcher))
            found.append(f"{who} with convoy {convoy.orders.id}, {convoy.orders.depart:%H:%MZ}")
    return figures.listed(found)


def without_place(state: State) -> Needs:
    """Persons by need who wait at a site and have no seat in any convoy of it that is still to leave. One need is not
    set against another: a seat is no stretcher."""
    sites = {name: add(site.waiting, site.returned) for name, site in state.sites.items()}
    for convoy in state.convoys.values():
        if convoy.departed is None and not convoy.closed:
            seats = sub(count(convoy.orders.persons), convoy.boarded)
            held = sites.get(convoy.orders.site, ZERO)
            sites[convoy.orders.site] = sub(held, (max(0, seats[0]), max(0, seats[1]), max(0, seats[2])))
    left = ZERO
    for of in sites.values():
        left = add(left, (max(0, of[0]), max(0, of[1]), max(0, of[2])))
    return needs(left)
