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
from safeconduct.run.prospect import Prospect, prospect, stayed
from safeconduct.run.records import ConvoyState, State, Stop
from safeconduct.run.tally import ZERO, needs, total
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
    """One convoy. ``persons`` are planned; ``aboard`` and ``arrived`` are counted; ``stayed`` were called for it and
    did not leave with it. Times are UTC."""

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
    stayed: int


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
    ``planned`` persons are out, on the way out or have a place in a convoy that is still to leave; ``sums`` are all
    parts of ``known`` by the orders in force, by their words; ``no_place`` says by need who waits and has no place."""

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
    sums: tuple[tuple[str, int], ...]
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
    found, ahead = balance(state), prospect(state)
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
        planned=ahead.planned,
        sums=sums_of(ahead),
        no_place=people_words(ahead.without),
        places=_places(found, ahead),
        known=found.known.total,
        even=found.even and ahead.even,
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


def _places(found: Balance, ahead: Prospect) -> tuple[tuple[str, str, int], ...]:
    """Who is where. Those of a convoy of which others arrived are aboard by the log only, and shown apart."""
    places = []
    for field, word in PLACES:
        persons, lost = getattr(found, field).total, ahead.uncounted.total if field == "aboard" else 0
        places.append((field, word, persons - lost))
        if lost:
            places.append(("uncounted", "not counted", lost))
    return tuple(places)


def _in_order(state: State) -> list[ConvoyState]:
    return sorted(state.convoys.values(), key=lambda convoy: (convoy.orders.depart, convoy.orders.id))


def _row(state: State, convoy: ConvoyState, now: datetime) -> ConvoyRow:
    shape, colour = PHASES[convoy.phase]
    words = phase_words(convoy)
    if words.startswith("nobody aboard"):
        shape, colour = "⚠", "no"
    elif words.startswith("everyone is off"):
        shape, colour = "◀", "partly"
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
        stayed=stayed(convoy),
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


def sums_of(ahead: Prospect) -> tuple[tuple[str, int], ...]:
    """Where the orders take everyone known, in words and persons; the parts that nobody is in are left out."""
    parts = (
        ("out", ahead.out.total),
        ("on the way out", ahead.on_the_way.total),
        ("coming back", ahead.coming_back.total),
        ("not counted at arrival", ahead.uncounted.total),
        ("with a place, still to leave", ahead.seated.total),
        ("without a place", ahead.without.total),
        ("with another outcome", ahead.other),
    )
    return tuple((words, n) for words, n in parts if n)
